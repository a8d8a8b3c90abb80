import { ln as createPlotRenderer, q as lockPath, rn as createFileSystem, tn as createArtifacts } from "./pipeline-C0vlmzvk.js";
import { t as artifactNames } from "./workflow-files-BDk9CyNc.js";
import { n as renderJobSummary } from "./evaluation-check-D7hx-9W2.js";
import { d as publishData, l as commitLock, n as selectChangedModels, s as judgedPaths } from "./require-valid-configuration-DFYnlTut.js";
import { t as restorePath } from "./restore-output-gGemd-Xa.js";
import { i as runEvaluate } from "./run-evaluate-BgocWkqK.js";
import { t as reportPage } from "./report-page-uKFeJ_Pj.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-CYBZfcbs.js";
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
export { commitResults as a, evaluateTrained as i, isFork as n, publishModels as r, publishReports as t };
