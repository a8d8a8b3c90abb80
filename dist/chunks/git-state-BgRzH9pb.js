import { n as runGit } from "./run-git-Byg91ZIW.js";
import { resolve } from "node:path";
//#region src/adapters/git/git-state.ts
function openGitState(root) {
	const top = resolve(root);
	return {
		branch: () => runGit(top, [
			"symbolic-ref",
			"--quiet",
			"--short",
			"HEAD"
		]).then((name) => name.trim(), () => void 0),
		untracked: async () => {
			return (await runGit(top, [
				"ls-files",
				"--others",
				"--exclude-standard",
				"-z"
			])).split("\0").filter((path) => path !== "").sort();
		},
		isDirty: async () => await runGit(top, [
			"status",
			"--porcelain",
			"--untracked-files=no",
			"-z"
		]) !== ""
	};
}
//#endregion
export { openGitState };
