import { createHash } from "node:crypto";
import type { FileStamp } from "./file-stamp.ts";

/** The stamps of many files as one: it is the same as long as each file is there in the same state. */
export interface StampSum {
  /** Adds a file; the order counts. */
  add(path: string, stamp: FileStamp): void;
  /** Ends it. The times are those of the newest file, so that the memo can tell whether it is too new to be kept. */
  end(): {
    readonly stamp: FileStamp;
    readonly sizeBytes: number;
    readonly fileCount: number;
  };
}

const batch = 1000;

/** Begins a sum. */
export function createStampSum(): StampSum {
  const hash = createHash("md5");
  const numbers = new Float64Array(batch * 4);
  let paths: string[] = [];
  let [fileCount, sizeBytes, modifiedMs, changedMs] = [0, 0, 0, 0];
  const flush = (): void => {
    hash.update(Buffer.from(numbers.buffer, 0, paths.length * 32)).update(paths.join("\0"));
    paths = [];
  };
  return {
    add: (path, stamp) => {
      const at = paths.length * 4;
      numbers[at] = stamp.inode;
      numbers[at + 1] = stamp.sizeBytes;
      numbers[at + 2] = stamp.modifiedMs;
      numbers[at + 3] = stamp.changedMs;
      paths.push(path);
      fileCount += 1;
      sizeBytes += stamp.sizeBytes;
      modifiedMs = Math.max(modifiedMs, stamp.modifiedMs);
      changedMs = Math.max(changedMs, stamp.changedMs);
      if (paths.length === batch) flush();
    },
    end: () => {
      flush();
      const digest = hash.digest();
      // Two halves that a number holds exactly.
      const [inode, size] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
      return { stamp: { inode, sizeBytes: size, modifiedMs, changedMs }, sizeBytes, fileCount };
    },
  };
}
