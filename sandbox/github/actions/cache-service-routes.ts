import type { CacheRecord, RunRecord } from "../../runner/host.ts";
import { cacheKeyProblem } from "../../runner/cache-key.ts";
import { notFound } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { uploadAddress } from "./blob-routes.ts";
import { OpenUploads } from "./open-uploads.ts";
import { checkSignature, signedAddress } from "./signed-address.ts";
import { addTwirpService, listMember, member, twirpError, type TwirpMethod } from "./twirp.ts";

type Method = (request: JsonObject, run: RunRecord, parts: Parts) => ApiResponse;

interface Parts {
  readonly service: ActionsService;
  /** By ref, key and version. */
  readonly uploads: OpenUploads<undefined>;
}

function entryName(request: JsonObject, run: RunRecord): string {
  return JSON.stringify([run.repositoryId, run.ref, member(request, "key"), member(request, "version")]);
}

const createEntry: Method = (request, run, { service, uploads }) => {
  const key = member(request, "key");
  const problem = cacheKeyProblem(key);
  if (problem !== undefined) return twirpError(400, "invalid_argument", problem);
  const name = entryName(request, run);
  if (service.caches.has(run, key, member(request, "version")) || uploads.has(name)) {
    return twirpError(
      409,
      "already_exists",
      "cache entry with the same key, version, and scope already exists",
    );
  }
  const id = uploads.open(name, undefined);
  return { status: 200, body: { ok: true, signed_upload_url: uploadAddress(service, id), message: "" } };
};

const finalizeEntry: Method = (request, run, { service, uploads }) => {
  const bytes = uploads.finish(entryName(request, run))?.content;
  if (bytes === undefined) return twirpError(404, "not_found", "no uploaded cache entry of this key");
  const wanted = member(request, "size_bytes");
  if (wanted !== "" && Number(wanted) !== bytes.length) {
    return twirpError(400, "invalid_argument", `the upload has ${bytes.length} bytes, not ${wanted}`);
  }
  const names = { key: member(request, "key"), version: member(request, "version") };
  const saved = service.caches.save(run, names, bytes);
  return { status: 200, body: { ok: saved !== undefined, entry_id: String(saved?.id ?? 0), message: "" } };
};

const downloadUrl: Method = (request, run, { service }) => {
  const cache = service.caches.find(run, {
    key: member(request, "key"),
    version: member(request, "version"),
    restoreKeys: listMember(request, "restore_keys"),
  });
  if (cache === undefined)
    return { status: 200, body: { ok: false, signed_download_url: "", matched_key: "" } };
  const address = signedAddress(service, `/_actions/caches/${cache.id}`);
  return { status: 200, body: { ok: true, signed_download_url: address, matched_key: cache.key } };
};

function readCache(service: ActionsService, request: ApiRequest): ApiResponse {
  checkSignature(service, request);
  const id = Number(request.params["id"]);
  const cache: CacheRecord | undefined = service.store.caches.all().find((one) => one.id === id);
  if (cache === undefined) throw notFound();
  const headers = { "content-type": "application/octet-stream" };
  return { status: 200, bytes: service.caches.read(cache), headers };
}

/** The cache service v2 that `@actions/cache` speaks to: Twirp in JSON, and blobs in Azure's manner. */
export function addCacheServiceRoutes(app: Router, service: ActionsService): void {
  const parts: Parts = { service, uploads: new OpenUploads(service.blobs) };
  const of =
    (method: Method): TwirpMethod =>
    (request, run) =>
      method(request, run, parts);
  addTwirpService(app, service, {
    name: "CacheService",
    permits: () => true,
    methods: {
      CreateCacheEntry: of(createEntry),
      FinalizeCacheEntryUpload: of(finalizeEntry),
      GetCacheEntryDownloadURL: of(downloadUrl),
    },
  });
  app.route("GET", "/_actions/caches/:id", { signedBy: "any" }, (request) => readCache(service, request));
}
