/** An answer that was read before, as far as it is kept. */
export interface KnownAnswer {
  readonly etag: string;
  readonly data: unknown;
  readonly link: string | undefined;
}

const maxEntries = 2000;
const maxTotalBytes = 32 * 2 ** 20;
const maxEntryBytes = 512 * 2 ** 10;

interface Entry extends KnownAnswer {
  readonly sizeBytes: number;
}

/**
 * Answers to reads with their ETags, the least recently used dropped first. A read that is sent with the ETag and
 * answered with 304 costs none of the primary limit, and is as fresh as any: GitHub has compared.
 */
export class ConditionalReads {
  readonly #entries = new Map<string, Entry>();
  #totalBytes = 0;

  /** What is known of a request, by its address and parameters. */
  find(key: string): KnownAnswer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Keeps an answer of `sizeBytes`; large ones are not kept. */
  keep(key: string, answer: KnownAnswer, sizeBytes: number): void {
    this.#drop(key);
    if (!(sizeBytes <= maxEntryBytes)) return;
    this.#entries.set(key, { ...answer, sizeBytes });
    this.#totalBytes += sizeBytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#totalBytes <= maxTotalBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#totalBytes -= this.#entries.get(key)?.sizeBytes ?? 0;
    this.#entries.delete(key);
  }
}

/** The size of an answer's body, in bytes; a compressed one does not say it. */
export function sizeOfAnswer(answer: {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}): number {
  const { headers, data } = answer;
  const said = Number(headers["content-encoding"] === undefined ? headers["content-length"] : Number.NaN);
  return Number.isFinite(said) ? said : (JSON.stringify(data)?.length ?? 0);
}
