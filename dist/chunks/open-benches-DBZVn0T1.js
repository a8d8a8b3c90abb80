import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { G as listKnownData, K as loadPipeline, bn as openDataStore, in as createFileSystem, kn as openRevisions } from "./pipeline-DdGrLffK.js";
import { t as restorePath } from "./restore-output-BzCCA6bs.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
//#region src/app/evaluate-run/bench.ts
async function placeFile(path, { commit, view, git }, bench) {
	const bytes = await git.readFile(commit, path);
	if (bytes !== void 0) {
		await bench.files.write(path, bytes);
		return true;
	}
	try {
		await restorePath(view, path, bench);
	} catch (error) {
		if (error instanceof PawlError && error.code === "data.missing") return false;
		throw error;
	}
	return await bench.files.stat(path) !== void 0;
}
async function isLocked(path, view, { data }) {
	const named = listKnownData(await loadPipeline(view)).find((known) => known.path === path)?.item;
	if (named === void 0) return void 0;
	return (await data.inspect(path, named.hash))?.md5 === named.md5;
}
//#endregion
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
export { placeFile as i, openCommit as n, isLocked as r, openBenches as t };
