//#region src/registry/canonical-json.ts
function canonicalJson(value) {
	return JSON.stringify(sortKeys(value)) ?? "null";
}
function sortKeys(value) {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
	return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
//#endregion
export { canonicalJson as t };
