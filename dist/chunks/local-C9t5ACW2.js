import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { r as compareCodePoints } from "./value-VM4t6jbx.js";
import { n as temporaryName, r as writeAtomically } from "./write-atomically-Bl-XXc37.js";
import { n as safePath } from "./safe-path-DGsgVdZM.js";
import { readFile, readdir, rm, stat } from "node:fs/promises";
import { lstatSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
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
		findLinkedFolder: async (path) => findLinkedFolder(top, path),
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
function findLinkedFolder(root, path) {
	const parts = path.split("/");
	return parts.map((_, index) => parts.slice(0, index + 1).join("/")).find((folder) => {
		const place = join(root, folder);
		if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
		return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
	});
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
	})).filter((entry) => !entry.isDirectory() && !temporaryName.test(basename(entry.name))).map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")).sort(compareCodePoints);
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
