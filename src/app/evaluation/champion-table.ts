import type { FileSystem } from "../../ports/file-system.ts";
import type { AnswerSource } from "./read-answers.ts";

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
  // DVC keeps its `tmp` out of git; without DVC the folder is there only while this runs.
  const hasDvc = (await files.stat(".dvc"))?.kind === "directory";
  const folder = hasDvc ? ".dvc/tmp/pawl-champion" : ".pawl-champion";
  const path = `${folder}/${table.path.split("/").at(-1)}`;
  try {
    await files.write(path, bytes);
    return await work({ kind: "predictions", path });
  } finally {
    await files.remove(folder);
  }
}
