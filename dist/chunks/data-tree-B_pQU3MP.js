import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { r as compareCodePoints } from "./value-VM4t6jbx.js";
import { n as quotePython } from "./python-json-BHml0Z3V.js";
//#region src/versioning/data-tree.ts
function writeTree(files) {
	return `[${[...files].sort((a, b) => compareCodePoints(a.path, b.path)).map(writeTreeFile).join(", ")}]`;
}
function writeTreeFile(file) {
	return `{"md5": "${file.md5}", "relpath": ${quotePython(file.path)}}`;
}
const digest = /^[0-9a-f]{32}$/;
const insidePath = /^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))[^\0\\]+$/;
function readTree(text, name) {
	let data;
	try {
		data = JSON.parse(text);
	} catch (cause) {
		throw new PawlError("cache.corrupt", {
			message: `The directory object ${name} is not JSON.`,
			cause
		});
	}
	const files = Array.isArray(data) ? data.map(readTreeFile) : [void 0];
	if (!files.every((file) => file !== void 0)) throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not a list of files.` });
	return isSorted(files) ? files : files.sort((a, b) => compareCodePoints(a.path, b.path));
}
function readTreeFile(entry) {
	if (typeof entry !== "object" || entry === null || !("md5" in entry) || !("relpath" in entry)) return void 0;
	const { md5, relpath } = entry;
	if (typeof md5 !== "string" || typeof relpath !== "string") return void 0;
	return digest.test(md5) && insidePath.test(relpath) ? {
		md5,
		path: relpath
	} : void 0;
}
function isSorted(files) {
	return files.every((file, index) => {
		const before = files[index - 1];
		return before === void 0 || compareCodePoints(before.path, file.path) <= 0;
	});
}
//#endregion
export { writeTree as n, writeTreeFile as r, readTree as t };
