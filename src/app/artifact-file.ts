import { PawlError } from "../errors.ts";
import type { DataObjects } from "../ports/data-objects.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { ModelPointer } from "../registry/model-pointer.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { writeTree } from "../versioning/data-tree.ts";
import { type KnownData, listKnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import { restorePath, type RestorePorts } from "./restore-output.ts";

/** GitHub takes files of less than 2 GiB into a Release. */
const defaultMostBytes = 2 ** 31 - 1;

/** What a Release holds of an artifact. */
export interface ArtifactContent {
  /** `file`: its bytes. `tree`: the list of a folder's files. `pointer`: where a file is that is too large for a Release. */
  readonly kind: "file" | "tree" | "pointer";
  readonly bytes: Uint8Array;
}

/** What reading an artifact reaches. */
export interface ArtifactFilePorts extends RestorePorts {
  readonly files: Pick<FileSystem, "stat" | "readBytes" | "sha256">;
  readonly objects: Pick<DataObjects, "readTree" | "inspect" | "inRemote">;
  /** Larger files are pointed to. Default: 2 GiB less one byte. */
  readonly mostBytes?: number;
}

/**
 * The bytes that a Release holds of an artifact: the file as the lock file of a commit names it, brought from cache or remote;
 * of a folder DVC's list of its files with their digests, so that nothing of it is copied; of a file of 2 GiB or more a
 * `pawl.pointer/1` to its object in the DVC remote.
 *
 * @throws PawlError `data.missing`, `file.missing`; `file.too-large` for 2 GiB or more that DVC does not keep, or without a
 * remote; `file.unreadable` for a file of 0 bytes or a folder that DVC does not track; `registry.artifact-changed` when the
 * file is not the one that the lock file names: git or nothing keeps it, or it came from a remote with `verify = false`;
 * `path.refused` for a symbolic link that leaves the repository.
 */
export async function readArtifactFile(
  view: RepositoryView,
  path: string,
  ports: ArtifactFilePorts,
): Promise<ArtifactContent> {
  const known = listKnownData(await loadPipeline(view)).find((data) => data.path === path);
  if (known?.isCached === true && known.item.md5.endsWith(".dir")) {
    return { kind: "tree", bytes: await listFolder(path, known.item, ports) };
  }
  const { mostBytes = defaultMostBytes } = ports;
  const isPointed = known?.isCached === true && ports.remote !== undefined;
  if (isPointed && (known.item.sizeBytes ?? 0) > mostBytes) await requireInRemote(path, known.item, ports);
  await restorePath(view, path, ports);
  const sizeBytes = await checkFile(path, ports);
  if (sizeBytes > mostBytes && !isPointed) throw tooLarge(path, sizeBytes);
  if (known !== undefined) await checkDigest(path, known, ports);
  if (sizeBytes <= mostBytes || !isPointed) return { kind: "file", bytes: await ports.files.readBytes(path) };
  return { kind: "pointer", bytes: await writePointer({ path, sizeBytes, item: known.item }, ports) };
}

/** A pointer to what one machine has would be no Release. */
async function requireInRemote(path: string, item: DataItem, { objects }: ArtifactFilePorts): Promise<void> {
  const [isThere] = await objects.inRemote([item]);
  if (isThere === true) return;
  throw new PawlError("data.missing", {
    message: `${path} (md5 ${item.md5}) is too large for a Release and not in the remote that it would point to.`,
  });
}

async function writePointer(
  large: { readonly path: string; readonly sizeBytes: number; readonly item: DataItem },
  ports: ArtifactFilePorts,
): Promise<Uint8Array> {
  const { path, sizeBytes, item } = large;
  await requireInRemote(path, item, ports);
  const object = `${item.hash === "md5" ? "files/md5/" : ""}${item.md5.slice(0, 2)}/${item.md5.slice(2)}`;
  const sha256 = await ports.files.sha256(path);
  const pointer: ModelPointer = {
    schema: "pawl.pointer/1",
    path,
    object,
    md5: item.md5,
    sha256,
    sizeBytes,
  };
  return new TextEncoder().encode(`${JSON.stringify(pointer, null, 2)}\n`);
}

async function listFolder(path: string, item: DataItem, { objects }: ArtifactFilePorts): Promise<Uint8Array> {
  const tree = await objects.readTree(item, "anywhere");
  if (tree !== undefined) return new TextEncoder().encode(writeTree(tree));
  throw new PawlError("data.missing", {
    message: `The list of the folder ${path} (md5 ${item.md5}) is in neither cache nor remote.`,
  });
}

/** @returns its size in bytes, at least 1. */
async function checkFile(path: string, { files }: ArtifactFilePorts): Promise<number> {
  const found = await files.stat(path);
  if (found === undefined) throw new PawlError("file.missing", { message: `${path} does not exist.` });
  if (found.kind === "directory") {
    throw new PawlError("file.unreadable", {
      message: `${path} is a folder that DVC does not keep: nothing says which files a version of it has.`,
      hint: "Let DVC cache the output: remove `cache: false` from it in dvc.yaml.",
    });
  }
  if (found.sizeBytes === 0) {
    throw new PawlError("file.unreadable", {
      message: `${path} is empty: 0 bytes.`,
      hint: "Check the stage that writes the model.",
    });
  }
  return found.sizeBytes;
}

function tooLarge(path: string, sizeBytes: number): PawlError {
  return new PawlError("file.too-large", {
    message: `${path} has ${sizeBytes} bytes; a Release holds files of less than 2 GiB.`,
    hint: "Let DVC cache the output (no `cache: false`) and name a remote: the Release then points to the object there.",
  });
}

/**
 * What git keeps, or nothing, was not checked on the way: the work tree may be at another commit. What a remote keeps was
 * not when its configuration says so.
 */
async function checkDigest(
  path: string,
  { item, isCached }: Pick<KnownData, "item" | "isCached">,
  { objects }: ArtifactFilePorts,
): Promise<void> {
  const found = await objects.inspect(path, item.hash);
  if (found?.item.md5 === item.md5) return;
  throw new PawlError("registry.artifact-changed", {
    message: `${path} has the md5 ${found?.item.md5 ?? "of nothing"}; dvc.lock names ${item.md5}.`,
    hint: isCached
      ? "The remote has other bytes under this name: delete that object there, and run `pawl push` where the data is right."
      : "Commit the file together with the dvc.lock that `pawl repro` wrote.",
  });
}
