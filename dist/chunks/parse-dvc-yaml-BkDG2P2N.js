import { E as unknown, S as string, T as union, b as record, m as boolean, p as array, x as strictObject } from "./schemas-BDCqBjgv.js";
import { t as PawlError } from "./errors-DwLb4yF0.js";
import { g as renderPath, h as problemAt, m as checkSchema, p as readDocument, t as renderProblems } from "./problem-DEL1DWYM.js";
//#region src/versioning/dvc-yaml-schema.ts
const text = string().min(1);
const annotations = {
	desc: string().optional(),
	type: string().optional(),
	labels: array(string()).optional(),
	meta: unknown().optional()
};
const outOptions = strictObject({
	...annotations,
	cache: boolean().optional(),
	persist: boolean().optional(),
	remote: string().optional(),
	push: boolean().optional(),
	checkpoint: boolean().optional()
});
const column = union([string(), array(string())]);
const plotOptions = outOptions.extend({
	template: string().optional(),
	x: column.optional(),
	y: column.optional(),
	x_label: string().optional(),
	y_label: string().optional(),
	title: string().optional(),
	header: boolean().optional()
});
const out = union([text, record(text, outOptions)]);
const plot = union([text, record(text, union([plotOptions, array(plotOptions)]))]);
const params = union([text, record(text, array(text).nullable())]);
const stage = strictObject({
	cmd: union([text, array(text).min(1)]),
	wdir: string().nullish(),
	deps: array(text).nullish(),
	params: array(params).nullish(),
	vars: array(unknown()).nullish(),
	outs: array(out).nullish(),
	metrics: array(out).nullish(),
	plots: array(plot).nullish(),
	frozen: boolean().optional(),
	always_changed: boolean().optional(),
	desc: string().optional(),
	meta: unknown().optional()
});
const artifact = strictObject({
	...annotations,
	path: text
});
const dvcYamlSchema = strictObject({
	stages: record(string().min(1), stage).nullish(),
	params: array(unknown()).nullish(),
	metrics: array(unknown()).nullish(),
	plots: unknown().optional(),
	artifacts: record(string().regex(/^[a-z0-9]([a-z0-9-/]*[a-z0-9])?$/), artifact).nullish(),
	datasets: array(unknown()).nullish(),
	vars: array(unknown()).nullish()
});
//#endregion
//#region src/versioning/repository-path.ts
function joinPath(...parts) {
	const joined = [];
	for (const part of parts) {
		if (part.startsWith("/") || part.includes("\\") || part.includes("\0")) return void 0;
		for (const step of part.split("/")) {
			if (step === "" || step === ".") continue;
			if (step !== "..") joined.push(step);
			else if (joined.pop() === void 0) return void 0;
		}
	}
	return joined.join("/");
}
function isReserved(path) {
	return path === "" || isOverlap(path, ".dvc") || path.toLowerCase().split("/").includes(".git");
}
function isOverlap(a, b) {
	return a === b || isBelow(a, b) || isBelow(b, a);
}
function isBelow(path, directory) {
	return directory === "" ? path !== "" : path.startsWith(`${directory}/`);
}
//#endregion
//#region src/versioning/stage-graph.ts
function upstreamOf(stage, pipeline) {
	return pipeline.filter((other) => other.outs.some((out) => [...stage.deps, ...stage.params].some((dependency) => isOverlap(out.path, dependency.path))));
}
function orderStages(pipeline, targets) {
	const ordered = [];
	const seen = new Set();
	const visit = (stage) => {
		if (seen.has(stage.name)) return;
		seen.add(stage.name);
		if (!stage.isFrozen) for (const above of upstreamOf(stage, pipeline)) visit(above);
		ordered.push(stage);
	};
	for (const stage of pipeline) if (targets === void 0 || targets.includes(stage.name)) visit(stage);
	return ordered;
}
function downstreamOf(stage, pipeline) {
	const found = new Set();
	const visit = (name) => {
		for (const other of pipeline) {
			if (!(!found.has(other.name) && upstreamOf(other, pipeline).some((above) => above.name === name)) || other.name === stage.name) continue;
			found.add(other.name);
			visit(other.name);
		}
	};
	visit(stage.name);
	return found;
}
function checkGraph(pipeline, document) {
	const at = (stage, message) => ({
		...problemAt(document, ["stages", stage.name], { message }),
		...document.locate(["stages", stage.name], "key")
	});
	return [...overlaps(pipeline).map(({ stage, message }) => at(stage, message)), ...cycles(pipeline).map((cycle) => at(cycle.first, `makes a cycle: ${cycle.names.join(" → ")}`))];
}
function overlaps(pipeline) {
	const all = pipeline.flatMap((stage) => stage.outs.map((out) => ({
		stage,
		path: out.path
	})));
	return all.flatMap((one, index) => all.slice(0, index).flatMap((other) => {
		if (!isOverlap(one.path, other.path)) return [];
		const what = one.path === other.path ? one.path : `${one.path} overlaps ${other.path}`;
		return [{
			stage: one.stage,
			message: `output ${what} is also made by stage ${other.stage.name}`
		}];
	}));
}
function cycles(pipeline) {
	const state = new Map();
	const found = [];
	const visit = (stage, trail) => {
		if (state.get(stage.name) === "done") return;
		if (state.get(stage.name) === "open") {
			found.push({
				first: stage,
				names: [...trail.slice(trail.indexOf(stage.name)), stage.name]
			});
			return;
		}
		state.set(stage.name, "open");
		for (const above of upstreamOf(stage, pipeline)) visit(above, [...trail, stage.name]);
		state.set(stage.name, "done");
	};
	for (const stage of pipeline) visit(stage, []);
	return found;
}
//#endregion
//#region src/versioning/parse-dvc-yaml.ts
const maxLength = 1024 * 1024;
function parseDvcYaml(text, file = "dvc.yaml") {
	const read = readDocument(text, {
		file,
		maxLength
	});
	if (read.problems !== void 0) return { problems: read.problems };
	refuseTemplates(read.document);
	const checked = checkSchema(read.document, dvcYamlSchema);
	if (checked.problems !== void 0) return { problems: checked.problems };
	const builder = new Builder(read.document);
	const pipeline = builder.pipeline(checked.value);
	const problems = [...builder.problems, ...checkGraph(pipeline, read.document)];
	return problems.length > 0 ? { problems } : { pipeline };
}
function requirePipeline(text, file = "dvc.yaml") {
	const { pipeline, problems } = parseDvcYaml(text, file);
	if (pipeline !== void 0) return pipeline;
	throw new PawlError("dvc.invalid", { message: renderProblems(problems) });
}
function refuseTemplates(document) {
	const found = [];
	const add = (path, feature) => {
		const { line, column } = document.locate(path, "key");
		found.push(`${document.file}:${line}:${column}: ${renderPath(path)}: ${feature} is not read yet`);
	};
	const walk = (value, path) => {
		if (typeof value === "string" && /(^|[^\\])\$\{/.test(value)) add(path, "templating (${…})");
		if (typeof value !== "object" || value === null) return;
		for (const [key, item] of Object.entries(value)) walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
	};
	const data = document.toData();
	if (typeof data !== "object" || data === null) return;
	for (const [key, value] of Object.entries(data)) {
		if (key === "vars") add([key], "vars");
		else if (key === "stages" || key === "artifacts") walk(value, [key]);
		if (key === "stages") for (const path of templatedStages(value)) add(path, String(path.at(-1)));
	}
	if (found.length > 0) throw new PawlError("dvc.unsupported", { message: found.join("\n") });
}
function templatedStages(stages) {
	if (typeof stages !== "object" || stages === null) return [];
	return Object.entries(stages).flatMap(([name, stage]) => {
		if (typeof stage !== "object" || stage === null) return [];
		return [
			"vars",
			"foreach",
			"matrix"
		].filter((feature) => feature in stage).map((feature) => [
			"stages",
			name,
			feature
		]);
	});
}
var Builder = class {
	problems = [];
	#document;
	constructor(document) {
		this.#document = document;
	}
	pipeline(data) {
		return Object.entries(data.stages ?? {}).map(([name, stage]) => this.#stage(name, stage));
	}
	#stage(name, stage) {
		const at = ["stages", name];
		const wdir = this.#resolve("", stage.wdir ?? "", [...at, "wdir"]);
		const deps = (stage.deps ?? []).map((dep, index) => ({
			path: this.#resolve(wdir, dep, [
				...at,
				"deps",
				index
			]),
			lockPath: dep
		}));
		const outs = [
			"outs",
			"metrics",
			"plots"
		].flatMap((section) => (stage[section] ?? []).flatMap((out, index) => this.#outputs({
			out,
			kind: kinds[section],
			wdir,
			path: [
				...at,
				section,
				index
			]
		})));
		return {
			name,
			cmd: typeof stage.cmd === "string" ? unescape(stage.cmd) : stage.cmd.map(unescape),
			wdir,
			deps,
			params: this.#params(stage, wdir, [...at, "params"]),
			outs,
			isFrozen: stage.frozen ?? false,
			isAlwaysChanged: stage.always_changed ?? false,
			line: this.#document.locate(at, "key").line
		};
	}
	#outputs(at) {
		return (typeof at.out === "string" ? [[at.out, {}]] : Object.entries(at.out)).map(([lockPath, given]) => {
			const [options = {}] = Array.isArray(given) ? given : [given];
			const { cache, persist, push } = options;
			return {
				path: this.#resolveOutput(at.wdir, lockPath, at.path),
				lockPath,
				kind: at.kind,
				isCached: cache ?? true,
				isPersistent: persist ?? false,
				isPushed: push ?? true
			};
		});
	}
	#params(stage, wdir, at) {
		const byFile = new Map();
		const add = (file, keys) => {
			const before = byFile.get(file) ?? [];
			const isAll = keys === null || keys.length === 0 || before === "all";
			byFile.set(file, isAll ? "all" : [...new Set([...before, ...keys])]);
		};
		for (const item of stage.params ?? []) if (typeof item === "string") add("params.yaml", [item]);
		else for (const [file, keys] of Object.entries(item)) add(file, keys);
		return [...byFile].map(([file, keys]) => {
			if (!/\.(ya?ml|json)$/.test(file)) {
				const { line, column } = this.#document.locate(at);
				throw new PawlError("dvc.unsupported", { message: `${this.#document.file}:${line}:${column}: ${renderPath(at)}: parameters in ${file}: only YAML and JSON files are read yet` });
			}
			return {
				path: this.#resolve(wdir, file, at),
				lockPath: file,
				keys
			};
		});
	}
	#resolveOutput(wdir, path, at) {
		const resolved = this.#resolve(wdir, path, at);
		if (isReserved(resolved) && joinPath(wdir, path) !== "") this.problems.push(problemAt(this.#document, at, {
			message: "must not be where git and DVC keep their own",
			found: JSON.stringify(path)
		}));
		return resolved;
	}
	#resolve(wdir, path, at) {
		const resolved = joinPath(wdir, path);
		if (resolved !== void 0 && (resolved !== "" || at.at(-1) === "wdir")) return resolved;
		this.problems.push(problemAt(this.#document, at, {
			message: "must be a path inside the repository",
			found: JSON.stringify(path)
		}));
		return path;
	}
};
const kinds = {
	outs: "out",
	metrics: "metric",
	plots: "plot"
};
function unescape(command) {
	return command.replaceAll("\\${", "${");
}
//#endregion
export { isOverlap as a, orderStages as i, requirePipeline as n, isReserved as o, downstreamOf as r, joinPath as s, parseDvcYaml as t };
