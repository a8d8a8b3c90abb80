import { recordPromotions } from "../app/ledger/record-promotions.ts";
import { promote, rollback } from "../app/promote.ts";
import type { PromotionPolicy } from "../app/promotion/ports.ts";
import type { PromoteResult } from "../app/promotion/result.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Requester } from "../registry/promotion.ts";
import type { Policy } from "../config/schema.ts";
import type { Log } from "../ports/log.ts";
import { createClock, createFileSystem, createGitHub } from "./compose.ts";
import { openLedger } from "./open-ledger.ts";
import { actionLog } from "./run-action.ts";

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
  /** Hears when the ledger could not be written. Default: the workflow's log. */
  readonly log?: Pick<Log, "warning" | "debug"> | undefined;
}

/** Promotes as the owner of the token, with the role that GitHub says. */
export async function runPromote(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version, isDryRun } = options;
  const { github, policy, requester, record } = await connect(options);
  const target =
    version === undefined ? { kind: "greatest" as const } : { kind: "version" as const, version };
  const request = { model, environment, policy, requester, target, isDryRun, source: "cli" as const };
  return await record(await promote(request, { ...github, clock: createClock() }));
}

/** Rolls back as the owner of the token, with the role that GitHub says. */
export async function runRollback(options: RunPromoteOptions): Promise<PromoteResult> {
  const { model, environment, version: to, isDryRun, reason } = options;
  const { github, policy, requester, record } = await connect(options);
  const request = { model, environment, policy, requester, to, isDryRun, reason };
  return await record(await rollback(request, { ...github, clock: createClock() }));
}

async function connect(options: RunPromoteOptions): Promise<{
  readonly github: GitHub;
  readonly policy: PromotionPolicy | undefined;
  readonly requester: Requester;
  /** Writes what the ledger lacks of promotions, when the policy has `runs`; gives the result back. */
  readonly record: (result: PromoteResult) => Promise<PromoteResult>;
}> {
  const { model, directory, config, token, repository, apiUrl } = options;
  const { models, runs } = await readPolicyFile(await createFileSystem(directory), config);
  const policy = Object.hasOwn(models, model) ? models[model] : undefined;
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const { login } = await github.members.self();
  const role = await github.members.roleOf(login);
  const record = async (result: PromoteResult): Promise<PromoteResult> => {
    if (options.isDryRun !== true) await recordDecisions(runs, github, options.log ?? actionLog);
    return result;
  };
  return { github, policy, requester: { login, role }, record };
}

async function recordDecisions(
  runs: Policy["runs"],
  github: GitHub,
  log: Pick<Log, "warning" | "debug">,
): Promise<void> {
  if (runs === undefined) return;
  await recordPromotions({ github, log, ledger: openLedger({ github, log, branch: runs.branch }) });
}
