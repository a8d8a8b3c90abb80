import { f as PawlError } from "./copy-W2n1VAGm.js";
import { G as listKnownData, Jt as isOverlap, K as loadPipeline, dt as orderStages, qt as isBelow } from "./pipeline-DJgoMtB1.js";
import { n as listRevisionGroups, t as hasChoice } from "./revision-groups-DQlR9IuY.js";
//#region src/app/pipeline/select-data.ts
function selectData(loaded, selection) {
	const known = listKnownData(loaded);
	const { targets } = selection;
	if (targets === void 0 || targets.length === 0) return known;
	const selected = targets.flatMap((target) => selectTarget(target, known, loaded));
	const above = selection.withDeps === true ? ownersAbove(selected, loaded) : new Set();
	const all = [...selected, ...known.filter((data) => above.has(data.owner))];
	const whole = new Set(all.filter((data) => data.inside === void 0).map((data) => data.path));
	const unique = new Map();
	for (const data of all) {
		if (data.inside !== void 0 && whole.has(data.path)) continue;
		unique.set(`${data.path}\0${data.inside ?? ""}`, data);
	}
	return [...unique.values()];
}
function selectTarget(target, known, loaded) {
	const path = target.replace(/^\.\//, "").replace(/\/$/, "");
	const owners = new Set(loaded.pipeline.filter((stage) => namesOf(stage).includes(path)).map((stage) => stage.address));
	const found = known.flatMap((data) => {
		if (owners.has(data.owner) || data.owner === path) return [data];
		if (!isOverlap(data.path, path)) return [];
		return [isBelow(path, data.path) ? {
			...data,
			inside: path.slice(data.path.length + 1)
		} : data];
	});
	if (found.length > 0 || owners.size > 0) return found;
	throw new PawlError("stage.unknown", {
		message: `${target} is no stage, no output in dvc.lock and in no .dvc file.`,
		hint: "Run `pawl repro` first, or `pawl add` for data that no stage makes."
	});
}
function namesOf({ file, name, group }) {
	const folder = file.slice(0, file.lastIndexOf("/") + 1);
	return [file, ...[name, ...group === void 0 ? [] : [group]].flatMap((one) => [
		`${file}:${one}`,
		`${folder}${one}`,
		`${folder}:${one}`
	])];
}
function ownersAbove(selected, loaded) {
	const stages = new Set(selected.map((data) => data.owner));
	const ordered = orderStages(loaded.pipeline, [...stages]);
	const needed = ordered.flatMap((stage) => stage.deps.map((dependency) => dependency.path));
	const files = loaded.tracked.filter((data) => needed.some((path) => isOverlap(path, data.target)));
	return new Set([...ordered.map((stage) => stage.address), ...files.map((data) => data.file)]);
}
//#endregion
//#region src/app/transfer/collect-data.ts
async function collectData(scope, ports, loaded) {
	const own = selectData(loaded ?? await loadPipeline(ports.workspace), scope);
	if (!hasChoice(scope)) return own;
	const revisions = await ports.revisions();
	const found = new Map(own.map((data) => [keyOf(data), data]));
	for (const { name, commit } of await listRevisionGroups(scope, revisions)) {
		const view = await revisions.view(commit);
		const past = view === void 0 ? [] : await selectPast(view, {
			scope,
			name,
			log: ports.log
		});
		for (const data of past) if (!found.has(keyOf(data))) found.set(keyOf(data), data);
	}
	return [...found.values()];
}
function keyOf({ item, path, inside }) {
	return `${item.hash} ${item.md5} ${path}\0${inside ?? ""}`;
}
async function selectPast(view, { scope, name, log }) {
	try {
		return selectData(await loadPipeline(view), scope);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		const [first = ""] = error.message.split("\n");
		log.warning(`${name.slice(0, 60)} is passed over: ${first}`);
		return [];
	}
}
//#endregion
//#region src/app/transfer/remote-items.ts
async function expandPart(data, readTree) {
	const { inside } = data;
	if (inside === void 0) return [{
		path: data.path,
		item: data.item
	}];
	const tree = await readTree(data.item);
	if (tree === void 0) return void 0;
	const files = tree.filter((file) => file.path === inside || isBelow(file.path, inside));
	if (files.length > 0) return files.map((file) => ({
		path: `${data.path}/${file.path}`,
		item: {
			md5: file.md5,
			hash: data.item.hash
		}
	}));
	throw new PawlError("stage.unknown", {
		message: `${data.path} has no ${inside} (${data.item.md5}).`,
		hint: `\`pawl diff\` lists its files; \`pawl pull ${data.path}\` brings all of them.`
	});
}
function byRemote(all) {
	const groups = new Map();
	for (const one of all) groups.set(one.remote, [...groups.get(one.remote) ?? [], one]);
	return groups;
}
function requireRemote(name, ports) {
	const remote = name === void 0 ? ports.remote : ports.remoteNamed(name);
	if (remote !== void 0) return remote;
	throw new PawlError("remote.missing", { message: "No remote is configured." });
}
function sumTransfers(transfers) {
	return {
		objects: transfers.reduce((sum, one) => sum + one.objects, 0),
		bytes: transfers.reduce((sum, one) => sum + one.bytes, 0),
		missing: transfers.flatMap((one) => one.missing)
	};
}
//#endregion
export { collectData as a, sumTransfers as i, expandPart as n, selectData as o, requireRemote as r, byRemote as t };
