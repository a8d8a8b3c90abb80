import { t as flattenText } from "./plain-text-B3nEYAFD.js";
//#region src/report/escape.ts
const zeroWidthSpace = "​";
function escapeText(text, maxLength) {
	return flattenText(text, maxLength).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/[\\`*_{}[\]()!|~$]/g, "\\$&").replaceAll(/[@#]|GH-|www(?=\.)/gi, `$&${zeroWidthSpace}`).replaceAll("://", `${zeroWidthSpace}://`);
}
//#endregion
export { escapeText as t };
