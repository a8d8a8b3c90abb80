import { En as openGitState, Sn as openDataStore, jn as openRevisions, on as createFileSystem, v as findRepository, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
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
