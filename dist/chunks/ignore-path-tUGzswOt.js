import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { r as readDocument } from "./problem-DCKYwxYb.js";
import { s as isNumberValue } from "./value-VM4t6jbx.js";
import { i as writeDataFile, n as parseDataFile, t as dataEntry } from "./data-file-CpSQPXYV.js";
import { u as writeScalar } from "./lock-file-B8xg-ClP.js";
//#region src/versioning/update-data-file.ts
var import_dist = __toESM(require_dist(), 1);
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
	return apply(text, [
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
function apply(text, edits) {
	let result = text;
	for (const { from, to, text: replacement } of [...edits].sort((a, b) => b.from - a.from || b.to - a.to)) result = result.slice(0, from) + replacement + result.slice(to);
	return result;
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
export { updateDataFile as n, ignorePath as t };
