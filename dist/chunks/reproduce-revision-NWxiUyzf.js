import { Nn as openWorktrees, m as openPipeline } from "./pipeline-DJgoMtB1.js";
import { t as reproduce } from "./reproduce-DoRFsxZF.js";
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
