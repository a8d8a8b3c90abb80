import { promote, rollback, type PromoteResult } from "../app/promote.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { ModelPolicy } from "../config/schema.ts";
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
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
}

/** Promotes as the owner of the token, with the role that GitHub says. */
export async function runPromote(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version } = options;
  const { github, environments, requester } = await connect(options);
  const target =
    version === undefined ? { kind: "greatest" as const } : { kind: "version" as const, version };
  const request = { model, environment, environments, requester, target, source: "cli" as const };
  return await promote(request, { ...github, clock: createClock() });
}

/** Rolls back as the owner of the token, with the role that GitHub says. */
export async function runRollback(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version: to } = options;
  const { github, environments, requester } = await connect(options);
  const request = { model, environment, environments, requester, to };
  return await rollback(request, { ...github, clock: createClock() });
}

async function connect(options: RunPromoteOptions): Promise<{
  readonly github: GitHub;
  readonly environments: ModelPolicy["environments"] | undefined;
  readonly requester: Requester;
}> {
  const { model, directory, config, token, repository, apiUrl } = options;
  const policy = await readPolicyFile(await createFileSystem(directory), config);
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const { login } = await github.members.self();
  const role = await github.members.roleOf(login);
  return { github, environments: policy.models[model]?.environments, requester: { login, role } };
}
