import { join } from "node:path";
import { explain, type ExplainPorts, type ExplainRequest } from "../app/explain.ts";
import type { Explanation } from "../evaluation/explanation-schema.ts";
import type { Log } from "../ports/log.ts";
import { createClock, createFileSystem, createModelRuntime, createSql, openWorktrees } from "./compose.ts";
import { type ComparisonPlace, openComparison } from "./open-comparison.ts";
import { openEvidence } from "./open-evidence.ts";
import { openPipeline } from "./open-pipeline.ts";

/** What `pawl compare --explain` gives. */
export interface RunExplainOptions
  extends ComparisonPlace, Pick<ExplainRequest, "mode" | "progress" | "signal"> {
  readonly log: Log;
}

/**
 * Explains the difference between the models of two revisions, by the policy and on the rows of the work tree.
 *
 * @throws PawlError `config.*`, `git.failed` for a revision that is none, and as `explain` says.
 */
export async function runExplain(options: RunExplainOptions): Promise<readonly Explanation[]> {
  const { base, head, models } = await openComparison(options);
  await using opened = await openExplainPorts(options.directory, options.log);
  const explanations: Explanation[] = [];
  for (const [model, policy] of Object.entries(models)) {
    explanations.push(await explain({ ...options, model, policy, base, head }, opened.ports));
  }
  return explanations;
}

/** What explaining in the repository at `directory` needs. Dispose of it when the work is done. */
export async function openExplainPorts(
  directory: string,
  log: Log,
): Promise<AsyncDisposable & { readonly ports: ExplainPorts }> {
  const files = await createFileSystem(directory);
  const [sql, evidence, worktrees] = await Promise.all([
    createSql(),
    openEvidence(files),
    openWorktrees(directory),
  ]);
  return {
    ports: {
      sql,
      files,
      revisions: evidence.revisions,
      objects: evidence.objects,
      clock: createClock(),
      modelRuntime: await createModelRuntime(),
      openTree: async (commit) => {
        const tree = await worktrees.add(commit);
        const opened = openPipeline(tree.root, log, { home: join(directory, ".dvc") });
        const ports = await opened.catch(async (error: unknown) => {
          await tree.remove();
          throw error;
        });
        return { ports, remove: () => tree.remove() };
      },
    },
    [Symbol.asyncDispose]: async () => {
      await evidence.close();
      await sql.close();
    },
  };
}
