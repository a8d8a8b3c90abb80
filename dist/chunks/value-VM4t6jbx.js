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
function integer(value) {
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
export { integer as a, isSpecialValue as c, toPlainData as d, floatOf as i, isValueList as l, TupleList as n, isEqualValue as o, compareCodePoints as r, isNumberValue as s, PlainKeyMap as t, isValueMap as u };
