import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { i as scopeOf, r as remoteChoice, t as addTransferOptions } from "./transfer-options-Bnp12G1w.js";
//#region src/cli/push.ts
function addPushCommand(program) {
	addTransferOptions(program.command("push").description("send data and models to the remote")).action(async (targets, _, own) => {
		await run(targets, own.optsWithGlobals());
	});
}
async function run(targets, options) {
	const [{ findRepository }, { openTransfers }, { push }, { createCommandLog }, { createTransferDisplay }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./push-CDpKq_tv.js"),
		import("./command-log-Czlw7uMi.js"),
		import("./transfer-display-Yl2tyKNB.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const isQuiet = options.quiet ?? false;
	const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
	const display = await createTransferDisplay("pushing", isQuiet);
	try {
		const result = await push({
			...scopeOf(targets, {
				root,
				folder
			}, options),
			runCache: options.runCache ?? false,
			onProgress: display.onProgress
		}, ports);
		display.stop();
		const line = `${result.objects} objects (${result.bytes} bytes) and ${result.runs} run records pushed`;
		const isNothing = result.reasonCode === "data.in-sync";
		if (!isQuiet || options.json === true) printResult(options.json, {
			schema: "pawl.push/1",
			...result
		}, [isNothing ? "Everything is up to date." : line]);
	} finally {
		display.stop();
		await ports.remote?.close();
	}
}
//#endregion
export { addPushCommand };
