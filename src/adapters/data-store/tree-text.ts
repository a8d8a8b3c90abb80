import { createHash } from "node:crypto";
import { type TreeFile, writeTreeFile } from "../../versioning/data-tree.ts";

const flushLines = 1000;

/** The text of a directory's object, hashed while it grows, so that a million files need no million strings. */
export interface TreeText {
  /** Adds a file; they come in code-point order of their paths. */
  add(file: TreeFile, sizeBytes: number): void;
  /** Ends it: the id of the directory, and the text when it was kept. */
  end(): {
    readonly md5: string;
    readonly sizeBytes: number;
    readonly fileCount: number;
    readonly bytes: Buffer;
  };
}

/** @param isKept whether the text is wanted, and not its hash alone. */
export function createTreeText(isKept: boolean): TreeText {
  const hash = createHash("md5");
  const kept: Buffer[] = [];
  let lines: string[] = [];
  let [fileCount, sizeBytes, lead] = [0, 0, "["];
  const push = (text: string): void => {
    const bytes = Buffer.from(text, "latin1");
    hash.update(bytes);
    if (isKept) kept.push(bytes);
  };
  const flush = (): void => {
    if (lines.length === 0) return;
    push(lead + lines.join(", "));
    lead = ", ";
    lines = [];
  };
  return {
    add: (file, size) => {
      lines.push(writeTreeFile(file));
      fileCount += 1;
      sizeBytes += size;
      if (lines.length === flushLines) flush();
    },
    end: () => {
      flush();
      push(fileCount === 0 ? "[]" : "]");
      return { md5: `${hash.digest("hex")}.dir`, sizeBytes, fileCount, bytes: Buffer.concat(kept) };
    },
  };
}
