import { J as lockPath, Tn as openGitRepository, in as createArtifacts, jn as openRevisions, on as createFileSystem, pn as createPlotRenderer, sn as createGitHub, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
import { s as artifactNames } from "./handed-records-DJSw3mG4.js";
import { n as renderJobSummary } from "./evaluation-check-D-oPGfVx.js";
import { n as recordRun } from "./run-place-D3Gjvc0_.js";
import { t as readLineage } from "./artifact-lineage-DOitkn5d.js";
import { t as recordRuns } from "./record-runs-duu1TC98.js";
import { i as judgedPaths } from "./bring-up-models-D6SLPyfG.js";
import { i as runEvaluate, t as readBasePolicy } from "./run-evaluate-CN3C1tvW.js";
import { i as commitLock, n as selectChangedModels, o as publishData } from "./require-valid-configuration-C7HnFbiO.js";
import { t as restorePath } from "./restore-output-TxJ9mcd7.js";
import { t as reportPage } from "./report-page-BPyFxX2W.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-Jjz0gSxw.js";
import { n as recordStages } from "./watch-stages-ColEEF_0.js";
import { n as readMetrics, r as readParams, t as readInputs } from "./records-of-registration-djTrbDF4.js";
import { join } from "node:path";
//#region src/runtime/commit-results.ts
async function commitResults({ branch, stages }, ports, git) {
	const head = await git.resolve("HEAD") ?? "";
	if (!await hasNewLock(ports, git)) {
		const ran = stages.filter(({ state }) => state === "ran").map(({ stage }) => stage);
		if (branch !== void 0 && ran.length > 0) await publishData(ports, ran);
		return head;
	}
	if (branch === void 0) {
		ports.log.info("The pull request comes from a fork or has no branch here: dvc.lock is not committed.");
		return head;
	}
	const committed = await commitLock({ branch }, {
		...ports,
		git
	});
	if (committed.decision === "negative") ports.log.warning(`${branch} moved on while the pipeline ran (${committed.reasonCode}).`);
	else ports.log.info(`${branch} is at ${committed.headSha.slice(0, 7)} (${committed.reasonCode}).`);
	return committed.headSha;
}
async function hasNewLock({ files }, git) {
	if (await files.stat("dvc.lock") === void 0) return false;
	const committed = await git.readFile("HEAD", lockPath);
	return committed === void 0 || new TextDecoder().decode(committed) !== await files.readText("dvc.lock");
}
//#endregion
//#region src/runtime/evaluate-trained.ts
async function evaluateTrained(trained, options, ports) {
	const changed = await selectChangedModels(trained.models, trained, ports);
	for (const policy of Object.values(changed)) await restoreEvaluated(policy, ports);
	return runEvaluate({
		...options,
		base: trained.baseSha,
		stages: [...trained.stages],
		isUnchanged: (model) => !Object.hasOwn(changed, model)
	});
}
async function restoreEvaluated(policy, ports) {
	for (const path of judgedPaths(policy)) {
		if (await ports.files.stat(path) !== void 0) continue;
		await restorePath(ports.workspace, path, {
			data: ports.data,
			remote: ports.remote
		});
	}
}
//#endregion
//#region src/runtime/publish-models.ts
async function publishModels(evaluations, models, files) {
	const changed = evaluations.filter(({ report }) => report.challenger !== null);
	if (changed.length === 0) return;
	const contents = await Promise.all(changed.map(async ({ report: { model } }) => ({
		path: `${model}.onnx`,
		content: await files.readBytes(models[model]?.artifact ?? "")
	})));
	await (await createArtifacts()).upload(artifactNames.models, contents);
}
function isFork(inputs) {
	return inputs.base !== void 0 && inputs.branch === void 0;
}
//#endregion
//#region src/runtime/publish-reports.ts
async function publishReports(evaluations, artifact) {
	const reports = evaluations.map((evaluation) => evaluation.report);
	const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
	const documents = reports.map((report) => ({
		path: `${report.model}.json`,
		content: JSON.stringify(report, null, 2)
	}));
	const all = [...documents, ...await renderViews(reports)];
	for (const { path, content } of all) await temporary.write(`pawl-report/${path}`, content);
	const artifacts = await createArtifacts();
	await artifacts.upload(artifact, documents);
	if (reports.length > 0) await artifacts.upload(`${artifact}-pages`, all);
	const outcome = summarizeEvaluations(evaluations);
	const outputs = {
		verdict: outcome.result.verdict,
		report: join(temporary.root, "pawl-report")
	};
	return {
		...outcome,
		outputs,
		summary: renderEvaluationSummary(reports)
	};
}
async function renderViews(reports) {
	if (reports.length === 0) return [];
	const renderer = await createPlotRenderer();
	const views = [];
	for (const report of reports) views.push({
		path: `${report.model}.md`,
		content: `${renderJobSummary(report)}\n`
	}, {
		path: `${report.model}.html`,
		content: await reportPage(report, renderer)
	});
	return views;
}
//#endregion
//#region src/app/ledger/records-of-pipeline.ts
function recordsOfPipeline(models, hasRun, place) {
	return models.flatMap((model) => {
		const evaluated = toRun("evaluate", model, place);
		if (!hasRun || model.evaluation.report.outcome === "unchanged") return [evaluated];
		const trained = toRun("train", model, place);
		return [trained, {
			...evaluated,
			parents: [trained.id]
		}];
	});
}
function recordsOfRetraining({ model, reasonCode, url }, pipeline, place) {
	const retrained = recordRun(place, model, {
		verb: "retrain",
		model: {
			name: model,
			version: null,
			status: url === null ? "none" : "candidate",
			digest: null
		},
		state: url === null ? "negative" : "done",
		reasonCode,
		artifacts: url === null ? [] : [{
			name: "pull request",
			uri: url.slice(0, 2e3),
			digest: null,
			sizeBytes: null
		}]
	});
	return [retrained, ...pipeline.map((record) => record.schema === "pawl.run/1" && record.verb === "train" ? {
		...record,
		parents: [retrained.id]
	} : record)];
}
function toRun(verb, { evaluation, artifact, lineage }, place) {
	const { report, decision, reasonCode } = evaluation;
	const digest = lineage === void 0 ? null : `md5:${lineage.md5}`;
	const model = {
		path: artifact,
		digest,
		sizeBytes: null,
		kind: "model"
	};
	const isTraining = verb === "train";
	return recordRun(place, report.model, {
		verb,
		commit: report.headSha,
		model: {
			name: report.model,
			version: null,
			status: "candidate",
			digest
		},
		state: isTraining || decision === "positive" ? "done" : "negative",
		reasonCode: isTraining ? null : reasonCode,
		params: readParams(lineage),
		inputs: isTraining ? readInputs(lineage) : [model],
		outputs: isTraining && digest !== null ? [model] : [],
		metrics: isTraining ? [] : readMetrics(report)
	});
}
//#endregion
//#region src/runtime/record-pipeline.ts
function isAskedRun(place) {
	return isFork(place) && process.env["GITHUB_EVENT_NAME"] === "workflow_dispatch";
}
async function recordPipeline(outcome, place) {
	const { directory, base, config, started, log } = place;
	const { evaluations, retraining } = outcome;
	const isAsked = isAskedRun(place);
	if (isFork(place) && !isAsked) return;
	if (isAsked && place.step !== void 0 && place.step !== "evaluate") return recordSteps(place.step, outcome, place);
	if (evaluations.length === 0 && retraining === void 0) return;
	const files = await createFileSystem(directory);
	const git = await openGitRepository(directory);
	const { runs, models } = await readBasePolicy({
		base,
		config
	}, {
		git,
		files
	});
	if (runs === void 0) return;
	const view = isAsked ? await createWorkspaceView(files) : void 0;
	const described = await describeEvaluations(evaluations, {
		headSha: outcome.headSha,
		models,
		directory,
		view
	});
	const { token, ...repository } = place.github;
	await recordRuns({
		runs,
		github: isAsked ? void 0 : await createGitHub({
			...repository,
			auth: { token }
		}),
		log,
		started,
		directory
	}, (run) => {
		const records = recordsOfPipeline(described, outcome.changed, run);
		return retraining === void 0 ? records : recordsOfRetraining(retraining, records, run);
	});
}
async function recordSteps(step, outcome, place) {
	await recordStages("feature", outcome, place);
	if (step === "train") await recordStages("train", outcome, place);
}
async function describeEvaluations(evaluations, place) {
	const view = place.view ?? await (await openRevisions(place.directory)).view(place.headSha);
	const described = [];
	for (const evaluation of evaluations) {
		const artifact = place.models[evaluation.report.model]?.artifact ?? "";
		const lineage = view === void 0 ? void 0 : await readLineage(view, artifact);
		described.push({
			evaluation,
			artifact,
			lineage
		});
	}
	return described;
}
//#endregion
export { publishReports as a, evaluateTrained as c, recordsOfPipeline as i, restoreEvaluated as l, isAskedRun as n, isFork as o, recordPipeline as r, publishModels as s, describeEvaluations as t, commitResults as u };
