import { a as isValueList, i as isNumberValue, o as isValueMap, t as compareCodePoints } from "./value-TRRPEF3F.js";
//#region src/versioning/python-json.ts
function pythonJson(value) {
	if (isValueList(value)) return `[${value.map(pythonJson).join(", ")}]`;
	if (isValueMap(value)) return `{${[...value.keys()].sort(compareCodePoints).map((key) => `${quote(key)}: ${pythonJson(value.get(key) ?? null)}`).join(", ")}}`;
	if (isNumberValue(value)) return specialNumbers[value.text] ?? value.text;
	return typeof value === "string" ? quote(value) : String(value);
}
const specialNumbers = {
	nan: "NaN",
	inf: "Infinity",
	"-inf": "-Infinity"
};
function quote(text) {
	return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
//#endregion
export { pythonJson as t };
