import { PawlError } from "../errors.ts";
import type { DataObjects } from "../ports/data-objects.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { writeTree } from "../versioning/data-tree.ts";
import { type KnownData, listKnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import { restorePath, type RestorePorts } from "./restore-output.ts";

/** GitHub takes files of less than 2 GiB into a Release. */
const mostBytes = 2 ** 31 - 1;

/** What reading an artifact reaches. */
export interface ArtifactFilePorts extends RestorePorts {
  readonly files: Pick<FileSystem, "stat" | "readBytes">;
  readonly objects: Pick<DataObjects, "readTree" | "inspect">;
}

/**
 * The bytes that a Release holds of an artifact: the file as the lock file of a commit names it, brought from cache or remote;
 * of a folder DVC's list of its files with their digests, so that nothing of it is copied.
 *
 * @throws PawlError `data.missing`, `file.missing`; `file.too-large` above 2 GiB; `file.unreadable` for a file of 0 bytes or
 * a folder that DVC does not track; `registry.artifact-changed` when the file is not the one that the lock file names: git
 * or nothing keeps it, or it came from a remote with `verify = false`; `path.refused` for a symbolic link that leaves the repository.
 */
export async function readArtifactFile(
  view: RepositoryView,
  path: string,
  ports: ArtifactFilePorts,
): Promise<Uint8Array> {
  const known = listKnownData(await loadPipeline(view)).find((data) => data.path === path);
  if (known?.isCached === true && known.item.md5.endsWith(".dir")) {
    return await listFolder(path, known.item, ports);
  }
  refuseLarge(path, known?.item.sizeBytes ?? 0);
  await restorePath(view, path, ports);
  await checkFile(path, ports);
  if (known !== undefined) await checkDigest(path, known, ports);
  return await ports.files.readBytes(path);
}

async function listFolder(path: string, item: DataItem, { objects }: ArtifactFilePorts): Promise<Uint8Array> {
  const tree = await objects.readTree(item, "anywhere");
  if (tree !== undefined) return new TextEncoder().encode(writeTree(tree));
  throw new PawlError("data.missing", {
    message: `The list of the folder ${path} (md5 ${item.md5}) is in neither cache nor remote.`,
  });
}

async function checkFile(path: string, { files }: ArtifactFilePorts): Promise<void> {
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
  refuseLarge(path, found.sizeBytes);
}

function refuseLarge(path: string, sizeBytes: number): void {
  if (sizeBytes <= mostBytes) return;
  throw new PawlError("file.too-large", {
    message: `${path} has ${sizeBytes} bytes; a Release holds files of less than 2 GiB.`,
    hint: "Let the stage write the model into a folder of its own and name that as artifact: the Release then lists its files, and the DVC remote keeps them.",
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
