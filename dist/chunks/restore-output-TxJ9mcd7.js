import { f as PawlError } from "./copy-W2n1VAGm.js";
import { E as restoreData, G as listKnownData, K as loadPipeline, qt as isBelow } from "./pipeline-DJgoMtB1.js";
//#region src/app/restore-output.ts
async function restorePath(view, path, ports) {
	const found = await findTracked(path, view);
	if (found === void 0) return;
	if (await restoreData(found.target, found.item, ports)) return;
	throw new PawlError("data.missing", { message: `${path} at ${view.name.slice(0, 12)} (md5 ${found.item.md5}) is in neither cache nor remote.` });
}
async function findTracked(path, view) {
	const found = listKnownData(await loadPipeline(view)).find((data) => data.isCached && (data.path === path || isBelow(path, data.path)));
	return found && {
		target: found.path,
		item: withoutPath(found.item)
	};
}
function withoutPath({ md5, hash, sizeBytes, fileCount, isExecutable }) {
	return {
		md5,
		hash,
		...sizeBytes === void 0 ? {} : { sizeBytes },
		...fileCount === void 0 ? {} : { fileCount },
		...isExecutable === void 0 ? {} : { isExecutable }
	};
}
//#endregion
export { restorePath as t };
