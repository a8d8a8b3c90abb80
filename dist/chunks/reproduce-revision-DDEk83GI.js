import { w as openWorktrees } from "./compose-DIOF2qOa.js";
import { t as reproduce } from "./reproduce-Dn0N7b9S.js";
import { r as openPipeline } from "./open-pipeline-DYzCFI_q.js";
import { join } from "node:path";
//#region src/runtime/reproduce-revision.ts
async function reproduceRevision(run, request, log) {
	const worktree = await (await openWorktrees(run.root)).add(run.revision);
	try {
		const ports = await openPipeline(worktree.root, log, { home: join(run.root, ".dvc") });
		const remote = run.withRemote ? ports.remote : void 0;
		return {
			...await reproduce({
				...request,
				allowsMissing: true
			}, {
				...ports,
				remote
			}),
			commit: worktree.commit
		};
	} finally {
		await worktree.remove();
	}
}
//#endregion
export { reproduceRevision };
