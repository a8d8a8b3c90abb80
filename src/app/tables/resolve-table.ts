import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { DataRemote, DataStore } from "../../ports/data-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import { nearestMatch } from "../../yaml/nearest-match.ts";
import { type KnownData, listKnownData } from "../pipeline/load-pipeline.ts";
import { openSnapshot, type ReportPorts, workspaceName } from "../reports/snapshot.ts";

/** What finding a table reaches. */
export interface TablePorts extends Pick<ReportPorts, "workspace" | "revisions"> {
  readonly files: Pick<FileSystem, "root" | "stat" | "write">;
  readonly data: Pick<DataStore, "has" | "checkout">;
  readonly objects: Pick<DataObjects, "readTree">;
  /** The remote of an output, or the default one; `undefined` when there is none. */
  readonly remote: (name: string | undefined) => DataRemote | undefined;
  /** Where tables of earlier revisions are put, relative to the repository: a folder of this run alone. */
  readonly folder: string;
}

/** A table at a revision. */
export interface TableAt {
  /** Undefined or `workspace`: the work tree. */
  readonly revision: string | undefined;
  /** Relative to the repository. */
  readonly path: string;
}

/**
 * The file of this machine that holds a table: that of the work tree, or a copy of what git or the data store has of a
 * revision. Data that is in the remote alone is fetched into the cache.
 *
 * @returns its absolute path.
 * @throws PawlError `revision.unknown`; `file.missing` when the revision has no such file; `data.missing` when neither the
 *   cache nor the remote has its bytes.
 */
export async function resolveTable({ revision, path }: TableAt, ports: TablePorts): Promise<string> {
  if (revision === undefined || revision === workspaceName) return inWorkTree(path, ports);
  const { view, loaded } = await openSnapshot(revision, ports);
  const copy = `${ports.folder}/${encodeURIComponent(revision)}/${path.split("/").at(-1) ?? path}`;
  const committed = await view.readBytes(path);
  if (committed !== undefined) {
    await ports.files.write(copy, committed);
    return `${ports.files.root}/${copy}`;
  }
  const known = listKnownData(loaded);
  const data = known.find((one) => one.path === path || isBelow(path, one.path));
  if (data === undefined) {
    const names = [...known.map((one) => one.path), ...(await view.listFiles(""))];
    throw notThere(path, revision, names);
  }
  const item = data.path === path ? data.item : await itemInside({ data, path, revision }, ports);
  if (item.md5.endsWith(".dir")) {
    throw new PawlError("file.missing", {
      message: `${path} is a folder at ${revision}.`,
      hint: "Name a table in it.",
    });
  }
  await placeItem(copy, item, { data, path, revision }, ports);
  return `${ports.files.root}/${copy}`;
}

async function inWorkTree(path: string, { files, workspace }: TablePorts): Promise<string> {
  const found = await files.stat(path);
  if (found?.kind === "file") return `${files.root}/${path}`;
  if (found !== undefined) {
    throw new PawlError("file.missing", { message: `${path} is a folder.`, hint: "Name a table in it." });
  }
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  throw notThere(path, undefined, await workspace.listFiles(folder));
}

function notThere(path: string, revision: string | undefined, names: Iterable<string>): PawlError {
  const nearest = nearestMatch(path, names);
  const place = revision === undefined ? "in the work tree" : `at ${revision}`;
  const hint =
    revision === undefined
      ? "Run `pawl checkout` when it is data under version control; paths are relative to the folder that you are in."
      : "Name a file that git has there, or an output of dvc.lock or a .dvc file; paths are relative to the folder that you are in.";
  return new PawlError("file.missing", {
    message: `There is no ${path} ${place}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    hint,
  });
}

/** Where an item was found. */
interface Found {
  readonly data: KnownData;
  readonly path: string;
  readonly revision: string;
}

async function itemInside({ data, path, revision }: Found, ports: TablePorts): Promise<DataItem> {
  const inside = path.slice(data.path.length + 1);
  const tree = data.item.md5.endsWith(".dir") ? await ports.objects.readTree(data.item, "anywhere") : [];
  if (tree === undefined) throw nowhere(data.path, data.item, revision);
  const file = tree.find((one) => one.path === inside);
  if (file !== undefined) return { md5: file.md5, hash: data.item.hash };
  if (tree.some((one) => isBelow(one.path, inside))) {
    throw new PawlError("file.missing", {
      message: `${path} is a folder at ${revision}.`,
      hint: "Name a table in it.",
    });
  }
  throw notThere(
    path,
    revision,
    tree.map((one) => `${data.path}/${one.path}`),
  );
}

function nowhere(path: string, item: DataItem, revision: string): PawlError {
  return new PawlError("data.missing", {
    message: `${path} at ${revision} (${item.md5}) is neither in the cache nor in the remote.`,
    hint: "Run `pawl push --all-commits` where the data is; a version that garbage collection deleted cannot be brought back.",
  });
}

async function placeItem(copy: string, item: DataItem, found: Found, ports: TablePorts): Promise<void> {
  if (!(await ports.data.has(item))) await ports.remote(found.data.remote)?.pull([item]);
  const { state } = await ports.data.checkout(copy, item, { force: true });
  if (state !== "done") throw nowhere(found.path, item, found.revision);
}
