import { h as PawlError } from "./copy-CSK34uCP.js";
import { g as openPipeline, m as abortOnTermination } from "./pipeline-ex9HlBJS.js";
import { t as escapeText } from "./escape-BTBGfFtq.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { t as readPolicyFile } from "./read-policy-CM5x9BZE.js";
import { n as summarize } from "./reproduce-_fYbyOVY.js";
import { n as train, r as feature, t as requireValidConfiguration } from "./require-valid-configuration-BRsT9a7W.js";
import { n as selectModels } from "./select-models-Tp3C3TI2.js";
import { t as push } from "./push-KfRs8XB2.js";
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
	return withStages(options, async (request, ports) => {
		return {
			...await feature(request, ports),
			needsTraining: await needsTraining(request, ports)
		};
	});
}
async function runTrain(options) {
	return withStages(options, async (request, ports) => {
		const features = await feature(request, ports);
		const trained = await train(request, ports);
		return summarize([...features.stages, ...trained.stages]);
	});
}
async function withStages(options, work) {
	using termination = abortOnTermination();
	const ports = await openPipeline(options.directory, options.log);
	await requireValidConfiguration(options.config, ports);
	const policy = await readPolicyFile(ports.files, options.config);
	const result = await work({
		models: Object.values(selectModels(policy, options.model)),
		signal: termination.signal
	}, ports);
	if (options.push && result.changed) await share(ports);
	return result;
}
async function share(ports) {
	if (ports.remote === void 0) {
		ports.log.warning("No remote is configured: another runner cannot restore what ran here.", { file: ".dvc/config" });
		return;
	}
	const { objects, bytes, runs } = await push({ runCache: true }, ports);
	ports.log.info(`Pushed ${objects} objects (${bytes} bytes) and ${runs} run records.`);
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
