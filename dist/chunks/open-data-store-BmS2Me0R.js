import { S as string, p as array, y as object } from "./schemas-BDCqBjgv.js";
import { t as PawlError } from "./errors-DwLb4yF0.js";
import { t as compareCodePoints } from "./value-TRRPEF3F.js";
import { t as pythonJson } from "./python-json-DRL9sbvZ.js";
import { r as writeAtomically, t as temporaryBeside } from "./write-atomically-Bl-XXc37.js";
import { chmod, constants, copyFile, mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
//#region src/versioning/dvc-config.ts
function parseDvcConfig(texts) {
	const remotes = new Map();
	const options = new Map();
	let section = "";
	let remote;
	for (const line of texts.flatMap((text) => text.split(/\r?\n/))) {
		const trimmed = line.trim();
		const [, header] = /^\[(.+)\]$/.exec(trimmed) ?? [];
		if (header !== void 0) {
			section = header.toLowerCase();
			remote = sectionOf(header, remotes);
		}
		const equals = trimmed.indexOf("=");
		if (equals < 1 || "#;[".includes(trimmed.charAt(0))) continue;
		const [key, value] = [trimmed.slice(0, equals).trimEnd(), trimmed.slice(equals + 1).trimStart()];
		if (remote === void 0) options.set(`${section}.${key}`, unquote(value));
		else remote.set(key, unquote(value));
	}
	const name = options.get("core.remote");
	return {
		...name === void 0 ? {} : { remote: name },
		remotes,
		options
	};
}
function sectionOf(header, remotes) {
	const [, name] = /^'?remote "(.+)"'?$/.exec(header) ?? [];
	if (name === void 0) return void 0;
	const options = remotes.get(name) ?? new Map();
	remotes.set(name, options);
	return options;
}
function unquote(value) {
	return value.replace(/^(["'])(.*)\1$/, "$2");
}
//#endregion
//#region src/adapters/data-store/cache-layout.ts
function objectPath(root, item) {
	const [folder, name] = [item.md5.slice(0, 2), item.md5.slice(2)];
	return item.hash === "md5" ? join(root, "files", "md5", folder, name) : join(root, folder, name);
}
function runFolder(root, key) {
	return join(root, "runs", key.slice(0, 2), key);
}
function isDirectoryItem(item) {
	return item.md5.endsWith(".dir");
}
//#endregion
//#region src/adapters/data-store/map-bounded.ts
async function mapBounded(items, map) {
	const results = [];
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results[index] = await map(item);
	};
	await Promise.all(Array.from({ length: Math.min(8, items.length) }, worker));
	return results;
}
//#endregion
//#region src/versioning/data-tree.ts
function writeTree(files) {
	return pythonJson([...files].sort((a, b) => compareCodePoints(a.path, b.path)).map((file) => new Map([["md5", file.md5], ["relpath", file.path]])));
}
const treeSchema = array(object({
	md5: string().regex(/^[0-9a-f]{32}$/),
	relpath: string().regex(/^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))[^\0\\]+$/)
}));
function readTree(text, name) {
	let data;
	try {
		data = JSON.parse(text);
	} catch (cause) {
		throw new PawlError("cache.corrupt", {
			message: `The directory object ${name} is not JSON.`,
			cause
		});
	}
	const parsed = treeSchema.safeParse(data);
	if (!parsed.success) throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not a list of files.` });
	return parsed.data.map((file) => ({
		md5: file.md5,
		path: file.relpath
	}));
}
//#endregion
//#region src/adapters/data-store/hash-file.ts
async function hashFile(path) {
	const hash = createHash("md5");
	await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
	return hash.digest("hex");
}
function hashLegacy(content) {
	const bytes = !content.subarray(0, 512).includes(0) ? Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1") : content;
	return createHash("md5").update(bytes).digest("hex");
}
//#endregion
//#region src/adapters/data-store/object-files.ts
const objectMode = 292;
async function hasObject(root, item) {
	return stat(objectPath(root, item)).then((found) => found.isFile(), () => false);
}
async function copyChecked(copy) {
	await mkdir(dirname(copy.to), { recursive: true });
	const temporary = temporaryBeside(copy.to);
	try {
		if (!await copyFile(copy.from, temporary, constants.COPYFILE_FICLONE).then(() => true, (error) => {
			if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
			throw error;
		})) return "missing";
		if (!await isIntact(temporary, copy.item)) return "corrupt";
		await chmod(temporary, 420);
		await sync(temporary);
		await chmod(temporary, copy.mode);
		await rename(temporary, copy.to);
		return "copied";
	} finally {
		await rm(temporary, { force: true });
	}
}
async function sync(path) {
	const file = await open(path, "r+");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
async function isIntact(path, item) {
	const expected = item.md5.replace(/\.dir$/, "");
	if (await hashFile(path) === expected) return true;
	return item.hash === "legacy" && hashLegacy(await readFile(path)) === expected;
}
async function copyObject(from, to, item) {
	return copyChecked({
		from: objectPath(from, item),
		to: objectPath(to, item),
		item,
		mode: objectMode
	});
}
async function writeTreeObject(root, item, tree) {
	if (await hasObject(root, item)) return;
	await writeAtomically(objectPath(root, item), tree, { mode: objectMode });
}
async function readTreeObject(root, item) {
	const path = objectPath(root, item);
	if (!await hasObject(root, item) || !await isIntact(path, {
		...item,
		hash: "md5"
	})) return void 0;
	return readTree(await readFile(path, "utf8"), item.md5);
}
async function expandItem(root, item) {
	if (!isDirectoryItem(item)) return [item];
	const tree = await readTreeObject(root, item);
	if (tree === void 0) return void 0;
	return [...new Map(tree.map((file) => [file.md5, {
		md5: file.md5,
		hash: item.hash
	}])).values()];
}
//#endregion
//#region src/adapters/data-store/run-cache.ts
const recordName = /^[0-9a-f]{64}$/;
function createRunCache(cache) {
	return {
		find: async (key) => {
			const folder = runFolder(cache, key);
			return (await Promise.all((await recordsIn(folder)).map(async (name) => ({
				text: await readFile(join(folder, name), "utf8"),
				changedMs: (await stat(join(folder, name))).mtimeMs
			})))).sort((a, b) => b.changedMs - a.changedMs).map((record) => record.text);
		},
		save: async (record) => {
			await writeAtomically(join(runFolder(cache, record.key), record.value), record.text);
		}
	};
}
async function recordsIn(folder) {
	return (await readdir(folder).catch(() => [])).filter((name) => recordName.test(name)).sort();
}
async function copyRecords(key, from, to) {
	const [source, target] = [runFolder(from, key), runFolder(to, key)];
	const known = new Set(await recordsIn(target));
	const fresh = (await recordsIn(source)).filter((name) => !known.has(name));
	if (fresh.length > 0) await mkdir(target, { recursive: true });
	for (const name of fresh) await writeAtomically(join(target, name), await readFile(join(source, name)));
	return fresh.length;
}
async function keysOf(cache) {
	const runs = join(cache, "runs");
	const folders = await readdir(runs).catch(() => []);
	return (await Promise.all(folders.map((folder) => readdir(join(runs, folder)).catch(() => [])))).flat().filter((key) => recordName.test(key));
}
//#endregion
//#region src/adapters/data-store/directory-remote.ts
function createDirectoryRemote(cache, url) {
	return {
		pull: (items) => transfer(items, {
			from: url,
			to: cache
		}),
		push: (items) => transfer(items, {
			from: cache,
			to: url
		}),
		pushRuns: async () => {
			return (await mapBounded(await keysOf(cache), (key) => copyRecords(key, cache, url))).reduce((sum, count) => sum + count, 0);
		},
		pullRuns: (key) => copyRecords(key, url, cache)
	};
}
async function transfer(items, route) {
	const unique = [...new Map(items.map((item) => [`${item.hash} ${item.md5}`, item])).values()];
	const missing = [];
	let [objects, bytes] = [0, 0];
	for (const item of unique) {
		const moved = await transferItem(item, route);
		if (moved === void 0) missing.push(item);
		else [objects, bytes] = [objects + moved.objects, bytes + moved.bytes];
	}
	return {
		objects,
		bytes,
		missing
	};
}
async function transferItem(item, route) {
	const children = isDirectoryItem(item) ? await childrenOf(item, route) : [];
	if (children === void 0) return void 0;
	const copied = await mapBounded(children, (child) => copyOne(child, route));
	if (copied.includes(void 0)) return void 0;
	const own = await copyOne(item, route);
	if (own === void 0) return void 0;
	const sizes = [...copied, own].filter((size) => size !== void 0 && size >= 0);
	return {
		objects: sizes.length,
		bytes: sizes.reduce((sum, size) => sum + (size ?? 0), 0)
	};
}
async function childrenOf(item, route) {
	return await expandItem(route.from, item) ?? await expandItem(route.to, item);
}
async function copyOne(item, route) {
	if (await hasObject(route.to, item)) return -1;
	const state = await copyObject(route.from, route.to, item);
	if (state === "missing") return void 0;
	if (state === "corrupt") throw new PawlError("cache.corrupt", { message: `The object ${objectPath(route.from, item)} does not hold the bytes of its name.` });
	return (await stat(objectPath(route.to, item))).size;
}
//#endregion
//#region src/adapters/data-store/inspect-path.ts
async function inspectPath(files, path) {
	const found = await files.stat(path);
	if (found === void 0) return void 0;
	const absolute = join(files.root, path);
	if (found.kind === "file") {
		const [md5, { mode }] = await Promise.all([hashFile(absolute), stat(absolute)]);
		const isExecutable = (mode & 64) !== 0;
		return {
			item: {
				md5,
				hash: "md5",
				sizeBytes: found.sizeBytes,
				...isExecutable ? { isExecutable } : {}
			},
			files: [{
				md5,
				path: "",
				sizeBytes: found.sizeBytes
			}]
		};
	}
	const hashed = await mapBounded(await files.list(path), async (file) => {
		const target = join(files.root, file);
		const [md5, { size }] = await Promise.all([hashFile(target), stat(target)]);
		return {
			md5,
			path: file.slice(path.length + 1),
			sizeBytes: size
		};
	});
	const tree = writeTree(hashed);
	return {
		item: {
			md5: `${createHash("md5").update(tree).digest("hex")}.dir`,
			hash: "md5",
			sizeBytes: hashed.reduce((sum, file) => sum + file.sizeBytes, 0),
			fileCount: hashed.length
		},
		files: hashed,
		tree
	};
}
async function readIfThere(path) {
	return readFile(path, "utf8").catch(() => void 0);
}
//#endregion
//#region src/adapters/data-store/local-data-store.ts
function createDataStore(files, cache) {
	const store = new LocalDataStore(files, resolve(cache));
	return {
		inspect: async (path) => (await inspectPath(files, path))?.item,
		save: (path) => store.save(path),
		has: (item) => store.has(item),
		checkout: (path, item) => store.checkout(path, item),
		listDataFiles: () => listDataFiles(files.root)
	};
}
var LocalDataStore = class {
	#files;
	#cache;
	constructor(files, cache) {
		this.#files = files;
		this.#cache = cache;
	}
	async save(path) {
		const found = await inspectPath(this.#files, path);
		if (found === void 0) throw new PawlError("data.missing", { message: `There is nothing at ${path} in ${this.#files.root}.` });
		await mapBounded(found.files, async (file) => {
			const item = {
				md5: file.md5,
				hash: "md5"
			};
			if (await this.#isSound(item, file.sizeBytes)) return;
			const from = join(this.#files.root, path, file.path);
			if (await copyChecked({
				from,
				to: objectPath(this.#cache, item),
				item,
				mode: 292
			}) === "copied") return;
			throw new PawlError("file.unreadable", { message: `${from} changed while it was being put into the cache.` });
		});
		if (found.tree !== void 0) await writeTreeObject(this.#cache, found.item, found.tree);
		return found.item;
	}
	async #isSound(item, sizeBytes) {
		const found = await stat(objectPath(this.#cache, item)).catch(() => void 0);
		return found !== void 0 && found.isFile() && found.size === sizeBytes && (found.mode & 146) === 0;
	}
	async has(item) {
		if (!await hasObject(this.#cache, item)) return false;
		if (!isDirectoryItem(item)) return true;
		const children = await expandItem(this.#cache, item);
		if (children === void 0) return false;
		return (await mapBounded(children, (child) => hasObject(this.#cache, child))).every(Boolean);
	}
	async checkout(path, item) {
		const now = await inspectPath(this.#files, path);
		if (now?.item.md5 === item.md5) return true;
		if (!isDirectoryItem(item)) return this.#checkoutFile(path, item, item.isExecutable === true);
		const tree = await readTreeObject(this.#cache, item);
		if (tree === void 0) {
			await rm(objectPath(this.#cache, item), { force: true });
			return false;
		}
		if (!(await mapBounded(tree, (file) => hasObject(this.#cache, {
			...item,
			md5: file.md5
		}))).every(Boolean)) return false;
		const wanted = new Set(tree.map((file) => `${path}/${file.path}`));
		if (now !== void 0 && now.tree === void 0) await this.#files.remove(path);
		for (const file of await this.#files.list(path)) if (!wanted.has(file)) await this.#files.remove(file);
		const have = new Map(now?.files.map((file) => [file.path, file.md5]));
		return (await mapBounded(tree, async (file) => {
			if (have.get(file.path) === file.md5) return true;
			return this.#checkoutFile(`${path}/${file.path}`, {
				md5: file.md5,
				hash: item.hash
			}, false);
		})).every(Boolean);
	}
	async #checkoutFile(path, item, isExecutable) {
		if ((await this.#files.stat(path))?.kind === "directory") await this.#files.remove(path);
		const mode = isExecutable ? 493 : 420;
		const from = objectPath(this.#cache, item);
		const state = await copyChecked({
			from,
			to: join(this.#files.root, path),
			item,
			mode
		});
		if (state === "corrupt") await rm(from, { force: true });
		return state === "copied";
	}
};
const skipped = new Set([
	".git",
	".dvc",
	"node_modules"
]);
async function listDataFiles(root) {
	const found = [];
	const walk = async (directory) => {
		for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
			const path = join(directory, entry.name);
			if (entry.isDirectory() && !skipped.has(entry.name)) await walk(path);
			else if (entry.isFile() && /.\.dvc$/.test(entry.name)) found.push(relative(root, path).split(sep).join("/"));
		}
	};
	await walk(root);
	return found.sort();
}
//#endregion
//#region src/adapters/data-store/open-data-store.ts
async function openDataStore(files) {
	const home = join(files.root, ".dvc");
	const config = parseDvcConfig((await Promise.all(["config", "config.local"].map((name) => readIfThere(join(home, name))))).filter((text) => text !== void 0));
	const cache = resolve(home, config.options.get("cache.dir") ?? "cache");
	return {
		data: createDataStore(files, cache),
		runCache: createRunCache(cache),
		digest: {
			md5: digestOf("md5"),
			sha256: digestOf("sha256")
		},
		remote: (name) => openRemote(cache, remoteUrl(config, name), home),
		hasRemote: config.remote !== void 0
	};
}
function digestOf(algorithm) {
	return (text) => createHash(algorithm).update(text).digest("hex");
}
function remoteUrl(config, name) {
	const wanted = name ?? config.remote;
	if (wanted === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
	const url = config.remotes.get(wanted)?.get("url");
	if (url !== void 0) return {
		name: wanted,
		url
	};
	throw new PawlError("remote.missing", { message: `The remote ${wanted} has no url in .dvc/config.` });
}
function openRemote(cache, { name, url }, home) {
	if (!/^[a-z0-9+]+:\/\//i.test(url) && !/^[^/.][^/]*:/.test(url)) return createDirectoryRemote(cache, isAbsolute(url) ? url : resolve(home, url));
	const shown = url.replace(/\/\/[^@/]*@/, "//");
	const refuse = async () => {
		throw new PawlError("remote.unsupported", { message: `The remote ${name} (${shown}) is not a directory.` });
	};
	return {
		pull: refuse,
		push: refuse,
		pullRuns: refuse,
		pushRuns: refuse
	};
}
//#endregion
export { openDataStore };
