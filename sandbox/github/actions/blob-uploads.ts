import { randomUUID } from "node:crypto";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { checkSignature, signedAddress } from "./signed-address.ts";

/** Largest artifact or cache that is taken, in bytes. */
const maxBlobBytes = 512 * 1024 * 1024;

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

/** The signed address that a blob goes to. */
export function uploadAddress(service: ActionsService, id: string): string {
  return signedAddress(service, `/_actions/uploads/${id}`);
}

async function takeBlob(request: ApiRequest, service: ActionsService): Promise<ApiResponse> {
  checkSignature(service, request);
  const { blobs } = service;
  const id = request.params["id"] ?? "";
  const bytes = await request.bytes(maxBlobBytes);
  const part = request.query.get("comp");
  if (part === "block") blobs.putBlock(id, request.query.get("blockid") ?? "", bytes);
  else if (part === "blocklist") blobs.commit(id, bytes.toString());
  else if (part === null) blobs.putBlob(id, bytes);
  else return { status: 501, body: { message: `comp=${part} is not supported by the sandbox` } };
  const headers = {
    etag: `"0x${Date.now().toString(16)}"`,
    "last-modified": new Date().toUTCString(),
    "x-ms-request-id": randomUUID(),
    "x-ms-version": request.headers["x-ms-version"]?.toString() ?? "2025-01-05",
    "x-ms-request-server-encrypted": "true",
  };
  return { status: 201, bytes: "", headers };
}

/** Where artifacts and caches are uploaded to. */
export function addBlobRoutes(app: Router, service: ActionsService): void {
  app.route("PUT", "/_actions/uploads/:id", { signedBy: "any" }, (request) => takeBlob(request, service));
}
