import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as runGit } from "./run-git-Byg91ZIW.js";
import { r as checkRevision } from "./git-arguments-SQcToZ9n.js";
import { mkdir, readdir, realpath, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
//#region src/adapters/git/worktrees.ts
const folder = ".dvc/tmp/pawl/worktrees";
function openWorktrees(root) {
	const top = resolve(root);
	return { add: async (revision) => {
		await removeLeftovers(top);
		return addWorktree(top, revision);
	} };
}
async function addWorktree(top, revision) {
	const commit = (await runGit(top, [
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${checkRevision(revision)}^{commit}`
	]).catch((cause) => {
		throw new PawlError("git.failed", {
			message: `${revision} names no commit in ${top}.`,
			cause
		});
	})).trim();
	const home = join(top, folder);
	await mkdir(home, { recursive: true });
	const path = join(await realpath(home), `${process.pid}-${randomBytes(4).toString("hex")}`);
	await runGit(top, [
		"worktree",
		"add",
		"--quiet",
		"--detach",
		"--end-of-options",
		path,
		commit
	]);
	return {
		root: join(path, (await runGit(top, ["rev-parse", "--show-prefix"])).trim()),
		commit,
		remove: () => removeWorktree(top, path)
	};
}
async function removeWorktree(top, path) {
	await rm(path, {
		recursive: true,
		force: true
	});
	await runGit(top, ["worktree", "prune"]);
}
async function removeLeftovers(top) {
	const home = join(top, folder);
	for (const name of await readdir(home).catch(() => [])) {
		const pid = Number(name.split("-")[0]);
		if (Number.isInteger(pid) && pid > 0 && !isRunning(pid)) await removeWorktree(top, join(home, name));
	}
}
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
//#endregion
export { openWorktrees };
