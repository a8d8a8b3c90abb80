import { C as object, D as string } from "./chunks/schemas-CFgJ4ov0.js";
import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { Pn as readArchive, Tn as openGitRepository, an as createClock, cn as createIsolatedModelRuntime, f as abortOnTermination, m as openPipeline, on as createFileSystem, sn as createGitHub, vn as createSql } from "./chunks/pipeline-DJgoMtB1.js";
import { l as isFileMetric } from "./chunks/parse-policy-CiPne4bg.js";
import { l as pipelineWorkflow, s as artifactNames } from "./chunks/handed-records-DJSw3mG4.js";
import { t as findMetric } from "./chunks/metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./chunks/json-number-BmYEwRty.js";
import { n as findArtifact, t as readRunReports } from "./chunks/read-run-reports-Byagb0jM.js";
import { l as failed, n as overallVerdict } from "./chunks/gates-fIOE3WIQ.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, n as reportInputs, o as defineAction, r as repositoryInputs, t as modelInput } from "./chunks/shared-inputs-DSngGAsj.js";
import { t as readPolicyFile } from "./chunks/read-policy-DG0ZW3hd.js";
import { t as recordRuns } from "./chunks/record-runs-duu1TC98.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { n as summarize } from "./chunks/reproduce-DoRFsxZF.js";
import { o as train, s as feature } from "./chunks/bring-up-models-D6SLPyfG.js";
import { a as openEvidence, n as readPolicyAt, o as evaluateRepository, t as readBasePolicy, u as selectModels } from "./chunks/run-evaluate-CN3C1tvW.js";
import { r as isModelUnchanged, t as requireValidConfiguration } from "./chunks/require-valid-configuration-C7HnFbiO.js";
import { a as publishReports, c as evaluateTrained, i as recordsOfPipeline, o as isFork, r as recordPipeline, s as publishModels, t as describeEvaluations, u as commitResults } from "./chunks/record-pipeline-AvSiTkoF.js";
import { m as tableFunction, p as quoteName } from "./chunks/input-plan-CbmNBjsb.js";
import { i as pathPattern } from "./chunks/table-source-DQryy1Rr.js";
import { r as recordFailure, t as watchStages } from "./chunks/watch-stages-ColEEF_0.js";
import { n as placeFile, t as isLocked } from "./chunks/bench-C_S3Bsw7.js";
import { n as openCommit, t as openBenches } from "./chunks/open-benches-MlK9XymG.js";
import { resolve } from "node:path";
//#region src/evaluation/cross-check.ts
const tolerance = .001;
function crossCheck(claimed, recomputed) {
	if (!(claimed.challenger?.sha256 === recomputed.challenger?.sha256) && claimed.challenger !== null && recomputed.challenger !== null) return [toResult("challenger", "the run scored another model than the one that it left", recomputed)];
	const values = new Map(claimed.metrics.map(({ metric, challenger }) => [metric, challenger?.value]));
	const isSameData = claimed.data?.digest === recomputed.data?.digest;
	return recomputed.metrics.flatMap(({ metric, challenger }) => {
		const said = values.get(metric);
		if (said === void 0 || challenger === null || findMetric(metric)?.isMeasured === true) return [];
		if (!isSameData && !isFileMetric(metric)) return [];
		const [theirs, ours] = [fromJsonNumber(said), fromJsonNumber(challenger.value)];
		return isClose(theirs, ours) ? [] : [toResult(metric, `the run says ${theirs}, it is ${ours}`, recomputed)];
	}).slice(0, 10);
}
function isClose(a, b) {
	return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}
function toResult(metric, reason, { model }) {
	return {
		gate: `the run's own report of ${model} agrees`,
		metric,
		slice: null,
		...failed("report.contradicted", reason)
	};
}
//#endregion
//#region src/app/evaluate-run/place-model.ts
const maxModelBytes = 256 * 2 ** 20;
async function placeModel(request, head, bench, ports) {
	if (await placeFile(request.artifact, head, bench)) return void 0;
	const bytes = await readUploaded(request, ports);
	if (bytes === void 0) return void 0;
	await bench.files.write(request.artifact, bytes);
	return await isLocked(request.artifact, head.view, bench) === true ? void 0 : notLocked(request.model, `${request.artifact} that the run uploaded is not the one that dvc.lock of the head names`);
}
function notLocked(model, what) {
	return {
		gate: `the model of ${model} is the one that dvc.lock names`,
		metric: "challenger",
		slice: null,
		...failed("report.model-not-locked", `${what}: run \`pawl repro\` and commit dvc.lock`)
	};
}
async function readUploaded({ model, models, runId }, ports) {
	const artifact = await findArtifact(runId, artifactNames.models, ports);
	if (artifact === void 0) return void 0;
	const allowed = new Set(models.map((name) => `${name}.onnx`));
	const bytes = await ports.workflows.downloadArtifact(artifact.id, maxModelBytes);
	const limits = {
		maxEntryBytes: maxModelBytes,
		maxTotalBytes: maxModelBytes
	};
	return (await ports.readArchive(bytes, (name) => allowed.has(name), limits)).get(`${model}.onnx`);
}
//#endregion
//#region src/app/evaluate-run/place-rows.ts
async function placeRows(evaluation, sources) {
	if (evaluation === void 0) return "none";
	const { base, head, bench, baseBench } = sources;
	if (evaluation.predictions !== void 0) {
		await placeFile(evaluation.predictions, head, bench);
		return "predictions";
	}
	const path = evaluation.data;
	if (path === void 0) return "none";
	const hasBase = await placeFile(path, base, baseBench);
	const hasHead = await placeFile(path, head, bench);
	if (!hasBase) return "head";
	if (hasHead && await hasSameRows(path, evaluation, sources)) return "head";
	await bench.files.remove(path);
	await placeFile(path, base, bench);
	return "base";
}
async function hasSameRows(path, { id, target }, { bench, baseBench, sql }) {
	const select = (table) => `SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, CAST(${quoteName(target)} AS VARCHAR) AS target FROM ${table}`;
	const one = select(tableFunction(path));
	const other = select(tableFunction(path).replace("$1", "$2"));
	const statement = `SELECT count(*) AS differing FROM (
    (${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one}))`;
	try {
		const places = [bench, baseBench].map(({ files }) => pathPattern(`${files.root}/${path}`));
		const [row] = await sql.query(statement, places);
		return Number(row?.["differing"]) === 0;
	} catch (error) {
		if (error instanceof PawlError && error.code === "sql.failed") return false;
		throw error;
	}
}
//#endregion
//#region src/app/evaluate-run.ts
async function evaluateRun(request, ports) {
	const { run, pull } = request.judged;
	const names = Object.keys(request.models);
	const claimed = await readRunReports(run.id, names, ports);
	if (claimed.state === "none") return ended("evaluation.no-report", `run ${run.id} left no report`);
	if (claimed.state === "found" && claimed.reports.some(({ headSha }) => headSha !== pull.headSha)) return ended("stale.sha", `run ${run.id} reports on another commit than the head of #${pull.number}`);
	const evaluations = [];
	for (const model of names.sort()) {
		const policy = request.models[model];
		if (policy !== void 0) evaluations.push(await evaluateModel({
			...request,
			model,
			policy,
			claimed
		}, ports));
	}
	return {
		state: "evaluated",
		evaluations
	};
}
async function evaluateModel(request, ports) {
	const { model, policy, mergeBase } = request;
	const { run, pull } = request.judged;
	const bench = await ports.openBench();
	const isUnchanged = await isLockUnchanged(policy, ports);
	const problem = isUnchanged ? void 0 : await placeModel({
		model,
		artifact: policy.artifact,
		runId: run.id,
		models: Object.keys(request.models)
	}, ports.head, bench, ports);
	const rows = isUnchanged ? "none" : await placeRows(policy.evaluation, {
		...ports,
		bench,
		baseBench: await ports.openBench()
	});
	const [result] = await evaluateRepository({
		models: { [model]: policy },
		headSha: pull.headSha,
		baseSha: mergeBase,
		stages: [],
		isUnchanged: () => isUnchanged
	}, {
		...ports,
		workspace: ports.head.view,
		files: bench.files
	});
	if (result === void 0) throw new RangeError(`no result for ${model}`);
	const found = problem === void 0 ? [] : [problem];
	const verification = {
		by: "recomputed",
		pullRequest: pull.number,
		run: run.id,
		rows
	};
	return conclude({
		...request,
		verification
	}, result.report, [...found, ...compareClaims(request, result.report)]);
}
async function isLockUnchanged({ artifact }, { head, before }) {
	if (await head.view.readText("dvc.yaml") === void 0) return false;
	return isModelUnchanged({
		artifact,
		base: before.view,
		head: head.view
	});
}
function compareClaims({ claimed, model }, report) {
	if (claimed.state === "refused") return [{
		gate: `the run's own report of ${model} can be read`,
		metric: "report",
		slice: null,
		...failed("report.refused", claimed.reason)
	}];
	const own = claimed.state === "found" ? claimed.reports.find((entry) => entry.model === model) : void 0;
	if (own === void 0) return [{
		gate: `the run reports on ${model}`,
		metric: "report",
		slice: null,
		...failed("report.missing", `there is no ${model}.json`)
	}];
	if (report.outcome !== "unchanged") return own.outcome === "unchanged" ? [notLocked(model, "the run says that the model did not change, and dvc.lock of the head changes it")] : crossCheck(own, report);
	return own.outcome === "unchanged" ? [] : [notLocked(model, "the run made a new model, and dvc.lock of the head does not name it")];
}
function conclude({ claimed, model, verification }, report, problems) {
	const own = claimed.state === "found" ? claimed.reports.find((entry) => entry.model === model) : void 0;
	const gates = [...problems, ...report.gates].slice(0, 1e3);
	const complete = {
		...report,
		outcome: problems.length > 0 && report.outcome === "unchanged" ? "compared" : report.outcome,
		verdict: overallVerdict(gates),
		gates,
		stages: own?.stages ?? [],
		verification,
		...own?.cost === void 0 ? {} : { cost: own.cost },
		...own?.learningCurves === void 0 ? {} : { learningCurves: own.learningCurves }
	};
	const first = gates.find((gate) => gate.status === "fail");
	return {
		decision: first === void 0 ? "positive" : "negative",
		reasonCode: problems[0]?.reasonCode ?? (first === void 0 ? `evaluation.${complete.outcome}` : "evaluation.gate-failed"),
		reason: first === void 0 ? `${model}: no gate failed` : `${model}: ${first.reason}`,
		report: complete
	};
}
function ended(reasonCode, reason) {
	return {
		state: "ended",
		reasonCode,
		reason
	};
}
//#endregion
//#region src/app/evaluate-run/find-judged-pull.ts
async function findJudgedPull(runId, ports) {
	const run = await ports.workflows.getRun(runId);
	if (run === void 0 || run.path !== pipelineWorkflow.path || run.event !== "pull_request") return none("run.not-pipeline", `run ${runId} is no run of ${pipelineWorkflow.path} for a pull request`);
	const pull = (await ports.pullRequests.listOpen()).find((candidate) => candidate.headRepositoryId === run.headRepositoryId && candidate.headRef === run.headBranch);
	if (pull === void 0) return none("run.no-pull-request", `no open pull request has the branch of run ${runId}`);
	const { id } = await ports.members.repository();
	const isFork = pull.headRepositoryId !== id;
	if (isFork && run.headSha !== pull.headSha) return none("stale.sha", `run ${runId} is of an older commit than the head of #${pull.number}`);
	return {
		run,
		pull,
		isFork
	};
}
function none(reasonCode, reason) {
	return {
		reasonCode,
		reason
	};
}
//#endregion
//#region src/runtime/run-evaluate-run.ts
async function runEvaluateRun(options) {
	const { directory, config, github: place, log } = options;
	const started = createClock().now();
	const github = await createGitHub({
		...place,
		auth: { token: place.token }
	});
	const judged = await findJudgedPull(options.runId, github);
	if (!("run" in judged)) return {
		state: "ended",
		...judged
	};
	const { pull } = judged;
	const git = await openGitRepository(directory, { token: place.token });
	if (await git.fetchBranch(`refs/pull/${pull.number}/head`) !== pull.headSha) return {
		state: "ended",
		reasonCode: "stale.sha",
		reason: `the head of #${pull.number} moved on`
	};
	const mergeBase = await git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
	const policy = await readPolicyAt(pull.baseSha, config, git);
	if (policy === void 0) return {
		state: "ended",
		reasonCode: "config.missing",
		reason: "the base branch has no policy"
	};
	const [sql, evidence] = await Promise.all([createSql(), openEvidence(await createFileSystem(directory))]);
	await using benches = openBenches(directory);
	try {
		const result = await evaluateRun({
			judged,
			models: selectModels(policy, options.model),
			mergeBase
		}, {
			...evidence,
			sql,
			github,
			workflows: github.workflows,
			readArchive,
			clock: createClock(),
			modelRuntime: await createIsolatedModelRuntime(),
			base: await openCommit(pull.baseSha, directory, git),
			head: await openCommit(pull.headSha, directory, git),
			before: await openCommit(mergeBase, directory, git),
			openBench: benches.open
		});
		if (result.state !== "evaluated") return result;
		const { runs, models } = policy;
		const described = await describeEvaluations(result.evaluations, {
			headSha: pull.headSha,
			models,
			directory
		});
		await recordRuns({
			runs,
			github,
			log,
			started,
			directory
		}, (run) => recordsOfPipeline(described, false, run));
		return result;
	} finally {
		await evidence.close();
		await sql.close();
	}
}
//#endregion
//#region src/runtime/run-evaluate-action.ts
async function runEvaluateAction(inputs, log) {
	const directory = resolve(inputs["working-directory"]);
	if (inputs.run !== void 0) return evaluateOtherRun({
		...inputs,
		directory,
		runId: Number(inputs.run),
		log
	});
	const github = {
		token: inputs.token,
		...workflowRepository()
	};
	const place = {
		...inputs,
		directory,
		github,
		started: createClock().now(),
		log
	};
	const watch = watchStages();
	try {
		return await evaluateWorkTree(place, watch);
	} catch (error) {
		const failed = {
			...place,
			verb: "evaluate",
			isFixed: true,
			failedStage: watch.failedStage()
		};
		if (!isFork(inputs)) await recordFailure(error, failed);
		throw error;
	}
}
async function evaluateWorkTree(inputs, watch) {
	const { directory, log } = inputs;
	const ports = await openPipeline(directory, log);
	await requireValidConfiguration(inputs.config, ports);
	const restored = await restoreStages(inputs, ports, watch);
	const git = await openGitRepository(directory, { token: inputs.token });
	const headSha = await commitResults({
		...inputs,
		stages: restored.stages
	}, ports, git);
	const policy = await readBasePolicy({
		base: inputs.base,
		config: inputs.config
	}, {
		git,
		files: ports.files
	});
	const evaluations = await evaluateTrained({
		headSha,
		baseSha: inputs.base,
		stages: restored.stages,
		models: policy.models
	}, inputs, ports);
	await recordPipeline({
		headSha,
		changed: false,
		stages: restored.stages,
		evaluations
	}, inputs);
	if (isFork(inputs)) await publishModels(evaluations, policy.models, ports.files);
	const published = await publishReports(evaluations, inputs.artifact);
	const outputs = {
		...published.outputs,
		changed: String(restored.changed),
		"head-sha": headSha
	};
	return {
		...published,
		outputs
	};
}
async function evaluateOtherRun(options) {
	const github = {
		token: options.token,
		...workflowRepository()
	};
	const result = await runEvaluateRun({
		...options,
		github
	});
	if (result.state === "evaluated") {
		const published = await publishReports(result.evaluations, options.artifact);
		const [first] = result.evaluations;
		const outputs = {
			...published.outputs,
			changed: "false",
			"head-sha": first?.report.headSha ?? ""
		};
		return {
			...published,
			outputs
		};
	}
	const { reasonCode, reason } = result;
	return {
		decision: "positive",
		reasonCode,
		reason,
		outputs: { changed: "false" },
		result: {
			schema: "pawl.evaluate/1",
			verdict: "pass",
			reports: []
		},
		summary: reason
	};
}
async function restoreStages(inputs, ports, { progress }) {
	if (await ports.files.stat("dvc.yaml") === void 0) return summarize([]);
	using termination = abortOnTermination();
	const policy = await readPolicyFile(ports.files, inputs.config);
	const request = {
		models: Object.values(selectModels(policy, inputs.model)),
		signal: termination.signal,
		isRestoreOnly: true,
		progress
	};
	const features = await feature(request, ports);
	const trained = await train(request, ports);
	return summarize([...features.stages, ...trained.stages]);
}
//#endregion
//#region actions/evaluate/main.ts
await runAction(defineAction({
	verb: "evaluate",
	description: "Restores what feature and train did, commits dvc.lock, scores champion and challenger on the same rows, judges the gates.",
	inputs: object({
		token: tokenInput("contents: write, for dvc.lock; deployments: read, for the champion in production"),
		...reportInputs,
		run: string().regex(/^[1-9]\d{0,15}$/).optional().describe("Judge what this run of the pipeline left instead of the work tree, in a job that the pull request cannot change. Needs actions: read and pull-requests: read."),
		model: modelInput("Evaluate this model only. Default: every model of the policy."),
		...repositoryInputs
	}),
	outputs: {
		verdict: "`pass`, `warn` or `fail`: the worst of all models.",
		report: "Folder with one report a model, `<model>.json`.",
		changed: "`true` when a stage's results were restored here.",
		"head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed."
	}
}), runEvaluateAction);
//#endregion
export {};
