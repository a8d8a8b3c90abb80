import { PawlError } from "../../errors.ts";
import type { DataRemote, Transfer } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import type { SelectedData } from "../pipeline/select-data.ts";

/** The remotes of a repository. */
export interface RemotePorts {
  /** The default one, or the one that the user named; undefined when there is none. */
  readonly remote: DataRemote | undefined;
  /** The remote of an output that has one of its own. @throws PawlError `remote.missing` */
  readonly remoteNamed: (name: string) => DataRemote;
}

/** One item where it belongs in the work tree. */
export interface PlacedItem {
  readonly path: string;
  readonly item: DataItem;
}

/**
 * What selected data stands for: its item, or the files of a part of a directory.
 *
 * @returns `undefined` when a part is wanted of a directory whose object is nowhere.
 * @throws PawlError `stage.unknown` when the directory has no such part.
 */
export async function expandPart(
  data: SelectedData,
  readTree: (item: DataItem) => Promise<readonly TreeFile[] | undefined>,
): Promise<readonly PlacedItem[] | undefined> {
  const { inside } = data;
  if (inside === undefined) return [{ path: data.path, item: data.item }];
  const tree = await readTree(data.item);
  if (tree === undefined) return undefined;
  const files = tree.filter((file) => file.path === inside || isBelow(file.path, inside));
  if (files.length > 0) {
    return files.map((file) => ({
      path: `${data.path}/${file.path}`,
      item: { md5: file.md5, hash: data.item.hash },
    }));
  }
  throw new PawlError("stage.unknown", {
    message: `${data.path} has no ${inside} (${data.item.md5}).`,
    hint: `\`pawl diff\` lists its files; \`pawl pull ${data.path}\` brings all of them.`,
  });
}

/** Data by the remote that keeps it: `undefined` is the default one. */
export function byRemote<T extends { readonly remote?: string }>(
  all: readonly T[],
): ReadonlyMap<string | undefined, readonly T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const one of all) groups.set(one.remote, [...(groups.get(one.remote) ?? []), one]);
  return groups;
}

/** The remote for a group of {@link byRemote}. @throws PawlError `remote.missing` */
export function requireRemote(name: string | undefined, ports: RemotePorts): DataRemote {
  const remote = name === undefined ? ports.remote : ports.remoteNamed(name);
  if (remote !== undefined) return remote;
  throw new PawlError("remote.missing", { message: "No remote is configured." });
}

/** Several transfers as one. */
export function sumTransfers(transfers: readonly Transfer[]): Transfer {
  return {
    objects: transfers.reduce((sum, one) => sum + one.objects, 0),
    bytes: transfers.reduce((sum, one) => sum + one.bytes, 0),
    missing: transfers.flatMap((one) => one.missing),
  };
}
