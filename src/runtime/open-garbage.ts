import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { OpenedDataStore } from "../adapters/data-store/open-data-store.ts";
import type { GarbagePorts } from "../app/collect-garbage.ts";
import { createGarbageRefs, type GarbageSource } from "../app/garbage-refs.ts";
import { PawlError } from "../errors.ts";
import type { DataRemote } from "../ports/data-store.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { Log } from "../ports/log.ts";
import type { RunTurn } from "../ports/run-guard.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { type GcPolicy, gcPolicyPath, parseGcPolicy } from "../versioning/gc-policy.ts";
import { objectKey } from "../versioning/plan-garbage.ts";
import {
  createClock,
  createFileSystem,
  createRunGuard,
  createWorkspaceView,
  openDataStore,
  openGitRepository,
  openRefHistory,
  openRevisions,
} from "./compose.ts";
import { findRepository } from "./find-repository.ts";
import { commandLine } from "./open-pipeline.ts";

/** Which stores, and who else needs what is in them. */
export interface GarbageChoice {
  /** The remote too. */
  readonly cloud: boolean;
  /** What the remote has may go. */
  readonly notInRemote: boolean;
  /** Default: the default remote. */
  readonly remote: string | undefined;
  /** Other repositories that share the cache. */
  readonly projects: readonly string[];
}

/** A repository ready for garbage collection. */
export interface OpenedGarbage {
  /** Of `.dvc/pawl-gc.yml`; the floor without the file. */
  readonly policy: GcPolicy;
  /** For the cache, and with `cloud` for the remote after it. */
  readonly stores: readonly GarbagePorts[];
  /** The full id of a commit-ish. @throws PawlError `revision.unknown` */
  resolve(revision: string): Promise<string>;
  /** Lets other runs in again. */
  close(): Promise<void>;
}

const waitMs = 600_000;

/**
 * Opens the repository that `directory` is in, and keeps other runs and dvc out of it and of the other projects.
 *
 * @throws PawlError `pipeline.busy`; `remote.missing` when a remote is needed; `config.invalid` of the policy; `file.missing`
 *   for a project without `.dvc`.
 */
export async function openGarbage(
  directory: string,
  choice: GarbageChoice,
  log: Log,
): Promise<OpenedGarbage> {
  const root = realpathSync(findRepository(directory).root);
  const others = await findProjects(choice.projects.map((path) => resolve(directory, path)));
  const roots = [root, ...others.filter((path) => path !== root)];
  const files = await createFileSystem(root);
  const policy = await readPolicy(files);
  const stores = await Promise.all(roots.map(async (path) => openDataStore(await createFileSystem(path))));
  const sources = await Promise.all(roots.map((path, index) => openSource(path, index > 0)));
  const git = await openGitRepository(root);
  const opened = openStores(stores, sources, choice);
  const leave = await enterAll(roots, log);
  return {
    policy,
    stores: opened.stores,
    resolve: async (revision) => {
      const commit = await git.resolve(revision);
      if (commit !== undefined) return commit;
      throw new PawlError("revision.unknown", {
        message: `git knows no revision ${JSON.stringify(revision)}.`,
      });
    },
    close: async () => {
      await leave();
      await opened.remote?.close();
    },
  };
}

async function readPolicy(files: FileSystem): Promise<GcPolicy> {
  const isThere = (await files.stat(gcPolicyPath)) !== undefined;
  return parseGcPolicy(isThere ? await files.readText(gcPolicyPath) : "");
}

async function findProjects(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const files = await createFileSystem(path);
      if ((await files.stat(".dvc"))?.kind === "directory") return realpathSync(path);
      throw new PawlError("file.missing", {
        message: `${path} has no folder .dvc.`,
        hint: "--projects takes the top folders of repositories that share the cache.",
      });
    }),
  );
  return [...new Set(found)];
}

async function openSource(root: string, isProject: boolean): Promise<GarbageSource> {
  const [history, revisions] = await Promise.all([openRefHistory(root), openRevisions(root)]);
  const view = async (path: string) => createWorkspaceView(await createFileSystem(path), { isWhole: true });
  const own = { name: "workspace", view: await view(root) };
  const others = (await history.otherWorkTrees()).map(async (path) => ({
    name: `work tree ${basename(path)}`,
    view: await view(path),
  }));
  const workTrees = [own, ...(await Promise.all(others))];
  return { ...(isProject ? { project: root } : {}), workTrees, revisions, history };
}

/** One after the other: each run, and each dvc, of every repository ends before anything is looked at. */
async function enterAll(roots: readonly string[], log: Log): Promise<() => Promise<void>> {
  const leave: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of leave.splice(0).toReversed()) await step();
  };
  try {
    for (const root of [...roots].sort()) {
      const guard = await createRunGuard(root, commandLine());
      const turn = await guard.enter({ timeoutMs: waitMs, onWait: (message) => log.info(message) });
      leave.push(() => turn.leave());
      leave.push(await keepOut(turn));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

/**
 * Waits until no stage of dvc runs, by a claim on everything, and then holds dvc's lock: what dvc saves in between would not be
 * among the objects that are needed.
 *
 * @returns what lets dvc in again.
 */
async function keepOut(turn: RunTurn): Promise<() => Promise<void>> {
  const [taken, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const hold = async (): Promise<void> => {
    taken.resolve();
    await given.promise;
  };
  const done = turn.claim({ name: "gc", reads: [], writes: [""] }, () => turn.exclusively(hold));
  await Promise.race([taken.promise, done]);
  return async () => {
    given.resolve();
    await done;
  };
}

function openStores(
  stores: readonly OpenedDataStore[],
  sources: readonly GarbageSource[],
  { cloud, notInRemote, remote }: GarbageChoice,
): { readonly stores: readonly GarbagePorts[]; readonly remote: DataRemote | undefined } {
  const [own] = stores;
  if (own === undefined) return { stores: [], remote: undefined };
  const isNeeded = cloud || notInRemote || remote !== undefined;
  const there = isNeeded || own.defaultRemote !== undefined ? own.remote(remote) : undefined;
  const objects = stores.map((store, index) => store.objects(index === 0 ? remote : undefined));
  const shared = {
    ...createGarbageRefs(sources),
    clock: createClock(),
    readTree: async (item: DataItem) => {
      for (const place of objects) {
        const files = await place.readTree(item, "anywhere");
        if (files !== undefined) return files;
      }
      return undefined;
    },
  };
  const findElsewhere: GarbagePorts["findElsewhere"] = async (items) => {
    if (there === undefined) return new Set();
    const missing = new Set((await there.findMissing(items)).map(objectKey));
    return new Set(items.map(objectKey).filter((key) => !missing.has(key)));
  };
  const cache = { ...shared, findElsewhere, store: own.cacheGarbage() };
  const stored =
    cloud && there !== undefined
      ? [{ ...shared, findElsewhere: async () => new Set<string>(), store: own.remoteGarbage(there, remote) }]
      : [];
  return { stores: [cache, ...stored], remote: there };
}
