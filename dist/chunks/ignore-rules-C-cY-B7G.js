import { n as gitEnvironment } from "./git-environment-BcU4ekBg.js";
//#region src/adapters/git/ignore-rules.ts
function openIgnoreRules(root, processes) {
	return {
		isIgnored: async (path) => {
			const { GIT_LITERAL_PATHSPECS: _, ...env } = gitEnvironment(process.env);
			const args = [
				"check-ignore",
				"--quiet",
				"--no-index",
				"--",
				plain(path)
			];
			return (await processes.run({
				command: "git",
				args,
				cwd: root,
				env
			})).exitCode === 0;
		},
		isTracked: async (path) => {
			const args = [
				"ls-files",
				"--error-unmatch",
				"--",
				plain(path)
			];
			const env = gitEnvironment(process.env);
			return (await processes.run({
				command: "git",
				args,
				cwd: root,
				env
			})).exitCode === 0;
		}
	};
}
function plain(path) {
	return `./${path}`;
}
//#endregion
export { openIgnoreRules as t };
