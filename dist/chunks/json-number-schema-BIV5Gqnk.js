import { A as union, S as number, f as _enum, k as tuple } from "./schemas-CFgJ4ov0.js";
//#region src/math/json-number-schema.ts
const jsonNumber = union([number(), _enum([
	"nan",
	"inf",
	"-inf"
])]);
const interval = tuple([jsonNumber, jsonNumber]).nullable();
//#endregion
export { jsonNumber as n, interval as t };
