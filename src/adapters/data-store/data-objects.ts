import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { type DvcConfig, parseDvcConfig } from "../../versioning/dvc-config.ts";
import { objectPath } from "./cache-layout.ts";
import { inspectPath, readIfThere } from "./inspect-path.ts";
import { mapBounded } from "./map-bounded.ts";
import { hasObject, readTreeObject } from "./object-files.ts";

/**
 * The objects of the repository at `files.root`: its cache, and a remote that is a directory.
 *
 * @param remote a name; default the default remote.
 */
export async function openDataObjects(files: FileSystem, remote?: string): Promise<DataObjects> {
  const home = join(files.root, ".dvc");
  const texts = await Promise.all(["config", "config.local"].map((name) => readIfThere(join(home, name))));
  const config = parseDvcConfig(texts.filter((text) => text !== undefined));
  const cache = resolve(home, config.options.get("cache.dir") ?? "cache");
  const shared = remoteDirectory(config, home, remote);
  const places = shared === undefined ? [cache] : [cache, shared];
  return {
    readTree: async (item, from) => {
      for (const place of from === "cache" ? [cache] : places) {
        const tree = await readTreeObject(place, item);
        if (tree !== undefined) return tree;
      }
      return undefined;
    },
    readBytes: async (item, maxBytes) => {
      for (const place of places) {
        const bytes = await readObject(objectPath(place, item), maxBytes);
        if (bytes !== undefined) return bytes;
      }
      return undefined;
    },
    inCache: (items) => mapBounded(items, (item) => hasObject(cache, item)),
    inRemote: async (items) => {
      const place = shared ?? refuseRemote(config, remote);
      return mapBounded(items, (item: DataItem) => hasObject(place, item));
    },
    inspect: async (path) => {
      const found = await inspectPath(files, path);
      if (found === undefined) return undefined;
      return { item: found.item, files: found.tree === undefined ? [] : found.files };
    },
  };
}

async function readObject(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.size <= maxBytes) return readFile(path);
  throw new PawlError("file.too-large", {
    message: `The object ${path} has ${found.size} bytes; at most ${maxBytes} are read.`,
  });
}

/** The directory of a remote; `undefined` when there is none, or one of another kind. */
function remoteDirectory(config: DvcConfig, home: string, name: string | undefined): string | undefined {
  const url = config.remotes.get(name ?? config.remote ?? "")?.get("url");
  if (url === undefined || /^[a-z0-9+]+:\/\//i.test(url) || /^[^/.][^/]*:/.test(url)) return undefined;
  return isAbsolute(url) ? url : resolve(home, url);
}

function refuseRemote(config: DvcConfig, name: string | undefined): never {
  const wanted = name ?? config.remote;
  if (wanted === undefined) throw new PawlError("remote.missing", { message: "No remote is configured." });
  if (!config.remotes.has(wanted)) {
    throw new PawlError("remote.missing", { message: `There is no remote ${wanted} in .dvc/config.` });
  }
  throw new PawlError("remote.unsupported", { message: `The remote ${wanted} is not a directory.` });
}
