import { PawlError } from "../../errors.ts";
import type { DataRemote, DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { GitRepository } from "../../ports/git.ts";
import type { Revisions } from "../../ports/revisions.ts";
import { restorePath } from "../restore-output.ts";
import type { ReadBaseArtifact } from "./champion.ts";

/** Inside `.dvc/tmp`, which DVC keeps out of git. */
const aside = ".dvc/tmp/pawl-base";

/** What reading the base's artifact reaches. */
export interface BaseArtifactPorts {
  readonly data: Pick<DataStore, "checkout">;
  /** `undefined` when no remote is configured. */
  readonly remote: Pick<DataRemote, "pull"> | undefined;
  readonly git: Pick<GitRepository, "readFile">;
  readonly revisions: Pick<Revisions, "view">;
  readonly files: Pick<FileSystem, "stat" | "readBytes" | "remove">;
}

/**
 * Reads artifacts of a base commit: from git when it is committed, else from DVC's cache or remote. The work tree's own
 * artifact is left alone. `undefined` when the commit has none or its bytes are nowhere.
 */
export function createReadBaseArtifact(ports: BaseArtifactPorts): ReadBaseArtifact {
  return async (path, baseSha) =>
    (await ports.git.readFile(baseSha, path)) ?? (await readStored(path, baseSha, ports));
}

async function readStored(
  path: string,
  commit: string,
  ports: BaseArtifactPorts,
): Promise<Uint8Array | undefined> {
  const { data, files, revisions, remote } = ports;
  const view = await revisions.view(commit);
  if (view === undefined) return undefined;
  try {
    const checkout: DataStore["checkout"] = (target, item, options) =>
      data.checkout(`${aside}/${target}`, item, options);
    await restorePath(view, path, { data: { checkout }, remote });
    return (await files.stat(`${aside}/${path}`))?.kind === "file"
      ? await files.readBytes(`${aside}/${path}`)
      : undefined;
  } catch (error) {
    if (error instanceof PawlError && error.code === "data.missing") return undefined;
    throw error;
  } finally {
    await files.remove(aside);
  }
}
