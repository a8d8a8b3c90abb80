import { b as object } from "./chunks/schemas-DL8lMTL4.js";
import { v as openGitRepository } from "./chunks/compose-DIOF2qOa.js";
import { a as tokenInput, n as reportInputs, o as defineAction, r as repositoryInputs, s as runAction, t as modelInput } from "./chunks/shared-inputs-16lLSks8.js";
import { t as readPolicyFile } from "./chunks/read-policy-DkzWw7W8.js";
import { t as workflowRepository } from "./chunks/workflow-repository-Q27vNsjZ.js";
import "./chunks/load-pipeline-CStH2RTx.js";
import { n as summarize } from "./chunks/reproduce-Dn0N7b9S.js";
import { n as train, r as feature, t as requireValidConfiguration } from "./chunks/require-valid-configuration-BcXcSEbn.js";
import { n as selectModels } from "./chunks/select-models-uITOR6P_.js";
import { n as evaluateTrained, r as commitResults, t as publishReports } from "./chunks/publish-reports-CWb9YVae.js";
import { r as readBasePolicy } from "./chunks/evaluation-summary-Bq_Lskjx.js";
import { r as openPipeline, t as abortOnTermination } from "./chunks/open-pipeline-DYzCFI_q.js";
import { resolve } from "node:path";
//#region src/runtime/run-evaluate-action.ts
async function runEvaluateAction(inputs, log) {
	const directory = resolve(inputs["working-directory"]);
	const ports = await openPipeline(directory, log);
	await requireValidConfiguration(inputs.config, ports);
	const restored = await restoreStages(inputs, ports);
	const git = await openGitRepository(directory, { token: inputs.token });
	const headSha = await commitResults(inputs, ports, git);
	const policy = await readBasePolicy({
		base: inputs.base,
		config: inputs.config
	}, {
		git,
		files: ports.files
	});
	const github = {
		token: inputs.token,
		...workflowRepository()
	};
	const published = await publishReports(await evaluateTrained({
		headSha,
		baseSha: inputs.base,
		stages: restored.stages,
		models: policy.models
	}, {
		...inputs,
		directory,
		github
	}, ports), inputs.artifact);
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
async function restoreStages(inputs, ports) {
	if (await ports.files.stat("dvc.yaml") === void 0) return summarize([]);
	using termination = abortOnTermination();
	const policy = await readPolicyFile(ports.files, inputs.config);
	const request = {
		models: Object.values(selectModels(policy, inputs.model)),
		signal: termination.signal,
		isRestoreOnly: true
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
