import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
//#region src/yaml/stray-tab.ts
var import_dist = __toESM(require_dist(), 1);
function strayTab(text) {
	if (!text.includes("	")) return void 0;
	let offset = 0;
	let depth = 0;
	let isBlock = false;
	let isMarked = false;
	for (const token of new import_dist.Lexer().lex(text)) {
		const type = import_dist.CST.tokenType(token);
		if (type === "doc-mode" || type === "flow-error-end") continue;
		if (type === "scalar") {
			isMarked = true;
			continue;
		}
		if (type === "block-scalar-header") isBlock = true;
		if (type === "flow-map-start" || type === "flow-seq-start") depth += 1;
		if (type === "flow-map-end" || type === "flow-seq-end") depth -= 1;
		if ((isMarked ? !isBlock : type === "space") && depth <= 0 && token.includes("	")) return offset + token.indexOf("	");
		if (isMarked) isBlock = false;
		isMarked = false;
		offset += token.length;
	}
}
//#endregion
//#region src/yaml/read-document.ts
const messages = {
	MULTIPLE_DOCS: "the file holds several documents; one is allowed",
	TAB_AS_INDENT: "tabs do not indent in YAML"
};
function readDocument(text, options) {
	const { file } = options;
	const at = (line, column, message) => ({
		file,
		line,
		column,
		path: "",
		message
	});
	if (text.length > options.maxLength) return { problems: [at(1, 1, `the file has ${text.length} characters; at most ${options.maxLength} are read`)] };
	const lines = new import_dist.LineCounter();
	const document = parse(text, options, lines);
	const place = (offset) => {
		const found = lines.linePos(offset);
		return {
			line: Math.max(1, found.line),
			column: Math.max(1, found.col)
		};
	};
	const isLoose = options.rules === "loose";
	const found = [...document.errors, ...document.warnings];
	const problems = (isLoose ? found.filter((error) => error.code !== "TAG_RESOLVE_FAILED") : found).map((error) => {
		const { line, column } = place(error.pos[0]);
		const isTooDeep = error.message.includes("call stack");
		return at(line, column, isTooDeep ? "the file is nested too deeply" : messages[error.code] ?? error.message);
	});
	for (const { offset, path, message } of isLoose ? forbiddenText(text, document) : forbidden(document)) problems.push({
		...at(1, 1, message),
		...place(offset),
		path
	});
	if (problems.length > 0) return { problems };
	return { document: {
		file,
		root: document.contents,
		toData: () => document.toJS({ maxAliasCount: 0 }),
		locate: (path, what = "value") => place(offsetOf(document.contents, path, what)),
		place
	} };
}
function parse(text, options, lineCounter) {
	return (0, import_dist.parseDocument)(options.rules === "loose" ? text.replaceAll(/\r(?!\n)/g, "\n") : text, {
		version: "1.2",
		schema: options.schema ?? "core",
		strict: true,
		uniqueKeys: false,
		merge: false,
		resolveKnownTags: options.rules !== "loose",
		prettyErrors: false,
		logLevel: "error",
		lineCounter
	});
}
function forbidden(document) {
	const found = [];
	const add = (node, message, path = "") => {
		found.push({
			offset: startOf(node),
			path,
			message
		});
	};
	(0, import_dist.visit)(document, {
		Alias: (_, node) => add(node, "aliases are not allowed"),
		Node: (_, node) => {
			if ((0, import_dist.isAlias)(node)) return;
			if ("anchor" in node && node.anchor !== void 0) add(node, "anchors are not allowed");
			if (node.tag !== void 0 && !node.tag.startsWith("tag:yaml.org,2002:")) add(node, "tags are not allowed");
		},
		Map: (_, node) => {
			const seen = new Set();
			for (const { key } of node.items) {
				const name = keyText(key);
				if (name === void 0) add(key, "a key must be one word or text");
				else if (seen.has(name)) add(key, "this key is there twice in the same mapping", name);
				else if (name === "<<") add(key, "merge keys are not allowed", name);
				else if (name === "__proto__") add(key, "this key is not allowed", name);
				if (name !== void 0) seen.add(name);
			}
		}
	});
	return found;
}
function forbiddenText(text, document) {
	const found = [];
	const control = text.search(/[^\t\n\r -~\u0085\u00a0-\ufffd]/);
	if (control >= 0) found.push({
		offset: control,
		path: "",
		message: "a control character is not allowed"
	});
	const tab = strayTab(text);
	if (tab !== void 0) found.push({
		offset: tab,
		path: "",
		message: "a tab is not allowed here; use blanks"
	});
	const { explicit, version } = document.directives.yaml;
	if (explicit === true && version !== "1.2") found.push({
		offset: 0,
		path: "",
		message: `YAML ${version} is not read; leave the %YAML line out`
	});
	return found;
}
function keyText(key) {
	if (!(0, import_dist.isScalar)(key)) return void 0;
	return typeof key.value === "string" ? key.value : key.source ?? String(key.value);
}
function startOf(node) {
	return (0, import_dist.isNode)(node) ? node.range?.[0] ?? 0 : 0;
}
function offsetOf(root, path, what) {
	let node = root;
	let offset = startOf(root);
	for (const [index, step] of path.entries()) {
		const isLast = index === path.length - 1;
		if ((0, import_dist.isMap)(node)) {
			const pair = pairsOf(node).get(String(step));
			if (pair === void 0) return offset;
			offset = startOf(isLast && what === "key" || !(0, import_dist.isNode)(pair.value) || isEmpty(pair.value) ? pair.key : pair.value);
			node = pair.value;
		} else if ((0, import_dist.isSeq)(node)) {
			node = node.items[Number(step)];
			if (node === void 0) return offset;
			offset = startOf(node);
		} else return offset;
	}
	return offset;
}
const pairsByMap = new WeakMap();
function pairsOf(map) {
	const known = pairsByMap.get(map);
	if (known !== void 0) return known;
	const pairs = new Map();
	for (const pair of map.items) {
		const name = keyText(pair.key);
		if (name !== void 0 && !pairs.has(name)) pairs.set(name, pair);
	}
	pairsByMap.set(map, pairs);
	return pairs;
}
function isEmpty(node) {
	return (0, import_dist.isScalar)(node) && node.source === "";
}
//#endregion
//#region src/yaml/problem.ts
function renderProblems(problems) {
	const files = [...new Set(problems.map((problem) => problem.file))];
	const sorted = [...problems].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
	const rest = sorted.length - maxShown;
	return [...sorted.slice(0, maxShown).map(renderProblem), ...rest > 0 ? [`… and ${rest} more`] : []].join("\n");
}
const maxShown = 100;
function renderProblem(problem) {
	const at = `${problem.file}:${problem.line}:${problem.column}`;
	const path = problem.path === "" ? "" : `${problem.path}: `;
	const found = problem.found === void 0 ? "" : `; found ${problem.found}`;
	const allowed = problem.allowed === void 0 ? "" : `; allowed: ${problem.allowed}`;
	const suggestion = problem.suggestion === void 0 ? "" : `; did you mean ${problem.suggestion}?`;
	return `${at}: ${path}${problem.message}${found}${allowed}${suggestion}`;
}
//#endregion
export { keyText as n, readDocument as r, renderProblems as t };
