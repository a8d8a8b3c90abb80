import { _n as openGitState, b as findRepository, bn as openRevisions, dn as createWorkspaceView, mn as openDataStore, nn as createFileSystem } from "./pipeline-ex9HlBJS.js";
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
