import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { i as scopeOf, r as remoteChoice, t as addTransferOptions } from "./transfer-options-Bnp12G1w.js";
//#region src/cli/pull.ts
function addPullCommand(program) {
	addTransferOptions(program.command("pull").description("bring data and models from the remote into the work tree")).option("-f, --force", "replace changed files that the cache does not have").option("--allow-missing", "pass over what is in neither cache nor remote").action(async (targets, _, own) => {
		await run(targets, own.optsWithGlobals());
	});
}
async function run(targets, options) {
	const [{ findRepository }, { openTransfers }, { pull }, { createCommandLog }, { createTransferDisplay }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./pull-B06Qn_ks.js"),
		import("./command-log-Czlw7uMi.js"),
		import("./transfer-display-Yl2tyKNB.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const isQuiet = options.quiet ?? false;
	const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
	const display = await createTransferDisplay("fetching", isQuiet);
	try {
		const result = await pull({
			...scopeOf(targets, {
				root,
				folder
			}, options),
			force: options.force ?? false,
			allowsMissing: options.allowMissing ?? false,
			runCache: options.runCache ?? false,
			onProgress: display.onProgress
		}, ports);
		display.stop();
		for (const path of result.missing) ports.log.warning(`In neither cache nor remote: ${path}`);
		const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
		if (!isQuiet || options.json === true) printResult(options.json, {
			schema: "pawl.pull/1",
			...result
		}, lines);
	} finally {
		display.stop();
		await ports.remote?.close();
	}
}
//#endregion
export { addPullCommand };
