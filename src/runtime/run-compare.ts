import { compare, versionOf } from "../app/compare.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { selectModels } from "../config/select-models.ts";
import {
  createClock,
  createFileSystem,
  createModelRuntime,
  createSql,
  openGitRepository,
} from "./compose.ts";
import { openBenches, openCommit } from "./open-benches.ts";
import { openEvidence } from "./open-evidence.ts";
import { requireCommit } from "./run-evaluate.ts";

/** What `pawl compare` gives. */
export interface RunCompareOptions {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  readonly config: string;
  readonly base: string;
  readonly head: string;
  /** Only this model; default: those that both revisions may be about. */
  readonly model?: string | undefined;
}

/**
 * Compares the models of two revisions by the policy and on the rows of the work tree. A registered version names its model.
 *
 * @throws PawlError `config.*`, `git.failed` for a revision that is none, and as `compare` says.
 */
export async function runCompare(options: RunCompareOptions): Promise<readonly EvaluateResult[]> {
  const { directory } = options;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const base = { name: options.base, commit: await requireCommit(git, options.base) };
  const head = { name: options.head, commit: await requireCommit(git, options.head) };
  const policy = await readPolicyFile(files, options.config);
  const named = Object.keys(policy.models).find((model) =>
    [base, head].some(({ name }) => versionOf(name, model) !== null),
  );
  const [sql, evidence] = await Promise.all([createSql(), openEvidence(files)]);
  await using benches = openBenches(directory);
  try {
    const ports = {
      sql,
      files,
      revisions: evidence.revisions,
      objects: evidence.objects,
      clock: createClock(),
      modelRuntime: await createModelRuntime(),
      head: await openCommit(head.commit, directory, git),
      readArtifact: evidence.readBaseArtifact,
      openBench: benches.open,
    };
    const results: EvaluateResult[] = [];
    const models = Object.entries(selectModels(policy, options.model ?? named));
    for (const [model, own] of models) results.push(await compare({ model, policy: own, base, head }, ports));
    return results;
  } finally {
    await evidence.close();
    await sql.close();
  }
}
