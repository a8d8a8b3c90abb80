import { C as object, D as string, S as number } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as Client } from "./client-COrM12lT.js";
import { n as withRetries, t as PassingFailure } from "./retry-DT3YI9eg.js";
import { i as jobsOf, n as bearerOptions, o as forEachBounded, t as resumeDownload } from "./resume-download-Cc-g7jrN.js";
import { a as openPartAt, i as openHttpPlace } from "./http-e566r3dS.js";
import { n as parseReleaseUrl, t as githubServer } from "./release-url-B4xkGjNj.js";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { openAsBlob } from "node:fs";
import { dirname } from "node:path";
//#region src/adapters/object-store/asset-name.ts
const emptyMark = "+z";
function assetName(key, sizeBytes) {
	const name = key.replaceAll(/[^A-Za-z0-9._-]|^\./gu, (mark) => {
		if (mark === "/") return "@";
		return [...Buffer.from(mark)].map((byte) => `+${byte.toString(16).padStart(2, "0")}`).join("");
	});
	return sizeBytes === 0 ? `${name}${emptyMark}` : name;
}
function parseAssetName(name) {
	const isEmpty = name.endsWith(emptyMark);
	const [first = "", ...rest] = (isEmpty ? name.slice(0, -2) : name).replaceAll("@", "/").split("+");
	if (rest.some((part) => !/^[0-9a-f]{2}/.test(part))) return void 0;
	const parts = rest.map((part) => [Buffer.from(part.slice(0, 2), "hex"), Buffer.from(part.slice(2))]);
	return {
		key: Buffer.concat([Buffer.from(first), ...parts.flat()]).toString("utf8"),
		isEmpty
	};
}
//#endregion
//#region src/adapters/object-store/github-release.ts
const assetLimits = {
	bytes: 2 ** 31,
	perRelease: 1e3
};
const maxReleases = 100;
const uploadTimeoutMs = 36e5;
const releaseSchema = object({
	id: number(),
	upload_url: string()
});
const assetSchema = object({
	id: number(),
	name: string(),
	size: number(),
	state: string()
});
async function createGitHubReleaseStore(remote) {
	const { options, environment } = remote;
	const place = parseReleaseUrl(remote.url, githubServer(environment));
	if (place === void 0) throw new PawlError("dvc.invalid", { message: `The url of the remote ${remote.name} is ${remote.url}, and github-release://owner/repository/tag is expected.` });
	const apiUrl = options.get("endpointurl") ?? (environment["GITHUB_API_URL"] || "https://api.github.com");
	const token = options.get("token") ?? (environment["GITHUB_TOKEN"] || environment["GH_TOKEN"] || void 0);
	const access = {
		apiUrl,
		repository: place.repository,
		...token === void 0 ? {} : { auth: { token } }
	};
	const store = new ReleaseStore(place, {
		client: new Client(access),
		uploads: new Client({
			...access,
			timeoutMs: uploadTimeoutMs
		}),
		http: openHttpPlace(assetPlace(remote, {
			apiUrl,
			repository: place.repository,
			token
		})),
		jobs: jobsOf(remote, 4)
	});
	return {
		label: `github-release://${place.repository}/${place.tag}`,
		find: (keys) => store.find(keys),
		list: (prefix) => store.list(prefix),
		download: (transfers, onDone) => store.download(transfers, onDone),
		upload: (transfers, onDone) => store.upload(transfers, onDone),
		remove: (keys) => store.remove(keys),
		close: async () => store.close()
	};
}
function assetPlace(remote, to) {
	const url = `${to.apiUrl.replace(/\/$/, "")}/repos/${to.repository}/releases/assets`;
	return {
		...remote,
		url,
		options: bearerOptions(to.token)
	};
}
var ReleaseStore = class {
	#place;
	#tools;
	#shelves;
	constructor(place, tools) {
		this.#place = place;
		this.#tools = tools;
	}
	async find(keys) {
		const stored = await this.#stored();
		return new Map(keys.flatMap((key) => {
			const asset = stored.get(key);
			return asset === void 0 ? [] : [[key, asset.sizeBytes]];
		}));
	}
	async list(prefix) {
		return [...(await this.#stored()).keys()].filter((key) => key.startsWith(prefix));
	}
	async download(transfers, onDone) {
		const stored = await this.#stored();
		await forEachBounded(transfers, this.#tools.jobs, async (transfer) => {
			await onDone(transfer, await this.#downloadOne(transfer, stored.get(transfer.key)));
		});
	}
	async upload(transfers, onDone) {
		const stored = await this.#stored();
		const sized = await Promise.all(transfers.map(async (transfer) => ({
			...transfer,
			sizeBytes: (await stat(transfer.file)).size
		})));
		const missing = sized.filter(({ key }) => !stored.has(key));
		this.#checkLimits(missing, stored.size);
		await forEachBounded(sized, this.#tools.jobs, async (transfer) => {
			if (!stored.has(transfer.key)) await withRetries(() => this.#uploadOne(transfer));
			await onDone(transfer);
		});
	}
	async remove(keys) {
		const stored = await this.#stored();
		await forEachBounded(keys, this.#tools.jobs, async (key) => {
			const asset = stored.get(key);
			if (asset !== void 0) await this.#removeAsset(asset.shelf, asset.asset);
		});
	}
	close() {
		this.#tools.http.client.close();
	}
	#checkLimits(missing, there) {
		const large = missing.find(({ sizeBytes }) => sizeBytes >= assetLimits.bytes);
		const hint = "Use a remote that is made for it: docs/guides/remotes.md compares them.";
		if (large !== void 0) throw new PawlError("remote.failed", {
			message: `${large.key} has ${large.sizeBytes} bytes, and an asset of a Release has less than 2 GiB.`,
			hint
		});
		const most = assetLimits.perRelease * maxReleases;
		if (there + missing.length <= most) return;
		throw new PawlError("remote.failed", {
			message: `${there + missing.length} objects do not fit into ${maxReleases} Releases of ${assetLimits.perRelease} assets.`,
			hint
		});
	}
	async #downloadOne(transfer, stored) {
		if (stored === void 0) return "missing";
		if (stored.sizeBytes === 0) {
			await mkdir(dirname(transfer.file), { recursive: true });
			await writeFile(transfer.file, "");
			return "done";
		}
		const openPart = openPartAt(this.#tools.http, String(stored.asset.id), { accept: "application/octet-stream" });
		return resumeDownload({
			...transfer,
			sizeBytes: stored.sizeBytes
		}, openPart);
	}
	async #uploadOne(transfer) {
		const name = assetName(transfer.key, transfer.sizeBytes);
		try {
			const shelf = await this.#shelfFor(name);
			const left = shelf.assets.get(name);
			if (left?.state === "uploaded") return;
			if (left !== void 0) await this.#removeAsset(shelf, left);
			shelf.assets.set(name, {
				id: 0,
				name,
				size: 0,
				state: "open"
			});
			shelf.assets.set(name, await this.#send(shelf, name, transfer));
		} catch (error) {
			this.#shelves = void 0;
			throw isWorthRetrying(error) ? new PassingFailure(error.message) : error;
		}
	}
	async #send(shelf, name, { file, sizeBytes }) {
		const data = sizeBytes === 0 ? new Blob(["\n"]) : await openAsBlob(file);
		const url = `${shelf.uploadUrl.replace(/\{.*$/, "")}?name=${encodeURIComponent(name)}`;
		const headers = {
			"content-type": "application/octet-stream",
			"content-length": String(data.size)
		};
		return this.#tools.uploads.request(`POST ${url}`, {
			headers,
			data
		}, assetSchema);
	}
	async #shelfFor(name) {
		const loading = this.#load();
		const shelves = await loading;
		const free = shelves.find((shelf) => shelf.assets.has(name)) ?? shelves.find((shelf) => shelf.assets.size < assetLimits.perRelease);
		if (free !== void 0) return free;
		if (this.#shelves === loading) this.#shelves = addShelf(shelves, () => this.#createRelease(shelves.length + 1));
		return this.#shelfFor(name);
	}
	async #createRelease(number) {
		const { client } = this.#tools;
		const tag = this.#tag(number);
		const content = {
			tag_name: tag,
			name: tag,
			body: "Data of this repository, kept by Pawl: do not edit. `pawl pull` reads it.",
			prerelease: true,
			make_latest: "false"
		};
		const release = await client.request("POST /repos/{owner}/{repo}/releases", content, releaseSchema);
		return {
			id: release.id,
			uploadUrl: release.upload_url,
			assets: new Map()
		};
	}
	async #removeAsset(shelf, asset) {
		await this.#tools.client.send("DELETE /repos/{owner}/{repo}/releases/assets/{id}", { id: asset.id }, [404]);
		shelf.assets.delete(asset.name);
	}
	#tag(number) {
		return number === 1 ? this.#place.tag : `${this.#place.tag}-${number}`;
	}
	async #stored() {
		const stored = new Map();
		for (const shelf of await this.#load()) for (const asset of shelf.assets.values()) {
			const object = asset.state === "uploaded" ? parseAssetName(asset.name) : void 0;
			if (object === void 0) continue;
			stored.set(object.key, {
				shelf,
				asset,
				sizeBytes: object.isEmpty ? 0 : asset.size
			});
		}
		return stored;
	}
	#load() {
		this.#shelves ??= this.#read();
		return this.#shelves;
	}
	async #read() {
		const { client } = this.#tools;
		const shelves = [];
		const byTag = "GET /repos/{owner}/{repo}/releases/tags/{tag}";
		for (let number = 1; number <= maxReleases; number += 1) {
			const release = await client.find(byTag, { tag: this.#tag(number) }, releaseSchema);
			if (release === void 0) break;
			const assets = await client.list("GET /repos/{owner}/{repo}/releases/{id}/assets", { id: release.id }, assetSchema);
			const byName = new Map(assets.map((asset) => [asset.name, asset]));
			shelves.push({
				id: release.id,
				uploadUrl: release.upload_url,
				assets: byName
			});
		}
		return shelves;
	}
};
async function addShelf(shelves, create) {
	return [...shelves, await create()];
}
function isWorthRetrying(error) {
	if (!(error instanceof PawlError)) return false;
	return /^No answer from GitHub|\((5\d\d|429)\)|already_exists/.test(error.message);
}
//#endregion
export { createGitHubReleaseStore };
