import { a as collectData, i as sumTransfers, n as expandPart, r as requireRemote, t as byRemote } from "./remote-items-CZTG_13K.js";
//#region src/app/fetch.ts
async function fetch(request, ports, loaded) {
	const wanted = (await collectData(request, ports, loaded)).filter((data) => isWanted(data, request));
	const missing = [];
	const transfers = [];
	for (const [name, group] of byRemote(wanted)) {
		const { transfer, lost } = await fetchGroup(requireRemote(name, ports), group, {
			request,
			ports
		});
		transfers.push(transfer);
		missing.push(...lost);
	}
	const runs = request.runCache === true ? await requireRemote(void 0, ports).pullRuns() : 0;
	const { objects, bytes } = sumTransfers(transfers);
	const isWhole = missing.length === 0;
	const found = objects + runs > 0 ? "data.fetched" : "data.current";
	return {
		decision: isWhole ? "positive" : "negative",
		reasonCode: isWhole ? found : "data.missing",
		objects,
		bytes,
		runs,
		missing
	};
}
async function fetchGroup(remote, group, { request, ports }) {
	const lost = new Set();
	const paths = new Map();
	const items = [];
	for (const data of group) {
		const parts = await expandPart(data, ports.readTree);
		if (parts === void 0) lost.add(data.path);
		for (const { path, item } of parts ?? []) {
			items.push(item);
			paths.set(`${item.hash} ${item.md5}`, path);
		}
	}
	const transfer = await remote.pull(items, request);
	for (const item of transfer.missing) {
		const path = paths.get(`${item.hash} ${item.md5}`);
		if (path !== void 0) lost.add(path);
	}
	return {
		transfer,
		lost: [...lost]
	};
}
function isWanted(data, { kinds, maxSizeBytes }) {
	const isKind = kinds === void 0 || data.kind !== "out" && kinds.includes(data.kind);
	const isSmall = maxSizeBytes === void 0 || (data.item.sizeBytes ?? 0) <= maxSizeBytes;
	return data.isCached && isKind && isSmall;
}
//#endregion
export { fetch as t };
