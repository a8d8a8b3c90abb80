//#region src/runtime/workflow-repository.ts
function workflowRepository() {
	return {
		repository: process.env["GITHUB_REPOSITORY"] ?? "",
		apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com"
	};
}
//#endregion
export { workflowRepository as t };
