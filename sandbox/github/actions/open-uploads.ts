import type { BlobUploads } from "./blob-uploads.ts";

/** What came in: the bytes, and what was said of them when the upload was opened. */
export interface FinishedUpload<Facts> {
  readonly facts: Facts;
  readonly content: Buffer;
}

/** Artifacts, or caches, on their way in: created, not finalized yet. A name is open once. */
export class OpenUploads<Facts> {
  readonly #blobs: BlobUploads;
  readonly #uploads = new Map<string, { readonly blobId: string; readonly facts: Facts }>();

  constructor(blobs: BlobUploads) {
    this.#blobs = blobs;
  }

  /** Opens an upload. Returns the id of its blob. */
  open(name: string, facts: Facts): string {
    const blobId = this.#blobs.open();
    this.#uploads.set(name, { blobId, facts });
    return blobId;
  }

  /** Whether an upload of this name is open. */
  has(name: string): boolean {
    return this.#uploads.has(name);
  }

  /** Ends an upload. `undefined` when nothing of that name was uploaded. */
  finish(name: string): FinishedUpload<Facts> | undefined {
    const upload = this.#uploads.get(name);
    const content = upload === undefined ? undefined : this.#blobs.take(upload.blobId);
    if (upload === undefined || content === undefined) return undefined;
    this.#uploads.delete(name);
    return { facts: upload.facts, content };
  }
}
