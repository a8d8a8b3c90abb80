import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { r as readDocument, t as renderProblems } from "./problem-DCKYwxYb.js";
import { u as isValueMap } from "./value-VM4t6jbx.js";
import { i as resolveScalar, t as composeValues } from "./compose-values-C68mOIa0.js";
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
const maxDepth = 50;
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
		if (line === void 0 || line.indent !== indent || depth > maxDepth) return void 0;
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
const word = /^[A-Za-z0-9_./][A-Za-z0-9_./@+-]*$/;
function collection(text) {
	if (text === "{}") return new Map();
	if (text === "[]") return [];
	if (!text.startsWith("[") || !text.endsWith("]")) return void 0;
	const items = [];
	for (const part of text.slice(1, -1).split(",")) {
		const item = word.test(part.trim()) ? resolveScalar(part.trim()) : void 0;
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
const maxLength = 32 * 1024 * 1024;
function readValues(text, file) {
	const read = readValueDocument(text, {
		file,
		maxLength
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
export { readValues as n, readValueDocument as t };
