import { f as PawlError } from "./copy-W2n1VAGm.js";
import { U as checkPipeline, W as isPipelineFile, Z as pipelinePath } from "./pipeline-DJgoMtB1.js";
import { t as parsePolicy } from "./parse-policy-CiPne4bg.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
//#region src/app/validate.ts
async function validate(request, ports) {
	const pipelineFiles = (await ports.workspace.listMetafiles()).filter(isPipelineFile);
	const policyText = await ports.workspace.readText(request.config);
	if (policyText === void 0 && pipelineFiles.length === 0) throw new PawlError("config.missing", { message: `${ports.files.root} has neither ${request.config} nor ${pipelinePath}.` });
	const policy = policyText === void 0 ? void 0 : parsePolicy(policyText, request.config);
	const checkedPipeline = await checkFiles(pipelineFiles, ports.workspace);
	const problems = [...policy?.problems ?? [], ...checkedPipeline.problems];
	const { pipeline } = checkedPipeline;
	if (policy !== void 0 && policy.problems === void 0 && pipeline.length > 0) for (const [name, model] of Object.entries(policy.policy.models)) {
		const path = [
			"models",
			name,
			"artifact"
		];
		const at = {
			file: request.config,
			...policy.locate(path),
			path: path.join(".")
		};
		problems.push(...asProblems(at, () => findModelStages(model.artifact, pipeline)));
	}
	const checked = [...policyText === void 0 ? [] : [request.config], ...pipelineFiles];
	const isGood = problems.length === 0;
	return {
		decision: isGood ? "positive" : "negative",
		reasonCode: isGood ? "config.valid" : "config.invalid",
		checked,
		problems
	};
}
async function checkFiles(files, view) {
	try {
		return await checkPipeline(files, view);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		const problems = error.message.split("\n").map((line) => {
			const [, file = pipelinePath, at = "1", column = "1", message = line] = /^([^:]*):(\d+):(\d+): (.*)$/.exec(line) ?? [];
			return {
				file,
				line: Number(at),
				column: Number(column),
				path: "",
				message
			};
		});
		return {
			pipeline: [],
			definitions: new Map(),
			problems
		};
	}
}
function asProblems(at, check) {
	try {
		check();
		return [];
	} catch (error) {
		if (error instanceof PawlError) return [{
			...at,
			message: error.message
		}];
		throw error;
	}
}
//#endregion
export { validate as t };
