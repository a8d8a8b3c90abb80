import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, CommitFiles } from "../app/evaluate-run/bench.ts";
import { PawlError } from "../errors.ts";
import type { GitRepository } from "../ports/git.ts";
import { createFileSystem, openDataStore, openRevisions } from "./compose.ts";

/** A commit of the repository at `directory`, as git has it. @throws PawlError `revision.unknown` */
export async function openCommit(
  commit: string,
  directory: string,
  git: GitRepository,
): Promise<CommitFiles> {
  const view = await (await openRevisions(directory)).view(commit);
  if (view !== undefined) return { commit, view, git };
  throw new PawlError("revision.unknown", { message: `${commit} is no commit of ${directory}.` });
}

/**
 * Makes benches for the repository at `directory`: temporary directories, removed at the end, whose data comes through the
 * repository's own cache and remote.
 */
export function openBenches(directory: string): AsyncDisposable & { readonly open: () => Promise<Bench> } {
  const made: string[] = [];
  return {
    open: async () => {
      const root = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "pawl-bench-"));
      made.push(root);
      const files = await createFileSystem(root);
      const store = await openDataStore(files, join(directory, ".dvc"));
      const remote = store.defaultRemote === undefined ? undefined : store.remote();
      return { files, data: store.data, remote };
    },
    [Symbol.asyncDispose]: async () => {
      for (const root of made) await rm(root, { recursive: true, force: true });
    },
  };
}
