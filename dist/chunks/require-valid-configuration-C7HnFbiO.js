import { f as PawlError } from "./copy-W2n1VAGm.js";
import { $ as readPipeline, K as loadPipeline, Nt as renderProblems, Pt as lockFileOf, Q as readLocks, Tn as openGitRepository, Y as lockedEntry, jn as openRevisions } from "./pipeline-DJgoMtB1.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
import { t as push } from "./push-tfrwof77.js";
import { t as validate } from "./validate--fYiB-ly.js";
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
async function publishData(ports, stages = []) {
	if (ports.remote === void 0) {
		ports.log.warning("No remote is configured: the data of this run stays on this machine.", { file: ".dvc/config" });
		return;
	}
	const sent = await push({
		runCache: true,
		targets: stages
	}, ports);
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
//#region src/runtime/select-changed-models.ts
async function selectChangedModels(models, { baseSha, headSha = "HEAD" }, { files, workspace }) {
	if (baseSha === void 0 || await files.stat("dvc.yaml") === void 0) return models;
	const base = await (await openGitRepository(files.root)).mergeBase(baseSha, headSha) ?? baseSha;
	const view = await (await openRevisions(files.root)).view(base);
	if (view === void 0) return models;
	const changed = {};
	for (const [name, policy] of Object.entries(models)) {
		const { artifact } = policy;
		if (!await isModelUnchanged({
			artifact,
			base: view,
			head: workspace
		})) changed[name] = policy;
	}
	return changed;
}
//#endregion
//#region src/runtime/require-valid-configuration.ts
async function requireValidConfiguration(config, { files, workspace, log }) {
	const { problems } = await validate({ config }, {
		files,
		workspace
	});
	if (problems.length === 0) return;
	for (const problem of problems) log.error(renderProblems([problem]), {
		file: problem.file,
		line: problem.line,
		column: problem.column
	});
	throw new PawlError("config.invalid", { message: `${`${problems.length} ${problems.length === 1 ? "problem" : "problems"}; nothing was run:`}\n${renderProblems(problems)}` });
}
//#endregion
export { listResultPaths as a, commitLock as i, selectChangedModels as n, publishData as o, isModelUnchanged as r, workflowAuthor as s, requireValidConfiguration as t };
