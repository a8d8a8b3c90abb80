//#region src/versioning/value.ts
function isValueMap(value) {
	return value instanceof Map;
}
function isValueList(value) {
	return Array.isArray(value);
}
function isNumberValue(value) {
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
	const [left, right] = [numeric(a), numeric(b)];
	return left !== void 0 && right !== void 0 ? left === right : a === b;
}
function numeric(value) {
	if (typeof value === "boolean") return value ? 1 : 0;
	if (!isNumberValue(value)) return void 0;
	if (value.kind === "float") return floatOf(value.text);
	const exact = BigInt(value.text);
	return BigInt(Number(exact)) === exact ? Number(exact) : exact;
}
function floatOf(text) {
	if (text === "nan") return NaN;
	if (text === "inf") return Number.POSITIVE_INFINITY;
	return text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
function compareCodePoints(a, b) {
	const [left, right] = [Array.from(a), Array.from(b)];
	for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
		const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}
//#endregion
export { isValueList as a, isNumberValue as i, integer as n, isValueMap as o, isEqualValue as r, compareCodePoints as t };
