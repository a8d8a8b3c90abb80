import { t as PawlError } from "./errors-DwLb4yF0.js";
import { n as temporaryName, r as writeAtomically } from "./write-atomically-Bl-XXc37.js";
import { lstat, readFile, readdir, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
//#region src/adapters/file-system/safe-path.ts
const reservedNames = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;
function refuse(path, reason) {
	return new PawlError("path.refused", { message: `The path ${JSON.stringify(path)} is refused: ${reason}.` });
}
function normalizePath(path) {
	if (path.includes("\0") || path.includes("\\")) throw refuse(path, "it has a NUL or a backslash");
	if (isAbsolute(path) || /^[A-Za-z]:/.test(path)) throw refuse(path, "it is absolute");
	const parts = [];
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) throw refuse(path, "it leaves its root");
	}
	if (parts.some((part) => part.toLowerCase() === ".git")) throw refuse(path, "it enters .git");
	if (parts.some((part) => reservedNames.test(part))) throw refuse(path, "it has a reserved name");
	return parts.join("/");
}
async function existing(path) {
	return lstat(path).then(() => true, () => false);
}
async function safePath(root, path) {
	const absolute = join(root, normalizePath(path));
	let there = absolute;
	while (there !== root && !await existing(there)) there = dirname(there);
	const [realRoot, real] = await Promise.all([realpath(root).catch(() => root), realpath(there).catch(() => void 0)]);
	if (real === void 0) throw refuse(path, "a symbolic link on it leads nowhere");
	const inside = relative(realRoot, real);
	if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw refuse(path, "a symbolic link on it leaves the root");
	if (inside.toLowerCase().split(sep).includes(".git")) throw refuse(path, "a symbolic link on it enters .git");
	return absolute;
}
//#endregion
//#region src/adapters/file-system/local.ts
function createFileSystem(root) {
	const top = resolve(root);
	return {
		root: top,
		readBytes: (path) => readExisting(top, path),
		readText: async (path) => new TextDecoder().decode(await readExisting(top, path)),
		write: async (path, content) => {
			const target = await safePath(top, path);
			await writeAtomically(target, content).catch((cause) => {
				throw new PawlError("file.write-failed", {
					message: `Cannot write ${target}: ${reason(cause)}`,
					cause
				});
			});
		},
		stat: (path) => statIfThere(top, path),
		list: (path) => listFiles(top, path),
		remove: async (path) => {
			const target = await safePath(top, path);
			if (target !== top) return rm(target, {
				recursive: true,
				force: true
			});
			throw new PawlError("path.refused", { message: `${top} is the root: it is not removed.` });
		}
	};
}
async function readExisting(root, path) {
	const target = await safePath(root, path);
	return readFile(target).catch((cause) => {
		throw new PawlError("file.missing", {
			message: `Cannot read ${target}: ${reason(cause)}`,
			cause
		});
	});
}
async function statIfThere(root, path) {
	const found = await stat(await safePath(root, path)).catch((error) => {
		if (isMissing(error)) return void 0;
		throw new PawlError("file.unreadable", {
			message: `Cannot look at ${path}: ${reason(error)}`,
			cause: error
		});
	});
	if (found === void 0) return void 0;
	return {
		kind: found.isDirectory() ? "directory" : "file",
		sizeBytes: found.size
	};
}
async function listFiles(root, path) {
	const directory = await safePath(root, path);
	return (await readdir(directory, {
		recursive: true,
		withFileTypes: true
	}).catch((error) => {
		if (isMissing(error)) return [];
		throw new PawlError("file.unreadable", {
			message: `Cannot list ${directory}: ${reason(error)}`,
			cause: error
		});
	})).filter((entry) => !entry.isDirectory() && !temporaryName.test(basename(entry.name))).map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")).sort(byCodePoint);
}
function byCodePoint(a, b) {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function isMissing(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return code === "ENOENT" || code === "ENOTDIR";
}
function reason(error) {
	return error instanceof Error ? error.message : String(error);
}
//#endregion
export { createFileSystem };
