import { Dn as openGitWorkTree, on as createFileSystem, r as printResult } from "./pipeline-DJgoMtB1.js";
import { t as init } from "./init-RNuBHehL.js";
import { t as readWorkflowTemplate } from "./workflow-template-gqNQMvK8.js";
import { resolve } from "node:path";
//#region src/cli/init.ts
function addInitCommand(program) {
	program.command("init").description("set up DVC's files as `dvc init`, .github/pawl.yml and the workflow; what is there stays").argument("[directory]", "default: the present one", ".").option("--no-scm", "without git").option("--subdir", "in a folder below the top of a git work tree").option("-f, --force", "replace a .dvc that is there, and lose its cache").option("-q, --quiet", "print nothing").action(async (directory, _, command) => {
		const options = command.optsWithGlobals();
		const root = resolve(directory);
		const result = await init({
			isWithoutGit: !options.scm,
			isSubdirectory: options.subdir ?? false,
			isForced: options.force ?? false,
			workflow: await readWorkflowTemplate()
		}, {
			files: await createFileSystem(root),
			git: await openGitWorkTree(root)
		});
		const lines = result.written.map((path) => `wrote ${path}${result.staged.includes(path) ? " and added it to git" : ""}`);
		if (!(options.quiet === true && options.json !== true)) printResult(options.json, {
			schema: "pawl.init/1",
			...result
		}, lines);
	});
}
//#endregion
export { addInitCommand };
