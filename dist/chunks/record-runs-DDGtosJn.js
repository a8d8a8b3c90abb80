import { bn as openGitRepository, nn as createClock } from "./pipeline-C0vlmzvk.js";
import { n as appendBestEffort, t as openLedger } from "./open-ledger-Cok_17iO.js";
import { t as describeRunPlace } from "./run-place-B4qYvz7e.js";
//#region src/runtime/record-runs.ts
async function recordRuns({ runs, github, log, started, directory }, describe) {
	if (runs === void 0) return;
	const commit = await (await openGitRepository(directory)).resolve("HEAD") ?? "";
	const records = describe(describeRunPlace(started, createClock().now(), commit));
	if (records.length === 0) return;
	await appendBestEffort(records, openLedger({
		github,
		log,
		branch: runs.branch
	}), log);
}
//#endregion
export { recordRuns as t };
