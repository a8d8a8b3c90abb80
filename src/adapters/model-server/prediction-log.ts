import { appendFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PredictionRecord } from "../../serving/prediction-record.ts";
import { predictionPath } from "../../serving/served-rows.ts";

/** How a prediction log is written. */
export interface PredictionLogOptions {
  /** Absolute directory. */
  readonly directory: string;
  /** Base name of the files of this writer; no two writers share one. */
  readonly writer: string;
  /** A line waits at most this long. */
  readonly flushMs: number;
  /** Called with the number of lines that could not be written or did not fit. */
  readonly onDropped: (lines: number) => void;
}

const maxBufferedLines = 100_000;

/** Appends prediction records as JSON lines, buffered. Serving never waits for it and never fails by it. */
export class PredictionLog {
  readonly #options: PredictionLogOptions;
  #lines = new Map<string, string[]>();
  #buffered = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: PredictionLogOptions) {
    this.#options = options;
  }

  /** Takes records; beyond 100,000 waiting lines they are dropped and counted. */
  append(records: readonly PredictionRecord[]): void {
    for (const record of records) {
      if (this.#buffered >= maxBufferedLines) {
        this.#options.onDropped(1);
        continue;
      }
      const path = join(this.#options.directory, predictionPath(record, this.#options.writer));
      const lines = this.#lines.get(path) ?? [];
      if (lines.push(`${JSON.stringify(record)}\n`) === 1) this.#lines.set(path, lines);
      this.#buffered += 1;
    }
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.flushMs);
  }

  /** Writes what waits; resolves when it is written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = new Map();
    this.#buffered = 0;
    this.#writing = this.#writing.then(() => this.#write(lines));
    await this.#writing;
  }

  async #write(lines: ReadonlyMap<string, readonly string[]>): Promise<void> {
    for (const [path, texts] of lines) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, texts.join(""));
      } catch {
        this.#options.onDropped(texts.length);
      }
    }
  }
}
