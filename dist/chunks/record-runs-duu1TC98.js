import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Tn as openGitRepository, an as createClock, in as createArtifacts } from "./pipeline-DJgoMtB1.js";
import { n as packRecords, t as handedPrefix } from "./handed-records-DJSw3mG4.js";
import { a as nodeDigest } from "./read-ledger-BOzKXy_l.js";
import { i as warnOfLost, r as tryAppend, t as openLedger } from "./open-ledger-CYPiaLwr.js";
import { n as findRunGpus, t as describeRunPlace } from "./run-place-BPZJIcqB.js";
//#region src/runtime/record-runs.ts
async function recordRuns({ runs, github, log, started, directory, local }, describe) {
	if (runs === void 0) return "none";
	const commit = await (await openGitRepository(directory)).resolve("HEAD") ?? "";
	const ended = createClock().now();
	const gpus = await findRunGpus();
	const place = describeRunPlace(started, ended, local?.wasDirty === true ? "" : commit, gpus);
	const records = describe(local !== void 0 && place.trigger.runId === null ? {
		...place,
		actor: local.actor
	} : place);
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
