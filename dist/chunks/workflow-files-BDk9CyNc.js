//#region src/app/evaluate-run/workflow-files.ts
const pipelineWorkflow = {
	file: "pawl.yml",
	path: ".github/workflows/pawl.yml"
};
const evaluationWorkflow = {
	path: ".github/workflows/pawl-evaluate.yml",
	titleOf: (runId) => `evaluate run ${runId}`,
	runOf: (title) => {
		const id = /^evaluate run ([1-9]\d{0,15})$/.exec(title)?.[1];
		return id === void 0 ? void 0 : Number(id);
	}
};
const artifactNames = {
	reports: "pawl-report",
	models: "pawl-models"
};
//#endregion
export { evaluationWorkflow as n, pipelineWorkflow as r, artifactNames as t };
