import { f as PawlError } from "./copy-W2n1VAGm.js";
import { En as openGitState, an as createClock, on as createFileSystem, sn as createGitHub } from "./pipeline-DJgoMtB1.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { n as recordStages, r as recordFailure, t as watchStages } from "./watch-stages-ColEEF_0.js";
//#region src/runtime/record-repro.ts
async function openReproRecorder(place) {
	const { root: directory, github, progress, log } = place;
	if ((await readPolicyFile(await createFileSystem(directory))).runs === void 0) throw new PawlError("usage.invalid", {
		message: `--record writes to the run ledger, and ${policyPath} has no runs.`,
		hint: "Add `runs: {}` to the policy, or leave --record out."
	});
	const { token, ...named } = github;
	const writer = await createGitHub({
		...named,
		auth: { token }
	});
	await writer.members.repository();
	const { login, appId } = await writer.members.self();
	const type = appId === null && !login.endsWith("[bot]") ? "User" : "Bot";
	const local = {
		actor: {
			id: null,
			login: login.slice(0, 100),
			type,
			role: null
		},
		wasDirty: await (await openGitState(directory)).isDirty()
	};
	const run = {
		directory,
		config: policyPath,
		started: createClock().now(),
		log,
		local
	};
	const watch = watchStages();
	const fail = (error, failedStage) => recordFailure(error, {
		...run,
		github,
		verb: "train",
		failedStage
	});
	return {
		progress: join(progress, watch.progress),
		record: async (work) => {
			const result = await work().catch(async (error) => {
				await fail(error, watch.failedStage());
				throw error;
			});
			for (const { stage } of result.failures) await fail(new PawlError("stage.failed", { message: `${stage} failed` }), stage);
			for (const verb of ["feature", "train"]) if (await recordStages(verb, result, {
				...run,
				writer
			}) === "lost") throw lost(named.repository);
			return result;
		}
	};
}
function lost(repository) {
	return new PawlError("github.request-failed", {
		message: `The run is done and is not in the run ledger of ${repository}.`,
		hint: "The warning above says why. The token needs contents: write."
	});
}
function join(...all) {
	return {
		onStart: (...args) => {
			for (const one of all) one.onStart(...args);
		},
		onEnd: (...args) => {
			for (const one of all) one.onEnd(...args);
		}
	};
}
//#endregion
export { openReproRecorder };
