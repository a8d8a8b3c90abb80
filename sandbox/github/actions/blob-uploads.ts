import { randomUUID } from "node:crypto";
import { ApiError } from "../http/api-error.ts";

interface Blob {
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
}

/** Blobs on their way in, in Azure's manner: whole, or in blocks that a list puts together. */
export class BlobUploads {
  readonly #blobs = new Map<string, Blob>();

  /** Makes room for a blob. Returns its id. */
  open(): string {
    const id = randomUUID();
    this.#blobs.set(id, { blocks: new Map(), content: undefined });
    return id;
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
    const blob = this.#find(id);
    const ids = [...blockList.matchAll(/<(?:Latest|Committed|Uncommitted)>([^<]*)</g)].map(
      ([, blockId]) => blockId ?? "",
    );
    const blocks = ids.map((blockId) => {
      const block = blob.blocks.get(blockId);
      if (block === undefined) throw new ApiError(400, "The specified block list is invalid");
      return block;
    });
    blob.content = Buffer.concat(blocks);
  }

  /** The whole blob, which is forgotten; `undefined` while it is not complete. */
  take(id: string): Buffer | undefined {
    const content = this.#blobs.get(id)?.content;
    if (content !== undefined) this.#blobs.delete(id);
    return content;
  }

  #find(id: string): Blob {
    const blob = this.#blobs.get(id);
    if (blob === undefined) throw new ApiError(404, "The specified blob does not exist");
    return blob;
  }
}
