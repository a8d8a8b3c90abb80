import { C as openRevisions, E as stageOnWrite, a as createMachine, d as createRunGuard, g as openDataStore, p as createWorkspaceView, r as createFileSystem, u as createProcesses, x as openIgnoreRules } from "./compose-DIOF2qOa.js";
//#region src/runtime/open-pipeline.ts
const ownVariables = /^(INPUT_|(GITHUB|GH)_TOKEN$|PAWL_(PRIVATE_KEY|WEBHOOK_SECRET)$|ACTIONS_(RUNTIME|ID_TOKEN|CACHE|RESULTS)_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;
async function openPipeline(root, log, place = {}) {
	const [files, processes] = await Promise.all([createFileSystem(root), createProcesses()]);
	const store = await openDataStore(files, place.home);
	const ignoreRules = await openIgnoreRules(files.root, processes);
	return {
		files: store.options.get("core.autostage")?.toLowerCase() === "true" ? await stageOnWrite(files, ignoreRules) : files,
		workspace: await createWorkspaceView(files),
		processes,
		data: store.data,
		runCache: store.runCache,
		digest: store.digest,
		...openRemotes(store, files.root, {}),
		guard: await createRunGuard(files.root, commandLine()),
		machine: await createMachine(),
		ignoreRules,
		log,
		environment: stageEnvironment(process.env)
	};
}
function openRemotes(store, root, { remote, jobs }) {
	const options = jobs === void 0 ? new Map() : new Map([["jobs", String(jobs)]]);
	return {
		remote: remote !== void 0 || store.defaultRemote !== void 0 ? store.remote(remote, options) : void 0,
		remoteNamed: (name) => store.remote(name, options),
		readTree: (item) => store.objects(remote).readTree(item, "anywhere"),
		revisions: () => openRevisions(root)
	};
}
async function openTransfers(root, log, choice = {}) {
	const files = await createFileSystem(root);
	const [store, workspace] = await Promise.all([openDataStore(files), createWorkspaceView(files)]);
	return {
		workspace,
		data: store.data,
		log,
		...openRemotes(store, files.root, choice)
	};
}
async function openStatus(root) {
	const files = await createFileSystem(root);
	const [store, workspace] = await Promise.all([openDataStore(files), createWorkspaceView(files)]);
	return {
		files,
		workspace,
		data: store.data
	};
}
function commandLine() {
	return ["pawl", ...process.argv.slice(2)].join(" ");
}
function stageEnvironment(ambient) {
	const environment = {};
	for (const [name, value] of Object.entries(ambient)) if (value !== void 0 && !ownVariables.test(name)) environment[name] = value;
	return environment;
}
function abortOnTermination() {
	const controller = new AbortController();
	const abort = () => controller.abort();
	process.once("SIGINT", abort);
	process.once("SIGTERM", abort);
	return {
		signal: controller.signal,
		[Symbol.dispose]: () => {
			process.off("SIGINT", abort);
			process.off("SIGTERM", abort);
		}
	};
}
//#endregion
export { openTransfers as a, openStatus as i, commandLine as n, stageEnvironment as o, openPipeline as r, abortOnTermination as t };
