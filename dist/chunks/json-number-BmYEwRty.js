//#region src/math/json-number.ts
function toJsonNumber(value) {
	if (Number.isFinite(value)) return value;
	if (Number.isNaN(value)) return "nan";
	return value > 0 ? "inf" : "-inf";
}
function fromJsonNumber(value) {
	if (typeof value === "number") return value;
	if (value === "nan") return NaN;
	return value === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
//#endregion
export { toJsonNumber as n, fromJsonNumber as t };
