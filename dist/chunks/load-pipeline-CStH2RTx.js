import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as renderProblems } from "./problem-DCKYwxYb.js";
import { n as isOverlap } from "./repository-path-Cg730VSm.js";
import { s as lockFileOf, t as parseDvcYaml } from "./parse-dvc-yaml-BCj2XOCk.js";
import { n as parseDataFile } from "./data-file-CpSQPXYV.js";
import { i as parseLock, n as lockEntryOf, t as emptyLock } from "./lock-file-B8xg-ClP.js";
import { i as parseDvcConfig } from "./dvc-config-_-8icea5.js";
//#region src/versioning/stage-graph.ts
function upstreamOf(stage, pipeline) {
	return pipeline.filter((other) => other.outs.some((out) => [...stage.deps, ...stage.params].some((dependency) => isOverlap(out.path, dependency.path))));
}
function orderStages(pipeline, targets) {
	const ordered = [];
	const seen = new Set();
	const visit = (stage) => {
		if (seen.has(stage.address)) return;
		seen.add(stage.address);
		if (!stage.isFrozen) for (const above of upstreamOf(stage, pipeline)) visit(above);
		ordered.push(stage);
	};
	for (const stage of pipeline) if (targets === void 0 || targets.includes(stage.address)) visit(stage);
	return ordered;
}
function downstreamOf(stage, pipeline) {
	const found = new Set();
	const visit = (address) => {
		for (const other of pipeline) {
			if (!(!found.has(other.address) && upstreamOf(other, pipeline).some((above) => above.address === address)) || other.address === stage.address) continue;
			found.add(other.address);
			visit(other.address);
		}
	};
	visit(stage.address);
	return found;
}
function checkGraph(pipeline) {
	const at = ({ file, line, column, name }, message) => {
		return {
			file,
			line,
			column,
			path: `stages.${name}`,
			message
		};
	};
	return [...overlaps(pipeline).map(({ stage, message }) => at(stage, message)), ...cycles(pipeline).map((cycle) => at(cycle.first, `makes a cycle: ${cycle.names.join(" → ")}`))];
}
function checkTracked(pipeline, tracked) {
	const made = pipeline.flatMap((stage) => stage.outs.map((out) => ({
		path: out.path,
		by: `stage ${stage.address}`
	})));
	const added = tracked.map((data) => ({
		path: data.target,
		by: data.file
	}));
	return tracked.flatMap((data, index) => [...made, ...added.slice(0, index)].filter((other) => isOverlap(other.path, data.target)).map(({ path, by }) => {
		const what = path === data.target ? path : `${data.target} overlaps ${path}, which`;
		return {
			file: data.file,
			line: 1,
			column: 1,
			path: "outs",
			message: `${what} is also made by ${by}`
		};
	}));
}
function overlaps(pipeline) {
	const all = pipeline.flatMap((stage) => stage.outs.map((out) => ({
		stage,
		path: out.path
	})));
	return all.flatMap((one, index) => all.slice(0, index).flatMap((other) => {
		if (!isOverlap(one.path, other.path)) return [];
		const what = one.path === other.path ? one.path : `${one.path} overlaps ${other.path}, which`;
		return [{
			stage: one.stage,
			message: `output ${what} is also made by stage ${other.stage.address}`
		}];
	}));
}
function cycles(pipeline) {
	const state = new Map();
	const found = [];
	const visit = (stage, trail) => {
		if (state.get(stage.address) === "done") return;
		if (state.get(stage.address) === "open") {
			found.push({
				first: stage,
				names: [...trail.slice(trail.indexOf(stage.address)), stage.address]
			});
			return;
		}
		state.set(stage.address, "open");
		for (const above of upstreamOf(stage, pipeline)) visit(above, [...trail, stage.address]);
		state.set(stage.address, "done");
	};
	for (const stage of pipeline) visit(stage, []);
	return found;
}
//#endregion
//#region src/app/pipeline/parsing-options.ts
async function readParsingOptions(pipeline, view) {
	if (!pipeline.includes("${")) return {};
	const { options } = parseDvcConfig((await Promise.all([view.readText(".dvc/config"), view.readText(".dvc/config.local")])).filter((text) => text !== void 0));
	const [bool, list] = [options.get("parsing.bool"), options.get("parsing.list")];
	return {
		...bool === void 0 ? {} : { bool: oneOf("bool", bool, ["store_true", "boolean_optional"]) },
		...list === void 0 ? {} : { list: oneOf("list", list, ["nargs", "append"]) }
	};
}
function oneOf(name, value, allowed) {
	const found = allowed.find((one) => one === value);
	if (found !== void 0) return found;
	throw new PawlError("config.invalid", {
		message: `parsing.${name} in .dvc/config is ${JSON.stringify(value)}; allowed: ${allowed.join(", ")}.`,
		hint: "Correct the value in .dvc/config."
	});
}
//#endregion
//#region src/app/pipeline/load-pipeline.ts
const pipelinePath = "dvc.yaml";
const lockPath = "dvc.lock";
async function loadPipeline(view) {
	const names = await view.listMetafiles();
	const { pipeline, definitions } = await readStages(names.filter(isPipelineFile), view);
	const [locks, tracked] = await Promise.all([readLocks(names.filter(isPipelineFile), view), readTracked(names, view)]);
	const problems = checkTracked(pipeline, tracked);
	if (problems.length === 0) return {
		pipeline,
		locks,
		tracked,
		definitions
	};
	throw new PawlError("dvc.invalid", { message: renderProblems(problems) });
}
async function readPipeline(view) {
	const files = (await view.listMetafiles()).filter(isPipelineFile);
	if (files.length > 0) return (await readStages(files, view)).pipeline;
	throw new PawlError("file.missing", {
		message: `There is no dvc.yaml in the repository (${view.name}).`,
		hint: "Run this in a repository with a dvc.yaml; docs/guides/pipelines.md shows one."
	});
}
async function checkPipeline(files, view) {
	const problems = [];
	const pipeline = [];
	const definitions = new Map();
	for (const file of files) {
		const text = await view.readText(file);
		if (text === void 0) continue;
		const parsed = await parseDvcYaml(text, {
			file,
			readText: (path) => view.readText(path),
			parsing: await readParsingOptions(text, view)
		});
		if (parsed.problems !== void 0) problems.push(...parsed.problems);
		else {
			pipeline.push(...parsed.pipeline);
			definitions.set(file, parsed.definitions);
		}
	}
	return {
		pipeline,
		definitions,
		problems: problems.length > 0 ? problems : checkGraph(pipeline)
	};
}
function isPipelineFile(path) {
	return path === "dvc.yaml" || path.endsWith(`/dvc.yaml`);
}
async function readStages(files, view) {
	const checked = await checkPipeline(files, view);
	if (checked.problems.length === 0) return checked;
	throw new PawlError("dvc.invalid", { message: renderProblems(checked.problems) });
}
async function readLocks(pipelineFiles, view) {
	const locks = new Map();
	for (const file of pipelineFiles.map(lockFileOf)) {
		const text = await view.readText(file);
		if (text !== void 0) locks.set(file, parseLock(text, file));
	}
	return locks;
}
async function readTracked(names, view) {
	return (await Promise.all(names.filter((name) => /[^/]\.dvc$/.test(name)).map(async (name) => parseDataFile(await view.readText(name) ?? "", name)))).flat();
}
function lockOf(loaded, stage) {
	return loaded.locks.get(lockFileOf(stage.file)) ?? emptyLock;
}
function lockedEntry(loaded, stage) {
	return lockEntryOf(lockOf(loaded, stage), stage.name);
}
function listKnownData(loaded) {
	const made = loaded.pipeline.flatMap((stage) => stage.outs.flatMap((out) => {
		const item = lockedItem(loaded, stage, out);
		if (item === void 0) return [];
		const { path, kind, isCached, isPushed, remote } = out;
		const own = {
			path,
			item,
			owner: stage.address,
			kind,
			isCached,
			isPushed
		};
		return [remote === void 0 ? own : {
			...own,
			remote
		}];
	}));
	const added = loaded.tracked.map((data) => ({
		path: data.target,
		item: data,
		owner: data.file,
		kind: "out",
		isCached: data.isCached,
		isPushed: data.isPushed,
		...data.remote === void 0 ? {} : { remote: data.remote },
		...data.importedFrom === void 0 ? {} : { importedFrom: data.importedFrom }
	}));
	return [...made, ...added];
}
function lockedItem(loaded, stage, out) {
	return lockedEntry(loaded, stage)?.outs.find((item) => item.path === out.lockPath);
}
//#endregion
export { lockPath as a, pipelinePath as c, readParsingOptions as d, downstreamOf as f, loadPipeline as i, readLocks as l, isPipelineFile as n, lockedEntry as o, orderStages as p, listKnownData as r, lockedItem as s, checkPipeline as t, readPipeline as u };
