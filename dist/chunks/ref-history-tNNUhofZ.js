import { n as runGit, r as runStrictGit } from "./run-git-Byg91ZIW.js";
import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
//#region src/adapters/git/ref-history.ts
function openRefHistory(root) {
	const top = resolve(root);
	return {
		read: () => readHistory(top),
		otherWorkTrees: async () => {
			const prefix = (await runGit(top, ["rev-parse", "--show-prefix"])).trim();
			const own = realpathSync((await runGit(top, ["rev-parse", "--show-toplevel"])).trim());
			return (await listWorktrees(top)).filter((tree) => !tree.isBare && existsSync(tree.path)).filter((tree) => realpathSync(tree.path) !== own).map((tree) => join(tree.path, prefix));
		}
	};
}
async function readHistory(top) {
	const refs = await listRefs(top);
	const stash = refs.some((ref) => ref.name === "refs/stash") ? await listStash(top) : [];
	const heads = (await listWorktrees(top)).flatMap(({ path, detached }) => detached === void 0 ? [] : [{
		kind: "commit",
		name: `HEAD of ${path}`,
		commit: detached
	}]);
	return {
		refs: [
			...refs.filter((ref) => ref.name !== "refs/stash"),
			...stash,
			...heads
		],
		commits: await listCommits(top)
	};
}
async function listRefs(top) {
	const lines = (await runStrictGit(top, ["for-each-ref", "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(symref)"])).split("\n");
	const refs = [];
	for (const line of lines) {
		const [name = "", type, oid = "", symbolic] = line.split("\0");
		if (name === "" || symbolic !== "") continue;
		const commit = type === "commit" ? oid : await peel(top, oid);
		if (commit !== void 0) refs.push({
			...kindOf(name),
			commit
		});
	}
	return refs;
}
async function peel(top, oid) {
	const peeled = (await runGit(top, [
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${oid}^{}`
	])).trim();
	return (await runGit(top, [
		"cat-file",
		"-t",
		peeled
	])).trim() === "commit" ? peeled : void 0;
}
function kindOf(name) {
	const [, folder, rest = name] = /^refs\/(heads|remotes|tags)\/(.+)$/s.exec(name) ?? [];
	if (folder === void 0) return {
		kind: "commit",
		name
	};
	return {
		kind: folder === "tags" ? "tag" : "branch",
		name: rest
	};
}
async function listStash(top) {
	return (await runStrictGit(top, [
		"log",
		"--walk-reflogs",
		"--format=%H %P",
		"refs/stash",
		"--"
	])).split("\n").flatMap((line, index) => {
		const [id = "", , ...parts] = line.split(" ");
		return (id === "" ? [] : [id, ...parts]).map((commit) => ({
			kind: "commit",
			name: `stash@{${index}}`,
			commit
		}));
	});
}
async function listWorktrees(top) {
	return (await runStrictGit(top, [
		"worktree",
		"list",
		"--porcelain"
	])).split("\n\n").filter((block) => block.startsWith("worktree ")).map((block) => {
		const lines = block.split("\n");
		const value = (key) => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
		const detached = lines.includes("detached") ? value("HEAD") : void 0;
		return {
			path: value("worktree") ?? "",
			detached,
			isBare: lines.includes("bare")
		};
	});
}
async function listCommits(top) {
	return (await runStrictGit(top, [
		"rev-list",
		"--all",
		"--timestamp",
		"--parents"
	])).split("\n").flatMap((line) => {
		const [seconds = "", id = "", ...parents] = line.split(" ");
		return id === "" ? [] : [{
			id,
			parents,
			dateMs: Number(seconds) * 1e3
		}];
	});
}
//#endregion
export { openRefHistory };
