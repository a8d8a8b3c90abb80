import type { CacheKeys, CacheRecord, CacheShelf, RunRecord } from "../../runner/host.ts";
import { stringAt } from "../../runner/json.ts";
import type { SandboxContext } from "../context.ts";
import type { ActionsStore } from "./actions-store.ts";
import { NumberedFiles } from "./numbered-files.ts";

/** What the caches of one repository may take, in bytes, as on GitHub; the longest unused ones go first. */
const maxRepositoryBytes = 10 * 1024 ** 3;

/** Keeps caches: their facts in the store, their bytes as files. */
export class CacheFiles implements CacheShelf {
  readonly #context: SandboxContext;
  readonly #store: ActionsStore;
  readonly #files: NumberedFiles;

  constructor(context: SandboxContext, store: ActionsStore) {
    this.#context = context;
    this.#store = store;
    this.#files = new NumberedFiles(context.stateDirectory, "caches");
  }

  /**
   * Finds a cache for a run: in its own ref, then in a pull request's base, then in the default branch; in each the
   * exact key, then the newest whose key starts with it, then the same for each restore key in order.
   */
  find(run: RunRecord, keys: CacheKeys): CacheRecord | undefined {
    const all = this.#store.caches
      .list(run.repositoryId)
      .filter(({ version }) => version === keys.version)
      .toReversed();
    for (const ref of this.#readableRefs(run)) {
      const found = findByKeys(
        all.filter((cache) => cache.ref === ref),
        keys,
      );
      if (found === undefined) continue;
      return this.#put({ ...found, lastAccessedAt: this.#context.timestamp() });
    }
    return undefined;
  }

  /** Whether the run's own ref has a cache of this key and version. */
  has(run: RunRecord, key: string, version: string): boolean {
    return this.#store.caches
      .list(run.repositoryId)
      .some((cache) => cache.ref === run.ref && cache.key === key && cache.version === version);
  }

  /** Stores a cache in the run's ref; `undefined` when there is one already: a cache never changes. */
  save(run: RunRecord, cache: Pick<CacheRecord, "key" | "version">, bytes: Buffer): CacheRecord | undefined {
    const { key, version } = cache;
    if (this.has(run, key, version)) return undefined;
    const id = this.#context.store.nextNumber("caches");
    this.#files.write(id, bytes);
    const now = this.#context.timestamp();
    const record = {
      id,
      repositoryId: run.repositoryId,
      ref: run.ref,
      key,
      version,
      sizeBytes: bytes.length,
    };
    const saved = this.#put({ ...record, createdAt: now, lastAccessedAt: now });
    this.#evict(run.repositoryId);
    return saved;
  }

  /** The cache's bytes as they were saved. */
  read({ id }: CacheRecord): Buffer {
    return this.#files.read(id);
  }

  /** Deletes a cache. */
  remove({ repositoryId, id }: CacheRecord): void {
    this.#store.caches.remove(repositoryId, id);
    this.#files.remove(id);
  }

  #readableRefs(run: RunRecord): readonly string[] {
    const base = stringAt(run.payload, "pull_request", "base", "ref");
    const defaultBranch = this.#context.repositoryById(run.repositoryId)?.defaultBranch ?? "main";
    return [run.ref, ...(base === undefined ? [] : [`refs/heads/${base}`]), `refs/heads/${defaultBranch}`];
  }

  #evict(repositoryId: number): void {
    const oldestFirst = this.#store.caches
      .list(repositoryId)
      .toSorted((a, b) => a.lastAccessedAt.localeCompare(b.lastAccessedAt) || a.id - b.id);
    let total = oldestFirst.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const cache of oldestFirst) {
      if (total <= maxRepositoryBytes) return;
      total -= cache.sizeBytes;
      this.remove(cache);
    }
  }

  #put(cache: CacheRecord): CacheRecord {
    return this.#store.caches.put(cache.repositoryId, cache.id, cache);
  }
}

/** `newestFirst` are the caches of one ref and version. */
function findByKeys(
  newestFirst: readonly CacheRecord[],
  { key, restoreKeys }: CacheKeys,
): CacheRecord | undefined {
  const exact = newestFirst.find((cache) => cache.key === key);
  if (exact !== undefined) return exact;
  for (const prefix of [key, ...restoreKeys]) {
    const found = newestFirst.find((cache) => cache.key.startsWith(prefix));
    if (found !== undefined) return found;
  }
  return undefined;
}
