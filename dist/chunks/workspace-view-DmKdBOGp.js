import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { r as compareCodePoints } from "./value-VM4t6jbx.js";
import { t as noDvcIgnore } from "./dvc-ignore-Y3RQeTxN.js";
import { t as isMetafile } from "./metafile-Bhe8SvXP.js";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
//#region src/adapters/file-system/workspace-view.ts
function createWorkspaceView(files, options = {}) {
	const ifThere = async (path, read) => (await files.stat(path))?.kind === "file" ? read(path) : void 0;
	return {
		name: "workspace",
		readText: (path) => ifThere(path, (there) => files.readText(there)),
		readBytes: (path) => ifThere(path, (there) => files.readBytes(there)),
		listMetafiles: () => listMetafiles(files.root, options.isWhole ?? false),
		listFiles: async (directory) => (await files.stat(directory))?.kind === "directory" ? files.list(directory) : []
	};
}
async function listMetafiles(root, isWhole) {
	const found = [];
	visit({
		root,
		folder: "",
		rules: noDvcIgnore,
		found,
		isWhole
	});
	return found.sort(compareCodePoints);
}
function visit({ root, folder, rules, found, isWhole }) {
	const entries = readFolder(join(root, folder), isWhole);
	const names = new Set(entries.map((entry) => entry.name));
	const inside = rules.enter(folder, names.has(".dvcignore") ? readText(root, folder, ".dvcignore") : void 0);
	const outputs = names.has(".gitignore") ? outputsIn(readText(root, folder, ".gitignore")) : new Set();
	for (const entry of entries) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		const isFolder = entry.isDirectory();
		const isFile = entry.isFile() || entry.isSymbolicLink();
		if (!isFolder && !(isFile && isMetafile(entry.name))) continue;
		if (inside.isIgnored(path, isFolder)) continue;
		if (!isFolder) found.push(path);
		else {
			if (names.has(`${entry.name}.dvc`) || outputs.has(entry.name) || entry.name === "node_modules" || isRepository(join(root, path))) continue;
			visit({
				root,
				folder: path,
				rules: inside,
				found,
				isWhole
			});
		}
	}
}
function outputsIn(text) {
	const names = text.split("\n").flatMap((line) => /^\/([^/*?[\\!]+)\/?$/.exec(line.trimEnd())?.[1] ?? []);
	return new Set(names);
}
function isRepository(folder) {
	return existsSync(join(folder, ".dvc"));
}
function readFolder(folder, isWhole) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (cause) {
		const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
		if (!isWhole || isGone) return [];
		throw new PawlError("file.unreadable", {
			message: `Cannot list ${folder}: ${String(cause)}`,
			cause
		});
	}
}
function readText(root, folder, name) {
	return readFileSync(join(root, folder, name), "utf8");
}
//#endregion
export { createWorkspaceView };
