import { f as PawlError } from "./copy-W2n1VAGm.js";
import { E as restoreData, F as listNodes, Gt as isValueMap, L as buildGraph, N as resolveTarget, R as reach, St as writeValues, Wt as isValueList, gt as readLockEntry, kt as readValues, y as pythonJson, yt as writeLockEntry, z as turnGraph } from "./pipeline-DJgoMtB1.js";
import { t as addUsage } from "./add-usage-CLfDm6J4.js";
//#region src/versioning/plan-run.ts
function planRun(graph, targets, extent) {
	if (extent === "single") return [...new Set(targets)];
	if (extent === "all") return reach(graph, graph.nodes);
	const chosen = new Set(chooseNodes(graph, targets, extent));
	return reach({
		nodes: graph.nodes,
		upstream: new Map([...graph.upstream].map(([node, above]) => [node, above.filter((one) => chosen.has(one))]))
	}, graph.nodes.filter((node) => chosen.has(node)));
}
function chooseNodes(graph, targets, extent) {
	if (extent === "upstream") return reach(graph, targets);
	const turned = turnGraph(graph);
	if (extent === "downstream") return reach(turned, targets);
	const both = new Map(graph.nodes.map((node) => [node, [...graph.upstream.get(node) ?? [], ...turned.upstream.get(node) ?? []]]));
	return reach({
		nodes: graph.nodes,
		upstream: both
	}, targets);
}
//#endregion
//#region src/app/pipeline/plan-reproduction.ts
function planReproduction(loaded, request) {
	const nodes = listNodes(loaded.pipeline, loaded.tracked);
	const graph = buildGraph(nodes);
	const options = {
		folder: "",
		...request
	};
	const named = [...new Set((request.targets ?? []).flatMap((target) => resolveTarget(target, nodes, options)))];
	const extent = request.extent ?? "upstream";
	return {
		plan: planRun(graph, named, request.targets === void 0 ? "all" : extent),
		graph,
		named
	};
}
//#endregion
//#region src/versioning/run-cache.ts
function isRestorable(stage) {
	if (stage.isAlwaysChanged || stage.outs.length === 0) return false;
	if (stage.deps.length === 0 && stage.params.length === 0) return false;
	return stage.outs.every((out) => !out.isPersistent);
}
function isRunCacheable(stage) {
	return isRestorable(stage) && stage.outs.every((out) => out.isCached || out.kind !== "out");
}
function runKey(entry, outPaths, sha256) {
	const outs = outPaths.map((path) => ({
		path,
		md5: "0".repeat(32),
		hash: "md5"
	}));
	const values = new Map(writeLockEntry({
		...entry,
		outs
	}));
	const sorted = values.get("outs");
	if (isValueList(sorted)) values.set("outs", sorted.map((out) => isValueMap(out) ? out.get("path") ?? null : null));
	return sha256(pythonJson(withoutCounts(values)));
}
function runRecord(entry, sha256) {
	const values = writeLockEntry(entry);
	return {
		key: runKey(entry, entry.outs.map((out) => out.path), sha256),
		value: sha256(pythonJson(withoutCounts(values))),
		text: writeValues(values)
	};
}
function withoutCounts(value) {
	if (isValueList(value)) return value.map(withoutCounts);
	if (!isValueMap(value)) return value;
	const kept = [...value].filter(([key]) => key !== "size" && key !== "nfiles");
	return new Map(kept.map(([key, item]) => [key, withoutCounts(item)]));
}
//#endregion
//#region src/app/pipeline/restore-run.ts
async function restoreRun(stage, now, ports) {
	if (!isRestorable(stage)) return void 0;
	const key = runKey(now, stage.outs.map((out) => out.lockPath), (text) => ports.digest.sha256(text));
	let records = await ports.runCache.find(key);
	if (records.length === 0 && ports.remote !== void 0) {
		await ports.remote.pullRuns(key);
		records = await ports.runCache.find(key);
	}
	for (const text of records) {
		const outs = readRecordedOutputs(text);
		if (outs === void 0) ports.log.warning(`A record of the run cache cannot be read: runs/${key.slice(0, 2)}/${key}.`);
		else if (await restoreOutputs(stage, outs, ports)) return {
			...now,
			outs
		};
	}
}
function readRecordedOutputs(text) {
	try {
		const values = readValues(text, "run cache");
		return isValueMap(values) ? readLockEntry(values)?.outs : void 0;
	} catch {
		return;
	}
}
async function restoreOutputs(stage, items, ports) {
	const wanted = stage.outs.map((out) => ({
		path: out.path,
		item: items.find((candidate) => candidate.path === out.lockPath)
	}));
	if (wanted.some(({ item }) => item === void 0)) return false;
	ports.seen.forget(wanted.map(({ path }) => path));
	for (const { path, item } of wanted) if (item === void 0 || !await restoreData(path, item, ports)) return false;
	return true;
}
//#endregion
//#region src/app/pipeline/run-stage.ts
const keptLines = 20;
async function runCommands(stage, ports, options) {
	const env = stageEnvironment(stage, ports, options.gpus);
	const used = [];
	for (const line of commandLines(stage.cmd)) {
		const last = [];
		ports.log.info(`${stage.name} > ${line}`);
		const result = await ports.processes.run({
			...shellFor(line, ports.environment["SHELL"]),
			cwd: stage.wdir === "" ? ports.files.root : `${ports.files.root}/${stage.wdir}`,
			env,
			...options.signal === void 0 ? {} : { signal: options.signal },
			onStart: (processId) => ports.turn.started(processId),
			onLine: (text) => {
				ports.log.info(`${stage.name} | ${text}`);
				last.push(text);
				if (last.length > keptLines) last.shift();
			}
		});
		if (options.signal?.aborted === true) throw new PawlError("stage.interrupted", { message: `Stage ${stage.name} was interrupted.` });
		if (result.exitCode !== 0) throw failure(stage, {
			line,
			last
		}, result);
		if (result.usage !== void 0) used.push(result.usage);
	}
	return used.length === 0 ? void 0 : used.reduce(addUsage);
}
function stageEnvironment(stage, ports, gpus) {
	const { root } = ports.files;
	return {
		DVC_ROOT: root,
		...ports.environment,
		...ports.turn.environment,
		DVC_STAGE: stage.address,
		...gpus.length === 0 ? {} : { CUDA_VISIBLE_DEVICES: gpus.join(",") }
	};
}
function failure(stage, { line, last }, { exitCode, signal }) {
	const how = exitCode === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${exitCode}`;
	return new PawlError("stage.failed", { message: [`Stage ${stage.name} failed: \`${line}\` ${how}.`, ...last].join("\n") });
}
function commandLines(cmd) {
	if (typeof cmd !== "string") return cmd;
	return cmd.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.trim() !== "");
}
function shellFor(line, shell) {
	const command = shell === void 0 || shell === "" ? "/bin/sh" : shell;
	const name = command.split("/").at(-1)?.toLowerCase();
	return {
		command,
		args: [
			...name === "bash" ? ["--noprofile", "--norc"] : name === "zsh" ? ["--no-rcs"] : [],
			"-c",
			line
		]
	};
}
//#endregion
export { restoreRun as a, runKey as c, restoreOutputs as i, runRecord as l, runCommands as n, isRestorable as o, readRecordedOutputs as r, isRunCacheable as s, commandLines as t, planReproduction as u };
