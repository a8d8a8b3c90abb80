import { f as PawlError } from "./copy-W2n1VAGm.js";
import { G as listKnownData, K as loadPipeline } from "./pipeline-DJgoMtB1.js";
import { t as restorePath } from "./restore-output-TxJ9mcd7.js";
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
export { placeFile as n, isLocked as t };
