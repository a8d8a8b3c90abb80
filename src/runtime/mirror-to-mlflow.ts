import type { VersionsExport } from "../app/ledger/export-versions.ts";
import { type MirrorResult, toFailed } from "../app/mirror/mirror-result.ts";
import { tagsOnGitHub } from "../app/read-models.ts";
import { expandEnvironment } from "../config/expand-environment.ts";
import type { Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import { exportToMlflow } from "./export-mlflow.ts";
import { readExportableRuns } from "./export-runs.ts";
import { warnOf } from "./mirror-models.ts";

/** What is to be mirrored to MLflow, and as whom. */
export interface MirrorToMlflowOptions {
  readonly policy: Policy;
  /** Absolute path of the clone; its `origin` has the ledger. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly github: Pick<GitHub, "gitData" | "commits">;
  /** Variables of MLflow's own client, and those that the policy names. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, "warning">;
}

/**
 * Does `pawl runs export --mlflow` with the tags that GitHub has now, if the policy has `registry.mirror.mlflow`. What fails there is
 * a result and a warning: registry and environments are as they are.
 *
 * @returns one result a model of the registry; one in all when the server could not be written to.
 */
export async function mirrorToMlflow(options: MirrorToMlflowOptions): Promise<readonly MirrorResult[]> {
  const { policy, log } = options;
  if (policy.registry?.mirror.mlflow !== true) return [];
  const results = await sendAll(options);
  warnOf(results, log);
  return results;
}

async function sendAll(options: MirrorToMlflowOptions): Promise<readonly MirrorResult[]> {
  const { policy, directory, config, repository, github, variables, log } = options;
  const { branch, mlflow } = policy.runs ?? {};
  try {
    const warn = (message: string): void => log.warning(message);
    const uri = expandEnvironment(mlflow?.tracking_uri ?? "", variables);
    const { entries } = await readExportableRuns({ directory, config, branch, warn });
    const place = { directory, config, repository, variables, uri, experiment: undefined };
    const { models } = await exportToMlflow(entries, { ...place, tags: tagsOnGitHub(github) });
    return models.map(toResult);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    return [{ mirror: "mlflow", model: "*", url: null, ...toFailed(null, error) }];
  }
}

function toResult({
  model,
  created,
  aliasesSet,
  aliasesRemoved,
  deregistered,
}: VersionsExport & { readonly model: string }): MirrorResult {
  const base = { mirror: "mlflow", model, version: null, hint: null, url: null } as const;
  const changes = created + aliasesSet + aliasesRemoved + deregistered;
  if (changes === 0)
    return { ...base, decision: "unchanged", reasonCode: "present", reason: `${model} is there already` };
  const reason = `${model}: ${created} versions registered, ${aliasesSet} aliases set, ${aliasesRemoved} removed, ${deregistered} withdrawn`;
  return { ...base, decision: "mirrored", reasonCode: "mirrored", reason };
}
