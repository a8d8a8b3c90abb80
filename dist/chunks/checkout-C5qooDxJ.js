import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { n as inRepository } from "./transfer-options-Bnp12G1w.js";
//#region src/cli/checkout.ts
function addCheckoutCommand(program) {
	program.command("checkout").description("put the cache's data into the work tree").argument("[targets...]", "stages, .dvc files or paths (default: all)").option("-f, --force", "replace changed files that the cache does not have").option("--relink", "link files anew as cache.type says").option("-d, --with-deps", "also what the targets are made from").option("-R, --recursive", "a folder means all data in it (always so)").option("--allow-missing", "pass over what the cache does not have").option("-q, --quiet", "print nothing but errors").action(async (targets, _, command) => {
		await run(targets, command.optsWithGlobals());
	});
}
async function run(targets, options) {
	const [{ findRepository }, { openTransfers }, { checkout }, { createCommandLog }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./pull-B06Qn_ks.js"),
		import("./command-log-Czlw7uMi.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const isQuiet = options.quiet ?? false;
	const ports = await openTransfers(root, createCommandLog({ isQuiet }));
	const result = await checkout({
		targets: inRepository(targets, {
			root,
			folder
		}),
		force: options.force ?? false,
		relink: options.relink ?? false,
		withDeps: options.withDeps ?? false,
		allowsMissing: options.allowMissing ?? false
	}, {
		workspace: ports.workspace,
		data: ports.data,
		readTree: ports.readTree
	});
	const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
	if (!isQuiet || options.json === true) printResult(options.json, {
		schema: "pawl.checkout/1",
		...result
	}, lines);
}
//#endregion
export { addCheckoutCommand };
