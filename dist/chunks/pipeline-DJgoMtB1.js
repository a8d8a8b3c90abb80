import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { A as union, D as string, E as strictObject, I as $ZodType, S as number$1, T as record$1, c as ZodPrefault, d as ZodUnion, g as boolean$1, i as ZodNullable, j as unknown$2, l as ZodRecord, m as array, n as ZodDefault, o as ZodObject, s as ZodOptional, t as ZodArray, y as int } from "./schemas-CFgJ4ov0.js";
import { a as md5Of$1, c as writeNew, d as writeProblem, f as PawlError, i as legacyMd5, l as readProblem, n as copyLarge, o as readSmall, r as copyNew, t as copyFileChecked, u as systemCode } from "./copy-W2n1VAGm.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { t as require_ignore } from "./ignore-Cywvv_YX.js";
import { chmod, copyFile, lstat, mkdir, open, readFile, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { setImmediate, setTimeout } from "node:timers/promises";
import { chmodSync, constants, copyFileSync, createReadStream, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { availableParallelism, homedir, hostname } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
//#region src/adapters/clock/system.ts
const systemClock = {
	now: () => new Date(),
	sleep: async (durationMs, signal) => {
		await setTimeout(durationMs, void 0, signal === void 0 ? void 0 : { signal });
	}
};
//#endregion
//#region src/runtime/server-entry.ts
function findServerEntry() {
	return findEntry("serve");
}
function findModelEntry() {
	return findEntry("model");
}
function findEntry(name) {
	return [`./${name}.js`, `../${name}.js`].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path)) ?? fileURLToPath(new URL(`./${name}-main.ts`, import.meta.url));
}
//#endregion
//#region src/runtime/compose.ts
function createClock() {
	return systemClock;
}
async function createModelHub(access) {
	const { createHuggingFaceHub } = await import("./hugging-face-BlybIcaW.js");
	return createHuggingFaceHub(access);
}
async function createFileSystem$1(root) {
	return (await import("./local-BZdm9SqP.js")).createFileSystem(root);
}
async function createOutputDirectory(path) {
	const { mkdir } = await import("node:fs/promises");
	await mkdir(path, { recursive: true });
	return createFileSystem$1(path);
}
async function openDataStore$1(files, home) {
	return (await import("./open-data-store-DlDSbPp5.js")).openDataStore(files, home);
}
async function openGitState(root) {
	return (await import("./git-state-BgRzH9pb.js")).openGitState(root);
}
async function openConfigFiles$1(directory) {
	return (await import("./dvc-config-files-CB66UFqN.js")).openConfigFiles(directory, process.env);
}
async function createPlotRenderer() {
	const { vegaPlots } = await import("./vega-plots-CfEBvGvY.js");
	return vegaPlots;
}
async function createProcesses() {
	return (await import("./child-process-BekFmmhV.js")).createProcesses();
}
async function createMeasuredProcesses() {
	const [measured, processes] = await Promise.all([import("./measured-processes-AZjzwP5f.js"), createProcesses()]);
	return measured.measureProcesses(processes);
}
async function openGitRepository(root, options = {}) {
	return (await import("./simple-git-CKQTaJdq.js")).openGitRepository(root, options);
}
async function openRevisions(root) {
	return (await import("./revisions-5LG1VqxC.js")).openRevisions(root);
}
async function openRefHistory(root) {
	return (await import("./ref-history-tNNUhofZ.js")).openRefHistory(root);
}
async function openRegistryTags(root) {
	return (await import("./registry-tags-D_dwr9jf.js")).openRegistryTags(root);
}
async function createSbomWriter() {
	const { cycloneDx } = await import("./cyclonedx-DM5k3o8D.js");
	return cycloneDx;
}
async function createWorkspaceView$1(files, options) {
	return (await import("./workspace-view-B7M7Hdd1.js")).createWorkspaceView(files, options);
}
async function openGitConfig(root) {
	return (await import("./git-config-DR1bNruG.js")).openGitConfig(root, await createProcesses());
}
async function openGitWorkTree(root) {
	return (await import("./git-work-tree-BG7okVbj.js")).openGitWorkTree(root, await createProcesses());
}
async function createRunGuard(root, command) {
	return (await import("./run-guard-_hceKWWl.js")).createRunGuard(root, command);
}
async function createMachine() {
	return (await import("./machine-ChiSE8cR.js")).createMachine(process.env);
}
async function stageOnWrite(files, ignoreRules) {
	return (await import("./stage-on-write-BiIAa7Xh.js")).stageOnWrite(files, ignoreRules);
}
async function openWorktrees(root) {
	return (await import("./worktrees-Dd65Plou.js")).openWorktrees(root);
}
async function openIgnoreRules(root, processes) {
	return (await import("./ignore-rules-UV4oMWrB.js")).openIgnoreRules(root, processes);
}
async function createSql(options = {}) {
	const { openSql } = await import("./duckdb-mAj0iv6N.js");
	return openSql(options);
}
async function createModelRuntime() {
	return (await import("./onnx-DtN1W9v_.js")).createModelRuntime();
}
async function createIsolatedModelRuntime() {
	return (await import("./isolated-Be7D0NsV.js")).createIsolatedRuntime({ entry: findModelEntry() });
}
async function createModelServers(directory) {
	return (await import("./model-servers-CTxb0gPB.js")).createModelServers({
		directory,
		serverEntry: findServerEntry()
	});
}
async function openProvenance(policy, files) {
	const { createVerifying } = await import("./verify-bundle-Ug5WsH4e.js");
	const keys = new Map();
	for (const path of policy.keys) keys.set(path, await files.readText(path));
	const root = policy.trusted_root;
	return createVerifying({
		keys,
		trustedRoots: root === void 0 ? void 0 : await files.readText(root)
	});
}
async function createArtifacts() {
	const { actionsArtifacts } = await import("./actions-artifact-Cb44qa5Z.js");
	return actionsArtifacts;
}
async function createGitHub(options) {
	return (await import("./create-github-k8_WAcKR.js")).createGitHub(options);
}
async function createSharedLimits(options = {}) {
	const [{ RequestGate }, { ConditionalReads }] = await Promise.all([import("./request-gate-C7syj6Dq.js"), import("./conditional-reads-CfTAss6u.js")]);
	return {
		gate: new RequestGate(options),
		reads: new ConditionalReads()
	};
}
async function openFileQueue(path, clock) {
	return (await import("./sqlite-BCUV-Yt5.js")).openSqliteQueue(path, clock);
}
async function openSharedQueue(options) {
	return (await import("./postgres-BCG4Dfl1.js")).openPostgresQueue(options);
}
async function listInstallations(app) {
	return (await import("./create-github-k8_WAcKR.js")).listInstallations(app);
}
async function createRepositoryNames(place) {
	return (await import("./create-github-k8_WAcKR.js")).createRepositoryNames(place);
}
async function createAppDeliveries(app) {
	return (await import("./create-github-k8_WAcKR.js")).createAppDeliveries(app);
}
async function convertAppManifest(request) {
	return (await import("./app-manifests-PvwC5eC9.js")).convertAppManifest(request);
}
async function readArchive(bytes, isAllowed, limits = {}) {
	const { readZip } = await import("./read-zip-BGvTn67Y.js");
	return readZip(bytes, {
		...limits,
		isAllowed
	});
}
//#endregion
//#region src/yaml/nearest-match.ts
var import_dist = __toESM(require_dist(), 1);
function nearestMatch(word, candidates) {
	const short = word.slice(0, 64);
	let best;
	let bestDistance = Math.max(2, Math.floor(short.length / 3)) + 1;
	for (const candidate of candidates) {
		const distance = editDistance(short.toLowerCase(), candidate.slice(0, 64).toLowerCase());
		if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
	}
	return best;
}
function editDistance(a, b) {
	let beforeLast = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			let cost = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			row.push(cost);
		}
		[beforeLast, last] = [last, row];
	}
	return last[b.length] ?? 0;
}
//#endregion
//#region src/yaml/check-schema.ts
const maxUnknownKeys = 50;
function checkSchema(document, schema) {
	const data = document.toData();
	const parsed = schema.safeParse(data);
	if (parsed.success) return { value: parsed.data };
	const report = new Report(document, schema, data);
	return { problems: parsed.error.issues.flatMap((issue) => report.ofIssue(issue, [])) };
}
function checkPart(document, part, schema) {
	const { at, data } = part;
	const inner = {
		file: document.file,
		locate: (path, what) => document.locate([...at, ...path], what),
		toData: () => data
	};
	const above = renderPath(at);
	return (checkSchema(inner, schema).problems ?? []).map((problem) => {
		const separator = above === "" || problem.path === "" || problem.path.startsWith("[") ? "" : ".";
		return {
			...problem,
			path: `${above}${separator}${problem.path}`
		};
	});
}
function problemAt(document, path, details) {
	return {
		file: document.file,
		...document.locate(path),
		path: renderPath(path),
		...details
	};
}
function renderPath(path) {
	return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}
var Report = class {
	#document;
	#schema;
	#data;
	constructor(document, schema, data) {
		this.#document = document;
		this.#schema = schema;
		this.#data = data;
	}
	ofIssue(issue, above) {
		const path = [...above, ...issue.path.map((step) => typeof step === "number" ? step : String(step))];
		if (issue.code === "unrecognized_keys") return issue.keys.slice(0, maxUnknownKeys).map((key) => this.#unknownKey([...path, key], key));
		if (issue.code === "invalid_union") {
			const branch = nearestBranch(issue.errors);
			if (branch !== void 0) return branch.flatMap((inner) => this.ofIssue(inner, path));
		}
		if (issue.code === "invalid_key") {
			const reason = issue.issues.map((inner) => inner.message).join(", ");
			const place = this.#document.locate(path, "key");
			const found = JSON.stringify(path.at(-1));
			return [{
				...this.#at(path),
				...place,
				message: "is not a valid name",
				found,
				allowed: reason
			}];
		}
		return [this.#plain(issue, path)];
	}
	#plain(issue, path) {
		const value = valueAt(this.#data, path);
		if (value === void 0) return {
			...this.#at(path),
			message: "is missing",
			...allowedBy(issue)
		};
		const found = shorten(value);
		const allowed = allowedBy(issue);
		const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
		const suggestion = typeof value === "string" ? nearestMatch(value, words) : void 0;
		return {
			...this.#at(path),
			message: "is not allowed",
			found,
			...allowed,
			...suggestion === void 0 ? {} : { suggestion }
		};
	}
	#unknownKey(path, key) {
		const known = keysAt(this.#schema, path.slice(0, -1));
		const suggestion = nearestMatch(key, known);
		return {
			...this.#at(path),
			...this.#document.locate(path, "key"),
			message: "is not a known key",
			...known.length === 0 ? {} : { allowed: known.join(", ") },
			...suggestion === void 0 ? {} : { suggestion }
		};
	}
	#at(path) {
		return {
			file: this.#document.file,
			...this.#document.locate(path),
			path: renderPath(path)
		};
	}
};
function nearestBranch(branches) {
	const meant = branches.filter((branch) => branch.every((issue) => issue.path.length > 0 || !["invalid_type", "invalid_union"].includes(issue.code)));
	return meant.length === 1 ? meant[0] : void 0;
}
function allowedBy(issue) {
	return { allowed: allowedText(issue) };
}
function allowedText(issue) {
	if (issue.code === "invalid_type") return typeNames[issue.expected] ?? issue.expected;
	if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(", ");
	if (issue.code === "too_small") return `${issue.inclusive === true ? "≥" : ">"} ${issue.minimum}`;
	if (issue.code === "too_big") return `${issue.inclusive === true ? "≤" : "<"} ${issue.maximum}`;
	if (issue.code !== "invalid_union") return issue.message;
	return [...new Set(issue.errors.flat().map(allowedText))].join(" or ");
}
const typeNames = {
	object: "a mapping",
	record: "a mapping",
	array: "a list",
	string: "text (quote it)",
	number: "a number",
	int: "a whole number",
	boolean: "true or false"
};
function shorten(value) {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
function valueAt(data, path) {
	let value = data;
	for (const step of path) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return void 0;
		value = value[step];
	}
	return value;
}
function keysAt(schema, path) {
	let candidates = alternatives(schema);
	for (const step of path) candidates = candidates.flatMap((candidate) => stepInto(candidate, String(step)));
	return [...new Set(candidates.flatMap((one) => one instanceof ZodObject ? Object.keys(one.shape) : []))];
}
function stepInto(schema, step) {
	if (schema instanceof ZodObject) {
		const inner = schema.shape[step];
		return inner instanceof $ZodType ? alternatives(inner) : [];
	}
	if (schema instanceof ZodRecord) return alternatives(schema.valueType);
	return schema instanceof ZodArray ? alternatives(schema.element) : [];
}
function alternatives(schema) {
	if (schema instanceof ZodUnion) return schema.options.flatMap((option) => alternatives(option));
	return schema instanceof ZodOptional || schema instanceof ZodNullable || schema instanceof ZodDefault || schema instanceof ZodPrefault ? alternatives(schema.unwrap()) : [schema];
}
//#endregion
//#region src/yaml/stray-tab.ts
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
			offset: startOf$1(node),
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
function startOf$1(node) {
	return (0, import_dist.isNode)(node) ? node.range?.[0] ?? 0 : 0;
}
function offsetOf(root, path, what) {
	let node = root;
	let offset = startOf$1(root);
	for (const [index, step] of path.entries()) {
		const isLast = index === path.length - 1;
		if ((0, import_dist.isMap)(node)) {
			const pair = pairsOf(node).get(String(step));
			if (pair === void 0) return offset;
			offset = startOf$1(isLast && what === "key" || !(0, import_dist.isNode)(pair.value) || isEmpty(pair.value) ? pair.key : pair.value);
			node = pair.value;
		} else if ((0, import_dist.isSeq)(node)) {
			node = node.items[Number(step)];
			if (node === void 0) return offset;
			offset = startOf$1(node);
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
//#region src/versioning/value.ts
var PlainKeyMap = class extends Map {
	plainKeys;
	constructor(entries, plainKeys) {
		super(entries);
		this.plainKeys = plainKeys;
	}
};
var TupleList = class extends Array {};
function isValueMap(value) {
	return value instanceof Map;
}
function isValueList(value) {
	return Array.isArray(value);
}
function isNumberValue(value) {
	return isKinded(value) && (value.kind === "integer" || value.kind === "float");
}
function isSpecialValue(value) {
	return isKinded(value) && (value.kind === "date" || value.kind === "opaque");
}
function isKinded(value) {
	return typeof value === "object" && value !== null && !isValueList(value) && !isValueMap(value);
}
function integer$1(value) {
	return {
		kind: "integer",
		text: String(value)
	};
}
function isEqualValue(a, b) {
	if (a === void 0 || b === void 0) return a === b;
	if (isValueMap(a) && isValueMap(b)) return a.size === b.size && Array.from(a).every(([key, value]) => isEqualValue(value, b.get(key)));
	if (isValueList(a) && isValueList(b)) return a.length === b.length && a.every((item, index) => isEqualValue(item, b[index]));
	if (isSpecialValue(a) && isSpecialValue(b)) return a.kind === b.kind && a.text === b.text;
	const [left, right] = [numeric(a), numeric(b)];
	return left !== void 0 && right !== void 0 ? left === right : a === b;
}
function numeric(value) {
	if (typeof value === "boolean") return value ? 1 : 0;
	if (!isNumberValue(value)) return void 0;
	if (value.kind === "float") return floatOf(value.text);
	const exact = BigInt(value.text);
	const rounded = Number(exact);
	return Number.isFinite(rounded) && BigInt(rounded) === exact ? rounded : exact;
}
function floatOf(text) {
	if (text === "nan") return NaN;
	if (text === "inf") return Number.POSITIVE_INFINITY;
	return text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
function toPlainData(value) {
	if (isValueMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toPlainData(item)]));
	if (isValueList(value)) return value.map(toPlainData);
	if (isSpecialValue(value)) return value.text;
	if (!isNumberValue(value)) return value;
	const number = floatOf(value.text);
	return Number.isFinite(number) ? number : value.text;
}
function compareCodePoints(a, b) {
	const length = Math.min(a.length, b.length);
	for (let index = 0; index < length; index += 1) {
		const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
		if (left !== right) return orderOfUnit(left) - orderOfUnit(right);
	}
	return a.length - b.length;
}
function orderOfUnit(unit) {
	return unit >= 55296 && unit <= 57343 ? unit + 65536 : unit;
}
//#endregion
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
let built$1;
function dvcYamlSchemas() {
	return built$1 ??= {
		file: fileSchema(),
		...stageSchemas()
	};
}
const text = string();
const list = array(unknown$2());
function annotations() {
	return {
		desc: text.optional(),
		type: text.optional(),
		labels: array(text).optional(),
		meta: unknown$2().optional()
	};
}
function vars() {
	return array(union([text, record$1(text, unknown$2())]));
}
function outputs() {
	const outOptions = strictObject({
		...annotations(),
		cache: boolean$1().optional(),
		persist: boolean$1().optional(),
		remote: text.optional(),
		push: boolean$1().optional(),
		checkpoint: boolean$1().optional()
	});
	const plotOptions = outOptions.extend({
		template: text.optional(),
		x: text.optional(),
		y: text.optional(),
		x_label: text.optional(),
		y_label: text.optional(),
		title: text.optional(),
		header: boolean$1().optional()
	});
	return {
		out: union([text, record$1(text, outOptions)]),
		plot: union([text, record$1(text, plotOptions)])
	};
}
function stageSchemas() {
	const { out, plot } = outputs();
	const stage = strictObject({
		cmd: union([text, list]),
		wdir: text.optional(),
		deps: array(text).optional(),
		params: array(union([text, record$1(text, unknown$2())])).optional(),
		vars: vars().optional(),
		outs: array(out).optional(),
		metrics: array(out).optional(),
		plots: array(plot).optional(),
		frozen: boolean$1().optional(),
		always_changed: boolean$1().optional(),
		desc: text.optional(),
		meta: unknown$2().optional(),
		matrix: record$1(text, union([text, list])).optional()
	});
	return {
		stage,
		group: strictObject({
			foreach: union([
				text,
				list,
				record$1(text, unknown$2())
			]),
			do: stage
		})
	};
}
function fileSchema() {
	const fields = union([text, array(text)]);
	const plotDefinition = strictObject({
		x: union([text, record$1(text, text)]).optional(),
		y: union([fields, record$1(text, fields)]).optional(),
		x_label: text.optional(),
		y_label: text.optional(),
		title: text.optional(),
		template: text.optional()
	});
	return strictObject({
		vars: vars().optional(),
		stages: record$1(text, record$1(text, unknown$2())).optional(),
		params: array(text).optional(),
		metrics: array(text).optional(),
		plots: array(union([text, record$1(text, plotDefinition.nullable())])).optional(),
		artifacts: record$1(text, strictObject({
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
//#region src/versioning/parse-moment.ts
const shape = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::?(\d{2}))?))?)?$/;
function parseMoment(text) {
	const match = shape.exec(text);
	if (match === null) return void 0;
	const [, year = "", month = "", day = "", hour, minute = "", second = "", fraction = "", zone] = match;
	if (!isDay(Number(year), Number(month), Number(day))) return void 0;
	const date = `${year}-${pad(month)}-${pad(day)}`;
	if (hour === void 0) return {
		kind: "date",
		text: date
	};
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
	const micros = Math.round(Number(`0.${fraction || "0"}`) * 1e6);
	const part = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
	const offset = zone === void 0 ? "" : zoneText(zone, match);
	return {
		kind: "date",
		text: `${date} ${pad(hour)}:${minute}:${second}${part}${offset}`
	};
}
function zoneText(zone, match) {
	return zone === "Z" ? "+00:00" : `${match[9] ?? "+"}${pad(match[10] ?? "")}:${match[11] ?? "00"}`;
}
function isDay(year, month, day) {
	const days = [
		31,
		year % 4 === 0 && year % 100 !== 0 || year % 400 === 0 ? 29 : 28,
		31,
		30,
		31,
		30,
		31,
		31,
		30,
		31,
		30,
		31
	][month - 1] ?? 0;
	return year > 0 && day >= 1 && day <= days;
}
function pad(digits) {
	return digits.padStart(2, "0");
}
//#endregion
//#region src/versioning/python-float.ts
function pythonFloat(value) {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const [mantissa = "0", exponentText = "0"] = Math.abs(value).toExponential().split("e");
	const exponent = Number(exponentText);
	const digits = mantissa.replace(".", "");
	if (exponent < -4 || exponent >= 16) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
		const power = String(Math.abs(exponent)).padStart(2, "0");
		return `${sign}${digits[0] ?? "0"}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
	}
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
	return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1) || "0"}`;
}
//#endregion
//#region src/versioning/resolve-scalar.ts
const boolean = /^(?:true|True|TRUE|false|False|FALSE)$/;
const nothing$1 = /^(?:~|null|Null|NULL|)$/;
const float = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integer = /^(?=[-+0-9])(?:[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/;
const timestamp = /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;
function resolveScalar(text) {
	if (nothing$1.test(text)) return null;
	if (boolean.test(text)) return text.toLowerCase() === "true";
	if (!/^[-+.0-9]/.test(text)) return text;
	if (float.test(text)) return floatValue(text);
	if (integer.test(text)) return integerValue(text);
	return timestamp.test(text) ? parseMoment(text) : text;
}
function needsQuotes(text) {
	return nothing$1.test(text) || boolean.test(text) || float.test(text) || integer.test(text) || timestamp.test(text) || text === "<<" || text === "=";
}
function floatValue(text) {
	const clean = text.replaceAll("_", "").toLowerCase();
	if (clean === ".nan") return {
		kind: "float",
		text: "nan"
	};
	if (clean.endsWith(".inf")) return {
		kind: "float",
		text: clean.startsWith("-") ? "-inf" : "inf"
	};
	const value = Number(clean);
	return Number.isNaN(value) ? void 0 : {
		kind: "float",
		text: pythonFloat(value)
	};
}
function integerValue(text) {
	const clean = text.replaceAll("_", "");
	const sign = clean.startsWith("-") ? "-" : "";
	const digits = clean.replace(/^[-+]/, "");
	if (!/^(?:[0-9]+|0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(digits)) return void 0;
	const value = /^[0-9]+$/.test(digits) ? digits.replace(/^0+(?=\d)/, "") : String(BigInt(digits));
	return {
		kind: "integer",
		text: value === "0" ? "0" : `${sign}${value}`
	};
}
//#endregion
//#region src/versioning/compose-values.ts
const maxAliased = 1e6;
const maxDepth$2 = 200;
function composeValues(root, report) {
	return root === null ? null : new Composer(report).compose(root, 1).value;
}
var Composer = class {
	#report;
	#anchors = new Map();
	#aliased = 0;
	#isTooDeep = false;
	constructor(report) {
		this.#report = report;
	}
	compose(node, depth) {
		if ((0, import_dist.isAlias)(node)) return this.#alias(node.source, startOf(node), depth);
		const anchor = (0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node) ? node.anchor : void 0;
		if (anchor === void 0) return this.#content(node, depth);
		this.#anchors.set(anchor, "open");
		const composed = this.#content(node, depth);
		this.#anchors.set(anchor, composed);
		return composed;
	}
	#content(node, depth) {
		if ((0, import_dist.isScalar)(node)) return {
			value: this.#scalar(node),
			count: 1,
			depth: 0
		};
		if (!(0, import_dist.isMap)(node) && !(0, import_dist.isSeq)(node)) return nothing;
		if (this.#refuseDepth(node, depth)) return nothing;
		const tag = (0, import_dist.isMap)(node) ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
		if (node.tag !== void 0 && node.tag !== tag && node.tag !== "!") this.#fault(node, tagMessage(node.tag));
		if ((0, import_dist.isMap)(node)) return this.#map(node, depth);
		const items = node.items.map((item) => this.compose(item, depth + 1));
		return {
			value: items.map((item) => item.value),
			...sizeOf(items)
		};
	}
	#alias(name, offset, depth) {
		const target = this.#anchors.get(name);
		if (target === void 0 || target === "open") {
			const message = target === void 0 ? `there is no anchor &${name} above` : `*${name} is inside &${name}`;
			this.#report({
				offset,
				message
			});
			return nothing;
		}
		const wasWithin = this.#aliased <= maxAliased;
		this.#aliased += target.count;
		if (wasWithin && this.#aliased > maxAliased) this.#report({
			offset,
			message: `aliases stand for more than ${maxAliased} values`
		});
		return depth + target.depth > maxDepth$2 && this.#refuseDepth(offset, 201) ? nothing : target;
	}
	#refuseDepth(at, depth) {
		if (depth <= maxDepth$2) return false;
		if (!this.#isTooDeep) this.#fault(at, `nested more than ${maxDepth$2} levels deep`);
		this.#isTooDeep = true;
		return true;
	}
	#map(map, depth) {
		const [merged, own] = [new Map(), new Map()];
		const plain = new Set();
		const seen = new Map();
		const parts = [];
		for (const { key, value } of map.items) {
			const isMerge = (0, import_dist.isScalar)(key) && key.type === "PLAIN" && key.value === "<<";
			const name = isMerge ? {
				text: "<<",
				identity: "<<",
				isText: true
			} : this.#key(key);
			const composed = this.compose(value, depth + 1);
			parts.push(composed);
			if (name === void 0 || this.#isTwice(key, name, seen)) continue;
			if (isMerge) this.#merge(composed.value, key, {
				merged,
				plain
			});
			else if (own.has(name.text)) this.#fault(key, `${name.text} is there as text and as another value`);
			else own.set(name.text, composed.value);
			if (!name.isText) plain.add(name.text);
		}
		const entries = [...merged, ...own];
		const value = plain.size === 0 ? new Map(entries) : new PlainKeyMap(entries, plain);
		const { count, depth: below } = sizeOf(parts);
		return {
			value,
			count: count + merged.size,
			depth: below
		};
	}
	#isTwice(key, name, seen) {
		const before = seen.get(name.identity);
		if (before === void 0) seen.set(name.identity, startOf(key));
		else this.#report({
			offset: startOf(key),
			message: "this key is there twice in the same mapping",
			key: name.text,
			before
		});
		return before !== void 0;
	}
	#merge(value, key, into) {
		const sources = isValueList(value) ? value.toReversed() : [value];
		for (const source of sources) {
			if (!isValueMap(source)) {
				this.#fault(key, "only mappings can be merged");
				continue;
			}
			for (const [name, item] of source) into.merged.set(name, item);
			for (const name of source.plainKeys ?? []) into.plain.add(name);
		}
	}
	#key(key) {
		const { value } = this.compose(key, 1);
		if (isValueList(value) || isValueMap(value)) {
			this.#fault(key, "a key must be one word or text");
			return;
		}
		if (typeof value === "string") return {
			text: value,
			identity: `text ${value}`,
			isText: true
		};
		return {
			text: plainText(value),
			identity: identityOf(value),
			isText: false
		};
	}
	#scalar(node) {
		const text = typeof node.value === "string" ? node.value : "";
		const isPlain = node.type === "PLAIN" || node.type === void 0 || node.type === null;
		const tag = node.tag === "!" ? void 0 : node.tag?.replace("tag:yaml.org,2002:", "");
		if (tag === void 0 ? !isPlain : tag === "str") return text;
		const value = resolveScalar(text);
		if (tag === void 0) return this.#plain(node, text, value);
		const typed = applyTag(tag, value);
		if (typed === void 0) this.#fault(node, tagMessage(node.tag ?? tag, text));
		return typed ?? null;
	}
	#plain(node, text, value) {
		if (text === "=" || text === "<<") this.#fault(node, `${text} has a meaning of its own in YAML; quote it`);
		if (value === void 0) this.#fault(node, `${text} looks like a number or a date and is none; quote it`);
		return value ?? null;
	}
	#fault(at, message) {
		this.#report({
			offset: typeof at === "number" ? at : startOf(at),
			message
		});
	}
};
const nothing = {
	value: null,
	count: 1,
	depth: 0
};
function sizeOf(parts) {
	let [count, depth] = [1, 0];
	for (const part of parts) {
		count += part.count;
		depth = Math.max(depth, part.depth);
	}
	return {
		count,
		depth: depth + 1
	};
}
function applyTag(tag, value) {
	if (tag === "null") return null;
	if (tag === "bool" && typeof value === "boolean") return value;
	if (tag === "timestamp" && isSpecialValue(value)) return value;
	if (!isNumberValue(value)) return void 0;
	if (tag === "int" && value.kind === "integer") return value;
	if (tag !== "float") return void 0;
	return value.kind === "float" ? value : {
		kind: "float",
		text: `${value.text}.0`
	};
}
function tagMessage(tag, text) {
	const name = tag.replace("tag:yaml.org,2002:", "!!");
	return text === void 0 || !/^!!(int|float|bool|timestamp)$/.test(name) ? `the tag ${name} is not read` : `${text} is no ${name.slice(2)}`;
}
function plainText(value) {
	if (isNumberValue(value) || isSpecialValue(value)) return value.text;
	if (value === null) return "null";
	return typeof value === "boolean" ? String(value) : "";
}
function identityOf(value) {
	if (typeof value === "boolean") return `number ${value ? 1 : 0}`;
	if (isNumberValue(value)) return `number ${value.kind === "integer" ? value.text : value.text.replace(/\.0$/, "")}`;
	return `other ${plainText(value)}`;
}
function startOf(node) {
	return ((0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node) || (0, import_dist.isAlias)(node)) && node.range ? node.range[0] : 0;
}
//#endregion
//#region src/versioning/read-block-values.ts
function readBlockValues(text) {
	if (!simpleText.test(text)) return void 0;
	const lines = splitLines(text);
	const first = lines[0];
	if (first === void 0 || first.indent !== 0) return void 0;
	const reader = new BlockReader(lines);
	const value = reader.node(0, 0);
	if (value === void 0 || !reader.isAtEnd) return void 0;
	return {
		value,
		placeOfKey: (path) => placeOfKey(value, path, reader.places)
	};
}
function placeOfKey(root, path, places) {
	let [value, place] = [root, void 0];
	for (const step of path) {
		if (!isValueMap(value) || typeof step === "number") return void 0;
		place = places.get(value)?.get(step);
		value = value.get(step);
	}
	return place;
}
const simpleText = /^[\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe]*$/;
const maxDepth$1 = 50;
function splitLines(text) {
	const lines = [];
	let isApart = false;
	for (const [index, whole] of text.split("\n").entries()) {
		const content = whole.replace(/^ +/, "");
		if (content === "" || content.startsWith("#")) isApart = true;
		else {
			const kept = /: +$/.test(content) || content === "- " ? content : withoutLastBlanks(content);
			lines.push({
				indent: whole.length - content.length,
				text: kept,
				number: index + 1,
				isApart
			});
			isApart = false;
		}
	}
	return lines;
}
const key = /^([A-Za-z_][A-Za-z0-9_./@-]{0,999}):(?: (?! )|$)/;
var BlockReader = class {
	#lines;
	places = new Map();
	#index = 0;
	constructor(lines) {
		this.#lines = lines;
	}
	get isAtEnd() {
		return this.#index === this.#lines.length;
	}
	node(indent, depth) {
		const line = this.#lines[this.#index];
		if (line === void 0 || line.indent !== indent || depth > maxDepth$1) return void 0;
		return line.text.startsWith("- ") ? this.#list(indent, depth) : this.#map(indent, depth);
	}
	#map(indent, depth) {
		const entries = new Map();
		const places = new Map();
		this.places.set(entries, places);
		for (;;) {
			const line = this.#lines[this.#index];
			if (line === void 0 || line.indent < indent) return entries;
			const match = line.indent === indent ? key.exec(line.text) : null;
			const name = match?.[1];
			if (match === null || name === void 0 || entries.has(name)) return void 0;
			if (resolveScalar(name) !== name) return void 0;
			places.set(name, {
				line: line.number,
				column: indent + 1
			});
			const rest = line.text.slice(match[0].length);
			this.#index += 1;
			const value = rest === "" ? this.#below(indent, depth) : this.#inline(rest, indent);
			if (value === void 0) return void 0;
			entries.set(name, value);
		}
	}
	#below(indent, depth) {
		const next = this.#lines[this.#index];
		if (next === void 0 || next.indent < indent) return null;
		if (next.indent > indent) return this.node(next.indent, depth + 1);
		return next.text.startsWith("- ") ? this.#list(indent, depth + 1) : null;
	}
	#list(indent, depth) {
		const items = [];
		for (;;) {
			const line = this.#lines[this.#index];
			if (line === void 0 || line.indent < indent) return items;
			if (line.indent > indent) return void 0;
			if (!line.text.startsWith("- ")) return items;
			const item = this.#item(line, indent, depth);
			if (item === void 0) return void 0;
			items.push(item);
		}
	}
	#item(line, indent, depth) {
		const rest = line.text.slice(2);
		if (rest.startsWith("- ") || key.test(rest)) {
			line.indent = indent + 2;
			line.text = rest;
			return this.node(indent + 2, depth + 1);
		}
		this.#index += 1;
		return this.#inline(rest, indent);
	}
	#inline(text, indent) {
		const start = text[0] ?? " ";
		if (start === "'" || start === "\"") return this.#alone(indent, quoted(text));
		if (start === "[" || start === "{") return this.#alone(indent, collection(text));
		const whole = isPlain(text) && !/^(?:$|[ !&*?|>%@`#\]},:]|-(?: |$))/.test(text) ? this.#continued(text, indent) : void 0;
		return whole === void 0 || whole === "=" || whole === "<<" ? void 0 : resolveScalar(whole);
	}
	#alone(indent, value) {
		return (this.#lines[this.#index]?.indent ?? 0) > indent ? void 0 : value;
	}
	#continued(text, indent) {
		let whole = text;
		for (;;) {
			const next = this.#lines[this.#index];
			if (next === void 0 || next.indent <= indent) return whole;
			if (next.isApart || !isPlain(next.text) || /^-(?: |$)/.test(next.text)) return void 0;
			whole += ` ${next.text}`;
			this.#index += 1;
		}
	}
};
function isPlain(text) {
	return !/: |:$| #|\s$/.test(text);
}
function quoted(text) {
	return /^(?:'([^']*)'|"([^"\\]*)")$/.exec(text)?.slice(1).find((part) => part !== void 0);
}
const word$2 = /^[A-Za-z0-9_./][A-Za-z0-9_./@+-]*$/;
function collection(text) {
	if (text === "{}") return new Map();
	if (text === "[]") return [];
	if (!text.startsWith("[") || !text.endsWith("]")) return void 0;
	const items = [];
	for (const part of text.slice(1, -1).split(",")) {
		const item = word$2.test(part.trim()) ? resolveScalar(part.trim()) : void 0;
		if (item === void 0) return void 0;
		items.push(item);
	}
	return items;
}
function withoutLastBlanks(text) {
	let end = text.length;
	while (text[end - 1] === " ") end -= 1;
	return text.slice(0, end);
}
//#endregion
//#region src/versioning/read-values.ts
const maxLength$2 = 32 * 1024 * 1024;
function readValues(text, file) {
	const read = readValueDocument(text, {
		file,
		maxLength: maxLength$2
	});
	if (read.problems === void 0) return read.value;
	throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
}
function readValueDocument(text, options) {
	const block = text.length > options.maxLength ? void 0 : readBlockValues(text);
	if (block === void 0) return readAllYaml(text, options);
	return {
		document: placesOf(text, options, block),
		value: block.value
	};
}
function placesOf(text, options, block) {
	let document;
	return {
		file: options.file,
		locate: (path, what) => {
			const known = what === "key" ? block.placeOfKey(path) : void 0;
			if (known !== void 0) return known;
			document ??= readAllYaml(text, options).document;
			return document?.locate(path, what) ?? {
				line: 1,
				column: 1
			};
		}
	};
}
function readAllYaml(text, options) {
	const read = readDocument(text, {
		...options,
		schema: "failsafe",
		rules: "loose"
	});
	if (read.problems !== void 0) return read;
	const { document } = read;
	const problems = [];
	const value = composeValues(document.root, ({ offset, message, key = "", before }) => {
		const first = before === void 0 ? "" : `; first on line ${document.place(before).line}`;
		problems.push({
			file: options.file,
			...document.place(offset),
			path: key,
			message: `${message}${first}`
		});
	});
	return problems.length > 0 ? { problems } : {
		document,
		value
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
		if (next === void 0) throw unknown$1(context, {
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
function unknown$1(context, at) {
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
	if (typeof value === "string") return quote$2(value);
	if (isNumberValue(value) || isSpecialValue(value)) return value.text;
	if (isValueMap(value)) {
		const keys = value.plainKeys;
		const name = (key) => keys?.has(key) === true ? key : quote$2(key);
		return `{${[...value].map(([key, item]) => `${name(key)}: ${pythonRepr(item)}`).join(", ")}}`;
	}
	if (!isValueList(value)) return "";
	const items = value.map(pythonRepr).join(", ");
	return value instanceof TupleList ? `(${items}${value.length === 1 ? "," : ""})` : `[${items}]`;
}
const escapes$1 = {
	"\\": "\\\\",
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
function quote$2(text) {
	const mark = text.includes("'") && !text.includes("\"") ? "\"" : "'";
	const inner = text.replaceAll(/[\\\n\r\t]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
	return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`;
}
function escapeCharacter(character) {
	const code = character.codePointAt(0) ?? 0;
	const short = escapes$1[character];
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
	return typeof value === "string" ? quote$1(value) : pythonText(value);
}
function quote$1(text) {
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
		const words = valueText$1(valueOf(expression.inner, site), site.parsing ?? {});
		countMade(site.context, words.length);
		resolved += text.slice(end, expression.start) + words;
		end = expression.end;
	}
	countMade(site.context, text.length);
	return unescapeExpressions(resolved + text.slice(end));
}
function valueText$1(value, parsing) {
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
async function readParams$1(text, path) {
	const suffix = /\.[^./]+$/.exec(path)?.[0].toLowerCase();
	if (suffix === ".toml") return (await import("./parse-toml-CAfSR4Br.js")).parseToml(text, path);
	if (suffix === ".py") return (await import("./parse-python-params-BGKduxkR.js")).parsePythonParams(text, path);
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
	const content = await readParams$1(file.text, file.path);
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
	const items = isReference ? resolved.map(fromContext) : resolved.map((item) => inline$1(item, context));
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
	const name = valueText$1(interpolate(axis, { context }), {});
	return {
		axis: name,
		values: axisValues(data, context, axis).map((one, index) => isValueList(one.value) || isValueMap(one.value) ? {
			...one,
			name: `${name}${index}`
		} : one)
	};
}
function axisValues(data, context, axis) {
	if (isValueList(data)) return data.map((item) => inline$1(item, context));
	if (typeof data === "string") {
		const resolved = interpolate(data, { context });
		if (isValueList(resolved)) return resolved.map(fromContext);
		if (isValueMap(resolved)) return [...resolved.keys()].map(fromContext);
		if (typeof resolved === "string" && !isWholeExpression(data, findExpressions(data))) return Array.from(resolved, fromContext);
	}
	throw new PawlError("dvc.invalid", { message: `the axis ${axis} of matrix needs a list` });
}
function inline$1(item, context) {
	const value = interpolate(item, { context });
	return {
		value,
		name: typeof item === "string" && isWholeExpression(item, findExpressions(item)) ? pythonText(value) : nameOf$1(value)
	};
}
function nameOf$1(value) {
	return isValueMap(value) || isValueList(value) ? "" : valueText$1(value, {});
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
	const wdir = attempt(() => valueText$1(interpolate(written, { context: resolution.context }), {}), (message) => report(["wdir"], message));
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
const maxLength$1 = 1024 * 1024;
async function parseDvcYaml(text, source) {
	const read = readValueDocument(text, {
		file: source.file,
		maxLength: maxLength$1
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
	const resolved = await resolve$1(value, {
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
async function resolve$1(value, site) {
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
//#region src/versioning/data-file-schema.ts
let built;
function dataFileSchema() {
	return built ??= buildSchema();
}
function buildSchema() {
	const text = string();
	const checksum = union([text, int()]);
	const content = {
		md5: checksum.optional(),
		etag: checksum.optional(),
		checksum: checksum.optional(),
		size: int().optional(),
		nfiles: int().optional(),
		isexec: boolean$1().optional(),
		version_id: text.optional(),
		path: text.optional(),
		persist: boolean$1().optional(),
		cloud: record$1(text, unknown$2()).optional(),
		hash: text.optional(),
		files: array(record$1(text, unknown$2())).optional(),
		fs_config: record$1(text, unknown$2()).optional()
	};
	const out = strictObject({
		...content,
		desc: text.optional(),
		type: text.optional(),
		labels: array(text).optional(),
		meta: unknown$2().optional(),
		cache: boolean$1().optional(),
		remote: text.optional(),
		push: boolean$1().optional()
	});
	const repo = strictObject({
		url: text,
		rev: text.optional(),
		rev_lock: text.optional(),
		config: union([text, record$1(text, unknown$2())]).optional(),
		remote: union([text, record$1(text, unknown$2())]).optional()
	});
	const dep = strictObject({
		...content,
		repo: repo.optional(),
		db: record$1(text, unknown$2()).optional()
	});
	return strictObject({
		md5: checksum.nullable().optional(),
		wdir: text.nullish(),
		deps: array(dep).nullish(),
		outs: array(out).nullish(),
		locked: boolean$1().optional(),
		frozen: boolean$1().optional(),
		meta: unknown$2().optional(),
		always_changed: boolean$1().optional(),
		desc: text.optional()
	});
}
//#endregion
//#region src/versioning/data-item.ts
function readItem$1(entry) {
	if (!isValueMap(entry)) return void 0;
	const [path, md5] = [entry.get("path"), entry.get("md5")];
	if (typeof path !== "string" || typeof md5 !== "string" || !/^[0-9a-f]{32}(\.dir)?$/.test(md5)) return void 0;
	const sizeBytes = numberOf(entry.get("size"));
	const fileCount = numberOf(entry.get("nfiles"));
	return {
		path,
		md5,
		hash: entry.get("hash") === "md5" ? "md5" : "legacy",
		...sizeBytes === void 0 ? {} : { sizeBytes },
		...fileCount === void 0 ? {} : { fileCount },
		...entry.get("isexec") === true ? { isExecutable: true } : {}
	};
}
function writeItem(item) {
	const entry = new Map([["path", item.path]]);
	if (item.hash === "md5") entry.set("hash", "md5");
	entry.set("md5", item.md5);
	setCounts(entry, item);
	return entry;
}
function setCounts(entry, item) {
	if (item.sizeBytes !== void 0) entry.set("size", integer$1(item.sizeBytes));
	if (item.fileCount !== void 0) entry.set("nfiles", integer$1(item.fileCount));
	if (item.isExecutable === true) entry.set("isexec", true);
}
function numberOf(value) {
	return isNumberValue(value) ? Number(value.text) : void 0;
}
//#endregion
//#region src/versioning/write-scalar.ts
const width = 80;
const breaks = "\n\u2028\u2029";
function writeScalar(text, position) {
	const allowed = analyze(text);
	if (allowed.plain && !needsQuotes(text)) return new Writer(position).plain(text);
	return text.includes("'") || text.includes("\n") || !allowed.single ? new Writer(position).double(text) : new Writer(position).single(text);
}
function isSpecial(character) {
	const isText = character >= " " && character <= "~";
	const point = character.codePointAt(0) ?? 0;
	return !(isText || point === 133 || point >= 160 && point <= 55295 || point >= 57344 && point <= 65533 && point !== 65279 || point >= 65536 || character === "\n");
}
function isBlank(character) {
	return character === void 0 || `\0 \t\r${breaks}`.includes(character);
}
function analyze(text) {
	const characters = Array.from(text);
	const has = (test) => characters.some(test);
	const special = has(isSpecial);
	const spaceBeforeBreak = has((one, at) => breaks.includes(one) && characters[at - 1] === " ");
	const spaceAfterBreak = has((one, at) => one === " " && at > 0 && breaks.includes(characters[at - 1] ?? "x"));
	const single = !special && !spaceBeforeBreak && !spaceAfterBreak;
	const first = characters[0] ?? "";
	const indicator = /^(---|\.\.\.)/.test(text) || "#,[]{}&*!|>'\"%@`".includes(first) || "?:-".includes(first) && isBlank(characters[1]) || has((one, at) => at > 0 && one === ":" && isBlank(characters[at + 1])) || has((one, at) => at > 0 && one === "#" && isBlank(characters[at - 1]));
	const edge = ` ${breaks}`;
	const hasEdge = edge.includes(first) || edge.includes(characters.at(-1) ?? "x");
	return {
		single,
		plain: single && !indicator && !hasEdge && !has((one) => breaks.includes(one))
	};
}
const escapes = {
	"\0": "0",
	"\x07": "a",
	"\b": "b",
	"	": "t",
	"\n": "n",
	"\v": "v",
	"\f": "f",
	"\r": "r",
	"\x1B": "e",
	"\"": "\"",
	"\\": "\\",
	"": "N",
	"\u2028": "L",
	"\u2029": "P"
};
var Writer = class {
	#indent;
	#fold;
	#out = "";
	#column;
	constructor(position) {
		this.#indent = position.indent;
		this.#fold = !position.isKey;
		this.#column = position.column;
		if (!position.isKey) this.#write(" ");
	}
	plain(text) {
		for (const run of text.match(/ +|[^ ]+/g) ?? []) {
			const size = Array.from(run).length;
			if (run.startsWith(" ")) if (size === 1 && this.#column >= width && this.#fold) this.#break();
			else this.#write(run);
			else {
				if (size + this.#column > width && this.#column > this.#indent && this.#fold) this.#break();
				this.#write(run);
			}
		}
		return this.#out;
	}
	single(text) {
		this.#write("'");
		const runs = text.match(/ +|[^ ]+/g) ?? [];
		for (const [index, run] of runs.entries()) {
			const isInner = index > 0 && index < runs.length - 1;
			if (run === " " && isInner && this.#column > width && this.#fold) this.#break();
			else this.#write(run.replaceAll("'", "''"));
		}
		this.#write("'");
		return this.#out;
	}
	double(text) {
		const characters = Array.from(text);
		this.#write("\"");
		let start = 0;
		for (let end = 0; end <= characters.length; end += 1) {
			const one = characters[end];
			if (one === void 0 || one === "﻿" || one in escapes || isSpecial(one)) {
				this.#write(characters.slice(start, end).join(""));
				start = end;
				if (one !== void 0) {
					this.#write(escapeOf(one));
					start = end + 1;
				}
			}
			const isInner = end > 0 && end < characters.length - 1;
			const isOver = this.#column + (end - start) > width;
			if (isInner && (one === " " || start >= end) && isOver && this.#fold) start = this.#foldDouble(characters, start, end);
		}
		this.#write("\"");
		return this.#out;
	}
	#foldDouble(characters, from, end) {
		const needsBackslash = !canFoldPlainly(characters, from, end);
		this.#write(characters.slice(from, Math.max(from, end)).join("") + (needsBackslash ? "\\" : ""));
		const start = Math.max(from, end);
		this.#break();
		if (characters[start] !== " ") return start;
		if (needsBackslash) this.#write("\\");
		return needsBackslash ? start : start + 1;
	}
	#write(text) {
		this.#out += text;
		this.#column += Array.from(text).length;
	}
	#break() {
		this.#out += `\n${" ".repeat(this.#indent)}`;
		this.#column = this.#indent;
	}
};
function canFoldPlainly(characters, start, end) {
	const space = characters.indexOf(" ", end);
	if (space < 0) return false;
	const newline = characters.indexOf("\n", end);
	const at = newline >= 0 && newline < space ? newline : space;
	const next = characters[at + 1];
	if (next === void 0 || characters[at] === "\n" && next !== " ") return false;
	const between = characters.slice(end, at);
	const isQuoted = between.includes("\"") || between.includes("'");
	const isDoubleBlank = characters[end - 1] === " " && characters[end] === " ";
	return !isQuoted && next !== " " && next !== "\n" && !isDoubleBlank && start !== end;
}
function escapeOf(character) {
	const short = escapes[character];
	if (short !== void 0) return `\\${short}`;
	const point = character.codePointAt(0) ?? 0;
	const hex = point.toString(16).toUpperCase();
	if (point <= 255) return `\\x${hex.padStart(2, "0")}`;
	return point <= 65535 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
//#endregion
//#region src/versioning/write-values.ts
function writeValues(value) {
	return `${block(value, 0)}\n`;
}
function block(value, indent) {
	const pad = " ".repeat(indent);
	if (isValueMap(value) && value.size > 0) {
		const isPlain = (key) => value.plainKeys?.has(key) === true;
		return [...value].map(([key, item]) => pad + entry(isPlain(key) ? key : keyName(key, indent), item, indent)).join("\n");
	}
	if (isValueList(value) && value.length > 0) return value.map((item) => `${pad}-${listItem(item, indent)}`).join("\n");
	return `${pad}${inline(value, {
		column: indent,
		indent
	}).trimStart()}`;
}
function keyName(key, indent) {
	return writeScalar(key, {
		column: indent,
		indent,
		isKey: true
	});
}
function entry(name, value, indent) {
	if (isValueMap(value) && value.size > 0) return `${name}:\n${block(value, indent + 2)}`;
	if (isValueList(value) && value.length > 0) return `${name}:\n${block(value, indent)}`;
	return `${name}:${inline(value, {
		column: indent + Array.from(name).length + 1,
		indent: indent + 2
	})}`;
}
function listItem(value, indent) {
	if (isValueMap(value) && value.size > 0 || isValueList(value) && value.length > 0) return ` ${block(value, indent + 2).trimStart()}`;
	return value === null ? " " : inline(value, {
		column: indent + 1,
		indent: indent + 2
	});
}
function inline(value, at) {
	if (value === null) return "";
	if (typeof value === "boolean") return value ? " true" : " false";
	if (typeof value === "string") return writeScalar(value, {
		...at,
		isKey: false
	});
	if (isSpecialValue(value)) return ` ${momentText(value)}`;
	if (isNumberValue(value)) return ` ${numberText(value)}`;
	return isValueList(value) ? " []" : " {}";
}
function numberText(value) {
	return {
		nan: ".nan",
		inf: ".inf",
		"-inf": "-.inf"
	}[value.text] ?? value.text;
}
function momentText(value) {
	if (value.kind === "date") return value.text;
	throw new PawlError("dvc.unsupported", {
		message: `${value.text} has no place in DVC's files.`,
		hint: "Write it as text, a number or a list."
	});
}
//#endregion
//#region src/versioning/data-file.ts
const maxLength = 32 * 1024 * 1024;
function parseDataFile(text, file) {
	return readDataFile(text, file).outs;
}
function readDataFile(text, file) {
	const values = readChecked(text, file);
	const directory = directoryOf$1(values, file);
	const sources = listOf(values.get("deps")).map(importSource);
	const importedFrom = sources.find((source) => source.repo !== void 0)?.repo?.url;
	const origin = importedFrom === void 0 ? {} : {
		importedFrom,
		isPushed: false
	};
	const desc = values.get("desc");
	return {
		outs: listOf(values.get("outs")).flatMap((out) => trackedData(out, file, directory).map((data) => ({
			...data,
			...origin
		}))),
		sources,
		isFrozen: values.get("frozen") === true || values.get("locked") === true,
		...typeof desc === "string" ? { desc } : {}
	};
}
function readChecked(text, file) {
	const read = readValueDocument(text, {
		file,
		maxLength
	});
	if (read.problems !== void 0) throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
	const value = read.value === null ? new Map() : read.value;
	const problems = checkPart(read.document, {
		at: [],
		data: toPlainData(value)
	}, dataFileSchema());
	if (problems.length === 0 && isValueMap(value)) return value;
	throw new PawlError("file.unreadable", { message: renderProblems(problems) });
}
function directoryOf$1(values, file) {
	const wdir = values.get("wdir");
	return joinPath(file, "..", typeof wdir === "string" ? wdir : "");
}
function listOf(value) {
	return isValueList(value) ? value.filter(isValueMap) : [];
}
function trackedData(out, file, directory) {
	const item = readItem$1(out);
	if (item === void 0 && out.has("md5")) throw unreadableHash(out, file);
	if (item === void 0) return [];
	const target = directory === void 0 ? void 0 : joinPath(directory, item.path);
	if (target === void 0 || isReserved(target)) throw new PawlError("path.refused", { message: `${file} names ${JSON.stringify(item.path)}, outside the repository or where git and DVC keep their own.` });
	const remote = out.get("remote");
	return [{
		...item,
		target,
		file,
		isCached: out.get("cache") !== false,
		isPushed: out.get("push") !== false,
		...typeof remote === "string" ? { remote } : {}
	}];
}
function unreadableHash(out, file) {
	return new PawlError("file.unreadable", { message: `${file}: md5 ${JSON.stringify(toPlainData(out.get("md5") ?? null))} is not the hash of data.` });
}
function importSource(dep) {
	const [repo, item, path, etag] = [
		dep.get("repo"),
		readItem$1(dep),
		dep.get("path"),
		dep.get("etag")
	];
	return {
		path: typeof path === "string" ? path : "",
		...isValueMap(repo) ? { repo: repositoryOf(repo) } : {},
		...item === void 0 ? {} : { item },
		...typeof etag === "string" ? { etag } : {}
	};
}
function repositoryOf(repo) {
	const [url, rev, lock] = [
		repo.get("url"),
		repo.get("rev"),
		repo.get("rev_lock")
	];
	return {
		url: typeof url === "string" ? url : "",
		...typeof rev === "string" ? { rev } : {},
		...typeof lock === "string" ? { revLock: lock } : {}
	};
}
function writeDataFile(item) {
	return writeValues(new Map([["outs", [dataEntry(item)]]]));
}
function dataEntry(item) {
	const entry = new Map([["md5", item.md5]]);
	setCounts(entry, item);
	if (item.hash === "md5") entry.set("hash", "md5");
	entry.set("path", item.path);
	return entry;
}
//#endregion
//#region src/versioning/lock-file.ts
const emptyLock = { values: new Map([["schema", "2.0"]]) };
function parseLock(text, file = "dvc.lock") {
	const values = readValues(text, file);
	if (values === null) return emptyLock;
	if (!isValueMap(values) || values.get("schema") !== "2.0") throw new PawlError("file.unreadable", {
		message: `${file} is not a lock file of schema '2.0'.`,
		hint: "Resolve a merge conflict in it, or run `dvc commit` with DVC 3 once to bring it up to date."
	});
	const stages = values.get("stages");
	const broken = isValueMap(stages) ? [...stages].find(([, entry]) => !isValueMap(entry)) : void 0;
	if (broken === void 0) return { values };
	throw new PawlError("file.unreadable", { message: `${file}: stages.${broken[0]} is not an entry of a stage.` });
}
function lockEntryOf(lock, stage) {
	const stages = lock.values.get("stages");
	const entry = isValueMap(stages) ? stages.get(stage) : void 0;
	return isValueMap(entry) ? readLockEntry(entry) : void 0;
}
function readLockEntry(entry) {
	const cmd = readCommand(entry.get("cmd"));
	if (cmd === void 0) return void 0;
	return {
		cmd,
		deps: readItems$1(entry.get("deps")),
		params: readParams(entry.get("params")),
		outs: readItems$1(entry.get("outs"))
	};
}
function withLockEntry(lock, stage, entry, isLater = () => false) {
	const before = lock.values.get("stages");
	const entries = isValueMap(before) ? [...before] : [];
	const there = entries.findIndex(([name]) => name === stage);
	const next = there === -1 ? entries.findIndex(([name]) => isLater(name)) : there;
	entries.splice(next === -1 ? entries.length : next, there === -1 ? 0 : 1, [stage, writeLockEntry(entry)]);
	return { values: new Map([...lock.values, ["stages", new Map(entries)]]) };
}
function lockedStages(lock) {
	const stages = lock.values.get("stages");
	return isValueMap(stages) ? [...stages.keys()] : [];
}
function writeLock(lock) {
	return writeValues(lock.values);
}
function writeLockEntry(entry) {
	const values = new Map([["cmd", entry.cmd]]);
	if (entry.deps.length > 0) values.set("deps", sortItems(entry.deps));
	if (entry.params.size > 0) values.set("params", writeParams(entry.params));
	if (entry.outs.length > 0) values.set("outs", sortItems(entry.outs));
	return values;
}
function sortItems(items) {
	return [...items].sort((a, b) => compareCodePoints(a.path, b.path)).map(writeItem);
}
function writeParams(params) {
	const isDefault = (file) => file === "params.yaml" ? 0 : 1;
	const files = [...params].sort(([a], [b]) => isDefault(a) - isDefault(b) || compareCodePoints(a, b));
	return new Map(files.map(([file, values]) => [file, new Map([...values].sort(([a], [b]) => compareCodePoints(a, b)))]));
}
function readCommand(value) {
	if (typeof value === "string") return value;
	if (!isValueList(value)) return void 0;
	const items = value.filter((item) => typeof item === "string");
	return items.length === value.length ? items : void 0;
}
function readItems$1(value) {
	return isValueList(value) ? value.flatMap((entry) => readItem$1(entry) ?? []) : [];
}
function readParams(value) {
	if (!isValueMap(value)) return new Map();
	return new Map([...value].flatMap(([file, values]) => isValueMap(values) ? [[file, values]] : []));
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
//#region src/versioning/dvc-config-path.ts
const pathOptions = {
	cache: ["dir"],
	remote: [
		"url",
		"gdrive_user_credentials_file",
		"gdrive_service_account_json_file_path",
		"credentialpath",
		"configpath",
		"keyfile",
		"cert_path",
		"key_path"
	],
	machine: ["startup_script", "setup_script"]
};
function isPathOption(section, option) {
	return Object.hasOwn(pathOptions, section) && (pathOptions[section] ?? []).includes(option);
}
function isPlaced(path) {
	return /^[A-Za-z][\w.+-]*:\/\//.test(path) || path.startsWith("/") || /^~(\/|$)/.test(path);
}
function resolveConfigPath(path, directory, userHome) {
	if (/^~(\/|$)/.test(path)) return `${userHome}${path.slice(1)}`;
	return isPlaced(path) ? path : `/${steps(`${directory}/${path}`).join("/")}`;
}
function storedConfigPath(path, from, directory) {
	if (isPlaced(path)) return path;
	const [target, start] = [steps(`${from}/${path}`), steps(directory)];
	let shared = 0;
	while (shared < Math.min(target.length, start.length) && target[shared] === start[shared]) shared += 1;
	return [...start.slice(shared).map(() => ".."), ...target.slice(shared)].join("/") || ".";
}
function steps(path) {
	const done = [];
	for (const step of path.split("/")) if (step === "..") done.pop();
	else if (step !== "" && step !== ".") done.push(step);
	return done;
}
//#endregion
//#region src/versioning/dvc-config-text.ts
function parseConfigText(text, file) {
	if (text.startsWith("﻿")) throw invalid({
		lines: [],
		file
	}, 0, "a byte order mark");
	const place = {
		lines: text.split(/\r\n|\n|\r/),
		file
	};
	const sections = new Map();
	const seen = new Set();
	let current;
	for (let index = 0; index < place.lines.length; index += 1) {
		const line = (place.lines[index] ?? "").trim();
		if (line === "" || line.startsWith("#")) continue;
		const name = readHeader(line, place, index);
		if (name !== void 0) {
			addOnce(seen, `[${name}]`, place, index);
			current = {
				name,
				options: new Map()
			};
			sections.set(name.toLowerCase(), current.options);
			continue;
		}
		const option = readKey(line);
		if (option === void 0) throw invalid(place, index, `neither a section nor an option: ${line}`);
		if (current === void 0) throw invalid(place, index, `${option.value} stands before the first section`);
		const { value, last } = readValue(option.rest, place, index);
		addOnce(seen, `${current.name}.${option.value}`, place, index);
		current.options.set(option.value.toLowerCase(), value);
		index = last;
	}
	return sections;
}
function renderConfigText(sections) {
	return `${[...sections].flatMap(([name, options]) => [`[${quote(name)}]`, ...[...options].map(([key, value]) => `    ${quote(key)} = ${renderValue(value)}`)]).join("\n")}\n`;
}
function invalid(place, index, what) {
	return new PawlError("dvc.invalid", {
		message: `${place.file}:${index + 1}: ${what}`,
		hint: "docs/guides/remotes.md shows the format."
	});
}
function addOnce(seen, name, place, index) {
	if (seen.has(name)) throw invalid(place, index, `${name} is there twice`);
	seen.add(name);
}
function readHeader(line, place, index) {
	if (!line.startsWith("[")) return void 0;
	const inner = line.slice(1).trimStart();
	if (inner.startsWith("[")) throw invalid(place, index, "a section inside a section");
	const ends = (rest) => /^\]\s*(#|$)/.test(rest);
	const name = inner.startsWith("\"") || inner.startsWith("'") ? readQuoted(inner, ends) : readUntil(inner, ends);
	return name === void 0 || name.value === "" ? void 0 : name.value;
}
function readQuoted(text, ends) {
	const mark = text.charAt(0);
	for (let at = text.indexOf(mark, 1); at > 0; at = text.indexOf(mark, at + 1)) {
		const rest = text.slice(at + 1).trimStart();
		if (ends(rest)) return {
			value: text.slice(1, at),
			rest
		};
	}
}
function readUntil(text, ends) {
	for (let at = 0; at < text.length; at += 1) if (ends(text.slice(at))) return {
		value: text.slice(0, at).trimEnd(),
		rest: text.slice(at)
	};
}
function readKey(line) {
	const isQuoted = line.startsWith("\"") || line.startsWith("'");
	const equals = line.indexOf("=");
	const key = isQuoted ? readQuoted(line, (rest) => rest.startsWith("=")) : equals < 1 ? void 0 : {
		value: line.slice(0, equals).trimEnd(),
		rest: line.slice(equals)
	};
	return key && {
		value: key.value,
		rest: key.rest.slice(1).trimStart()
	};
}
function readValue(text, place, index) {
	const mark = text.slice(0, 3);
	if (mark === "\"\"\"" || mark === "'''") return readLines(text.slice(3), mark, place, index);
	const value = readItems(text);
	if (value === void 0) throw invalid(place, index, `quotes or commas that do not fit: ${text}`);
	if ([value].flat().some((item) => /%\([^)]*\)s/.test(item))) throw invalid(place, index, "values in values, %(name)s, are not read");
	return {
		value,
		last: index
	};
}
function readLines(first, mark, place, index) {
	const lines = [];
	for (let last = index; last < place.lines.length; last += 1) {
		const line = last === index ? first : place.lines[last] ?? "";
		const end = line.indexOf(mark);
		if (end < 0) lines.push(line);
		else if (!/^\s*(#|$)/.test(line.slice(end + 3))) break;
		else return {
			value: [...lines, line.slice(0, end)].join("\n"),
			last
		};
	}
	throw invalid(place, index, `a text in ${mark} that does not end well`);
}
function readItems(text) {
	if (/^,\s*(#|$)/.test(text)) return [];
	const items = [];
	let rest = text.trim();
	let isList = false;
	for (;;) {
		if (rest === "" || rest.startsWith("#")) return isList ? items : "";
		if (rest.startsWith(",")) return void 0;
		const item = readItem(rest);
		if (item === void 0) return void 0;
		items.push(item.value);
		if (!item.rest.startsWith(",")) return isList ? items : item.value;
		isList = true;
		rest = item.rest.slice(1).trimStart();
	}
}
function readItem(text) {
	if (text.startsWith("\"") || text.startsWith("'")) return readQuoted(text, (rest) => /^([,#]|$)/.test(rest));
	const end = text.search(/[,#]/);
	return end < 0 ? {
		value: text.trimEnd(),
		rest: ""
	} : {
		value: text.slice(0, end).trimEnd(),
		rest: text.slice(end)
	};
}
function renderValue(value) {
	if (typeof value !== "string") {
		if (value.length === 0) return ",";
		return value.length === 1 ? `${quote(value[0] ?? "")},` : value.map((item) => quote(item)).join(", ");
	}
	if (!(value.includes("\n") || value.includes("'") && value.includes("\""))) return quote(value);
	if (value.includes("'''") && value.includes("\"\"\"")) throw unquotable(value);
	return value.includes("'''") ? `"""${value}"""` : `'''${value}'''`;
}
function quote(text) {
	if (text === "") return "\"\"";
	if (!/^[ \r\n\v\t'"]|[ \r\n\v\t'"]$|[,#\n]/.test(text)) return text;
	if (text.includes("\n") || text.includes("'") && text.includes("\"")) throw unquotable(text);
	return text.includes("\"") ? `'${text}'` : `"${text}"`;
}
function unquotable(text) {
	return new PawlError("input.invalid", { message: `${JSON.stringify(text)} cannot be written into DVC's configuration: it has both kinds of quotes.` });
}
//#endregion
//#region src/versioning/dvc-config.ts
const configLevels = [
	"system",
	"global",
	"repo",
	"local"
];
function parseDvcConfig(files, userHome = "~") {
	const remotes = new Map();
	const options = new Map();
	for (const { kind, section, name, texts } of files.flatMap((file) => readSections(file, userHome))) if (kind === "remote") mergeInto(remotes, name, texts);
	else for (const [option, value] of texts) options.set(`${section}.${option}`, value);
	const name = options.get("core.remote")?.toLowerCase();
	return {
		...name === void 0 ? {} : { remote: name },
		remotes,
		options
	};
}
function resolveRemote(config, name) {
	const wanted = name ?? config.remote;
	if (wanted === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
	const options = follow(config, wanted, []);
	return {
		name: wanted,
		url: options.get("url") ?? "",
		options
	};
}
function follow(config, name, seen) {
	const chain = [...seen, name];
	if (seen.includes(name)) throw new PawlError("remote.missing", { message: `The remotes ${chain.join(" → ")} lead in a circle.` });
	const own = config.remotes.get(name);
	const url = own?.get("url");
	if (own === void 0 || url === void 0) throw new PawlError("remote.missing", { message: `The remote ${name} has no url in .dvc/config.` });
	const [, base, path] = /^remote:\/\/([^/]*)\/?(.*)$/i.exec(url) ?? [];
	if (base === void 0 || path === void 0) return own;
	const below = follow(config, base.toLowerCase(), chain);
	const joined = [below.get("url") ?? "", path].filter((part) => part !== "").join("/");
	return new Map([
		...below,
		...own,
		["url", joined]
	]);
}
function namedSection(section) {
	const [, kind, name] = /^\s*(remote|machine|db)\s*"(.*)"\s*$/.exec(section) ?? [];
	return kind === void 0 || name === void 0 ? void 0 : {
		kind,
		name
	};
}
function directoryOf(path) {
	return path.slice(0, path.lastIndexOf("/"));
}
function textOf(value) {
	return typeof value === "string" ? value : value.join(",");
}
function readSections(file, userHome) {
	const { path, text } = typeof file === "string" ? {
		path: void 0,
		text: file
	} : file;
	const place = path === void 0 ? void 0 : {
		directory: directoryOf(path),
		userHome
	};
	return [...parseConfigText(text, path ?? ".dvc/config")].map(([section, values]) => {
		const { kind, name } = namedSection(section) ?? {
			kind: section,
			name: ""
		};
		return {
			section,
			kind,
			name,
			texts: readTexts(kind, values, place)
		};
	});
}
function readTexts(kind, values, place) {
	const texts = [...values].map(([option, value]) => {
		const text = textOf(value);
		if (place === void 0 || !isPathOption(kind, option)) return [option, text];
		return [option, resolveConfigPath(text, place.directory, place.userHome)];
	});
	return new Map(texts);
}
function mergeInto(remotes, name, texts) {
	remotes.set(name, new Map([...remotes.get(name) ?? [], ...texts]));
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
	const made = loaded.pipeline.flatMap((stage) => {
		const known = new Map(lockedEntry(loaded, stage)?.outs.map((item) => [item.path, item]));
		return stage.outs.flatMap((out) => {
			const item = known.get(out.lockPath);
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
		});
	});
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
//#region src/adapters/file-system/write-atomically.ts
const temporaryName = /^\.pawl-[0-9a-f]{12}\.tmp$/;
function temporaryBeside(path) {
	return join(dirname(path), `.pawl-${randomBytes(6).toString("hex")}.tmp`);
}
async function writeAtomically(path, content, options = {}) {
	await mkdir(dirname(path), { recursive: true });
	const temporary = temporaryBeside(path);
	try {
		const file = await open(temporary, "wx", options.mode ?? 420);
		try {
			await file.writeFile(content);
			if (options.isDurable !== false) await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
//#endregion
//#region src/app/pipeline/observe.ts
const limit = 8;
function observe(ports) {
	const items = new Map();
	const cached = new Map();
	const values = new Map();
	const inTurn = limitConcurrency(limit);
	return {
		inspect: (path, hash = "md5") => {
			const key = `${hash} ${path}`;
			const found = items.get(key)?.found ?? inTurn(() => ports.data.inspect(path, hash));
			items.set(key, {
				path,
				found
			});
			return found;
		},
		has: (item) => remember(cached, `${item.hash} ${item.md5}`, () => inTurn(() => ports.data.has(item))),
		values: (path) => remember(values, path, () => readFile$1(path, ports)),
		forget: (paths) => {
			const isStale = (path) => paths === "all" || paths.some((one) => isOverlap(one, path));
			for (const [key, { path }] of items) if (isStale(path)) items.delete(key);
			for (const path of values.keys()) if (isStale(path)) values.delete(path);
			cached.clear();
		}
	};
}
function remember(known, key, look) {
	const found = known.get(key) ?? look();
	known.set(key, found);
	return found;
}
async function readFile$1(path, ports) {
	if (await ports.files.stat(path) === void 0) return void 0;
	return readParams$1(await ports.files.readText(path), path);
}
function limitConcurrency(most) {
	let busy = 0;
	const waiting = [];
	return async (work) => {
		if (busy >= most) await new Promise((resolve) => waiting.push(resolve));
		else busy += 1;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === void 0) busy -= 1;
			else next();
		}
	};
}
//#endregion
//#region src/versioning/pipeline-graph.ts
function buildGraph(nodes, isFrozenCut = true) {
	const root = { inside: new Map() };
	for (const node of nodes) for (const path of node.makes) plant(root, path, node);
	return {
		nodes,
		upstream: new Map(nodes.map((node) => {
			const above = new Set(node.needs.flatMap((path) => makersOf(root, path)));
			above.delete(node);
			return [node, isFrozenCut && node.isFrozen ? [] : [...above]];
		}))
	};
}
function plant(root, path, maker) {
	let folder = root;
	for (const step of path.split("/")) {
		const next = folder.inside.get(step) ?? { inside: new Map() };
		folder.inside.set(step, next);
		folder = next;
	}
	folder.maker = maker;
}
function makersOf(root, path) {
	const found = [];
	let folder = root;
	for (const step of path.split("/")) {
		const next = folder.inside.get(step);
		if (next === void 0) return found;
		folder = next;
		if (folder.maker !== void 0) found.push(folder.maker);
	}
	return [...found, ...[...folder.inside.values()].flatMap(makersIn)];
}
function makersIn(folder) {
	return [...folder.maker === void 0 ? [] : [folder.maker], ...[...folder.inside.values()].flatMap(makersIn)];
}
function turnGraph(graph) {
	const upstream = new Map(graph.nodes.map((node) => [node, []]));
	for (const [node, above] of graph.upstream) for (const one of above) upstream.get(one)?.push(node);
	return {
		nodes: graph.nodes,
		upstream
	};
}
function reach(graph, starts) {
	const seen = new Set();
	const ordered = [];
	for (const start of starts) {
		const stack = seen.has(start) ? [] : [enter(start)];
		for (let top = stack.at(-1); top !== void 0; top = stack.at(-1)) {
			const next = top.rest.next();
			if (next.done === true) {
				ordered.push(top.node);
				stack.pop();
			} else if (!seen.has(next.value)) stack.push(enter(next.value));
		}
	}
	return ordered;
	function enter(node) {
		seen.add(node);
		return {
			node,
			rest: (graph.upstream.get(node) ?? []).values()
		};
	}
}
//#endregion
//#region src/versioning/relative-path.ts
function relativePath(path, folder) {
	if (folder === "") return path === "" ? "." : path;
	const [to, from] = [path === "" ? [] : path.split("/"), folder.split("/")];
	let same = 0;
	while (same < to.length && same < from.length && to[same] === from[same]) same += 1;
	return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}
//#endregion
//#region src/versioning/pipeline-node.ts
function listNodes(pipeline, tracked) {
	const byFile = Map.groupBy(tracked, (data) => data.file);
	return [...pipeline.map(stageNode), ...[...byFile].map(([file, items]) => dataNode(file, items))].sort((a, b) => compareFiles(a.file, b.file));
}
function stageNode(stage) {
	return {
		address: stage.address,
		file: stage.file,
		needs: [...stage.deps, ...stage.params].map((one) => one.path),
		makes: stage.outs.map((out) => out.path),
		isFrozen: stage.isFrozen,
		stage,
		tracked: []
	};
}
function dataNode(file, tracked) {
	return {
		address: file,
		file,
		needs: [],
		makes: tracked.map((data) => data.target),
		isFrozen: false,
		tracked
	};
}
function compareFiles(a, b) {
	const [left, right] = [a.split("/"), b.split("/")];
	const depth = Math.min(left.length, right.length) - 1;
	for (let index = 0; index < depth; index += 1) {
		const order = compareCodePoints(left[index] ?? "", right[index] ?? "");
		if (order !== 0) return order;
	}
	return left.length - right.length || compareCodePoints(left[depth] ?? "", right[depth] ?? "");
}
function addressIn(folder, node) {
	const file = relativePath(node.file, folder);
	if (node.stage === void 0) return file;
	return file === "dvc.yaml" ? node.stage.name : `${file}:${node.stage.name}`;
}
//#endregion
//#region src/versioning/glob-pattern.ts
function globPattern(pattern) {
	const source = (pattern.match(/\[!?\]?[^\]]*\]|[\s\S]/g) ?? []).map((part) => {
		if (part === "*") return ".*";
		if (part === "?") return ".";
		if (part.length === 1) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
		const isNot = part.startsWith("[!");
		const inside = part.slice(isNot ? 2 : 1, -1).replace(/[\\\]^[]/g, "\\$&");
		return `[${isNot ? "^" : ""}${inside}]`;
	});
	return new RegExp(`^${source.join("")}$`, "su");
}
//#endregion
//#region src/versioning/resolve-target.ts
function resolveTarget(target, nodes, options) {
	const found = find(target, nodes, options);
	if (found.length > 0) return found;
	const nearest = nearestMatch(target, nodes.flatMap((node) => [addressIn(options.folder, node), ...node.makes]));
	const hint = nearest === void 0 ? "" : ` Did you mean ${nearest}?`;
	const where = options.folder === "" ? "dvc.yaml" : `${options.folder}/dvc.yaml`;
	if (/(^|\/)dvc\.yaml$/.test(target)) throw new PawlError("stage.unknown", {
		message: `There is no ${target} with stages in ${options.folder === "" ? "the repository" : options.folder}.`,
		hint: "Name a stage, or take all of them with --all-pipelines."
	});
	throw new PawlError("stage.unknown", { message: target.endsWith("dvc.lock") ? `${target} is a lock file. Did you mean ${target.replace(/lock$/, "yaml")}?` : `${where} has no stage or output ${target}.${hint}` });
}
function find(target, nodes, options) {
	const path = joinPath(options.folder, target);
	if (options.isRecursive === true && path !== void 0) {
		const inside = nodes.filter((node) => isBelow(node.file, path));
		if (inside.length > 0) return inside;
	}
	const { file, name } = splitTarget(target);
	const full = joinPath(options.folder, file);
	const stages = nodes.filter((node) => node.file === full && node.stage !== void 0);
	if (name === void 0) return nodes.filter((node) => node.file === full);
	const named = stages.filter((node) => isNamed(node, name, options.isGlob ?? false));
	if (named.length > 0 || path === void 0 || path === "") return named;
	return nodes.filter((node) => node.file === path || node.makes.some((out) => isOverlap(out, path)));
}
function splitTarget(target) {
	const at = target.indexOf("@");
	const head = at === -1 ? target : target.slice(0, at);
	const colon = head.lastIndexOf(":");
	if (colon >= 0) return {
		file: head.slice(0, colon) || "dvc.yaml",
		name: target.slice(colon + 1)
	};
	return /(^|\/)dvc\.yaml$|\.dvc$/.test(target) ? {
		file: target,
		name: void 0
	} : {
		file: "dvc.yaml",
		name: target
	};
}
function isNamed(node, name, isGlob) {
	if (node.stage === void 0) return false;
	if (node.stage.name === name || node.stage.group === name) return true;
	return isGlob && globPattern(name).test(node.stage.name);
}
//#endregion
//#region src/versioning/staleness.ts
function findChanges(stage, facts, options) {
	const { entry } = facts;
	return [
		...stage.isFrozen ? [] : [...changedDeps(stage, facts), ...changedParams(stage, facts)],
		...changedOuts(stage, facts, options),
		...stage.isAlwaysChanged || isCallback(stage) ? [{ what: "always changed" }] : [],
		...entry !== void 0 && !isSameCommand(entry.cmd, stage.cmd) ? [{ what: "command" }] : []
	];
}
function reasonsToRun(stage, changes) {
	return stage.isFrozen ? changes.filter((change) => change.what !== "always changed") : changes;
}
function isInputUnchanged(changes) {
	return changes.every((change) => change.what === "output");
}
function isSameCommand(a, b) {
	if (typeof a === "string" || typeof b === "string") return a === b;
	return a.length === b.length && a.every((line, index) => line === b[index]);
}
function changedDeps(stage, facts) {
	const locked = new Map(facts.entry?.deps.map((item) => [item.path, item]));
	return stage.deps.flatMap(({ path, lockPath }) => {
		const now = facts.deps.get(lockPath);
		if (now === void 0) return [{
			what: "dependency",
			path,
			kind: "deleted"
		}];
		return now.md5 === locked.get(lockPath)?.md5 ? [] : [{
			what: "dependency",
			path,
			kind: "modified"
		}];
	});
}
function changedParams(stage, facts) {
	return stage.params.flatMap((wanted) => {
		const now = facts.params.get(wanted.lockPath);
		const before = facts.entry?.params.get(wanted.lockPath);
		const { path } = wanted;
		if (now === void 0) return [{
			what: "parameter file",
			path,
			kind: "deleted"
		}];
		if (before === void 0) return [{
			what: "parameter file",
			path,
			kind: "new"
		}];
		return changedKeys(wanted, before, now);
	});
}
function changedKeys({ keys, path }, before, now) {
	return [...keys === "all" ? new Set([...now.keys(), ...before.keys()]) : new Set(keys)].flatMap((key) => {
		if (now.has(key) && isEqualValue(before.get(key), now.get(key))) return [];
		return [{
			what: "parameter",
			path,
			key,
			kind: now.has(key) ? before.has(key) ? "modified" : "new" : "deleted"
		}];
	});
}
function changedOuts(stage, facts, options) {
	const locked = new Map(facts.entry?.outs.map((item) => [item.path, item]));
	return stage.outs.flatMap((out) => {
		const kind = changeOfOutput(facts.outs.get(out.lockPath) ?? {
			item: void 0,
			isInCache: false
		}, {
			before: locked.get(out.lockPath),
			isCached: out.isCached
		}, options);
		return kind === void 0 ? [] : [{
			what: "output",
			path: out.path,
			kind
		}];
	});
}
function changeOfOutput(now, known, options) {
	if (known.before !== void 0 && known.isCached && !now.isInCache && !options.allowsMissing) return "not in cache";
	if (now.item !== void 0) return now.item.md5 === known.before?.md5 ? void 0 : "modified";
	return options.allowsMissing && known.before !== void 0 ? void 0 : "deleted";
}
function describeChanges(changes) {
	if (changes.length === 0) return "nothing changed";
	const shown = changes.slice(0, 5).map(describe);
	const rest = changes.length > 5 ? [`${changes.length - 5} more`] : [];
	return [...shown, ...rest].join("; ");
}
function describe(change) {
	if (change.what === "command") return "command changed";
	if (change.what === "always changed") return change.what;
	if (change.what === "parameter") return `${change.path}: ${change.key} ${change.kind}`;
	return `${change.what === "output" ? "output " : ""}${change.path} ${change.kind}`;
}
//#endregion
//#region src/versioning/update-data-file.ts
const contentKeys = [
	"md5",
	"size",
	"nfiles",
	"isexec",
	"hash"
];
function updateDataFile(text, file, item) {
	parseDataFile(text, file);
	const root = readDocument(text, {
		file,
		maxLength: text.length,
		schema: "failsafe",
		rules: "loose"
	}).document?.root;
	const out = (0, import_dist.isMap)(root) ? findOut(root, item.path) : void 0;
	if (!(0, import_dist.isMap)(root) || out === void 0) return writeDataFile(item);
	const changes = contentEdits(out, item, text);
	if (changes === void 0) return writeDataFile(item);
	return apply$1(text, [
		...changes,
		...wdirEdits(root, text),
		...quoteEdits(root, text, changes)
	]);
}
function findOut(root, path) {
	const outs = pairOf(root, "outs")?.value;
	return ((0, import_dist.isSeq)(outs) ? outs.items.filter((item) => (0, import_dist.isMap)(item)) : []).find((item) => {
		const value = pairOf(item, "path")?.value;
		return (0, import_dist.isScalar)(value) && value.value === path;
	});
}
function pairOf(map, key) {
	return map.items.find((pair) => (0, import_dist.isScalar)(pair.key) && pair.key.value === key);
}
function contentEdits(out, item, text) {
	const wanted = dataEntry(item);
	const edits = [];
	const missing = [];
	for (const key of contentKeys) {
		const pair = pairOf(out, key);
		const value = wanted.get(key);
		if (pair === void 0 && value !== void 0) missing.push(`${key}:${render(value)}`);
		if (pair === void 0) continue;
		if (value === void 0) {
			if (out.flow === true || pair === out.items[0]) return void 0;
			edits.push(lineOf(pair, text));
		} else if ((0, import_dist.isScalar)(pair.value) && pair.value.range && pair.value.source !== "") {
			const [from, to] = pair.value.range;
			edits.push({
				from,
				to,
				text: render(value).trimStart()
			});
		} else return void 0;
	}
	if (missing.length === 0) return edits;
	if (out.flow === true) return void 0;
	return [...edits, appended(out, missing, text)];
}
function render(value) {
	if (typeof value === "string") return writeScalar(value, {
		column: 8,
		indent: 4,
		isKey: false
	});
	return ` ${isNumberValue(value) ? value.text : String(value === true)}`;
}
function appended(out, lines, text) {
	const start = out.range?.[0] ?? 0;
	const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
	let at = out.range?.[1] ?? text.length;
	at = nextLine(text, at - 1);
	while (at < text.length && /^[ \t]*(#|\r?\n)/.test(text.slice(at, nextLine(text, at)))) at = nextLine(text, at);
	const begin = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
	return {
		from: at,
		to: at,
		text: `${begin}${lines.map((line) => `${indent}${line}\n`).join("")}`
	};
}
function nextLine(text, at) {
	const end = text.indexOf("\n", at);
	return end < 0 ? text.length : end + 1;
}
function lineOf(pair, text) {
	const key = (0, import_dist.isScalar)(pair.key) ? pair.key.range?.[0] ?? 0 : 0;
	return {
		from: text.lastIndexOf("\n", key) + 1,
		to: nextLine(text, key),
		text: ""
	};
}
function wdirEdits(root, text) {
	const pair = pairOf(root, "wdir");
	return pair !== void 0 && (0, import_dist.isScalar)(pair.value) && pair.value.value === "." && root.flow !== true ? [lineOf(pair, text)] : [];
}
function quoteEdits(root, text, others) {
	const edits = [];
	(0, import_dist.visit)(root, { Scalar: (position, node) => {
		const [from, to] = node.range ?? [0, 0];
		const source = text.slice(from, to);
		if (others.some((edit) => edit.from === from) || !isQuoted(node) || source.includes("\n") || /[[\]{},]/.test(source)) return;
		const column = from - (text.lastIndexOf("\n", from - 1) + 1);
		const isKey = position === "key";
		const place = {
			column: isKey ? column : column - 1,
			indent: column,
			isKey
		};
		const plain = writeScalar(String(node.value), place).trimStart();
		if (plain !== source && !plain.includes("\n")) edits.push({
			from,
			to,
			text: plain
		});
	} });
	return edits;
}
function isQuoted(node) {
	return node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE";
}
function apply$1(text, edits) {
	let result = text;
	for (const { from, to, text: replacement } of [...edits].sort((a, b) => b.from - a.from || b.to - a.to)) result = result.slice(0, from) + replacement + result.slice(to);
	return result;
}
//#endregion
//#region src/versioning/params.ts
function selectParams(content, keys, file = "the parameter file") {
	if (keys === "all") return isValueMap(content) ? content : new Map();
	const selected = new Map();
	for (const key of keys) {
		const value = /[*?[]/.test(key) ? lookUpPattern(content, key, file) : lookUp(content, key);
		if (value !== void 0) selected.set(key, value);
	}
	return selected;
}
function lookUp(content, key) {
	let value = content;
	for (const step of key.split(".")) if (isValueMap(value)) value = value.get(step);
	else if (isValueList(value) && /^\d+$/.test(step)) value = value[Number(step)];
	else return void 0;
	return value;
}
function lookUpPattern(content, key, file) {
	let found = content === void 0 ? [] : [content];
	for (const step of key.split(".")) {
		const pattern = globPattern(step);
		found = found.flatMap((value) => {
			if (isValueList(value)) return value.filter((_, index) => pattern.test(String(index)));
			return isValueMap(value) ? [...value].flatMap(([name, item]) => pattern.test(name) ? [item] : []) : [];
		});
	}
	if (found.length > 1) throw new PawlError("dvc.invalid", { message: `${key} fits ${found.length} parameters of ${file}; it may fit one.` });
	return found[0];
}
//#endregion
//#region src/app/pipeline/restore-data.ts
async function restoreData(path, item, ports) {
	return (await bringData(path, item, ports, { force: true })).state === "done";
}
async function bringData(path, item, ports, options) {
	const first = await ports.data.checkout(path, item, options);
	if (first.state !== "absent" || ports.remote === void 0) return first;
	const { missing } = await ports.remote.pull([item], { isForCheckout: true });
	return missing.length === 0 ? ports.data.checkout(path, item, options) : first;
}
//#endregion
//#region src/app/pipeline/gather-facts.ts
async function gatherFacts(stage, loaded, ports, options) {
	const entry = lockedEntry(loaded, stage);
	const locked = new Map(entry?.deps.map((item) => [item.path, item]));
	const known = new Map(entry?.outs.map((item) => [item.path, item]));
	const [deps, params, outs] = await Promise.all([
		Promise.all((stage.isFrozen ? [] : stage.deps).map(async ({ path, lockPath }) => {
			const present = await ports.seen.inspect(path, locked.get(lockPath)?.hash);
			const absent = options.allowsMissing ? () => absentItem(path, loaded, ports) : () => void 0;
			return [lockPath, present ?? await absent()];
		})),
		Promise.all(stage.params.map(async (wanted) => {
			const values = await ports.seen.values(wanted.path);
			return [wanted.lockPath, values === void 0 ? void 0 : selectParams(values, wanted.keys, wanted.path)];
		})),
		Promise.all(stage.outs.map(async (out) => [out.lockPath, await lookAt$1(out, known.get(out.lockPath), ports, options)]))
	]);
	return {
		entry,
		deps: new Map(deps),
		params: new Map(params),
		outs: new Map(outs)
	};
}
async function lookAt$1(out, locked, { seen }, options) {
	const isChecked = locked !== void 0 && out.isCached && !options.allowsMissing;
	const [item, isInCache] = await Promise.all([seen.inspect(out.path, locked?.hash), isChecked ? seen.has(locked) : true]);
	return {
		item,
		isInCache
	};
}
async function absentItem(path, loaded, ports) {
	const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
	const same = known.find((data) => data.path === path);
	if (same !== void 0) return same.item;
	for (const data of known) await restoreData(data.path, data.item, ports);
	ports.seen.forget([path]);
	return known.length === 0 ? void 0 : ports.seen.inspect(path);
}
function requireParams(stage, facts) {
	for (const wanted of stage.params) {
		const values = facts.params.get(wanted.lockPath);
		const missing = wanted.keys === "all" ? [] : wanted.keys.filter((key) => values?.has(key) !== true);
		if (missing.length === 0 && values !== void 0) continue;
		const what = missing.length === 0 ? "" : `${missing.join(", ")} of `;
		throw new PawlError("dvc.param-missing", { message: `Stage ${stage.name} needs ${what}${wanted.path}; it is not there.` });
	}
}
//#endregion
//#region src/versioning/ignore-file.ts
function addIgnoredName(text, name) {
	const line = `/${name.replace(/[*?[\]!#\\ ]/g, (character) => character === " " ? " " : `\\${character}`)}`;
	const before = text ?? "";
	if (before.split("\n").includes(line)) return void 0;
	return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${line}\n`;
}
//#endregion
//#region src/app/pipeline/ignore-path.ts
async function ignorePath(path, ports) {
	if (await ports.ignoreRules.isIgnored(path)) return;
	const cut = path.lastIndexOf("/");
	const file = `${path.slice(0, cut + 1)}.gitignore`;
	const changed = addIgnoredName(await ports.files.stat(file) === void 0 ? void 0 : await ports.files.readText(file), path.slice(cut + 1));
	if (changed !== void 0) await ports.files.write(file, changed);
}
//#endregion
//#region src/app/pipeline/process-data-file.ts
async function findDataChanges(tracked, ports, options) {
	return (await Promise.all(tracked.map(async (data) => {
		const kind = changeOfOutput(await lookAt$1({
			path: data.target,
			isCached: data.isCached
		}, data, ports, options), {
			before: data,
			isCached: data.isCached
		}, options);
		return kind === void 0 ? [] : [{
			data,
			kind
		}];
	}))).flat();
}
async function processDataFile(node, ports, options) {
	await ports.turn.settled(node.makes);
	const looked = await findDataChanges(node.tracked, ports, options);
	if (looked.length === 0) return {
		state: "unchanged",
		reason: "nothing changed"
	};
	const reason = looked.map(({ data, kind }) => `${data.target} ${kind}`).join("; ");
	return ports.turn.claim({
		name: node.address,
		reads: [],
		writes: node.makes
	}, async () => {
		const gone = [];
		for (const { data } of looked) if (await ports.seen.inspect(data.target) === void 0) gone.push(data);
		for (const data of gone) await bringBack(data, ports);
		ports.seen.forget(node.makes);
		if (gone.length === looked.length) return {
			state: "restored",
			reason
		};
		await record(node, ports, options);
		return {
			state: "ran",
			reason
		};
	});
}
async function bringBack(data, ports) {
	if (await restoreData(data.target, data, ports)) return;
	throw new PawlError("data.missing", { message: `${data.target} of ${data.file} does not exist, and it is in neither cache nor remote.` });
}
async function record(node, ports, { isUncommitted }) {
	const after = [];
	for (const data of node.tracked) {
		const item = data.isCached && !isUncommitted ? await ports.data.save(data.target) : await ports.data.inspect(data.target);
		after.push(item === void 0 ? data : {
			...item,
			path: data.path
		});
	}
	await ports.turn.exclusively(async () => {
		const text = await ports.files.readText(node.file);
		const changed = after.reduce((so, item) => updateDataFile(so, node.file, item), text);
		if (changed !== text) await ports.files.write(node.file, changed);
		for (const data of node.tracked) if (data.isCached) await ignorePath(data.target, ports);
	});
}
//#endregion
//#region src/versioning/python-json.ts
function pythonJson(value) {
	if (isValueList(value)) return `[${value.map(pythonJson).join(", ")}]`;
	if (isValueMap(value)) return `{${[...value.keys()].sort(compareCodePoints).map((key) => `${quotePython(key)}: ${pythonJson(value.get(key) ?? null)}`).join(", ")}}`;
	if (isSpecialValue(value)) throw new PawlError("dvc.unsupported", {
		message: `A stage cannot depend on ${value.kind === "date" ? `the date ${value.text}` : value.text}.`,
		hint: "Quote a date, so that it is text; write lists for sets."
	});
	if (isNumberValue(value)) return specialNumbers[value.text] ?? value.text;
	return typeof value === "string" ? quotePython(value) : String(value);
}
const specialNumbers = {
	nan: "NaN",
	inf: "Infinity",
	"-inf": "-Infinity"
};
function quotePython(text) {
	return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
//#endregion
//#region src/runtime/find-repository.ts
function findRepository(directory) {
	const start = resolve(directory);
	const root = findUpwards(start, ".dvc") ?? findUpwards(start, ".git") ?? start;
	return {
		root,
		folder: relative(root, start).split(sep).join("/")
	};
}
function findUpwards(start, name) {
	for (let folder = start;; folder = dirname(folder)) {
		const found = join(folder, name);
		if (existsSync(found) && (name === ".git" || statSync(found).isDirectory())) return folder;
		if (dirname(folder) === folder) return void 0;
	}
}
//#endregion
//#region src/runtime/open-pipeline.ts
const ownVariables = /^(INPUT_|(GITHUB|GH)_TOKEN$|PAWL_(PRIVATE_KEY|WEBHOOK_SECRET)$|ACTIONS_(RUNTIME|ID_TOKEN|CACHE|RESULTS)_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;
async function openPipeline(root, log, place = {}) {
	const [files, processes] = await Promise.all([createFileSystem$1(root), createProcesses()]);
	const store = await openDataStore$1(files, place.home);
	const ignoreRules = await openIgnoreRules(files.root, processes);
	return {
		files: store.options.get("core.autostage")?.toLowerCase() === "true" ? await stageOnWrite(files, ignoreRules) : files,
		workspace: await createWorkspaceView$1(files),
		processes: await createMeasuredProcesses(),
		data: store.data,
		runCache: store.runCache,
		digest: store.digest,
		...openRemotes(store, files.root, {}),
		guard: await createRunGuard(files.root, commandLine()),
		machine: await createMachine(),
		ignoreRules,
		log,
		environment: stageEnvironment(process.env)
	};
}
function openRemotes(store, root, { remote, jobs }) {
	const options = jobs === void 0 ? new Map() : new Map([["jobs", String(jobs)]]);
	return {
		remote: remote !== void 0 || store.defaultRemote !== void 0 ? store.remote(remote, options) : void 0,
		remoteNamed: (name) => store.remote(name, options),
		readTree: (item) => store.objects(remote).readTree(item, "anywhere"),
		revisions: () => openRevisions(root)
	};
}
async function openTransfers(root, log, choice = {}) {
	const files = await createFileSystem$1(root);
	const [store, workspace] = await Promise.all([openDataStore$1(files), createWorkspaceView$1(files)]);
	return {
		workspace,
		data: store.data,
		log,
		...openRemotes(store, files.root, choice)
	};
}
async function openStatus(root) {
	const files = await createFileSystem$1(root);
	const [store, workspace] = await Promise.all([openDataStore$1(files), createWorkspaceView$1(files)]);
	return {
		files,
		workspace,
		data: store.data
	};
}
function commandLine() {
	return ["pawl", ...process.argv.slice(2)].join(" ");
}
function stageEnvironment(ambient) {
	const environment = {};
	for (const [name, value] of Object.entries(ambient)) if (value !== void 0 && !ownVariables.test(name)) environment[name] = value;
	return environment;
}
function abortOnTermination() {
	const controller = new AbortController();
	const abort = () => controller.abort();
	process.once("SIGINT", abort);
	process.once("SIGTERM", abort);
	return {
		signal: controller.signal,
		[Symbol.dispose]: () => {
			process.off("SIGINT", abort);
			process.off("SIGTERM", abort);
		}
	};
}
//#endregion
//#region src/versioning/data-tree.ts
function writeTree(files) {
	return `[${[...files].sort((a, b) => compareCodePoints(a.path, b.path)).map(writeTreeFile).join(", ")}]`;
}
function writeTreeFile(file) {
	return `{"md5": "${file.md5}", "relpath": ${quotePython(file.path)}}`;
}
const digest = /^[0-9a-f]{32}$/;
const insidePath = /^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))[^\0\\]+$/;
function readTree(text, name) {
	let data;
	try {
		data = JSON.parse(text);
	} catch (cause) {
		throw new PawlError("cache.corrupt", {
			message: `The directory object ${name} is not JSON.`,
			cause
		});
	}
	const files = Array.isArray(data) ? data.map(readTreeFile) : [void 0];
	if (!files.every((file) => file !== void 0)) throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not a list of files.` });
	return isSorted(files) ? files : files.sort((a, b) => compareCodePoints(a.path, b.path));
}
function readTreeFile(entry) {
	if (typeof entry !== "object" || entry === null || !("md5" in entry) || !("relpath" in entry)) return void 0;
	const { md5, relpath } = entry;
	if (typeof md5 !== "string" || typeof relpath !== "string") return void 0;
	return digest.test(md5) && insidePath.test(relpath) ? {
		md5,
		path: relpath
	} : void 0;
}
function isSorted(files) {
	return files.every((file, index) => {
		const before = files[index - 1];
		return before === void 0 || compareCodePoints(before.path, file.path) <= 0;
	});
}
//#endregion
//#region src/adapters/config-files/dvc-config-files.ts
async function openConfigFiles(directory, environment) {
	const here = resolve(directory);
	const root = await findRoot(here);
	const userHome = environment["HOME"] || homedir();
	const path = (level) => {
		if (level === "system") return join(systemDirectory(environment), "config");
		if (level === "global") return join(globalDirectory(environment, userHome), "config");
		if (root === void 0) return void 0;
		return join(root, ".dvc", level === "repo" ? "config" : "config.local");
	};
	return {
		directory: here,
		userHome,
		root,
		path,
		read: async (level) => readIfThere(path(level)),
		write: async (level, text) => {
			const file = path(level);
			if (file === void 0) throw outside(here);
			await writeAtomically(file, text).catch((cause) => {
				throw new PawlError("file.write-failed", {
					message: `Cannot write ${file}: ${String(cause)}`,
					cause
				});
			});
		}
	};
}
function systemDirectory(environment) {
	const own = environment["DVC_SYSTEM_CONFIG_DIR"];
	if (own) return own;
	if (process.platform === "darwin") return "/Library/Application Support/dvc";
	const [first] = (environment["XDG_CONFIG_DIRS"] ?? "").split(":").filter((one) => one !== "");
	return join(first ?? "/etc/xdg", "dvc");
}
function globalDirectory(environment, userHome) {
	const own = environment["DVC_GLOBAL_CONFIG_DIR"];
	if (own) return own;
	if (process.platform === "darwin") return join(userHome, "Library/Application Support/dvc");
	return join(environment["XDG_CONFIG_HOME"] || join(userHome, ".config"), "dvc");
}
async function findRoot(directory) {
	for (let at = directory;; at = dirname(at)) {
		if ((await stat(join(at, ".dvc")).catch(() => void 0))?.isDirectory() === true) return at;
		if (dirname(at) === at) return void 0;
	}
}
async function readIfThere(file) {
	if (file === void 0) return void 0;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(await readFile(file));
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw new PawlError("file.unreadable", {
			message: `Cannot read ${file}: ${String(cause)}`,
			cause
		});
	}
}
function outside(directory) {
	return new PawlError("usage.invalid", {
		message: `There is no .dvc in ${directory} or above it.`,
		hint: "Run `pawl init`, or name --global or --system."
	});
}
//#endregion
//#region src/adapters/data-store/file-stamp.ts
function lookOf(stats) {
	return {
		inode: stats.ino,
		sizeBytes: stats.size,
		modifiedMs: stats.mtimeMs,
		changedMs: stats.ctimeMs,
		mode: stats.mode,
		linkCount: stats.nlink
	};
}
function isSameStamp(a, b) {
	return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs;
}
function lookAt(path) {
	return missingAsUndefined(() => statSync(path, { throwIfNoEntry: false }));
}
function lookAtLink(path) {
	return missingAsUndefined(() => lstatSync(path, { throwIfNoEntry: false }));
}
function missingAsUndefined(look) {
	try {
		return look();
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return void 0;
		throw error;
	}
}
//#endregion
//#region src/adapters/data-store/in-slices.ts
const sliceMs = 25;
function createSlices() {
	let until = performance.now() + sliceMs;
	return {
		isOver: () => performance.now() > until,
		next: async () => {
			await setImmediate();
			until = performance.now() + sliceMs;
		}
	};
}
async function forEachInSlices(items, work) {
	const slices = createSlices();
	for (const item of items) {
		work(item);
		if (slices.isOver()) await slices.next();
	}
}
//#endregion
//#region src/adapters/object-store/directory.ts
const objectMode$1 = 292;
function createDirectoryStore(root) {
	return new DirectoryObjects(root);
}
var DirectoryObjects = class {
	label;
	#root;
	#folders = new Set();
	constructor(root) {
		this.label = root;
		this.#root = root;
	}
	pathOf(key) {
		return `${this.#root}/${key}`;
	}
	async find(keys) {
		const found = new Map();
		const slices = createSlices();
		for (const key of keys) {
			const look = lookAt(this.pathOf(key));
			if (look?.isFile() === true) found.set(key, look.size);
			if (slices.isOver()) await slices.next();
		}
		return found;
	}
	async list(prefix) {
		const top = this.pathOf(prefix.slice(0, prefix.lastIndexOf("/") + 1));
		const keys = [];
		for (const entry of this.#entries(top)) {
			if (!entry.isFile() || temporaryName.test(entry.name)) continue;
			const key = relative(this.#root, join(entry.parentPath, entry.name)).split(sep).join("/");
			if (key.startsWith(prefix)) keys.push(key);
		}
		return keys.sort();
	}
	#entries(top) {
		try {
			return readdirSync(top, {
				recursive: true,
				withFileTypes: true
			});
		} catch (cause) {
			if (systemCode(cause) === "ENOENT") return [];
			throw this.#failed(top, cause);
		}
	}
	async download(transfers, onDone) {
		for (const transfer of transfers) {
			const from = this.pathOf(transfer.key);
			const isThere = lookAt(from)?.isFile() === true;
			if (isThere) {
				rmSync(transfer.file, { force: true });
				await copyLarge({
					from,
					to: transfer.file
				});
			}
			await onDone(transfer, isThere ? "done" : "missing");
		}
	}
	async upload(transfers, onDone) {
		for (const transfer of transfers) {
			const bytes = statSync(transfer.file).size > 1048576 ? void 0 : readSmall(transfer.file);
			if (bytes === void 0) await this.#putLarge(transfer);
			else this.put(transfer.key, bytes);
			await onDone(transfer);
		}
	}
	put(key, bytes) {
		const target = this.pathOf(key);
		this.#makeFolder(target);
		const temporary = temporaryBeside(target);
		try {
			writeNew(temporary, bytes, modeOf(key));
			renameSync(temporary, target);
		} catch (cause) {
			rmSync(temporary, { force: true });
			throw writeProblem(target, cause);
		}
	}
	async #putLarge({ key, file }) {
		const target = this.pathOf(key);
		this.#makeFolder(target);
		const temporary = temporaryBeside(target);
		try {
			await copyFile(file, temporary, constants.COPYFILE_FICLONE);
			chmodSync(temporary, modeOf(key) & ~process.umask());
			renameSync(temporary, target);
		} catch (cause) {
			throw writeProblem(target, cause);
		} finally {
			rmSync(temporary, { force: true });
		}
	}
	async remove(keys) {
		for (const key of keys) try {
			rmSync(this.pathOf(key), { force: true });
		} catch (cause) {
			throw this.#failed(this.pathOf(key), cause);
		}
	}
	async close() {}
	#makeFolder(target) {
		const folder = dirname(target);
		if (this.#folders.has(folder)) return;
		try {
			mkdirSync(folder, { recursive: true });
		} catch (cause) {
			throw writeProblem(folder, cause);
		}
		this.#folders.add(folder);
	}
	#failed(path, cause) {
		return new PawlError("remote.failed", {
			message: `The store at ${path} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause
		});
	}
};
function modeOf(key) {
	return key.startsWith("runs/") ? 438 : objectMode$1;
}
//#endregion
//#region src/adapters/object-store/directory-url.ts
function isDirectoryUrl(url) {
	return !/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(url);
}
//#endregion
//#region src/adapters/object-store/lazy-store.ts
function createLazyStore(remote, open) {
	let opened;
	const store = () => opened ??= open();
	return {
		label: remote.url.replace(/\/\/[^@/]*@/, "//"),
		find: async (keys) => (await store()).find(keys),
		list: async (prefix) => (await store()).list(prefix),
		download: async (transfers, onDone) => (await store()).download(transfers, onDone),
		upload: async (transfers, onDone) => (await store()).upload(transfers, onDone),
		remove: async (keys) => (await store()).remove(keys),
		close: async () => (await opened)?.close()
	};
}
//#endregion
//#region src/adapters/file-system/safe-path.ts
const reservedNames = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;
function refuse$1(path, reason) {
	return new PawlError("path.refused", { message: `The path ${JSON.stringify(path)} is refused: ${reason}.` });
}
function normalizePath(path) {
	if (path.includes("\0") || path.includes("\\")) throw refuse$1(path, "it has a NUL or a backslash");
	if (isAbsolute(path) || /^[A-Za-z]:/.test(path)) throw refuse$1(path, "it is absolute");
	const parts = [];
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) throw refuse$1(path, "it leaves its root");
	}
	if (parts.some((part) => part.toLowerCase() === ".git")) throw refuse$1(path, "it enters .git");
	if (parts.some((part) => reservedNames.test(part))) throw refuse$1(path, "it has a reserved name");
	return parts.join("/");
}
async function existing$1(path) {
	return lstat(path).then(() => true, () => false);
}
async function safePath(root, path) {
	const absolute = join(root, normalizePath(path));
	let there = absolute;
	while (there !== root && !await existing$1(there)) there = dirname(there);
	const [realRoot, real] = await Promise.all([realpath(root).catch(() => root), realpath(there).catch(() => void 0)]);
	if (real === void 0) throw refuse$1(path, "a symbolic link on it leads nowhere");
	const inside = relative(realRoot, real);
	if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw refuse$1(path, "a symbolic link on it leaves the root");
	if (inside.toLowerCase().split(sep).includes(".git")) throw refuse$1(path, "a symbolic link on it enters .git");
	return absolute;
}
//#endregion
//#region src/adapters/data-store/cache-layout.ts
function objectKey({ md5, hash }) {
	const name = `${md5.slice(0, 2)}/${md5.slice(2)}`;
	return hash === "md5" ? `files/md5/${name}` : name;
}
const keyPattern = /^(?<new>files\/md5\/)?(?<start>[0-9a-f]{2})\/(?<rest>[0-9a-f]{30}(\.dir)?)$/;
function objectOfKey(key) {
	const parts = keyPattern.exec(key)?.groups;
	if (parts === void 0) return void 0;
	return {
		md5: `${parts["start"]}${parts["rest"]}`,
		hash: parts["new"] === void 0 ? "legacy" : "md5"
	};
}
function objectPath(root, item) {
	return `${root}/${objectKey(item)}`;
}
function runFolder(root, key) {
	return join(root, "runs", key.slice(0, 2), key);
}
function isDirectoryItem(item) {
	return item.md5.endsWith(".dir");
}
//#endregion
//#region src/adapters/data-store/stamp-sum.ts
const batch = 1e3;
function createStampSum() {
	const hash = createHash("md5");
	const numbers = new Float64Array(batch * 4);
	let paths = [];
	let [fileCount, sizeBytes, modifiedMs, changedMs] = [
		0,
		0,
		0,
		0
	];
	const flush = () => {
		hash.update(Buffer.from(numbers.buffer, 0, paths.length * 32)).update(paths.join("\0"));
		paths = [];
	};
	return {
		add: (path, stamp) => {
			const at = paths.length * 4;
			numbers[at] = stamp.inode;
			numbers[at + 1] = stamp.sizeBytes;
			numbers[at + 2] = stamp.modifiedMs;
			numbers[at + 3] = stamp.changedMs;
			paths.push(path);
			fileCount += 1;
			sizeBytes += stamp.sizeBytes;
			modifiedMs = Math.max(modifiedMs, stamp.modifiedMs);
			changedMs = Math.max(changedMs, stamp.changedMs);
			if (paths.length === batch) flush();
		},
		end: () => {
			flush();
			const digest = hash.digest();
			const [inode, size] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
			return {
				stamp: {
					inode,
					sizeBytes: size,
					modifiedMs,
					changedMs
				},
				sizeBytes,
				fileCount
			};
		}
	};
}
//#endregion
//#region src/adapters/data-store/tree-text.ts
const flushLines = 1e3;
function createTreeText(isKept) {
	const hash = createHash("md5");
	const kept = [];
	let lines = [];
	let [fileCount, sizeBytes, lead] = [
		0,
		0,
		"["
	];
	const push = (text) => {
		const bytes = Buffer.from(text, "latin1");
		hash.update(bytes);
		if (isKept) kept.push(bytes);
	};
	const flush = () => {
		if (lines.length === 0) return;
		push(lead + lines.join(", "));
		lead = ", ";
		lines = [];
	};
	return {
		add: (file, size) => {
			lines.push(writeTreeFile(file));
			fileCount += 1;
			sizeBytes += size;
			if (lines.length === flushLines) flush();
		},
		end: () => {
			flush();
			push(fileCount === 0 ? "[]" : "]");
			return {
				md5: `${hash.digest("hex")}.dir`,
				sizeBytes,
				fileCount,
				bytes: Buffer.concat(kept)
			};
		}
	};
}
//#endregion
//#region src/versioning/dvc-ignore.ts
var import_ignore = __toESM(require_ignore(), 1);
const noDvcIgnore = createDvcIgnore([]);
const ownNames = new Set([
	".git",
	".hg",
	".dvc"
]);
function createDvcIgnore(rules) {
	let [ofFolders, ofFiles] = [void 0, void 0];
	return {
		isIgnored: (path, isDirectory) => {
			const name = path.slice(path.lastIndexOf("/") + 1);
			if (ownNames.has(name) && (isDirectory || name === ".git")) return true;
			if (rules.length === 0) return false;
			if (isDirectory) return (ofFolders ??= createMatcher(rules)).ignores(`${path}/`);
			ofFiles ??= createMatcher(rules.filter((rule) => !rule.endsWith("/")));
			return ofFiles.ignores(path);
		},
		enter: (folder, text) => {
			const added = text === void 0 ? [] : parseRules(text).map((rule) => moveRule(rule, folder));
			return added.length === 0 ? createDvcIgnore(rules) : createDvcIgnore([...rules, ...added]);
		}
	};
}
function createMatcher(rules) {
	return (0, import_ignore.default)({
		ignorecase: false,
		allowRelativePaths: true
	}).add(rules.flatMap(withFolder).flatMap(withContent));
}
function parseRules(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function withFolder(rule) {
	const short = rule.replace(/\*\*(\/\*\*)+(?=\/|$)/g, "**");
	const [, folder] = /^(.+)\/\*\*\/?$/.exec(short) ?? [];
	return folder === void 0 || /^!?(\*\*)?$/.test(folder) ? [short] : [`${folder}/`, short];
}
function withContent(rule) {
	if (!rule.startsWith("!") || rule.endsWith("/**")) return [rule];
	const bare = rule.slice(1).replace(/\/$/, "");
	return [rule, `!${bare.includes("/") ? "" : "**/"}${bare}/**`];
}
function moveRule(rule, folder) {
	if (folder === "") return rule;
	const isNegated = rule.startsWith("!");
	const pattern = isNegated ? rule.slice(1) : rule;
	const isAnchored = pattern.slice(0, -1).includes("/") && !pattern.startsWith("**/");
	const bare = pattern.replace(isAnchored ? /^\// : /^\*\*\//, "").replace(/^\\/, "");
	const top = `/${folder.replace(/[\\*?[\]]/g, "\\$&")}`;
	return `${isNegated ? "!" : ""}${top}${isAnchored ? "/" : "/**/"}${bare}`;
}
//#endregion
//#region src/adapters/data-store/walk-files.ts
function* walkFiles(place, folder) {
	const above = folder.split("/").slice(0, -1);
	let rules = enterFolder(place.root, "", noDvcIgnore);
	for (const index of above.keys()) rules = enterFolder(place.root, above.slice(0, index + 1).join("/"), rules);
	yield* walkFolder(place, folder, rules);
}
function* walkFolder(place, folder, above) {
	const rules = enterFolder(place.root, folder, above);
	for (const entry of sortedEntries(join(place.root, folder))) {
		const path = `${folder}/${entry.name}`;
		const isFolder = entry.isDirectory();
		if (temporaryName.test(entry.name) || rules.isIgnored(path, isFolder)) continue;
		if (entry.name === ".dvcignore") throw refuse(path, "rules of what is left out belong above the data");
		if (!isFolder) {
			const found = lookAtEntry(place, path, entry);
			if (found !== void 0) yield {
				path,
				look: lookOf(found),
				isLink: entry.isSymbolicLink()
			};
		} else if (!existsSync(join(place.root, path, ".dvc"))) yield* walkFolder(place, path, rules);
	}
}
function enterFolder(root, folder, above) {
	const path = join(root, folder, ".dvcignore");
	return lookAt(path)?.isFile() === true ? above.enter(folder, readFileSync(path, "utf8")) : above;
}
function sortedEntries(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
			entry,
			key: entry.isDirectory() ? `${entry.name}/` : entry.name
		})).sort((a, b) => compareCodePoints(a.key, b.key)).map(({ entry }) => entry);
	} catch (error) {
		throw readProblem(folder, error);
	}
}
function lookAtEntry(place, path, entry) {
	if (entry.isSymbolicLink()) return lookAtTarget(place, path);
	const found = lookAt(`${place.root}/${path}`);
	if (found?.isFile() === true) return found;
	if (found === void 0 && path.includes("�")) throw refuse(path, "its name is not UTF-8");
	if (found === void 0) throw readProblem(path, new PawlError("file.unreadable", { message: `${path} vanished.` }));
	throw refuse(path, `it is ${kindOf(found)}, which has no content to keep`);
}
function kindOf(found) {
	if (found.isFIFO()) return "a FIFO";
	return found.isSocket() ? "a socket" : "a device";
}
function lookAtTarget(place, path) {
	const absolute = join(place.root, path);
	let target;
	try {
		target = realpathSync(absolute);
	} catch (error) {
		throw refuse(path, error instanceof Error && "code" in error && error.code === "ELOOP" ? "it is a link that leads to itself" : "it is a link that leads nowhere");
	}
	const found = lookAt(target);
	if (found === void 0) throw refuse(path, "it is a link that leads nowhere");
	if (found.isDirectory()) return void 0;
	if (!found.isFile()) throw refuse(path, `it is a link to ${kindOf(found)}, which has no content to keep`);
	if (!(isInside(target, realRoot(place.root)) || isInside(target, realRoot(place.cache)))) throw refuse(path, "it is a link that leaves the repository");
	return found;
}
function realRoot(path) {
	return existsSync(path) ? realpathSync(path) : path;
}
function isInside(path, folder) {
	const inside = relative(folder, path);
	const parts = inside.split(sep);
	return parts[0] !== ".." && !isAbsolute(inside) && !parts.includes(".git");
}
function refuse(path, reason) {
	return new PawlError("path.refused", {
		message: `${JSON.stringify(path)} cannot be kept as data: ${reason}.`,
		hint: "Move it out of the data, or name it in .dvcignore."
	});
}
//#endregion
//#region src/adapters/data-store/inspect-path.ts
async function inspectPath(tree, path, hash) {
	const found = await tree.look(path);
	if (found.kind === "absent") return void 0;
	if (found.kind === "directory") return inspectDirectory(tree, path, hash);
	const file = {
		...found,
		known: tree.memo.find(path, found.look)
	};
	const md5 = tree.hashNow(file, hash) ?? await tree.hash(file);
	tree.memo.flush();
	return {
		...fileItem(md5, found),
		hash
	};
}
function fileItem(md5, { look }) {
	const isExecutable = (look.mode & 64) !== 0;
	return {
		md5,
		hash: "md5",
		sizeBytes: look.sizeBytes,
		...isExecutable ? { isExecutable } : {}
	};
}
async function inspectDirectory(tree, path, hash) {
	if (hash === "legacy") return hashDirectory(tree, path, hash);
	const key = `//tree/${path}`;
	const startedMs = Date.now();
	const { stamp, sizeBytes, fileCount } = await sumStamps(tree, path);
	const known = tree.memo.find(key, stamp);
	if (known !== void 0) return {
		md5: `${known}.dir`,
		hash,
		sizeBytes,
		fileCount
	};
	const item = await hashDirectory(tree, path, hash);
	tree.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
	tree.memo.flush();
	return item;
}
async function sumStamps(tree, path) {
	const sum = createStampSum();
	const slices = createSlices();
	for (const file of walkFiles(tree.place, path)) {
		sum.add(file.path, file.look);
		if (slices.isOver()) await slices.next();
	}
	return sum.end();
}
async function hashDirectory(tree, path, hash, onFile) {
	const text = createTreeText(false);
	const slices = createSlices();
	for (const file of tree.walk(path)) {
		const inside = {
			md5: tree.hashNow(file, hash) ?? await tree.hash(file),
			path: file.path.slice(path.length + 1)
		};
		text.add(inside, file.look.sizeBytes);
		onFile?.(inside);
		if (slices.isOver()) await slices.next();
	}
	tree.memo.flush();
	const { md5, sizeBytes, fileCount } = text.end();
	return {
		md5,
		hash,
		sizeBytes,
		fileCount
	};
}
async function inspectWithFiles(tree, path, hash = "md5") {
	if ((await tree.look(path)).kind !== "directory") {
		const item = await inspectPath(tree, path, hash);
		return item && {
			item,
			files: []
		};
	}
	const files = [];
	return {
		item: await hashDirectory(tree, path, hash, (file) => files.push(file)),
		files
	};
}
//#endregion
//#region src/adapters/data-store/new-folder.ts
const oneByOne = new Set([
	"EEXIST",
	"ENOTEMPTY",
	"ENOTDIR",
	"EXDEV"
]);
var NewFolders = class {
	#maker;
	#asides = new Map();
	#isNear;
	constructor(maker) {
		this.#maker = maker;
	}
	placeFor(target) {
		const end = target.lastIndexOf("/");
		const folder = target.slice(0, end);
		if (!this.#asides.has(folder)) this.#asides.set(folder, this.#begin(folder));
		const aside = this.#asides.get(folder);
		if (aside !== void 0) return { to: aside + target.slice(end) };
		return {
			to: this.#isNear === true ? this.#maker.temporary() : temporaryBeside(target),
			name: target
		};
	}
	#begin(folder) {
		const above = dirname(folder);
		if (!this.#asides.has(above)) this.#maker.make(above);
		const aside = this.#maker.temporary();
		this.#isNear ??= lookAt(dirname(aside))?.dev === lookAt(above)?.dev;
		if (!this.#isNear || lookAtLink(folder) !== void 0) {
			this.#maker.make(folder);
			return;
		}
		makeFolder(aside, this.#maker.mode);
		return aside;
	}
	finish() {
		for (const [folder, aside] of this.#asides) if (aside !== void 0) this.#finishOne(folder, aside);
		this.#asides.clear();
	}
	#finishOne(folder, aside) {
		try {
			renameSync(aside, folder);
		} catch (error) {
			if (!oneByOne.has(systemCode(error) ?? "")) throw writeProblem(folder, error);
			this.#maker.make(folder);
			for (const name of readdirSync(aside)) moveFile(join(aside, name), join(folder, name));
			rmSync(aside, {
				recursive: true,
				force: true
			});
		}
	}
};
function moveFile(from, to) {
	try {
		renameSync(from, to);
	} catch (error) {
		if (systemCode(error) !== "EXDEV") throw writeProblem(to, error);
		const beside = temporaryBeside(to);
		copyFileSync(from, beside);
		renameSync(beside, to);
	}
}
function makeFolder(absolute, mode = 511) {
	try {
		mkdirSync(absolute, { mode });
		return true;
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw writeProblem(absolute, error);
		if (lstatSync(absolute).isDirectory()) return false;
		throw new PawlError("path.refused", { message: `${absolute} is a file or a link where a folder has to be.` });
	}
}
function foldersBelow(above) {
	const known = new Set();
	const make = (folder) => {
		if (known.has(folder) || !folder.startsWith(`${above}/`)) return;
		make(dirname(folder));
		known.add(folder);
		makeFolder(folder);
	};
	return make;
}
//#endregion
//#region src/adapters/data-store/spare-copies.ts
function spareFilePath({ root, inside }) {
	return inside === "" ? root : `${root}/${inside}`;
}
var SpareCopies = class {
	#paths = new Map();
	#large = new Map();
	keep(item, path) {
		this.#paths.set(objectKey(item), path);
	}
	noteLarge(path, md5) {
		this.#large.set(path, md5);
	}
	has(item) {
		return this.#paths.has(objectKey(item));
	}
	take(item, target) {
		const root = this.#paths.get(objectKey(item));
		if (root === void 0) return void 0;
		this.#paths.delete(objectKey(item));
		try {
			renameSync(root, target);
		} catch {
			return;
		}
		return [...this.#large].filter(([path]) => path === root || path.startsWith(`${root}/`)).map(([path, md5]) => ({
			inside: path.slice(root.length + 1),
			md5
		}));
	}
};
function makeSpareFolders(root, files) {
	const make = foldersBelow(dirname(root));
	make(root);
	for (const { path } of files) make(dirname(`${root}/${path}`));
}
var ObjectCache = class {
	root;
	work;
	memo;
	#folderMode;
	#folders = new Set();
	spares = new SpareCopies();
	#isElsewhere = false;
	#unseen = new Map();
	#lastTree;
	constructor(options) {
		this.root = options.root;
		this.work = options.work;
		this.memo = options.memo;
		this.#folderMode = options.isShared ? 1533 : 511;
	}
	pathOf(object) {
		return objectPath(this.root, object);
	}
	async has(object) {
		const found = lookAt(this.pathOf(object));
		if (found === void 0 || !found.isFile()) return false;
		return isTrusted(found) || this.verify(object);
	}
	hasTrusted(object) {
		const found = lookAt(this.pathOf(object));
		if (found === void 0 || !found.isFile()) return false;
		return isTrusted(found) ? true : void 0;
	}
	async verify(object, onBytes) {
		const path = this.pathOf(object);
		const found = lookAt(path);
		if (found === void 0 || !found.isFile()) return false;
		const stamp = lookOf(found);
		const key = memoKey(object);
		const isKept = found.size > 1048576 || found.nlink > 1;
		if (isKept && this.memo.find(key, stamp) === plainMd5(object)) return true;
		const hashedAtMs = Date.now();
		if (!await isIntact(path, found.size, object, onBytes)) {
			this.remove(object);
			return false;
		}
		if ((found.mode & 511) !== 292) protect(path);
		else if (isKept) this.memo.remember(key, stamp, plainMd5(object), hashedAtMs);
		return true;
	}
	isVerified(object) {
		const found = lookAt(this.pathOf(object));
		return found !== void 0 && this.memo.find(memoKey(object), lookOf(found)) === plainMd5(object);
	}
	rememberBackdated(key, path, md5) {
		const found = lookAt(path);
		if (found !== void 0) this.memo.remember(key, lookOf(found), md5, Number.POSITIVE_INFINITY);
		this.memo.flush();
	}
	takeUnseen(object, sizeBytes) {
		this.#unseen.set(unseenKey(object), sizeBytes);
	}
	isUnseen(object) {
		return this.#unseen.size > 0 && this.#unseen.has(unseenKey(object));
	}
	sizeOf(object) {
		return this.#unseen.get(unseenKey(object)) ?? lookAt(this.pathOf(object))?.size;
	}
	readToPlace(object) {
		return this.#readSmall(object, this.isUnseen(object));
	}
	readChecked(object) {
		return this.#readSmall(object, false);
	}
	#readSmall(object, isTaken) {
		const path = this.pathOf(object);
		const found = lookAt(path);
		if (found?.isFile() !== true) return void 0;
		const bytes = found.size > 1048576 ? void 0 : readSmall(path, found.size);
		if (bytes === void 0) return "large";
		if (isTaken || matches(bytes, object, path)) return bytes;
		this.remove(object);
	}
	hasFolderOf(object) {
		return lookAt(dirname(this.pathOf(object)))?.isDirectory() === true;
	}
	putBytes(object, bytes) {
		const target = this.pathOf(object);
		this.#makeFolder(dirname(target));
		const temporary = this.#isElsewhere ? temporaryBeside(target) : this.work.temporary();
		try {
			writeNew(temporary, bytes, 292);
			renameSync(temporary, target);
		} catch (error) {
			rmSync(temporary, { force: true });
			if (systemCode(error) !== "EXDEV" || this.#isElsewhere) throw writeProblem(target, error);
			this.#isElsewhere = true;
			return this.putBytes(object, bytes);
		}
		return bytes.length;
	}
	temporary() {
		return this.work.temporary();
	}
	newFolders() {
		return new NewFolders({
			temporary: () => this.work.temporary(),
			make: (folder) => this.#makeFolder(folder),
			mode: this.#folderMode
		});
	}
	async adopt(object, file) {
		const target = this.pathOf(object);
		this.#makeFolder(dirname(target));
		protect(file);
		try {
			backdate(file);
			renameSync(file, target);
			if (!this.isUnseen(object)) this.rememberBackdated(memoKey(object), target, plainMd5(object));
		} catch (error) {
			if (systemCode(error) !== "EXDEV") throw writeProblem(target, error);
			const beside = temporaryBeside(target);
			try {
				await copyLarge({
					from: file,
					to: beside,
					mode: 292
				});
				renameSync(beside, target);
			} finally {
				rmSync(beside, { force: true });
				rmSync(file, { force: true });
			}
		}
	}
	remove(object) {
		rmSync(this.pathOf(object), { force: true });
	}
	readTree(item) {
		const path = this.pathOf(item);
		const found = lookAt(path);
		if (found?.isFile() !== true) return void 0;
		const look = lookOf(found);
		if (this.#lastTree?.path === path && isSameStamp(this.#lastTree.look, look)) return this.#lastTree.files;
		const bytes = readFileSync(path);
		if (md5Of$1(bytes) !== plainMd5(item)) {
			this.remove(item);
			return;
		}
		const files = readTree(bytes.toString("utf8"), item.md5);
		this.#lastTree = {
			path,
			look,
			files
		};
		return files;
	}
	#makeFolder(folder) {
		if (this.#folders.has(folder)) return;
		try {
			if (mkdirSync(folder, {
				recursive: true,
				mode: this.#folderMode
			}) !== void 0 && this.#folderMode !== 511) chmodSync(folder, this.#folderMode);
		} catch (error) {
			throw writeProblem(folder, error);
		}
		this.#folders.add(folder);
	}
};
function isTrusted(found) {
	return (found.mode & 511) === 292 && found.nlink === 1;
}
function backdate(path) {
	const seconds = Math.floor(Date.now()) / 1e3 - 1;
	utimesSync(path, seconds, seconds);
}
function unseenKey({ md5, hash }) {
	return hash === "md5" ? md5 : `${hash} ${md5}`;
}
function memoKey(object) {
	return `//${object.hash}/${object.md5}`;
}
function plainMd5(object) {
	return object.md5.slice(0, 32);
}
function matches(bytes, object, file) {
	return md5Of$1(bytes) === plainMd5(object) || isLegacyMatch(object, file);
}
async function isIntact(path, sizeBytes, object, onBytes) {
	const bytes = sizeBytes > 1048576 ? void 0 : readSmall(path, sizeBytes);
	if (bytes !== void 0) return matches(bytes, object, path);
	const { md5 } = await copyLarge({
		from: path,
		...onBytes === void 0 ? {} : { onBytes }
	});
	return md5 === plainMd5(object) || isLegacyMatch(object, path);
}
function isLegacyMatch(object, file) {
	return object.hash === "legacy" && !isDirectoryItem(object) && legacyMd5(file) === plainMd5(object);
}
function protect(path) {
	try {
		chmodSync(path, 292);
	} catch {}
}
//#endregion
//#region src/adapters/data-store/data-objects.ts
const maxTreeBytes = 512 * 1024 * 1024;
function createDataObjects({ tree, cache, store }) {
	const remote = async (object, maxBytes) => store && readRemote({
		store,
		cache
	}, object, maxBytes);
	return {
		readTree: async (item, from) => {
			const here = cache.readTree(item);
			if (here !== void 0 || from === "cache") return here;
			return parseTree(item, await remote(item, maxTreeBytes));
		},
		readBytes: async (item, maxBytes) => {
			const path = cache.pathOf(item);
			const sizeBytes = lookAt(path)?.size;
			if (sizeBytes === void 0) return remote(item, maxBytes);
			refuseLarge(path, sizeBytes, maxBytes);
			return await cache.verify(item) ? readFile(path) : remote(item, maxBytes);
		},
		sizeOf: async (item) => lookAt(cache.pathOf(item))?.size ?? (await store?.find([objectKey(item)]))?.get(objectKey(item)),
		inCache: async (items) => items.map((item) => lookAt(cache.pathOf(item)) !== void 0),
		inRemote: async (items) => {
			if (store === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
			const there = await store.find(items.map(objectKey));
			return items.map((item) => there.has(objectKey(item)));
		},
		inspect: (path, hash) => inspectWithFiles(tree, normalizePath(path), hash)
	};
}
function parseTree(item, bytes) {
	return bytes && readTree(bytes.toString("utf8"), item.md5);
}
async function readRemote({ store, cache }, object, maxBytes) {
	const key = objectKey(object);
	const sizeBytes = (await store.find([key])).get(key);
	if (sizeBytes === void 0) return void 0;
	refuseLarge(`${store.label}/${key}`, sizeBytes, maxBytes);
	const file = cache.temporary();
	try {
		await store.download([{
			key,
			file,
			sizeBytes
		}], async () => void 0);
		if (lookAt(file) === void 0) return void 0;
		if (await isIntact(file, sizeBytes, object)) return await readFile(file);
		throw new PawlError("cache.corrupt", { message: `${store.label} has other bytes under ${key} than its name says.` });
	} finally {
		await rm(file, { force: true });
	}
}
function refuseLarge(name, sizeBytes, maxBytes) {
	if (sizeBytes <= maxBytes) return;
	throw new PawlError("file.too-large", { message: `The object ${name} has ${sizeBytes} bytes; at most ${maxBytes} are read.` });
}
//#endregion
//#region src/adapters/data-store/work-folder.ts
const ownFolders = new Map();
function clearOwn() {
	for (const [folder, partials] of ownFolders) clearFolder(folder, partials);
}
const host = hostname().replace(/[^A-Za-z0-9]/g, "");
const folderName = /^work-(?<host>[A-Za-z0-9]*)-(?<pid>\d+)-[0-9a-f]+$/;
const partialName = /^[0-9a-f]{32}(\.dir)?$/;
function createWorkFolder(root) {
	const home = join(root, ".dvc", "tmp", "pawl");
	const own = join(home, `work-${host}-${process.pid}-${randomBytes(4).toString("hex")}`);
	const partials = join(home, "partial");
	let [count, isMade] = [0, false];
	const make = () => {
		if (isMade) return;
		isMade = true;
		mkdirSync(home, { recursive: true });
		writeFileSync(join(home, ".gitignore"), "*\n");
		clearLeftovers(home, partials);
		mkdirSync(own);
		if (ownFolders.size === 0) process.once("exit", clearOwn);
		ownFolders.set(own, partials);
	};
	const fresh = () => {
		make();
		count += 1;
		return join(own, String(count));
	};
	return {
		get home() {
			make();
			return home;
		},
		temporary: fresh,
		partial: (name) => {
			make();
			count += 1;
			const path = join(own, name);
			moveIfThere(join(partials, name), path);
			return path;
		}
	};
}
function isLiveWorkFolder(name) {
	const groups = folderName.exec(name)?.groups;
	return groups?.["host"] === host && isAlive(Number(groups["pid"]));
}
function clearLeftovers(home, partials) {
	for (const name of readdirSync(home)) {
		const groups = folderName.exec(name)?.groups;
		if (groups?.["host"] === host && !isAlive(Number(groups["pid"]))) clearFolder(join(home, name), partials);
	}
}
function clearFolder(folder, partials) {
	try {
		for (const name of readdirSync(folder).filter((one) => partialName.test(one))) {
			mkdirSync(partials, { recursive: true });
			if ((lookAt(join(folder, name))?.size ?? 0) > 0) moveIfThere(join(folder, name), join(partials, name));
		}
		rmSync(folder, {
			recursive: true,
			force: true
		});
	} catch {}
}
function moveIfThere(from, to) {
	try {
		renameSync(from, to);
	} catch {}
}
function isAlive(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
//#endregion
//#region src/adapters/data-store/leftovers.ts
const dvcTemporaryName = /\.[A-Za-z0-9_-]{22}\.tmp$/;
function isTemporary(name) {
	return temporaryName.test(name) || dvcTemporaryName.test(name);
}
const shelves = [
	"partial",
	"tables",
	"worktrees"
];
function findLeftovers(tmp) {
	const own = join(tmp, "pawl");
	return [
		...entriesOf(tmp).filter((path) => isTemporary(nameOf(path))),
		...entriesOf(own).filter((path) => isTemporary(nameOf(path)) || isDeadWork(nameOf(path))),
		...shelves.flatMap((shelf) => entriesOf(join(own, shelf)))
	].flatMap((path) => {
		const found = measure(path);
		return found === void 0 ? [] : [{
			path,
			...found
		}];
	});
}
function isDeadWork(name) {
	return name.startsWith("work-") && !isLiveWorkFolder(name);
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function entriesOf(folder) {
	try {
		return readdirSync(folder).map((name) => `${folder}/${name}`);
	} catch {
		return [];
	}
}
function measure(path) {
	const found = lookAtLink(path);
	if (found === void 0) return void 0;
	const all = [found, ...found.isDirectory() ? readdirSync(path, {
		recursive: true,
		withFileTypes: true
	}).flatMap((entry) => lookAtLink(join(entry.parentPath, entry.name)) ?? []) : []];
	return {
		sizeBytes: all.reduce((sum, one) => sum + (one.isDirectory() ? 0 : one.size), 0),
		changedMs: all.reduce((latest, one) => Math.max(latest, one.mtimeMs), 0)
	};
}
//#endregion
//#region src/adapters/data-store/run-cache.ts
const recordName$1 = /^[0-9a-f]{64}$/;
function createRunCache(cache) {
	return {
		find: async (key) => {
			const folder = runFolder(cache, key);
			return (await Promise.all((await recordsIn(folder)).map(async (name) => ({
				text: await readFile(join(folder, name), "utf8"),
				changedMs: (await stat(join(folder, name))).mtimeMs
			})))).sort((a, b) => b.changedMs - a.changedMs).map((record) => record.text);
		},
		save: async (record) => {
			await writeAtomically(join(runFolder(cache, record.key), record.value), record.text);
		}
	};
}
async function recordsIn(folder) {
	return (await readdir(folder).catch(() => [])).filter((name) => recordName$1.test(name)).sort();
}
async function keysOf(cache) {
	const runs = join(cache, "runs");
	const folders = await readdir(runs).catch(() => []);
	return (await Promise.all(folders.map((folder) => readdir(join(runs, folder)).catch(() => [])))).flat().filter((key) => recordName$1.test(key));
}
//#endregion
//#region src/adapters/data-store/garbage-store.ts
function createCacheGarbage(cache, home) {
	return {
		label: "cache",
		listObjects: () => listObjects(cache.root),
		removeObjects: async (objects) => {
			const slices = createSlices();
			for (const object of objects) {
				removeFile(cache.pathOf(object));
				if (slices.isOver()) await slices.next();
			}
		},
		listRuns: () => listRuns(cache.root),
		removeRuns: async (names) => {
			for (const name of names) removeRun(cache.root, name);
		},
		listLeftovers: async () => [...listTemporary(cache.root), ...findLeftovers(join(home, "tmp"))],
		removeLeftovers: async (paths) => paths.forEach(removeFile)
	};
}
function createRemoteGarbage(label, remote) {
	return {
		label,
		listObjects: () => remote.list(),
		removeObjects: (objects) => remote.remove(objects),
		listRuns: async () => [],
		removeRuns: async () => void 0,
		listLeftovers: async () => [],
		removeLeftovers: async () => void 0
	};
}
function removeFile(path) {
	try {
		rmSync(path, {
			recursive: true,
			force: true
		});
	} catch (error) {
		throw writeProblem(path, error);
	}
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
		throw readProblem(folder, error);
	}
}
const twoDigits = /^[0-9a-f]{2}$/;
function objectFolders(root) {
	return ["files/md5/", ""].flatMap((start) => namesIn(join(root, start)).filter((name) => twoDigits.test(name)).map((name) => `${start}${name}`));
}
async function listObjects(root) {
	const objects = [];
	const slices = createSlices();
	for (const folder of objectFolders(root)) for (const name of namesIn(join(root, folder))) {
		const object = objectOfKey(`${folder}/${name}`);
		const found = object && lookAtLink(join(root, folder, name));
		const isObject = found?.isFile() === true || found?.isSymbolicLink() === true;
		if (object !== void 0 && isObject) objects.push({
			...object,
			sizeBytes: found.size
		});
		if (slices.isOver()) await slices.next();
	}
	return objects;
}
async function listRuns(root) {
	const runs = [];
	for (const key of await keysOf(root)) {
		const folder = runFolder(root, key);
		for (const value of await recordsIn(folder)) {
			const path = join(folder, value);
			const found = lookAtLink(path);
			if (found?.isFile() === true) runs.push({
				name: `${key}/${value}`,
				...sizeAndTime(found),
				outs: outsOf(path)
			});
		}
	}
	return runs;
}
function outsOf(path) {
	try {
		const values = readValues(readFileSync(path, "utf8"), path);
		return (isValueMap(values) ? readLockEntry(values)?.outs ?? [] : []).map(({ md5, hash }) => ({
			md5,
			hash
		}));
	} catch {
		return [];
	}
}
function removeRun(root, name) {
	const [key = "", value = ""] = name.split("/");
	const path = join(runFolder(root, key), value);
	removeFile(path);
	try {
		rmdirSync(dirname(path));
	} catch {}
}
function listTemporary(root) {
	return [...objectFolders(root), ...namesIn(join(root, "runs")).flatMap((name) => runFolders(root, name))].flatMap((folder) => namesIn(join(root, folder)).filter(isTemporary).flatMap((name) => {
		const path = join(root, folder, name);
		const found = lookAtLink(path);
		return found?.isFile() === true ? [{
			path,
			...sizeAndTime(found)
		}] : [];
	}));
}
function runFolders(root, name) {
	return namesIn(join(root, "runs", name)).map((key) => `runs/${name}/${key}`);
}
function sizeAndTime({ size, mtimeMs }) {
	return {
		sizeBytes: size,
		changedMs: mtimeMs
	};
}
//#endregion
//#region src/adapters/data-store/hash-memo.ts
const layout = 1885405185;
const pageRows = 2e3;
const waitMs = 2e3;
const tickMs = 50;
const coarseTickMs = 2100;
function createHashMemo(home) {
	let opened;
	const memo = () => opened ??= openHashMemo(home);
	return {
		find: (path, stamp) => memo().find(path, stamp),
		walk: (folder) => memo().walk(folder),
		remember: (path, stamp, md5, hashedAtMs) => memo().remember(path, stamp, md5, hashedAtMs),
		flush: () => opened?.flush()
	};
}
function openHashMemo(home) {
	try {
		const folder = home();
		const database = openDatabase(join(folder, "hashes.db"));
		return database === void 0 ? forgetful : new SqliteMemo(database, clockOffset(folder));
	} catch {
		return forgetful;
	}
}
const forgetful = {
	find: () => void 0,
	walk: () => () => void 0,
	remember: () => void 0,
	flush: () => void 0
};
function openDatabase(path) {
	const sqlite = process.getBuiltinModule("node:sqlite");
	if (sqlite === void 0) return void 0;
	for (let attempt = 0; attempt < 2; attempt += 1) try {
		return prepare(sqlite, path);
	} catch (error) {
		if (isBusy(error)) return void 0;
		for (const end of [
			"",
			"-wal",
			"-shm"
		]) rmSync(`${path}${end}`, {
			recursive: true,
			force: true
		});
	}
}
function prepare(sqlite, path) {
	const database = new sqlite.DatabaseSync(path, { timeout: waitMs });
	const version = Number(Object.values(database.prepare("PRAGMA user_version").get() ?? {})[0]);
	database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
	if (version !== layout) database.exec(`BEGIN IMMEDIATE; DROP TABLE IF EXISTS files;
      CREATE TABLE files (path TEXT PRIMARY KEY, inode REAL, size REAL, modified REAL, changed REAL, md5 TEXT) WITHOUT ROWID;
      PRAGMA user_version = ${layout}; COMMIT`);
	database.prepare("SELECT path, inode, size, modified, changed, md5 FROM files LIMIT 1").all();
	return database;
}
function isBusy(error) {
	return error instanceof Error && "errcode" in error && (error.errcode === 5 || error.errcode === 6);
}
function clockOffset(folder) {
	try {
		const path = join(folder, "clock");
		writeFileSync(path, "");
		return Math.min(0, (lookAt(path)?.mtimeMs ?? 0) - Date.now());
	} catch {
		return 0;
	}
}
var SqliteMemo = class {
	#database;
	#offsetMs;
	#one;
	#page;
	#pending = [];
	#stale = [];
	constructor(database, offsetMs) {
		this.#database = database;
		this.#offsetMs = offsetMs;
		const columns = "SELECT path, inode, size, modified, changed, md5 FROM files";
		this.#one = database.prepare(`${columns} WHERE path = ?`);
		this.#page = database.prepare(`${columns} WHERE path > ? AND path < ? ORDER BY path LIMIT ${pageRows}`);
		for (const statement of [this.#one, this.#page]) statement.setReturnArrays(true);
	}
	find(path, stamp) {
		const row = this.#rows(this.#one, path)[0];
		return row === void 0 ? void 0 : md5Of(row, stamp);
	}
	walk(folder) {
		let [rows, index, after] = [
			[],
			0,
			`${folder}/`
		];
		let isEnd = false;
		const next = () => {
			if (index === rows.length && !isEnd) {
				rows = this.#rows(this.#page, after, `${folder}0`);
				isEnd = rows.length < pageRows;
				after = rows.at(-1)?.[0] ?? after;
				index = 0;
			}
			return rows[index];
		};
		return (path, stamp) => {
			for (let row = next(); row !== void 0; row = next()) {
				const order = compareCodePoints(row[0], path);
				if (order > 0) return void 0;
				index += 1;
				if (order === 0) return md5Of(row, stamp);
				this.#forget(row[0]);
			}
		};
	}
	#forget(path) {
		this.#stale.push(path);
		if (this.#stale.length >= pageRows) this.flush();
	}
	remember(path, stamp, md5, hashedAtMs) {
		const margin = stamp.modifiedMs % 1e3 === 0 ? coarseTickMs : tickMs;
		if (Math.max(stamp.modifiedMs, stamp.changedMs) + margin >= hashedAtMs + this.#offsetMs) return;
		this.#pending.push([
			path,
			stamp.inode,
			stamp.sizeBytes,
			stamp.modifiedMs,
			stamp.changedMs,
			md5
		]);
		if (this.#pending.length >= pageRows) this.flush();
	}
	flush() {
		const [pending, stale] = [this.#pending, this.#stale];
		if (pending.length + stale.length === 0) return;
		[this.#pending, this.#stale] = [[], []];
		try {
			this.#database.exec("BEGIN IMMEDIATE");
			const put = this.#database.prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)");
			const drop = this.#database.prepare("DELETE FROM files WHERE path = ?");
			for (const path of stale) drop.run(path);
			for (const row of pending) put.run(...row);
			this.#database.exec("COMMIT");
		} catch {
			this.#rollBack();
		}
	}
	#rollBack() {
		try {
			if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
		} catch {}
	}
	#rows(statement, ...values) {
		try {
			const rows = statement.all(...values);
			return rows.every(([path]) => typeof path === "string") ? rows : [];
		} catch {
			return [];
		}
	}
};
function md5Of([, inode, size, modified, changed, md5], stamp) {
	return inode === stamp.inode && size === stamp.sizeBytes && modified === stamp.modifiedMs && changed === stamp.changedMs && typeof md5 === "string" && md5.length === 32 ? md5 : void 0;
}
//#endregion
//#region src/adapters/data-store/copy-files.ts
const fewFiles = 1500;
const portionFiles = 64;
const portionsAhead = 2;
const mostThreads = 4;
async function copyFiles(items, work) {
	let next = 0;
	const take = () => {
		const from = next;
		next += portionFiles;
		return items.slice(from, next);
	};
	const others = startThreadsFor(items.length);
	const parts = [copyHere(work, take), ...others.map((thread) => copyThere(work, take, thread))];
	const failed = (await Promise.allSettled(parts.map(async (part) => {
		try {
			await part;
		} catch (error) {
			next = items.length;
			throw error;
		}
	}))).find((end) => end.status === "rejected");
	if (failed !== void 0) throw failed.reason;
}
async function copyHere({ taskFor, onOutcome }, take) {
	for (let portion = take(); portion.length > 0; portion = take()) {
		for (const item of portion) onOutcome(item, copyFileChecked(taskFor(item)));
		await setImmediate();
	}
}
async function copyThere({ taskFor, onOutcome }, take, thread) {
	const asked = [];
	const ask = () => {
		const portion = take();
		if (portion.length > 0) asked.push({
			portion,
			answer: thread.ask(portion.map(taskFor))
		});
	};
	for (let ahead = 0; ahead < portionsAhead; ahead += 1) ask();
	for (let first = asked.shift(); first !== void 0; first = asked.shift()) {
		const { outcomes, failure } = await first.answer;
		ask();
		for (const [index, item] of first.portion.entries()) {
			const outcome = outcomes[index];
			if (outcome !== void 0) onOutcome(item, outcome);
		}
		if (failure !== void 0) {
			await Promise.allSettled(asked.map(({ answer }) => answer));
			throw new PawlError(failure.code, failure);
		}
	}
}
var CopyThread = class {
	#worker = new Worker(threadEntry(), { resourceLimits: { maxYoungGenerationSizeMb: 2 } });
	#waiting = [];
	constructor() {
		this.#worker.unref();
		this.#worker.on("message", (answer) => {
			this.#waiting.shift()?.resolve(answer);
			if (this.#waiting.length === 0) this.#worker.unref();
		});
		this.#worker.on("error", (error) => {
			for (const one of this.#waiting.splice(0)) one.reject(error);
		});
	}
	async ask(portion) {
		const answer = Promise.withResolvers();
		this.#waiting.push(answer);
		this.#worker.ref();
		this.#worker.postMessage(portion);
		return answer.promise;
	}
};
let threads;
function startThreadsFor(files) {
	if (files < fewFiles) return [];
	const count = Math.min(mostThreads, availableParallelism()) - 1;
	threads ??= Array.from({ length: count }, () => new CopyThread());
	return threads;
}
function threadEntry() {
	return ["./copy-thread.js", "../copy-thread.js"].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path)) ?? fileURLToPath(new URL("./copy-thread.ts", import.meta.url));
}
//#endregion
//#region src/adapters/data-store/object-links.ts
const unable = new Set([
	"EPERM",
	"ENOTSUP",
	"EOPNOTSUPP",
	"EXDEV",
	"ENOTTY",
	"ENOSYS",
	"EINVAL",
	"EAGAIN",
	"EMLINK"
]);
var ObjectLinks = class {
	#cache;
	#kinds;
	#isDecided = false;
	#near = new Map();
	constructor(cache, kinds) {
		this.#cache = cache;
		this.#kinds = kinds;
	}
	get isSharing() {
		const [first, second] = this.#kinds;
		if (!(first !== "reflink" || second !== "hardlink" && second !== "symlink")) this.#decide();
		return this.#kinds[0] === "hardlink" || this.#kinds[0] === "symlink";
	}
	get isCopying() {
		this.#decide();
		return (this.#kinds[0] ?? "copy") === "copy";
	}
	#decide() {
		if (this.#isDecided) return;
		this.#isDecided = true;
		if (this.#kinds[0] === "reflink" && !this.#canReflink()) this.#kinds = this.#kinds.slice(1);
	}
	#canReflink() {
		const [from, to] = [temporaryBeside(`${this.#cache.root}/probe`), this.#cache.temporary()];
		try {
			mkdirSync(this.#cache.root, { recursive: true });
			writeFileSync(from, "probe");
			copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
			return true;
		} catch {
			return false;
		} finally {
			for (const path of [from, to]) rmSync(path, { force: true });
		}
	}
	async place(placement) {
		return this.#placeSmall(placement) ?? await this.#placeLarge(placement);
	}
	#placeSmall({ object, target, isExecutable }) {
		if (this.#kinds[0] !== "copy") return void 0;
		const bytes = this.#cache.readToPlace(object);
		if (bytes === "large") return void 0;
		if (bytes === void 0) return false;
		this.#through(target, (temporary) => writeNew(temporary, bytes, modeFor(isExecutable)));
		return true;
	}
	async #placeLarge(placement) {
		const { object, target, isExecutable } = placement;
		const kinds = this.#kinds.filter((kind) => !isExecutable || kind === "reflink" || kind === "copy");
		for (const kind of kinds.length === 0 ? ["copy"] : kinds) {
			if (kind === "copy") return this.#copy(placement);
			if (!await this.#isRight(placement)) return false;
			if (this.#link(kind, {
				object,
				target,
				isExecutable
			})) return true;
			this.#kinds = this.#kinds.filter((one) => one !== kind);
		}
		throw new PawlError("file.write-failed", {
			message: `Cannot link ${target} to the cache in any way that cache.type allows.`,
			hint: "Add copy to cache.type in .dvc/config, or keep the cache on the disk of the work tree."
		});
	}
	async #isRight({ object, onBytes }) {
		if (this.#cache.isUnseen(object)) return lookAt(this.#cache.pathOf(object))?.isFile() === true;
		return this.#cache.verify(object, onBytes);
	}
	#link(kind, { object, target, isExecutable }) {
		const source = this.#cache.pathOf(object);
		try {
			this.#through(target, (temporary) => {
				if (kind === "reflink") {
					copyFileSync(source, temporary, constants.COPYFILE_FICLONE_FORCE);
					chmodSync(temporary, modeFor(isExecutable) & ~process.umask());
				} else if (kind === "symlink") symlinkSync(source, temporary);
				else if (lookAt(source)?.size === 0) writeFileSync(temporary, "");
				else linkSync(source, temporary);
			});
			return true;
		} catch (error) {
			const cause = error instanceof PawlError ? error.cause : error;
			if (unable.has(systemCode(cause) ?? "")) return false;
			throw error;
		}
	}
	async #copy(placement) {
		const { object, target } = placement;
		const temporary = this.#temporaryFor(target);
		try {
			if (!await this.#copyChecked(placement, temporary)) return false;
			backdate(temporary);
			renameSync(temporary, target);
		} catch (error) {
			throw writeProblem(target, error);
		} finally {
			rmSync(temporary, { force: true });
		}
		if (placement.path !== void 0 && !this.#cache.isUnseen(object)) this.#cache.rememberBackdated(placement.path, target, plainMd5(object));
		return true;
	}
	async #copyChecked({ object, isExecutable, onBytes }, temporary) {
		const from = this.#cache.pathOf(object);
		if (lookAt(from)?.isFile() !== true) return false;
		const mode = modeFor(isExecutable);
		if (this.#cache.spares.take(object, temporary) !== void 0) {
			await chmod(temporary, mode & ~process.umask());
			return true;
		}
		const isUnseen = this.#cache.isUnseen(object);
		if (isUnseen || object.hash === "legacy" || this.#cache.isVerified(object)) {
			if (!isUnseen && !await this.#cache.verify(object)) return false;
			await copyFile(from, temporary);
			await chmod(temporary, mode & ~process.umask());
			return true;
		}
		const { md5 } = await copyLarge({
			from,
			to: temporary,
			mode,
			...onBytes === void 0 ? {} : { onBytes }
		});
		if (md5 === plainMd5(object)) return true;
		this.#cache.remove(object);
		return false;
	}
	#temporaryFor(target) {
		const folder = dirname(target);
		const temporary = this.#cache.temporary();
		const isNear = this.#near.get(folder) ?? lookAt(dirname(temporary))?.dev === lookAt(folder)?.dev;
		this.#near.set(folder, isNear);
		return isNear ? temporary : temporaryBeside(target);
	}
	#through(target, write) {
		const temporary = this.#temporaryFor(target);
		try {
			write(temporary);
			renameSync(temporary, target);
		} catch (error) {
			rmSync(temporary, { force: true });
			throw writeProblem(target, error);
		}
	}
	isLinked(object, target, isExecutable) {
		const [link, source] = [lookAtLink(target), lookAt(this.#cache.pathOf(object))];
		if (link === void 0 || source === void 0) return false;
		const isShared = link.isSymbolicLink() || link.ino === source.ino && link.dev === source.dev;
		if (!this.isSharing || isExecutable) return !isShared;
		if (this.#kinds[0] === "symlink") return link.isSymbolicLink() && lookAt(target)?.ino === source.ino;
		return source.size === 0 || !link.isSymbolicLink() && isShared;
	}
};
function modeFor(isExecutable) {
	return isExecutable ? 511 : 438;
}
//#endregion
//#region src/adapters/data-store/place-files.ts
const roundFiles = 16384;
async function placeFiles(tools, tree, files) {
	const above = dirname(tools.tree.absolute(tree.path));
	mkdirSync(above, { recursive: true });
	const make = foldersBelow(above);
	const round = new Round(tools, tree, make);
	let missing = 0;
	for (let from = 0; from < files.length; from += roundFiles) {
		missing += await round.place(files.slice(from, from + roundFiles));
		tree.onProgress?.({
			done: Math.min(from + roundFiles, files.length),
			total: files.length
		});
	}
	if (isDirectoryItem(tree.item)) make(tools.tree.absolute(tree.path));
	return missing;
}
var Round = class {
	#tools;
	#tree;
	#folders;
	constructor(tools, tree, make) {
		this.#tools = tools;
		this.#tree = tree;
		this.#folders = new NewFolders({
			temporary: () => tools.cache.temporary(),
			make,
			mode: 511
		});
	}
	async place(files) {
		const { cache, links } = this.#tools;
		const rest = [];
		let missing = 0;
		if (this.#tree.item.hash === "md5" && links.isCopying) await copyFiles(files, {
			taskFor: (file) => this.#copyOf(file),
			onOutcome: (file, outcome) => {
				if (outcome === "large") rest.push(file);
				else if (typeof outcome === "string") missing += 1;
				if (outcome === "damaged") cache.remove(this.#objectOf(file));
			}
		});
		else rest.push(...files);
		for (const file of rest) if (!await links.place(this.#placementOf(file))) missing += 1;
		this.#folders.finish();
		return missing;
	}
	#objectOf({ md5 }) {
		return {
			md5,
			hash: this.#tree.item.hash
		};
	}
	#pathOf({ path: inside }) {
		return inside === "" ? this.#tree.path : `${this.#tree.path}/${inside}`;
	}
	#copyOf(file) {
		const { cache, tree } = this.#tools;
		const object = this.#objectOf(file);
		const place = this.#folders.placeFor(tree.absolute(this.#pathOf(file)));
		const mode = modeFor(this.#tree.item.isExecutable === true);
		const task = {
			...place,
			from: cache.pathOf(object),
			mode
		};
		return cache.isUnseen(object) ? task : {
			...task,
			md5: plainMd5(object)
		};
	}
	#placementOf(file) {
		const path = this.#pathOf(file);
		const place = this.#folders.placeFor(this.#tools.tree.absolute(path));
		const isExecutable = this.#tree.item.isExecutable === true;
		return {
			object: this.#objectOf(file),
			target: place.name ?? place.to,
			isExecutable,
			path
		};
	}
};
//#endregion
//#region src/adapters/data-store/checkout-path.ts
const namedPaths = 20;
async function checkoutPath(tools, task) {
	const { path, item, options } = task;
	try {
		const files = isDirectoryItem(item) ? tools.cache.readTree(item) : [{
			md5: item.md5,
			path: ""
		}];
		if (files === void 0) return {
			state: "absent",
			missing: 1
		};
		if (isDirectoryItem(item) && takeSpare(tools, {
			path,
			item
		})) return {
			state: "done",
			changed: true
		};
		const plan = await planCheckout(tools, task, files);
		const missing = await countMissing(tools, plan.write, item);
		if (missing > 0) return {
			state: "absent",
			missing
		};
		if (plan.unsaved.length > 0 && options.force !== true) return {
			state: "unsaved",
			paths: plan.unsaved
		};
		const write = options.relink === true ? [...plan.write, ...unlinked(tools, task, plan.same)] : plan.write;
		if (plan.remove.length + write.length === 0) return {
			state: "done",
			changed: files.length === 0 && isDirectoryItem(item) && makeTop(tools, path)
		};
		return await apply(tools, task, {
			remove: plan.remove,
			write
		});
	} finally {
		tools.cache.memo.flush();
	}
}
async function planCheckout(tools, { path, item }, wanted) {
	const { tree } = tools;
	const plan = {
		remove: [],
		write: [],
		unsaved: [],
		same: []
	};
	const slices = createSlices();
	let index = 0;
	const pass = (limit) => {
		for (let next = wanted[index]; next !== void 0; next = wanted[index]) {
			const order = limit === void 0 ? -1 : compareCodePoints(next.path, limit);
			if (order > 0) return void 0;
			index += 1;
			if (order === 0) return next;
			plan.write.push(next);
		}
	};
	for (const file of await existing(tools, path)) {
		const inside = file.path.slice(path.length + 1);
		const md5 = tree.hashNow(file, item.hash) ?? await tree.hash(file);
		const match = pass(inside);
		if (match?.md5 === md5) plan.same.push(match);
		else {
			if (match === void 0) plan.remove.push(file.path);
			else plan.write.push(match);
			if (!await isSaved(tools, md5, item) && plan.unsaved.length < namedPaths) plan.unsaved.push(file.path);
		}
		if (slices.isOver()) await slices.next();
	}
	pass(void 0);
	return plan;
}
async function existing(tools, path) {
	const found = await tools.tree.look(path);
	if (found.kind === "absent") return [];
	if (found.kind === "directory") return tools.tree.walk(path);
	return [{
		...found,
		known: tools.tree.memo.find(path, found.look)
	}];
}
async function isSaved({ cache }, md5, item) {
	if (await cache.has({
		md5,
		hash: "md5"
	})) return true;
	return item.hash === "legacy" && cache.has({
		md5,
		hash: "legacy"
	});
}
async function countMissing({ cache }, files, item) {
	let missing = 0;
	const doubtful = [];
	await forEachInSlices(files, ({ md5 }) => {
		const object = {
			md5,
			hash: item.hash
		};
		const isThere = cache.hasTrusted(object);
		if (isThere === false) missing += 1;
		else if (isThere === void 0) doubtful.push(object);
	});
	for (const object of doubtful) if (!await cache.has(object)) missing += 1;
	return missing;
}
function unlinked({ tree, links }, { path, item }, same) {
	const isExecutable = item.isExecutable === true;
	return same.filter((file) => !links.isLinked({
		...item,
		md5: file.md5
	}, tree.absolute(placeOf(path, file)), isExecutable));
}
async function apply(tools, { path, item, options }, work) {
	await forEachInSlices(work.remove, (file) => tools.tree.remove(file, path));
	const missing = await placeFiles(tools, {
		path,
		item,
		onProgress: options.onProgress
	}, work.write);
	return missing > 0 ? {
		state: "absent",
		missing
	} : {
		state: "done",
		changed: true
	};
}
function takeSpare({ tree, cache }, { path, item }) {
	const target = tree.absolute(path);
	if (!cache.spares.has(item) || lookAtLink(target) !== void 0) return false;
	mkdirSync(dirname(target), { recursive: true });
	const large = cache.spares.take(item, target);
	for (const { inside, md5 } of large ?? []) cache.rememberBackdated(`${path}/${inside}`, `${target}/${inside}`, md5);
	return large !== void 0;
}
function makeTop({ tree }, path) {
	const absolute = tree.absolute(path);
	mkdirSync(dirname(absolute), { recursive: true });
	return makeFolder(absolute);
}
function placeOf(path, file) {
	return file.path === "" ? path : `${path}/${file.path}`;
}
//#endregion
//#region src/adapters/data-store/save-path.ts
async function savePath(tools, path) {
	const { tree, cache } = tools;
	const found = await tree.look(path);
	if (found.kind === "absent") throw new PawlError("data.missing", {
		message: `There is nothing at ${path} in ${tree.place.root}.`,
		hint: "Check the path: it is taken relative to the top of the repository."
	});
	try {
		if (found.kind === "directory") return await saveDirectory(tools, path);
		const item = fileItem(await saveFile(tools, {
			...found,
			known: tree.memo.find(path, found.look)
		}), found);
		await relink(tools, found, item);
		return item;
	} finally {
		cache.memo.flush();
	}
}
async function saveDirectory(tools, path) {
	const { tree, cache } = tools;
	const text = createTreeText(true);
	const slices = createSlices();
	for (const file of tree.walk(path)) {
		const md5 = (file.look.sizeBytes <= 1048576 ? saveSmall(tools, file) : void 0) ?? await saveFile(tools, file);
		if (tools.links.isSharing) await relink(tools, file, {
			md5,
			hash: "md5"
		});
		text.add({
			md5,
			path: file.path.slice(path.length + 1)
		}, file.look.sizeBytes);
		if (slices.isOver()) await slices.next();
	}
	const { md5, sizeBytes, fileCount, bytes } = text.end();
	const item = {
		md5,
		hash: "md5",
		sizeBytes,
		fileCount
	};
	if (!await cache.verify(item)) cache.putBytes(item, bytes);
	return item;
}
async function saveFile(tools, file) {
	if (file.look.sizeBytes <= 1048576) {
		const saved = saveSmall(tools, file);
		if (saved !== void 0) return saved;
	}
	const { tree, cache } = tools;
	if (file.known !== void 0 && await cache.has({
		md5: file.known,
		hash: "md5"
	})) return file.known;
	const temporary = cache.temporary();
	try {
		const hashedAtMs = Date.now();
		const { md5, sizeBytes } = await copyLarge({
			from: tree.absolute(file.path),
			to: temporary,
			mode: 292
		});
		tree.settle(file, {
			md5,
			sizeBytes,
			hashedAtMs
		});
		const object = {
			md5,
			hash: "md5"
		};
		if (!await cache.verify(object)) await cache.adopt(object, temporary);
		return md5;
	} finally {
		rmSync(temporary, { force: true });
	}
}
function saveSmall({ tree, cache }, file) {
	if (file.known !== void 0) {
		const isThere = cache.hasTrusted({
			md5: file.known,
			hash: "md5"
		});
		if (isThere !== false) return isThere === true ? file.known : void 0;
	}
	const hashedAtMs = Date.now();
	const bytes = readSmall(tree.absolute(file.path), file.look.sizeBytes);
	if (bytes === void 0) return void 0;
	const md5 = md5Of$1(bytes);
	tree.settle(file, {
		md5,
		sizeBytes: bytes.length,
		hashedAtMs
	});
	const object = {
		md5,
		hash: "md5"
	};
	const found = lookAt(cache.pathOf(object));
	if (found !== void 0 && found.size === bytes.length && cache.hasTrusted(object) !== true) return void 0;
	if (found === void 0 || found.size !== bytes.length) cache.putBytes(object, bytes);
	else if (cache.readChecked(object) === void 0) return void 0;
	return md5;
}
async function relink({ tree, links }, file, item) {
	if (!links.isSharing) return;
	const target = tree.absolute(file.path);
	const isExecutable = item.isExecutable === true;
	if (!links.isLinked(item, target, isExecutable)) await links.place({
		object: item,
		target,
		isExecutable
	});
}
//#endregion
//#region src/adapters/data-store/save-into.ts
async function saveInto(tools, part) {
	const { cache, tree } = tools;
	const known = cache.readTree(part.item);
	if (known === void 0) throw unknown(part);
	if (part.item.hash === "legacy") throw ofDvc2(part);
	const path = `${part.path}/${part.inside}`;
	const saved = await savePath(tools, path);
	const found = await inspectWithFiles(tree, path);
	const fresh = (saved.fileCount === void 0 ? [{
		md5: saved.md5,
		path: ""
	}] : found?.files ?? []).map((file) => ({
		md5: file.md5,
		path: file.path === "" ? part.inside : `${part.inside}/${file.path}`
	}));
	const kept = known.filter((file) => file.path !== part.inside && !isBelow(file.path, part.inside));
	const { md5, fileCount, bytes } = treeOf([...kept, ...fresh]);
	const sizeBytes = sizeAfter(part.item, {
		md5,
		isAppended: kept.length === known.length,
		saved
	});
	const item = {
		md5,
		hash: "md5",
		...sizeBytes === void 0 ? {} : { sizeBytes },
		fileCount
	};
	if (!await cache.verify(item)) cache.putBytes(item, bytes);
	return item;
}
function treeOf(files) {
	const text = createTreeText(true);
	const ordered = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
	for (const file of ordered) text.add(file, 0);
	return text.end();
}
function sizeAfter(before, after) {
	const { sizeBytes } = before;
	if (before.md5 === after.md5) return sizeBytes;
	if (!after.isAppended || sizeBytes === void 0 || sizeBytes === 0) return void 0;
	return after.saved.sizeBytes === void 0 ? void 0 : sizeBytes + after.saved.sizeBytes;
}
function ofDvc2({ path }) {
	return new PawlError("data.missing", {
		message: `${path} is recorded in the form of DVC 2, which no part of it can be added to.`,
		hint: `Run \`pawl add ${path}\` for all of it as it is now.`
	});
}
function unknown({ path, inside }) {
	return new PawlError("data.missing", {
		message: `The cache does not have ${path} whole: ${inside} cannot be put into it.`,
		hint: `Run \`pawl fetch ${path}\` first, or \`pawl add ${path}\` for all of it as it is now.`
	});
}
//#endregion
//#region src/adapters/data-store/local-data-store.ts
function createDataStore(tree, cache, links) {
	const tools = {
		tree,
		cache,
		links
	};
	return {
		inspect: (path, hash = "md5") => inspectPath(tree, normalizePath(path), hash),
		save: (path) => savePath(tools, normalizePath(path)),
		saveInto: (part) => saveInto(tools, {
			...part,
			path: normalizePath(part.path)
		}),
		saveTree: async (text) => saveTree(cache, text),
		has: (item) => hasItem(cache, item),
		checkout: (path, item, options = {}) => checkoutPath(tools, {
			path: normalizePath(path),
			item,
			options
		}),
		remove: (path) => removePath(tree, normalizePath(path)),
		unprotect: (path) => unprotectPath(tools, normalizePath(path))
	};
}
function saveTree(cache, text) {
	const bytes = Buffer.from(text, "utf8");
	const item = {
		md5: `${md5Of$1(bytes)}.dir`,
		hash: "md5"
	};
	if (cache.readTree(item) === void 0) cache.putBytes(item, bytes);
	return item;
}
async function hasItem(cache, item) {
	if (!isDirectoryItem(item)) return cache.has(item);
	const key = `//whole/${item.hash}/${item.md5}`;
	const startedMs = Date.now();
	const { stamp } = sumShelves(cache, item.hash);
	if (cache.memo.find(key, stamp) !== void 0) return true;
	const isWhole = await hasEach(cache, item);
	if (isWhole) cache.memo.remember(key, stamp, item.md5.slice(0, 32), startedMs);
	cache.memo.flush();
	return isWhole;
}
function sumShelves(cache, hash) {
	const sum = createStampSum();
	for (let shelf = 0; shelf < 256; shelf += 1) {
		const name = shelf.toString(16).padStart(2, "0");
		const look = lookAt(dirname(cache.pathOf({
			md5: name.padEnd(32, "0"),
			hash
		})));
		if (look !== void 0) sum.add(name, lookOf(look));
	}
	return sum.end();
}
async function hasEach(cache, item) {
	const files = cache.readTree(item);
	if (files === void 0) return false;
	let isWhole = true;
	const doubtful = [];
	await forEachInSlices(files, ({ md5 }) => {
		const object = {
			md5,
			hash: item.hash
		};
		const isThere = cache.hasTrusted(object);
		if (isThere === void 0) doubtful.push(object);
		isWhole &&= isThere !== false;
	});
	for (const object of doubtful) isWhole &&= await cache.has(object);
	return isWhole;
}
async function removePath(tree, path) {
	if (path === "") throw new PawlError("path.refused", { message: `${tree.place.root} is the root: it is not removed.` });
	if (await tree.lookAbove(path) === void 0) return;
	try {
		rmSync(tree.absolute(path), {
			recursive: true,
			force: true
		});
	} catch (error) {
		throw writeProblem(path, error);
	}
}
async function unprotectPath({ tree, cache }, path) {
	const found = await tree.look(path);
	if (found.kind === "absent") return;
	const files = found.kind === "file" ? [found] : tree.walk(path);
	for (const file of files) {
		const target = tree.absolute(file.path);
		const mode = ((file.look.mode & 64) !== 0 ? 511 : 438) & ~process.umask();
		if (!file.isLink && file.look.linkCount === 1) {
			if ((file.look.mode & 128) === 0) chmodSync(target, mode);
			continue;
		}
		const temporary = cache.temporary();
		await copyLarge({
			from: target,
			to: temporary,
			mode
		});
		renameSync(temporary, target);
	}
}
//#endregion
//#region src/adapters/data-store/fetch-objects.ts
async function fetchObjects(route, objects, tally) {
	tally.expect(objects.length);
	const { direct } = route;
	return direct === void 0 ? download(route, objects, tally) : copyInto({
		...route,
		direct
	}, objects, tally);
}
const roundObjects = 16384;
async function copyInto(route, objects, tally) {
	const absent = new Set();
	for (let from = 0; from < objects.length; from += roundObjects) await copyRound(route, objects.slice(from, from + roundObjects), {
		tally,
		absent
	});
	return absent;
}
async function copyRound(route, objects, { tally, absent }) {
	const folders = route.cache.newFolders();
	const rest = [];
	await copyFiles(objects, {
		taskFor: (object) => planCopy(route, folders, object),
		onOutcome: (object, outcome) => {
			if (typeof outcome === "number") {
				if (!route.isVerified) route.cache.takeUnseen(object, outcome);
				tally.add(outcome);
			} else if (outcome === "missing") absent.add(objectKey(object));
			else rest.push(object);
		}
	});
	folders.finish();
	for (const object of rest) tally.add(await copyOne(route, object));
}
function planCopy({ cache, direct, isVerified }, folders, object) {
	const place = folders.placeFor(cache.pathOf(object));
	const from = direct.pathOf(objectKey(object));
	const copies = object.copies?.map(spareFilePath);
	return {
		...place,
		from,
		mode: 292,
		...isVerified ? { md5: plainMd5(object) } : {},
		...copies === void 0 ? {} : { copies }
	};
}
async function copyOne(route, object) {
	const { cache, direct, isVerified } = route;
	if (!isVerified) return copyUnseen(route, object);
	const from = direct.pathOf(objectKey(object));
	const temporary = cache.temporary();
	const copies = object.copies?.map(spareFilePath) ?? [];
	const [spare, ...others] = copies;
	try {
		const { md5, sizeBytes } = await copyLarge({
			from,
			to: temporary,
			spare
		});
		if (!(md5 === plainMd5(object) || await isIntact(temporary, sizeBytes, object))) throw corrupt$1(direct, objectKey(object));
		await cache.adopt(object, temporary);
		for (const copy of others) await copyFile(spare ?? "", copy);
		for (const copy of copies) {
			backdate(copy);
			cache.spares.noteLarge(copy, plainMd5(object));
		}
		return sizeBytes;
	} finally {
		rmSync(temporary, { force: true });
	}
}
async function copyUnseen({ cache, direct }, object) {
	const from = direct.pathOf(objectKey(object));
	const temporary = cache.temporary();
	const copies = object.copies?.map(spareFilePath) ?? [];
	try {
		await copyNew(from, [temporary, ...copies]);
		const sizeBytes = lookAt(temporary)?.size ?? 0;
		cache.takeUnseen(object, sizeBytes);
		await cache.adopt(object, temporary);
		return sizeBytes;
	} finally {
		rmSync(temporary, { force: true });
	}
}
async function download(route, objects, tally) {
	const { cache, store } = route;
	const absent = new Set();
	const again = [];
	const byKey = new Map(objects.map((object) => [objectKey(object), object]));
	const resumed = new Set();
	const transfers = [...byKey].map(([key, object]) => {
		const file = cache.work.partial(object.md5);
		if (lookAt(file) !== void 0) resumed.add(key);
		return {
			key,
			file
		};
	});
	await store.download(transfers, async ({ key, file }, outcome) => {
		const object = byKey.get(key);
		if (object === void 0) return;
		if (outcome === "missing") {
			rmSync(file, { force: true });
			absent.add(key);
			return;
		}
		const sizeBytes = lookAt(file)?.size ?? 0;
		const isTaken = !route.isVerified && !resumed.has(key);
		if (isTaken) cache.takeUnseen(object, sizeBytes);
		if (isTaken || await isIntact(file, sizeBytes, object)) {
			await cache.adopt(object, file);
			tally.add(sizeBytes);
			return;
		}
		rmSync(file, { force: true });
		if (!resumed.has(key)) throw corrupt$1(store, key);
		again.push(object);
	});
	if (again.length > 0) for (const key of await download(route, again, tally)) absent.add(key);
	return absent;
}
function corrupt$1(store, key) {
	return new PawlError("cache.corrupt", {
		message: `The object ${key} in ${store.label} does not hold the bytes of its name.`,
		hint: "Delete it there, and run `pawl push` where the data is right."
	});
}
//#endregion
//#region src/adapters/data-store/remote-runs.ts
const recordKey = /^runs\/[0-9a-f]{2}\/(?<key>[0-9a-f]{64})\/(?<value>[0-9a-f]{64})$/;
function recordName(key, value) {
	return `runs/${key.slice(0, 2)}/${key}/${value}`;
}
async function pushRuns(cache, store) {
	const keys = await keysOf(cache.root);
	if (keys.length === 0) return 0;
	const there = new Set(await store.list("runs/"));
	const transfers = [];
	for (const key of keys) {
		const folder = runFolder(cache.root, key);
		for (const value of await recordsIn(folder)) {
			const name = recordName(key, value);
			if (!there.has(name)) transfers.push({
				key: name,
				file: join(folder, value)
			});
		}
	}
	await store.upload(transfers, async () => void 0);
	return transfers.length;
}
async function pullRuns(cache, store, key) {
	const known = new Set();
	for (const one of key === void 0 ? await keysOf(cache.root) : [key]) for (const value of await recordsIn(runFolder(cache.root, one))) known.add(recordName(one, value));
	const prefix = key === void 0 ? "runs/" : `runs/${key.slice(0, 2)}/${key}/`;
	const transfers = (await store.list(prefix)).filter((name) => recordKey.test(name) && !known.has(name)).map((name) => ({
		key: name,
		file: cache.temporary()
	}));
	let count = 0;
	await store.download(transfers, async ({ key: name, file }, outcome) => {
		if (outcome === "missing") return;
		const { key: own = "", value = "" } = recordKey.exec(name)?.groups ?? {};
		await writeAtomically(join(runFolder(cache.root, own), value), readFileSync(file));
		rmSync(file, { force: true });
		count += 1;
	});
	return count;
}
//#endregion
//#region src/adapters/data-store/send-objects.ts
async function sendObjects({ cache, store, direct }, objects, tally) {
	tally.expect(objects.length);
	const absent = new Set();
	const slices = createSlices();
	const transfers = [];
	for (const object of objects) {
		const key = objectKey(object);
		const file = cache.pathOf(object);
		const look = lookAt(file);
		if (look?.isFile() !== true) absent.add(key);
		else if (direct !== void 0 && look.size <= 1048576) tally.add(copySmall(cache, direct, object));
		else if (await cache.verify(object)) transfers.push({
			key,
			file,
			sizeBytes: look.size
		});
		else throw corrupt(file);
		if (slices.isOver()) await slices.next();
	}
	await store.upload(transfers, async ({ sizeBytes }) => tally.add(sizeBytes ?? 0));
	return absent;
}
function copySmall(cache, store, object) {
	const file = cache.pathOf(object);
	const bytes = readSmall(file);
	if (bytes === void 0 || !matches(bytes, object, file)) throw corrupt(file);
	store.put(objectKey(object), bytes);
	return bytes.length;
}
function corrupt(file) {
	return new PawlError("cache.corrupt", { message: `The object ${file} does not hold the bytes of its name.` });
}
//#endregion
//#region src/adapters/data-store/transfer-tally.ts
const everyMs = 100;
function createTally({ onProgress }) {
	let [objects, totalObjects, bytes, toldMs] = [
		0,
		0,
		0,
		0
	];
	const tell = () => {
		toldMs = performance.now();
		onProgress?.({
			objects,
			totalObjects,
			bytes
		});
	};
	return {
		expect: (count) => {
			totalObjects += count;
		},
		add: (sizeBytes) => {
			objects += 1;
			bytes += sizeBytes;
			if (onProgress !== void 0 && performance.now() - toldMs > everyMs) tell();
		},
		end: (missing) => {
			tell();
			return {
				objects,
				bytes,
				missing
			};
		}
	};
}
//#endregion
//#region src/adapters/data-store/wanted-objects.ts
var WantedObjects = class {
	#cache;
	#hasSpares;
	#wanted = new Map();
	#spares = new Map();
	constructor(cache, hasSpares) {
		this.#cache = cache;
		this.#hasSpares = hasSpares;
	}
	async add(item) {
		const files = isDirectoryItem(item) ? this.#cache.readTree(item) : [{
			md5: item.md5,
			path: ""
		}];
		if (files === void 0) return false;
		const objects = files.map(({ md5 }) => ({
			md5,
			hash: item.hash
		}));
		const lacked = await lackedObjects(this.#cache, objects);
		for (const object of lacked) this.#want(object);
		if (this.#hasSpares && lacked.length === objects.length && lacked.length > 0) this.#addSpare(item, files);
		return true;
	}
	#want(object) {
		const key = objectKey(object);
		const wanted = this.#wanted.get(key) ?? {
			...object,
			copies: []
		};
		this.#wanted.set(key, wanted);
		return wanted;
	}
	#addSpare(item, files) {
		const root = this.#cache.temporary();
		this.#spares.set(item, root);
		if (isDirectoryItem(item)) makeSpareFolders(root, files);
		for (const { md5, path } of files) this.#want({
			md5,
			hash: item.hash
		}).copies.push({
			root,
			inside: path
		});
	}
	objects() {
		return [...this.#wanted.values()];
	}
	keepSpares(missing) {
		const lost = new Set(missing);
		for (const [item, path] of this.#spares) if (!lost.has(item)) this.#cache.spares.keep(item, path);
	}
};
async function lackedObjects(cache, objects) {
	const lacked = [];
	const slices = createSlices();
	const folders = new Map();
	for (const object of objects) {
		const folder = `${object.hash} ${object.md5.slice(0, 2)}`;
		const isThere = folders.get(folder) ?? cache.hasFolderOf(object);
		folders.set(folder, isThere);
		if (!isThere) lacked.push(object);
		else if (!(cache.hasTrusted(object) ?? await cache.has(object))) lacked.push(object);
		if (slices.isOver()) await slices.next();
	}
	return lacked;
}
//#endregion
//#region src/adapters/data-store/object-remote.ts
function createObjectRemote(cache, store, { local, isVerified = true } = {}) {
	const route = {
		cache,
		store,
		isVerified,
		...local === void 0 ? {} : { direct: local.direct }
	};
	return {
		pull: (items, options = {}) => {
			const hasSpares = options.isForCheckout === true && local?.links.isCopying === true;
			return pullItems(route, items, {
				...options,
				hasSpares
			});
		},
		push: (items, options = {}) => pushItems(route, items, options),
		findMissing: async (items) => {
			const there = await store.find(items.map(objectKey));
			return items.filter((item) => !there.has(objectKey(item)));
		},
		list: () => listStored(store),
		remove: (objects) => store.remove(objects.map(objectKey)),
		pushRuns: () => pushRuns(cache, store),
		pullRuns: (key) => pullRuns(cache, store, key),
		close: () => store.close()
	};
}
async function listStored(store) {
	const keys = (await store.list("")).filter((key) => objectOfKey(key) !== void 0);
	return [...await store.find(keys)].flatMap(([key, sizeBytes]) => {
		const object = objectOfKey(key);
		return object === void 0 ? [] : [{
			...object,
			sizeBytes
		}];
	});
}
async function pullItems(route, items, options) {
	const { cache } = route;
	const tally = createTally(options);
	const unique = uniqueItems(items);
	const directories = unique.filter(isDirectoryItem);
	if (route.direct !== void 0) startThreadsFor(unique.reduce((sum, { fileCount = 1 }) => sum + fileCount, 0));
	await fetchObjects({
		...route,
		isVerified: true
	}, await lackedObjects(cache, directories), tally);
	const wanted = new WantedObjects(cache, options.hasSpares);
	const unknown = new Set();
	for (const item of unique) if (!await wanted.add(item)) unknown.add(objectKey(item));
	const absent = await fetchObjects(route, wanted.objects(), tally);
	if (!route.isVerified) for (const item of unique) await checkSize(route, item);
	cache.memo.flush();
	const missing = unique.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
	wanted.keepSpares(missing);
	return tally.end(missing);
}
async function checkSize({ cache, store }, item) {
	const parts = partsOf(cache, item) ?? [];
	if (item.sizeBytes === void 0 || !parts.some((object) => cache.isUnseen(object))) return;
	const sizes = parts.map((object) => cache.sizeOf(object));
	if (sizes.includes(void 0)) return;
	if (sizes.reduce((sum, size) => sum + (size ?? 0), 0) === item.sizeBytes) return;
	for (const object of parts) if (!await cache.verify(object)) throw corrupt$1(store, objectKey(object));
}
async function pushItems(route, items, options) {
	const { cache, store } = route;
	const tally = createTally(options);
	const unique = uniqueItems(items);
	const directories = unique.filter(isDirectoryItem);
	const there = await store.find(directories.map(objectKey));
	const rest = unique.filter((item) => !there.has(objectKey(item)));
	const wanted = new Map();
	const unknown = new Set();
	for (const item of rest) {
		const parts = partsOf(cache, item);
		if (parts === void 0) unknown.add(objectKey(item));
		else for (const object of parts) wanted.set(objectKey(object), object);
	}
	for (const key of (await store.find([...wanted.keys()])).keys()) wanted.delete(key);
	const absent = await sendObjects(route, [...wanted.values()], tally);
	const missing = rest.filter((item) => unknown.has(objectKey(item)) || lacksPart(cache, item, absent));
	const lost = new Set(missing.map(objectKey));
	await sendObjects(route, rest.filter((item) => isDirectoryItem(item) && !lost.has(objectKey(item))), tally);
	cache.memo.flush();
	return tally.end(missing);
}
function uniqueItems(items) {
	return [...new Map(items.map((item) => [objectKey(item), item])).values()];
}
function partsOf(cache, item) {
	if (!isDirectoryItem(item)) return [item];
	return cache.readTree(item)?.map(({ md5 }) => ({
		md5,
		hash: item.hash
	}));
}
function lacksPart(cache, item, absent) {
	if (absent.size === 0) return false;
	return partsOf(cache, item)?.some((object) => absent.has(objectKey(object))) ?? true;
}
//#endregion
//#region src/adapters/data-store/work-tree.ts
var WorkTree = class {
	place;
	memo;
	constructor(place, memo) {
		this.place = place;
		this.memo = memo;
	}
	absolute(path) {
		return `${this.place.root}/${path}`;
	}
	async look(path) {
		const link = await this.lookAbove(path);
		if (link === void 0) return { kind: "absent" };
		const isLink = link.isSymbolicLink();
		const found = isLink ? lookAtTarget(this.place, path) : link;
		if (found === void 0) await safePath(this.place.root, path);
		if (found === void 0 || found.isDirectory()) return { kind: "directory" };
		if (found.isFile()) return {
			kind: "file",
			path,
			look: lookOf(found),
			isLink
		};
		throw new PawlError("path.refused", { message: `${path} is no file and no folder: it has no content to keep.` });
	}
	async lookAbove(path) {
		await safePath(this.place.root, dirname(path) === "." ? "" : dirname(path));
		return lookAtLink(this.absolute(path));
	}
	*walk(folder) {
		const recall = this.memo.walk(folder);
		for (const file of walkFiles(this.place, folder)) yield {
			...file,
			known: recall(file.path, file.look)
		};
	}
	async hash(file) {
		if (file.look.sizeBytes <= 1048576) return this.hashSmall(file);
		const hashedAtMs = Date.now();
		const { md5, sizeBytes } = await copyLarge({ from: this.absolute(file.path) });
		this.settle(file, {
			md5,
			sizeBytes,
			hashedAtMs
		});
		return md5;
	}
	hashLegacy(file) {
		const key = `//legacy/${file.path}`;
		const known = this.memo.find(key, file.look);
		if (known !== void 0) return known;
		const hashedAtMs = Date.now();
		const md5 = legacyMd5(this.absolute(file.path));
		this.memo.remember(key, file.look, md5, hashedAtMs);
		return md5;
	}
	hashNow(file, hash) {
		if (hash === "legacy") return this.hashLegacy(file);
		return file.known ?? (file.look.sizeBytes <= 1048576 ? this.hashSmall(file) : void 0);
	}
	hashSmall(file) {
		const hashedAtMs = Date.now();
		const bytes = readSmall(this.absolute(file.path), file.look.sizeBytes);
		if (bytes === void 0) throw changing(file.path);
		const md5 = md5Of$1(bytes);
		this.settle(file, {
			md5,
			sizeBytes: bytes.length,
			hashedAtMs
		});
		return md5;
	}
	settle(file, read) {
		const now = lookAt(this.absolute(file.path));
		if (!(now !== void 0 && isSameStamp(lookOf(now), file.look) && now.size === read.sizeBytes)) throw changing(file.path);
		this.memo.remember(file.path, file.look, read.md5, read.hashedAtMs);
	}
	remove(path, top) {
		try {
			unlinkSync(this.absolute(path));
		} catch (error) {
			if (systemCode(error) !== "ENOENT") throw writeProblem(path, error);
		}
		for (let folder = dirname(path); folder !== "." && `${folder}/`.startsWith(`${top}/`); folder = dirname(folder)) if (!this.#removeEmpty(folder)) return;
	}
	#removeEmpty(folder) {
		try {
			rmdirSync(this.absolute(folder));
			return true;
		} catch {
			return false;
		}
	}
};
function changing(path) {
	return new PawlError("data.changing", { message: `${path} changed while it was being read.` });
}
//#endregion
//#region src/adapters/data-store/open-data-store.ts
async function openDataStore(files, home = join(files.root, ".dvc")) {
	const config = await readConfig(dirname(home));
	const work = createWorkFolder(files.root);
	const cache = new ObjectCache({
		root: resolve(home, config.options.get("cache.dir") ?? "cache"),
		work,
		memo: createHashMemo(() => work.home),
		isShared: config.options.get("cache.shared") === "group"
	});
	const tree = new WorkTree({
		root: files.root,
		cache: cache.root
	}, cache.memo);
	const links = new ObjectLinks(cache, linkKinds(config.options.get("cache.type")));
	return {
		data: createDataStore(tree, cache, links),
		runCache: createRunCache(cache.root),
		digest: {
			md5: digestOf("md5"),
			sha256: digestOf("sha256")
		},
		remote: (name, options = new Map()) => openRemote({
			cache,
			links
		}, withOptions(resolveRemote(config, name), options), home),
		objects: (name) => {
			const store = name === void 0 && config.remote === void 0 ? void 0 : openStore(resolveRemote(config, name), home);
			return createDataObjects({
				tree,
				cache,
				store
			});
		},
		cacheGarbage: () => createCacheGarbage(cache, home),
		remoteGarbage: (remote, name) => createRemoteGarbage(resolveRemote(config, name).name, remote),
		defaultRemote: config.remote,
		options: config.options
	};
}
async function readConfig(root) {
	const files = await openConfigFiles(root, process.env);
	const own = join(root, ".dvc");
	return parseDvcConfig((await Promise.all(configLevels.map(async (level) => {
		const path = level === "repo" ? join(own, "config") : files.path(level);
		const isOther = level === "local" && path !== join(own, "config.local");
		const text = path === void 0 || isOther ? void 0 : await files.read(level);
		return path === void 0 || text === void 0 ? [] : [{
			path,
			text
		}];
	}))).flat(), files.userHome);
}
function linkKinds(text = "reflink,copy") {
	return text.split(",").map((part) => {
		const kind = [
			"reflink",
			"hardlink",
			"symlink",
			"copy"
		].find((one) => one === part.trim());
		if (kind !== void 0) return kind;
		throw new PawlError("dvc.invalid", {
			message: `.dvc/config: cache.type has ${JSON.stringify(part.trim())}.`,
			hint: "Use a list of reflink, hardlink, symlink and copy, best first."
		});
	});
}
function digestOf(algorithm) {
	return (text) => createHash(algorithm).update(text).digest("hex");
}
function withOptions(remote, options) {
	return {
		...remote,
		options: new Map([...remote.options, ...options])
	};
}
function openRemote({ cache, links }, remote, home) {
	const isVerified = remote.options.get("verify")?.toLowerCase() !== "false";
	if (!isDirectoryUrl(remote.url)) return createObjectRemote(cache, openStore(remote, home), { isVerified });
	const store = createDirectoryStore(resolve(home, remote.url));
	return createObjectRemote(cache, store, {
		local: {
			direct: store,
			links
		},
		isVerified
	});
}
function openStore(remote, home) {
	if (isDirectoryUrl(remote.url)) return createDirectoryStore(resolve(home, remote.url));
	return createLazyStore(remote, async () => {
		const { openObjectStore } = await import("./open-object-store-CrbiB8Hm.js");
		return openObjectStore({
			...remote,
			home,
			environment: process.env
		});
	});
}
//#endregion
//#region src/adapters/file-system/local.ts
function createFileSystem(root) {
	const top = resolve(root);
	return {
		root: top,
		readBytes: (path) => readExisting(top, path),
		readText: async (path) => new TextDecoder().decode(await readExisting(top, path)),
		sha256: (path) => digestExisting(top, path),
		write: async (path, content) => {
			const target = await safePath(top, path);
			await writeAtomically(target, content).catch((cause) => {
				throw new PawlError("file.write-failed", {
					message: `Cannot write ${target}: ${reason(cause)}`,
					cause
				});
			});
		},
		stat: (path) => statIfThere(top, path),
		findLinkedFolder: async (path) => findLinkedFolder(top, path),
		list: (path) => listFiles(top, path),
		remove: async (path) => {
			const target = await safePath(top, path);
			if (target !== top) return rm(target, {
				recursive: true,
				force: true
			});
			throw new PawlError("path.refused", { message: `${top} is the root: it is not removed.` });
		}
	};
}
async function readExisting(root, path) {
	const target = await safePath(root, path);
	return readFile(target).catch((cause) => {
		throw new PawlError("file.missing", {
			message: `Cannot read ${target}: ${reason(cause)}`,
			cause
		});
	});
}
async function digestExisting(root, path) {
	const target = await safePath(root, path);
	const hash = createHash("sha256");
	try {
		for await (const piece of createReadStream(target)) hash.update(piece);
	} catch (cause) {
		throw new PawlError("file.missing", {
			message: `Cannot read ${target}: ${reason(cause)}`,
			cause
		});
	}
	return hash.digest("hex");
}
async function statIfThere(root, path) {
	const found = await stat(await safePath(root, path)).catch((error) => {
		if (isMissing(error)) return void 0;
		throw new PawlError("file.unreadable", {
			message: `Cannot look at ${path}: ${reason(error)}`,
			cause: error
		});
	});
	if (found === void 0) return void 0;
	return {
		kind: found.isDirectory() ? "directory" : "file",
		sizeBytes: found.size
	};
}
function findLinkedFolder(root, path) {
	const parts = path.split("/");
	return parts.map((_, index) => parts.slice(0, index + 1).join("/")).find((folder) => {
		const place = join(root, folder);
		if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
		return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
	});
}
async function listFiles(root, path) {
	const directory = await safePath(root, path);
	return (await readdir(directory, {
		recursive: true,
		withFileTypes: true
	}).catch((error) => {
		if (isMissing(error)) return [];
		throw new PawlError("file.unreadable", {
			message: `Cannot list ${directory}: ${reason(error)}`,
			cause: error
		});
	})).filter((entry) => !entry.isDirectory() && !temporaryName.test(basename(entry.name))).map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")).sort(compareCodePoints);
}
function isMissing(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return code === "ENOENT" || code === "ENOTDIR";
}
function reason(error) {
	return error instanceof Error ? error.message : String(error);
}
//#endregion
//#region src/versioning/metafile.ts
function isMetafile(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	return !/(^|\/)\.dvc\//.test(path) && (/^(dvc\.yaml|dvc\.lock|\.dvcignore)$/.test(name) || /.\.dvc$/.test(name));
}
//#endregion
//#region src/adapters/file-system/workspace-view.ts
function createWorkspaceView(files, options = {}) {
	const ifThere = async (path, read) => (await files.stat(path))?.kind === "file" ? read(path) : void 0;
	return {
		name: "workspace",
		readText: (path) => ifThere(path, (there) => files.readText(there)),
		readBytes: (path) => ifThere(path, (there) => files.readBytes(there)),
		listMetafiles: () => listMetafiles(files.root, options.isWhole ?? false),
		listFiles: async (directory) => (await files.stat(directory))?.kind === "directory" ? files.list(directory) : []
	};
}
async function listMetafiles(root, isWhole) {
	const found = [];
	visit({
		root,
		folder: "",
		rules: noDvcIgnore,
		found,
		isWhole
	});
	return found.sort(compareCodePoints);
}
function visit({ root, folder, rules, found, isWhole }) {
	const entries = readFolder(join(root, folder), isWhole);
	const names = new Set(entries.map((entry) => entry.name));
	const inside = rules.enter(folder, names.has(".dvcignore") ? readText(root, folder, ".dvcignore") : void 0);
	const outputs = names.has(".gitignore") ? outputsIn(readText(root, folder, ".gitignore")) : new Set();
	for (const entry of entries) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		const isFolder = entry.isDirectory();
		const isFile = entry.isFile() || entry.isSymbolicLink();
		if (!isFolder && !(isFile && isMetafile(entry.name))) continue;
		if (inside.isIgnored(path, isFolder)) continue;
		if (!isFolder) found.push(path);
		else {
			if (names.has(`${entry.name}.dvc`) || outputs.has(entry.name) || entry.name === "node_modules" || isRepository(join(root, path))) continue;
			visit({
				root,
				folder: path,
				rules: inside,
				found,
				isWhole
			});
		}
	}
}
function outputsIn(text) {
	const names = text.split("\n").flatMap((line) => /^\/([^/*?[\\!]+)\/?$/.exec(line.trimEnd())?.[1] ?? []);
	return new Set(names);
}
function isRepository(folder) {
	return existsSync(join(folder, ".dvc"));
}
function readFolder(folder, isWhole) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (cause) {
		const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
		if (!isWhole || isGone) return [];
		throw new PawlError("file.unreadable", {
			message: `Cannot list ${folder}: ${String(cause)}`,
			cause
		});
	}
}
function readText(root, folder, name) {
	return readFileSync(join(root, folder, name), "utf8");
}
//#endregion
//#region src/versioning/explain-changes.ts
function explainChanges(stage, facts, changes) {
	return changes.map((change) => explain(change, stage, facts));
}
function explain(change, stage, facts) {
	if (change.what === "command") return `command changed: ${commandText(facts.entry?.cmd)} → ${commandText(stage.cmd)}`;
	if (change.what === "always changed" || change.what === "parameter file") return describeChanges([change]);
	const [before, now] = valuesOf(change, stage, facts);
	return `${describeChanges([change])}: ${before} → ${now}`;
}
function valuesOf(change, stage, facts) {
	const { entry } = facts;
	const keyIn = (list) => list.find((one) => one.path === change.path)?.lockPath ?? change.path;
	if (change.what === "parameter") {
		const file = keyIn(stage.params);
		const before = entry?.params.get(file)?.get(change.key);
		return [valueText(before), valueText(facts.params.get(file)?.get(change.key))];
	}
	const isOutput = change.what === "output";
	const key = keyIn(isOutput ? stage.outs : stage.deps);
	const before = (isOutput ? entry?.outs : entry?.deps)?.find((item) => item.path === key);
	const now = isOutput ? facts.outs.get(key)?.item : facts.deps.get(key);
	return [itemText(before), itemText(now)];
}
function commandText(cmd) {
	if (cmd === void 0) return "nothing";
	return JSON.stringify(cmd);
}
function valueText(value) {
	return value === void 0 ? "nothing" : pythonJson(value);
}
function itemText(item) {
	if (item === void 0) return "nothing";
	const files = item.fileCount === void 0 ? "" : `, ${item.fileCount} files`;
	const size = item.sizeBytes === void 0 ? "" : ` (${item.sizeBytes} bytes${files})`;
	return `${item.md5.slice(0, 8)}${size}`;
}
//#endregion
//#region src/app/status.ts
async function status(ports, request = {}) {
	const loaded = await loadPipeline(ports.workspace);
	const nodes = listNodes(loaded.pipeline, loaded.tracked);
	const folder = request.folder ?? "";
	const chosen = chooseNodes(nodes, request);
	const seen = observe(ports);
	const looked = await Promise.all(chosen.map((one) => lookAtNode(one, {
		loaded,
		folder,
		seen
	}, ports)));
	const changed = looked.filter((one) => one.dvc.length > 0);
	const isCurrent = changed.length === 0;
	return {
		decision: isCurrent ? "positive" : "negative",
		reasonCode: isCurrent ? "pipeline.current" : "pipeline.stale",
		dvc: Object.fromEntries(changed.map((one) => [one.name, one.dvc])),
		reasons: changed.map(({ name, reason, details }) => ({
			name,
			reason,
			details
		})),
		below: findBelow(nodes, chosen, {
			looked,
			folder
		}),
		frozen: chosen.filter(({ node }) => node.isFrozen).map(({ node }) => addressIn(folder, node)),
		isEmpty: nodes.length === 0
	};
}
function chooseNodes(nodes, request) {
	if (request.targets === void 0 || request.targets.length === 0) return nodes.map((node) => ({ node }));
	const options = {
		folder: "",
		...request
	};
	const graph = buildGraph(nodes, false);
	const chosen = request.targets.flatMap((target) => {
		const found = resolveTarget(target, nodes, options);
		if (request.withDependencies === true) return reach(graph, found).map((node) => ({ node }));
		const path = joinPath(options.folder, target);
		const isOutput = path !== void 0 && found.every((node) => node.file !== path && node.stage?.name !== target && node.makes.some((out) => isOverlap(out, path)));
		return found.map((node) => ({
			node,
			...isOutput ? { only: path } : {}
		}));
	});
	return [...new Map(chosen.map((one) => [one.node, one])).values()];
}
async function lookAtNode({ node, only }, at, ports) {
	const name = addressIn(at.folder, node);
	const options = { allowsMissing: false };
	const look = {
		...ports,
		remote: void 0,
		seen: at.seen
	};
	if (node.stage === void 0) {
		const asChanges = (await findDataChanges(node.tracked, look, options)).map(({ data, kind }) => ({
			what: "output",
			path: data.target,
			kind
		}));
		return {
			node,
			name,
			dvc: toDvcStatus(asChanges, at.folder),
			reason: describeChanges(asChanges),
			details: asChanges.map((one) => describeChanges([one])),
			isStale: asChanges.length > 0
		};
	}
	const facts = await gatherFacts(node.stage, at.loaded, look, options);
	const changes = findChanges(node.stage, facts, options).filter((change) => only === void 0 || change.what !== "output" || isOverlap(change.path, only));
	return {
		node,
		name,
		dvc: toDvcStatus(changes, at.folder),
		reason: describeChanges(changes),
		details: explainChanges(node.stage, facts, changes),
		isStale: reasonsToRun(node.stage, changes).length > 0
	};
}
function findBelow(nodes, chosen, at) {
	const running = new Map(at.looked.filter((one) => one.isStale).map((one) => [one.node, one.name]));
	const graph = buildGraph(nodes);
	const below = [];
	for (const node of reach(graph, nodes)) {
		if (running.has(node) || !chosen.some((one) => one.node === node)) continue;
		const causes = (graph.upstream.get(node) ?? []).flatMap((above) => running.get(above) ?? []);
		if (causes.length === 0) continue;
		const name = addressIn(at.folder, node);
		running.set(node, name);
		const reason = `would run because ${causes.join(" and ")} ${causes.length === 1 ? "runs" : "run"}`;
		below.push({
			name,
			reason,
			details: [reason]
		});
	}
	return below;
}
function toDvcStatus(changes, folder) {
	const deps = new Map();
	const outs = new Map();
	const rest = [];
	for (const change of changes) {
		if (change.what === "command" || change.what === "always changed") {
			rest.push(change.what === "command" ? "changed command" : "always changed");
			continue;
		}
		const path = relativePath(change.path, folder);
		if (change.what === "output") outs.set(path, change.kind);
		else if (change.what !== "parameter") deps.set(path, change.kind);
		else {
			const before = deps.get(path);
			const keys = before instanceof Map ? before : new Map();
			deps.set(path, keys.set(change.key, change.kind));
		}
	}
	return [
		...deps.size > 0 ? [{ "changed deps": plain(deps) }] : [],
		...outs.size > 0 ? [{ "changed outs": plain(outs) }] : [],
		...rest
	];
}
function plain(values) {
	return Object.fromEntries([...values].map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]));
}
//#endregion
//#region src/cli/print-result.ts
function printResult(isJson, data, lines) {
	if (isJson === true) console.log(JSON.stringify(data, null, 2));
	else for (const line of lines) console.log(line);
}
//#endregion
//#region src/cli/dvc-text.ts
function renderStatus(result) {
	if (result.isEmpty) return ["There are no data or pipelines tracked in this project yet."];
	const lines = Object.entries(result.dvc).flatMap(([name, changes]) => [`${name}:`, ...changes.flatMap(renderChange)]);
	return lines.length > 0 ? lines : ["Data and pipelines are up to date."];
}
function renderChange(change) {
	return typeof change === "string" ? [`\t${change}`] : renderTree(change, 1);
}
function renderTree(tree, depth) {
	const indent = "	".repeat(depth);
	return Object.entries(tree).flatMap(([key, value]) => {
		if (typeof value === "string") return [`${indent}${`${value}:`.padEnd(20)}${key}`];
		const inside = typeof value === "object" && value !== null ? Object.entries(value) : [];
		return [`${indent}${key}:`, ...renderTree(Object.fromEntries(inside), depth + 1)];
	});
}
function renderExplanation({ reasons, below }) {
	const lines = [...reasons, ...below].flatMap(({ name, details }) => [`${name}:`, ...details.map((line) => `\t${line}`)]);
	return lines.length > 0 ? lines : ["Data and pipelines are up to date."];
}
function renderPreview(stages) {
	let isAfterRun = false;
	return stages.flatMap((one) => {
		const gap = isAfterRun ? [""] : [];
		isAfterRun = one.state !== "unchanged";
		return [...gap, ...previewLines(one)];
	});
}
function previewLines({ stage, state, commands }) {
	if (state === "restore") return [`Stage '${stage}' is cached - skipping run, checking out outputs`];
	const isData = stage.endsWith(".dvc");
	if (state === "unchanged") return [isData ? `'${stage}' didn't change, skipping` : `Stage '${stage}' didn't change, skipping`];
	if (commands.length > 0) return [`Running stage '${stage}':`, ...commands.map((line) => `> ${line}`)];
	return [isData ? `Verifying data sources in stage: '${stage}'` : `Verifying outputs in frozen stage: '${stage}'`];
}
//#endregion
//#region src/cli/status.ts
function addStatusCommand(program) {
	program.command("status").description("show which stages and data files changed").argument("[targets...]", "stages, dvc.yaml or .dvc files, outputs (default: all)").option("--explain", "every reason with its old and new value, and what would run after").option("-d, --with-deps", "also what the targets need").option("-R, --recursive", "a folder means all that is defined in it").option("-c, --cloud", "compare the cache with the remote instead").option("-r, --remote <name>", "the remote; means --cloud").option("-a, --all-branches", "with --cloud: also the data of all branches").option("-T, --all-tags", "with --cloud: also the data of all tags").option("-A, --all-commits", "with --cloud: also the data of all commits").option("-j, --jobs <number>", "accepted as DVC does").option("-q, --quiet", "print nothing; exit status 1 when something changed").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		await (options.cloud === true || options.remote !== void 0 ? showCloud(targets, options) : show(targets, options));
	});
}
async function show(targets, options) {
	const [{ findRepository }, { openStatus }, { status }, { createCommandLog }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-pipeline-Cm0G2jd9.js"),
		import("./status-YpRphvbR.js"),
		import("./command-log-Czlw7uMi.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const log = createCommandLog({ isQuiet: options.quiet ?? false });
	const result = await status(await openStatus(root), {
		targets,
		folder,
		withDependencies: options.withDeps ?? false,
		isRecursive: options.recursive ?? false
	});
	if (options.quiet === true && options.json !== true) {
		process.exitCode = result.decision === "positive" ? 0 : 1;
		return;
	}
	for (const name of result.frozen) log.warning(`${name} is frozen: its dependencies are not looked at.`);
	const { dvc, reasons, below } = result;
	const explained = {
		schema: "pawl.status/1",
		reasons,
		below
	};
	const data = options.explain === true ? explained : dvc;
	printResult(options.json, data, options.explain === true ? renderExplanation(result) : renderStatus(result));
}
async function showCloud(targets, options) {
	const [{ findRepository }, { openReports }, { cloudStatus, describeCloudStatus }, { inRepository }] = await Promise.all([
		import("./find-repository-DIkIM5B-.js"),
		import("./open-reports-fP7o4HDU.js"),
		import("./cloud-status-DBqDn93N.js"),
		import("./transfer-options-CHqEmlsp.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const ports = await openReports(root, options.remote);
	const states = await cloudStatus({
		targets: inRepository(targets, {
			root,
			folder
		}),
		allBranches: options.allBranches ?? false,
		allTags: options.allTags ?? false,
		allCommits: options.allCommits ?? false
	}, ports);
	if (options.quiet === true && options.json !== true) {
		process.exitCode = Object.keys(states).length === 0 ? 0 : 1;
		return;
	}
	const name = options.remote ?? ports.defaultRemote ?? "";
	printResult(options.json, states, describeCloudStatus(states, name));
}
//#endregion
export { readPipeline as $, checkSchema as $t, findChanges as A, openRegistryTags as An, plainText as At, observe as B, integer$1 as Bt, gatherFacts as C, openFileQueue as Cn, readItem$1 as Ct, selectParams as D, openGitWorkTree as Dn, pythonRepr as Dt, restoreData as E, openGitState as En, parseJson as Et, listNodes as F, stageAddress as Ft, listKnownData as G, isValueMap as Gt, writeAtomically as H, isNumberValue as Ht, relativePath as I, PlainKeyMap as It, lockPath as J, isOverlap as Jt, loadPipeline as K, toPlainData as Kt, buildGraph as L, TupleList as Lt, reasonsToRun as M, openSharedQueue as Mn, parseMoment as Mt, resolveTarget as N, openWorktrees as Nn, renderProblems as Nt, updateDataFile as O, openProvenance as On, pythonText as Ot, addressIn as P, readArchive as Pn, lockFileOf as Pt, readLocks as Q, readDocument as Qt, reach as R, compareCodePoints as Rt, ignorePath as S, openDataStore$1 as Sn, writeValues as St, bringData as T, openGitRepository as Tn, readParams$1 as Tt, checkPipeline as U, isSpecialValue as Ut, temporaryBeside as V, isEqualValue as Vt, isPipelineFile as W, isValueList as Wt, lockedItem as X, joinPath as Xt, lockedEntry as Y, isReserved as Yt, pipelinePath as Z, keyText as Zt, stageEnvironment as _, createSharedLimits as _n, withLockEntry as _t, createWorkspaceView as a, createClock as an, parseConfigText as at, findDataChanges as b, listInstallations as bn, readDataFile as bt, openDataStore as c, createIsolatedModelRuntime as cn, resolveConfigPath as ct, writeTree as d, createModelServers as dn, orderStages as dt, problemAt as en, readParsingOptions as et, abortOnTermination as f, createOutputDirectory as fn, emptyLock as ft, openTransfers as g, createSbomWriter as gn, readLockEntry as gt, openStatus as h, createRunGuard as hn, parseLock as ht, status as i, createArtifacts as in, textOf as it, isInputUnchanged as j, openRevisions as jn, pythonFloat as jt, describeChanges as k, openRefHistory as kn, readValues as kt, noDvcIgnore as l, createModelHub as ln, storedConfigPath as lt, openPipeline as m, createRepositoryNames as mn, lockedStages as mt, renderPreview as n, convertAppManifest as nn, directoryOf as nt, isMetafile as o, createFileSystem$1 as on, renderConfigText as ot, commandLine as p, createPlotRenderer as pn, lockEntryOf as pt, lockOf as q, isBelow as qt, printResult as r, createAppDeliveries as rn, namedSection as rt, createFileSystem as s, createGitHub as sn, isPathOption as st, addStatusCommand as t, nearestMatch as tn, configLevels as tt, openConfigFiles as u, createModelRuntime as un, downstreamOf as ut, findRepository as v, createSql as vn, writeLock as vt, requireParams as w, openGitConfig as wn, parseDvcYaml as wt, processDataFile as x, openConfigFiles$1 as xn, writeDataFile as xt, pythonJson as y, createWorkspaceView$1 as yn, writeLockEntry as yt, turnGraph as z, floatOf as zt };
