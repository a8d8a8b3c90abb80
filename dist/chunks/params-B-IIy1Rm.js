import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { l as isValueList, u as isValueMap } from "./value-VM4t6jbx.js";
//#region src/versioning/glob-pattern.ts
function globPattern(pattern) {
	const source = (pattern.match(/\[!?\]?[^\]]*\]|[\s\S]/g) ?? []).map((part) => {
		if (part === "*") return ".*";
		if (part === "?") return ".";
		if (part.length === 1) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
		const isNot = part.startsWith("[!");
		const inside = part.slice(isNot ? 2 : 1, -1).replace(/[\\\]^[]/g, "\\$&");
		return `[${isNot ? "^" : ""}${inside}]`;
	});
	return new RegExp(`^${source.join("")}$`, "su");
}
//#endregion
//#region src/versioning/params.ts
function selectParams(content, keys, file = "the parameter file") {
	if (keys === "all") return isValueMap(content) ? content : new Map();
	const selected = new Map();
	for (const key of keys) {
		const value = /[*?[]/.test(key) ? lookUpPattern(content, key, file) : lookUp(content, key);
		if (value !== void 0) selected.set(key, value);
	}
	return selected;
}
function lookUp(content, key) {
	let value = content;
	for (const step of key.split(".")) if (isValueMap(value)) value = value.get(step);
	else if (isValueList(value) && /^\d+$/.test(step)) value = value[Number(step)];
	else return void 0;
	return value;
}
function lookUpPattern(content, key, file) {
	let found = content === void 0 ? [] : [content];
	for (const step of key.split(".")) {
		const pattern = globPattern(step);
		found = found.flatMap((value) => {
			if (isValueList(value)) return value.filter((_, index) => pattern.test(String(index)));
			return isValueMap(value) ? [...value].flatMap(([name, item]) => pattern.test(name) ? [item] : []) : [];
		});
	}
	if (found.length > 1) throw new PawlError("dvc.invalid", { message: `${key} fits ${found.length} parameters of ${file}; it may fit one.` });
	return found[0];
}
//#endregion
export { globPattern as n, selectParams as t };
