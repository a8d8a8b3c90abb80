import { mkdir, open, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DownloadOutcome, ObjectTransfer } from "../../ports/object-store.ts";
import { PassingFailure, withRetries, type Patience } from "./retry.ts";

/** The bytes of an object from some place on. */
export interface ObjectPart {
  /** Where the bytes begin: what was asked for, or 0 when the store sends all. */
  readonly offset: number;
  /** Size of the whole object; `undefined` when the store does not say. */
  readonly totalBytes: number | undefined;
  /** The store's mark of these very bytes, for the next part. */
  readonly etag: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Asks for an object from `offset` on.
 *
 * @param etag of the parts before, if any: another object under the same name is `changed`.
 * @returns `missing`; `past the end` when `offset` is not inside the object.
 */
export type OpenPart = (
  offset: number,
  etag: string | undefined,
) => Promise<ObjectPart | "missing" | "past the end" | "changed">;

/**
 * Writes an object to a file. Bytes that are there already are not asked for again, neither those of an earlier run nor
 * those that came before the connection broke.
 *
 * @throws PawlError `remote.failed` when tries without progress are used up; the bytes so far stay in the file.
 */
export async function resumeDownload(
  transfer: ObjectTransfer,
  openPart: OpenPart,
  patience?: Patience,
): Promise<DownloadOutcome> {
  await mkdir(dirname(transfer.file), { recursive: true });
  const download = new Download(transfer, openPart);
  await download.start();
  return withRetries(
    () => download.goOn(),
    patience,
    () => download.writtenBytes,
  );
}

class Download {
  /** Bytes written in this run. */
  writtenBytes = 0;
  #offset = 0;
  #etag: string | undefined;
  readonly #transfer: ObjectTransfer;
  readonly #openPart: OpenPart;

  constructor(transfer: ObjectTransfer, openPart: OpenPart) {
    this.#transfer = transfer;
    this.#openPart = openPart;
  }

  async start(): Promise<void> {
    const { file, sizeBytes } = this.#transfer;
    this.#offset = (await stat(file).catch(() => undefined))?.size ?? 0;
    if (sizeBytes !== undefined && this.#offset > sizeBytes) await this.#restart();
  }

  async goOn(): Promise<DownloadOutcome> {
    const { sizeBytes, key } = this.#transfer;
    if (this.#offset > 0 && this.#offset === sizeBytes) return "done";
    const part = await this.#openPart(this.#offset, this.#etag);
    if (part === "missing") return "missing";
    if (part === "changed" || part === "past the end") {
      await this.#restart();
      throw new PassingFailure(`${key} is not what an earlier download began with.`);
    }
    this.#etag = part.etag;
    if (part.offset !== this.#offset) await this.#restart();
    await this.#write(part.body);
    if (part.totalBytes === undefined || part.totalBytes === this.#offset) return "done";
    throw new PassingFailure(`${key} has ${part.totalBytes} bytes, and ${this.#offset} arrived.`);
  }

  async #restart(): Promise<void> {
    this.#offset = 0;
    this.#etag = undefined;
    await truncate(this.#transfer.file, 0).catch(() => undefined);
  }

  async #write(body: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await open(this.#transfer.file, "a").catch((cause: unknown) => {
      throw this.#unwritable(cause);
    });
    try {
      for await (const bytes of body) {
        await file.writeFile(bytes).catch((cause: unknown) => {
          throw this.#unwritable(cause);
        });
        this.#offset += bytes.byteLength;
        this.writtenBytes += bytes.byteLength;
      }
    } catch (cause) {
      if (cause instanceof PawlError) throw cause;
      throw new PassingFailure(
        `${this.#transfer.key} came only to byte ${this.#offset}: ${String(cause)}`,
        cause,
      );
    } finally {
      await file.close();
    }
  }

  #unwritable(cause: unknown): PawlError {
    return new PawlError("file.write-failed", {
      message: `Cannot write ${this.#transfer.file}: ${String(cause)}`,
      cause,
    });
  }
}
