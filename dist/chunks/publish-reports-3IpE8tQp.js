import { f as openGitRepository, r as createFileSystem, t as createArtifacts } from "./compose-BmOLAK0Q.js";
import { S as findModelStages, _ as lockPath, b as readPipeline, g as loadPipeline, i as push, y as readLock } from "./validate-BE8xFPeL.js";
import { n as lockEntryOf, r as parseLock, t as emptyLock } from "./lock-file-RX5GD0bM.js";
import { h as restorePath } from "./evaluate-CTL6t5So.js";
import { i as runEvaluate, n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-CNkjQFO3.js";
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
	const { pipeline } = await loadPipeline(ports);
	const kept = pipeline.flatMap((stage) => stage.outs.filter((out) => !out.isCached).map((out) => out.path));
	return (await Promise.all([lockPath, ...kept].map(async (path) => {
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
async function isModelUnchanged(request, ports) {
	const stages = findModelStages(request.artifact, await readPipeline(ports.files));
	const bytes = await ports.git.readFile(request.base, lockPath);
	const base = bytes === void 0 ? emptyLock : parseLock(new TextDecoder().decode(bytes), lockPath);
	const head = await readLock(ports.files);
	return [stages.train, ...stages.evaluate].every((stage) => results(base, stage.name) === results(head, stage.name));
}
function results(lock, stage) {
	const entry = lockEntryOf(lock, stage);
	return [...entry?.deps ?? [], ...entry?.outs ?? []].map((item) => `${item.path} ${item.md5}`).join("\n");
}
//#endregion
//#region src/runtime/evaluate-trained.ts
async function evaluateTrained(trained, options, ports) {
	const unchanged = new Set();
	for (const [name, policy] of Object.entries(trained.models)) if (await isUnchanged(policy, trained, ports)) unchanged.add(name);
	else await restoreEvaluated(trained.headSha, policy, ports);
	return runEvaluate({
		...options,
		base: trained.baseSha,
		stages: [...trained.stages],
		isUnchanged: (model) => unchanged.has(model)
	});
}
async function isUnchanged(policy, { baseSha, headSha }, { files }) {
	if (baseSha === void 0 || await files.stat("dvc.yaml") === void 0) return false;
	const git = await openGitRepository(files.root);
	const base = await git.mergeBase(baseSha, headSha) ?? baseSha;
	return isModelUnchanged({
		artifact: policy.artifact,
		base
	}, {
		files,
		git
	});
}
async function restoreEvaluated(headSha, policy, ports) {
	const paths = [
		policy.artifact,
		policy.evaluation?.data,
		policy.evaluation?.predictions
	];
	const readText = async (_, path) => await ports.files.stat(path) === void 0 ? void 0 : ports.files.readText(path);
	for (const path of paths) {
		if (path === void 0 || await ports.files.stat(path) !== void 0) continue;
		await restorePath(headSha, path, {
			data: ports.data,
			remote: ports.remote,
			readText
		});
	}
}
//#endregion
//#region src/runtime/publish-reports.ts
async function publishReports(evaluations, artifact) {
	const reports = evaluations.map((evaluation) => evaluation.report);
	const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
	const contents = reports.map((report) => ({
		path: `${report.model}.json`,
		content: JSON.stringify(report, null, 2)
	}));
	for (const { path, content } of contents) await temporary.write(`pawl-report/${path}`, content);
	await (await createArtifacts()).upload(artifact, contents);
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
//#endregion
export { publishData as a, listResultPaths as i, evaluateTrained as n, workflowAuthor as o, commitResults as r, publishReports as t };
