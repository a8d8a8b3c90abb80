import { D as string, S as number, g as boolean, m as array, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { a as createRepo, c as pathsInfo, i as createBranch, n as HubApiError, o as deleteBranch, r as commit, t as hubFailure } from "./hub-failure-DAG56V3i.js";
import { n as withRetries } from "./retry-DT3YI9eg.js";
//#region src/adapters/model-hub/bounded-fetch.ts
const longestText = 1024 * 1024;
const leastRate = 64 * 1024;
function boundedFetch(timeoutMs) {
	return async (input, init = {}) => {
		const allowed = timeoutMs + sizeOf(init.body) / leastRate * 1e3;
		const timeout = AbortSignal.timeout(Math.ceil(allowed));
		const signal = init.signal == null ? timeout : AbortSignal.any([init.signal, timeout]);
		return await fetch(input, {
			...init,
			signal
		});
	};
}
function sizeOf(body) {
	if (body instanceof Blob) return body.size;
	if (typeof body === "string") return body.length;
	return body instanceof Uint8Array || body instanceof ArrayBuffer ? body.byteLength : 0;
}
async function readBoundedText(send, url, init) {
	const response = await send(url, init);
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.byteLength;
		if (size > longestText) return void 0;
		chunks.push(chunk);
	}
	const text = new TextDecoder().decode(Buffer.concat(chunks));
	if (response.ok) return text;
	throw new HubApiError(new URL(url).pathname, response.status, void 0, text.slice(0, 300));
}
//#endregion
//#region src/adapters/model-hub/hugging-face.ts
const refList = array(looseObject({
	name: string().max(300),
	targetCommit: string().regex(/^[0-9a-f]{40}$/)
}));
const refsSchema = looseObject({
	branches: refList,
	tags: refList
});
const infoSchema = looseObject({
	id: string(),
	private: boolean()
});
const fileSchema = looseObject({
	path: string(),
	size: number().int().nonnegative(),
	oid: string().optional(),
	lfs: looseObject({ oid: string() }).optional()
});
const access = "Set HF_TOKEN to a token that may write the repository, in the step's environment.";
const hints = {
	400: "Read the Hub's answer above: it refuses front matter or names that are not to its rules.",
	401: access,
	403: access
};
const moved = [409, 412];
function createHuggingFaceHub(access) {
	const hub = new HuggingFaceHub(access);
	return {
		find: (name) => hub.find(name),
		create: (name, visibility) => hub.create(name, visibility),
		readText: (name, revision, path) => hub.readText(name, revision, path),
		findFiles: (name, revision, paths) => hub.findFiles(name, revision, paths),
		commit: (name, wanted) => hub.commit(name, wanted),
		createBranch: (name, branch, commitId) => hub.createBranch(name, branch, commitId),
		removeBranch: (name, branch) => hub.removeBranch(name, branch),
		createTag: (name, tag, commitId) => hub.createTag(name, tag, commitId)
	};
}
var HuggingFaceHub = class {
	#access;
	#send;
	constructor(access) {
		this.#access = access;
		this.#send = boundedFetch(access.timeoutMs ?? 6e4);
	}
	find(name) {
		return this.#try(`Looking for the model ${name}`, async () => {
			const info = await this.#read(`/api/models/${name}`, infoSchema);
			if (info !== void 0) requireName(info.id, name);
			const refs = info && await this.#read(`/api/models/${name}/refs`, refsSchema);
			return info && refs && toRepository(info, refs);
		});
	}
	create(name, visibility) {
		return this.#try(`Creating the model ${name}`, () => unless(409, createRepo({
			...this.#common(name),
			visibility
		})));
	}
	readText(name, revision, path) {
		const place = `/${name}/resolve/${encodeURIComponent(revision)}/${encodeURIComponent(path)}`;
		return this.#try(`Reading ${path} of the model ${name}`, () => unlessGone(this.#ask(place)));
	}
	findFiles(name, revision, paths) {
		return this.#try(`Looking at the files of the model ${name}`, async () => toFiles(await pathsInfo({
			...this.#common(name),
			revision,
			paths: [...paths]
		})));
	}
	commit(name, wanted) {
		return this.#try(`A commit to the model ${name}`, () => commitFiles(this.#common(name), wanted));
	}
	createBranch(name, branch, revision) {
		return this.#try(`Creating the branch ${branch} of the model ${name}`, () => unless(409, createBranch({
			...this.#common(name),
			branch,
			revision
		})));
	}
	removeBranch(name, branch) {
		return this.#try(`Removing the branch ${branch} of the model ${name}`, () => unless(404, deleteBranch({
			...this.#common(name),
			branch
		})));
	}
	createTag(name, tag, commitId) {
		const path = `/api/models/${name}/tag/${encodeURIComponent(commitId)}`;
		return this.#try(`Creating the tag ${tag} of the model ${name}`, () => unless(409, this.#ask(path, JSON.stringify({ tag }))));
	}
	#common(name) {
		const { endpoint: hubUrl, token: accessToken } = this.#access;
		return {
			hubUrl,
			accessToken,
			fetch: this.#send,
			repo: {
				type: "model",
				name
			}
		};
	}
	async #ask(path, body) {
		const { endpoint, token } = this.#access;
		const authorization = `Bearer ${token}`;
		const init = body === void 0 ? { headers: { authorization } } : {
			method: "POST",
			headers: {
				authorization,
				"content-type": "application/json"
			},
			body
		};
		return await readBoundedText(this.#send, `${endpoint}${path}`, init);
	}
	async #read(path, schema) {
		const text = await unlessGone(this.#ask(path));
		return text === void 0 ? void 0 : parseAnswer(text, schema, path);
	}
	#try(what, request) {
		const { endpoint, token, patience } = this.#access;
		return withRetries(async () => {
			try {
				return await request();
			} catch (error) {
				throw withoutToken(hubFailure(error, `${what} on ${endpoint}`, hints), token);
			}
		}, patience);
	}
};
async function commitFiles(common, { branch, parent, title, files, removed }) {
	const operations = [...removed.map((path) => ({
		operation: "delete",
		path
	})), ...files.map(({ path, bytes }) => ({
		operation: "addOrUpdate",
		path,
		content: new Blob([new Uint8Array(bytes)])
	}))];
	try {
		await commit({
			...common,
			branch,
			parentCommit: parent,
			title,
			operations,
			useXet: false
		});
		return "done";
	} catch (error) {
		if (error instanceof HubApiError && moved.includes(error.statusCode)) return "moved";
		throw error;
	}
}
async function unless(status, request) {
	try {
		await request;
	} catch (error) {
		if (!(error instanceof HubApiError) || error.statusCode !== status) throw error;
	}
}
async function unlessGone(request) {
	try {
		return await request;
	} catch (error) {
		if (error instanceof HubApiError && error.statusCode === 404) return void 0;
		throw error;
	}
}
function requireName(id, name) {
	if (id.toLowerCase() === name.toLowerCase()) return;
	throw new PawlError("remote.failed", {
		message: `The model ${name} is answered for by ${JSON.stringify(id.slice(0, 200))}.`,
		hint: "If it was renamed, write its new name into registry.mirror.hugging_face.repository."
	});
}
function toRepository(info, { branches, tags }) {
	const toMap = (refs) => new Map(refs.map(({ name, targetCommit }) => [name, targetCommit]));
	return {
		isPrivate: info.private,
		branches: toMap(branches),
		tags: toMap(tags)
	};
}
function toFiles(answer) {
	const parsed = array(fileSchema).safeParse(answer);
	if (!parsed.success) throw malformed("paths-info");
	return parsed.data.map(({ path, size, oid, lfs }) => ({
		path,
		sizeBytes: size,
		sha256: lfs?.oid,
		blobId: lfs === void 0 ? oid : void 0
	}));
}
function parseAnswer(text, schema, path) {
	try {
		return schema.parse(JSON.parse(text));
	} catch {
		throw malformed(path);
	}
}
function malformed(path) {
	return new PawlError("remote.failed", {
		message: `${path} answered what the Hub does not.`,
		hint: "Check that HF_ENDPOINT is the address of a Hugging Face Hub."
	});
}
function withoutToken(error, token) {
	error.message = error.message.replaceAll(token, "***");
	return error;
}
//#endregion
export { createHuggingFaceHub };
