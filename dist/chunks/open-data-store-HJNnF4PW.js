import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as isBelow } from "./repository-path-Cg730VSm.js";
import { r as compareCodePoints, u as isValueMap } from "./value-VM4t6jbx.js";
import { n as readValues } from "./read-values-De1jxOew.js";
import { a as readLockEntry } from "./lock-file-B8xg-ClP.js";
import { a as resolveRemote, i as parseDvcConfig, t as configLevels } from "./dvc-config-_-8icea5.js";
import { n as temporaryName, r as writeAtomically, t as temporaryBeside } from "./write-atomically-Bl-XXc37.js";
import { t as openConfigFiles } from "./dvc-config-files-DoPHPi9p.js";
import { r as writeTreeFile, t as readTree } from "./data-tree-B_pQU3MP.js";
import { n as safePath, t as normalizePath } from "./safe-path-DGsgVdZM.js";
import { t as noDvcIgnore } from "./dvc-ignore-Y3RQeTxN.js";
import { chmod, copyFile, open, readFile, readdir, rm, stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { chmodSync, closeSync, constants, copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, hash, randomBytes } from "node:crypto";
//#region src/adapters/data-store/file-problem.ts
const fullDisk = new Set([
	"ENOSPC",
	"EDQUOT",
	"EFBIG"
]);
function systemCode(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
function writeProblem(path, cause) {
	if (cause instanceof PawlError) return cause;
	const message = `Cannot write ${path}: ${reasonOf(cause)}`;
	if (!fullDisk.has(systemCode(cause) ?? "")) return new PawlError("file.write-failed", {
		message,
		cause
	});
	return new PawlError("file.write-failed", {
		message,
		hint: "Free space on that disk, or name a cache on another one (cache.dir in .dvc/config), and run again: files that were complete are kept.",
		cause
	});
}
function readProblem(path, cause) {
	if (cause instanceof PawlError) return cause;
	return new PawlError("file.unreadable", {
		message: `Cannot read ${path}: ${reasonOf(cause)}`,
		hint: "Check its permissions, and that nothing else removes it meanwhile.",
		cause
	});
}
function reasonOf(error) {
	return error instanceof Error ? error.message : String(error);
}
const pieceBytes = 4 * 1024 * 1024;
let shared;
function readSmall(path, sizeBytes) {
	shared ??= Buffer.allocUnsafeSlow(1048577);
	try {
		const file = openSync(path, "r");
		try {
			let length = 0;
			for (let count = 1; count > 0 && length < shared.length && length !== sizeBytes; length += count) count = readSync(file, shared, length, shared.length - length, length);
			return length > 1048576 ? void 0 : shared.subarray(0, length);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw readProblem(path, error);
	}
}
function md5Of$1(bytes) {
	return hash("md5", bytes);
}
function writeNew(path, bytes, mode) {
	try {
		const file = openSync(path, "wx", mode);
		try {
			for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw writeProblem(path, error);
	}
}
async function copyLarge(copy) {
	await using source = await opened(copy.from, "r", 0);
	await using target = copy.to === void 0 ? void 0 : await opened(copy.to, "wx", copy.mode ?? 438);
	const digest = createHash("md5");
	const buffers = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)];
	let sizeBytes = 0;
	let reading = readPiece(source, buffers[0], copy.from);
	for (;;) {
		const piece = await reading;
		if (piece.length === 0) break;
		buffers.reverse();
		reading = readPiece(source, buffers[0], copy.from);
		reading.catch(() => void 0);
		const writing = target === void 0 ? void 0 : writePiece(target, piece, copy.to ?? "");
		writing?.catch(() => void 0);
		digest.update(piece);
		await writing;
		sizeBytes += piece.length;
		copy.onBytes?.(piece.length);
	}
	return {
		md5: digest.digest("hex"),
		sizeBytes
	};
}
async function opened(path, flags, mode) {
	return open(path, flags, mode).catch((error) => {
		throw flags === "r" ? readProblem(path, error) : writeProblem(path, error);
	});
}
async function readPiece(file, buffer, path) {
	const { bytesRead } = await file.read(buffer, 0, buffer.length, null).catch((error) => {
		throw readProblem(path, error);
	});
	return buffer.subarray(0, bytesRead);
}
async function writePiece(file, piece, path) {
	for (let done = 0; done < piece.length;) {
		const { bytesWritten } = await file.write(piece, done).catch((error) => {
			throw writeProblem(path, error);
		});
		done += bytesWritten;
	}
}
function legacyMd5(path) {
	const digest = createHash("md5");
	const piece = Buffer.allocUnsafe(legacyPieceBytes);
	try {
		const file = openSync(path, "r");
		try {
			for (let length = readFull(file, piece); length > 0; length = readFull(file, piece)) {
				const bytes = piece.subarray(0, length);
				digest.update(isText(bytes.subarray(0, 512)) ? withUnixLines(bytes) : bytes);
			}
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw readProblem(path, error);
	}
	return digest.digest("hex");
}
const legacyPieceBytes = 1024 * 1024;
function readFull(file, buffer) {
	let length = 0;
	for (let count = 1; count > 0 && length < buffer.length; length += count) count = readSync(file, buffer, length, buffer.length - length, null);
	return length;
}
function isText(start) {
	if (start.includes(0)) return false;
	return start.filter((byte) => !(byte >= 32 && byte < 127 || [
		8,
		9,
		10,
		12,
		13
	].includes(byte))).length / start.length <= .3;
}
function withUnixLines(bytes) {
	return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
//#endregion
//#region src/adapters/data-store/file-stamp.ts
function lookOf(stats) {
	return {
		inode: stats.ino,
		sizeBytes: stats.size,
		modifiedMs: stats.mtimeMs,
		changedMs: stats.ctimeMs,
		mode: stats.mode,
		linkCount: stats.nlink
	};
}
function isSameStamp(a, b) {
	return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs;
}
function lookAt(path) {
	return missingAsUndefined(() => statSync(path, { throwIfNoEntry: false }));
}
function lookAtLink(path) {
	return missingAsUndefined(() => lstatSync(path, { throwIfNoEntry: false }));
}
function missingAsUndefined(look) {
	try {
		return look();
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return void 0;
		throw error;
	}
}
//#endregion
//#region src/adapters/data-store/in-slices.ts
const sliceMs = 25;
function createSlices() {
	let until = performance.now() + sliceMs;
	return {
		isOver: () => performance.now() > until,
		next: async () => {
			await setImmediate();
			until = performance.now() + sliceMs;
		}
	};
}
async function forEachInSlices(items, work) {
	const slices = createSlices();
	for (const item of items) {
		work(item);
		if (slices.isOver()) await slices.next();
	}
}
//#endregion
//#region src/adapters/object-store/directory.ts
const objectMode$1 = 292;
function createDirectoryStore(root) {
	return new DirectoryObjects(root);
}
var DirectoryObjects = class {
	label;
	#root;
	#folders = new Set();
	constructor(root) {
		this.label = root;
		this.#root = root;
	}
	pathOf(key) {
		return join(this.#root, key);
	}
	async find(keys) {
		const found = new Map();
		const slices = createSlices();
		for (const key of keys) {
			const look = lookAt(this.pathOf(key));
			if (look?.isFile() === true) found.set(key, look.size);
			if (slices.isOver()) await slices.next();
		}
		return found;
	}
	async list(prefix) {
		const top = this.pathOf(prefix.slice(0, prefix.lastIndexOf("/") + 1));
		const keys = [];
		for (const entry of this.#entries(top)) {
			if (!entry.isFile() || temporaryName.test(entry.name)) continue;
			const key = relative(this.#root, join(entry.parentPath, entry.name)).split(sep).join("/");
			if (key.startsWith(prefix)) keys.push(key);
		}
		return keys.sort();
	}
	#entries(top) {
		try {
			return readdirSync(top, {
				recursive: true,
				withFileTypes: true
			});
		} catch (cause) {
			if (systemCode(cause) === "ENOENT") return [];
			throw this.#failed(top, cause);
		}
	}
	async download(transfers, onDone) {
		for (const transfer of transfers) {
			const from = this.pathOf(transfer.key);
			const isThere = lookAt(from)?.isFile() === true;
			if (isThere) {
				rmSync(transfer.file, { force: true });
				await copyLarge({
					from,
					to: transfer.file
				});
			}
			await onDone(transfer, isThere ? "done" : "missing");
		}
	}
	async upload(transfers, onDone) {
		for (const transfer of transfers) {
			const bytes = statSync(transfer.file).size > 1048576 ? void 0 : readSmall(transfer.file);
			if (bytes === void 0) await this.#putLarge(transfer);
			else this.put(transfer.key, bytes);
			await onDone(transfer);
		}
	}
	put(key, bytes) {
		const target = this.pathOf(key);
		this.#makeFolder(target);
		const temporary = temporaryBeside(target);
		try {
			writeNew(temporary, bytes, modeOf(key));
			renameSync(temporary, target);
		} catch (cause) {
			rmSync(temporary, { force: true });
			throw writeProblem(target, cause);
		}
	}
	async #putLarge({ key, file }) {
		const target = this.pathOf(key);
		this.#makeFolder(target);
		const temporary = temporaryBeside(target);
		try {
			await copyFile(file, temporary, constants.COPYFILE_FICLONE);
			chmodSync(temporary, modeOf(key) & ~process.umask());
			renameSync(temporary, target);
		} catch (cause) {
			throw writeProblem(target, cause);
		} finally {
			rmSync(temporary, { force: true });
		}
	}
	async remove(keys) {
		for (const key of keys) try {
			rmSync(this.pathOf(key), { force: true });
		} catch (cause) {
			throw this.#failed(this.pathOf(key), cause);
		}
	}
	async close() {}
	#makeFolder(target) {
		const folder = dirname(target);
		if (this.#folders.has(folder)) return;
		try {
			mkdirSync(folder, { recursive: true });
		} catch (cause) {
			throw writeProblem(folder, cause);
		}
		this.#folders.add(folder);
	}
	#failed(path, cause) {
		return new PawlError("remote.failed", {
			message: `The store at ${path} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause
		});
	}
};
function modeOf(key) {
	return key.startsWith("runs/") ? 438 : objectMode$1;
}
//#endregion
//#region src/adapters/object-store/directory-url.ts
function isDirectoryUrl(url) {
	return !/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(url);
}
//#endregion
//#region src/adapters/object-store/lazy-store.ts
function createLazyStore(remote, open) {
	let opened;
	const store = () => opened ??= open();
	return {
		label: remote.url.replace(/\/\/[^@/]*@/, "//"),
		find: async (keys) => (await store()).find(keys),
		list: async (prefix) => (await store()).list(prefix),
		download: async (transfers, onDone) => (await store()).download(transfers, onDone),
		upload: async (transfers, onDone) => (await store()).upload(transfers, onDone),
		remove: async (keys) => (await store()).remove(keys),
		close: async () => (await opened)?.close()
	};
}
//#endregion
//#region src/adapters/data-store/cache-layout.ts
function objectKey({ md5, hash }) {
	const name = `${md5.slice(0, 2)}/${md5.slice(2)}`;
	return hash === "md5" ? `files/md5/${name}` : name;
}
const keyPattern = /^(?<new>files\/md5\/)?(?<start>[0-9a-f]{2})\/(?<rest>[0-9a-f]{30}(\.dir)?)$/;
function objectOfKey(key) {
	const parts = keyPattern.exec(key)?.groups;
	if (parts === void 0) return void 0;
	return {
		md5: `${parts["start"]}${parts["rest"]}`,
		hash: parts["new"] === void 0 ? "legacy" : "md5"
	};
}
function objectPath(root, item) {
	return `${root}/${objectKey(item)}`;
}
function runFolder(root, key) {
	return join(root, "runs", key.slice(0, 2), key);
}
function isDirectoryItem(item) {
	return item.md5.endsWith(".dir");
}
//#endregion
//#region src/adapters/data-store/stamp-sum.ts
const batch = 1e3;
function createStampSum() {
	const hash = createHash("md5");
	const numbers = new Float64Array(batch * 4);
	let paths = [];
	let [fileCount, sizeBytes, modifiedMs, changedMs] = [
		0,
		0,
		0,
		0
	];
	const flush = () => {
		hash.update(Buffer.from(numbers.buffer, 0, paths.length * 32)).update(paths.join("\0"));
		paths = [];
	};
	return {
		add: (path, stamp) => {
			const at = paths.length * 4;
			numbers[at] = stamp.inode;
			numbers[at + 1] = stamp.sizeBytes;
			numbers[at + 2] = stamp.modifiedMs;
			numbers[at + 3] = stamp.changedMs;
			paths.push(path);
			fileCount += 1;
			sizeBytes += stamp.sizeBytes;
			modifiedMs = Math.max(modifiedMs, stamp.modifiedMs);
			changedMs = Math.max(changedMs, stamp.changedMs);
			if (paths.length === batch) flush();
		},
		end: () => {
			flush();
			const digest = hash.digest();
			const [inode, size] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
			return {
				stamp: {
					inode,
					sizeBytes: size,
					modifiedMs,
					changedMs
				},
				sizeBytes,
				fileCount
			};
		}
	};
}
//#endregion
//#region src/adapters/data-store/tree-text.ts
const flushLines = 1e3;
function createTreeText(isKept) {
	const hash = createHash("md5");
	const kept = [];
	let lines = [];
	let [fileCount, sizeBytes, lead] = [
		0,
		0,
		"["
	];
	const push = (text) => {
		const bytes = Buffer.from(text, "latin1");
		hash.update(bytes);
		if (isKept) kept.push(bytes);
	};
	const flush = () => {
		if (lines.length === 0) return;
		push(lead + lines.join(", "));
		lead = ", ";
		lines = [];
	};
	return {
		add: (file, size) => {
			lines.push(writeTreeFile(file));
			fileCount += 1;
			sizeBytes += size;
			if (lines.length === flushLines) flush();
		},
		end: () => {
			flush();
			push(fileCount === 0 ? "[]" : "]");
			return {
				md5: `${hash.digest("hex")}.dir`,
				sizeBytes,
				fileCount,
				bytes: Buffer.concat(kept)
			};
		}
	};
}
//#endregion
//#region src/adapters/data-store/walk-files.ts
function* walkFiles(place, folder) {
	const above = folder.split("/").slice(0, -1);
	let rules = enterFolder(place.root, "", noDvcIgnore);
	for (const index of above.keys()) rules = enterFolder(place.root, above.slice(0, index + 1).join("/"), rules);
	yield* walkFolder(place, folder, rules);
}
function* walkFolder(place, folder, above) {
	const rules = enterFolder(place.root, folder, above);
	for (const entry of sortedEntries(join(place.root, folder))) {
		const path = `${folder}/${entry.name}`;
		const isFolder = entry.isDirectory();
		if (temporaryName.test(entry.name) || rules.isIgnored(path, isFolder)) continue;
		if (entry.name === ".dvcignore") throw refuse(path, "rules of what is left out belong above the data");
		if (!isFolder) {
			const found = lookAtEntry(place, path, entry);
			if (found !== void 0) yield {
				path,
				look: lookOf(found),
				isLink: entry.isSymbolicLink()
			};
		} else if (!existsSync(join(place.root, path, ".dvc"))) yield* walkFolder(place, path, rules);
	}
}
function enterFolder(root, folder, above) {
	const path = join(root, folder, ".dvcignore");
	return lookAt(path)?.isFile() === true ? above.enter(folder, readFileSync(path, "utf8")) : above;
}
function sortedEntries(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
			entry,
			key: entry.isDirectory() ? `${entry.name}/` : entry.name
		})).sort((a, b) => compareCodePoints(a.key, b.key)).map(({ entry }) => entry);
	} catch (error) {
		throw readProblem(folder, error);
	}
}
function lookAtEntry(place, path, entry) {
	if (entry.isSymbolicLink()) return lookAtTarget(place, path);
	const found = lookAt(`${place.root}/${path}`);
	if (found?.isFile() === true) return found;
	if (found === void 0 && path.includes("�")) throw refuse(path, "its name is not UTF-8");
	if (found === void 0) throw readProblem(path, new PawlError("file.unreadable", { message: `${path} vanished.` }));
	throw refuse(path, `it is ${kindOf(found)}, which has no content to keep`);
}
function kindOf(found) {
	if (found.isFIFO()) return "a FIFO";
	return found.isSocket() ? "a socket" : "a device";
}
function lookAtTarget(place, path) {
	const absolute = join(place.root, path);
	let target;
	try {
		target = realpathSync(absolute);
	} catch (error) {
		throw refuse(path, error instanceof Error && "code" in error && error.code === "ELOOP" ? "it is a link that leads to itself" : "it is a link that leads nowhere");
	}
	const found = lookAt(target);
	if (found === void 0) throw refuse(path, "it is a link that leads nowhere");
	if (found.isDirectory()) return void 0;
	if (!found.isFile()) throw refuse(path, `it is a link to ${kindOf(found)}, which has no content to keep`);
	if (!(isInside(target, realRoot(place.root)) || isInside(target, realRoot(place.cache)))) throw refuse(path, "it is a link that leaves the repository");
	return found;
}
function realRoot(path) {
	return existsSync(path) ? realpathSync(path) : path;
}
function isInside(path, folder) {
	const inside = relative(folder, path);
	const parts = inside.split(sep);
	return parts[0] !== ".." && !isAbsolute(inside) && !parts.includes(".git");
}
function refuse(path, reason) {
	return new PawlError("path.refused", {
		message: `${JSON.stringify(path)} cannot be kept as data: ${reason}.`,
		hint: "Move it out of the data, or name it in .dvcignore."
	});
}
//#endregion
//#region src/adapters/data-store/inspect-path.ts
async function inspectPath(tree, path, hash) {
	const found = await tree.look(path);
	if (found.kind === "absent") return void 0;
	if (found.kind === "directory") return inspectDirectory(tree, path, hash);
	const file = {
		...found,
		known: tree.memo.find(path, found.look)
	};
	const md5 = tree.hashNow(file, hash) ?? await tree.hash(file);
	tree.memo.flush();
	return {
		...fileItem(md5, found),
		hash
	};
}
function fileItem(md5, { look }) {
	const isExecutable = (look.mode & 64) !== 0;
	return {
		md5,
		hash: "md5",
		sizeBytes: look.sizeBytes,
		...isExecutable ? { isExecutable } : {}
	};
}
async function inspectDirectory(tree, path, hash) {
	if (hash === "legacy") return hashDirectory(tree, path, hash);
	const key = `//tree/${path}`;
	const startedMs = Date.now();
	const { stamp, sizeBytes, fileCount } = await sumStamps(tree, path);
	const known = tree.memo.find(key, stamp);
	if (known !== void 0) return {
		md5: `${known}.dir`,
		hash,
		sizeBytes,
		fileCount
	};
	const item = await hashDirectory(tree, path, hash);
	tree.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
	tree.memo.flush();
	return item;
}
async function sumStamps(tree, path) {
	const sum = createStampSum();
	const slices = createSlices();
	for (const file of walkFiles(tree.place, path)) {
		sum.add(file.path, file.look);
		if (slices.isOver()) await slices.next();
	}
	return sum.end();
}
async function hashDirectory(tree, path, hash) {
	const text = createTreeText(false);
	const slices = createSlices();
	for (const file of tree.walk(path)) {
		const md5 = tree.hashNow(file, hash) ?? await tree.hash(file);
		text.add({
			md5,
			path: file.path.slice(path.length + 1)
		}, file.look.sizeBytes);
		if (slices.isOver()) await slices.next();
	}
	tree.memo.flush();
	const { md5, sizeBytes, fileCount } = text.end();
	return {
		md5,
		hash,
		sizeBytes,
		fileCount
	};
}
async function inspectWithFiles(tree, path, hash = "md5") {
	const item = await inspectPath(tree, path, hash);
	if (item?.fileCount === void 0) return item && {
		item,
		files: []
	};
	const files = [];
	const slices = createSlices();
	for (const file of tree.walk(path)) {
		const md5 = tree.hashNow(file, hash) ?? await tree.hash(file);
		files.push({
			md5,
			path: file.path.slice(path.length + 1)
		});
		if (slices.isOver()) await slices.next();
	}
	tree.memo.flush();
	return {
		item,
		files
	};
}
var ObjectCache = class {
	root;
	work;
	memo;
	#folderMode;
	#folders = new Set();
	#isElsewhere = false;
	constructor(options) {
		this.root = options.root;
		this.work = options.work;
		this.memo = options.memo;
		this.#folderMode = options.isShared ? 1533 : 511;
	}
	pathOf(object) {
		return objectPath(this.root, object);
	}
	async has(object) {
		const found = lookAt(this.pathOf(object));
		if (found === void 0 || !found.isFile()) return false;
		return isTrusted(found) || this.verify(object);
	}
	hasTrusted(object) {
		const found = lookAt(this.pathOf(object));
		if (found === void 0 || !found.isFile()) return false;
		return isTrusted(found) ? true : void 0;
	}
	async verify(object, onBytes) {
		const path = this.pathOf(object);
		const found = lookAt(path);
		if (found === void 0 || !found.isFile()) return false;
		const stamp = lookOf(found);
		const key = memoKey(object);
		const isKept = found.size > 1048576 || found.nlink > 1;
		if (isKept && this.memo.find(key, stamp) === plainMd5(object)) return true;
		const hashedAtMs = Date.now();
		if (!await isIntact(path, found.size, object, onBytes)) {
			this.remove(object);
			return false;
		}
		if ((found.mode & 511) !== 292) protect(path);
		else if (isKept) this.memo.remember(key, stamp, plainMd5(object), hashedAtMs);
		return true;
	}
	isVerified(object) {
		const found = lookAt(this.pathOf(object));
		return found !== void 0 && this.memo.find(memoKey(object), lookOf(found)) === plainMd5(object);
	}
	rememberBackdated(key, path, md5) {
		const found = lookAt(path);
		if (found !== void 0) this.memo.remember(key, lookOf(found), md5, Number.POSITIVE_INFINITY);
		this.memo.flush();
	}
	readChecked(object) {
		const path = this.pathOf(object);
		const found = lookAt(path);
		if (found?.isFile() !== true) return void 0;
		const bytes = found.size > 1048576 ? void 0 : readSmall(path, found.size);
		if (bytes === void 0) return "large";
		if (matches(bytes, object, path)) return bytes;
		this.remove(object);
	}
	hasFolderOf(object) {
		return lookAt(dirname(this.pathOf(object)))?.isDirectory() === true;
	}
	putBytes(object, bytes) {
		const target = this.pathOf(object);
		this.#makeFolder(target);
		const temporary = this.#isElsewhere ? temporaryBeside(target) : this.work.temporary();
		try {
			writeNew(temporary, bytes, 292);
			renameSync(temporary, target);
		} catch (error) {
			rmSync(temporary, { force: true });
			if (systemCode(error) !== "EXDEV" || this.#isElsewhere) throw writeProblem(target, error);
			this.#isElsewhere = true;
			return this.putBytes(object, bytes);
		}
		return bytes.length;
	}
	temporary() {
		return this.work.temporary();
	}
	async adopt(object, file) {
		const target = this.pathOf(object);
		this.#makeFolder(target);
		protect(file);
		try {
			backdate(file);
			renameSync(file, target);
			this.rememberBackdated(memoKey(object), target, plainMd5(object));
		} catch (error) {
			if (systemCode(error) !== "EXDEV") throw writeProblem(target, error);
			const beside = temporaryBeside(target);
			try {
				await copyLarge({
					from: file,
					to: beside,
					mode: 292
				});
				renameSync(beside, target);
			} finally {
				rmSync(beside, { force: true });
				rmSync(file, { force: true });
			}
		}
	}
	remove(object) {
		rmSync(this.pathOf(object), { force: true });
	}
	readTree(item) {
		const path = this.pathOf(item);
		if (lookAt(path)?.isFile() !== true) return void 0;
		const bytes = readFileSync(path);
		if (md5Of$1(bytes) === plainMd5(item)) return readTree(bytes.toString("utf8"), item.md5);
		this.remove(item);
	}
	#makeFolder(target) {
		const folder = dirname(target);
		if (this.#folders.has(folder)) return;
		try {
			if (mkdirSync(folder, {
				recursive: true,
				mode: this.#folderMode
			}) !== void 0 && this.#folderMode !== 511) chmodSync(folder, this.#folderMode);
		} catch (error) {
			throw writeProblem(folder, error);
		}
		this.#folders.add(folder);
	}
};
function isTrusted(found) {
	return (found.mode & 511) === 292 && found.nlink === 1;
}
function backdate(path) {
	const seconds = Math.floor(Date.now()) / 1e3 - 1;
	utimesSync(path, seconds, seconds);
}
function memoKey(object) {
	return `//${object.hash}/${object.md5}`;
}
function plainMd5(object) {
	return object.md5.slice(0, 32);
}
function matches(bytes, object, file) {
	return md5Of$1(bytes) === plainMd5(object) || isLegacyMatch(object, file);
}
async function isIntact(path, sizeBytes, object, onBytes) {
	const bytes = sizeBytes > 1048576 ? void 0 : readSmall(path, sizeBytes);
	if (bytes !== void 0) return matches(bytes, object, path);
	const { md5 } = await copyLarge({
		from: path,
		...onBytes === void 0 ? {} : { onBytes }
	});
	return md5 === plainMd5(object) || isLegacyMatch(object, path);
}
function isLegacyMatch(object, file) {
	return object.hash === "legacy" && !isDirectoryItem(object) && legacyMd5(file) === plainMd5(object);
}
function protect(path) {
	try {
		chmodSync(path, 292);
	} catch {}
}
//#endregion
//#region src/adapters/data-store/data-objects.ts
const maxTreeBytes = 512 * 1024 * 1024;
function createDataObjects({ tree, cache, store }) {
	const remote = async (object, maxBytes) => store && readRemote({
		store,
		cache
	}, object, maxBytes);
	return {
		readTree: async (item, from) => {
			const here = cache.readTree(item);
			if (here !== void 0 || from === "cache") return here;
			return parseTree(item, await remote(item, maxTreeBytes));
		},
		readBytes: async (item, maxBytes) => {
			const path = cache.pathOf(item);
			const sizeBytes = lookAt(path)?.size;
			if (sizeBytes === void 0) return remote(item, maxBytes);
			refuseLarge(path, sizeBytes, maxBytes);
			return await cache.verify(item) ? readFile(path) : remote(item, maxBytes);
		},
		sizeOf: async (item) => lookAt(cache.pathOf(item))?.size ?? (await store?.find([objectKey(item)]))?.get(objectKey(item)),
		inCache: async (items) => items.map((item) => lookAt(cache.pathOf(item)) !== void 0),
		inRemote: async (items) => {
			if (store === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
			const there = await store.find(items.map(objectKey));
			return items.map((item) => there.has(objectKey(item)));
		},
		inspect: (path, hash) => inspectWithFiles(tree, normalizePath(path), hash)
	};
}
function parseTree(item, bytes) {
	return bytes && readTree(bytes.toString("utf8"), item.md5);
}
async function readRemote({ store, cache }, object, maxBytes) {
	const key = objectKey(object);
	const sizeBytes = (await store.find([key])).get(key);
	if (sizeBytes === void 0) return void 0;
	refuseLarge(`${store.label}/${key}`, sizeBytes, maxBytes);
	const file = cache.temporary();
	try {
		await store.download([{
			key,
			file,
			sizeBytes
		}], async () => void 0);
		if (lookAt(file) === void 0) return void 0;
		if (await isIntact(file, sizeBytes, object)) return await readFile(file);
		throw new PawlError("cache.corrupt", { message: `${store.label} has other bytes under ${key} than its name says.` });
	} finally {
		await rm(file, { force: true });
	}
}
function refuseLarge(name, sizeBytes, maxBytes) {
	if (sizeBytes <= maxBytes) return;
	throw new PawlError("file.too-large", { message: `The object ${name} has ${sizeBytes} bytes; at most ${maxBytes} are read.` });
}
//#endregion
//#region src/adapters/data-store/work-folder.ts
const ownFolders = new Map();
function clearOwn() {
	for (const [folder, partials] of ownFolders) clearFolder(folder, partials);
}
const host = hostname().replace(/[^A-Za-z0-9]/g, "");
const folderName = /^work-(?<host>[A-Za-z0-9]*)-(?<pid>\d+)-[0-9a-f]+$/;
const partialName = /^[0-9a-f]{32}(\.dir)?$/;
function createWorkFolder(root) {
	const home = join(root, ".dvc", "tmp", "pawl");
	const own = join(home, `work-${host}-${process.pid}-${randomBytes(4).toString("hex")}`);
	const partials = join(home, "partial");
	let [count, isMade] = [0, false];
	const make = () => {
		if (isMade) return;
		isMade = true;
		mkdirSync(home, { recursive: true });
		writeFileSync(join(home, ".gitignore"), "*\n");
		clearLeftovers(home, partials);
		mkdirSync(own);
		if (ownFolders.size === 0) process.once("exit", clearOwn);
		ownFolders.set(own, partials);
	};
	const fresh = () => {
		make();
		count += 1;
		return join(own, String(count));
	};
	return {
		get home() {
			make();
			return home;
		},
		temporary: fresh,
		partial: (name) => {
			make();
			count += 1;
			const path = join(own, name);
			moveIfThere(join(partials, name), path);
			return path;
		}
	};
}
function isLiveWorkFolder(name) {
	const groups = folderName.exec(name)?.groups;
	return groups?.["host"] === host && isAlive(Number(groups["pid"]));
}
function clearLeftovers(home, partials) {
	for (const name of readdirSync(home)) {
		const groups = folderName.exec(name)?.groups;
		if (groups?.["host"] === host && !isAlive(Number(groups["pid"]))) clearFolder(join(home, name), partials);
	}
}
function clearFolder(folder, partials) {
	try {
		for (const name of readdirSync(folder).filter((one) => partialName.test(one))) {
			mkdirSync(partials, { recursive: true });
			if ((lookAt(join(folder, name))?.size ?? 0) > 0) moveIfThere(join(folder, name), join(partials, name));
		}
		rmSync(folder, {
			recursive: true,
			force: true
		});
	} catch {}
}
function moveIfThere(from, to) {
	try {
		renameSync(from, to);
	} catch {}
}
function isAlive(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
//#endregion
//#region src/adapters/data-store/leftovers.ts
const dvcTemporaryName = /\.[A-Za-z0-9_-]{22}\.tmp$/;
function isTemporary(name) {
	return temporaryName.test(name) || dvcTemporaryName.test(name);
}
const shelves = [
	"partial",
	"tables",
	"worktrees"
];
function findLeftovers(tmp) {
	const own = join(tmp, "pawl");
	return [
		...entriesOf(tmp).filter((path) => isTemporary(nameOf(path))),
		...entriesOf(own).filter((path) => isTemporary(nameOf(path)) || isDeadWork(nameOf(path))),
		...shelves.flatMap((shelf) => entriesOf(join(own, shelf)))
	].flatMap((path) => {
		const found = measure(path);
		return found === void 0 ? [] : [{
			path,
			...found
		}];
	});
}
function isDeadWork(name) {
	return name.startsWith("work-") && !isLiveWorkFolder(name);
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function entriesOf(folder) {
	try {
		return readdirSync(folder).map((name) => `${folder}/${name}`);
	} catch {
		return [];
	}
}
function measure(path) {
	const found = lookAtLink(path);
	if (found === void 0) return void 0;
	const all = [found, ...found.isDirectory() ? readdirSync(path, {
		recursive: true,
		withFileTypes: true
	}).flatMap((entry) => lookAtLink(join(entry.parentPath, entry.name)) ?? []) : []];
	return {
		sizeBytes: all.reduce((sum, one) => sum + (one.isDirectory() ? 0 : one.size), 0),
		changedMs: all.reduce((latest, one) => Math.max(latest, one.mtimeMs), 0)
	};
}
//#endregion
//#region src/adapters/data-store/run-cache.ts
const recordName$1 = /^[0-9a-f]{64}$/;
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
	return (await readdir(folder).catch(() => [])).filter((name) => recordName$1.test(name)).sort();
}
async function keysOf(cache) {
	const runs = join(cache, "runs");
	const folders = await readdir(runs).catch(() => []);
	return (await Promise.all(folders.map((folder) => readdir(join(runs, folder)).catch(() => [])))).flat().filter((key) => recordName$1.test(key));
}
//#endregion
//#region src/adapters/data-store/garbage-store.ts
function createCacheGarbage(cache, home) {
	return {
		label: "cache",
		listObjects: () => listObjects(cache.root),
		removeObjects: async (objects) => {
			const slices = createSlices();
			for (const object of objects) {
				removeFile(cache.pathOf(object));
				if (slices.isOver()) await slices.next();
			}
		},
		listRuns: () => listRuns(cache.root),
		removeRuns: async (names) => {
			for (const name of names) removeRun(cache.root, name);
		},
		listLeftovers: async () => [...listTemporary(cache.root), ...findLeftovers(join(home, "tmp"))],
		removeLeftovers: async (paths) => paths.forEach(removeFile)
	};
}
function createRemoteGarbage(label, remote) {
	return {
		label,
		listObjects: () => remote.list(),
		removeObjects: (objects) => remote.remove(objects),
		listRuns: async () => [],
		removeRuns: async () => void 0,
		listLeftovers: async () => [],
		removeLeftovers: async () => void 0
	};
}
function removeFile(path) {
	try {
		rmSync(path, {
			recursive: true,
			force: true
		});
	} catch (error) {
		throw writeProblem(path, error);
	}
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
		throw readProblem(folder, error);
	}
}
const twoDigits = /^[0-9a-f]{2}$/;
function objectFolders(root) {
	return ["files/md5/", ""].flatMap((start) => namesIn(join(root, start)).filter((name) => twoDigits.test(name)).map((name) => `${start}${name}`));
}
async function listObjects(root) {
	const objects = [];
	const slices = createSlices();
	for (const folder of objectFolders(root)) for (const name of namesIn(join(root, folder))) {
		const object = objectOfKey(`${folder}/${name}`);
		const found = object && lookAtLink(join(root, folder, name));
		const isObject = found?.isFile() === true || found?.isSymbolicLink() === true;
		if (object !== void 0 && isObject) objects.push({
			...object,
			sizeBytes: found.size
		});
		if (slices.isOver()) await slices.next();
	}
	return objects;
}
async function listRuns(root) {
	const runs = [];
	for (const key of await keysOf(root)) {
		const folder = runFolder(root, key);
		for (const value of await recordsIn(folder)) {
			const path = join(folder, value);
			const found = lookAtLink(path);
			if (found?.isFile() === true) runs.push({
				name: `${key}/${value}`,
				...sizeAndTime(found),
				outs: outsOf(path)
			});
		}
	}
	return runs;
}
function outsOf(path) {
	try {
		const values = readValues(readFileSync(path, "utf8"), path);
		return (isValueMap(values) ? readLockEntry(values)?.outs ?? [] : []).map(({ md5, hash }) => ({
			md5,
			hash
		}));
	} catch {
		return [];
	}
}
function removeRun(root, name) {
	const [key = "", value = ""] = name.split("/");
	const path = join(runFolder(root, key), value);
	removeFile(path);
	try {
		rmdirSync(dirname(path));
	} catch {}
}
function listTemporary(root) {
	return [...objectFolders(root), ...namesIn(join(root, "runs")).flatMap((name) => runFolders(root, name))].flatMap((folder) => namesIn(join(root, folder)).filter(isTemporary).flatMap((name) => {
		const path = join(root, folder, name);
		const found = lookAtLink(path);
		return found?.isFile() === true ? [{
			path,
			...sizeAndTime(found)
		}] : [];
	}));
}
function runFolders(root, name) {
	return namesIn(join(root, "runs", name)).map((key) => `runs/${name}/${key}`);
}
function sizeAndTime({ size, mtimeMs }) {
	return {
		sizeBytes: size,
		changedMs: mtimeMs
	};
}
//#endregion
//#region src/adapters/data-store/hash-memo.ts
const layout = 1885405185;
const pageRows = 2e3;
const waitMs = 2e3;
const tickMs = 50;
const coarseTickMs = 2100;
function createHashMemo(home) {
	let opened;
	const memo = () => opened ??= openHashMemo(home);
	return {
		find: (path, stamp) => memo().find(path, stamp),
		walk: (folder) => memo().walk(folder),
		remember: (path, stamp, md5, hashedAtMs) => memo().remember(path, stamp, md5, hashedAtMs),
		flush: () => opened?.flush()
	};
}
function openHashMemo(home) {
	try {
		const folder = home();
		const database = openDatabase(join(folder, "hashes.db"));
		return database === void 0 ? forgetful : new SqliteMemo(database, clockOffset(folder));
	} catch {
		return forgetful;
	}
}
const forgetful = {
	find: () => void 0,
	walk: () => () => void 0,
	remember: () => void 0,
	flush: () => void 0
};
function openDatabase(path) {
	const sqlite = process.getBuiltinModule("node:sqlite");
	if (sqlite === void 0) return void 0;
	for (let attempt = 0; attempt < 2; attempt += 1) try {
		return prepare(sqlite, path);
	} catch (error) {
		if (isBusy(error)) return void 0;
		for (const end of [
			"",
			"-wal",
			"-shm"
		]) rmSync(`${path}${end}`, {
			recursive: true,
			force: true
		});
	}
}
function prepare(sqlite, path) {
	const database = new sqlite.DatabaseSync(path, { timeout: waitMs });
	const version = Number(Object.values(database.prepare("PRAGMA user_version").get() ?? {})[0]);
	database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
	if (version !== layout) database.exec(`BEGIN IMMEDIATE; DROP TABLE IF EXISTS files;
      CREATE TABLE files (path TEXT PRIMARY KEY, inode REAL, size REAL, modified REAL, changed REAL, md5 TEXT) WITHOUT ROWID;
      PRAGMA user_version = ${layout}; COMMIT`);
	database.prepare("SELECT path, inode, size, modified, changed, md5 FROM files LIMIT 1").all();
	return database;
}
function isBusy(error) {
	return error instanceof Error && "errcode" in error && (error.errcode === 5 || error.errcode === 6);
}
function clockOffset(folder) {
	try {
		const path = join(folder, "clock");
		writeFileSync(path, "");
		return Math.min(0, (lookAt(path)?.mtimeMs ?? 0) - Date.now());
	} catch {
		return 0;
	}
}
var SqliteMemo = class {
	#database;
	#offsetMs;
	#one;
	#page;
	#pending = [];
	#stale = [];
	constructor(database, offsetMs) {
		this.#database = database;
		this.#offsetMs = offsetMs;
		const columns = "SELECT path, inode, size, modified, changed, md5 FROM files";
		this.#one = database.prepare(`${columns} WHERE path = ?`);
		this.#page = database.prepare(`${columns} WHERE path > ? AND path < ? ORDER BY path LIMIT ${pageRows}`);
		for (const statement of [this.#one, this.#page]) statement.setReturnArrays(true);
	}
	find(path, stamp) {
		const row = this.#rows(this.#one, path)[0];
		return row === void 0 ? void 0 : md5Of(row, stamp);
	}
	walk(folder) {
		let [rows, index, after] = [
			[],
			0,
			`${folder}/`
		];
		let isEnd = false;
		const next = () => {
			if (index === rows.length && !isEnd) {
				rows = this.#rows(this.#page, after, `${folder}0`);
				isEnd = rows.length < pageRows;
				after = rows.at(-1)?.[0] ?? after;
				index = 0;
			}
			return rows[index];
		};
		return (path, stamp) => {
			for (let row = next(); row !== void 0; row = next()) {
				const order = compareCodePoints(row[0], path);
				if (order > 0) return void 0;
				index += 1;
				if (order === 0) return md5Of(row, stamp);
				this.#forget(row[0]);
			}
		};
	}
	#forget(path) {
		this.#stale.push(path);
		if (this.#stale.length >= pageRows) this.flush();
	}
	remember(path, stamp, md5, hashedAtMs) {
		const margin = stamp.modifiedMs % 1e3 === 0 ? coarseTickMs : tickMs;
		if (Math.max(stamp.modifiedMs, stamp.changedMs) + margin >= hashedAtMs + this.#offsetMs) return;
		this.#pending.push([
			path,
			stamp.inode,
			stamp.sizeBytes,
			stamp.modifiedMs,
			stamp.changedMs,
			md5
		]);
		if (this.#pending.length >= pageRows) this.flush();
	}
	flush() {
		const [pending, stale] = [this.#pending, this.#stale];
		if (pending.length + stale.length === 0) return;
		[this.#pending, this.#stale] = [[], []];
		try {
			this.#database.exec("BEGIN IMMEDIATE");
			const put = this.#database.prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)");
			const drop = this.#database.prepare("DELETE FROM files WHERE path = ?");
			for (const path of stale) drop.run(path);
			for (const row of pending) put.run(...row);
			this.#database.exec("COMMIT");
		} catch {
			this.#rollBack();
		}
	}
	#rollBack() {
		try {
			if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
		} catch {}
	}
	#rows(statement, ...values) {
		try {
			const rows = statement.all(...values);
			return rows.every(([path]) => typeof path === "string") ? rows : [];
		} catch {
			return [];
		}
	}
};
function md5Of([, inode, size, modified, changed, md5], stamp) {
	return inode === stamp.inode && size === stamp.sizeBytes && modified === stamp.modifiedMs && changed === stamp.changedMs && typeof md5 === "string" && md5.length === 32 ? md5 : void 0;
}
//#endregion
//#region src/adapters/data-store/checkout-path.ts
const namedPaths = 20;
async function checkoutPath(tools, task) {
	const { path, item, options } = task;
	try {
		const files = isDirectoryItem(item) ? tools.cache.readTree(item) : [{
			md5: item.md5,
			path: ""
		}];
		if (files === void 0) return {
			state: "absent",
			missing: 1
		};
		const plan = await planCheckout(tools, task, files);
		const missing = await countMissing(tools, plan.write, item);
		if (missing > 0) return {
			state: "absent",
			missing
		};
		if (plan.unsaved.length > 0 && options.force !== true) return {
			state: "unsaved",
			paths: plan.unsaved
		};
		const write = options.relink === true ? [...plan.write, ...unlinked(tools, task, plan.same)] : plan.write;
		if (plan.remove.length + write.length === 0) return {
			state: "done",
			changed: files.length === 0 && isDirectoryItem(item) && makeFolders(tools.tree, path)(path)
		};
		return await apply(tools, task, {
			remove: plan.remove,
			write
		});
	} finally {
		tools.cache.memo.flush();
	}
}
async function planCheckout(tools, { path, item }, wanted) {
	const { tree } = tools;
	const plan = {
		remove: [],
		write: [],
		unsaved: [],
		same: []
	};
	const slices = createSlices();
	let index = 0;
	const pass = (limit) => {
		for (let next = wanted[index]; next !== void 0; next = wanted[index]) {
			const order = limit === void 0 ? -1 : compareCodePoints(next.path, limit);
			if (order > 0) return void 0;
			index += 1;
			if (order === 0) return next;
			plan.write.push(next);
		}
	};
	for (const file of await existing(tools, path)) {
		const inside = file.path.slice(path.length + 1);
		const md5 = tree.hashNow(file, item.hash) ?? await tree.hash(file);
		const match = pass(inside);
		if (match?.md5 === md5) plan.same.push(match);
		else {
			if (match === void 0) plan.remove.push(file.path);
			else plan.write.push(match);
			if (!await isSaved(tools, md5, item) && plan.unsaved.length < namedPaths) plan.unsaved.push(file.path);
		}
		if (slices.isOver()) await slices.next();
	}
	pass(void 0);
	return plan;
}
async function existing(tools, path) {
	const found = await tools.tree.look(path);
	if (found.kind === "absent") return [];
	if (found.kind === "directory") return tools.tree.walk(path);
	return [{
		...found,
		known: tools.tree.memo.find(path, found.look)
	}];
}
async function isSaved({ cache }, md5, item) {
	if (await cache.has({
		md5,
		hash: "md5"
	})) return true;
	return item.hash === "legacy" && cache.has({
		md5,
		hash: "legacy"
	});
}
async function countMissing({ cache }, files, item) {
	let missing = 0;
	const doubtful = [];
	await forEachInSlices(files, ({ md5 }) => {
		const object = {
			md5,
			hash: item.hash
		};
		const isThere = cache.hasTrusted(object);
		if (isThere === false) missing += 1;
		else if (isThere === void 0) doubtful.push(object);
	});
	for (const object of doubtful) if (!await cache.has(object)) missing += 1;
	return missing;
}
function unlinked({ tree, links }, { path, item }, same) {
	const isExecutable = item.isExecutable === true;
	return same.filter((file) => !links.isLinked({
		...item,
		md5: file.md5
	}, tree.absolute(placeOf(path, file)), isExecutable));
}
async function apply({ tree, links }, { path, item, options }, work) {
	await forEachInSlices(work.remove, (file) => tree.remove(file, path));
	const makeFolder = makeFolders(tree, path);
	const slices = createSlices();
	const isExecutable = item.isExecutable === true;
	let [done, missing] = [0, 0];
	for (const file of work.write) {
		const place = placeOf(path, file);
		makeFolder(dirname(place));
		const placement = {
			object: {
				md5: file.md5,
				hash: item.hash
			},
			target: tree.absolute(place),
			path: place,
			isExecutable
		};
		if (!(links.placeSmall(placement) ?? await links.place(placement))) missing += 1;
		done += 1;
		if (slices.isOver()) {
			options.onProgress?.({
				done,
				total: work.write.length
			});
			await slices.next();
		}
	}
	if (isDirectoryItem(item)) makeFolder(path);
	options.onProgress?.({
		done,
		total: work.write.length
	});
	return missing > 0 ? {
		state: "absent",
		missing
	} : {
		state: "done",
		changed: true
	};
}
function placeOf(path, file) {
	return file.path === "" ? path : `${path}/${file.path}`;
}
function makeFolders(tree, top) {
	const above = dirname(top);
	makeFolder(tree.absolute(above), true);
	const known = new Set([above]);
	const make = (folder) => {
		if (known.has(folder)) return false;
		make(dirname(folder));
		known.add(folder);
		return makeFolder(tree.absolute(folder), false);
	};
	return make;
}
function makeFolder(absolute, recursive) {
	try {
		mkdirSync(absolute, { recursive });
		return true;
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw writeProblem(absolute, error);
		if (lstatSync(absolute).isDirectory()) return false;
		throw new PawlError("path.refused", { message: `${absolute} is a file or a link where a folder has to be.` });
	}
}
//#endregion
//#region src/adapters/data-store/object-links.ts
const unable = new Set([
	"EPERM",
	"ENOTSUP",
	"EOPNOTSUPP",
	"EXDEV",
	"ENOTTY",
	"ENOSYS",
	"EINVAL",
	"EAGAIN",
	"EMLINK"
]);
var ObjectLinks = class {
	#cache;
	#kinds;
	constructor(cache, kinds) {
		this.#cache = cache;
		this.#kinds = kinds;
	}
	get isSharing() {
		const [first, second] = this.#kinds;
		if (!(first !== "reflink" || second !== "hardlink" && second !== "symlink") && !this.#canReflink()) this.#kinds = this.#kinds.slice(1);
		return this.#kinds[0] === "hardlink" || this.#kinds[0] === "symlink";
	}
	#canReflink() {
		const [from, to] = [temporaryBeside(`${this.#cache.root}/probe`), this.#cache.temporary()];
		try {
			mkdirSync(this.#cache.root, { recursive: true });
			writeFileSync(from, "probe");
			copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
			return true;
		} catch {
			return false;
		} finally {
			for (const path of [from, to]) rmSync(path, { force: true });
		}
	}
	async place(placement) {
		return this.placeSmall(placement) ?? await this.#placeLarge(placement);
	}
	placeSmall({ object, target, isExecutable }) {
		if (this.#kinds[0] !== "copy") return void 0;
		const bytes = this.#cache.readChecked(object);
		if (bytes === "large") return void 0;
		if (bytes === void 0) return false;
		this.#through(target, (temporary) => writeNew(temporary, bytes, modeFor(isExecutable)));
		return true;
	}
	async #placeLarge(placement) {
		const { object, target, isExecutable } = placement;
		const kinds = this.#kinds.filter((kind) => !isExecutable || kind === "reflink" || kind === "copy");
		for (const kind of kinds.length === 0 ? ["copy"] : kinds) {
			if (kind === "copy") return this.#copy(placement);
			if (!await this.#cache.verify(object, placement.onBytes)) return false;
			if (this.#link(kind, {
				object,
				target,
				isExecutable
			})) return true;
			this.#kinds = this.#kinds.filter((one) => one !== kind);
		}
		throw new PawlError("file.write-failed", {
			message: `Cannot link ${target} to the cache in any way that cache.type allows.`,
			hint: "Add copy to cache.type in .dvc/config, or keep the cache on the disk of the work tree."
		});
	}
	#link(kind, { object, target, isExecutable }) {
		const source = this.#cache.pathOf(object);
		try {
			this.#through(target, (temporary) => {
				if (kind === "reflink") {
					copyFileSync(source, temporary, constants.COPYFILE_FICLONE_FORCE);
					chmodSync(temporary, modeFor(isExecutable) & ~process.umask());
				} else if (kind === "symlink") symlinkSync(source, temporary);
				else if (lookAt(source)?.size === 0) writeFileSync(temporary, "");
				else linkSync(source, temporary);
			});
			return true;
		} catch (error) {
			const cause = error instanceof PawlError ? error.cause : error;
			if (unable.has(systemCode(cause) ?? "")) return false;
			throw error;
		}
	}
	async #copy(placement) {
		const { object, target } = placement;
		const temporary = this.#cache.temporary();
		try {
			if (!await this.#copyChecked(placement, temporary)) return false;
			backdate(temporary);
			renameSync(temporary, target);
		} catch (error) {
			throw writeProblem(target, error);
		} finally {
			rmSync(temporary, { force: true });
		}
		if (placement.path !== void 0) this.#cache.rememberBackdated(placement.path, target, plainMd5(object));
		return true;
	}
	async #copyChecked({ object, isExecutable, onBytes }, temporary) {
		const from = this.#cache.pathOf(object);
		if (lookAt(from)?.isFile() !== true) return false;
		const mode = modeFor(isExecutable);
		if (object.hash === "legacy" || this.#cache.isVerified(object)) {
			if (!await this.#cache.verify(object)) return false;
			await copyFile(from, temporary);
			await chmod(temporary, mode & ~process.umask());
			return true;
		}
		const { md5 } = await copyLarge({
			from,
			to: temporary,
			mode,
			...onBytes === void 0 ? {} : { onBytes }
		});
		if (md5 === plainMd5(object)) return true;
		this.#cache.remove(object);
		return false;
	}
	#through(target, write) {
		const temporary = this.#cache.temporary();
		try {
			write(temporary);
			renameSync(temporary, target);
		} catch (error) {
			rmSync(temporary, { force: true });
			throw writeProblem(target, error);
		}
	}
	isLinked(object, target, isExecutable) {
		const [link, source] = [lookAtLink(target), lookAt(this.#cache.pathOf(object))];
		if (link === void 0 || source === void 0) return false;
		const isShared = link.isSymbolicLink() || link.ino === source.ino && link.dev === source.dev;
		if (!this.isSharing || isExecutable) return !isShared;
		if (this.#kinds[0] === "symlink") return link.isSymbolicLink() && lookAt(target)?.ino === source.ino;
		return source.size === 0 || !link.isSymbolicLink() && isShared;
	}
};
function modeFor(isExecutable) {
	return isExecutable ? 511 : 438;
}
//#endregion
//#region src/adapters/data-store/save-path.ts
async function savePath(tools, path) {
	const { tree, cache } = tools;
	const found = await tree.look(path);
	if (found.kind === "absent") throw new PawlError("data.missing", {
		message: `There is nothing at ${path} in ${tree.place.root}.`,
		hint: "Check the path: it is taken relative to the top of the repository."
	});
	try {
		if (found.kind === "directory") return await saveDirectory(tools, path);
		const item = fileItem(await saveFile(tools, {
			...found,
			known: tree.memo.find(path, found.look)
		}), found);
		await relink(tools, found, item);
		return item;
	} finally {
		cache.memo.flush();
	}
}
async function saveDirectory(tools, path) {
	const { tree, cache } = tools;
	const text = createTreeText(true);
	const slices = createSlices();
	for (const file of tree.walk(path)) {
		const md5 = (file.look.sizeBytes <= 1048576 ? saveSmall(tools, file) : void 0) ?? await saveFile(tools, file);
		if (tools.links.isSharing) await relink(tools, file, {
			md5,
			hash: "md5"
		});
		text.add({
			md5,
			path: file.path.slice(path.length + 1)
		}, file.look.sizeBytes);
		if (slices.isOver()) await slices.next();
	}
	const { md5, sizeBytes, fileCount, bytes } = text.end();
	const item = {
		md5,
		hash: "md5",
		sizeBytes,
		fileCount
	};
	if (!await cache.verify(item)) cache.putBytes(item, bytes);
	return item;
}
async function saveFile(tools, file) {
	if (file.look.sizeBytes <= 1048576) {
		const saved = saveSmall(tools, file);
		if (saved !== void 0) return saved;
	}
	const { tree, cache } = tools;
	if (file.known !== void 0 && await cache.has({
		md5: file.known,
		hash: "md5"
	})) return file.known;
	const temporary = cache.temporary();
	try {
		const hashedAtMs = Date.now();
		const { md5, sizeBytes } = await copyLarge({
			from: tree.absolute(file.path),
			to: temporary,
			mode: 292
		});
		tree.settle(file, {
			md5,
			sizeBytes,
			hashedAtMs
		});
		const object = {
			md5,
			hash: "md5"
		};
		if (!await cache.verify(object)) await cache.adopt(object, temporary);
		return md5;
	} finally {
		rmSync(temporary, { force: true });
	}
}
function saveSmall({ tree, cache }, file) {
	if (file.known !== void 0) {
		const isThere = cache.hasTrusted({
			md5: file.known,
			hash: "md5"
		});
		if (isThere !== false) return isThere === true ? file.known : void 0;
	}
	const hashedAtMs = Date.now();
	const bytes = readSmall(tree.absolute(file.path), file.look.sizeBytes);
	if (bytes === void 0) return void 0;
	const md5 = md5Of$1(bytes);
	tree.settle(file, {
		md5,
		sizeBytes: bytes.length,
		hashedAtMs
	});
	const object = {
		md5,
		hash: "md5"
	};
	const found = lookAt(cache.pathOf(object));
	if (found !== void 0 && found.size === bytes.length && cache.hasTrusted(object) !== true) return void 0;
	if (found === void 0 || found.size !== bytes.length) cache.putBytes(object, bytes);
	else if (cache.readChecked(object) === void 0) return void 0;
	return md5;
}
async function relink({ tree, links }, file, item) {
	if (!links.isSharing) return;
	const target = tree.absolute(file.path);
	const isExecutable = item.isExecutable === true;
	if (!links.isLinked(item, target, isExecutable)) await links.place({
		object: item,
		target,
		isExecutable
	});
}
//#endregion
//#region src/adapters/data-store/save-into.ts
async function saveInto(tools, part) {
	const { cache, tree } = tools;
	const known = cache.readTree(part.item);
	if (known === void 0) throw unknown(part);
	if (part.item.hash === "legacy") throw ofDvc2(part);
	const path = `${part.path}/${part.inside}`;
	const saved = await savePath(tools, path);
	const found = await inspectWithFiles(tree, path);
	const fresh = (saved.fileCount === void 0 ? [{
		md5: saved.md5,
		path: ""
	}] : found?.files ?? []).map((file) => ({
		md5: file.md5,
		path: file.path === "" ? part.inside : `${part.inside}/${file.path}`
	}));
	const kept = known.filter((file) => file.path !== part.inside && !isBelow(file.path, part.inside));
	const { md5, fileCount, bytes } = treeOf([...kept, ...fresh]);
	const sizeBytes = sizeAfter(part.item, {
		md5,
		isAppended: kept.length === known.length,
		saved
	});
	const item = {
		md5,
		hash: "md5",
		...sizeBytes === void 0 ? {} : { sizeBytes },
		fileCount
	};
	if (!await cache.verify(item)) cache.putBytes(item, bytes);
	return item;
}
function treeOf(files) {
	const text = createTreeText(true);
	const ordered = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
	for (const file of ordered) text.add(file, 0);
	return text.end();
}
function sizeAfter(before, after) {
	const { sizeBytes } = before;
	if (before.md5 === after.md5) return sizeBytes;
	if (!after.isAppended || sizeBytes === void 0 || sizeBytes === 0) return void 0;
	return after.saved.sizeBytes === void 0 ? void 0 : sizeBytes + after.saved.sizeBytes;
}
function ofDvc2({ path }) {
	return new PawlError("data.missing", {
		message: `${path} is recorded in the form of DVC 2, which no part of it can be added to.`,
		hint: `Run \`pawl add ${path}\` for all of it as it is now.`
	});
}
function unknown({ path, inside }) {
	return new PawlError("data.missing", {
		message: `The cache does not have ${path} whole: ${inside} cannot be put into it.`,
		hint: `Run \`pawl fetch ${path}\` first, or \`pawl add ${path}\` for all of it as it is now.`
	});
}
//#endregion
//#region src/adapters/data-store/local-data-store.ts
function createDataStore(tree, cache, kinds = ["reflink", "copy"]) {
	const tools = {
		tree,
		cache,
		links: new ObjectLinks(cache, kinds)
	};
	return {
		inspect: (path, hash = "md5") => inspectPath(tree, normalizePath(path), hash),
		save: (path) => savePath(tools, normalizePath(path)),
		saveInto: (part) => saveInto(tools, {
			...part,
			path: normalizePath(part.path)
		}),
		saveTree: async (text) => saveTree(cache, text),
		has: (item) => hasItem(cache, item),
		checkout: (path, item, options = {}) => checkoutPath(tools, {
			path: normalizePath(path),
			item,
			options
		}),
		remove: (path) => removePath(tree, normalizePath(path)),
		unprotect: (path) => unprotectPath(tools, normalizePath(path))
	};
}
function saveTree(cache, text) {
	const bytes = Buffer.from(text, "utf8");
	const item = {
		md5: `${md5Of$1(bytes)}.dir`,
		hash: "md5"
	};
	if (cache.readTree(item) === void 0) cache.putBytes(item, bytes);
	return item;
}
async function hasItem(cache, item) {
	if (!isDirectoryItem(item)) return cache.has(item);
	const key = `//whole/${item.hash}/${item.md5}`;
	const startedMs = Date.now();
	const { stamp } = sumShelves(cache, item.hash);
	if (cache.memo.find(key, stamp) !== void 0) return true;
	const isWhole = await hasEach(cache, item);
	if (isWhole) cache.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
	cache.memo.flush();
	return isWhole;
}
function sumShelves(cache, hash) {
	const sum = createStampSum();
	for (let shelf = 0; shelf < 256; shelf += 1) {
		const name = shelf.toString(16).padStart(2, "0");
		const look = lookAt(dirname(cache.pathOf({
			md5: name.padEnd(32, "0"),
			hash
		})));
		if (look !== void 0) sum.add(name, lookOf(look));
	}
	return sum.end();
}
async function hasEach(cache, item) {
	const files = cache.readTree(item);
	if (files === void 0) return false;
	let isWhole = true;
	const doubtful = [];
	await forEachInSlices(files, ({ md5 }) => {
		const object = {
			md5,
			hash: item.hash
		};
		const isThere = cache.hasTrusted(object);
		if (isThere === void 0) doubtful.push(object);
		isWhole &&= isThere !== false;
	});
	for (const object of doubtful) isWhole &&= await cache.has(object);
	return isWhole;
}
async function removePath(tree, path) {
	if (path === "") throw new PawlError("path.refused", { message: `${tree.place.root} is the root: it is not removed.` });
	if (await tree.lookAbove(path) === void 0) return;
	try {
		rmSync(tree.absolute(path), {
			recursive: true,
			force: true
		});
	} catch (error) {
		throw writeProblem(path, error);
	}
}
async function unprotectPath({ tree, cache }, path) {
	const found = await tree.look(path);
	if (found.kind === "absent") return;
	const files = found.kind === "file" ? [found] : tree.walk(path);
	for (const file of files) {
		const target = tree.absolute(file.path);
		const mode = ((file.look.mode & 64) !== 0 ? 511 : 438) & ~process.umask();
		if (!file.isLink && file.look.linkCount === 1) {
			if ((file.look.mode & 128) === 0) chmodSync(target, mode);
			continue;
		}
		const temporary = cache.temporary();
		await copyLarge({
			from: target,
			to: temporary,
			mode
		});
		renameSync(temporary, target);
	}
}
//#endregion
//#region src/adapters/data-store/fetch-objects.ts
async function fetchObjects(route, objects, tally) {
	tally.expect(objects.length);
	const { direct } = route;
	return direct === void 0 ? download(route, objects, tally) : copyInto(route.cache, direct, objects, tally);
}
async function copyInto(cache, store, objects, tally) {
	const absent = new Set();
	const slices = createSlices();
	for (const object of objects) {
		const key = objectKey(object);
		const from = store.pathOf(key);
		const found = lookAt(from);
		if (found?.isFile() !== true) absent.add(key);
		else {
			const small = found.size > 1048576 ? void 0 : readSmall(from, found.size);
			if (small === void 0) tally.add(await copyLargeInto(cache, store, object));
			else if (matches(small, object, from)) tally.add(cache.putBytes(object, small));
			else throw corrupt$1(store, key);
		}
		if (slices.isOver()) await slices.next();
	}
	return absent;
}
async function copyLargeInto(cache, store, object) {
	const key = objectKey(object);
	const temporary = cache.temporary();
	try {
		const { md5, sizeBytes } = await copyLarge({
			from: store.pathOf(key),
			to: temporary
		});
		if (!(md5 === plainMd5(object) || await isIntact(temporary, sizeBytes, object))) throw corrupt$1(store, key);
		await cache.adopt(object, temporary);
		return sizeBytes;
	} finally {
		rmSync(temporary, { force: true });
	}
}
async function download(route, objects, tally) {
	const { cache, store } = route;
	const absent = new Set();
	const again = [];
	const byKey = new Map(objects.map((object) => [objectKey(object), object]));
	const resumed = new Set();
	const transfers = [...byKey].map(([key, object]) => {
		const file = cache.work.partial(object.md5);
		if (lookAt(file) !== void 0) resumed.add(key);
		return {
			key,
			file
		};
	});
	await store.download(transfers, async ({ key, file }, outcome) => {
		const object = byKey.get(key);
		if (object === void 0) return;
		if (outcome === "missing") {
			rmSync(file, { force: true });
			absent.add(key);
			return;
		}
		const sizeBytes = lookAt(file)?.size ?? 0;
		if (await isIntact(file, sizeBytes, object)) {
			await cache.adopt(object, file);
			tally.add(sizeBytes);
			return;
		}
		rmSync(file, { force: true });
		if (!resumed.has(key)) throw corrupt$1(store, key);
		again.push(object);
	});
	if (again.length > 0) for (const key of await download(route, again, tally)) absent.add(key);
	return absent;
}
function corrupt$1(store, key) {
	return new PawlError("cache.corrupt", {
		message: `The object ${key} in ${store.label} does not hold the bytes of its name.`,
		hint: "Delete it there, and run `pawl push` where the data is right."
	});
}
//#endregion
//#region src/adapters/data-store/remote-runs.ts
const recordKey = /^runs\/[0-9a-f]{2}\/(?<key>[0-9a-f]{64})\/(?<value>[0-9a-f]{64})$/;
function recordName(key, value) {
	return `runs/${key.slice(0, 2)}/${key}/${value}`;
}
async function pushRuns(cache, store) {
	const keys = await keysOf(cache.root);
	if (keys.length === 0) return 0;
	const there = new Set(await store.list("runs/"));
	const transfers = [];
	for (const key of keys) {
		const folder = runFolder(cache.root, key);
		for (const value of await recordsIn(folder)) {
			const name = recordName(key, value);
			if (!there.has(name)) transfers.push({
				key: name,
				file: join(folder, value)
			});
		}
	}
	await store.upload(transfers, async () => void 0);
	return transfers.length;
}
async function pullRuns(cache, store, key) {
	const known = new Set();
	for (const one of key === void 0 ? await keysOf(cache.root) : [key]) for (const value of await recordsIn(runFolder(cache.root, one))) known.add(recordName(one, value));
	const prefix = key === void 0 ? "runs/" : `runs/${key.slice(0, 2)}/${key}/`;
	const transfers = (await store.list(prefix)).filter((name) => recordKey.test(name) && !known.has(name)).map((name) => ({
		key: name,
		file: cache.temporary()
	}));
	let count = 0;
	await store.download(transfers, async ({ key: name, file }, outcome) => {
		if (outcome === "missing") return;
		const { key: own = "", value = "" } = recordKey.exec(name)?.groups ?? {};
		await writeAtomically(join(runFolder(cache.root, own), value), readFileSync(file));
		rmSync(file, { force: true });
		count += 1;
	});
	return count;
}
//#endregion
//#region src/adapters/data-store/send-objects.ts
async function sendObjects({ cache, store, direct }, objects, tally) {
	tally.expect(objects.length);
	const absent = new Set();
	const slices = createSlices();
	const transfers = [];
	for (const object of objects) {
		const key = objectKey(object);
		const file = cache.pathOf(object);
		const look = lookAt(file);
		if (look?.isFile() !== true) absent.add(key);
		else if (direct !== void 0 && look.size <= 1048576) tally.add(copySmall(cache, direct, object));
		else if (await cache.verify(object)) transfers.push({
			key,
			file,
			sizeBytes: look.size
		});
		else throw corrupt(file);
		if (slices.isOver()) await slices.next();
	}
	await store.upload(transfers, async ({ sizeBytes }) => tally.add(sizeBytes ?? 0));
	return absent;
}
function copySmall(cache, store, object) {
	const file = cache.pathOf(object);
	const bytes = readSmall(file);
	if (bytes === void 0 || !matches(bytes, object, file)) throw corrupt(file);
	store.put(objectKey(object), bytes);
	return bytes.length;
}
function corrupt(file) {
	return new PawlError("cache.corrupt", { message: `The object ${file} does not hold the bytes of its name.` });
}
//#endregion
//#region src/adapters/data-store/transfer-tally.ts
const everyMs = 100;
function createTally({ onProgress }) {
	let [objects, totalObjects, bytes, toldMs] = [
		0,
		0,
		0,
		0
	];
	const tell = () => {
		toldMs = performance.now();
		onProgress?.({
			objects,
			totalObjects,
			bytes
		});
	};
	return {
		expect: (count) => {
			totalObjects += count;
		},
		add: (sizeBytes) => {
			objects += 1;
			bytes += sizeBytes;
			if (onProgress !== void 0 && performance.now() - toldMs > everyMs) tell();
		},
		end: (missing) => {
			tell();
			return {
				objects,
				bytes,
				missing
			};
		}
	};
}
//#endregion
//#region src/adapters/data-store/object-remote.ts
function createObjectRemote(cache, store, direct) {
	const route = {
		cache,
		store,
		...direct === void 0 ? {} : { direct }
	};
	return {
		pull: (items, options = {}) => pullItems(route, items, options),
		push: (items, options = {}) => pushItems(route, items, options),
		findMissing: async (items) => {
			const there = await store.find(items.map(objectKey));
			return items.filter((item) => !there.has(objectKey(item)));
		},
		list: () => listStored(store),
		remove: (objects) => store.remove(objects.map(objectKey)),
		pushRuns: () => pushRuns(cache, store),
		pullRuns: (key) => pullRuns(cache, store, key),
		close: () => store.close()
	};
}
async function listStored(store) {
	const keys = (await store.list("")).filter((key) => objectOfKey(key) !== void 0);
	return [...await store.find(keys)].flatMap(([key, sizeBytes]) => {
		const object = objectOfKey(key);
		return object === void 0 ? [] : [{
			...object,
			sizeBytes
		}];
	});
}
async function pullItems(route, items, options) {
	const { cache } = route;
	const tally = createTally(options);
	const unique = uniqueItems(items);
	await fetchObjects(route, await lackedObjects(cache, unique.filter(isDirectoryItem)), tally);
	const wanted = new Map();
	const unknown = new Set();
	for (const item of unique) {
		const parts = partsOf(cache, item);
		if (parts === void 0) unknown.add(objectKey(item));
		else for (const object of await lackedObjects(cache, parts)) wanted.set(objectKey(object), object);
	}
	const absent = await fetchObjects(route, [...wanted.values()], tally);
	cache.memo.flush();
	const missing = unique.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
	return tally.end(missing);
}
async function pushItems(route, items, options) {
	const { cache, store } = route;
	const tally = createTally(options);
	const unique = uniqueItems(items);
	const directories = unique.filter(isDirectoryItem);
	const there = await store.find(directories.map(objectKey));
	const rest = unique.filter((item) => !there.has(objectKey(item)));
	const wanted = new Map();
	const unknown = new Set();
	for (const item of rest) {
		const parts = partsOf(cache, item);
		if (parts === void 0) unknown.add(objectKey(item));
		else for (const object of parts) wanted.set(objectKey(object), object);
	}
	for (const key of (await store.find([...wanted.keys()])).keys()) wanted.delete(key);
	const absent = await sendObjects(route, [...wanted.values()], tally);
	const missing = rest.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
	const lost = new Set(missing.map(objectKey));
	await sendObjects(route, rest.filter((item) => isDirectoryItem(item) && !lost.has(objectKey(item))), tally);
	cache.memo.flush();
	return tally.end(missing);
}
function uniqueItems(items) {
	return [...new Map(items.map((item) => [objectKey(item), item])).values()];
}
function partsOf(cache, item) {
	if (!isDirectoryItem(item)) return [item];
	return cache.readTree(item)?.map(({ md5 }) => ({
		md5,
		hash: item.hash
	}));
}
function lacksPart(cache, item, absent) {
	if (absent.size === 0) return false;
	return partsOf(cache, item)?.some((object) => absent.has(objectKey(object))) ?? true;
}
async function lackedObjects(cache, objects) {
	const lacked = [];
	const slices = createSlices();
	const folders = new Map();
	for (const object of objects) {
		const folder = `${object.hash} ${object.md5.slice(0, 2)}`;
		const isThere = folders.get(folder) ?? cache.hasFolderOf(object);
		folders.set(folder, isThere);
		if (!isThere) lacked.push(object);
		else if (!(cache.hasTrusted(object) ?? await cache.has(object))) lacked.push(object);
		if (slices.isOver()) await slices.next();
	}
	return lacked;
}
//#endregion
//#region src/adapters/data-store/work-tree.ts
var WorkTree = class {
	place;
	memo;
	constructor(place, memo) {
		this.place = place;
		this.memo = memo;
	}
	absolute(path) {
		return `${this.place.root}/${path}`;
	}
	async look(path) {
		const link = await this.lookAbove(path);
		if (link === void 0) return { kind: "absent" };
		const isLink = link.isSymbolicLink();
		const found = isLink ? lookAtTarget(this.place, path) : link;
		if (found === void 0) await safePath(this.place.root, path);
		if (found === void 0 || found.isDirectory()) return { kind: "directory" };
		if (found.isFile()) return {
			kind: "file",
			path,
			look: lookOf(found),
			isLink
		};
		throw new PawlError("path.refused", { message: `${path} is no file and no folder: it has no content to keep.` });
	}
	async lookAbove(path) {
		await safePath(this.place.root, dirname(path) === "." ? "" : dirname(path));
		return lookAtLink(this.absolute(path));
	}
	*walk(folder) {
		const recall = this.memo.walk(folder);
		for (const file of walkFiles(this.place, folder)) yield {
			...file,
			known: recall(file.path, file.look)
		};
	}
	async hash(file) {
		if (file.look.sizeBytes <= 1048576) return this.hashSmall(file);
		const hashedAtMs = Date.now();
		const { md5, sizeBytes } = await copyLarge({ from: this.absolute(file.path) });
		this.settle(file, {
			md5,
			sizeBytes,
			hashedAtMs
		});
		return md5;
	}
	hashLegacy(file) {
		const key = `//legacy/${file.path}`;
		const known = this.memo.find(key, file.look);
		if (known !== void 0) return known;
		const hashedAtMs = Date.now();
		const md5 = legacyMd5(this.absolute(file.path));
		this.memo.remember(key, file.look, md5, hashedAtMs);
		return md5;
	}
	hashNow(file, hash) {
		if (hash === "legacy") return this.hashLegacy(file);
		return file.known ?? (file.look.sizeBytes <= 1048576 ? this.hashSmall(file) : void 0);
	}
	hashSmall(file) {
		const hashedAtMs = Date.now();
		const bytes = readSmall(this.absolute(file.path), file.look.sizeBytes);
		if (bytes === void 0) throw changing(file.path);
		const md5 = md5Of$1(bytes);
		this.settle(file, {
			md5,
			sizeBytes: bytes.length,
			hashedAtMs
		});
		return md5;
	}
	settle(file, read) {
		const now = lookAt(this.absolute(file.path));
		if (!(now !== void 0 && isSameStamp(lookOf(now), file.look) && now.size === read.sizeBytes)) throw changing(file.path);
		this.memo.remember(file.path, file.look, read.md5, read.hashedAtMs);
	}
	remove(path, top) {
		try {
			unlinkSync(this.absolute(path));
		} catch (error) {
			if (systemCode(error) !== "ENOENT") throw writeProblem(path, error);
		}
		for (let folder = dirname(path); folder !== "." && `${folder}/`.startsWith(`${top}/`); folder = dirname(folder)) if (!this.#removeEmpty(folder)) return;
	}
	#removeEmpty(folder) {
		try {
			rmdirSync(this.absolute(folder));
			return true;
		} catch {
			return false;
		}
	}
};
function changing(path) {
	return new PawlError("data.changing", { message: `${path} changed while it was being read.` });
}
//#endregion
//#region src/adapters/data-store/open-data-store.ts
async function openDataStore(files, home = join(files.root, ".dvc")) {
	const config = await readConfig(dirname(home));
	const work = createWorkFolder(files.root);
	const cache = new ObjectCache({
		root: resolve(home, config.options.get("cache.dir") ?? "cache"),
		work,
		memo: createHashMemo(() => work.home),
		isShared: config.options.get("cache.shared") === "group"
	});
	const tree = new WorkTree({
		root: files.root,
		cache: cache.root
	}, cache.memo);
	return {
		data: createDataStore(tree, cache, linkKinds(config.options.get("cache.type"))),
		runCache: createRunCache(cache.root),
		digest: {
			md5: digestOf("md5"),
			sha256: digestOf("sha256")
		},
		remote: (name, options = new Map()) => openRemote(cache, withOptions(resolveRemote(config, name), options), home),
		objects: (name) => {
			const store = name === void 0 && config.remote === void 0 ? void 0 : openStore(resolveRemote(config, name), home);
			return createDataObjects({
				tree,
				cache,
				store
			});
		},
		cacheGarbage: () => createCacheGarbage(cache, home),
		remoteGarbage: (remote, name) => createRemoteGarbage(resolveRemote(config, name).name, remote),
		defaultRemote: config.remote,
		options: config.options
	};
}
async function readConfig(root) {
	const files = await openConfigFiles(root, process.env);
	const own = join(root, ".dvc");
	return parseDvcConfig((await Promise.all(configLevels.map(async (level) => {
		const path = level === "repo" ? join(own, "config") : files.path(level);
		const isOther = level === "local" && path !== join(own, "config.local");
		const text = path === void 0 || isOther ? void 0 : await files.read(level);
		return path === void 0 || text === void 0 ? [] : [{
			path,
			text
		}];
	}))).flat(), files.userHome);
}
function linkKinds(text = "reflink,copy") {
	return text.split(",").map((part) => {
		const kind = [
			"reflink",
			"hardlink",
			"symlink",
			"copy"
		].find((one) => one === part.trim());
		if (kind !== void 0) return kind;
		throw new PawlError("dvc.invalid", {
			message: `.dvc/config: cache.type has ${JSON.stringify(part.trim())}.`,
			hint: "Use a list of reflink, hardlink, symlink and copy, best first."
		});
	});
}
function digestOf(algorithm) {
	return (text) => createHash(algorithm).update(text).digest("hex");
}
function withOptions(remote, options) {
	return {
		...remote,
		options: new Map([...remote.options, ...options])
	};
}
function openRemote(cache, remote, home) {
	if (!isDirectoryUrl(remote.url)) return createObjectRemote(cache, openStore(remote, home));
	const store = createDirectoryStore(resolve(home, remote.url));
	return createObjectRemote(cache, store, store);
}
function openStore(remote, home) {
	if (isDirectoryUrl(remote.url)) return createDirectoryStore(resolve(home, remote.url));
	return createLazyStore(remote, async () => {
		const { openObjectStore } = await import("./open-object-store-DodyfwbD.js");
		return openObjectStore({
			...remote,
			home,
			environment: process.env
		});
	});
}
//#endregion
export { openDataStore };
