import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Rt as compareCodePoints, l as noDvcIgnore, o as isMetafile, qt as isBelow } from "./pipeline-DJgoMtB1.js";
import { n as runGit, t as readBlob } from "./run-git-Byg91ZIW.js";
import { n as checkPath, r as checkRevision } from "./git-arguments-SQcToZ9n.js";
import { resolve } from "node:path";
//#region src/adapters/git/revisions.ts
function openRevisions(root) {
	const top = resolve(root);
	const blobs = new Map();
	return {
		view: async (revision) => {
			const commit = await resolveCommit(top, revision);
			return commit === void 0 ? void 0 : createView({
				root: top,
				name: revision,
				commit,
				blobs
			});
		},
		branches: async (options) => {
			const remote = options?.withRemote === true ? await listRefs(top, "refs/remotes") : [];
			return [...await listRefs(top, "refs/heads"), ...remote];
		},
		tags: () => listRefs(top, "refs/tags"),
		commits: (from) => listCommits(top, from),
		isShallow: async () => (await runGit(top, ["rev-parse", "--is-shallow-repository"])).trim() === "true"
	};
}
async function resolveCommit(root, revision) {
	return runGit(root, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${checkRevision(revision)}^{commit}`
	]).then((found) => found.trim(), () => void 0);
}
async function listEntries(root, commit) {
	const listed = await runGit(root, [
		"ls-tree",
		"-r",
		"-z",
		"--end-of-options",
		commit
	]);
	const entries = new Map();
	for (const line of listed.split("\0")) {
		const [, mode, oid, path] = /^(100[0-7]{3}|120000) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
		const isLink = mode === "120000";
		const isKept = path !== void 0 && (!isLink || isMetafile(path));
		if (oid !== void 0 && isKept) entries.set(path, {
			oid,
			isLink
		});
	}
	return entries;
}
function createView({ root, name, commit, blobs }) {
	let tree;
	const readTree = () => tree ??= listEntries(root, commit);
	const readBytes = async (path) => {
		const entry = (await readTree()).get(checkPath(path));
		if (entry === void 0) return void 0;
		if (entry.isLink) throw new PawlError("file.unreadable", {
			message: `${path} is a symbolic link at ${name}: what it describes is not known.`,
			hint: "Commit the file itself in place of the link."
		});
		const known = blobs.get(entry.oid) ?? readBlob(root, entry.oid);
		blobs.set(entry.oid, known);
		return known;
	};
	const readText = async (path) => {
		const bytes = await readBytes(path);
		return bytes && new TextDecoder().decode(bytes);
	};
	return {
		name,
		readBytes,
		readText,
		listMetafiles: async () => {
			const found = [...(await readTree()).keys()].filter(isMetafile).sort(compareCodePoints);
			const rules = new Map();
			const kept = [];
			for (const path of found) if (!await isLeftOut(path, rules, readText)) kept.push(path);
			return kept;
		},
		listFiles: async (directory) => [...(await readTree()).keys()].filter((path) => isBelow(path, directory)).sort(compareCodePoints)
	};
}
async function enterFolder(folder, rules, readText) {
	const known = rules.get(folder);
	if (known !== void 0) return known;
	const entered = (folder === "" ? noDvcIgnore : await enterFolder(folder.split("/").slice(0, -1).join("/"), rules, readText)).enter(folder, await readText(folder === "" ? ".dvcignore" : `${folder}/.dvcignore`));
	rules.set(folder, entered);
	return entered;
}
async function isLeftOut(path, rules, readText) {
	const parts = path.split("/");
	for (const index of parts.keys()) if ((await enterFolder(parts.slice(0, index).join("/"), rules, readText)).isIgnored(parts.slice(0, index + 1).join("/"), index < parts.length - 1)) return true;
	return false;
}
async function listRefs(root, prefix) {
	return (await runGit(root, [
		"for-each-ref",
		"--format=%(refname:short)%00%(objectname)%00%(*objectname)",
		prefix
	])).split("\n").flatMap((line) => {
		const [name = "", oid = "", peeled = ""] = line.split("\0");
		return name === "" || name.endsWith("/HEAD") ? [] : [{
			name,
			commit: peeled === "" ? oid : peeled
		}];
	});
}
async function listCommits(root, from) {
	return (await runGit(root, commitArguments(from))).split("\n").filter((line) => line !== "");
}
function commitArguments(from) {
	if (from === "all") return ["rev-list", "--all"];
	const limit = from.limit === void 0 ? [] : [`--max-count=${from.limit}`];
	const start = ["--end-of-options", checkRevision(from.revision)];
	if (from.changing === void 0) return [
		"rev-list",
		...limit,
		...start
	];
	const paths = from.changing.map(checkPath);
	return [
		"--literal-pathspecs",
		"rev-list",
		"--first-parent",
		...limit,
		...start,
		"--",
		...paths
	];
}
//#endregion
export { openRevisions };
