import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as gitEnvironment } from "./git-environment-BcU4ekBg.js";
//#region src/adapters/git/git-config.ts
function openGitConfig(root, processes) {
	const run = async (args) => {
		const lines = [];
		return {
			...await processes.run({
				command: "git",
				args: [
					"config",
					"--local",
					...args
				],
				cwd: root,
				env: gitEnvironment(process.env),
				onLine: (line) => lines.push(line)
			}),
			text: lines.join("\n")
		};
	};
	return {
		get: async (key) => {
			const { exitCode, text } = await run(["--get", key]);
			return exitCode === 0 ? text : void 0;
		},
		set: async (key, value) => {
			const { exitCode, text } = await run([
				"--replace-all",
				key,
				value
			]);
			if (exitCode === 0) return;
			throw new PawlError("git.failed", { message: `git config ${key} failed in ${root}: ${text}` });
		}
	};
}
//#endregion
export { openGitConfig };
