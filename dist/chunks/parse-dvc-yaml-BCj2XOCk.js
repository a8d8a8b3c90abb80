import { C as string, D as unknown$1, E as union, S as strictObject, _ as int, m as boolean, p as array, x as record, y as number$1 } from "./schemas-DL8lMTL4.js";
import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as nearestMatch } from "./nearest-match-uEGqkHHS.js";
import { r as problemAt, t as checkPart } from "./check-schema-OCRgeLQF.js";
import { i as joinPath, r as isReserved } from "./repository-path-Cg730VSm.js";
import { c as isSpecialValue, d as toPlainData, l as isValueList, n as TupleList, s as isNumberValue, t as PlainKeyMap, u as isValueMap } from "./value-VM4t6jbx.js";
import { t as pythonFloat } from "./python-float-D1fu7Wmg.js";
import { n as plainText } from "./compose-values-C68mOIa0.js";
import { n as readValues, t as readValueDocument } from "./read-values-De1jxOew.js";
//#region src/versioning/stage-resources.ts
const units = {
	B: 0,
	K: 1,
	M: 2,
	G: 3,
	T: 4
};
const memory = /^(\d+(?:\.\d+)?) ?([KMGT]?)(i?)B$/;
function pawlSchema() {
	return strictObject({ resources: strictObject({
		cpus: number$1().positive().max(4096).optional(),
		memory: string().regex(memory, "a size such as 4GiB or 512MB").optional(),
		gpus: int().min(0).max(1024).optional()
	}).optional() });
}
function readResources(meta, document, at) {
	const pawl = isValueMap(meta) ? meta.get("pawl") : void 0;
	if (pawl === void 0) return {
		resources: void 0,
		problems: []
	};
	const [data, schema] = [toPlainData(pawl), pawlSchema()];
	const problems = checkPart(document, {
		at: [...at, "pawl"],
		data
	}, schema);
	const parsed = schema.safeParse(data);
	if (!parsed.success || parsed.data.resources === void 0) return {
		resources: void 0,
		problems
	};
	const { cpus, memory: size, gpus } = parsed.data.resources;
	return {
		resources: {
			...cpus === void 0 ? {} : { cpus },
			...size === void 0 ? {} : { memoryBytes: sizeBytes(size) },
			...gpus === void 0 ? {} : { gpus }
		},
		problems
	};
}
function sizeBytes(size) {
	const [, amount = "0", unit = "", binary] = memory.exec(size) ?? [];
	const power = units[unit === "" ? "B" : unit];
	return Math.round(Number(amount) * (binary === "i" ? 1024 : 1e3) ** power);
}
//#endregion
//#region src/versioning/stage.ts
function isCallback(stage) {
	return stage.deps.length === 0 && stage.params.length === 0 && stage.outs.length === 0;
}
function stageAddress(file, name) {
	return file === "dvc.yaml" ? name : `${file}:${name}`;
}
function lockFileOf(file) {
	return file.replace(/dvc\.yaml$/, "dvc.lock");
}
//#endregion
//#region src/versioning/build-stage.ts
function buildStage(stage, document, problems) {
	return new StageBuilder(stage, document, problems).stage();
}
function resolvePath(parts, where) {
	const [directory, path] = parts;
	const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
	const resolved = isUrl ? void 0 : joinPath(directory, path);
	const isRoot = resolved === "" && where.at.at(-1) !== "wdir";
	if (resolved !== void 0 && !isRoot) return resolved;
	const message = isUrl ? "data outside the repository is not read" : "must be a path inside the repository";
	where.problems.push(problemAt(where.document, where.at, {
		message,
		found: JSON.stringify(path)
	}));
	return path;
}
var StageBuilder = class {
	#stage;
	#document;
	#problems;
	constructor(stage, document, problems) {
		this.#stage = stage;
		this.#document = document;
		this.#problems = problems;
	}
	stage() {
		const { name, group, fields } = this.#stage;
		const { file } = this.#document;
		const wdir = this.#resolve(joinPath(file, "..") ?? "", this.#text(fields.get("wdir") ?? "", ["wdir"]), ["wdir"]);
		const read = readResources(fields.get("meta"), this.#document, [...this.#stage.at, "meta"]);
		this.#problems.push(...read.problems);
		const desc = fields.get("desc");
		return {
			name,
			...group === void 0 ? {} : { group },
			address: stageAddress(file, name),
			file,
			cmd: this.#command(),
			wdir,
			deps: this.#list("deps").map((dep, index) => {
				const lockPath = this.#text(dep, ["deps", index]);
				return {
					path: this.#resolve(wdir, lockPath, ["deps", index]),
					lockPath
				};
			}),
			params: this.#params(wdir),
			outs: [
				...this.#outputs("outs", "out", wdir),
				...this.#outputs("metrics", "metric", wdir),
				...this.#outputs("plots", "plot", wdir)
			],
			isFrozen: fields.get("frozen") === true,
			isAlwaysChanged: fields.get("always_changed") === true,
			...desc === void 0 ? {} : { desc: this.#text(desc, ["desc"]) },
			...read.resources === void 0 ? {} : { resources: read.resources },
			...this.#document.locate(this.#stage.at.slice(0, 2), "key")
		};
	}
	#command() {
		const cmd = this.#stage.fields.get("cmd") ?? "";
		if (!isValueList(cmd)) return this.#text(cmd, ["cmd"]);
		return cmd.map((item, index) => this.#text(item, ["cmd", index]));
	}
	#outputs(section, kind, wdir) {
		const merged = new Map();
		for (const [index, entry] of this.#list(section).entries()) {
			const at = [section, index];
			const named = isValueMap(entry) ? [...entry] : [[this.#text(entry, at), new Map()]];
			for (const key of isValueMap(entry) ? entry.plainKeys ?? [] : []) this.#text({
				kind: "opaque",
				text: key
			}, at);
			for (const [path, options] of named) {
				const before = merged.get(path)?.options ?? new Map();
				merged.set(path, {
					at,
					options: new Map([...before, ...isValueMap(options) ? options : []])
				});
			}
		}
		return [...merged].map(([lockPath, { at, options }]) => this.#output({
			lockPath,
			kind,
			wdir,
			at,
			options
		}));
	}
	#output(given) {
		const { lockPath, kind, options } = given;
		const path = this.#resolve(given.wdir, lockPath, given.at);
		if (isReserved(path) && joinPath(given.wdir, lockPath) !== "") this.#report(given.at, "must not be where git and DVC keep their own", JSON.stringify(lockPath));
		const remote = options.get("remote");
		return {
			path,
			lockPath,
			kind,
			isCached: options.get("cache") !== false,
			isPersistent: options.get("persist") === true,
			isPushed: options.get("push") !== false,
			...remote === void 0 ? {} : { remote: this.#text(remote, given.at) },
			...kind === "plot" ? { plot: new Map([...options].filter(([key]) => plotFields.has(key))) } : {}
		};
	}
	#params(wdir) {
		const byFile = new Map();
		const add = (file, keys, at) => {
			const before = byFile.get(file)?.keys ?? [];
			const isAll = keys === "all" || before === "all";
			byFile.set(file, {
				keys: isAll ? "all" : [...new Set([...before, ...keys])],
				at
			});
		};
		for (const [index, entry] of this.#list("params").entries()) {
			const at = ["params", index];
			if (!isValueMap(entry)) add("params.yaml", [this.#text(entry, at)], at);
			else for (const [file, keys] of entry) add(file, this.#keys(keys, [...at, file]), at);
		}
		return [...byFile].map(([file, { keys, at }]) => ({
			path: this.#resolve(wdir, file, at),
			lockPath: file,
			keys
		}));
	}
	#keys(value, at) {
		if (isValueList(value)) return value.length === 0 ? "all" : value.map((key, index) => this.#text(key, [...at, index]));
		if (!(value === null || value === false || value === "" || isValueMap(value) && value.size === 0)) this.#report(at, "is not allowed", JSON.stringify(toPlainData(value)), "a list of keys, or nothing");
		return "all";
	}
	#list(field) {
		const value = this.#stage.fields.get(field);
		return isValueList(value) ? value : [];
	}
	#text(value, at) {
		if (typeof value === "string") return value;
		this.#report(at, "is not allowed", JSON.stringify(toPlainData(value)), "text (quote it)");
		return unreadable;
	}
	#resolve(directory, path, at) {
		const where = {
			document: this.#document,
			at: [...this.#stage.at, ...at],
			problems: this.#problems
		};
		return resolvePath([directory, path], where);
	}
	#report(at, message, found, allowed) {
		const details = {
			message,
			found,
			...allowed === void 0 ? {} : { allowed }
		};
		this.#problems.push(problemAt(this.#document, [...this.#stage.at, ...at], details));
	}
};
const unreadable = "?";
const plotFields = new Set([
	"template",
	"x",
	"y",
	"x_label",
	"y_label",
	"title",
	"header"
]);
//#endregion
//#region src/versioning/dvc-yaml-schema.ts
let built;
function dvcYamlSchemas() {
	return built ??= {
		file: fileSchema(),
		...stageSchemas()
	};
}
const text = string();
const list = array(unknown$1());
function annotations() {
	return {
		desc: text.optional(),
		type: text.optional(),
		labels: array(text).optional(),
		meta: unknown$1().optional()
	};
}
function vars() {
	return array(union([text, record(text, unknown$1())]));
}
function outputs() {
	const outOptions = strictObject({
		...annotations(),
		cache: boolean().optional(),
		persist: boolean().optional(),
		remote: text.optional(),
		push: boolean().optional(),
		checkpoint: boolean().optional()
	});
	const plotOptions = outOptions.extend({
		template: text.optional(),
		x: text.optional(),
		y: text.optional(),
		x_label: text.optional(),
		y_label: text.optional(),
		title: text.optional(),
		header: boolean().optional()
	});
	return {
		out: union([text, record(text, outOptions)]),
		plot: union([text, record(text, plotOptions)])
	};
}
function stageSchemas() {
	const { out, plot } = outputs();
	const stage = strictObject({
		cmd: union([text, list]),
		wdir: text.optional(),
		deps: array(text).optional(),
		params: array(union([text, record(text, unknown$1())])).optional(),
		vars: vars().optional(),
		outs: array(out).optional(),
		metrics: array(out).optional(),
		plots: array(plot).optional(),
		frozen: boolean().optional(),
		always_changed: boolean().optional(),
		desc: text.optional(),
		meta: unknown$1().optional(),
		matrix: record(text, union([text, list])).optional()
	});
	return {
		stage,
		group: strictObject({
			foreach: union([
				text,
				list,
				record(text, unknown$1())
			]),
			do: stage
		})
	};
}
function fileSchema() {
	const fields = union([text, array(text)]);
	const plotDefinition = strictObject({
		x: union([text, record(text, text)]).optional(),
		y: union([fields, record(text, fields)]).optional(),
		x_label: text.optional(),
		y_label: text.optional(),
		title: text.optional(),
		template: text.optional()
	});
	return strictObject({
		vars: vars().optional(),
		stages: record(text, record(text, unknown$1())).optional(),
		params: array(text).optional(),
		metrics: array(text).optional(),
		plots: array(union([text, record(text, plotDefinition.nullable())])).optional(),
		artifacts: record(text, strictObject({
			...annotations(),
			path: text
		})).optional(),
		datasets: list.optional()
	});
}
//#endregion
//#region src/versioning/usual-stage.ts
function isUsualStage(stage) {
	return stage.has("cmd") && stage.plainKeys === void 0 && [...stage].every(isUsualField);
}
function isUsualField([name, value]) {
	if (name === "cmd") return typeof value === "string" || isTexts(value);
	if (name === "wdir" || name === "desc") return typeof value === "string";
	if (name === "frozen" || name === "always_changed") return typeof value === "boolean";
	return [
		"deps",
		"params",
		"outs",
		"metrics",
		"plots"
	].includes(name) && isTexts(value);
}
function isTexts(value) {
	return isValueList(value) && value.every((item) => typeof item === "string");
}
//#endregion
//#region src/versioning/check-dvc-yaml.ts
function checkDvcYaml(document, value) {
	const stages = value.get("stages");
	const sections = new Map(value);
	if (isValueMap(stages)) sections.set("stages", new Map([...stages].map(([name, stage]) => [name, isValueMap(stage) ? new Map() : stage])));
	return [
		...keyProblems(document, value, []),
		...checkSections(document, sections),
		...isValueMap(stages) ? [...stages].flatMap(([name, stage]) => checkStage(document, name, stage)) : []
	];
}
function checkSections(document, sections) {
	if ([...sections].every(([name, value]) => name === "stages" && hasOnlyMaps(value))) return [];
	return checkPart(document, {
		at: [],
		data: toPlainData(sections)
	}, dvcYamlSchemas().file);
}
function hasOnlyMaps(value) {
	return isValueMap(value) && value.plainKeys === void 0 && [...value.values()].every(isValueMap);
}
function checkStage(document, name, stage) {
	if (!isValueMap(stage) || isUsualStage(stage)) return [];
	const isGroup = stage.has("foreach") || stage.has("do");
	return checkPart(document, {
		at: ["stages", name],
		data: toPlainData(stage)
	}, isGroup ? dvcYamlSchemas().group : dvcYamlSchemas().stage);
}
const free = new Set([
	"vars",
	"meta",
	"foreach",
	"datasets"
]);
function keyProblems(document, value, at) {
	if (isValueList(value)) return value.flatMap((item, index) => keyProblems(document, item, [...at, index]));
	if (!isValueMap(value)) return [];
	const own = [...value.plainKeys ?? []].map((key) => ({
		...problemAt(document, [...at, key], {
			message: "is a key that is no text",
			found: key,
			allowed: "text (quote it)"
		}),
		...document.locate([...at, key], "key")
	}));
	const isFree = (key) => free.has(key) && at.at(-1) !== "stages";
	return [...own, ...[...value].flatMap(([key, item]) => isFree(key) ? [] : keyProblems(document, item, [...at, key]))];
}
//#endregion
//#region src/versioning/pipeline-definitions.ts
const artifactId = /^[A-Za-z0-9]([A-Za-z0-9-/_]*[A-Za-z0-9])?$/;
function readDefinitions(value, site) {
	const directory = joinPath(site.document.file, "..") ?? "";
	const items = (section) => {
		const list = value.get(section);
		return (isValueList(list) ? list : []).flatMap((item, index) => {
			const at = [section, index];
			const resolved = site.resolve(item, at);
			return resolved === void 0 ? [] : [[resolved, at]];
		});
	};
	const text = (item, at) => {
		if (typeof item === "string") return item;
		const found = JSON.stringify(toPlainData(item));
		site.problems.push(problemAt(site.document, at, {
			message: "is not allowed",
			found,
			allowed: "text (quote it)"
		}));
		return "?";
	};
	const path = (written, at) => resolvePath([directory, written], {
		...site,
		at
	});
	const files = (section) => items(section).map(([item, at]) => {
		const written = text(item, at);
		return {
			path: path(written, at),
			written
		};
	});
	const artifacts = value.get("artifacts");
	return {
		metrics: files("metrics"),
		params: files("params"),
		plots: items("plots").flatMap(([item, at]) => plotsOf(isValueMap(item) ? item : text(item, at), directory)),
		artifacts: (isValueMap(artifacts) ? [...artifacts] : []).flatMap(([name, definition]) => {
			const at = ["artifacts", name];
			const [id, fields] = [site.resolve(name, at), site.resolve(definition, at)];
			if (id === void 0 || !isValueMap(fields)) return [];
			if (typeof id === "string" && !artifactId.test(id)) {
				const found = JSON.stringify(id);
				site.problems.push(problemAt(site.document, at, {
					message: "is not a valid name",
					found,
					allowed: "letters, digits, - _ / inside"
				}));
			}
			return [artifactOf({
				id: text(id, at),
				fields,
				text: (one, key) => text(one, [...at, key]),
				path,
				at
			})];
		})
	};
}
function plotsOf(item, directory) {
	return (typeof item === "string" ? [[item, null]] : [...item]).map(([id, options]) => ({
		id,
		path: joinPath(directory, id),
		options: isValueMap(options) ? options : new Map()
	}));
}
function artifactOf(given) {
	const { fields, text } = given;
	const [type, desc, labels, meta] = [
		"type",
		"desc",
		"labels",
		"meta"
	].map((key) => fields.get(key));
	return {
		id: given.id,
		path: given.path(text(fields.get("path") ?? "", "path"), [...given.at, "path"]),
		...type === void 0 ? {} : { type: text(type, "type") },
		...desc === void 0 ? {} : { desc: text(desc, "desc") },
		labels: isValueList(labels) ? labels.map((label) => text(label, "labels")) : [],
		...meta === void 0 ? {} : { meta }
	};
}
//#endregion
//#region src/versioning/templating/expression.ts
const opening = /(?<!\\)\$\{([^\n}]*)\}/g;
const wellFormed = /^[^.[\]]+(?:\[[^.[\]]+\][ \t\r]*|\.[^.[\]]+)*$/;
function findExpressions(text) {
	if (!text.includes("${")) return [];
	return Array.from(text.matchAll(opening), (match) => ({
		start: match.index,
		end: match.index + match[0].length,
		inner: match[1] ?? ""
	}));
}
function isWholeExpression(text, expressions) {
	return expressions.length === 1 && expressions[0]?.start === 0 && expressions[0].end === text.length;
}
function isPath(inner) {
	return wellFormed.test(inner);
}
function pathSteps(inner) {
	return inner.replaceAll("[", ".").replaceAll("]", "").split(".").map((step) => step.trim());
}
function unescapeExpressions(text) {
	return text.replaceAll("\\${", "${");
}
//#endregion
//#region src/versioning/templating/context.ts
const maxMade = 32 * 1024 * 1024;
function createContext() {
	return {
		values: new Map(),
		layers: [],
		loaded: new Map(),
		scope: new Map(),
		made: { characters: 0 }
	};
}
function countMade(context, characters) {
	context.made.characters += characters + 1;
	if (context.made.characters <= maxMade) return;
	throw new PawlError("dvc.invalid", { message: `templates make more than ${maxMade} characters` });
}
function withLayer(context, source, values) {
	const layer = {
		source,
		values: toMap(values, source, [])
	};
	const reserved = [...context.scope.keys()].filter((name) => layer.values.has(name));
	if (reserved.length > 0) throw new PawlError("dvc.invalid", { message: `${reserved.join(" and ")} cannot be redefined in ${source}: foreach and matrix set it` });
	const merged = merge(context.values, layer.values, {
		context,
		source,
		path: []
	});
	return {
		...context,
		values: merged,
		layers: [...context.layers, layer]
	};
}
function withScope(context, scope, source) {
	return {
		...context,
		scope: toMap(scope, source, [])
	};
}
function selectValue(context, path) {
	const steps = pathSteps(path);
	let value = context.scope.has(steps[0] ?? "") ? context.scope : context.values;
	for (const [index, step] of steps.entries()) {
		const next = child(value, step);
		if (next === void 0) throw unknown(context, {
			steps,
			index,
			value
		});
		value = next;
	}
	return value;
}
function child(value, step) {
	if (isValueMap(value)) return value.get(step);
	if (!isValueList(value) || !/^[-+]?\d+(_\d+)*$/.test(step)) return void 0;
	return value.at(Number(step.replaceAll("_", "")));
}
function unknown(context, at) {
	const before = at.steps.slice(0, at.index);
	const names = isValueMap(at.value) ? [...at.value.keys()] : [];
	const known = at.index === 0 ? [
		...names,
		...context.values.keys(),
		...context.scope.keys()
	] : names;
	const nearest = nearestMatch(at.steps[at.index] ?? "", known);
	const hint = nearest === void 0 ? "" : `; did you mean ${[...before, nearest].join(".")}?`;
	return new PawlError("dvc.invalid", { message: `there is no value for \${${at.steps.join(".")}}${hint}` });
}
function merge(into, update, site) {
	const merged = new Map(into);
	for (const [key, value] of update) {
		const before = into.get(key);
		const path = [...site.path, key];
		if (before === void 0) merged.set(key, value);
		else if (isValueMap(before) && isValueMap(value)) merged.set(key, merge(before, value, {
			...site,
			path
		}));
		else throw redefinition({
			...site,
			path
		});
	}
	return merged;
}
function redefinition({ context, source, path }) {
	const first = context.layers.find((layer) => {
		let value = layer.values;
		for (const step of path) value = isValueMap(value) ? value.get(step) : void 0;
		return value !== void 0;
	});
	return new PawlError("dvc.invalid", { message: `cannot redefine ${path.join(".")} from ${source}: it is already in ${first?.source ?? "vars"}` });
}
function toMap(map, source, path) {
	const entries = [...map].filter(([key]) => map.plainKeys?.has(key) !== true);
	return new Map(entries.map(([key, value]) => [key, toContextValue(value, source, [...path, key])]));
}
const converted = new WeakMap();
function toContextValue(value, source, path) {
	if (typeof value !== "object" || value === null) return value;
	const known = converted.get(value);
	if (known !== void 0) return known;
	const result = convert(value, source, path);
	converted.set(value, result);
	return result;
}
function convert(value, source, path) {
	if (isValueMap(value)) return toMap(value, source, path);
	if (isSpecialValue(value) || value instanceof TupleList) {
		const what = isSpecialValue(value) ? value.kind === "date" ? `the date ${value.text}` : value.text : "a tuple";
		throw new PawlError("dvc.invalid", { message: `${path.join(".")} of ${source} is ${what}, which templates cannot hold; write text or a list` });
	}
	if (!isValueList(value)) return value;
	return value.map((item, index) => toContextValue(item, source, [...path, String(index)]));
}
//#endregion
//#region src/versioning/python-text.ts
function pythonText(value) {
	return typeof value === "string" ? value : pythonRepr(value);
}
function pythonRepr(value) {
	if (value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "string") return quote$1(value);
	if (isNumberValue(value) || isSpecialValue(value)) return value.text;
	if (isValueMap(value)) {
		const keys = value.plainKeys;
		const name = (key) => keys?.has(key) === true ? key : quote$1(key);
		return `{${[...value].map(([key, item]) => `${name(key)}: ${pythonRepr(item)}`).join(", ")}}`;
	}
	if (!isValueList(value)) return "";
	const items = value.map(pythonRepr).join(", ");
	return value instanceof TupleList ? `(${items}${value.length === 1 ? "," : ""})` : `[${items}]`;
}
const escapes = {
	"\\": "\\\\",
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
function quote$1(text) {
	const mark = text.includes("'") && !text.includes("\"") ? "\"" : "'";
	const inner = text.replaceAll(/[\\\n\r\t]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
	return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`;
}
function escapeCharacter(character) {
	const code = character.codePointAt(0) ?? 0;
	const short = escapes[character];
	if (short !== void 0) return short;
	if (code <= 255) return `\\x${code.toString(16).padStart(2, "0")}`;
	return code <= 65535 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}
//#endregion
//#region src/versioning/templating/command-arguments.ts
function commandArguments(map, options) {
	return flatten(map, "").flatMap(([name, value]) => argument(name, value, options)).join(" ");
}
function flatten(map, prefix) {
	return [...map].flatMap(([key, value]) => isValueMap(value) ? flatten(value, `${prefix}${key}.`) : [[prefix + key, value]]);
}
function argument(name, value, options) {
	if (value === true) return [`--${name}`];
	if (value === false) return options.bool === "boolean_optional" ? [`--no-${name}`] : [];
	if (!isValueList(value)) return [`--${name} ${word$1(value)}`];
	const words = value.map((item) => {
		if (!isValueList(item) && !isValueMap(item)) return word$1(item);
		throw new PawlError("dvc.invalid", { message: `${name} is a list of lists or mappings, which no argument can be` });
	});
	if (options.list === "append") return words.map((one) => `--${name} ${one}`);
	return words.length === 0 ? [] : [`--${name} ${words.join(" ")}`];
}
function word$1(value) {
	return typeof value === "string" ? quote(value) : pythonText(value);
}
function quote(text) {
	if (text !== "" && !/[^\w@%+=:,./-]/.test(text)) return text;
	return `'${text.replaceAll("'", `'"'"'`)}'`;
}
//#endregion
//#region src/versioning/templating/interpolate.ts
function interpolate(value, site) {
	if (typeof value === "string") return interpolateText(value, site);
	countMade(site.context, 0);
	if (isValueList(value)) return value.map((item) => interpolate(item, site));
	return isValueMap(value) ? interpolateMap(value, site) : value;
}
function interpolateText(text, site) {
	const expressions = findExpressions(text);
	if (isWholeExpression(text, expressions)) return valueOf(expressions[0]?.inner ?? "", site);
	let resolved = "";
	let end = 0;
	for (const expression of expressions) {
		const words = valueText(valueOf(expression.inner, site), site.parsing ?? {});
		countMade(site.context, words.length);
		resolved += text.slice(end, expression.start) + words;
		end = expression.end;
	}
	countMade(site.context, text.length);
	return unescapeExpressions(resolved + text.slice(end));
}
function valueText(value, parsing) {
	if (typeof value === "boolean") return String(value);
	return isValueMap(value) ? commandArguments(value, parsing) : pythonText(value);
}
function checkExpressions(value) {
	if (typeof value === "string") for (const { inner } of findExpressions(value)) checkPath(inner);
	else if (isValueList(value)) for (const item of value) checkExpressions(item);
	else if (isValueMap(value)) for (const [key, item] of value) {
		checkExpressions(key);
		checkExpressions(item);
	}
}
function hasExpression(value) {
	if (typeof value === "string") return findExpressions(value).length > 0;
	if (isValueList(value)) return value.some(hasExpression);
	return isValueMap(value) && [...value].some(([key, item]) => hasExpression(key) || hasExpression(item));
}
function checkPath(inner) {
	if (isPath(inner)) return;
	throw new PawlError("dvc.invalid", { message: `\${${inner}} is no expression; write names with dots and indexes in brackets: \${train.layers[0]}` });
}
function valueOf(inner, site) {
	checkPath(inner);
	const value = selectValue(site.context, inner);
	if (!(isValueList(value) || isValueMap(value)) || site.field === void 0) return value;
	if (isValueMap(value) && site.field === "cmd") return value;
	throw new PawlError("dvc.invalid", { message: `\${${inner}} is a ${isValueList(value) ? "list" : "mapping"}, which cannot stand in ${site.field}` });
}
function interpolateMap(map, site) {
	const resolved = new Map();
	const plain = new Set();
	for (const [key, value] of map) {
		const isPlain = map.plainKeys?.has(key) === true;
		const name = isPlain ? key : interpolateText(key, site);
		const text = typeof name === "string" ? name : plainKey(name);
		if (isPlain || typeof name !== "string") plain.add(text);
		resolved.set(text, interpolate(value, site));
	}
	return plain.size === 0 ? resolved : new PlainKeyMap(resolved, plain);
}
function plainKey(name) {
	const text = plainText(name);
	if (text !== "") return text;
	throw new PawlError("dvc.invalid", { message: "a list or a mapping cannot be a key" });
}
//#endregion
//#region src/versioning/parse-json.ts
const maxDepth = 200;
function parseJson(text, file) {
	return new JsonReader(text, file).document();
}
const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const blank = /[ \t\n\r]*/y;
const word = /true|false|null|NaN|-?Infinity/y;
const words = {
	true: true,
	false: false,
	null: null,
	NaN: {
		kind: "float",
		text: "nan"
	},
	Infinity: {
		kind: "float",
		text: "inf"
	},
	"-Infinity": {
		kind: "float",
		text: "-inf"
	}
};
var JsonReader = class {
	#text;
	#file;
	#at = 0;
	constructor(text, file) {
		this.#text = text;
		this.#file = file;
	}
	document() {
		const value = this.#value(1);
		if (this.#at < this.#text.length) this.#refuse("nothing more may follow here");
		return value;
	}
	#value(depth) {
		if (depth > maxDepth) this.#refuse(`nested more than ${maxDepth} levels deep`);
		this.#take(blank);
		const value = this.#bare(depth);
		this.#take(blank);
		return value;
	}
	#bare(depth) {
		if (this.#skip("{")) return this.#map(depth);
		if (this.#skip("[")) return this.#list(depth);
		if (this.#text[this.#at] === "\"") return this.#string();
		const found = this.#take(word)?.[0];
		return found === void 0 ? this.#number() : words[found] ?? null;
	}
	#map(depth) {
		const map = new Map();
		this.#take(blank);
		if (this.#skip("}")) return map;
		do {
			this.#take(blank);
			const key = this.#string();
			this.#take(blank);
			if (!this.#skip(":")) this.#refuse("a colon is missing");
			map.set(key, this.#value(depth + 1));
		} while (this.#skip(","));
		if (!this.#skip("}")) this.#refuse("a comma or } is missing");
		return map;
	}
	#list(depth) {
		this.#take(blank);
		if (this.#skip("]")) return [];
		const items = [];
		do
			items.push(this.#value(depth + 1));
		while (this.#skip(","));
		if (!this.#skip("]")) this.#refuse("a comma or ] is missing");
		return items;
	}
	#string() {
		const start = this.#at;
		if (!this.#skip("\"")) this.#refuse("text in double quotes is missing");
		while (this.#at < this.#text.length && this.#text[this.#at] !== "\"") this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
		this.#at += 1;
		try {
			return String(JSON.parse(this.#text.slice(start, this.#at)));
		} catch {
			this.#at = start;
			return this.#refuse("a character or escape in this text is not allowed, or its quote is missing");
		}
	}
	#number() {
		const match = this.#take(number);
		if (match === void 0) this.#refuse("a value is missing");
		const [found, fraction, exponent] = match;
		if (fraction !== void 0 || exponent !== void 0) return {
			kind: "float",
			text: pythonFloat(Number(found))
		};
		return {
			kind: "integer",
			text: found === "-0" ? "0" : found
		};
	}
	#take(expression) {
		expression.lastIndex = this.#at;
		const match = expression.exec(this.#text);
		if (match === null) return void 0;
		this.#at = expression.lastIndex;
		return match;
	}
	#skip(character) {
		if (this.#text[this.#at] !== character) return false;
		this.#at += 1;
		return true;
	}
	#refuse(reason) {
		const before = this.#text.slice(0, this.#at).split("\n");
		const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
		throw new PawlError("file.unreadable", { message: `${this.#file}:${line}:${column}: no valid JSON: ${reason}` });
	}
};
//#endregion
//#region src/versioning/read-params.ts
async function readParams(text, path) {
	const suffix = /\.[^./]+$/.exec(path)?.[0].toLowerCase();
	if (suffix === ".toml") return (await import("./parse-toml-B0EXkN7h.js")).parseToml(text, path);
	if (suffix === ".py") return (await import("./parse-python-params-3AEZfq1L.js")).parsePythonParams(text, path);
	const value = suffix === ".json" ? parseJson(text, path) : readValues(text, path);
	return isTruthy(value) ? value : new Map();
}
function isTruthy(value) {
	if (value === null || value === false || value === "") return false;
	if (Array.isArray(value)) return value.length > 0;
	return !(typeof value === "object" && "kind" in value && /^-?0(\.0)?$/.test(value.text));
}
//#endregion
//#region src/versioning/templating/load-vars.ts
async function withDefaultParams(context, source) {
	const path = joinPath(source.directory, "params.yaml") ?? "params.yaml";
	const text = await source.readText(path);
	return text === void 0 ? context : withFile(context, {
		path,
		item: path,
		keys: void 0,
		text
	});
}
async function withVars(context, item, name, source) {
	if (isValueMap(item)) return withLayer(context, name, item);
	if (typeof item !== "string") return context;
	const [given = "", ...rest] = item.split(":");
	const keys = rest.join(":").split(",").filter((key) => key !== "");
	const path = joinPath(source.directory, given);
	if (path === void 0) throw new PawlError("path.refused", { message: `${given} is not a path inside the repository` });
	const wanted = keys.length === 0 ? void 0 : keys;
	if (isLoaded(context, path, {
		item,
		keys: wanted
	})) return context;
	const text = await source.readText(path);
	if (text === void 0) throw new PawlError("dvc.invalid", { message: `${path} does not exist` });
	return withFile(context, {
		path,
		item,
		keys: wanted,
		text
	});
}
function isLoaded(context, path, { item, keys }) {
	const before = context.loaded.get(path);
	if (before === void 0) return false;
	if (before === "all") {
		if (keys === void 0) return true;
		throw new PawlError("dvc.invalid", { message: `cannot load ${item}: ${path} is already loaded as a whole` });
	}
	if (keys === void 0 || keys.some((key) => before.includes(key))) throw new PawlError("dvc.invalid", { message: `cannot load ${item}: ${path} is already loaded in part` });
	return false;
}
async function withFile(context, file) {
	const content = await readParams(file.text, file.path);
	if (!isValueMap(content)) throw new PawlError("dvc.invalid", { message: `${file.path} holds no mapping, which vars need` });
	const values = file.keys === void 0 ? content : pick(content, file.keys, file.path);
	const merged = withLayer(context, file.path, values);
	const before = context.loaded.get(file.path) ?? [];
	const keys = file.keys === void 0 || before === "all" ? "all" : [...before, ...file.keys];
	return {
		...merged,
		loaded: new Map(context.loaded).set(file.path, keys)
	};
}
function pick(content, keys, path) {
	return new Map(keys.map((key) => {
		const value = content.plainKeys?.has(key) === true ? void 0 : content.get(key);
		if (value === void 0) throw new PawlError("dvc.invalid", { message: `there is no ${key} in ${path}` });
		return [key, value];
	}));
}
//#endregion
//#region src/versioning/templating/expand-group.ts
const maxStages = 1e5;
function expandForeach(data, context) {
	refuseWholeKeys(data);
	const isReference = typeof data === "string";
	const resolved = isReference ? interpolate(data, { context }) : data;
	if (isValueMap(resolved)) return members([...isReference ? resolved : interpolate(resolved, { context })].map(([key, item]) => scoped(key, item, new Map([["key", key]]))));
	if (!isValueList(resolved)) throw new PawlError("dvc.invalid", { message: `foreach needs a list or a mapping, not ${pythonText(resolved)}` });
	const items = isReference ? resolved.map(fromContext) : resolved.map((item) => inline(item, context));
	const isComposite = items.some(({ value }) => isValueList(value) || isValueMap(value));
	return members(items.map(({ value, name }, index) => scoped(isComposite ? String(index) : name, value)));
}
function expandMatrix(data, context) {
	refuseWholeKeys(data);
	const axes = isValueMap(data) ? [...data].map(([axis, values]) => axisOf(axis, values, context)) : [];
	if (axes.length === 0) throw new PawlError("dvc.invalid", { message: "matrix needs at least one axis" });
	const count = axes.reduce((product, { values }) => product * values.length, 1);
	if (count > maxStages) throw new PawlError("dvc.invalid", { message: `matrix makes ${count} stages; at most ${maxStages} are made` });
	let combinations = [{
		names: [],
		item: new Map()
	}];
	for (const { axis, values } of axes) combinations = combinations.flatMap(({ names, item }) => values.map(({ value, name }) => ({
		names: [...names, name],
		item: new Map(item).set(axis, value)
	})));
	return members(combinations.map(({ names, item }) => {
		const key = names.join("-");
		return scoped(key, item, new Map([["key", key]]));
	}));
}
function axisOf(axis, data, context) {
	const name = valueText(interpolate(axis, { context }), {});
	return {
		axis: name,
		values: axisValues(data, context, axis).map((one, index) => isValueList(one.value) || isValueMap(one.value) ? {
			...one,
			name: `${name}${index}`
		} : one)
	};
}
function axisValues(data, context, axis) {
	if (isValueList(data)) return data.map((item) => inline(item, context));
	if (typeof data === "string") {
		const resolved = interpolate(data, { context });
		if (isValueList(resolved)) return resolved.map(fromContext);
		if (isValueMap(resolved)) return [...resolved.keys()].map(fromContext);
		if (typeof resolved === "string" && !isWholeExpression(data, findExpressions(data))) return Array.from(resolved, fromContext);
	}
	throw new PawlError("dvc.invalid", { message: `the axis ${axis} of matrix needs a list` });
}
function inline(item, context) {
	const value = interpolate(item, { context });
	return {
		value,
		name: typeof item === "string" && isWholeExpression(item, findExpressions(item)) ? pythonText(value) : nameOf(value)
	};
}
function nameOf(value) {
	return isValueMap(value) || isValueList(value) ? "" : valueText(value, {});
}
function fromContext(value) {
	return {
		value,
		name: isValueMap(value) || isValueList(value) ? "" : pythonText(value)
	};
}
function refuseWholeKeys(data) {
	if (isValueList(data)) for (const item of data) refuseWholeKeys(item);
	if (!isValueMap(data)) return;
	for (const [key, item] of data) {
		if (isWholeExpression(key, findExpressions(key))) throw new PawlError("dvc.invalid", { message: `${key} cannot be a key here; put text around it` });
		refuseWholeKeys(item);
	}
}
function scoped(key, item, more = new Map()) {
	return {
		key,
		scope: new Map([["item", item], ...more])
	};
}
function members(all) {
	if (all.length > maxStages) throw new PawlError("dvc.invalid", { message: `foreach makes ${all.length} stages; at most ${maxStages} are made` });
	return [...new Map(all.map((member) => [member.key, member])).values()];
}
//#endregion
//#region src/versioning/templating/resolve-stages.ts
async function resolveStages(stages, resolution) {
	const resolved = [];
	for (const [name, definition] of stages) {
		const at = ["stages", name];
		if (name === "") resolution.report(at, "a stage needs a name");
		else if (name.includes("@")) resolution.report(at, "a stage cannot have this name: @ stands between a group and its key");
		else if (isValueMap(definition)) resolved.push(...await resolveDefinition(name, definition, resolution));
	}
	return resolved;
}
async function resolveDefinition(name, definition, resolution) {
	const at = ["stages", name];
	const [foreach, body] = [definition.get("foreach"), definition.get("do")];
	if (foreach !== void 0 && isValueMap(body)) {
		const expand = () => expandForeach(foreach, resolution.context);
		return resolveGroup({
			name,
			fields: body,
			at: [...at, "do"],
			expand,
			source: [...at, "foreach"]
		}, resolution);
	}
	const matrix = definition.get("matrix");
	if (matrix !== void 0) {
		const fields = without(definition, "matrix");
		const expand = () => expandMatrix(matrix, resolution.context);
		return resolveGroup({
			name,
			fields,
			at,
			expand,
			source: [...at, "matrix"]
		}, resolution);
	}
	const stage = {
		name,
		at,
		fields: definition
	};
	return checkSyntax(stage, resolution) ? resolveStage(stage, resolution) : [];
}
async function resolveGroup(group, resolution) {
	const { name, fields, at, source } = group;
	const members = attempt(group.expand, (message) => resolution.report(source, message));
	if (members === void 0 || !checkSyntax({
		name,
		at,
		fields
	}, resolution)) return [];
	const resolved = [];
	for (const { key, scope } of members) {
		const member = `${name}@${key}`;
		if (key === "" || key.includes("@")) {
			const reason = key === "" ? "the key is empty" : "@ stands between a group and its key";
			resolution.report(source, `${member} cannot be the name of a stage: ${reason}`);
			continue;
		}
		const fail = (message) => resolution.report(source, `${member}: ${message}`);
		const context = attempt(() => withScope(resolution.context, scope, member), fail);
		if (context === void 0) continue;
		resolved.push(...await resolveStage({
			name: member,
			group: name,
			at,
			fields
		}, {
			...resolution,
			context
		}));
	}
	return resolved;
}
function checkSyntax({ at, fields }, { report }) {
	let isGood = true;
	for (const [field, value] of fields) attempt(() => checkExpressions(value), (message) => {
		isGood = false;
		report([...at, field], message);
	});
	return isGood;
}
async function resolveStage(stage, resolution) {
	let isGood = true;
	const prefix = stage.group === void 0 ? "" : `${stage.name}: `;
	const report = (at, message) => {
		isGood = false;
		resolution.report([...stage.at, ...at], prefix + message);
	};
	const context = await stageContext(stage, {
		...resolution,
		report
	});
	if (context === void 0) return [];
	const fields = new Map();
	for (const [field, value] of without(stage.fields, "vars")) {
		const site = {
			context,
			field,
			parsing: resolution.parsing
		};
		const resolved = attempt(() => interpolate(value, site), (message) => report([field], message));
		if (resolved !== void 0) fields.set(field, resolved);
	}
	return isGood ? [{
		...stage,
		fields
	}] : [];
}
async function stageContext(stage, resolution) {
	const vars = stage.fields.get("vars");
	if (!isValueList(vars) || vars.length === 0) return resolution.context;
	const { report, directory, readText } = resolution;
	const written = stage.fields.get("wdir") ?? "";
	const wdir = attempt(() => valueText(interpolate(written, { context: resolution.context }), {}), (message) => report(["wdir"], message));
	if (wdir === void 0) return void 0;
	const source = {
		directory: joinPath(directory, wdir) ?? directory,
		readText
	};
	let { context } = resolution;
	for (const [index, item] of vars.entries()) {
		const at = ["vars", index];
		if (hasExpression(item)) {
			report(at, "templates are not resolved in vars");
			return;
		}
		const name = `${stage.name}.vars[${index}]`;
		const next = await attemptAsync(() => withVars(context, item, name, source), (message) => report(at, message));
		if (next === void 0) return void 0;
		context = next;
	}
	return context;
}
function without(map, key) {
	return map.has(key) ? new Map([...map].filter(([name]) => name !== key)) : map;
}
function attempt(work, fail) {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		fail(error.message);
		return;
	}
}
async function attemptAsync(work, fail) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		fail(error.message);
		return;
	}
}
//#endregion
//#region src/versioning/parse-dvc-yaml.ts
const maxLength = 1024 * 1024;
async function parseDvcYaml(text, source) {
	const read = readValueDocument(text, {
		file: source.file,
		maxLength
	});
	if (read.problems !== void 0) return { problems: read.problems };
	const { document } = read;
	const value = isNothing(read.value) ? new Map() : read.value;
	if (!isValueMap(value)) return { problems: [problemAt(document, [], {
		message: "is not allowed",
		allowed: "a mapping"
	})] };
	const problems = [...checkDvcYaml(document, value)];
	if (problems.length > 0) return { problems };
	const report = (at, message) => void problems.push(problemAt(document, at, { message }));
	const resolved = await resolve(value, {
		document,
		source,
		report,
		hasTemplates: hasTemplates(text)
	});
	const pipeline = resolved.stages.map((stage) => buildStage(stage, document, problems));
	const definitions = readDefinitions(value, {
		document,
		resolve: resolved.section,
		problems
	});
	if (problems.length > 0) return { problems };
	return {
		pipeline,
		definitions,
		resolved: new Map(resolved.stages.map(({ name, fields }) => [name, fields]))
	};
}
function isNothing(value) {
	const isZero = typeof value === "object" && value !== null && "kind" in value && /^-?0(\.0)?$/.test(value.text);
	return value === null || value === false || value === "" || isZero || isValueList(value) && value.length === 0;
}
function hasTemplates(text) {
	return text.includes("vars") || text.includes("${");
}
async function resolve(value, site) {
	const directory = joinPath(site.source.file, "..") ?? "";
	const context = site.hasTemplates ? await loadContext(value, directory, site) : createContext();
	if (context === void 0) return {
		stages: [],
		section: () => void 0
	};
	const stages = value.get("stages");
	const { readText, parsing = {} } = site.source;
	const resolution = {
		context,
		directory,
		readText,
		parsing,
		report: site.report
	};
	return {
		stages: isValueMap(stages) ? await resolveStages(stages, resolution) : [],
		section: (part, at) => attempt(() => {
			checkExpressions(part);
			return interpolate(part, { context });
		}, (message) => site.report(at, message))
	};
}
async function loadContext(value, directory, { source, report }) {
	const files = {
		directory,
		readText: source.readText
	};
	const vars = value.get("vars");
	let context = await attemptAsync(() => withDefaultParams(createContext(), files), (message) => report(["vars"], message));
	for (const [index, item] of (isValueList(vars) ? vars : []).entries()) {
		const before = context;
		if (before === void 0) return void 0;
		const at = ["vars", index];
		if (hasExpression(item)) {
			report(at, "templates are not resolved in vars");
			return;
		}
		context = await attemptAsync(() => withVars(before, item, `vars[${index}]`, files), (message) => report(at, message));
	}
	return context;
}
//#endregion
export { pythonText as a, stageAddress as c, pythonRepr as i, readParams as n, isCallback as o, parseJson as r, lockFileOf as s, parseDvcYaml as t };
