import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { t as PawlError } from "./errors-DwLb4yF0.js";
import { f as keyText, p as readDocument, t as renderProblems, v as require_dist } from "./problem-DEL1DWYM.js";
import { o as isReserved, s as joinPath } from "./parse-dvc-yaml-BkDG2P2N.js";
import { a as isValueList, i as isNumberValue, n as integer$1, o as isValueMap, t as compareCodePoints } from "./value-TRRPEF3F.js";
//#region src/versioning/data-item.ts
function readItem(entry) {
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
//#region src/versioning/python-float.ts
var import_dist = __toESM(require_dist(), 1);
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
const nothing = /^(?:~|null|Null|NULL|)$/;
const float = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integer = /^(?=[-+0-9])(?:[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/;
const timestamp = /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;
function resolveScalar(text) {
	if (nothing.test(text)) return null;
	if (boolean.test(text)) return text.toLowerCase() === "true";
	if (float.test(text)) return {
		kind: "float",
		text: pythonFloat(parseFloatText(text))
	};
	if (integer.test(text) && /[0-9a-f]/i.test(text)) return {
		kind: "integer",
		text: parseInteger(text)
	};
	return text;
}
function needsQuotes(text) {
	return nothing.test(text) || boolean.test(text) || float.test(text) || integer.test(text) || timestamp.test(text) || text === "<<" || text === "=";
}
function parseFloatText(text) {
	const clean = text.replaceAll("_", "").toLowerCase();
	if (clean === ".nan") return NaN;
	if (clean.endsWith(".inf")) return clean.startsWith("-") ? -Infinity : Infinity;
	return Number(clean);
}
function parseInteger(text) {
	const clean = text.replaceAll("_", "");
	const sign = clean.startsWith("-") ? "-" : "";
	const digits = clean.replace(/^[-+]/, "");
	const isDecimal = /^[0-9]+$/.test(digits);
	const value = BigInt(isDecimal ? digits.replace(/^0+(?=\d)/, "") : digits);
	return value === 0n ? "0" : `${sign}${value}`;
}
//#endregion
//#region src/versioning/read-values.ts
const maxLength = 32 * 1024 * 1024;
function readValues(text, file) {
	const read = readDocument(text, {
		file,
		maxLength,
		schema: "failsafe"
	});
	if (read.problems !== void 0) throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
	return toValue(read.document.root);
}
function toValue(node) {
	if ((0, import_dist.isMap)(node)) return new Map(node.items.map((pair) => [keyText(pair.key) ?? "", toValue(pair.value)]));
	if ((0, import_dist.isSeq)(node)) return node.items.map((item) => toValue(item));
	if (!(0, import_dist.isScalar)(node)) return null;
	const text = typeof node.value === "string" ? node.value : "";
	return node.type === "PLAIN" || node.type === void 0 || node.type === null ? resolveScalar(text) : text;
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
	if (isValueMap(value) && value.size > 0) return [...value].map(([key, item]) => pad + entry(key, item, indent)).join("\n");
	if (isValueList(value) && value.length > 0) return value.map((item) => `${pad}-${listItem(item, indent)}`).join("\n");
	return `${pad}${inline(value, {
		column: indent,
		indent
	}).trimStart()}`;
}
function entry(key, value, indent) {
	const name = writeScalar(key, {
		column: indent,
		indent,
		isKey: true
	});
	if (isValueMap(value) && value.size > 0) return `${name}:\n${block(value, indent + 2)}`;
	if (isValueList(value) && value.length > 0) return `${name}:\n${block(value, indent)}`;
	return `${name}:${inline(value, {
		column: indent + Array.from(name).length + 1,
		indent: indent + 2
	})}`;
}
function listItem(value, indent) {
	if (isValueMap(value) && value.size > 0 || isValueList(value) && value.length > 0) return ` ${block(value, indent + 2).trimStart()}`;
	return inline(value, {
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
//#endregion
//#region src/versioning/data-file.ts
function parseDataFile(text, file) {
	const values = readValues(text, file);
	const outs = isValueMap(values) ? values.get("outs") : void 0;
	if (!isValueMap(values) || !isValueList(outs)) throw new PawlError("file.unreadable", { message: `${file} has no list of outs.` });
	const wdir = values.get("wdir");
	const directory = joinPath(file, "..", typeof wdir === "string" ? wdir : "");
	return outs.flatMap((out) => {
		const item = readItem(out);
		if (item === void 0) return [];
		const target = directory === void 0 ? void 0 : joinPath(directory, item.path);
		if (target === void 0 || isReserved(target)) throw new PawlError("path.refused", { message: `${file} names ${JSON.stringify(item.path)}, outside the repository or where git and DVC keep their own.` });
		return [{
			...item,
			target,
			file
		}];
	});
}
function writeDataFile(item) {
	const entry = new Map([["md5", item.md5]]);
	setCounts(entry, item);
	if (item.hash === "md5") entry.set("hash", "md5");
	entry.set("path", item.path);
	return writeValues(new Map([["outs", [entry]]]));
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
	return { values };
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
		deps: readItems(entry.get("deps")),
		params: readParams(entry.get("params")),
		outs: readItems(entry.get("outs"))
	};
}
function withLockEntry(lock, stage, entry) {
	const before = lock.values.get("stages");
	const stages = new Map(isValueMap(before) ? before : []);
	stages.set(stage, writeLockEntry(entry));
	return { values: new Map([...lock.values, ["stages", stages]]) };
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
function readItems(value) {
	return isValueList(value) ? value.flatMap((entry) => readItem(entry) ?? []) : [];
}
function readParams(value) {
	if (!isValueMap(value)) return new Map();
	return new Map([...value].flatMap(([file, values]) => isValueMap(values) ? [[file, values]] : []));
}
//#endregion
export { withLockEntry as a, parseDataFile as c, readValues as d, readLockEntry as i, writeDataFile as l, lockEntryOf as n, writeLock as o, parseLock as r, writeLockEntry as s, emptyLock as t, writeValues as u };
