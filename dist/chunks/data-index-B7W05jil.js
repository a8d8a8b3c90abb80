import { X as lockedItem } from "./pipeline-DJgoMtB1.js";
//#region src/app/reports/data-index.ts
function listCachedOutputs(loaded) {
	const made = loaded.pipeline.flatMap((stage) => stage.outs.filter((out) => out.isCached).map((out) => ({
		path: out.path,
		item: lockedItem(loaded, stage, out),
		owner: stage.address,
		isPushed: out.isPushed,
		...remoteOf(out)
	})));
	const added = loaded.tracked.filter((data) => data.isCached).map((data) => ({
		path: data.target,
		item: data,
		owner: data.file,
		isPushed: data.isPushed,
		...remoteOf(data)
	}));
	return [...made, ...added];
}
function remoteOf({ remote }) {
	return remote === void 0 ? {} : { remote };
}
async function indexRecorded(outputs, readTree) {
	const entries = [];
	const unknown = [];
	for (const { path, item } of outputs) {
		entries.push(entryOf(path, item));
		if (item?.md5.endsWith(".dir") !== true) continue;
		const tree = await readTree(item);
		if (tree === void 0) unknown.push(path);
		else entries.push(...tree.map((file) => fileEntry(path, file, item.hash)));
	}
	return {
		entries: new Map(entries.map((entry) => [entry.path, entry])),
		unknown
	};
}
async function indexWorkTree(outputs, objects) {
	const entries = [];
	for (const { path, item } of outputs) {
		const found = await objects.inspect(path, item?.hash);
		if (found === void 0) continue;
		entries.push(entryOf(path, found.item));
		entries.push(...found.files.map((file) => fileEntry(path, file, found.item.hash)));
	}
	return {
		entries: new Map(entries.map((entry) => [entry.path, entry])),
		unknown: []
	};
}
function itemOf(entry) {
	return entry?.md5 === void 0 ? void 0 : {
		md5: entry.md5,
		hash: entry.hash
	};
}
function entryOf(path, item) {
	const isDirectory = item?.md5.endsWith(".dir") === true;
	return {
		path,
		md5: item?.md5,
		hash: item?.hash ?? "md5",
		isDirectory
	};
}
function fileEntry(directory, file, hash) {
	return {
		path: `${directory}/${file.path}`,
		md5: file.md5,
		hash,
		isDirectory: false
	};
}
//#endregion
export { listCachedOutputs as i, indexWorkTree as n, itemOf as r, indexRecorded as t };
