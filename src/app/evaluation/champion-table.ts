import type { FileSystem } from "../../ports/file-system.ts";
import type { AnswerSource } from "./read-answers.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/**
 * Runs with the champion's table of predictions put on disk, where the engine can read it.
 *
 * @param table its bytes, `undefined` without a champion, and its path in the repository, which says how to read it.
 */
export async function withChampionTable<Result>(
  table: { readonly path: string; readonly bytes: Uint8Array | undefined },
  { files }: { readonly files: Pick<FileSystem, "stat" | "write" | "remove"> },
  work: (champion: AnswerSource | undefined) => Promise<Result>,
): Promise<Result> {
  const { bytes } = table;
  if (bytes === undefined) return work(undefined);
  return await withTemporaryFolder("pawl-champion", { files }, async (folder) => {
    const path = `${folder}/${table.path.split("/").at(-1)}`;
    await files.write(path, bytes);
    return await work({ kind: "predictions", path });
  });
}
