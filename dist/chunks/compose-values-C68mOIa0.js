import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { c as isSpecialValue, l as isValueList, s as isNumberValue, t as PlainKeyMap, u as isValueMap } from "./value-VM4t6jbx.js";
import { n as parseMoment, t as pythonFloat } from "./python-float-D1fu7Wmg.js";
//#region src/versioning/resolve-scalar.ts
var import_dist = __toESM(require_dist(), 1);
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
const maxDepth = 200;
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
		return depth + target.depth > maxDepth && this.#refuseDepth(offset, 201) ? nothing : target;
	}
	#refuseDepth(at, depth) {
		if (depth <= maxDepth) return false;
		if (!this.#isTooDeep) this.#fault(at, `nested more than ${maxDepth} levels deep`);
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
export { resolveScalar as i, plainText as n, needsQuotes as r, composeValues as t };
