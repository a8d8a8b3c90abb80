import { Bt as integer, Dt as pythonRepr, Gt as isValueMap, Ht as isNumberValue, Rt as compareCodePoints, Vt as isEqualValue, Wt as isValueList, jt as pythonFloat, zt as floatOf } from "./pipeline-DJgoMtB1.js";
//#region src/versioning/compare-values.ts
function compareValues(old, after, { isComplete = false } = {}) {
	if (!isMapping(old) && !isMapping(after)) {
		const change = compareOne(old ?? null, after ?? null, isComplete);
		return new Map(change === void 0 ? [] : [["", change]]);
	}
	const [left, right] = [flattenValues(old), flattenValues(after)];
	const keys = [...new Set([...left.keys(), ...right.keys()])].sort(compareCodePoints);
	const changes = new Map();
	for (const key of keys) {
		const change = compareOne(valueOf(key, left, old), valueOf(key, right, after), isComplete);
		if (change !== void 0) changes.set(key, change);
	}
	return changes;
}
function flattenValues(content) {
	const flat = new Map();
	const walk = (value, key) => {
		if (isValueMap(value)) for (const [step, item] of value) walk(item, key === "" ? step : `${key}.${step}`);
		else flat.set(key, isValueList(value) ? pythonRepr(value) : value);
	};
	if (isValueMap(content)) for (const [key, item] of content) walk(item, key);
	return flat;
}
function isMapping(content) {
	return content === void 0 || isValueMap(content);
}
function valueOf(key, flat, content) {
	return flat.get(key) ?? (isMapping(content) || content === null ? null : "unable to parse");
}
function compareOne(old, after, isComplete) {
	if (!isComplete && isEqualValue(old, after)) return void 0;
	const diff = subtract(after, old);
	return {
		old,
		new: after,
		...diff === void 0 ? {} : { diff }
	};
}
function subtract(a, b) {
	const [left, right] = [numberOf(a), numberOf(b)];
	if (left === void 0 || right === void 0) return void 0;
	if (left.kind === "integer" && right.kind === "integer") return {
		kind: "integer",
		text: String(BigInt(left.text) - BigInt(right.text))
	};
	return {
		kind: "float",
		text: pythonFloat(floatOf(left.text) - floatOf(right.text))
	};
}
function numberOf(value) {
	if (typeof value === "boolean") return integer(value ? 1 : 0);
	return isNumberValue(value) ? value : void 0;
}
//#endregion
export { flattenValues as n, compareValues as t };
