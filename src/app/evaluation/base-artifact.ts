import { PawlError } from "../../errors.ts";
import type { ReadBaseArtifact } from "./champion.ts";

/** What reading the base's artifact reaches. */
export interface BaseArtifactPorts {
  /** A file of this machine with what a revision has at a path. @throws PawlError as `resolveTable` */
  resolve(revision: string, path: string): Promise<{ readonly file: string }>;
  /** The bytes of a file of this machine. */
  readBytes(file: string): Promise<Uint8Array>;
}

/**
 * Reads artifacts of a base commit: from git when it is committed, else from DVC's cache or remote. The work tree's own
 * artifact is left alone. `undefined` when the commit has none or its bytes are nowhere.
 */
export function createReadBaseArtifact(ports: BaseArtifactPorts): ReadBaseArtifact {
  return async (path, baseSha) => {
    try {
      return await ports.readBytes((await ports.resolve(baseSha, path)).file);
    } catch (error) {
      const isAbsent =
        error instanceof PawlError && (error.code === "data.missing" || error.code === "file.missing");
      if (isAbsent) return undefined;
      throw error;
    }
  };
}
