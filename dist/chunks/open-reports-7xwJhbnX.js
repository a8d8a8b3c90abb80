import { _n as createWorkspaceView, bn as openDataStore, in as createFileSystem, kn as openRevisions, v as findRepository, wn as openGitState } from "./pipeline-DdGrLffK.js";
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
