/** Keeps values that never change, up to a size together; the ones that were not asked for longest are forgotten first. */
export class BoundedMemory<T> {
  readonly #most: { readonly entryBytes: number; readonly totalBytes: number };
  readonly #entries = new Map<string, { readonly value: T; readonly sizeBytes: number }>();
  #totalBytes = 0;

  /** `entryBytes`: a larger value is not kept. */
  constructor(most: { readonly entryBytes: number; readonly totalBytes: number }) {
    this.#most = most;
  }

  /** `undefined` when it is not kept. */
  find(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps a value; gives it back. */
  keep(key: string, value: T, sizeBytes: number): T {
    if (sizeBytes > this.#most.entryBytes || this.#entries.has(key)) return value;
    this.#entries.set(key, { value, sizeBytes });
    this.#totalBytes += sizeBytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#totalBytes <= this.#most.totalBytes) break;
      this.#entries.delete(oldest);
      this.#totalBytes -= entry.sizeBytes;
    }
    return value;
  }
}
