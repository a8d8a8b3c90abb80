import { a as checkPath, n as gitEnvironment } from "./git-environment-B-JOXlso.js";
//#region src/adapters/git/ignore-rules.ts
function openIgnoreRules(root, processes) {
	return { isIgnored: async (path) => {
		const { GIT_LITERAL_PATHSPECS: _, ...env } = gitEnvironment(process.env);
		const args = [
			"check-ignore",
			"--quiet",
			"--no-index",
			"--",
			checkPath(path)
		];
		return (await processes.run({
			command: "git",
			args,
			cwd: root,
			env
		})).exitCode === 0;
	} };
}
//#endregion
export { openIgnoreRules };
