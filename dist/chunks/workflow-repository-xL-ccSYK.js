//#region src/runtime/workflow-repository.ts
function workflowRepository() {
	return {
		repository: process.env["GITHUB_REPOSITORY"] ?? "",
		apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com"
	};
}
function workflowPlace() {
	const [runId, runnerName] = [process.env["GITHUB_RUN_ID"], process.env["RUNNER_NAME"]];
	if (runId === void 0 || runnerName === void 0 || !/^\d{1,15}$/.test(runId)) return void 0;
	return {
		runId: Number(runId),
		runnerName
	};
}
//#endregion
export { workflowRepository as n, workflowPlace as t };
