import { join } from "node:path";
import { explain, type ExplainPorts, type ExplainRequest } from "../app/explain.ts";
import { versionOf } from "../app/compare.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { selectModels } from "../config/select-models.ts";
import type { Explanation } from "../evaluation/explanation-schema.ts";
import type { Log } from "../ports/log.ts";
import {
  createClock,
  createFileSystem,
  createModelRuntime,
  createSql,
  openGitRepository,
  openWorktrees,
} from "./compose.ts";
import { openEvidence } from "./open-evidence.ts";
import { openPipeline } from "./open-pipeline.ts";
import { requireCommit } from "./run-evaluate.ts";

/** What `pawl compare --explain` gives. */
export interface RunExplainOptions extends Pick<ExplainRequest, "mode" | "progress" | "signal"> {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  readonly config: string;
  readonly base: string;
  readonly head: string;
  /** Only this model; default: those that both revisions may be about. */
  readonly model?: string | undefined;
  readonly log: Log;
}

/**
 * Explains the difference between the models of two revisions, by the policy and on the rows of the work tree.
 *
 * @throws PawlError `config.*`, `git.failed` for a revision that is none, and as `explain` says.
 */
export async function runExplain(options: RunExplainOptions): Promise<readonly Explanation[]> {
  const { directory } = options;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const base = { name: options.base, commit: await requireCommit(git, options.base) };
  const head = { name: options.head, commit: await requireCommit(git, options.head) };
  const policy = await readPolicyFile(files, options.config);
  const named = Object.keys(policy.models).find((model) =>
    [base, head].some(({ name }) => versionOf(name, model) !== null),
  );
  await using opened = await openExplainPorts(directory, options.log);
  const explanations: Explanation[] = [];
  for (const [model, own] of Object.entries(selectModels(policy, options.model ?? named))) {
    explanations.push(await explain({ ...options, model, policy: own, base, head }, opened.ports));
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
