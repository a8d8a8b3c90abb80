import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { DataRemote, DataStore, RunCache } from "../../ports/data-store.ts";
import type { Digest } from "../../ports/digest.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { GarbageStore } from "../../ports/garbage-store.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import {
  type ConfigFile,
  configLevels,
  type DvcConfig,
  type DvcRemote,
  parseDvcConfig,
  resolveRemote,
} from "../../versioning/dvc-config.ts";
import { openConfigFiles } from "../config-files/dvc-config-files.ts";
import { createDirectoryStore } from "../object-store/directory.ts";
import { isDirectoryUrl } from "../object-store/directory-url.ts";
import { createLazyStore } from "../object-store/lazy-store.ts";
import { createDataObjects } from "./data-objects.ts";
import { createCacheGarbage, createRemoteGarbage } from "./garbage-store.ts";
import { createHashMemo } from "./hash-memo.ts";
import { createDataStore } from "./local-data-store.ts";
import { ObjectCache } from "./object-cache.ts";
import { type LinkKind, ObjectLinks } from "./object-links.ts";
import { createObjectRemote } from "./object-remote.ts";
import { createRunCache } from "./run-cache.ts";
import { createWorkFolder } from "./work-folder.ts";
import { WorkTree } from "./work-tree.ts";

/** Everything that keeps a repository's data. */
export interface OpenedDataStore {
  readonly data: DataStore;
  readonly runCache: RunCache;
  readonly digest: Digest;
  /**
   * The default remote, or the named one. One of a kind that Pawl does not speak says so when it is used, with
   * `remote.unsupported`, so that work that needs no remote goes on.
   *
   * @param options instead of those of the configuration.
   * @throws PawlError `remote.missing`
   */
  remote(name?: string, options?: ReadonlyMap<string, string>): DataRemote;
  /** What cache and remote have, to look at. A remote as in `remote`; without a default remote the cache only. */
  objects(name?: string): DataObjects;
  /** The cache, with `.dvc/tmp`, to delete garbage from. */
  cacheGarbage(): GarbageStore;
  /** A remote to delete garbage from. @param name as in `remote` */
  remoteGarbage(remote: DataRemote, name?: string): GarbageStore;
  /** Name of the default remote; undefined when the configuration has none. */
  readonly defaultRemote: string | undefined;
  /** DVC's other options, as `section.option`. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Opens the cache and remotes of the repository at `files.root`, as all levels of DVC's configuration say.
 *
 * @param home the `.dvc` directory that counts; absolute. Default: that of the repository.
 */
export async function openDataStore(
  files: FileSystem,
  home = join(files.root, ".dvc"),
): Promise<OpenedDataStore> {
  const config = await readConfig(dirname(home));
  const work = createWorkFolder(files.root);
  const cache = new ObjectCache({
    root: resolve(home, config.options.get("cache.dir") ?? "cache"),
    work,
    memo: createHashMemo(() => work.home),
    isShared: config.options.get("cache.shared") === "group",
  });
  const tree = new WorkTree({ root: files.root, cache: cache.root }, cache.memo);
  const links = new ObjectLinks(cache, linkKinds(config.options.get("cache.type")));
  return {
    data: createDataStore(tree, cache, links),
    runCache: createRunCache(cache.root),
    digest: { md5: digestOf("md5"), sha256: digestOf("sha256") },
    remote: (name, options = new Map()) =>
      openRemote({ cache, links }, withOptions(resolveRemote(config, name), options), home),
    objects: (name) => {
      const isNone = name === undefined && config.remote === undefined;
      const store = isNone ? undefined : openStore(resolveRemote(config, name), home);
      return createDataObjects({ tree, cache, store });
    },
    cacheGarbage: () => createCacheGarbage(cache, home),
    remoteGarbage: (remote, name) => createRemoteGarbage(resolveRemote(config, name).name, remote),
    defaultRemote: config.remote,
    options: config.options,
  };
}

async function readConfig(root: string): Promise<DvcConfig> {
  const files = await openConfigFiles(root, process.env);
  const own = join(root, ".dvc");
  const texts = await Promise.all(
    configLevels.map(async (level): Promise<readonly ConfigFile[]> => {
      const path = level === "repo" ? join(own, "config") : files.path(level);
      const isOther = level === "local" && path !== join(own, "config.local");
      const text = path === undefined || isOther ? undefined : await files.read(level);
      return path === undefined || text === undefined ? [] : [{ path, text }];
    }),
  );
  return parseDvcConfig(texts.flat(), files.userHome);
}

/** @throws PawlError `config.invalid` for a kind of link that DVC does not know. */
function linkKinds(text = "reflink,copy"): readonly LinkKind[] {
  return text.split(",").map((part) => {
    const kind = (["reflink", "hardlink", "symlink", "copy"] as const).find((one) => one === part.trim());
    if (kind !== undefined) return kind;
    throw new PawlError("dvc.invalid", {
      message: `.dvc/config: cache.type has ${JSON.stringify(part.trim())}.`,
      hint: "Use a list of reflink, hardlink, symlink and copy, best first.",
    });
  });
}

function digestOf(algorithm: "md5" | "sha256"): (text: string) => string {
  return (text) => createHash(algorithm).update(text).digest("hex");
}

function withOptions(remote: DvcRemote, options: ReadonlyMap<string, string>): DvcRemote {
  return { ...remote, options: new Map([...remote.options, ...options]) };
}

function openRemote(
  { cache, links }: { readonly cache: ObjectCache; readonly links: ObjectLinks },
  remote: DvcRemote,
  home: string,
): DataRemote {
  // DVC's default is false; here nothing but the written word switches the check off.
  const isVerified = remote.options.get("verify")?.toLowerCase() !== "false";
  if (!isDirectoryUrl(remote.url)) {
    return createObjectRemote(cache, openStore(remote, home), { isVerified });
  }
  const store = createDirectoryStore(resolve(home, remote.url));
  return createObjectRemote(cache, store, { local: { direct: store, links }, isVerified });
}

/** A store that is opened when it is first used: work that needs no remote goes on without its credentials. */
function openStore(remote: DvcRemote, home: string): ObjectStore {
  if (isDirectoryUrl(remote.url)) return createDirectoryStore(resolve(home, remote.url));
  return createLazyStore(remote, async () => {
    const { openObjectStore } = await import("../object-store/open-object-store.ts");
    return openObjectStore({ ...remote, home, environment: process.env });
  });
}
