import { r as printResult } from "./pipeline-DJgoMtB1.js";
//#region src/cli/add.ts
function addAddCommand(program) {
	program.command("add").description("put files and directories under version control; git keeps a small .dvc file").argument("<paths...>", "files and directories; one inside an added directory updates that one").option("--no-commit", "record what the data is, and put nothing into the cache").option("-q, --quiet", "print errors alone").action(async (paths, _, command) => {
		await run(paths, command.optsWithGlobals());
	});
}
async function run(paths, options) {
	const [{ findRepository }, { openPipeline }, { add }, { createCommandLog }, { inRepository }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./add-DxUeD2-k.js"),
		import("./command-log-Czlw7uMi.js"),
		import("./transfer-options-CHqEmlsp.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const ports = await openPipeline(root, createCommandLog({ isQuiet: options.quiet ?? false }));
	const result = await add(inRepository(paths, {
		root,
		folder
	}), ports, { isUncommitted: !options.commit });
	if (options.quiet === true && options.json !== true) return;
	const lines = result.added.map((one) => `${one.path}: ${one.item.md5} in ${one.file}`);
	printResult(options.json, {
		schema: "pawl.add/1",
		...result
	}, lines);
}
//#endregion
export { addAddCommand };
