import { En as openRevisions, _n as openDataStore, b as findRepository, mn as createWorkspaceView, rn as createFileSystem, xn as openGitState } from "./pipeline-C0vlmzvk.js";
//#region src/runtime/open-reports.ts
async function openReports(directory, remote) {
	const files = await createFileSystem(findRepository(directory).root);
	const [workspace, revisions, store, git] = await Promise.all([
		createWorkspaceView(files),
		openRevisions(files.root),
		openDataStore(files),
		openGitState(files.root)
	]);
	return {
		files,
		workspace,
		revisions,
		objects: store.objects(remote),
		git,
		defaultRemote: store.defaultRemote
	};
}
//#endregion
export { openReports as t };
