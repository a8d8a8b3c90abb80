import { f as PawlError } from "./copy-W2n1VAGm.js";
import { K as loadPipeline, T as bringData } from "./pipeline-DJgoMtB1.js";
import { n as expandPart, o as selectData } from "./remote-items-CZTG_13K.js";
import { t as fetch } from "./fetch-CZUjzsTb.js";
//#region src/app/pull.ts
async function pull(request, ports) {
	const loaded = await loadPipeline(ports.workspace);
	if (ports.remote !== void 0) await fetch({
		...request,
		isForCheckout: true
	}, ports, loaded);
	return checkoutFrom({
		request,
		where: ports.remote === void 0 ? "the cache" : "cache and remote",
		loaded
	}, ports);
}
async function checkout(request, ports) {
	const { workspace, data, readTree } = ports;
	return checkoutFrom({
		request,
		where: "the cache",
		loaded: await loadPipeline(workspace)
	}, {
		workspace,
		data,
		readTree
	});
}
async function checkoutFrom({ request, where, loaded }, ports) {
	const restored = [];
	const missing = [];
	const unsaved = [];
	const imported = new Set();
	for (const data of selectData(loaded, request)) {
		const parts = await expandPart(data, ports.readTree);
		if (parts === void 0) missing.push(data.path);
		const before = missing.length;
		for (const part of parts ?? []) {
			const result = await bringOne(part, data, {
				request,
				ports
			});
			if (result.state === "absent") missing.push(part.path);
			else if (result.state === "unsaved") unsaved.push(...result.paths);
			else if (result.changed) restored.push(part.path);
		}
		if (missing.length > before && data.importedFrom !== void 0) imported.add(data.importedFrom);
	}
	if (unsaved.length > 0) throw new PawlError("data.modified", { message: `Changed in the work tree, and in no object of the cache: ${unsaved.join(", ")}.` });
	if (missing.length > 0 && request.allowsMissing !== true) throw new PawlError("data.missing", {
		message: `Not in ${where}: ${missing.join(", ")}.`,
		...imported.size === 0 ? {} : { hint: hintOfImports([...imported]) }
	});
	return {
		decision: "positive",
		reasonCode: restored.length > 0 ? "data.restored" : "data.current",
		restored,
		missing
	};
}
function hintOfImports(repositories) {
	return `Data that \`dvc import\` took from ${repositories.join(", ")} stays there: run \`dvc pull\` for it.`;
}
async function bringOne({ path, item }, { isCached }, { request, ports }) {
	const now = await ports.data.inspect(path, item.hash);
	if (!isCached && now !== void 0) return {
		state: "done",
		changed: false
	};
	if (!(now?.md5 === item.md5)) return bringData(path, item, {
		data: ports.data,
		remote: ports.remote
	}, request);
	await keepLost(path, item, ports.data);
	return request.relink === true ? ports.data.checkout(path, item, request) : {
		state: "done",
		changed: false
	};
}
async function keepLost(path, item, data) {
	if (item.hash === "md5" && !await data.has(item)) await data.save(path);
}
//#endregion
export { checkout, pull };
