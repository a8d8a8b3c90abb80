import { f as PawlError } from "./copy-W2n1VAGm.js";
import { a as collectData, i as sumTransfers, r as requireRemote, t as byRemote } from "./remote-items-CZTG_13K.js";
//#region src/app/push.ts
async function push(request, ports) {
	const known = (await collectData(request, ports)).filter((data) => data.isPushed);
	const transfers = [];
	const lost = new Set();
	if (known.length === 0) requireRemote(void 0, ports);
	for (const [name, group] of byRemote(known)) {
		const remote = requireRemote(name, ports);
		const cached = group.filter((data) => data.isCached).map((data) => data.item);
		const sent = await remote.push(cached, request);
		for (const item of sent.missing) lost.add(item.md5);
		transfers.push(sent);
		if (!request.runCache) continue;
		const kept = group.filter((data) => !data.isCached).map((data) => data.item);
		transfers.push(await remote.push(kept, request));
	}
	if (lost.size > 0) {
		const paths = known.filter((data) => data.isCached && lost.has(data.item.md5)).map((data) => data.path);
		throw new PawlError("data.missing", { message: `In neither cache nor remote: ${[...new Set(paths)].join(", ")}.` });
	}
	const runs = request.runCache ? await requireRemote(void 0, ports).pushRuns() : 0;
	const { objects, bytes } = sumTransfers(transfers);
	return {
		decision: "positive",
		reasonCode: objects + runs > 0 ? "data.pushed" : "data.in-sync",
		objects,
		bytes,
		runs
	};
}
//#endregion
export { push as t };
