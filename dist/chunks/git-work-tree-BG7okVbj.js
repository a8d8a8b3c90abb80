import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as gitEnvironment } from "./git-environment-BcU4ekBg.js";
import { n as checkPath } from "./git-arguments-SQcToZ9n.js";
import { t as openIgnoreRules } from "./ignore-rules-C-cY-B7G.js";
//#region src/adapters/git/git-work-tree.ts
function openGitWorkTree(directory, processes) {
	const run = async (args) => {
		const lines = [];
		const { exitCode } = await processes.run({
			command: "git",
			args,
			cwd: directory,
			env: gitEnvironment(process.env),
			onLine: (line) => lines.push(line)
		});
		return {
			isGood: exitCode === 0,
			text: lines.join("\n")
		};
	};
	const ask = async (args) => {
		const { isGood, text } = await run(args);
		return isGood && text !== "" ? text : void 0;
	};
	return {
		top: () => ask(["rev-parse", "--show-toplevel"]),
		isIgnored: (path) => openIgnoreRules(directory, processes).isIgnored(path),
		defaultBranch: async () => {
			return (await ask([
				"symbolic-ref",
				"--quiet",
				"--short",
				"refs/remotes/origin/HEAD"
			]))?.replace(/^origin\//, "") ?? await ask([
				"symbolic-ref",
				"--quiet",
				"--short",
				"HEAD"
			]) ?? "main";
		},
		stage: async (paths) => {
			const { isGood, text } = await run([
				"add",
				"--",
				...paths.map(checkPath)
			]);
			if (!isGood) throw new PawlError("git.failed", { message: `git add failed in ${directory}: ${text}` });
		}
	};
}
//#endregion
export { openGitWorkTree };
