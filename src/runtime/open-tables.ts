import { randomBytes } from "node:crypto";
import { resolve, relative, sep } from "node:path";
import { resolveTable } from "../app/tables/resolve-table.ts";
import { PawlError } from "../errors.ts";
import type { DataRemote } from "../ports/data-store.ts";
import { joinPath } from "../versioning/repository-path.ts";
import { createFileSystem, createWorkspaceView, openDataStore, openRevisions } from "./compose.ts";
import { findRepository } from "./find-repository.ts";

/** One version of a table: a file of this machine, and what the report calls it. */
export interface TableVersion {
  readonly file: string;
  readonly name: string;
}

/** The tables of a repository. */
export interface OpenedTables {
  /**
   * The file that holds a table at a revision.
   *
   * @param revision a commit-ish; `undefined` is the work tree.
   * @param path relative to the folder that this was opened in.
   * @throws PawlError `path.refused` outside of the repository; as `resolveTable`.
   */
  resolve(revision: string | undefined, path: string): Promise<TableVersion>;
  /** Removes what was put on the disk. */
  close(): Promise<void>;
}

/** Opens the repository that `directory` is in. */
export async function openTables(directory: string): Promise<OpenedTables> {
  const place = findRepository(directory);
  const files = await createFileSystem(place.root);
  const [workspace, revisions, store] = await Promise.all([
    createWorkspaceView(files),
    openRevisions(files.root),
    openDataStore(files),
  ]);
  const folder = `.dvc/tmp/pawl/tables/${process.pid}-${randomBytes(4).toString("hex")}`;
  const remotes = new Map<string, DataRemote>();
  const remote = (name?: string): DataRemote | undefined => {
    if (name === undefined && store.defaultRemote === undefined) return undefined;
    const opened = remotes.get(name ?? "") ?? store.remote(name);
    remotes.set(name ?? "", opened);
    return opened;
  };
  const ports = { files, workspace, revisions, data: store.data, objects: store.objects(), remote, folder };
  return {
    resolve: async (revision, given) => {
      const path = joinPath(relative(place.root, resolve(directory, given)).split(sep).join("/"));
      if (path === undefined || path === "") {
        throw new PawlError("path.refused", { message: `${given} is no file inside the repository.` });
      }
      const file = await resolveTable({ revision, path }, ports);
      return { file, name: revision === undefined ? path : `${revision}:${path}` };
    },
    close: async () => {
      for (const opened of remotes.values()) await opened.close();
      await files.remove(folder);
    },
  };
}
