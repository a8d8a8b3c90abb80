//#region src/registry/tag-trailers.ts
function writeTrailers(trailers) {
	return Object.entries(trailers).flatMap(([key, value]) => value === void 0 ? [] : [`${key}: ${value.replace(/\s+/g, " ").trim()}`]).join("\n");
}
function readTrailer(message, key) {
	return (message.trimEnd().split("\n\n").at(-1) ?? "").split("\n").find((entry) => entry.startsWith(`${key}: `))?.slice(key.length + 2).trim();
}
//#endregion
export { writeTrailers as n, readTrailer as t };
