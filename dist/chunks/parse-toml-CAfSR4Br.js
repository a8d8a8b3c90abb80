import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Mt as parseMoment, jt as pythonFloat } from "./pipeline-DJgoMtB1.js";
import "./dist-XajIpX5C.js";
//#region src/versioning/parse-toml.ts
async function parseToml(text, file) {
	const library = await import("./dist-1s0Kbty7.js");
	try {
		return toValue(library.parse(text, { integersAsBigInt: true }), library);
	} catch (cause) {
		throw new PawlError("file.unreadable", {
			message: `${file} is no valid TOML: ${(cause instanceof Error ? cause.message : String(cause)).trim()}`,
			cause
		});
	}
}
function toValue(data, library) {
	if (typeof data === "bigint") return {
		kind: "integer",
		text: String(data)
	};
	if (typeof data === "number") return {
		kind: "float",
		text: pythonFloat(data)
	};
	if (typeof data !== "object") return data;
	if (Array.isArray(data)) return data.map((item) => toValue(item, library));
	if (data instanceof library.TomlDate) {
		const text = data.toISOString().replace(/\.0+(?=$|[-+Z])/, "");
		return parseMoment(text) ?? {
			kind: "opaque",
			text: `the time of day ${text}`
		};
	}
	return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item, library)]));
}
//#endregion
export { parseToml };
