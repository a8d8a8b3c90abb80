import { n as listRevisionGroups, t as hasChoice } from "./revision-groups-DQlR9IuY.js";
import { n as openSnapshot, r as workspaceName } from "./snapshot-DNTG50TN.js";
import { i as listCachedOutputs, r as itemOf, t as indexRecorded } from "./data-index-B7W05jil.js";
//#region src/app/cloud-status.ts
async function cloudStatus(request, ports) {
	const { targets } = request;
	const objects = new Map();
	for (const output of await usedOutputs(request, ports)) {
		if (targets.length > 0 && !targets.includes(output.path) && !targets.includes(output.owner)) continue;
		const index = await indexRecorded([output], (item) => ports.objects.readTree(item, "anywhere"));
		for (const entry of index.entries.values()) {
			const item = itemOf(entry);
			const name = `${entry.hash} ${entry.md5}`;
			if (item !== void 0 && !objects.has(name)) objects.set(name, {
				path: entry.path,
				item
			});
		}
	}
	const all = [...objects.values()];
	const items = all.map((one) => one.item);
	const [inCache, inRemote] = await Promise.all([ports.objects.inCache(items), ports.objects.inRemote(items)]);
	return Object.fromEntries(all.flatMap(({ path }, index) => {
		const state = stateOf(inCache[index] === true, inRemote[index] === true);
		return state === void 0 ? [] : [[path, state]];
	}));
}
function describeCloudStatus(states, remote) {
	const lines = Object.entries(states).map(([path, state]) => `\t${`${state}:`.padEnd(20)}${path}`);
	return lines.length > 0 ? lines : [`Cache and remote '${remote}' are in sync.`];
}
async function usedOutputs(request, ports) {
	const groups = hasChoice(request) ? await listRevisionGroups(request, ports.revisions) : [];
	const outputs = [];
	for (const revision of [workspaceName, ...groups.map((group) => group.commit)]) outputs.push(...listCachedOutputs((await openSnapshot(revision, ports)).loaded));
	return outputs.filter((output) => output.isPushed && output.remote === void 0);
}
function stateOf(inCache, inRemote) {
	if (inCache && inRemote) return void 0;
	if (inCache) return "new";
	return inRemote ? "deleted" : "missing";
}
//#endregion
export { cloudStatus, describeCloudStatus };
