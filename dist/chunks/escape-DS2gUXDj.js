//#region src/report/escape.ts
const zeroWidthSpace = "​";
const defaultMaxLength = 120;
function escapeText(text, maxLength = defaultMaxLength) {
	const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
	const characters = Array.from(flat);
	return (characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join("")}…` : flat).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/[\\`*_{}[\]()!|~$]/g, "\\$&").replaceAll(/[@#]|GH-|www(?=\.)/gi, `$&${zeroWidthSpace}`).replaceAll("://", `${zeroWidthSpace}://`);
}
//#endregion
export { escapeText as t };
