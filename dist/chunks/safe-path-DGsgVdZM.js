import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { lstat, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
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
export { safePath as n, normalizePath as t };
