import { f as PawlError } from "./copy-W2n1VAGm.js";
import { G as listKnownData, K as loadPipeline } from "./pipeline-DJgoMtB1.js";
//#region src/app/reports/snapshot.ts
const workspaceName = "workspace";
async function openSnapshot(revision, ports) {
	const view = revision === "workspace" ? ports.workspace : await ports.revisions.view(revision);
	if (view !== void 0) return readSnapshot(view, revision);
	throw new PawlError("revision.unknown", { message: `git knows no revision ${JSON.stringify(revision)}.` });
}
async function hasCommits({ revisions }) {
	return await revisions.view("HEAD") !== void 0;
}
async function readSnapshot(view, name) {
	const loaded = await loadPipeline(view);
	const cached = listKnownData(loaded).filter((known) => known.isCached);
	return {
		name,
		view,
		loaded,
		data: new Map(cached.map((known) => [known.path, known]))
	};
}
//#endregion
export { openSnapshot as n, workspaceName as r, hasCommits as t };
