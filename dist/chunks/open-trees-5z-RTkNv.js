import { Sn as openDataStore, on as createFileSystem, v as findRepository } from "./pipeline-DJgoMtB1.js";
import { dirname, join } from "node:path";
//#region src/runtime/open-trees.ts
function openTrees(directory, path = ".") {
	let opened;
	const open = () => opened ??= createFileSystem(findRepository(join(directory, dirname(path))).root).then(openDataStore);
	let looked;
	const objects = () => looked ??= open().then((store) => store.objects());
	const item = (md5) => ({
		md5,
		hash: "md5"
	});
	return {
		readTree: async (md5) => (await objects()).readTree(item(md5), "anywhere"),
		sizeOf: async (md5) => (await objects()).sizeOf(item(md5)),
		md5: async (text) => (await open()).digest.md5(text),
		saveTree: async (text) => (await open()).data.saveTree(text)
	};
}
//#endregion
export { openTrees };
