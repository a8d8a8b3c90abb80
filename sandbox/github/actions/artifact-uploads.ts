import { ApiError } from "../http/api-error.ts";

/** Largest artifact that is taken, in bytes. */
export const maxArtifactBytes = 512 * 1024 * 1024;

interface Upload {
  /** Id of the run's attempt. */
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly name: string;
  readonly mimeType: string;
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
}

/** Artifacts on their way in: created, not finalized yet. Blocks are put together in the order of the block list. */
export class ArtifactUploads {
  readonly #uploads = new Map<string, Upload>();

  /** Opens an upload under an id. */
  open(id: string, upload: Pick<Upload, "runBackendId" | "jobBackendId" | "name" | "mimeType">): void {
    this.#uploads.set(id, { ...upload, blocks: new Map(), content: undefined });
  }

  /** Whether an attempt of a run has an open upload of this name. */
  has(runBackendId: string, name: string): boolean {
    return [...this.#uploads.values()].some(
      (upload) => upload.runBackendId === runBackendId && upload.name === name,
    );
  }

  /** Takes a whole blob at once. */
  putBlob(id: string, bytes: Buffer): void {
    this.#find(id).content = bytes;
  }

  /** Takes one block. */
  putBlock(id: string, blockId: string, bytes: Buffer): void {
    this.#find(id).blocks.set(blockId, bytes);
  }

  /** Puts the blocks of an Azure block list together. @throws {ApiError} 400 for a block that did not come */
  commit(id: string, blockList: string): void {
    const upload = this.#find(id);
    const ids = [...blockList.matchAll(/<(?:Latest|Committed|Uncommitted)>([^<]*)</g)].map(
      ([, blockId]) => blockId ?? "",
    );
    const blocks = ids.map((blockId) => {
      const block = upload.blocks.get(blockId);
      if (block === undefined) throw new ApiError(400, "The specified block list is invalid");
      return block;
    });
    upload.content = Buffer.concat(blocks);
  }

  /** Ends an upload. `undefined` when nothing of that name was uploaded. */
  finish(
    runBackendId: string,
    name: string,
  ): (Omit<Upload, "content"> & { readonly content: Buffer }) | undefined {
    const found = [...this.#uploads].find(
      ([, upload]) => upload.runBackendId === runBackendId && upload.name === name,
    );
    if (found?.[1].content === undefined) return undefined;
    const [id, upload] = found;
    this.#uploads.delete(id);
    return { ...upload, content: upload.content ?? Buffer.alloc(0) };
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload === undefined) throw new ApiError(404, "The specified blob does not exist");
    return upload;
  }
}
