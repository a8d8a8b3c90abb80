import { A as union, C as object, D as string, S as number, T as record, b as literal, f as _enum, g as boolean, j as unknown, m as array } from "./schemas-CFgJ4ov0.js";
import { t as datetime } from "./iso-fcMRFgpt.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { n as requesterRoles } from "./role-D8uCR9LI.js";
import { n as nextPage, t as Client } from "./client-COrM12lT.js";
//#region src/adapters/github/checks.ts
const checkRunSchema = object({
	id: number(),
	name: string(),
	head_sha: string(),
	status: _enum([
		"queued",
		"in_progress",
		"completed",
		"waiting",
		"requested",
		"pending"
	]),
	conclusion: _enum([
		"success",
		"failure",
		"neutral",
		"cancelled",
		"timed_out",
		"action_required",
		"skipped",
		"stale"
	]).nullable(),
	output: object({
		title: string().nullish(),
		summary: string().nullish()
	}).nullish(),
	external_id: string().nullish(),
	app: object({ id: number() }).nullish(),
	html_url: string().nullish(),
	started_at: string().nullish()
}).transform((raw) => ({
	id: raw.id,
	name: raw.name,
	headSha: raw.head_sha,
	status: raw.status,
	conclusion: raw.conclusion,
	title: raw.output?.title ?? null,
	summary: raw.output?.summary ?? null,
	externalId: raw.external_id ?? null,
	appId: raw.app?.id ?? null,
	url: raw.html_url ?? "",
	startedAt: raw.started_at ?? null
}));
const annotationsPerRequest = 50;
const maxTextLength = 65e3;
function createChecks(client) {
	const runs = "/repos/{owner}/{repo}/check-runs";
	const update = async (id, content, from) => {
		const run = await client.request(`PATCH ${runs}/{id}`, {
			id,
			...toBody(content, from)
		}, checkRunSchema);
		const next = from + annotationsPerRequest;
		return (content.annotations?.length ?? 0) > next ? update(id, content, next) : run;
	};
	return {
		listForCommit: (sha, name) => client.list("GET /repos/{owner}/{repo}/commits/{sha}/check-runs", {
			sha,
			filter: "latest",
			...name === void 0 ? {} : { check_name: name }
		}, checkRunSchema, "check_runs"),
		get: (id) => client.find(`GET ${runs}/{id}`, { id }, checkRunSchema),
		create: async (name, headSha, content) => {
			const body = {
				name,
				head_sha: headSha,
				...toBody(content, 0)
			};
			const run = await client.request(`POST ${runs}`, body, checkRunSchema);
			return (content.annotations?.length ?? 0) > annotationsPerRequest ? update(run.id, content, annotationsPerRequest) : run;
		},
		update: (id, content) => update(id, content, 0)
	};
}
function toBody(content, from) {
	const annotations = content.annotations?.slice(from, from + annotationsPerRequest).map(toAnnotation);
	return {
		status: content.conclusion === void 0 ? "in_progress" : "completed",
		...content.conclusion === void 0 ? {} : { conclusion: content.conclusion },
		...content.externalId === void 0 ? {} : { external_id: content.externalId },
		...content.actions === void 0 ? {} : { actions: content.actions },
		output: {
			title: content.title.slice(0, 250),
			summary: content.summary.slice(0, maxTextLength),
			...content.text === void 0 ? {} : { text: content.text.slice(0, maxTextLength) },
			...annotations === void 0 ? {} : { annotations }
		}
	};
}
function toAnnotation(annotation) {
	return {
		path: annotation.path,
		start_line: annotation.startLine,
		end_line: annotation.endLine,
		annotation_level: annotation.level,
		message: annotation.message,
		...annotation.title === void 0 ? {} : { title: annotation.title }
	};
}
//#endregion
//#region src/adapters/github/comments.ts
const accountType = _enum([
	"User",
	"Bot",
	"Organization"
]).catch("Bot");
const commentSchema = object({
	id: number(),
	body: string().nullish(),
	user: object({
		id: number(),
		login: string(),
		type: accountType
	}).nullable(),
	performed_via_github_app: object({ id: number() }).nullish(),
	created_at: string(),
	updated_at: string(),
	html_url: string()
}).transform((raw) => ({
	id: raw.id,
	body: raw.body ?? "",
	authorId: raw.user?.id ?? 0,
	authorLogin: raw.user?.login ?? "ghost",
	authorType: raw.user?.type ?? "User",
	appId: raw.performed_via_github_app?.id ?? null,
	createdAt: raw.created_at,
	updatedAt: raw.updated_at,
	url: raw.html_url
}));
function createComments(client) {
	const one = "/repos/{owner}/{repo}/issues/comments/{id}";
	const all = "/repos/{owner}/{repo}/issues/{number}/comments";
	return {
		get: (id) => client.find(`GET ${one}`, { id }, commentSchema),
		list: async (number) => {
			return [...await client.list(`GET ${all}`, { number }, commentSchema)].sort((a, b) => a.id - b.id);
		},
		listRecent: async (since) => {
			const route = "GET /repos/{owner}/{repo}/issues/comments";
			const query = {
				since: since.toISOString(),
				sort: "created",
				direction: "asc"
			};
			return [...await client.list(route, query, commentSchema)].sort((a, b) => a.id - b.id);
		},
		create: (number, body) => client.request(`POST ${all}`, {
			number,
			body
		}, commentSchema),
		update: (id, body) => client.request(`PATCH ${one}`, {
			id,
			body
		}, commentSchema),
		remove: async (id) => {
			await client.send(`DELETE ${one}`, { id }, [404]);
		},
		react: async (id, reaction) => {
			await client.request(`POST ${one}/reactions`, {
				id,
				content: reaction
			}, object({ id: number() }));
		}
	};
}
//#endregion
//#region src/adapters/github/git-objects.ts
const blobSchema$1 = object({
	size: number(),
	encoding: literal("base64"),
	content: string()
});
async function createRef(client, ref, sha) {
	const route = "POST /repos/{owner}/{repo}/git/refs";
	const answer = await client.send(route, {
		ref,
		sha
	}, [422]);
	if (answer.status !== 422) return "created";
	const { message } = object({ message: string() }).catch({ message: "" }).parse(answer.data);
	if (/already exists/i.test(message)) return "exists";
	throw new PawlError("github.request-failed", { message: `GitHub refused ${route} for ${ref} (422): ${message}` });
}
async function readBlob(client, sha) {
	return decodeContent(await client.request("GET /repos/{owner}/{repo}/git/blobs/{sha}", { sha }, blobSchema$1), `the blob ${sha}`);
}
function decodeContent(file, what) {
	const bytes = Buffer.from(file.content, "base64");
	if (bytes.byteLength === file.size) return bytes.toString("utf8");
	throw new PawlError("github.malformed-response", { message: `The content of ${what} has ${bytes.byteLength} of ${file.size} bytes` });
}
function encodePath(path) {
	return path.split("/").map(encodeURIComponent).join("/");
}
//#endregion
//#region src/adapters/github/commits.ts
const shaSchema$1 = object({ sha: string() });
const commitSchema = object({
	sha: string(),
	tree: shaSchema$1
});
const refSchema$2 = object({
	ref: string(),
	object: shaSchema$1
});
const treeSchema = object({
	sha: string(),
	truncated: boolean().optional(),
	tree: array(object({
		path: string(),
		type: string(),
		sha: string(),
		size: number().optional()
	}))
});
const git = "/repos/{owner}/{repo}/git";
const rememberedCommits = 1e3;
function createCommits(client) {
	const trees = new Map();
	const remember = ({ sha, tree }) => {
		trees.set(sha, tree.sha);
		const [oldest] = trees.keys();
		if (trees.size > rememberedCommits && oldest !== void 0) trees.delete(oldest);
		return tree.sha;
	};
	const treeOf = async (sha) => trees.get(sha) ?? remember(await client.request(`GET ${git}/commits/{sha}`, { sha }, commitSchema));
	return {
		create: async (commit) => {
			const made = await createCommit(client, commit, commit.parent === void 0 ? void 0 : await treeOf(commit.parent));
			remember(made);
			return made.sha;
		},
		createRef: (ref, sha) => createRef(client, ref, sha),
		advanceRef: async (ref, sha) => {
			const parameters = {
				name: encodePath(ref.replace(/^refs\//, "")),
				sha,
				force: false
			};
			const { status, data } = await client.send(`PATCH ${git}/refs/{+name}`, parameters, [409, 422]);
			if (status < 300) return "advanced";
			const { message } = object({ message: string() }).catch({ message: "" }).parse(data);
			return /does not exist/i.test(message) ? "missing" : "conflict";
		},
		deleteRef: async (ref) => {
			const name = encodePath(ref.replace(/^refs\//, ""));
			await client.send(`DELETE ${git}/refs/{+name}`, { name }, [404, 422]);
		},
		listRefs: async (prefix) => {
			const route = `GET ${git}/matching-refs/{+prefix}`;
			return (await client.list(route, { prefix: encodePath(prefix.replace(/^refs\//, "")) }, refSchema$2)).map(({ ref, object }) => ({
				name: ref,
				sha: object.sha
			})).sort((a, b) => a.name < b.name ? -1 : 1);
		},
		listFiles: async (commit, folder) => {
			const tree = await findFolder(client, await treeOf(commit), folder);
			return tree === void 0 ? [] : listTree(client, tree, folder === "" ? "" : `${folder}/`);
		},
		readBlob: (sha) => readBlob(client, sha)
	};
}
async function createCommit(client, { message, parent, files }, base) {
	const tree = Object.entries(files).map(([path, text]) => ({
		path,
		mode: "100644",
		type: "blob",
		...text === null ? { sha: null } : { content: text }
	}));
	const made = await client.request(`POST ${git}/trees`, {
		tree,
		...base === void 0 ? {} : { base_tree: base }
	}, shaSchema$1);
	const parents = parent === void 0 ? [] : [parent];
	return client.request(`POST ${git}/commits`, {
		message,
		tree: made.sha,
		parents
	}, commitSchema);
}
async function readTree(client, sha, isRecursive) {
	const route = isRecursive ? `GET ${git}/trees/{sha}?recursive=1` : `GET ${git}/trees/{sha}`;
	return client.request(route, { sha }, treeSchema);
}
async function findFolder(client, root, folder) {
	let tree = root;
	for (const part of folder.split("/").filter((name) => name !== "")) {
		const found = (await readTree(client, tree, false)).tree.find((entry) => entry.type === "tree" && entry.path === part);
		if (found === void 0) return void 0;
		tree = found.sha;
	}
	return tree;
}
async function listTree(client, tree, prefix) {
	const whole = await readTree(client, tree, true);
	const isCut = whole.truncated === true;
	const { tree: entries } = isCut ? await readTree(client, tree, false) : whole;
	const files = entries.flatMap(({ path, type, sha, size = 0 }) => type === "blob" ? [{
		path: `${prefix}${path}`,
		sha,
		size
	}] : []);
	if (isCut) {
		for (const { path, type, sha } of entries) if (type === "tree") files.push(...await listTree(client, sha, `${prefix}${path}/`));
	}
	return files.sort((a, b) => a.path < b.path ? -1 : 1);
}
//#endregion
//#region src/adapters/github/deployments.ts
const deploymentSchema = object({
	id: number(),
	ref: string(),
	sha: string(),
	environment: string(),
	description: string().nullish(),
	payload: unknown(),
	created_at: string(),
	url: string()
}).transform((raw) => ({
	id: raw.id,
	ref: raw.ref,
	sha: raw.sha,
	environment: raw.environment,
	description: raw.description ?? "",
	payload: decodePayload(raw.payload),
	createdAt: raw.created_at,
	url: raw.url
}));
const statusSchema = object({
	id: number(),
	state: _enum([
		"queued",
		"in_progress",
		"success",
		"failure",
		"error",
		"inactive",
		"pending"
	]),
	description: string().nullish(),
	environment_url: string().nullish(),
	created_at: string()
}).transform((raw) => ({
	id: raw.id,
	state: raw.state,
	description: raw.description ?? "",
	environmentUrl: raw.environment_url ?? "",
	createdAt: raw.created_at
}));
const environmentSchema = object({ protection_rules: array(object({
	type: string(),
	wait_timer: number().optional(),
	reviewers: array(object({
		type: string().optional(),
		reviewer: object({
			login: string().optional(),
			slug: string().optional()
		}).nullish()
	})).optional()
})).optional() });
const notOffered = [
	401,
	403,
	404
];
function toRules(environment) {
	const rules = environment.protection_rules ?? [];
	const waitMinutes = Math.max(0, ...rules.map((rule) => rule.wait_timer ?? 0));
	const reviewers = rules.flatMap((rule) => (rule.reviewers ?? []).flatMap(({ reviewer }) => {
		const name = reviewer?.login ?? reviewer?.slug;
		return name === void 0 ? [] : [`@${name}`];
	}));
	return waitMinutes === 0 && reviewers.length === 0 ? void 0 : {
		waitMinutes,
		reviewers
	};
}
const maxDescription = 140;
function createDeployments(client) {
	const all = "/repos/{owner}/{repo}/deployments";
	return {
		get: (id) => client.find(`GET ${all}/{id}`, { id }, deploymentSchema),
		list: async (environment) => {
			return [...await client.list(`GET ${all}`, { environment }, deploymentSchema)].sort((a, b) => b.id - a.id);
		},
		protection: async (environment) => {
			const route = "GET /repos/{owner}/{repo}/environments/{environment}";
			const { status, data } = await client.send(route, { environment }, notOffered);
			return status >= 300 ? void 0 : toRules(client.check(environmentSchema, data, route));
		},
		create: ({ description, ...request }) => client.request(`POST ${all}`, {
			...request,
			description: description.slice(0, maxDescription),
			auto_merge: false,
			required_contexts: []
		}, deploymentSchema),
		listStatuses: async (id) => {
			return [...await client.list(`GET ${all}/{id}/statuses`, { id }, statusSchema)].sort((a, b) => b.id - a.id);
		},
		createStatus: async (id, status) => {
			const body = {
				id,
				state: status.state,
				description: status.description.slice(0, maxDescription),
				auto_inactive: false,
				...status.environmentUrl === void 0 ? {} : { environment_url: status.environmentUrl },
				...status.logUrl === void 0 ? {} : { log_url: status.logUrl }
			};
			await client.request(`POST ${all}/{id}/statuses`, body, statusSchema);
		}
	};
}
function decodePayload(payload) {
	if (typeof payload !== "string") return payload;
	const decoded = parseJson(payload);
	return decoded === void 0 ? payload : decoded;
}
//#endregion
//#region src/adapters/github/pull-requests.ts
const pullRequestSchema = object({
	number: number(),
	title: string(),
	state: _enum(["open", "closed"]),
	merged_at: string().nullable(),
	merge_commit_sha: string().nullish(),
	draft: boolean().optional(),
	user: object({
		id: number(),
		login: string()
	}).nullable(),
	head: object({
		sha: string(),
		ref: string(),
		repo: object({ id: number() }).nullable()
	}),
	base: object({
		sha: string(),
		ref: string()
	}),
	labels: array(object({ name: string() })),
	html_url: string(),
	locked: boolean().optional()
}).transform((raw) => ({
	number: raw.number,
	title: raw.title,
	state: raw.state,
	merged: raw.merged_at !== null,
	mergeCommitSha: raw.merge_commit_sha ?? null,
	draft: raw.draft ?? false,
	authorId: raw.user?.id ?? 0,
	authorLogin: raw.user?.login ?? "ghost",
	headSha: raw.head.sha,
	headRef: raw.head.ref,
	headRepositoryId: raw.head.repo?.id ?? null,
	baseSha: raw.base.sha,
	baseRef: raw.base.ref,
	labels: raw.labels.map((label) => label.name),
	url: raw.html_url,
	...raw.locked === void 0 ? {} : { isLocked: raw.locked }
}));
const userSchema$1 = object({ login: string() }).partial().nullish();
const authoredSchema = object({
	author: userSchema$1,
	committer: userSchema$1
});
const mostCommits = 250;
const webFlow = "web-flow";
function loginsOf(commits) {
	const logins = commits.flatMap(({ author, committer }) => [author?.login, committer?.login]);
	return [...new Set(logins.flatMap((login) => login === void 0 || login === webFlow ? [] : [login]))];
}
const fileSchema$1 = object({
	filename: string(),
	previous_filename: string().optional()
});
function createPullRequests(client) {
	const pulls = "/repos/{owner}/{repo}/pulls";
	return {
		get: (number) => client.find(`GET ${pulls}/{number}`, { number }, pullRequestSchema),
		listOpen: () => client.list(`GET ${pulls}`, { state: "open" }, pullRequestSchema),
		findByBranch: (branch) => client.list(`GET ${pulls}`, {
			state: "all",
			head: `${client.owner}:${branch}`,
			sort: "created",
			direction: "desc"
		}, pullRequestSchema),
		findByCommit: async (sha) => {
			return client.list("GET /repos/{owner}/{repo}/commits/{sha}/pulls", { sha }, pullRequestSchema);
		},
		listFiles: async (number) => {
			const files = await client.list(`GET ${pulls}/{number}/files`, { number }, fileSchema$1);
			return [...new Set(files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]))];
		},
		listAuthors: async (number) => {
			const commits = await client.list(`GET ${pulls}/{number}/commits`, { number }, authoredSchema);
			return {
				logins: loginsOf(commits),
				isCut: commits.length >= mostCommits
			};
		},
		create: (request) => client.request(`POST ${pulls}`, { ...request }, pullRequestSchema)
	};
}
//#endregion
//#region src/adapters/github/bounded-memory.ts
var BoundedMemory = class {
	#most;
	#entries = new Map();
	#totalBytes = 0;
	constructor(most) {
		this.#most = most;
	}
	find(key) {
		const entry = this.#entries.get(key);
		if (entry === void 0) return void 0;
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		return entry.value;
	}
	keep(key, value, sizeBytes) {
		if (sizeBytes > this.#most.entryBytes || this.#entries.has(key)) return value;
		this.#entries.set(key, {
			value,
			sizeBytes
		});
		this.#totalBytes += sizeBytes;
		for (const [oldest, entry] of this.#entries) {
			if (this.#totalBytes <= this.#most.totalBytes) break;
			this.#entries.delete(oldest);
			this.#totalBytes -= entry.sizeBytes;
		}
		return value;
	}
};
//#endregion
//#region src/adapters/github/graphql.ts
const problemSchema = object({
	message: string(),
	type: string().default("")
});
const answerSchema = object({
	data: record(string(), unknown()).nullish(),
	errors: array(problemSchema).default([])
}).refine(({ data, errors }) => errors.length > 0 || data !== void 0 && data !== null, { error: "neither data nor errors" });
async function askGraphql(client, query, variables) {
	const route = query.startsWith("mutation") ? "POST /graphql mutation" : "POST /graphql";
	const { status, data } = await client.send(route, {
		query,
		variables
	}, [404, 501]);
	if (status === 404 || status === 501) return void 0;
	const answer = client.check(answerSchema, data, route);
	const problems = answer.errors;
	if (problems.some(({ type }) => type === "RATE_LIMITED")) throw refused(route, problems);
	return {
		data: answer.data,
		problems
	};
}
function refused(route, problems) {
	return new PawlError("github.request-failed", { message: `GitHub refused ${route}: ${problems.map(({ type, message }) => `${type.slice(0, 60)} ${message.slice(0, 200)}`.trim()).slice(0, 3).join("; ").toWellFormed()}` });
}
//#endregion
//#region src/adapters/github/read-objects.ts
const perQuery = 50;
const dataSchema = object({ repository: record(string(), unknown()) });
async function readObjects(client, names, wanted) {
	const found = [];
	for (let at = 0; at < names.length; at += perQuery) found.push(...await readSome(client, names.slice(at, at + perQuery), wanted));
	return found;
}
async function readSome(client, names, { members, schema }) {
	const route = "POST /graphql";
	const variables = Object.fromEntries(names.map((name, at) => [`o${at}`, name]));
	const answer = await askGraphql(client, writeQuery(names.length, members), {
		owner: client.owner,
		repo: client.repo,
		...variables
	});
	if (answer === void 0) return names.map(() => void 0);
	if (answer.problems.length > 0) throw refused(route, answer.problems);
	const { repository: objects } = client.check(dataSchema, answer.data, route);
	return names.map((_, at) => {
		const object = objects[`o${at}`];
		return object === null || JSON.stringify(object) === "{}" ? void 0 : client.check(schema, object, route);
	});
}
function writeQuery(count, members) {
	const at = Array.from({ length: count }, (_, index) => `o${index}`);
	const declared = [
		"$owner: String!",
		"$repo: String!",
		...at.map((name) => `$${name}: String!`)
	];
	const objects = at.map((name) => `${name}: object(expression: $${name}) { ${members} }`);
	return `query(${declared.join(", ")}) { repository(owner: $owner, name: $repo) { ${objects.join(" ")} } }`;
}
//#endregion
//#region src/adapters/github/file-reader.ts
const fileSchema = object({
	type: literal("file"),
	size: number(),
	sha: string(),
	encoding: string(),
	content: string()
});
const blobSchema = object({
	text: string().nullable(),
	isTruncated: boolean()
});
const blobMembers = "... on Blob { text isTruncated }";
const fewFiles = 4;
const isCommit = /^[0-9a-f]{40}$/;
function createFileReader(client) {
	const known = new BoundedMemory({
		entryBytes: 2 ** 16,
		totalBytes: 2 ** 22
	});
	const keep = (key, text) => known.keep(key, text, Buffer.byteLength(text));
	const readOne = async (path, ref) => {
		const key = `${ref}:${path}`;
		const text = known.find(key) ?? await readFile(client, path, ref);
		return text === void 0 || !isCommit.test(ref) ? text : keep(key, text);
	};
	const readMany = async (path, commits) => {
		const blobs = await readObjects(client, commits.map((commit) => `${commit}:${path}`), {
			members: blobMembers,
			schema: blobSchema
		});
		const texts = new Map();
		for (const [at, commit] of commits.entries()) {
			const { text = null, isTruncated = true } = { ...blobs[at] };
			if (text === null || isTruncated || text.includes("�")) continue;
			texts.set(commit, keep(`${commit}:${path}`, text));
		}
		return texts;
	};
	return {
		readFile: readOne,
		readFiles: async (path, commits) => {
			const texts = new Map();
			const unknown = [];
			for (const commit of new Set(commits)) {
				const text = known.find(`${commit}:${path}`);
				if (text === void 0) unknown.push(commit);
				else texts.set(commit, text);
			}
			const read = unknown.length > fewFiles ? await readMany(path, unknown) : new Map();
			for (const commit of unknown) {
				const text = read.get(commit) ?? await readOne(path, commit);
				if (text !== void 0) texts.set(commit, text);
			}
			return texts;
		}
	};
}
async function readFile(client, path, ref) {
	const file = await client.find("GET /repos/{owner}/{repo}/contents/{+path}", {
		path: encodePath(path),
		ref
	}, union([fileSchema, unknown()]));
	const parsed = fileSchema.safeParse(file);
	if (file === void 0) return void 0;
	if (!parsed.success) throw new PawlError("github.malformed-response", { message: `The content of ${path} is not a file` });
	const { sha, encoding } = parsed.data;
	return encoding === "base64" ? decodeContent(parsed.data, path) : readBlob(client, sha);
}
//#endregion
//#region src/adapters/github/tag-reader.ts
const refSchema$1 = object({
	ref: string(),
	object: object({
		type: string(),
		sha: string()
	})
});
const tagSchema = object({
	message: string(),
	object: object({
		sha: string(),
		type: string()
	}),
	tagger: object({
		name: string(),
		email: string(),
		date: string()
	}).nullish()
});
const batchSize = 8;
const tagNodeSchema = object({
	message: string().nullable(),
	tagger: object({
		name: string().nullable(),
		email: string().nullable(),
		date: string()
	}).nullable(),
	target: object({
		__typename: string(),
		oid: string()
	})
}).transform(({ message, tagger, target }) => ({
	message: message ?? "",
	object: {
		sha: target.oid,
		type: target.__typename.toLowerCase()
	},
	tagger: tagger && {
		name: tagger.name ?? "",
		email: tagger.email ?? "",
		date: new Date(tagger.date).toISOString().replace(".000Z", "Z")
	}
}));
const tagMembers = "... on Tag { message tagger { name email date } target { __typename oid } }";
function createTagReader(client) {
	const git = "/repos/{owner}/{repo}/git";
	const known = new Map();
	const readTag = async (sha) => {
		const object = known.get(sha) ?? await client.request(`GET ${git}/tags/{sha}`, { sha }, tagSchema);
		known.set(sha, object);
		return object;
	};
	const readTags = async (shas) => {
		if (shas.length > batchSize) {
			const objects = await readObjects(client, shas, {
				members: tagMembers,
				schema: tagNodeSchema
			});
			for (const [at, sha] of shas.entries()) {
				const object = objects[at];
				if (object !== void 0) known.set(sha, object);
			}
		} else await Promise.all(shas.map(readTag));
	};
	return { listTags: async (prefix) => {
		const route = `GET ${git}/matching-refs/tags/{+prefix}`;
		const annotated = (await client.list(route, { prefix: encodePath(prefix) }, refSchema$1)).filter((ref) => ref.object.type === "tag");
		await readTags([...new Set(annotated.map(({ object }) => object.sha))].filter((sha) => !known.has(sha)));
		const tags = [];
		for (const { ref, object } of annotated) {
			const tag = toTag(ref, await readTag(object.sha));
			if (tag !== void 0) tags.push(tag);
		}
		return tags;
	} };
}
function toTag(ref, raw) {
	if (raw.object.type !== "commit" || !raw.tagger) return void 0;
	return {
		name: ref.replace(/^refs\/tags\//, ""),
		message: raw.message,
		commitSha: raw.object.sha,
		taggedAt: raw.tagger.date,
		taggerName: raw.tagger.name,
		taggerEmail: raw.tagger.email
	};
}
//#endregion
//#region src/adapters/github/git-data.ts
const refSchema = object({
	ref: string(),
	object: object({
		type: string(),
		sha: string()
	})
});
const shaSchema = object({ sha: string() });
const treeOfSchema = object({ tree: shaSchema });
const comparisonSchema = object({
	status: _enum([
		"ahead",
		"behind",
		"identical",
		"diverged"
	]),
	merge_base_commit: shaSchema,
	commits: array(shaSchema),
	files: array(object({
		filename: string(),
		previous_filename: string().optional()
	})).optional()
});
const mostFiles = 300;
function createGitData(client, self) {
	const git = "/repos/{owner}/{repo}/git";
	const files = createFileReader(client);
	return {
		resolveRef: async (ref) => {
			const name = encodePath(ref.replace(/^refs\//, ""));
			return (await client.find(`GET ${git}/ref/{+name}`, { name }, refSchema))?.object.sha;
		},
		...createTagReader(client),
		createTag: async (tag) => {
			const { login } = await self();
			const tagger = {
				name: login,
				email: `${login}@users.noreply.github.com`,
				date: tag.taggedAt
			};
			const request = {
				tag: tag.name,
				message: tag.message,
				object: tag.commitSha,
				type: "commit",
				tagger
			};
			const { sha } = await client.request(`POST ${git}/tags`, request, shaSchema);
			return createRef(client, `refs/tags/${tag.name}`, sha);
		},
		...files,
		authorsOf: async (sha) => {
			const commit = await client.find("GET /repos/{owner}/{repo}/commits/{sha}", { sha }, authoredSchema);
			return commit === void 0 ? [] : loginsOf([commit]);
		},
		readTreeId: async (sha) => (await client.find(`GET ${git}/commits/{sha}`, { sha }, treeOfSchema))?.tree.sha,
		compare: async (base, head) => {
			const route = "GET /repos/{owner}/{repo}/compare/{+range}";
			const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
			const found = await client.find(route, { range }, comparisonSchema);
			return found === void 0 ? void 0 : {
				status: found.status,
				mergeBaseSha: found.merge_base_commit.sha,
				commitShas: found.commits.map((commit) => commit.sha),
				files: namesOf(found.files ?? []),
				isCut: (found.files ?? []).length >= mostFiles
			};
		}
	};
}
function namesOf(files) {
	return files.flatMap(({ filename, previous_filename: old }) => [filename, ...old === void 0 ? [] : [old]]);
}
//#endregion
//#region src/adapters/github/hook-deliveries.ts
const deliverySchema = object({
	id: number(),
	guid: string(),
	event: string(),
	delivered_at: datetime({ offset: true }),
	status_code: number()
}).transform((raw) => ({
	id: raw.id,
	guid: raw.guid,
	event: raw.event,
	deliveredAt: new Date(raw.delivered_at),
	isOk: raw.status_code >= 200 && raw.status_code < 300
}));
const maxPages = 50;
function createHookDeliveries(client) {
	const route = "GET /app/hook/deliveries";
	return {
		listSince: async (since) => {
			const found = [];
			let answer = await client.send(route, { per_page: 100 });
			for (let page = 1;; page += 1) {
				const listed = client.check(array(deliverySchema), answer.data, route);
				found.push(...listed.filter(({ deliveredAt }) => deliveredAt >= since));
				const next = nextPage(answer.link);
				const isOver = listed.some(({ deliveredAt }) => deliveredAt < since);
				if (next === void 0 || isOver || page === maxPages) return found;
				answer = await client.send(`GET ${next}`, {});
			}
		},
		redeliver: async (id) => {
			const { status } = await client.send("POST /app/hook/deliveries/{id}/attempts", { id }, [404, 422]);
			return status < 300;
		}
	};
}
//#endregion
//#region src/adapters/github/issue-pins.ts
const pinQuery = `query issuePin($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pinnedIssues(first: 3) { totalCount }
    issue(number: $number) {
      id
      isPinned
      timelineItems(first: 1, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } }
    }
  }
}`;
const pinMutation = `mutation pinIssue($issueId: ID!) {
  pinIssue(input: {issueId: $issueId}) { issue { id isPinned } }
}`;
const pinSchema = object({ repository: object({
	pinnedIssues: object({ totalCount: number().int().nonnegative() }),
	issue: object({
		id: string().min(1),
		isPinned: boolean(),
		timelineItems: object({ nodes: array(object({ __typename: string() })) })
	})
}) });
const pinnedSchema = object({ pinIssue: object({ issue: object({ isPinned: literal(true) }) }) });
function createIssuePins(client) {
	return {
		readPin: async (number) => {
			const { owner, repo } = client;
			const answer = await askGraphql(client, pinQuery, {
				owner,
				repo,
				number
			});
			if (answer === void 0) return "unavailable";
			const { data, problems } = answer;
			if (problems.length > 0 && problems.every(({ type }) => type === "NOT_FOUND")) return void 0;
			if (problems.length > 0) throw refused("issuePin", problems);
			const { issue, pinnedIssues } = client.check(pinSchema, data, "issuePin").repository;
			return {
				nodeId: issue.id,
				isPinned: issue.isPinned,
				hasHistory: issue.timelineItems.nodes.length > 0,
				pinnedOfRepository: pinnedIssues.totalCount
			};
		},
		pin: async (nodeId) => {
			const { data, problems } = await askGraphql(client, pinMutation, { issueId: nodeId }) ?? {
				data: void 0,
				problems: []
			};
			if (problems.some(({ type }) => type === "FORBIDDEN")) return "denied";
			if (problems.some(({ message }) => /^Maximum \d+ pinned issues/i.test(message))) return "limit";
			if (problems.length > 0) throw refused("pinIssue", problems);
			client.check(pinnedSchema, data, "pinIssue");
			return "pinned";
		}
	};
}
//#endregion
//#region src/adapters/github/issues.ts
const labelSchema$1 = union([string(), object({ name: string() }).transform((label) => label.name)]);
const issueSchema = object({
	number: number(),
	title: string(),
	body: string().nullish(),
	state: _enum(["open", "closed"]),
	labels: array(labelSchema$1),
	user: object({
		id: number(),
		login: string()
	}).nullable(),
	created_at: string(),
	closed_at: string().nullable(),
	html_url: string(),
	pull_request: unknown().optional()
}).transform((raw) => ({
	isPullRequest: raw.pull_request !== void 0 && raw.pull_request !== null,
	issue: {
		number: raw.number,
		title: raw.title,
		body: raw.body ?? "",
		state: raw.state,
		labels: raw.labels,
		authorId: raw.user?.id ?? 0,
		authorLogin: raw.user?.login ?? "ghost",
		createdAt: raw.created_at,
		closedAt: raw.closed_at,
		url: raw.html_url
	}
}));
function createIssues(client) {
	const all = "/repos/{owner}/{repo}/issues";
	return {
		get: async (number) => {
			const found = await client.find(`GET ${all}/{number}`, { number }, issueSchema);
			return found === void 0 || found.isPullRequest ? void 0 : found.issue;
		},
		list: async ({ labels, state }) => {
			const query = {
				state,
				sort: "created",
				direction: "asc",
				...labels.length > 0 ? { labels: labels.join(",") } : {}
			};
			return (await client.list(`GET ${all}`, query, issueSchema)).filter((item) => !item.isPullRequest).map((item) => item.issue);
		},
		create: async (request) => (await client.request(`POST ${all}`, { ...request }, issueSchema)).issue,
		update: async (number, { stateReason, ...change }) => {
			const reason = stateReason === void 0 ? {} : { state_reason: stateReason };
			const body = {
				number,
				...change,
				...reason
			};
			return (await client.request(`PATCH ${all}/{number}`, body, issueSchema)).issue;
		},
		...createIssuePins(client)
	};
}
//#endregion
//#region src/adapters/github/labels.ts
const labelSchema = object({ name: string() });
const kinds = ["labeled", "unlabeled"];
const eventSchema = union([object({
	event: _enum(kinds),
	label: labelSchema,
	actor: object({
		id: number(),
		login: string(),
		type: accountType
	}).nullable(),
	created_at: string()
}), object({ event: string().optional() }).refine(({ event }) => !kinds.some((kind) => kind === event))]);
function createLabels(client) {
	const labels = "/repos/{owner}/{repo}/issues/{number}/labels";
	return {
		list: async (number) => {
			return (await client.list(`GET ${labels}`, { number }, labelSchema)).map((label) => label.name);
		},
		add: async (number, label) => {
			await client.request(`POST ${labels}`, {
				number,
				labels: [label]
			}, array(labelSchema));
		},
		remove: async (number, label) => {
			await client.send(`DELETE ${labels}/{name}`, {
				number,
				name: label
			}, [404]);
		},
		findSetter: async (number, label) => {
			return toActor((await listChanges(client, number, label)).findLast(({ event }) => event === "labeled"));
		},
		findRemover: async (number, label) => {
			const newest = (await listChanges(client, number, label)).at(-1);
			return toActor(newest?.event === "unlabeled" ? newest : void 0);
		}
	};
}
async function listChanges(client, number, label) {
	return (await client.list("GET /repos/{owner}/{repo}/issues/{number}/timeline", { number }, eventSchema)).flatMap((event) => "label" in event ? [event] : []).filter((event) => event.label.name.toLowerCase() === label.toLowerCase());
}
function toActor(change) {
	if (!change?.actor) return void 0;
	const { id, login, type } = change.actor;
	return {
		actorId: id,
		actorLogin: login,
		actorType: type,
		at: change.created_at
	};
}
//#endregion
//#region src/ports/github/members.ts
const roles = requesterRoles;
//#endregion
//#region src/adapters/github/members.ts
const permissionSchema = object({
	permission: string(),
	role_name: string().optional(),
	user: object({ permissions: record(string(), boolean()).optional() }).nullish()
});
const repositorySchema = object({
	id: number(),
	full_name: string(),
	default_branch: string(),
	html_url: string()
});
const userSchema = object({ login: string() });
const appSchema = object({
	id: number(),
	slug: string()
});
const viewerSchema = object({ data: object({ viewer: userSchema.nullish() }).nullish().transform((data) => data ?? {}) });
const workflowLogin = "github-actions[bot]";
function createMembers(client, isApp) {
	let self;
	return {
		roleOf: async (login) => {
			const found = await client.find("GET /repos/{owner}/{repo}/collaborators/{username}/permission", { username: login }, permissionSchema);
			return found === void 0 ? "none" : toRole(found);
		},
		isInTeam: async (login, team) => {
			const [org, slug] = team.replace(/^@/, "").split("/");
			return (await client.find("GET /orgs/{org}/teams/{slug}/memberships/{username}", {
				org,
				slug,
				username: login
			}, object({ state: string() })))?.state === "active";
		},
		self: () => {
			self ??= readSelf(client, isApp).catch((error) => {
				self = void 0;
				throw error;
			});
			return self;
		},
		repository: async () => {
			const found = await client.request("GET /repos/{owner}/{repo}", {}, repositorySchema);
			return {
				id: found.id,
				fullName: found.full_name,
				defaultBranch: found.default_branch,
				url: found.html_url
			};
		}
	};
}
function toRole(found) {
	const named = roles.find((role) => role === found.role_name);
	if (named !== void 0) return named;
	const flags = found.user?.permissions ?? {};
	for (const [flag, role] of Object.entries({
		admin: "admin",
		maintain: "maintain",
		push: "write",
		triage: "triage",
		pull: "read"
	})) if (flags[flag] === true) return role;
	return roles.find((role) => role === found.permission) ?? "none";
}
async function readSelf(client, isApp) {
	if (isApp) {
		const app = await client.request("GET /app", {}, appSchema);
		return {
			login: `${app.slug}[bot]`,
			appId: app.id
		};
	}
	const user = await client.send("GET /user", {}, [
		401,
		403,
		404
	]);
	if (user.status < 300) return {
		login: client.check(userSchema, user.data, "GET /user").login,
		appId: null
	};
	const viewer = await client.send("POST /graphql", { query: "query { viewer { login } }" }, [
		400,
		401,
		403,
		404,
		501
	]);
	if (viewer.status >= 300) return {
		login: workflowLogin,
		appId: null
	};
	const { data } = client.check(viewerSchema, viewer.data, "POST /graphql");
	return {
		login: data.viewer?.login ?? workflowLogin,
		appId: null
	};
}
//#endregion
//#region src/adapters/github/releases.ts
const assetSchema = object({
	id: number(),
	name: string(),
	size: number(),
	state: string(),
	digest: string().nullish()
}).transform((raw) => ({
	id: raw.id,
	name: raw.name,
	sizeBytes: raw.size,
	state: raw.state,
	digest: raw.digest ?? null
}));
const releaseSchema = object({
	id: number(),
	tag_name: string(),
	name: string().nullish(),
	body: string().nullish(),
	draft: boolean(),
	prerelease: boolean(),
	assets: array(assetSchema),
	html_url: string(),
	immutable: boolean().optional()
}).transform((raw) => ({
	id: raw.id,
	tag: raw.tag_name,
	name: raw.name ?? "",
	body: raw.body ?? "",
	draft: raw.draft,
	prerelease: raw.prerelease,
	assets: raw.assets,
	url: raw.html_url,
	...raw.immutable === true ? { isImmutable: true } : {}
}));
const uploadSchema = object({ upload_url: string() });
const maxAssetBytes = 2 ** 31;
function createReleases(client) {
	const all = "/repos/{owner}/{repo}/releases";
	const assets = new BoundedMemory({
		entryBytes: 2 ** 16,
		totalBytes: 2 ** 21
	});
	const list = () => client.list(`GET ${all}`, {}, releaseSchema);
	return {
		list,
		findByTag: async (tag) => await client.find(`GET ${all}/tags/{tag}`, { tag }, releaseSchema) ?? [...await list()].filter((release) => release.tag === tag).sort((a, b) => a.id - b.id)[0],
		create: (tag, content) => client.request(`POST ${all}`, {
			tag_name: tag,
			...content
		}, releaseSchema),
		update: (id, content) => client.request(`PATCH ${all}/{id}`, {
			id,
			...content
		}, releaseSchema),
		uploadAsset: async (releaseId, asset) => {
			const { upload_url: template } = await client.request(`GET ${all}/{id}`, { id: releaseId }, uploadSchema);
			const url = `${template.replace(/\{.*$/, "")}?name=${encodeURIComponent(asset.name)}`;
			const headers = {
				"content-type": asset.contentType,
				"content-length": String(asset.bytes.byteLength)
			};
			return client.request(`POST ${url}`, {
				headers,
				data: asset.bytes
			}, assetSchema);
		},
		downloadAsset: async (assetId) => {
			const known = assets.find(String(assetId));
			if (known !== void 0) return known;
			const one = `GET ${all}/assets/{id}`;
			const { sizeBytes, name } = await client.request(one, { id: assetId }, assetSchema);
			const bytes = await client.download(one, {
				id: assetId,
				headers: { accept: "application/octet-stream" }
			}, Math.min(sizeBytes, maxAssetBytes));
			if (bytes.byteLength === sizeBytes) return assets.keep(String(assetId), bytes, sizeBytes);
			throw new PawlError("github.malformed-response", { message: `Release asset ${name} has ${sizeBytes} bytes, but ${bytes.byteLength} arrived` });
		},
		removeAsset: async (assetId) => {
			await client.send(`DELETE ${all}/assets/{id}`, { id: assetId }, [404]);
		},
		remove: async (id) => {
			await client.send(`DELETE ${all}/{id}`, { id }, [404]);
		}
	};
}
//#endregion
//#region src/adapters/github/workflows.ts
const actorSchema = object({
	id: number(),
	login: string(),
	type: string().nullish()
}).transform(({ id, login, type }) => {
	return {
		id,
		login,
		type: type === "Bot" || type === "Organization" ? type : "User"
	};
});
const runSchema = object({
	id: number(),
	name: string().nullish(),
	display_title: string().nullish(),
	path: string(),
	event: string(),
	head_sha: string(),
	head_branch: string().nullable(),
	head_repository: object({ id: number() }).nullish(),
	status: string().nullable(),
	conclusion: string().nullable(),
	created_at: string(),
	html_url: string(),
	run_attempt: number().nullish(),
	actor: actorSchema.nullish(),
	triggering_actor: actorSchema.nullish(),
	pull_requests: array(object({ number: number() })).nullish()
}).transform((raw) => ({
	id: raw.id,
	name: raw.name ?? "",
	displayTitle: raw.display_title ?? "",
	path: raw.path.split("@")[0] ?? "",
	event: raw.event,
	headSha: raw.head_sha,
	headBranch: raw.head_branch,
	headRepositoryId: raw.head_repository?.id ?? 0,
	status: raw.status ?? "",
	conclusion: raw.conclusion,
	createdAt: raw.created_at,
	url: raw.html_url,
	attempt: raw.run_attempt ?? 1,
	actor: raw.triggering_actor ?? raw.actor ?? null,
	pullRequests: (raw.pull_requests ?? []).map(({ number }) => number)
}));
const artifactSchema = object({
	id: number(),
	name: string(),
	size_in_bytes: number(),
	expired: boolean()
}).transform((raw) => ({
	id: raw.id,
	name: raw.name,
	sizeBytes: raw.size_in_bytes,
	expired: raw.expired
}));
const jobSchema = object({
	id: number(),
	name: string(),
	status: string(),
	conclusion: string().nullish(),
	run_attempt: number().nullish(),
	created_at: string(),
	started_at: string().nullish(),
	runner_name: string().nullish(),
	completed_at: string().nullish(),
	labels: array(string()).nullish()
}).transform((raw) => ({
	id: raw.id,
	name: raw.name,
	status: raw.status,
	conclusion: raw.conclusion ?? null,
	attempt: raw.run_attempt ?? 1,
	createdAt: raw.created_at,
	startedAt: raw.started_at ?? null,
	runnerName: raw.runner_name ?? null,
	completedAt: raw.completed_at ?? null,
	labels: raw.labels ?? []
}));
const actions = "/repos/{owner}/{repo}/actions";
function createWorkflows(client) {
	return {
		getRun: (id) => client.find(`GET ${actions}/runs/{id}`, { id }, runSchema),
		listRuns: async ({ event, headSha, branch, status, createdSince }) => {
			const query = {
				...event === void 0 ? {} : { event },
				...headSha === void 0 ? {} : { head_sha: headSha },
				...branch === void 0 ? {} : { branch },
				...status === void 0 ? {} : { status },
				...createdSince === void 0 ? {} : { created: `>=${toSeconds(createdSince)}` }
			};
			return [...await client.list(`GET ${actions}/runs`, query, runSchema, "workflow_runs")].sort((a, b) => b.id - a.id);
		},
		listJobs: (id, attempts) => {
			const query = attempts === void 0 ? { id } : {
				id,
				filter: attempts
			};
			return client.list(`GET ${actions}/runs/{id}/jobs`, query, jobSchema, "jobs");
		},
		listArtifacts: (id) => client.list(`GET ${actions}/runs/{id}/artifacts`, { id }, artifactSchema, "artifacts"),
		downloadArtifact: (id, maxBytes) => client.download(`GET ${actions}/artifacts/{id}/zip`, { id }, maxBytes),
		dispatch: (workflow, ref, inputs) => dispatch(client, {
			workflow,
			ref,
			inputs
		}),
		cancel: async (id) => {
			const { status } = await client.send(`POST ${actions}/runs/{id}/cancel`, { id }, [409]);
			return status === 409 ? "completed" : "cancelled";
		},
		rerun: (id) => rerun(client, id)
	};
}
function toSeconds(at) {
	return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}
const dispatchedSchema = object({
	workflow_run_id: number(),
	html_url: string()
}).transform((raw) => ({
	id: raw.workflow_run_id,
	url: raw.html_url
}));
async function dispatch(client, body) {
	const route = `POST ${actions}/workflows/{workflow}/dispatches`;
	const answer = await client.send(route, {
		...body,
		return_run_details: true
	}, [422]);
	if (answer.status !== 422) return dispatchedSchema.safeParse(answer.data).data;
	if (!JSON.stringify(answer.data).includes("return_run_details")) throw new PawlError("github.request-failed", {
		message: `${route} was refused with 422: ${JSON.stringify(answer.data).slice(0, 300)}`,
		isRefusal: true,
		hint: "Is the workflow file on the branch, with workflow_dispatch and these inputs? Compare it with workflows-templates/."
	});
	await client.send(route, body);
}
async function rerun(client, id) {
	const verb = (await client.find(`GET ${actions}/runs/{id}`, { id }, runSchema))?.conclusion === "action_required" ? "approve" : "rerun";
	const { status } = await client.send(`POST ${actions}/runs/{id}/${verb}`, { id }, [
		403,
		404,
		409
	]);
	return status < 300 ? "started" : "refused";
}
//#endregion
//#region src/adapters/github/create-github.ts
function createGitHub(options) {
	const client = new Client(options);
	const members = createMembers(client, "appId" in options.auth);
	return {
		checks: createChecks(client),
		comments: createComments(client),
		commits: createCommits(client),
		deployments: createDeployments(client),
		gitData: createGitData(client, () => members.self()),
		issues: createIssues(client),
		labels: createLabels(client),
		members,
		pullRequests: createPullRequests(client),
		releases: createReleases(client),
		workflows: createWorkflows(client)
	};
}
async function listInstallations(app) {
	const listed = object({
		id: number(),
		suspended_at: string().nullish()
	});
	const found = [];
	for (const installation of await clientOf(app).list("GET /app/installations", {}, listed)) {
		if (installation.suspended_at != null) continue;
		const repositories = await clientOf({
			...app,
			installationId: installation.id
		}).list("GET /installation/repositories", {}, namedSchema, "repositories");
		found.push(...repositories.map((repository) => ({
			installationId: installation.id,
			repositoryId: repository.id,
			repository: repository.full_name
		})));
	}
	return found;
}
function createRepositoryNames(place) {
	const client = clientOf(place);
	return async (id) => (await client.find("GET /repositories/{id}", { id }, namedSchema))?.full_name;
}
function createAppDeliveries(app) {
	return createHookDeliveries(clientOf(app));
}
const namedSchema = object({
	id: number(),
	full_name: string()
});
function clientOf(place) {
	const { apiUrl, appId, privateKey, installationId, gate, reads, observer } = place;
	return new Client({
		apiUrl,
		repository: "any/any",
		auth: {
			appId,
			privateKey,
			...installationId === void 0 ? {} : { installationId }
		},
		...gate === void 0 ? {} : { gate },
		...reads === void 0 ? {} : { reads },
		...observer === void 0 ? {} : { observer }
	});
}
//#endregion
export { createAppDeliveries, createGitHub, createRepositoryNames, listInstallations };
