import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok, redirect } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import {
  assetFile,
  listAssets,
  listReleases,
  renderAsset,
  type AssetRecord,
  type ReleaseRecord,
} from "./release-records.ts";
import { releaseOf } from "./releases.ts";

const maxAssetBytes = 100 * 1024 * 1024;

// GitHub replaces what it does not allow in a file name by dots.
function cleanName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._+@#-]/g, ".").replace(/^\.+/, "default.");
}

async function upload(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const release = releaseOf(context, request);
  refuseFrozen(release, "upload");
  const given = request.query.get("name") ?? "";
  if (given === "")
    throw validationFailed({ resource: "ReleaseAsset", field: "name", code: "missing_field" });
  const name = cleanName(given);
  if (listAssets(context, repository, release.id).some((asset) => asset.name === name)) {
    throw validationFailed({ resource: "ReleaseAsset", field: "name", code: "already_exists" });
  }
  const bytes = await request.bytes(maxAssetBytes);
  if (bytes.length === 0) throw new ApiError(400, "Bad Content-Length: 0");
  const asset: AssetRecord = {
    id: context.store.nextId(),
    releaseId: release.id,
    name,
    label: request.query.get("label"),
    contentType: request.headers["content-type"] ?? "application/octet-stream",
    sizeBytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    downloads: 0,
    uploaderId: actor.user.id,
    createdAt: context.timestamp(),
  };
  const file = assetFile(context, asset);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  context.store.collection<AssetRecord>("assets").put(repository.id, asset.id, asset);
  return created(renderAsset(context, repository, asset, release.tagName));
}

function assetOf(context: SandboxContext, request: ApiRequest): AssetRecord {
  const id = numberParam(request, "asset_id");
  const asset = context.store.collection<AssetRecord>("assets").get(request.repository.id, id);
  if (!asset) throw notFound();
  return asset;
}

function tagOf(context: SandboxContext, request: ApiRequest, asset: AssetRecord): string {
  const releases = context.store.collection<ReleaseRecord>("releases");
  return releases.get(request.repository.id, asset.releaseId)?.tagName ?? "";
}

async function sendBytes(
  context: SandboxContext,
  repositoryId: number,
  asset: AssetRecord,
): Promise<ApiResponse> {
  const assets = context.store.collection<AssetRecord>("assets");
  assets.put(repositoryId, asset.id, { ...asset, downloads: asset.downloads + 1 });
  return {
    status: 200,
    bytes: await readFile(assetFile(context, asset)),
    headers: {
      "content-type": asset.contentType,
      "content-disposition": `attachment; filename=${asset.name}`,
    },
  };
}

function refuseFrozen(release: ReleaseRecord | undefined, verb: "upload" | "change"): void {
  const words = verb === "upload" ? "Cannot upload assets to" : "Cannot change the assets of";
  if (release?.immutable) throw new ApiError(422, `${words} an immutable release.`);
}

function mustBeChangeable(context: SandboxContext, request: ApiRequest): AssetRecord {
  const asset = assetOf(context, request);
  const releases = context.store.collection<ReleaseRecord>("releases");
  refuseFrozen(releases.get(request.repository.id, asset.releaseId), "change");
  return asset;
}

async function update(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const asset = mustBeChangeable(context, request);
  const body = await request.json();
  const name = cleanName(textField(body, "name", "ReleaseAsset") ?? asset.name);
  const label = textField(body, "label", "ReleaseAsset") ?? asset.label;
  const saved = context.store
    .collection<AssetRecord>("assets")
    .put(request.repository.id, asset.id, { ...asset, name, label });
  return ok(renderAsset(context, request.repository, saved, tagOf(context, request, saved)));
}

/** Files of Releases. */
export const addReleaseAssetRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/releases";
  const read = { permission: "contents:read" } as const;
  const write = { permission: "contents:write" } as const;
  app.route("GET", `${base}/:release_id/assets`, read, (request) => {
    const release = releaseOf(context, request);
    const assets = listAssets(context, request.repository, release.id);
    return listed(request, assets, (asset) =>
      renderAsset(context, request.repository, asset, release.tagName),
    );
  });
  app.route("POST", `${base}/:release_id/assets`, write, (request) => upload(context, request));
  app.route("GET", `${base}/assets/:asset_id`, read, (request) => {
    const asset = assetOf(context, request);
    if (request.headers.accept?.includes("application/octet-stream")) {
      return redirect(`${context.url}/release-assets/${request.repository.id}/${asset.id}/${asset.sha256}`);
    }
    return ok(renderAsset(context, request.repository, asset, tagOf(context, request, asset)));
  });
  // The address is a secret of its own, as the signed one is that GitHub redirects to.
  app.route("GET", "/release-assets/:repository_id/:asset_id/:digest", {}, (request) => {
    const repositoryId = numberParam(request, "repository_id");
    const asset = context.store
      .collection<AssetRecord>("assets")
      .get(repositoryId, numberParam(request, "asset_id"));
    if (!asset || asset.sha256 !== request.params["digest"]) throw notFound();
    return sendBytes(context, repositoryId, asset);
  });
  app.route("PATCH", `${base}/assets/:asset_id`, write, (request) => update(context, request));
  app.route("DELETE", `${base}/assets/:asset_id`, write, async (request) => {
    const asset = mustBeChangeable(context, request);
    context.store.collection("assets").remove(request.repository.id, asset.id);
    await rm(assetFile(context, asset), { force: true });
    return noContent();
  });
};

/** The file behind `browser_download_url`; `undefined` when there is none. */
export async function downloadByName(
  context: SandboxContext,
  repository: RepositoryRecord,
  place: { readonly tag: string; readonly name: string },
): Promise<ApiResponse | undefined> {
  const release = listReleases(context, repository).find((one) => one.tagName === place.tag && !one.draft);
  const assets = release ? listAssets(context, repository, release.id) : [];
  const asset = assets.find((one) => one.name === place.name);
  return asset ? sendBytes(context, repository.id, asset) : undefined;
}
