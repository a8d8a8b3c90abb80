import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataRemote, DataStore, RunCache } from "../../ports/data-store.ts";
import type { Digest } from "../../ports/digest.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { type DvcConfig, parseDvcConfig } from "../../versioning/dvc-config.ts";
import { createDirectoryStore } from "../object-store/directory.ts";
import { createHashMemo } from "./hash-memo.ts";
import { createDataStore } from "./local-data-store.ts";
import { ObjectCache } from "./object-cache.ts";
import type { LinkKind } from "./object-links.ts";
import { createObjectRemote } from "./object-remote.ts";
import { createRunCache } from "./run-cache.ts";
import { createWorkFolder } from "./work-folder.ts";

/** Everything that keeps a repository's data. */
export interface OpenedDataStore {
  readonly data: DataStore;
  readonly runCache: RunCache;
  readonly digest: Digest;
  /**
   * The default remote, or the named one. One of a kind that Pawl does not speak yet says so when it is used, with
   * `remote.unsupported`, so that work that needs no remote goes on.
   *
   * @throws PawlError `remote.missing`
   */
  remote(name?: string): DataRemote;
  /** Whether the configuration has a default remote. */
  readonly hasRemote: boolean;
}

/** Opens the cache and remotes of the repository at `files.root`, as `.dvc/config` and `.dvc/config.local` say. */
export async function openDataStore(files: FileSystem): Promise<OpenedDataStore> {
  const home = join(files.root, ".dvc");
  const texts = await Promise.all(["config", "config.local"].map((name) => readIfThere(join(home, name))));
  const config = parseDvcConfig(texts.filter((text) => text !== undefined));
  const work = createWorkFolder(files.root);
  const cache = new ObjectCache({
    root: resolve(home, config.options.get("cache.dir") ?? "cache"),
    work,
    memo: createHashMemo(() => work.home),
    isShared: config.options.get("cache.shared") === "group",
  });
  return {
    data: createDataStore(files, cache, linkKinds(config.options.get("cache.type"))),
    runCache: createRunCache(cache.root),
    digest: { md5: digestOf("md5"), sha256: digestOf("sha256") },
    remote: (name) => openRemote(cache, remoteUrl(config, name), home),
    hasRemote: config.remote !== undefined,
  };
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

/** The text of a small file, or `undefined` when it is not there. */
async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function digestOf(algorithm: "md5" | "sha256"): (text: string) => string {
  return (text) => createHash(algorithm).update(text).digest("hex");
}

interface RemoteUrl {
  readonly name: string;
  readonly url: string;
}

function remoteUrl(config: DvcConfig, name: string | undefined): RemoteUrl {
  const wanted = name ?? config.remote;
  if (wanted === undefined) throw new PawlError("remote.missing", { message: "No remote is configured." });
  const url = config.remotes.get(wanted)?.get("url");
  if (url !== undefined) return { name: wanted, url };
  throw new PawlError("remote.missing", { message: `The remote ${wanted} has no url in .dvc/config.` });
}

function openRemote(cache: ObjectCache, { name, url }: RemoteUrl, home: string): DataRemote {
  const isDirectory = !/^[a-z0-9+]+:\/\//i.test(url) && !/^[^/.][^/]*:/.test(url);
  if (isDirectory) {
    const store = createDirectoryStore(isAbsolute(url) ? url : resolve(home, url));
    return createObjectRemote(cache, store, store);
  }
  const shown = url.replace(/\/\/[^@/]*@/, "//");
  const refuse = async (): Promise<never> => {
    throw new PawlError("remote.unsupported", {
      message: `The remote ${name} (${shown}) is not a directory.`,
    });
  };
  return {
    pull: refuse,
    push: refuse,
    findMissing: refuse,
    list: refuse,
    remove: refuse,
    pullRuns: refuse,
    pushRuns: refuse,
    close: async () => undefined,
  };
}
