import { openAsBlob } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { DownloadOutcome, ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { Client } from "../github/client.ts";
import { assetName, parseAssetName } from "./asset-name.ts";
import { forEachBounded } from "./for-each-bounded.ts";
import { openHttpPlace, openPartAt, type HttpPlace } from "./http.ts";
import { githubServer, parseReleaseUrl, type ReleasePlace } from "./release-url.ts";
import { bearerOptions, jobsOf, type RemoteSpecification } from "./remote-specification.ts";
import { resumeDownload } from "./resume-download.ts";
import { PassingFailure, withRetries } from "./retry.ts";

/** What GitHub allows (docs.github.com, “About releases”): fewer bytes than this an asset, so many assets a Release. */
const assetLimits = { bytes: 2 ** 31, perRelease: 1000 };
/** So many Releases are filled at most. */
const maxReleases = 100;
/** Time for one asset to go up. */
const uploadTimeoutMs = 3_600_000;

const releaseSchema = z.object({ id: z.number(), upload_url: z.string() });
const assetSchema = z.object({ id: z.number(), name: z.string(), size: z.number(), state: z.string() });

type Asset = z.infer<typeof assetSchema>;

interface Shelf {
  readonly id: number;
  readonly uploadUrl: string;
  /** By name. */
  readonly assets: Map<string, Asset>;
}

/** Objects as assets of a prerelease, and of `tag-2`, `tag-3`, … when it is full. */
export async function createGitHubReleaseStore(remote: RemoteSpecification): Promise<ObjectStore> {
  const { options, environment } = remote;
  const place = parseReleaseUrl(remote.url, githubServer(environment));
  if (place === undefined) {
    throw new PawlError("dvc.invalid", {
      message: `The url of the remote ${remote.name} is ${remote.url}, and github-release://owner/repository/tag is expected.`,
    });
  }
  const apiUrl = options.get("endpointurl") ?? (environment["GITHUB_API_URL"] || "https://api.github.com");
  const token = options.get("token") ?? (environment["GITHUB_TOKEN"] || environment["GH_TOKEN"] || undefined);
  const access = {
    apiUrl,
    repository: place.repository,
    ...(token === undefined ? {} : { auth: { token } }),
  };
  const store = new ReleaseStore(place, {
    client: new Client(access),
    uploads: new Client({ ...access, timeoutMs: uploadTimeoutMs }),
    http: openHttpPlace(assetPlace(remote, { apiUrl, repository: place.repository, token })),
    jobs: jobsOf(remote, 4),
  });
  return {
    label: `github-release://${place.repository}/${place.tag}`,
    find: (keys) => store.find(keys),
    list: (prefix) => store.list(prefix),
    download: (transfers, onDone) => store.download(transfers, onDone),
    upload: (transfers, onDone) => store.upload(transfers, onDone),
    remove: (keys) => store.remove(keys),
    close: async () => store.close(),
  };
}

function assetPlace(
  remote: RemoteSpecification,
  to: { readonly apiUrl: string; readonly repository: string; readonly token: string | undefined },
): RemoteSpecification {
  const url = `${to.apiUrl.replace(/\/$/, "")}/repos/${to.repository}/releases/assets`;
  return { ...remote, url, options: bearerOptions(to.token) };
}

interface Tools {
  readonly client: Client;
  readonly uploads: Client;
  readonly http: HttpPlace;
  readonly jobs: number;
}

class ReleaseStore {
  readonly #place: ReleasePlace;
  readonly #tools: Tools;
  #shelves: Promise<Shelf[]> | undefined;

  constructor(place: ReleasePlace, tools: Tools) {
    this.#place = place;
    this.#tools = tools;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const stored = await this.#stored();
    return new Map(
      keys.flatMap((key) => {
        const asset = stored.get(key);
        return asset === undefined ? [] : [[key, asset.sizeBytes]];
      }),
    );
  }

  async list(prefix: string): Promise<readonly string[]> {
    return [...(await this.#stored()).keys()].filter((key) => key.startsWith(prefix));
  }

  async download(
    transfers: readonly ObjectTransfer[],
    onDone: Parameters<ObjectStore["download"]>[1],
  ): Promise<void> {
    const stored = await this.#stored();
    await forEachBounded(transfers, this.#tools.jobs, async (transfer) => {
      await onDone(transfer, await this.#downloadOne(transfer, stored.get(transfer.key)));
    });
  }

  async upload(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer) => Promise<void>,
  ): Promise<void> {
    const stored = await this.#stored();
    const sized = await Promise.all(
      transfers.map(async (transfer) => ({ ...transfer, sizeBytes: (await stat(transfer.file)).size })),
    );
    const missing = sized.filter(({ key }) => !stored.has(key));
    this.#checkLimits(missing, stored.size);
    await forEachBounded(sized, this.#tools.jobs, async (transfer) => {
      if (!stored.has(transfer.key)) await withRetries(() => this.#uploadOne(transfer));
      await onDone(transfer);
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    const stored = await this.#stored();
    await forEachBounded(keys, this.#tools.jobs, async (key) => {
      const asset = stored.get(key);
      if (asset !== undefined) await this.#removeAsset(asset.shelf, asset.asset);
    });
  }

  close(): void {
    this.#tools.http.client.close();
  }

  /** Before the first byte is sent, so that nothing is left half done. */
  #checkLimits(missing: readonly (ObjectTransfer & { readonly sizeBytes: number })[], there: number): void {
    const large = missing.find(({ sizeBytes }) => sizeBytes >= assetLimits.bytes);
    const hint = "Use a remote that is made for it: docs/guides/remotes.md compares them.";
    if (large !== undefined) {
      throw new PawlError("remote.failed", {
        message: `${large.key} has ${large.sizeBytes} bytes, and an asset of a Release has less than 2 GiB.`,
        hint,
      });
    }
    const most = assetLimits.perRelease * maxReleases;
    if (there + missing.length <= most) return;
    throw new PawlError("remote.failed", {
      message: `${there + missing.length} objects do not fit into ${maxReleases} Releases of ${assetLimits.perRelease} assets.`,
      hint,
    });
  }

  async #downloadOne(
    transfer: ObjectTransfer,
    stored: { readonly asset: Asset; readonly sizeBytes: number } | undefined,
  ): Promise<DownloadOutcome> {
    if (stored === undefined) return "missing";
    if (stored.sizeBytes === 0) {
      await mkdir(dirname(transfer.file), { recursive: true });
      await writeFile(transfer.file, "");
      return "done";
    }
    const openPart = openPartAt(this.#tools.http, String(stored.asset.id), {
      accept: "application/octet-stream",
    });
    return resumeDownload({ ...transfer, sizeBytes: stored.sizeBytes }, openPart);
  }

  async #uploadOne(transfer: ObjectTransfer & { readonly sizeBytes: number }): Promise<void> {
    const name = assetName(transfer.key, transfer.sizeBytes);
    try {
      const shelf = await this.#shelfFor(name);
      const left = shelf.assets.get(name);
      if (left?.state === "uploaded") return;
      // An upload that broke off leaves a name without bytes.
      if (left !== undefined) await this.#removeAsset(shelf, left);
      shelf.assets.set(name, { id: 0, name, size: 0, state: "open" });
      shelf.assets.set(name, await this.#send(shelf, name, transfer));
    } catch (error) {
      // Whether it was taken nevertheless, or by another machine, the Release tells.
      this.#shelves = undefined;
      throw isWorthRetrying(error) ? new PassingFailure(error.message) : error;
    }
  }

  async #send(
    shelf: Shelf,
    name: string,
    { file, sizeBytes }: ObjectTransfer & { readonly sizeBytes: number },
  ): Promise<Asset> {
    const data = sizeBytes === 0 ? new Blob(["\n"]) : await openAsBlob(file);
    const url = `${shelf.uploadUrl.replace(/\{.*$/, "")}?name=${encodeURIComponent(name)}`;
    const headers = { "content-type": "application/octet-stream", "content-length": String(data.size) };
    return this.#tools.uploads.request(`POST ${url}`, { headers, data }, assetSchema);
  }

  /** The Release that has an asset of this name, or the first that has room; it is made when all are full. */
  async #shelfFor(name: string): Promise<Shelf> {
    const loading = this.#load();
    const shelves = await loading;
    const own = shelves.find((shelf) => shelf.assets.has(name));
    const free = own ?? shelves.find((shelf) => shelf.assets.size < assetLimits.perRelease);
    if (free !== undefined) return free;
    // Another upload may be making it already.
    if (this.#shelves === loading) {
      this.#shelves = addShelf(shelves, () => this.#createRelease(shelves.length + 1));
    }
    return this.#shelfFor(name);
  }

  async #createRelease(number: number): Promise<Shelf> {
    const { client } = this.#tools;
    const tag = this.#tag(number);
    const content = {
      tag_name: tag,
      name: tag,
      body: "Data of this repository, kept by Pawl: do not edit. `pawl pull` reads it.",
      // Never the latest Release.
      prerelease: true,
      make_latest: "false",
    };
    const release = await client.request("POST /repos/{owner}/{repo}/releases", content, releaseSchema);
    return { id: release.id, uploadUrl: release.upload_url, assets: new Map() };
  }

  async #removeAsset(shelf: Shelf, asset: Asset): Promise<void> {
    const route = "DELETE /repos/{owner}/{repo}/releases/assets/{id}";
    await this.#tools.client.send(route, { id: asset.id }, [404]);
    shelf.assets.delete(asset.name);
  }

  #tag(number: number): string {
    return number === 1 ? this.#place.tag : `${this.#place.tag}-${number}`;
  }

  /** Objects that are complete, by their keys. */
  async #stored(): Promise<
    ReadonlyMap<string, { readonly shelf: Shelf; readonly asset: Asset; readonly sizeBytes: number }>
  > {
    const stored = new Map<string, { shelf: Shelf; asset: Asset; sizeBytes: number }>();
    for (const shelf of await this.#load()) {
      for (const asset of shelf.assets.values()) {
        const object = asset.state === "uploaded" ? parseAssetName(asset.name) : undefined;
        if (object === undefined) continue;
        stored.set(object.key, { shelf, asset, sizeBytes: object.isEmpty ? 0 : asset.size });
      }
    }
    return stored;
  }

  #load(): Promise<Shelf[]> {
    this.#shelves ??= this.#read();
    return this.#shelves;
  }

  async #read(): Promise<Shelf[]> {
    const { client } = this.#tools;
    const shelves: Shelf[] = [];
    const byTag = "GET /repos/{owner}/{repo}/releases/tags/{tag}";
    for (let number = 1; number <= maxReleases; number += 1) {
      const release = await client.find(byTag, { tag: this.#tag(number) }, releaseSchema);
      if (release === undefined) break;
      const route = "GET /repos/{owner}/{repo}/releases/{id}/assets";
      const assets = await client.list(route, { id: release.id }, assetSchema);
      const byName = new Map(assets.map((asset) => [asset.name, asset]));
      shelves.push({ id: release.id, uploadUrl: release.upload_url, assets: byName });
    }
    return shelves;
  }
}

async function addShelf(shelves: readonly Shelf[], create: () => Promise<Shelf>): Promise<Shelf[]> {
  return [...shelves, await create()];
}

/** A lost answer, a server error, or a name that another machine took at the same time. */
function isWorthRetrying(error: unknown): error is PawlError {
  if (!(error instanceof PawlError)) return false;
  return /^No answer from GitHub|\((5\d\d|429)\)|already_exists/.test(error.message);
}
