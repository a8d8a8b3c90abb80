import type { FileSystem } from "../../ports/file-system.ts";

/**
 * Runs with a folder of the repository that is there for this work only: the engine reads and writes files alone.
 *
 * @param name of the folder; two works at the same time need two names.
 */
export async function withTemporaryFolder<Result>(
  name: string,
  { files }: { readonly files: Pick<FileSystem, "stat" | "remove"> },
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  // DVC keeps its `tmp` out of git; without DVC the folder is there only while this runs.
  const hasDvc = (await files.stat(".dvc"))?.kind === "directory";
  const folder = hasDvc ? `.dvc/tmp/${name}` : `.${name}`;
  try {
    return await work(folder);
  } finally {
    await files.remove(folder);
  }
}
