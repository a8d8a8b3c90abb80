import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Sn as openDataStore, jn as openRevisions, on as createFileSystem } from "./pipeline-DJgoMtB1.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
//#region src/runtime/open-benches.ts
async function openCommit(commit, directory, git) {
	const view = await (await openRevisions(directory)).view(commit);
	if (view !== void 0) return {
		commit,
		view,
		git
	};
	throw new PawlError("revision.unknown", { message: `${commit} is no commit of ${directory}.` });
}
function openBenches(directory) {
	const made = [];
	return {
		open: async () => {
			const root = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "pawl-bench-"));
			made.push(root);
			const files = await createFileSystem(root);
			const store = await openDataStore(files, join(directory, ".dvc"));
			const remote = store.defaultRemote === void 0 ? void 0 : store.remote();
			return {
				files,
				data: store.data,
				remote
			};
		},
		[Symbol.asyncDispose]: async () => {
			for (const root of made) await rm(root, {
				recursive: true,
				force: true
			});
		}
	};
}
//#endregion
export { openCommit as n, openBenches as t };
