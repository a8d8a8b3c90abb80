//#region src/report/plain-text.ts
const defaultMaxLength = 120;
function flattenText(text, most = defaultMaxLength) {
	const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
	const characters = Array.from(flat);
	return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : flat;
}
function plainCell(cell) {
	return fragmentsOf(cell).map(plainFragment).join("");
}
function fragmentsOf(cell) {
	return isFragments(cell) ? cell : [cell];
}
function isFragments(cell) {
	return Array.isArray(cell);
}
function plainFragment(fragment) {
	if (typeof fragment === "string") return fragment;
	if ("strong" in fragment) return flattenText(fragment.strong);
	return "code" in fragment ? flattenText(fragment.code) : flattenText(fragment.text, fragment.most);
}
//#endregion
export { fragmentsOf as n, plainCell as r, flattenText as t };
