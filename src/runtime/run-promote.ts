import { promote, rollback } from "../app/promote.ts";
import type { PromotionPolicy } from "../app/promotion/ports.ts";
import type { PromoteResult } from "../app/promotion/result.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Requester } from "../registry/promotion.ts";
import { createClock, createFileSystem, createGitHub } from "./compose.ts";

/** What `pawl promote` and `pawl rollback` give. */
export interface RunPromoteOptions {
  readonly model: string;
  readonly environment: string;
  /** `v1.2.3`; without it the greatest (promotion) or the one before (rollback). */
  readonly version: string | undefined;
  /** Absolute path of the repository. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Plans and writes nothing. */
  readonly isDryRun?: boolean | undefined;
  /** Why, for the issue that a rollback opens. */
  readonly reason?: string | undefined;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
}

/** Promotes as the owner of the token, with the role that GitHub says. */
export async function runPromote(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version, isDryRun } = options;
  const { github, policy, requester } = await connect(options);
  const target =
    version === undefined ? { kind: "greatest" as const } : { kind: "version" as const, version };
  const request = { model, environment, policy, requester, target, isDryRun, source: "cli" as const };
  return await promote(request, { ...github, clock: createClock() });
}

/** Rolls back as the owner of the token, with the role that GitHub says. */
export async function runRollback(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version: to, isDryRun, reason } = options;
  const { github, policy, requester } = await connect(options);
  const request = { model, environment, policy, requester, to, isDryRun, reason };
  return await rollback(request, { ...github, clock: createClock() });
}

async function connect(options: RunPromoteOptions): Promise<{
  readonly github: GitHub;
  readonly policy: PromotionPolicy | undefined;
  readonly requester: Requester;
}> {
  const { model, directory, config, token, repository, apiUrl } = options;
  const { models } = await readPolicyFile(await createFileSystem(directory), config);
  const policy = Object.hasOwn(models, model) ? models[model] : undefined;
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const { login } = await github.members.self();
  const role = await github.members.roleOf(login);
  return { github, policy, requester: { login, role } };
}
