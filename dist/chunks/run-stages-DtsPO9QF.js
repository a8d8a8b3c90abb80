import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock, f as abortOnTermination, m as openPipeline } from "./pipeline-DJgoMtB1.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { n as summarize } from "./reproduce-DoRFsxZF.js";
import { a as latestOf, n as buildLost, o as train, r as findLost, s as feature, t as bringUpModels } from "./bring-up-models-D6SLPyfG.js";
import { u as selectModels } from "./run-evaluate-CN3C1tvW.js";
import { n as selectChangedModels, o as publishData, t as requireValidConfiguration } from "./require-valid-configuration-C7HnFbiO.js";
import { n as recordStages, r as recordFailure, t as watchStages } from "./watch-stages-ColEEF_0.js";
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
