//#region src/report/plain-number.ts
const leastPlaces = 4;
const mostPlaces = 12;
function formatNumber(value) {
	const places = Math.min(mostPlaces, Math.max(leastPlaces, 1 - (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))))));
	const text = value.toFixed(places).replace(/(?:\.|(?<![.0]))0+$/, "");
	return text === "-0" ? "0" : text;
}
//#endregion
export { formatNumber as t };
