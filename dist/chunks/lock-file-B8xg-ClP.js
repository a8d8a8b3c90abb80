import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { a as integer, c as isSpecialValue, l as isValueList, r as compareCodePoints, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
import { r as needsQuotes } from "./compose-values-C68mOIa0.js";
import { n as readValues } from "./read-values-De1jxOew.js";
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
	if (item.sizeBytes !== void 0) entry.set("size", integer(item.sizeBytes));
	if (item.fileCount !== void 0) entry.set("nfiles", integer(item.fileCount));
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
		deps: readItems(entry.get("deps")),
		params: readParams(entry.get("params")),
		outs: readItems(entry.get("outs"))
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
function readItems(value) {
	return isValueList(value) ? value.flatMap((entry) => readItem(entry) ?? []) : [];
}
function readParams(value) {
	if (!isValueMap(value)) return new Map();
	return new Map([...value].flatMap(([file, values]) => isValueMap(values) ? [[file, values]] : []));
}
//#endregion
export { readLockEntry as a, writeLockEntry as c, readItem as d, setCounts as f, parseLock as i, writeValues as l, lockEntryOf as n, withLockEntry as o, lockedStages as r, writeLock as s, emptyLock as t, writeScalar as u };
