import { join } from "node:path";
import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { renderUserById } from "./issue-render.ts";

/** A Release; the scope is the repository's id. */
export interface ReleaseRecord {
  readonly id: number;
  readonly tagName: string;
  readonly targetCommitish: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly authorId: number;
  readonly createdAt: string;
  readonly publishedAt: string | null;
  /** Set when it was published while the repository asked for immutable Releases. */
  readonly immutable?: boolean;
}

/** Immutable Releases of a repository; the scope is its id, the key `policy`. */
export interface ReleasePolicyRecord {
  readonly immutable: boolean;
  /** Tags that an immutable Release ever had: they can carry no other one, even when it was deleted. */
  readonly usedTags: readonly string[];
}

const noPolicy: ReleasePolicyRecord = { immutable: false, usedTags: [] };

/** What a repository asks of its Releases. */
export function releasePolicy(context: SandboxContext, repository: RepositoryRecord): ReleasePolicyRecord {
  return (
    context.store.collection<ReleasePolicyRecord>("release-policies").get(repository.id, "policy") ?? noPolicy
  );
}

/** Changes what a repository asks of its Releases. */
export function putReleasePolicy(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: Partial<ReleasePolicyRecord>,
): void {
  const policies = context.store.collection<ReleasePolicyRecord>("release-policies");
  policies.put(repository.id, "policy", { ...releasePolicy(context, repository), ...change });
}

/** A file of a Release; the scope is the repository's id. Its bytes lie in a file of the state directory. */
export interface AssetRecord {
  readonly id: number;
  readonly releaseId: number;
  readonly name: string;
  readonly label: string | null;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly downloads: number;
  readonly uploaderId: number;
  readonly createdAt: string;
}

/** Where the bytes of an asset lie. */
export function assetFile(context: SandboxContext, asset: Pick<AssetRecord, "id">): string {
  return join(context.stateDirectory, "assets", String(asset.id));
}

/** Assets of a Release, in order of upload. */
export function listAssets(
  context: SandboxContext,
  repository: RepositoryRecord,
  releaseId: number,
): readonly AssetRecord[] {
  return context.store
    .collection<AssetRecord>("assets")
    .list(repository.id)
    .filter((asset) => asset.releaseId === releaseId);
}

/** Releases, newest first. */
export function listReleases(
  context: SandboxContext,
  repository: RepositoryRecord,
): readonly ReleaseRecord[] {
  return context.store.collection<ReleaseRecord>("releases").list(repository.id).toReversed();
}

/** A file of a Release. */
export function renderAsset(
  context: SandboxContext,
  repository: RepositoryRecord,
  asset: AssetRecord,
  tagName: string,
): JsonObject {
  const place = `${encodeURIComponent(tagName)}/${encodeURIComponent(asset.name)}`;
  return {
    url: `${repositoryUrl(context, repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${repositoryPage(context, repository)}/releases/download/${place}`,
    id: asset.id,
    node_id: nodeId("RA", asset.id),
    name: asset.name,
    label: asset.label,
    state: "uploaded",
    content_type: asset.contentType,
    size: asset.sizeBytes,
    digest: `sha256:${asset.sha256}`,
    download_count: asset.downloads,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    uploader: renderUserById(context, asset.uploaderId),
  };
}

/** A Release with its files. */
export function renderRelease(
  context: SandboxContext,
  repository: RepositoryRecord,
  release: ReleaseRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/releases/${release.id}`;
  const tag = encodeURIComponent(release.tagName);
  const place = release.draft ? `untagged-${release.id}` : tag;
  const archive = repositoryUrl(context, repository);
  return {
    url,
    html_url: `${repositoryPage(context, repository)}/releases/tag/${place}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: release.draft ? null : `${archive}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${archive}/zipball/${tag}`,
    id: release.id,
    node_id: nodeId("RE", release.id),
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable ?? false,
    created_at: release.createdAt,
    updated_at: release.createdAt,
    published_at: release.publishedAt,
    author: renderUserById(context, release.authorId),
    assets: listAssets(context, repository, release.id).map((asset) =>
      renderAsset(context, repository, asset, release.tagName),
    ),
  };
}
