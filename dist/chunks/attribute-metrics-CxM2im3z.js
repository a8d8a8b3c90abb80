import { n as toJsonNumber, t as fromJsonNumber } from "./json-number-BmYEwRty.js";
//#region src/evaluation/shapley.ts
function subsetsOf(players) {
	const unique = [...new Set(players)];
	return Array.from({ length: 2 ** unique.length }, (_, bits) => unique.filter((_player, at) => (bits & 1 << at) !== 0));
}
function shapleyShares(players, values) {
	const count = new Set(players).size;
	if (values.length !== 2 ** count) throw new RangeError(`${values.length} values for ${count} players`);
	return Array.from({ length: count }, (_, player) => {
		const bit = 1 << player;
		return values.reduce((total, value, bits) => {
			if ((bits & bit) !== 0) return total;
			const added = (values[bits | bit] ?? NaN) - value;
			return total + ordersWith(sizeOf(bits), count) * added;
		}, 0) / factorial(count);
	});
}
function ordersWith(size, count) {
	return factorial(size) * factorial(count - size - 1);
}
function factorial(of) {
	return of < 2 ? 1 : of * factorial(of - 1);
}
function sizeOf(bits) {
	return bits === 0 ? 0 : (bits & 1) + sizeOf(bits >> 1);
}
//#endregion
//#region src/evaluation/attribute-metrics.ts
const maxMetrics = 100;
function attributeMetrics(kinds, combinations) {
	const subsets = subsetsOf(kinds);
	if (combinations.length !== subsets.length) throw new RangeError(`${combinations.length} combinations of ${kinds.length} kinds`);
	const ends = [combinations.at(-1), combinations[0]];
	const named = new Map();
	for (const metric of ends.flatMap((end) => end?.metrics ?? [])) if (!named.has(metric.metric)) named.set(metric.metric, metric);
	return [...named.values()].slice(0, maxMetrics).map(({ metric, direction }) => {
		const values = combinations.map((one) => one.metrics?.find((entry) => entry.metric === metric)?.value);
		const first = values[0] ?? NaN;
		const last = values.at(-1) ?? NaN;
		const reason = whyNot(metric, subsets, combinations);
		return {
			metric,
			direction,
			values: values.map((value) => value === void 0 ? null : toJsonNumber(value)),
			difference: toJsonNumber(last - first),
			shares: reason === null ? shapleyShares(kinds, values.map((value) => value ?? NaN)).map(toJsonNumber) : null,
			reason
		};
	});
}
function whyNot(metric, subsets, combinations) {
	for (const [index, combination] of combinations.entries()) {
		const name = nameCombination(subsets[index] ?? []);
		if (combination.metrics === void 0) return `${name}: ${combination.reason}`;
		const found = combination.metrics.find((entry) => entry.metric === metric);
		if (found === void 0) return `${name}: it has no value there`;
		if (!Number.isFinite(found.value)) return `${name}: its value there is not finite`;
	}
	return null;
}
function nameCombination(kinds) {
	if (kinds.length === 0) return "the champion's inputs";
	const last = kinds.at(-1) ?? "";
	const rest = kinds.slice(0, -1).join(", ");
	return `new ${rest === "" ? last : `${rest} and ${last}`}`;
}
function isConsistent({ values, difference, shares }) {
	if (shares === null) return true;
	const numbers = values.map((value) => value === null ? NaN : fromJsonNumber(value));
	const whole = fromJsonNumber(difference);
	const sum = shares.reduce((total, share) => total + fromJsonNumber(share), 0);
	const ends = (numbers.at(-1) ?? NaN) - (numbers[0] ?? NaN);
	const tolerance = 1e-9 * Math.max(1, ...numbers.map(Math.abs));
	return Math.abs(sum - whole) <= tolerance && Math.abs(ends - whole) <= tolerance;
}
//#endregion
export { subsetsOf as i, isConsistent as n, nameCombination as r, attributeMetrics as t };
