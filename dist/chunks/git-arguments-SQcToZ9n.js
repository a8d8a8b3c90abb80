import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/adapters/git/git-arguments.ts
function refuse(what, value) {
	return new PawlError("git.argument-refused", { message: `${JSON.stringify(value)} is not a ${what} that Pawl passes to git.` });
}
function checkBranch(name) {
	if (!(/^[A-Za-z0-9_][A-Za-z0-9._/@#+-]{0,249}$/.test(name) && !/\.\.|\/\/|@\{|\/\.|\.lock(\/|$)|[./]$/.test(name) && name !== "HEAD")) throw refuse("branch name", name);
	return name;
}
function checkRevision(revision) {
	const [, ref = ""] = /^([^~^]+)([~^][0-9]*)*$/.exec(revision) ?? [];
	if (ref !== "HEAD") try {
		checkBranch(ref);
	} catch {
		throw refuse("revision", revision);
	}
	return revision;
}
function checkPath(path) {
	const parts = path.split("/");
	if (path === "" || /^[-:]|[\0\n\\]/.test(path) || parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git")) throw refuse("path", path);
	return path;
}
//#endregion
export { checkPath as n, checkRevision as r, checkBranch as t };
