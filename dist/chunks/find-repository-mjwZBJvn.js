import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
//#region src/runtime/find-repository.ts
function findRepository(directory) {
	const start = resolve(directory);
	const root = findUpwards(start, ".dvc") ?? findUpwards(start, ".git") ?? start;
	return {
		root,
		folder: relative(root, start).split(sep).join("/")
	};
}
function findUpwards(start, name) {
	for (let folder = start;; folder = dirname(folder)) {
		const found = join(folder, name);
		if (existsSync(found) && (name === ".git" || statSync(found).isDirectory())) return folder;
		if (dirname(folder) === folder) return void 0;
	}
}
//#endregion
export { findRepository as t };
