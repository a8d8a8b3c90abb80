import { randomUUID } from "node:crypto";
import type { ApiRequest, ApiResponse, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { checkSignature, signedAddress } from "./signed-address.ts";

/** Largest artifact or cache that is taken, in bytes. */
const maxBlobBytes = 512 * 1024 * 1024;

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
