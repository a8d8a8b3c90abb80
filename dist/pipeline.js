import { b as object, w as string } from "./chunks/schemas-BE36b9dF.js";
import { Q as readPipeline, g as openPipeline, gn as openGitRepository, m as abortOnTermination, rn as createGitHub } from "./chunks/pipeline-ex9HlBJS.js";
import { a as tokenInput, n as reportInputs, o as defineAction, r as repositoryInputs, s as runAction } from "./chunks/shared-inputs-3AL1yA9A.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { t as findModelStages } from "./chunks/model-stages-CpofSCUd.js";
import { n as summarize } from "./chunks/reproduce-_fYbyOVY.js";
import { i as runStages, n as train, r as feature, t as requireValidConfiguration } from "./chunks/require-valid-configuration-BRsT9a7W.js";
import { t as selectModel } from "./chunks/select-models-Tp3C3TI2.js";
import { c as publishData, i as evaluateTrained, l as workflowAuthor, n as isFork, o as commitResults, r as publishModels, s as listResultPaths, t as publishReports } from "./chunks/publish-reports-DRtOSkxh.js";
import { t as readBasePolicy } from "./chunks/run-evaluate-mMpRVhrm.js";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
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
	const signal = request.signal === void 0 ? {} : { signal: request.signal };
	const models = {
		models: [request.policy],
		...signal
	};
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
async function resume(request, found, ports) {
	await ports.git.switchTo(found.branch, found.headSha);
	const signal = request.signal === void 0 ? {} : { signal: request.signal };
	const models = {
		models: [request.policy],
		...signal
	};
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
//#region src/runtime/run-pipeline.ts
async function runPipeline(options) {
	using termination = abortOnTermination();
	const ports = await openPipeline(options.directory, options.log);
	await requireValidConfiguration(options.config, ports);
	const git = await openGitRepository(options.directory, { token: options.github.token });
	const { signal } = termination;
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
	const models = Object.values(policy.models);
	const features = await feature({
		models,
		signal
	}, ports);
	const trained = await train({
		models,
		signal
	}, ports);
	const { stages, changed } = summarize([...features.stages, ...trained.stages]);
	const headSha = await commitResults(options, ports, git);
	const evaluations = await evaluateTrained({
		headSha,
		baseSha: options.base,
		stages,
		models: policy.models
	}, options, ports);
	if (isFork(options)) await publishModels(evaluations, policy.models, ports.files);
	return {
		headSha,
		changed,
		stages,
		evaluations
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
		return {
			headSha: await git.resolve("HEAD") ?? "",
			changed,
			stages,
			evaluations: [],
			ended
		};
	}
	options.log.info(`Pull request: ${result.pullRequest.url}`);
	const { headSha, baseSha } = result;
	return {
		headSha,
		changed,
		stages,
		evaluations: await evaluateTrained({
			headSha,
			baseSha,
			stages,
			models: { [options.model]: modelPolicy }
		}, options, ports)
	};
}
//#endregion
//#region src/runtime/run-pipeline-action.ts
const eventSchema = object({ repository: object({ default_branch: string() }) });
async function runPipelineAction(inputs, log) {
	const { token } = inputs;
	const outcome = await runPipeline({
		...inputs,
		directory: resolve(inputs["working-directory"]),
		github: {
			token,
			...workflowRepository()
		},
		runId: process.env["GITHUB_RUN_ID"] ?? "0",
		defaultBranch: await readDefaultBranch(process.env["GITHUB_EVENT_PATH"]),
		log
	});
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
