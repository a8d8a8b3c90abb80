import type { ObjectStore } from "../../ports/object-store.ts";
import type { DvcRemote } from "../../versioning/dvc-config.ts";

/** A store that `open` opens when it is first asked for something. */
export function createLazyStore(remote: DvcRemote, open: () => Promise<ObjectStore>): ObjectStore {
  let opened: Promise<ObjectStore> | undefined;
  const store = (): Promise<ObjectStore> => (opened ??= open());
  return {
    label: remote.url.replace(/\/\/[^@/]*@/, "//"),
    find: async (keys) => (await store()).find(keys),
    list: async (prefix) => (await store()).list(prefix),
    download: async (transfers, onDone) => (await store()).download(transfers, onDone),
    upload: async (transfers, onDone) => (await store()).upload(transfers, onDone),
    remove: async (keys) => (await store()).remove(keys),
    close: async () => (await opened)?.close(),
  };
}
