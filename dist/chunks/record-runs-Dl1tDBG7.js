import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { Cn as openGitRepository, nn as createArtifacts, rn as createClock } from "./pipeline-DdGrLffK.js";
import { n as packRecords, t as handedPrefix } from "./handed-records-BlWpszZU.js";
import { i as warnOfLost, r as tryAppend, t as openLedger } from "./open-ledger-hH9l7EKl.js";
import { C as nodeDigest } from "./read-ledger-BT-0_2VM.js";
import { t as describeRunPlace } from "./run-place-B4qYvz7e.js";
//#region src/runtime/record-runs.ts
async function recordRuns({ runs, github, log, started, directory }, describe) {
	if (runs === void 0) return "none";
	const commit = await (await openGitRepository(directory)).resolve("HEAD") ?? "";
	const records = describe(describeRunPlace(started, createClock().now(), commit));
	if (records.length === 0) return "none";
	const failure = github === void 0 ? new PawlError("github.request-failed", { message: "The job has no token that writes." }) : await tryAppend(records, openLedger({
		github,
		log,
		branch: runs.branch
	}));
	if (failure === void 0) return "written";
	if (canHandOver() && await handOver(records, log)) return "handed-over";
	warnOfLost(records, failure, log);
	return "lost";
}
function canHandOver() {
	return process.env["ACTIONS_RUNTIME_TOKEN"] !== void 0 && process.env["GITHUB_RUN_ID"] !== void 0;
}
async function handOver(records, log) {
	const [job, attempt] = [process.env["GITHUB_JOB"] ?? "job", process.env["GITHUB_RUN_ATTEMPT"] ?? "1"];
	const keys = nodeDigest.sha256(records.map(({ key }) => key).join("\n"));
	const name = `${handedPrefix}${job.replaceAll(/[^\w-]/g, "_").slice(0, 100)}-${attempt}-${keys.slice(0, 8)}`;
	try {
		await (await createArtifacts()).upload(name, packRecords(records));
		log.info(`The bot writes what the artifact ${name} holds to the run ledger.`);
		return true;
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		log.debug(`${name}: ${error.message}`);
		return false;
	}
}
//#endregion
export { recordRuns as t };
