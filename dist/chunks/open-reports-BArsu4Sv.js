import { C as openRevisions, g as openDataStore, p as createWorkspaceView, r as createFileSystem, y as openGitState } from "./compose-DIOF2qOa.js";
import { t as findRepository } from "./find-repository-mjwZBJvn.js";
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
