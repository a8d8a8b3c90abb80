import { D as string, O as stringbool } from "./schemas-CFgJ4ov0.js";
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
function baseInput(purpose) {
	return string().optional().meta({ default: "${{ github.event.pull_request.base.sha }}" }).describe(`${purpose} Default: the pull request's base.`);
}
const reportInputs = {
	base: baseInput("Revision to compare with; the policy is read there."),
	branch: string().optional().meta({ default: "${{ github.event.pull_request.head.repo.id == github.event.repository.id && github.event.pull_request.head.ref || '' }}" }).describe("Branch that gets the updated dvc.lock. Empty for a fork: nothing is committed."),
	artifact: string().default("pawl-report").meta({ default: "pawl-report" }).describe("Name of the artifact with the reports, which the bot reads.")
};
const stageInputs = {
	base: baseInput("Revision to compare with: a model that differs from it is made when neither cache nor remote has it."),
	model: modelInput("Stages of this model only. Default: of every model of the policy."),
	push: stringbool().prefault("true").meta({ default: "${{ github.event.pull_request.head.repo.id == github.event.pull_request.base.repo.id }}" }).describe("Send data and run records to the remote when a stage ran, for the next runner. Default: true, but false for a fork."),
	...repositoryInputs
};
//#endregion
export { tokenInput as a, stageInputs as i, reportInputs as n, defineAction as o, repositoryInputs as r, modelInput as t };
