import { o as __toESM } from "./chunks/rolldown-runtime-BQZXps4v.js";
import { C as object, D as string, f as _enum } from "./chunks/schemas-CFgJ4ov0.js";
import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { $ as readPipeline, Tn as openGitRepository, an as createClock, f as abortOnTermination, in as createArtifacts, m as openPipeline, on as createFileSystem, sn as createGitHub } from "./chunks/pipeline-DJgoMtB1.js";
import { t as require_dist } from "./chunks/dist-BLGwPBru.js";
import { i as readArtifactState } from "./chunks/released-manifest-CM4I6NaU.js";
import { s as artifactNames } from "./chunks/handed-records-DJSw3mG4.js";
import { i as renderExplanation } from "./chunks/explanation-a8NwqqRh.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, n as reportInputs, o as defineAction, r as repositoryInputs, t as modelInput } from "./chunks/shared-inputs-DSngGAsj.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { t as findModelStages } from "./chunks/model-stages-D_ZaVd_s.js";
import { n as summarize } from "./chunks/reproduce-DoRFsxZF.js";
import { c as runStages, o as train, s as feature, t as bringUpModels } from "./chunks/bring-up-models-D6SLPyfG.js";
import { c as planChampion, l as selectModel, r as requireCommit, t as readBasePolicy, u as selectModels } from "./chunks/run-evaluate-CN3C1tvW.js";
import { a as listResultPaths, n as selectChangedModels, o as publishData, s as workflowAuthor, t as requireValidConfiguration } from "./chunks/require-valid-configuration-C7HnFbiO.js";
import { a as publishReports, c as evaluateTrained, l as restoreEvaluated, n as isAskedRun, o as isFork, r as recordPipeline, s as publishModels, u as commitResults } from "./chunks/record-pipeline-AvSiTkoF.js";
import { r as recordFailure, t as watchStages } from "./chunks/watch-stages-ColEEF_0.js";
import { r as explain, t as openExplainPorts } from "./chunks/run-explain-D4RxMx8v.js";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
//#region src/runtime/run-explain-action.ts
async function runExplainAction(options) {
	if (options.set.length > 0) throw new PawlError("input.invalid", { message: "set does not go with step: explain, which explains commits." });
	const explanations = await explainHead(options);
	const documents = explanations.map((one) => ({
		path: `${one.model}.json`,
		content: JSON.stringify(one, null, 2)
	}));
	const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
	const folder = artifactNames.explanations;
	for (const { path, content } of documents) await temporary.write(`${folder}/${path}`, content);
	await (await createArtifacts()).upload(folder, documents);
	const failed = explanations.find(({ outcome }) => outcome === "not attributable");
	return {
		decision: failed === void 0 ? "positive" : "negative",
		reasonCode: failed === void 0 ? "explanation.done" : "explanation.not-attributable",
		reason: failed === void 0 ? "" : `${failed.model}: ${failed.reason ?? ""}`,
		outputs: {
			report: join(temporary.root, folder),
			"head-sha": explanations[0]?.head.commit ?? ""
		},
		result: {
			schema: "pawl.explanations/1",
			explanations
		},
		summary: explanations.map(renderExplanation).join("\n\n")
	};
}
async function explainHead(options) {
	const { directory, config, log } = options;
	using termination = abortOnTermination();
	const { signal } = termination;
	const pipeline = await openPipeline(directory, log);
	await requireValidConfiguration(config, pipeline);
	const git = await openGitRepository(directory);
	const github = await createGitHub({
		...options.github,
		auth: { token: options.github.token }
	});
	const models = selectModels(await readBasePolicy({
		base: options.base,
		config
	}, {
		git,
		files: pipeline.files
	}), options.model);
	const chosen = Object.values(models);
	await bringUpModels({
		models: chosen,
		listJudged: () => Promise.resolve(models),
		signal
	}, pipeline);
	for (const own of chosen) await restoreEvaluated(own, pipeline);
	const head = {
		name: "head",
		commit: await requireCommit(git, "HEAD")
	};
	await using opened = await openExplainPorts(directory, log);
	const explanations = [];
	for (const [model, own] of Object.entries(models)) {
		const request = {
			model,
			policy: own,
			base: await findBase(model, {
				base: options.base,
				head: head.commit
			}, {
				git,
				github
			}),
			head,
			mode: "run",
			signal
		};
		explanations.push(await explain(request, opened.ports));
	}
	return explanations;
}
async function findBase(model, { base, head }, { git, github }) {
	const released = planChampion(readArtifactState(await github.gitData.listTags(model), model));
	if (released !== void 0) return {
		name: released.tag,
		commit: await requireCommit(git, released.commitSha)
	};
	const commit = await requireCommit(git, base ?? "HEAD~1");
	return {
		name: "merge base",
		commit: await git.mergeBase(commit, head) ?? commit
	};
}
//#endregion
//#region src/app/open-retraining.ts
function retrainingBranch(request) {
	const end = request.issue === void 0 ? `run-${request.runId}` : `issue-${request.issue}`;
	return `pawl/retrain/${request.model}/${end}`;
}
async function openRetraining(request, ports) {
	const baseSha = await ports.git.resolve("HEAD") ?? "";
	const { branch, earlier } = await chooseBranch(request, ports);
	if (earlier !== void 0) return resume(request, {
		branch,
		baseSha,
		headSha: earlier
	}, ports);
	const { stages, changed } = await runRefreshed(request, ports);
	if (!changed) return {
		decision: "negative",
		reasonCode: "retrain.no-change",
		stages,
		changed
	};
	await publishData(ports);
	await ports.git.switchTo(branch);
	const headSha = await ports.git.commit({
		paths: await listResultPaths(ports),
		message: `feat(${request.model}): retrain on new data`,
		author: workflowAuthor
	});
	if (headSha === void 0) return {
		decision: "negative",
		reasonCode: "retrain.no-change",
		stages,
		changed: false
	};
	if (await ports.git.push(branch) === "rejected") return resume(request, {
		branch,
		baseSha,
		headSha: await ports.git.fetchBranch(branch) ?? headSha
	}, ports);
	return {
		decision: "positive",
		reasonCode: "retrain.opened",
		branch,
		headSha,
		baseSha,
		pullRequest: await findOrCreate(request, branch, ports),
		stages,
		changed: true
	};
}
async function chooseBranch(request, ports) {
	const branch = retrainingBranch(request);
	const earlier = await ports.git.fetchBranch(branch);
	const proposals = earlier === void 0 ? [] : await ports.pullRequests.findByBranch(branch);
	if (!(proposals.length > 0 && proposals.every((one) => one.state === "closed"))) return {
		branch,
		earlier
	};
	const fresh = `${branch}-run-${request.runId}`;
	return {
		branch: fresh,
		earlier: await ports.git.fetchBranch(fresh)
	};
}
async function runRefreshed(request, ports) {
	const pipeline = await readPipeline(ports.workspace);
	const { feature: above } = findModelStages(request.policy.artifact, pipeline);
	const refresh = request.policy.monitoring?.retrain?.refresh ?? [];
	const models = stagesOf(request);
	const others = refresh.filter((name) => !above.some((stage) => stage.address === name));
	const first = await runStages(others, {
		...models,
		force: others
	}, ports);
	const features = await feature({
		...models,
		force: refresh
	}, ports);
	const trained = await train(models, ports);
	return summarize([
		...first.stages,
		...features.stages,
		...trained.stages
	]);
}
function stagesOf({ policy, signal, progress }) {
	return {
		models: [policy],
		...signal === void 0 ? {} : { signal },
		...progress === void 0 ? {} : { progress }
	};
}
async function resume(request, found, ports) {
	await ports.git.switchTo(found.branch, found.headSha);
	const models = stagesOf(request);
	const features = await feature(models, ports);
	const trained = await train(models, ports);
	const pullRequest = await findOrCreate(request, found.branch, ports);
	const stages = [...features.stages, ...trained.stages];
	return {
		decision: "positive",
		reasonCode: "retrain.resumed",
		...found,
		pullRequest,
		stages,
		changed: true
	};
}
async function findOrCreate(request, branch, ports) {
	const [existing] = (await ports.pullRequests.findByBranch(branch)).filter((one) => one.state === "open");
	if (existing !== void 0) return existing;
	return ports.pullRequests.create({
		title: `Retrain ${request.model} on new data`,
		body: renderRetrainingBody(request),
		head: branch,
		base: request.base
	});
}
function renderRetrainingBody(request) {
	const issue = request.issue === void 0 ? "none" : String(request.issue);
	const refresh = request.policy.monitoring?.retrain?.refresh ?? [];
	const data = refresh.length === 0 ? "" : ` New data came from ${refresh.map((name) => `\`${name}\``).join(", ")}.`;
	const why = request.issue === void 0 ? "Asked for by hand or by the schedule." : `Asked for by #${request.issue}, which stays open until the new version is live and its windows are good.`;
	return [
		`<!-- pawl:retrain v=1 model=${request.model} issue=${issue} -->`,
		`\`${request.model}\` was trained again with the code and parameters of the base branch.${data}`,
		"",
		why,
		"",
		"The comment below compares it with the version in use. Merge to register the new version.",
		""
	].join("\n");
}
//#endregion
//#region src/app/set-parameters.ts
var import_dist = __toESM(require_dist(), 1);
const paramsPath = "params.yaml";
const assignment = /^([A-Za-z_][\w.]{0,99})=([\w.+-]{1,60})$/;
async function setParameters(assignments, files) {
	if (assignments.length === 0) return;
	if (await files.stat(paramsPath) === void 0) throw refuse(`there is no ${paramsPath}`);
	const document = (0, import_dist.parseDocument)(await files.readText(paramsPath));
	for (const text of assignments) {
		const [, key = "", value = ""] = assignment.exec(text) ?? [];
		if (key === "") throw refuse(`"${text.slice(0, 80)}" is not key=value`);
		const path = key.split(".");
		if (!document.hasIn(path)) throw refuse(`${paramsPath} has no key ${key}`);
		document.setIn(path, (0, import_dist.parse)(value));
	}
	await files.write(paramsPath, document.toString({ lineWidth: 0 }));
}
function refuse(what) {
	return new PawlError("input.invalid", { message: `set: ${what}` });
}
//#endregion
//#region src/runtime/run-pipeline.ts
async function runPipeline(options) {
	using termination = abortOnTermination();
	const ports = await openPipeline(options.directory, options.log);
	await requireValidConfiguration(options.config, ports);
	const git = await openGitRepository(options.directory, { token: options.github.token });
	const { signal } = termination;
	const watched = options.progress === void 0 ? {} : { progress: options.progress };
	if (options.retrain !== void 0) return retrain({
		...options,
		model: options.retrain,
		signal
	}, ports, git);
	const policy = await readBasePolicy({
		base: options.base,
		config: options.config
	}, {
		git,
		files: ports.files
	});
	const chosen = options.model === void 0 ? policy.models : { [options.model]: selectModel(policy, options.model) };
	const models = Object.values(chosen);
	const set = options.set ?? [];
	await setParameters(set, ports.files);
	const step = options.step ?? "evaluate";
	if (step !== "evaluate") return stopAfter(step, {
		models,
		signal,
		...watched
	}, {
		ports,
		git
	});
	const { stages, changed } = await bringUpModels({
		models,
		listJudged: () => selectChangedModels(chosen, { baseSha: options.base }, ports),
		signal,
		...watched
	}, ports);
	const headSha = await commitResults({
		...set.length > 0 ? {
			...options,
			branch: void 0
		} : options,
		stages
	}, ports, git);
	const evaluations = await evaluateTrained({
		headSha,
		baseSha: options.base,
		stages,
		models: chosen
	}, options, ports);
	if (isFork(options)) await publishModels(evaluations, chosen, ports.files);
	return {
		headSha,
		changed,
		stages,
		evaluations
	};
}
async function stopAfter(step, request, { ports, git }) {
	const features = await feature(request, ports);
	const trained = step === "train" ? (await train(request, ports)).stages : [];
	const { stages, changed } = summarize([...features.stages, ...trained]);
	const ended = {
		reasonCode: `pipeline.${step}`,
		reason: `It was to end with ${step}.`
	};
	return {
		headSha: await git.resolve("HEAD") ?? "",
		changed,
		stages,
		evaluations: [],
		ended
	};
}
async function retrain(options, ports, git) {
	const modelPolicy = selectModel(await readBasePolicy({
		base: void 0,
		config: options.config
	}, {
		git,
		files: ports.files
	}), options.model);
	const github = await createGitHub({
		...options.github,
		auth: { token: options.github.token }
	});
	const result = await openRetraining({
		model: options.model,
		policy: modelPolicy,
		runId: options.runId,
		base: options.defaultBranch,
		signal: options.signal,
		...options.progress === void 0 ? {} : { progress: options.progress },
		...options.issue === void 0 ? {} : { issue: Number(options.issue) }
	}, {
		...ports,
		git,
		pullRequests: github.pullRequests
	});
	const { stages, changed } = result;
	if (result.decision === "negative") {
		const ended = {
			reasonCode: result.reasonCode,
			reason: "The new data gave the same model."
		};
		const retraining = {
			model: options.model,
			reasonCode: result.reasonCode,
			url: null
		};
		return {
			headSha: await git.resolve("HEAD") ?? "",
			changed,
			stages,
			evaluations: [],
			ended,
			retraining
		};
	}
	options.log.info(`Pull request: ${result.pullRequest.url}`);
	const { headSha, baseSha } = result;
	const trained = {
		headSha,
		baseSha,
		stages,
		models: { [options.model]: modelPolicy }
	};
	const retraining = {
		model: options.model,
		reasonCode: result.reasonCode,
		url: result.pullRequest.url
	};
	return {
		headSha,
		changed,
		stages,
		evaluations: await evaluateTrained(trained, options, ports),
		retraining
	};
}
//#endregion
//#region src/runtime/run-pipeline-action.ts
const eventSchema = object({ repository: object({ default_branch: string() }) });
async function runPipelineAction(inputs, log) {
	const started = createClock().now();
	const directory = resolve(inputs["working-directory"]);
	const github = {
		token: inputs.token,
		...workflowRepository()
	};
	const set = (inputs.set ?? "").split("\n").filter((line) => line !== "");
	const { step } = inputs;
	if (step === "explain") return runExplainAction({
		...inputs,
		set,
		directory,
		github,
		log
	});
	const place = {
		...inputs,
		step,
		directory,
		github,
		started,
		log
	};
	const outcome = await runRecorded(place, {
		...inputs,
		step,
		set,
		directory,
		github,
		runId: process.env["GITHUB_RUN_ID"] ?? "0",
		defaultBranch: await readDefaultBranch(process.env["GITHUB_EVENT_PATH"]),
		log
	});
	await recordPipeline(outcome, place);
	const published = outcome.ended === void 0 ? await publishReports(outcome.evaluations, inputs.artifact) : endedOutcome(outcome.ended);
	const outputs = {
		...published.outputs,
		changed: String(outcome.changed),
		"head-sha": outcome.headSha
	};
	return {
		...published,
		outputs
	};
}
async function runRecorded(place, options) {
	const watch = watchStages();
	try {
		return await runPipeline({
			...options,
			progress: watch.progress
		});
	} catch (error) {
		const isAsked = isAskedRun(place);
		if (isFork(place) && !isAsked) throw error;
		const { retrain, github } = place;
		const writer = isAsked ? {} : { github };
		const { github: _, ...rest } = place;
		const failed = {
			...rest,
			...writer,
			failedStage: watch.failedStage()
		};
		await recordFailure(error, retrain === void 0 ? {
			...failed,
			verb: "evaluate"
		} : {
			...failed,
			verb: "retrain",
			isFixed: true,
			model: retrain
		});
		throw error;
	}
}
function endedOutcome(ended) {
	const result = {
		schema: "pawl.evaluate/1",
		verdict: "pass",
		reports: []
	};
	return {
		decision: "positive",
		...ended,
		outputs: {
			verdict: "pass",
			report: ""
		},
		result
	};
}
async function readDefaultBranch(eventPath) {
	if (eventPath === void 0) return "main";
	return eventSchema.safeParse(JSON.parse(await readFile(eventPath, "utf8"))).data?.repository.default_branch ?? "main";
}
//#endregion
//#region actions/pipeline/main.ts
await runAction(defineAction({
	verb: "pipeline",
	description: "The whole pull-request pipeline in one step: feature, train, evaluate, report.",
	inputs: object({
		token: tokenInput("contents: write (dvc.lock) and, for retrain, pull-requests: write"),
		...reportInputs,
		retrain: string().optional().describe("Train this model again on new data and open a pull request."),
		issue: string().regex(/^[1-9]\d{0,9}$/).optional().describe("Number of the drift issue that asks for the retraining."),
		step: _enum([
			"feature",
			"train",
			"evaluate",
			"explain"
		]).default("evaluate").meta({ default: "evaluate" }).describe("The last step to run; explain: train what tells apart what code, parameters and data change of the champion's metrics. Commits nothing."),
		model: modelInput("This model only. Default: every model of the policy."),
		set: string().max(4e3).optional().describe("Other values of keys of params.yaml for this run, key=value, one a line. Nothing is committed."),
		...repositoryInputs
	}),
	outputs: {
		verdict: "`pass`, `warn` or `fail`: the worst of all models.",
		report: "Folder with one report a model, `<model>.json`.",
		changed: "`true` when a stage ran or was restored.",
		"head-sha": "Commit that the report is about: the branch's head after dvc.lock was committed."
	}
}), runPipelineAction);
//#endregion
export {};
