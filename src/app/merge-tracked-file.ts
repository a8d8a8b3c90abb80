import type { FileSystem } from "../ports/file-system.ts";
import type { Log } from "../ports/log.ts";
import { mergeDataFiles, type TreeReader } from "../versioning/merge-data-file.ts";
import { mergeLocks, type StageToRerun } from "../versioning/merge-lock.ts";
import type { ThreeVersions } from "../versioning/merge-three.ts";

/** The three files that git hands to a merge driver, and where the file stands in the repository. */
export interface MergeRequest {
  /** Paths relative to the work tree; `ours` is replaced by the result. */
  readonly versions: ThreeVersions<string>;
  /** Path of the file in the repository. Without it the content decides: a file with `outs` at the top is a `.dvc` file. */
  readonly path?: string;
}

/** Where merged directories are read and kept. */
export interface TreeStore extends TreeReader {
  /** Keeps a directory's object under the md5 of its text. */
  saveTree(text: string): Promise<unknown>;
}

/** What the merge left to do. */
export interface MergeResult {
  readonly rerun: readonly StageToRerun[];
}

const reasons = {
  "changed-on-both": "both sides changed its entry in different ways",
  "deleted-and-changed": "one side deleted its entry, the other changed it",
  "input-changed": "one side changed the stage, the other what it reads",
} as const satisfies Record<StageToRerun["reason"], string>;

/**
 * Merges a dvc.lock or a `.dvc` file in place, as git's merge driver. Names each stage that has to run again in the log.
 *
 * @param ports `trees` merges directories that both sides changed; without it they are a conflict.
 * @throws PawlError `merge.conflict`, `file.unreadable`, `file.missing`: the file of `ours` is as before, and git reports a conflict.
 */
export async function mergeTrackedFile(
  request: MergeRequest,
  ports: {
    readonly files: Pick<FileSystem, "readText" | "write">;
    readonly log: Log;
    readonly trees?: TreeStore;
  },
): Promise<MergeResult> {
  const { versions, path } = request;
  const [base, ours, theirs] = await Promise.all(
    [versions.base, versions.ours, versions.theirs].map((file) => ports.files.readText(file)),
  );
  const texts = { base: base ?? "", ours: ours ?? "", theirs: theirs ?? "" };
  if (!isDataFile(texts.ours, path)) {
    const { text, rerun } = mergeLocks(texts, path);
    await ports.files.write(versions.ours, text);
    for (const { stage, reason } of rerun) {
      ports.log.warning(`${path ?? "dvc.lock"}: the stage ${stage} has to run again: ${reasons[reason]}`);
    }
    return { rerun };
  }
  const merged = await mergeDataFiles(texts, path ?? "the .dvc file", ports.trees);
  if (merged.tree !== undefined) await ports.trees?.saveTree(merged.tree.text);
  await ports.files.write(versions.ours, merged.text);
  return { rerun: [] };
}

function isDataFile(text: string, path: string | undefined): boolean {
  return path === undefined ? /^outs:/m.test(text) : path.endsWith(".dvc");
}
