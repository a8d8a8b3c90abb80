import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { Cn as openGitRepository, Q as readPipeline, _n as createWorkspaceView, f as abortOnTermination, in as createFileSystem, m as openPipeline, rn as createClock } from "./pipeline-DdGrLffK.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { s as mostItems } from "./read-ledger-BT-0_2VM.js";
import { t as readPolicyFile } from "./read-policy-DcsAWsBV.js";
import { r as recordRun } from "./run-place-B4qYvz7e.js";
import { n as readStageFacts } from "./artifact-lineage-DjuBX6Ki.js";
import { t as recordRuns } from "./record-runs-Dl1tDBG7.js";
import { t as findModelStages } from "./model-stages-BvF_i0R1.js";
import { n as summarize } from "./reproduce-Bo3IPH8q.js";
import { c as findLost, g as feature, h as train, i as selectChangedModels, n as requireValidConfiguration, o as bringUpModels, p as publishData, r as recordFailure, s as buildLost, t as watchStages, u as latestOf } from "./watch-stages-COzDkcFi.js";
import { l as selectModels, t as readBasePolicy } from "./run-evaluate-DZYUrsgJ.js";
import { r as readParams, t as readInputs } from "./records-of-registration-iGGPx6N8.js";
//#region src/app/needs-training.ts
async function needsTraining(request, ports) {
	try {
		await train({
			...request,
			isRestoreOnly: true
		}, ports);
		return false;
	} catch (error) {
		if (error instanceof PawlError && error.code === "stage.not-restorable") return true;
		throw error;
	}
}
//#endregion
//#region src/report/pipeline-summary.ts
function renderPipelineSummary(stages) {
	const count = (state) => stages.filter((one) => one.state === state).length;
	const verdict = `**${count("ran")} ran, ${count("restored")} restored, ${count("unchanged")} unchanged**`;
	if (stages.length === 0) return "**No stage to run**\n";
	return `${verdict}\n\n${renderTable([
		{ heading: "Stage" },
		{ heading: "State" },
		{ heading: "Why" },
		{ heading: "Time" }
	], stages.map((one) => [
		escapeText(one.stage),
		one.state,
		escapeText(one.reason),
		`${(one.durationMs / 1e3).toFixed(1)} s`
	]))}\n`;
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
async function recordStages(verb, { stages }, { directory, config, base, model, started, log }) {
	const files = await createFileSystem(directory);
	const git = await openGitRepository(directory);
	const { runs } = await readBasePolicy({
		base,
		config
	}, {
		git,
		files
	});
	if (runs === void 0) return;
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
	await recordRuns({
		runs,
		log,
		started,
		directory
	}, (place) => recordsOfStages(verb, models, place));
}
//#endregion
//#region src/runtime/run-stages.ts
async function runFeature(options) {
	return withStages("feature", options, async (request, ports) => {
		const { stages } = await feature(request, ports);
		const isNeeded = await needsTraining(request, ports);
		const lost = await findLost(await request.listJudged(), ports);
		const above = lost.filter((address) => stages.some(({ stage }) => stage === address));
		if (above.length === 0) return {
			...summarize(stages),
			needsTraining: isNeeded || lost.length > 0
		};
		const built = await buildLost(above, request, ports);
		const again = await feature(request, ports);
		return {
			...summarize(latestOf(stages, built.stages, again.stages)),
			needsTraining: lost.length > above.length || await needsTraining(request, ports)
		};
	});
}
async function runTrain(options) {
	return withStages("train", options, bringUpModels);
}
async function withStages(verb, options, work) {
	const place = {
		...options,
		started: createClock().now()
	};
	const watch = watchStages();
	try {
		const result = await runWatched(options, work, watch);
		await recordStages(verb, result, place);
		return result;
	} catch (error) {
		await recordFailure(error, {
			...place,
			verb,
			isFixed: true,
			failedStage: watch.failedStage()
		});
		throw error;
	}
}
async function runWatched(options, work, { progress }) {
	using termination = abortOnTermination();
	const ports = await openPipeline(options.directory, options.log);
	await requireValidConfiguration(options.config, ports);
	const models = selectModels(await readPolicyFile(ports.files, options.config), options.model);
	const { base: baseSha } = options;
	const listJudged = async () => baseSha === void 0 ? {} : selectChangedModels(models, { baseSha }, ports);
	const result = await work({
		models: Object.values(models),
		listJudged,
		progress,
		signal: termination.signal
	}, ports);
	if (options.push && result.changed) await publishData(ports, result.stages.filter(({ state }) => state !== "unchanged").map(({ stage }) => stage));
	return result;
}
function toActionOutcome(result, outputs) {
	const { decision, reasonCode, stages, changed } = result;
	return {
		decision,
		reasonCode,
		reason: changed ? "stages ran or were restored" : "every stage is current",
		outputs: {
			...outputs,
			changed: String(changed)
		},
		result: {
			schema: "pawl.pipeline/1",
			changed,
			stages
		},
		summary: renderPipelineSummary(stages)
	};
}
//#endregion
export { runTrain as n, toActionOutcome as r, runFeature as t };
