import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { i as scopeOf, r as remoteChoice, t as addTransferOptions } from "./transfer-options-Bnp12G1w.js";
//#region src/cli/fetch.ts
function addFetchCommand(program) {
	addTransferOptions(program.command("fetch").description("bring data and models from the remote into the cache")).option("--max-size <bytes>", "only data of at most this size", parseSize).addOption(new Option("--type <types...>", "only metrics or plots").choices(["metrics", "plots"])).action(async (targets, _, own) => {
		await run(targets, own.optsWithGlobals());
	});
}
async function run(targets, options) {
	const [{ findRepository }, { openTransfers }, { fetch }, { createCommandLog }, { createTransferDisplay }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./fetch-B1RKuH_C.js"),
		import("./command-log-Czlw7uMi.js"),
		import("./transfer-display-Yl2tyKNB.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const isQuiet = options.quiet ?? false;
	const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
	const display = await createTransferDisplay("fetching", isQuiet);
	const kinds = options.type?.map((type) => type === "metrics" ? "metric" : "plot");
	try {
		const result = await fetch({
			...scopeOf(targets, {
				root,
				folder
			}, options),
			runCache: options.runCache ?? false,
			onProgress: display.onProgress,
			...options.maxSize === void 0 ? {} : { maxSizeBytes: options.maxSize },
			...kinds === void 0 ? {} : { kinds }
		}, ports);
		display.stop();
		for (const path of result.missing) ports.log.warning(`In neither cache nor remote: ${path}`);
		const runs = result.runs > 0 ? [`${result.runs} run records fetched`] : [];
		const line = result.objects > 0 ? `${result.objects} objects fetched` : "Everything is up to date.";
		if (!isQuiet || options.json === true) printResult(options.json, {
			schema: "pawl.fetch/1",
			...result
		}, [line, ...runs]);
		if (result.decision === "negative") process.exitCode = 1;
	} finally {
		display.stop();
		await ports.remote?.close();
	}
}
function parseSize(text) {
	if (/^\d{1,15}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It is a number of bytes.");
}
//#endregion
export { addFetchCommand };
