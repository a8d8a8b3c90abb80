import { PawlError } from "../../errors.ts";
import type { DataRemote, DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { GitRepository } from "../../ports/git.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { listKnownData, loadPipeline } from "../pipeline/load-pipeline.ts";
import { restorePath } from "../restore-output.ts";

/**
 * An empty directory outside the repository into which files of commits are put, to be scored and never run. Its cache and
 * remote are those of the repository that judges.
 */
export interface Bench {
  readonly files: FileSystem;
  readonly data: Pick<DataStore, "checkout" | "inspect">;
  /** `undefined` when no remote is configured. */
  readonly remote: Pick<DataRemote, "pull"> | undefined;
}

/** A commit as git has it. */
export interface CommitFiles {
  readonly commit: string;
  readonly view: RepositoryView;
  readonly git: Pick<GitRepository, "readFile">;
}

/**
 * Puts a path of a commit onto the bench: from git, else from DVC's cache or remote by the commit's own lock.
 *
 * @returns false when the commit has no such path, or nobody has its bytes.
 * @throws PawlError `path.refused`, `git.argument-refused` for a path that leaves the repository; `dvc.*`.
 */
export async function placeFile(
  path: string,
  { commit, view, git }: CommitFiles,
  bench: Bench,
): Promise<boolean> {
  const bytes = await git.readFile(commit, path);
  if (bytes !== undefined) {
    await bench.files.write(path, bytes);
    return true;
  }
  try {
    await restorePath(view, path, bench);
  } catch (error) {
    if (error instanceof PawlError && error.code === "data.missing") return false;
    throw error;
  }
  return (await bench.files.stat(path)) !== undefined;
}

/**
 * Whether a file of the bench is the one that a commit's lock or `.dvc` file names; `undefined` when the commit names none.
 */
export async function isLocked(
  path: string,
  view: RepositoryView,
  { data }: Bench,
): Promise<boolean | undefined> {
  const named = listKnownData(await loadPipeline(view)).find((known) => known.path === path)?.item;
  if (named === undefined) return undefined;
  return (await data.inspect(path, named.hash))?.md5 === named.md5;
}
