import { setTimeout } from "node:timers/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
//#region src/adapters/clock/system.ts
const systemClock = {
	now: () => new Date(),
	sleep: async (durationMs, signal) => {
		await setTimeout(durationMs, void 0, signal === void 0 ? void 0 : { signal });
	}
};
//#endregion
//#region src/runtime/server-entry.ts
function findServerEntry() {
	return ["./serve.js", "../serve.js"].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path)) ?? fileURLToPath(new URL("./serve-main.ts", import.meta.url));
}
//#endregion
//#region src/runtime/compose.ts
function createClock() {
	return systemClock;
}
async function createFileSystem(root) {
	return (await import("./local-C9t5ACW2.js")).createFileSystem(root);
}
async function createOutputDirectory(path) {
	const { mkdir } = await import("node:fs/promises");
	await mkdir(path, { recursive: true });
	return createFileSystem(path);
}
async function openDataStore(files, home) {
	return (await import("./open-data-store-HJNnF4PW.js")).openDataStore(files, home);
}
async function openGitState(root) {
	return (await import("./git-state-erHxCwmM.js")).openGitState(root);
}
async function openConfigFiles(directory) {
	return (await import("./dvc-config-files-BsYG4QqQ.js")).openConfigFiles(directory, process.env);
}
async function createPlotRenderer() {
	const { vegaPlots } = await import("./vega-plots-DYMRUglO.js");
	return vegaPlots;
}
async function createProcesses() {
	return (await import("./child-process-DyA7SXsW.js")).createProcesses();
}
async function openGitRepository(root, options = {}) {
	return (await import("./simple-git--2kleial.js")).openGitRepository(root, options);
}
async function openRevisions(root) {
	return (await import("./revisions-Cef7vbp-.js")).openRevisions(root);
}
async function openRefHistory(root) {
	return (await import("./ref-history-CEM9I57l.js")).openRefHistory(root);
}
async function createWorkspaceView(files, options) {
	return (await import("./workspace-view-DmKdBOGp.js")).createWorkspaceView(files, options);
}
async function openGitConfig(root) {
	return (await import("./git-config-D-A19ucw.js")).openGitConfig(root, await createProcesses());
}
async function openGitWorkTree(root) {
	return (await import("./git-work-tree-DeAxAr_Z.js")).openGitWorkTree(root, await createProcesses());
}
async function createRunGuard(root, command) {
	return (await import("./run-guard-YB6UIvYP.js")).createRunGuard(root, command);
}
async function createMachine() {
	return (await import("./machine-Bkj8waq2.js")).createMachine(process.env);
}
async function stageOnWrite(files, ignoreRules) {
	return (await import("./stage-on-write-DLQZvkFU.js")).stageOnWrite(files, ignoreRules);
}
async function openWorktrees(root) {
	return (await import("./worktrees-CdmoSVIZ.js")).openWorktrees(root);
}
async function openIgnoreRules(root, processes) {
	return (await import("./ignore-rules-UV4oMWrB.js")).openIgnoreRules(root, processes);
}
async function createSql(options = {}) {
	const { openSql } = await import("./duckdb-CatxCowg.js");
	return openSql(options);
}
async function createModelRuntime() {
	return (await import("./onnx-ByetmQKc.js")).createModelRuntime();
}
async function createModelServers(directory) {
	return (await import("./model-servers-lzIV2JRF.js")).createModelServers({
		directory,
		serverEntry: findServerEntry()
	});
}
async function createArtifacts() {
	const { actionsArtifacts } = await import("./actions-artifact-B89YpJIU.js");
	return actionsArtifacts;
}
async function createGitHub(options) {
	return (await import("./create-github-CTIBNXiC.js")).createGitHub(options);
}
async function listInstallations(app) {
	return (await import("./create-github-CTIBNXiC.js")).listInstallations(app);
}
async function readArchive(bytes, isAllowed) {
	const { readZip } = await import("./read-zip-TZuHYwWP.js");
	return readZip(bytes, { isAllowed });
}
//#endregion
export { openRevisions as C, stageOnWrite as E, openRefHistory as S, readArchive as T, openGitConfig as _, createMachine as a, openGitWorkTree as b, createOutputDirectory as c, createRunGuard as d, createSql as f, openDataStore as g, openConfigFiles as h, createGitHub as i, createPlotRenderer as l, listInstallations as m, createClock as n, createModelRuntime as o, createWorkspaceView as p, createFileSystem as r, createModelServers as s, createArtifacts as t, createProcesses as u, openGitRepository as v, openWorktrees as w, openIgnoreRules as x, openGitState as y };
