import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { Release, ReleaseAsset, Releases } from "../../ports/github/releases.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import type { Client } from "./client.ts";

const assetSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    size: z.number(),
    state: z.string(),
    digest: z.string().nullish(),
  })
  .transform((raw): ReleaseAsset => ({
    id: raw.id,
    name: raw.name,
    sizeBytes: raw.size,
    state: raw.state,
    digest: raw.digest ?? null,
  }));

const releaseSchema = z
  .object({
    id: z.number(),
    tag_name: z.string(),
    name: z.string().nullish(),
    body: z.string().nullish(),
    draft: z.boolean(),
    prerelease: z.boolean(),
    assets: z.array(assetSchema),
    html_url: z.string(),
    immutable: z.boolean().optional(),
  })
  .transform((raw): Release => ({
    id: raw.id,
    tag: raw.tag_name,
    name: raw.name ?? "",
    body: raw.body ?? "",
    draft: raw.draft,
    prerelease: raw.prerelease,
    assets: raw.assets,
    url: raw.html_url,
    ...(raw.immutable === true ? { isImmutable: true } : {}),
  }));
const uploadSchema = z.object({ upload_url: z.string() });

/** Assets of a Release are at most 2 GiB. */
const maxAssetBytes = 2 ** 31;

/** {@link Releases} over the REST API. */
export function createReleases(client: Client): Releases {
  const all = "/repos/{owner}/{repo}/releases";
  // Manifests, for the most part. Bytes that are replaced have another id; what was deleted is in no Release's list.
  const assets = new BoundedMemory<Uint8Array>({ entryBytes: 2 ** 16, totalBytes: 2 ** 21 });
  const list = (): Promise<readonly Release[]> => client.list(`GET ${all}`, {}, releaseSchema);
  return {
    list,
    // The lookup by tag does not see drafts.
    findByTag: async (tag) =>
      (await client.find(`GET ${all}/tags/{tag}`, { tag }, releaseSchema)) ??
      [...(await list())].filter((release) => release.tag === tag).sort((a, b) => a.id - b.id)[0],
    create: (tag, content) => client.request(`POST ${all}`, { tag_name: tag, ...content }, releaseSchema),
    update: (id, content) => client.request(`PATCH ${all}/{id}`, { id, ...content }, releaseSchema),
    uploadAsset: async (releaseId, asset) => {
      const { upload_url: template } = await client.request(
        `GET ${all}/{id}`,
        { id: releaseId },
        uploadSchema,
      );
      const url = `${template.replace(/\{.*$/, "")}?name=${encodeURIComponent(asset.name)}`;
      const headers = { "content-type": asset.contentType, "content-length": String(asset.bytes.byteLength) };
      return client.request(`POST ${url}`, { headers, data: asset.bytes }, assetSchema);
    },
    downloadAsset: async (assetId) => {
      const known = assets.find(String(assetId));
      if (known !== undefined) return known;
      const one = `GET ${all}/assets/{id}`;
      const { sizeBytes, name } = await client.request(one, { id: assetId }, assetSchema);
      const headers = { accept: "application/octet-stream" };
      const bytes = await client.download(one, { id: assetId, headers }, Math.min(sizeBytes, maxAssetBytes));
      if (bytes.byteLength === sizeBytes) return assets.keep(String(assetId), bytes, sizeBytes);
      throw new PawlError("github.malformed-response", {
        message: `Release asset ${name} has ${sizeBytes} bytes, but ${bytes.byteLength} arrived`,
      });
    },
    removeAsset: async (assetId) => {
      await client.send(`DELETE ${all}/assets/{id}`, { id: assetId }, [404]);
    },
    remove: async (id) => {
      await client.send(`DELETE ${all}/{id}`, { id }, [404]);
    },
  };
}
