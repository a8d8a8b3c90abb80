import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as parseHubUrl, t as hubEndpoint } from "./hub-url-B58EdcL4.js";
import { c as pathsInfo, n as HubApiError, r as commit, s as listFiles, t as hubFailure } from "./hub-failure-DAG56V3i.js";
import { n as withRetries } from "./retry-DT3YI9eg.js";
import { n as bearerOptions } from "./resume-download-Cc-g7jrN.js";
import { i as openHttpPlace, n as downloadOverHttp } from "./http-e566r3dS.js";
import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
//#region src/adapters/object-store/hugging-face.ts
const maxFiles = 1e3;
const maxInlineBytes = 64 * 2 ** 20;
const inlineFileBytes = 10 * 2 ** 20;
const pathsPerQuestion = 500;
async function createHuggingFaceStore(remote) {
	const endpoint = hubEndpoint(remote);
	const place = parseHubUrl(remote.url, endpoint);
	if (place === void 0) throw new PawlError("dvc.invalid", { message: `The url of the remote ${remote.name} is ${remote.url}, and hf://datasets/owner/name@revision/folder is expected.` });
	const token = tokenOf(remote);
	const access = {
		hubUrl: endpoint,
		...token === void 0 ? {} : { accessToken: token }
	};
	const hub = new HubStore(place, access);
	const http = openHttpPlace(httpRemote(remote, place, access));
	return {
		label: `hf://datasets/${place.repository}@${place.revision}${place.folder === "" ? "" : `/${place.folder}`}`,
		find: (keys) => hub.find(keys),
		list: (prefix) => hub.list(prefix),
		download: (transfers, onDone) => downloadOverHttp(http, transfers, onDone),
		upload: (transfers, onDone) => hub.upload(transfers, onDone),
		remove: (keys) => hub.remove(keys),
		close: async () => http.client.close()
	};
}
function tokenOf({ name, options, environment }) {
	const token = (options.get("token") ?? options.get("password")?.replace(/^Bearer /i, "")) || environment["HF_TOKEN"] || environment["HUGGING_FACE_HUB_TOKEN"] || void 0;
	if (token === void 0 || token.startsWith("hf_")) return token;
	throw new PawlError("dvc.invalid", {
		message: `The token for the remote ${name} is none of the Hugging Face Hub's: those begin with hf_.`,
		hint: "Set HF_TOKEN, or the option token in .dvc/config.local."
	});
}
function httpRemote(remote, place, access) {
	const revision = encodeURIComponent(place.revision);
	const url = [
		access.hubUrl,
		"datasets",
		place.repository,
		"resolve",
		revision,
		place.folder
	].filter((part) => part !== "").join("/");
	const kept = [...remote.options].filter(([name]) => ![
		"auth",
		"user",
		"password"
	].includes(name));
	return {
		...remote,
		url,
		options: new Map([...kept, ...bearerOptions(access.accessToken)])
	};
}
const access$1 = "Set HF_TOKEN to a token that may read, and to push write, the data set.";
const hints = {
	401: access$1,
	403: access$1,
	404: "Create the data set repository, or correct the url of the remote; a private one needs HF_TOKEN."
};
var HubStore = class {
	#place;
	#common;
	constructor(place, access) {
		this.#place = place;
		this.#common = {
			...access,
			repo: {
				type: "dataset",
				name: place.repository
			}
		};
	}
	async find(keys) {
		const found = new Map();
		const unique = [...new Set(keys)];
		for (let start = 0; start < unique.length; start += pathsPerQuestion) {
			const asked = unique.slice(start, start + pathsPerQuestion);
			const paths = new Map(asked.map((key) => [this.#path(key), key]));
			const revision = this.#place.revision;
			const infos = await this.#try("Looking for objects", () => pathsInfo({
				...this.#common,
				paths: [...paths.keys()],
				revision
			}));
			for (const { path, type, size } of infos) {
				const key = paths.get(path);
				if (key !== void 0 && type === "file") found.set(key, size);
			}
		}
		return found;
	}
	async list(prefix) {
		const path = this.#path(prefix.slice(0, prefix.lastIndexOf("/") + 1)).replace(/\/$/, "");
		const within = this.#place.folder === "" ? 0 : this.#place.folder.length + 1;
		return this.#try(`Listing ${path}`, async () => {
			const keys = [];
			const revision = this.#place.revision;
			try {
				for await (const entry of listFiles({
					...this.#common,
					recursive: true,
					path,
					revision
				})) {
					const key = entry.path.slice(within);
					if (entry.type === "file" && key.startsWith(prefix)) keys.push(key);
				}
			} catch (error) {
				if (!(error instanceof HubApiError) || error.statusCode !== 404 || path === "") throw error;
				await this.#requireRepository();
			}
			return keys;
		});
	}
	async upload(transfers, onDone) {
		for (const batch of await batches(transfers)) {
			const operations = batch.map(({ key, file }) => {
				return {
					operation: "addOrUpdate",
					path: this.#path(key),
					content: pathToFileURL(file)
				};
			});
			await this.#commit(`Add ${batch.length} objects`, operations);
			for (const transfer of batch) await onDone(transfer);
		}
	}
	async remove(keys) {
		const there = [...(await this.find(keys)).keys()];
		for (let start = 0; start < there.length; start += maxFiles) {
			const operations = there.slice(start, start + maxFiles).map((key) => ({
				operation: "delete",
				path: this.#path(key)
			}));
			await this.#commit(`Remove ${operations.length} objects`, operations);
		}
	}
	async #commit(title, operations) {
		const branch = this.#place.revision;
		await this.#try(title, () => commit({
			...this.#common,
			title,
			operations,
			branch,
			useXet: false
		}));
	}
	async #requireRepository() {
		const revision = this.#place.revision;
		for await (const _ of listFiles({
			...this.#common,
			revision
		})) return;
	}
	#path(key) {
		return this.#place.folder === "" ? key : `${this.#place.folder}/${key}`;
	}
	#try(what, request) {
		return withRetries(async () => {
			try {
				return await request();
			} catch (error) {
				throw hubFailure(error, `${what} in the data set ${this.#place.repository} of ${this.#common.hubUrl}`, hints);
			}
		});
	}
};
async function batches(transfers) {
	const done = [];
	let current = [];
	let inline = 0;
	for (const transfer of transfers) {
		const { size } = await stat(transfer.file);
		const own = size <= inlineFileBytes ? size : 0;
		if (current.length >= maxFiles || inline + own > maxInlineBytes && current.length > 0) {
			done.push(current);
			[current, inline] = [[], 0];
		}
		current.push(transfer);
		inline += own;
	}
	return current.length > 0 ? [...done, current] : done;
}
//#endregion
export { createHuggingFaceStore };
