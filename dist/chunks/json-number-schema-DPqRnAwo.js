import { D as union, E as tuple, d as _enum, y as number } from "./schemas-BE36b9dF.js";
//#region src/math/json-number-schema.ts
const jsonNumber = union([number(), _enum([
	"nan",
	"inf",
	"-inf"
])]);
const interval = tuple([jsonNumber, jsonNumber]).nullable();
//#endregion
export { jsonNumber as n, interval as t };
