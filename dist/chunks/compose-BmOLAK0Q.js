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
	return (await import("./local-dNCNWh37.js")).createFileSystem(root);
}
async function openDataStore(files) {
	return (await import("./open-data-store-BmS2Me0R.js")).openDataStore(files);
}
async function createProcesses() {
	return (await import("./child-process-CWjPw8K9.js")).createProcesses();
}
async function openGitRepository(root, options = {}) {
	return (await import("./simple-git-Cf7NbWIq.js")).openGitRepository(root, options);
}
async function createRunGuard(root) {
	return (await import("./run-guard-C2amDIpV.js")).createRunGuard(root);
}
async function openIgnoreRules(root, processes) {
	return (await import("./ignore-rules-BKNJezNT.js")).openIgnoreRules(root, processes);
}
async function createSql(options = {}) {
	const { openSql } = await import("./duckdb-DB7Vx_ww.js");
	return openSql(options);
}
async function createModelRuntime() {
	return (await import("./onnx-Csyx0G_4.js")).createModelRuntime();
}
async function createModelServers(directory) {
	return (await import("./model-servers-DbG5eUrK.js")).createModelServers({
		directory,
		serverEntry: findServerEntry()
	});
}
async function createArtifacts() {
	const { actionsArtifacts } = await import("./actions-artifact-B9OfA11h.js");
	return actionsArtifacts;
}
async function createGitHub(options) {
	return (await import("./create-github-Dc1hoIHt.js")).createGitHub(options);
}
async function listInstallations(app) {
	return (await import("./create-github-Dc1hoIHt.js")).listInstallations(app);
}
async function readArchive(bytes, isAllowed) {
	const { readZip } = await import("./read-zip-B1B8PI0L.js");
	return readZip(bytes, { isAllowed });
}
//#endregion
export { createModelRuntime as a, createRunGuard as c, openDataStore as d, openGitRepository as f, createGitHub as i, createSql as l, readArchive as m, createClock as n, createModelServers as o, openIgnoreRules as p, createFileSystem as r, createProcesses as s, createArtifacts as t, listInstallations as u };
