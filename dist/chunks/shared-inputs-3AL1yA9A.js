import { T as stringbool, w as string } from "./schemas-BE36b9dF.js";
import { h as PawlError } from "./copy-CSK34uCP.js";
import { a as setFailed, c as warning, i as info, l as summary, n as error, o as setOutput, r as getInput, t as debug } from "./core-DRU6WgUh.js";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
//#region src/runtime/run-action.ts
const actionLog = {
	debug,
	info,
	warning: (message, location) => warning(message, annotation(location)),
	error: (message, location) => error(message, annotation(location))
};
function annotation(location) {
	if (location === void 0) return {};
	return {
		file: location.file,
		...location.line === void 0 ? {} : { startLine: location.line },
		...location.column === void 0 ? {} : { startColumn: location.column }
	};
}
async function runAction(definition, verb) {
	try {
		const outcome = await verb(readInputs(definition), actionLog);
		await publish(definition, outcome);
		if (outcome.decision === "negative") setFailed(`${outcome.reason} (${outcome.reasonCode})`);
	} catch (error) {
		if (error instanceof PawlError) setOutput("reason-code", error.code);
		setFailed(describe(error));
	}
}
function readInputs(definition) {
	const given = {};
	for (const name of Object.keys(definition.inputs.shape)) {
		const value = getInput(name);
		if (value !== "") given[name] = value;
	}
	const parsed = definition.inputs.safeParse(given);
	if (parsed.success) return parsed.data;
	const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
	throw new PawlError("input.invalid", { message: `The inputs of pawl ${definition.verb} are not valid:\n${problems.join("\n")}` });
}
async function publish(definition, outcome) {
	const directory = process.env["RUNNER_TEMP"] ?? process.cwd();
	const path = join(directory, `pawl-${definition.verb}-result.json`);
	await mkdir(directory, { recursive: true });
	await writeFile(path, `${JSON.stringify(outcome.result, null, 2)}\n`);
	setOutput("result", path);
	setOutput("reason-code", outcome.reasonCode);
	for (const name of Object.keys(definition.outputs)) setOutput(name, outcome.outputs[name] ?? "");
	if (outcome.summary !== void 0 && process.env["GITHUB_STEP_SUMMARY"] !== void 0) await summary.addRaw(outcome.summary, true).write();
}
function describe(error) {
	if (error instanceof PawlError) return `${error.message}\n${error.hint} (${error.code})`;
	return error instanceof Error ? error.stack ?? error.message : String(error);
}
//#endregion
//#region src/runtime/define-action.ts
function defineAction(definition) {
	return definition;
}
//#endregion
//#region src/runtime/shared-inputs.ts
function tokenInput(rights) {
	return string().min(1).meta({ default: "${{ github.token }}" }).describe(`Token with ${rights}.`);
}
function modelInput(purpose) {
	return string().min(1).optional().describe(purpose);
}
const repositoryInputs = {
	"working-directory": string().default(".").meta({ default: "." }).describe("Directory of the repository; relative paths of the policy start here."),
	config: string().default(".github/pawl.yml").meta({ default: ".github/pawl.yml" }).describe("The policy file, relative to the working directory.")
};
const reportInputs = {
	base: string().optional().meta({ default: "${{ github.event.pull_request.base.sha }}" }).describe("Revision to compare with; the policy is read there. Default: the pull request's base."),
	branch: string().optional().meta({ default: "${{ github.event.pull_request.head.repo.id == github.event.repository.id && github.event.pull_request.head.ref || '' }}" }).describe("Branch that gets the updated dvc.lock. Empty for a fork: nothing is committed."),
	artifact: string().default("pawl-report").meta({ default: "pawl-report" }).describe("Name of the artifact with the reports, which the bot reads.")
};
const stageInputs = {
	model: modelInput("Stages of this model only. Default: of every model of the policy."),
	push: stringbool().prefault("true").meta({ default: "${{ github.event.pull_request.head.repo.id == github.event.pull_request.base.repo.id }}" }).describe("Send data and run records to the remote when a stage ran, for the next runner. Default: true, but false for a fork."),
	...repositoryInputs
};
//#endregion
export { tokenInput as a, stageInputs as i, reportInputs as n, defineAction as o, repositoryInputs as r, runAction as s, modelInput as t };
