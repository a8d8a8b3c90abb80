import { compare } from "../app/compare.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { createClock, createModelRuntime, createSql } from "./compose.ts";
import { openBenches, openCommit } from "./open-benches.ts";
import { openEvidence } from "./open-evidence.ts";
import { type ComparisonPlace, openComparison } from "./open-comparison.ts";

/**
 * Compares the models of two revisions by the policy and on the rows of the work tree, see {@link openComparison}.
 *
 * @throws PawlError `config.*`, `git.failed` for a revision that is none, and as `compare` says.
 */
export async function runCompare(options: ComparisonPlace): Promise<readonly EvaluateResult[]> {
  const { directory } = options;
  const { files, git, base, head, models } = await openComparison(options);
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
    for (const [model, policy] of Object.entries(models))
      results.push(await compare({ model, policy, base, head }, ports));
    return results;
  } finally {
    await evidence.close();
    await sql.close();
  }
}
