import type { BlobUploads } from "./blob-uploads.ts";

interface Upload {
  readonly blobId: string;
  /** Id of the run's attempt. */
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly name: string;
  readonly mimeType: string;
}

/** Artifacts on their way in: created, not finalized yet. */
export class ArtifactUploads {
  readonly #blobs: BlobUploads;
  readonly #uploads: Upload[] = [];

  constructor(blobs: BlobUploads) {
    this.#blobs = blobs;
  }

  /** Opens an upload. Returns the id of its blob. */
  open(upload: Omit<Upload, "blobId">): string {
    const blobId = this.#blobs.open();
    this.#uploads.push({ ...upload, blobId });
    return blobId;
  }

  /** Whether an attempt of a run has an open upload of this name. */
  has(runBackendId: string, name: string): boolean {
    return this.#index(runBackendId, name) >= 0;
  }

  /** Ends an upload. `undefined` when nothing of that name was uploaded. */
  finish(runBackendId: string, name: string): (Upload & { readonly content: Buffer }) | undefined {
    const index = this.#index(runBackendId, name);
    const upload = this.#uploads[index];
    const content = upload === undefined ? undefined : this.#blobs.take(upload.blobId);
    if (upload === undefined || content === undefined) return undefined;
    this.#uploads.splice(index, 1);
    return { ...upload, content };
  }

  #index(runBackendId: string, name: string): number {
    return this.#uploads.findIndex((one) => one.runBackendId === runBackendId && one.name === name);
  }
}
