import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { c as isSpecialValue, l as isValueList, r as compareCodePoints, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
//#region src/versioning/python-json.ts
function pythonJson(value) {
	if (isValueList(value)) return `[${value.map(pythonJson).join(", ")}]`;
	if (isValueMap(value)) return `{${[...value.keys()].sort(compareCodePoints).map((key) => `${quotePython(key)}: ${pythonJson(value.get(key) ?? null)}`).join(", ")}}`;
	if (isSpecialValue(value)) throw new PawlError("dvc.unsupported", {
		message: `A stage cannot depend on ${value.kind === "date" ? `the date ${value.text}` : value.text}.`,
		hint: "Quote a date, so that it is text; write lists for sets."
	});
	if (isNumberValue(value)) return specialNumbers[value.text] ?? value.text;
	return typeof value === "string" ? quotePython(value) : String(value);
}
const specialNumbers = {
	nan: "NaN",
	inf: "Infinity",
	"-inf": "-Infinity"
};
function quotePython(text) {
	return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
//#endregion
export { quotePython as n, pythonJson as t };
