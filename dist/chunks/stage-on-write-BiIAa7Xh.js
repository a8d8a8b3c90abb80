import { n as runGit } from "./run-git-Byg91ZIW.js";
//#region src/adapters/git/stage-on-write.ts
function stageOnWrite(files, ignoreRules) {
	let staged = Promise.resolve();
	return {
		...files,
		write: async (path, content) => {
			await files.write(path, content);
			const turn = staged.then(() => stage(files.root, path, ignoreRules));
			staged = turn.catch(() => void 0);
			await turn;
		}
	};
}
async function stage(root, path, ignoreRules) {
	if (path.startsWith(".dvc/tmp/") || await ignoreRules.isIgnored(path)) return;
	await runGit(root, [
		"add",
		"--",
		`./${path}`
	]);
}
//#endregion
export { stageOnWrite };
