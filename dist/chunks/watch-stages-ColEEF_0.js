import { f as PawlError } from "./copy-W2n1VAGm.js";
import { $ as readPipeline, Tn as openGitRepository, on as createFileSystem, sn as createGitHub, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
import { v as mostItems } from "./read-ledger-BOzKXy_l.js";
import { n as recordRun } from "./run-place-D3Gjvc0_.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { n as readStageFacts } from "./artifact-lineage-DOitkn5d.js";
import { t as recordRuns } from "./record-runs-duu1TC98.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
import { t as readBasePolicy, u as selectModels } from "./run-evaluate-CN3C1tvW.js";
import { r as readParams, t as readInputs } from "./records-of-registration-djTrbDF4.js";
//#region src/app/ledger/records-of-failure.ts
function recordsOfFailure({ verb, models, error, failedStage }, place) {
	const reasonCode = error instanceof PawlError ? error.code : "defect";
	const state = reasonCode === "stage.interrupted" ? "cancelled" : "failed";
	const stage = failedStage === void 0 ? {} : { failedStage: failedStage.slice(0, 2e3) };
	return models.map((name) => recordRun(place, name, {
		verb,
		model: {
			name,
			version: null,
			status: "failed",
			digest: null
		},
		state,
		reasonCode,
		...stage
	}));
}
//#endregion
//#region src/runtime/record-failure.ts
async function recordFailure(error, place) {
	try {
		await record(error, place);
	} catch (problem) {
		if (!(problem instanceof PawlError)) throw problem;
		place.log.debug(`The failed run was not recorded: ${problem.message}`);
	}
}
async function record(error, place) {
	const { directory, base, config, started, log, failedStage, local } = place;
	const files = await createFileSystem(directory);
	const git = await openGitRepository(directory);
	const policy = await readBasePolicy({
		base,
		config
	}, {
		git,
		files
	});
	if (policy.runs === void 0) return;
	const { verb, models } = await findFailed(policy, place);
	const github = place.github === void 0 ? void 0 : await createGitHub({
		...place.github,
		auth: { token: place.github.token }
	});
	await recordRuns({
		runs: policy.runs,
		github,
		log,
		started,
		directory,
		local
	}, (run) => recordsOfFailure({
		verb,
		models,
		error,
		failedStage
	}, run));
}
async function findFailed(policy, { directory, model, failedStage, verb, isFixed = false }) {
	const all = Object.entries(selectModels(policy, model));
	const everything = {
		verb,
		models: all.map(([name]) => name)
	};
	if (failedStage === void 0) return everything;
	const pipeline = await readPipeline(await createWorkspaceView(await createFileSystem(directory)));
	const found = all.flatMap(([name, { artifact }]) => {
		const step = stepOf(failedStage, findModelStages(artifact, pipeline));
		return step === void 0 ? [] : [{
			name,
			step
		}];
	});
	const [first] = found;
	if (first === void 0) return everything;
	return {
		verb: isFixed ? verb : first.step,
		models: found.map(({ name }) => name)
	};
}
function stepOf(address, stages) {
	if (stages.feature.some((stage) => stage.address === address)) return "feature";
	return [stages.train, ...stages.evaluate].some((stage) => stage.address === address) ? "train" : void 0;
}
//#endregion
//#region src/app/ledger/records-of-stages.ts
function recordsOfStages(verb, models, place) {
	return models.map((run) => toRun(verb, run, place));
}
function toRun(verb, { model: name, artifact, facts }, place) {
	const outputs = facts.outs.map(({ path, md5 }) => {
		return {
			path,
			digest: md5 !== null && /^[0-9a-f]{32}(\.dir)?$/.test(md5) ? `md5:${md5}` : null,
			sizeBytes: null,
			kind: path === artifact ? "model" : "data"
		};
	});
	const digest = outputs.find(({ kind }) => kind === "model")?.digest ?? null;
	return recordRun(place, name, {
		verb,
		model: {
			name,
			version: null,
			status: verb === "train" ? "candidate" : "none",
			digest
		},
		state: "done",
		reasonCode: null,
		params: readParams(facts),
		inputs: readInputs(facts),
		outputs: outputs.slice(0, mostItems)
	});
}
//#endregion
//#region src/runtime/record-stages.ts
async function recordStages(verb, { stages }, { directory, config, base, model, started, log, writer: github, local }) {
	const files = await createFileSystem(directory);
	const git = await openGitRepository(directory);
	const { runs } = await readBasePolicy({
		base,
		config
	}, {
		git,
		files
	});
	if (runs === void 0) return "none";
	const changed = new Set(stages.filter(({ state }) => state !== "unchanged").map(({ stage }) => stage));
	const view = await createWorkspaceView(files);
	const pipeline = await readPipeline(view);
	const models = [];
	for (const [name, { artifact }] of Object.entries(selectModels(await readPolicyFile(files, config), model))) {
		const { feature, train, evaluate } = findModelStages(artifact, pipeline);
		const own = (verb === "feature" ? feature : [train, ...evaluate]).map(({ address }) => address);
		if (!own.some((address) => changed.has(address))) continue;
		models.push({
			model: name,
			artifact,
			facts: await readStageFacts(view, own)
		});
	}
	return recordRuns({
		runs,
		github,
		log,
		started,
		directory,
		local
	}, (place) => recordsOfStages(verb, models, place));
}
//#endregion
//#region src/runtime/watch-stages.ts
function watchStages() {
	let failed;
	return {
		progress: {
			onStart: () => void 0,
			onEnd: ({ stage, state }) => {
				if (state === "failed") failed ??= stage;
			}
		},
		failedStage: () => failed
	};
}
//#endregion
export { recordStages as n, recordFailure as r, watchStages as t };
