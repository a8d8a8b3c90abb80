import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { Cn as openGitRepository, G as listKnownData, J as lockedEntry, K as loadPipeline, Kt as isOverlap, Mt as lockFileOf, Q as readPipeline, Z as readLocks, _n as createWorkspaceView, an as createGitHub, in as createFileSystem, jt as renderProblems, kn as openRevisions } from "./pipeline-DdGrLffK.js";
import { r as recordRun } from "./run-place-B4qYvz7e.js";
import { t as recordRuns } from "./record-runs-Dl1tDBG7.js";
import { t as findModelStages } from "./model-stages-BvF_i0R1.js";
import { n as summarize, t as reproduce } from "./reproduce-Bo3IPH8q.js";
import { l as selectModels, t as readBasePolicy } from "./run-evaluate-DZYUrsgJ.js";
import { t as push } from "./push-BNSZ2NEv.js";
import { t as validate } from "./validate-DsBT_PZH.js";
//#region src/app/feature.ts
async function feature(request, ports) {
	const pipeline = await readPipeline(ports.workspace);
	return runStages(request.models.flatMap(({ artifact }) => findModelStages(artifact, pipeline).feature).map((stage) => stage.address), request, ports);
}
async function runStages(names, request, ports) {
	if (names.length === 0) return summarize([]);
	return reproduce({
		targets: names,
		extent: "single",
		allowsMissing: true,
		isRestoreOnly: request.isRestoreOnly ?? false,
		force: (request.force ?? []).filter((name) => names.includes(name)),
		...request.progress === void 0 ? {} : { progress: request.progress },
		...request.signal === void 0 ? {} : { signal: request.signal }
	}, ports);
}
//#endregion
//#region src/app/train.ts
async function train(request, ports) {
	const pipeline = await readPipeline(ports.workspace);
	const all = request.models.map(({ artifact }) => findModelStages(artifact, pipeline));
	const features = new Set(all.flatMap((stages) => stages.feature.map((stage) => stage.address)));
	const names = all.flatMap(({ train: own, evaluate }) => [own, ...evaluate].map((stage) => stage.address));
	return runStages([...new Set(names)].filter((name) => !features.has(name)), request, ports);
}
//#endregion
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
//#region src/app/bring-up-models.ts
async function bringUpModels(request, ports) {
	const first = await runOnce(request, ports);
	const lost = await findLost(await request.listJudged(), ports);
	if (lost.length === 0) return summarize(first);
	const { stages } = await buildLost(lost, request, ports);
	return summarize(latestOf(first, stages, await runOnce(request, ports)));
}
async function runOnce(request, ports) {
	const features = await feature(request, ports);
	const trained = await train(request, ports);
	return [...features.stages, ...trained.stages];
}
async function findLost(models, ports) {
	const loaded = await loadPipeline(ports.workspace);
	const known = listKnownData(loaded);
	const stages = new Map(loaded.pipeline.map((stage) => [stage.address, stage]));
	const looked = new Set();
	const lost = [];
	const visit = async (path) => {
		for (const data of known.filter((one) => isOverlap(one.path, path))) {
			const maker = stages.get(data.owner);
			if (maker === void 0 || looked.has(data.path)) continue;
			looked.add(data.path);
			if (await isAvailable(data, ports)) continue;
			for (const dep of maker.deps) await visit(dep.path);
			if (!lost.includes(maker.address)) lost.push(maker.address);
		}
	};
	for (const path of Object.values(models).flatMap(judgedPaths)) await visit(path);
	return lost;
}
async function buildLost(lost, { signal, progress }, ports) {
	ports.log.info(`In neither cache nor remote, so made here: the results of ${lost.join(", ")}.`);
	return reproduce({
		targets: lost,
		extent: "single",
		...signal === void 0 ? {} : { signal },
		...progress === void 0 ? {} : { progress }
	}, ports);
}
function judgedPaths({ artifact, evaluation }) {
	return [
		artifact,
		evaluation?.data,
		evaluation?.predictions
	].filter((path) => path !== void 0);
}
async function isAvailable({ path, item, isCached }, { files, data, remote }) {
	if (await files.stat(path) !== void 0) return true;
	if (!isCached) return false;
	if (await data.has(item)) return true;
	return remote !== void 0 && (await remote.findMissing([item])).length === 0;
}
function latestOf(...rounds) {
	const latest = new Map();
	for (const result of rounds.flat()) if (result.state !== "unchanged" || !latest.has(result.stage)) latest.set(result.stage, result);
	return [...latest.values()];
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
	const { directory, base, config, started, log, failedStage } = place;
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
		directory
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
export { runStages as _, isModelUnchanged as a, findLost as c, commitLock as d, listResultPaths as f, feature as g, train as h, selectChangedModels as i, judgedPaths as l, workflowAuthor as m, requireValidConfiguration as n, bringUpModels as o, publishData as p, recordFailure as r, buildLost as s, watchStages as t, latestOf as u };
