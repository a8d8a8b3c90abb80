import { f as PawlError } from "./copy-W2n1VAGm.js";
import { a as info, i as getInput, l as warning, n as error, o as setFailed, s as setOutput, t as debug, u as summary } from "./core-DrJJIPEa.js";
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
export { runAction as n, actionLog as t };
