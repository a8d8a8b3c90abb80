import { J as lockedEntry, K as loadPipeline, Mt as lockFileOf, Q as readPipeline, Z as readLocks, bn as openRevisions, cn as createPlotRenderer, en as createArtifacts, gn as openGitRepository, nn as createFileSystem, q as lockPath } from "./pipeline-ex9HlBJS.js";
import { t as artifactNames } from "./workflow-files-BDk9CyNc.js";
import { n as renderJobSummary } from "./evaluation-check-DeCh4oAt.js";
import { t as findModelStages } from "./model-stages-CpofSCUd.js";
import { t as push } from "./push-KfRs8XB2.js";
import { t as restorePath } from "./restore-output-uGkHlyyy.js";
import { i as runEvaluate } from "./run-evaluate-mMpRVhrm.js";
import { t as reportPage } from "./report-page-BRVW8hf6.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-zg3xi7wo.js";
import { join } from "node:path";
//#region src/app/commit-lock.ts
const workflowAuthor = {
	name: "github-actions[bot]",
	email: "41898282+github-actions[bot]@users.noreply.github.com"
};
async function commitLock(request, ports) {
	await publishData(ports);
	const before = await ports.git.resolve("HEAD") ?? "";
	const message = request.message ?? "chore(pawl): update dvc.lock";
	const made = await ports.git.commit({
		paths: await listResultPaths(ports),
		message,
		author: workflowAuthor
	});
	if (made === void 0) return {
		decision: "positive",
		reasonCode: "lock.unchanged",
		headSha: before
	};
	if (await ports.git.push(request.branch) === "rejected") return {
		decision: "negative",
		reasonCode: "stale.sha",
		headSha: before
	};
	return {
		decision: "positive",
		reasonCode: "lock.committed",
		headSha: made
	};
}
async function publishData(ports) {
	if (ports.remote === void 0) {
		ports.log.warning("No remote is configured: the data of this run stays on this machine.", { file: ".dvc/config" });
		return;
	}
	const sent = await push({ runCache: true }, ports);
	ports.log.info(`Pushed ${sent.objects} objects (${sent.bytes} bytes) and ${sent.runs} run records.`);
}
async function listResultPaths(ports) {
	const { pipeline } = await loadPipeline(ports.workspace);
	const locks = [...new Set(pipeline.map((stage) => lockFileOf(stage.file)))];
	const kept = pipeline.flatMap((stage) => stage.outs.filter((out) => !out.isCached).map((out) => out.path));
	return (await Promise.all([...locks, ...kept].map(async (path) => {
		return await ports.files.stat(path) !== void 0 && !await ports.ignoreRules.isIgnored(path) ? [path] : [];
	}))).flat();
}
//#endregion
//#region src/runtime/commit-results.ts
async function commitResults({ branch }, ports, git) {
	const head = await git.resolve("HEAD") ?? "";
	if (!await hasNewLock(ports, git)) return head;
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
//#region src/app/compare-lock.ts
async function isModelUnchanged({ artifact, base, head }) {
	const stages = findModelStages(artifact, await readPipeline(head));
	const wanted = [stages.train, ...stages.evaluate];
	const files = [...new Set(wanted.map((stage) => stage.file))];
	const before = { locks: await readLocks(files, base) };
	const now = { locks: await readLocks(files, head) };
	return wanted.every((stage) => results(before, stage) === results(now, stage));
}
function results(loaded, stage) {
	const entry = lockedEntry(loaded, stage);
	return [...entry?.deps ?? [], ...entry?.outs ?? []].map((item) => `${item.path} ${item.md5}`).join("\n");
}
//#endregion
//#region src/runtime/evaluate-trained.ts
async function evaluateTrained(trained, options, ports) {
	const unchanged = new Set();
	for (const [name, policy] of Object.entries(trained.models)) if (await isUnchanged(policy, trained, ports)) unchanged.add(name);
	else await restoreEvaluated(policy, ports);
	return runEvaluate({
		...options,
		base: trained.baseSha,
		stages: [...trained.stages],
		isUnchanged: (model) => unchanged.has(model)
	});
}
async function isUnchanged(policy, { baseSha, headSha }, { files, workspace }) {
	if (baseSha === void 0 || await files.stat("dvc.yaml") === void 0) return false;
	const base = await (await openGitRepository(files.root)).mergeBase(baseSha, headSha) ?? baseSha;
	const view = await (await openRevisions(files.root)).view(base);
	return view !== void 0 && isModelUnchanged({
		artifact: policy.artifact,
		base: view,
		head: workspace
	});
}
async function restoreEvaluated(policy, ports) {
	const paths = [
		policy.artifact,
		policy.evaluation?.data,
		policy.evaluation?.predictions
	];
	for (const path of paths) {
		if (path === void 0 || await ports.files.stat(path) !== void 0) continue;
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
export { isModelUnchanged as a, publishData as c, evaluateTrained as i, workflowAuthor as l, isFork as n, commitResults as o, publishModels as r, listResultPaths as s, publishReports as t };
