import { i as weightedQuantiles, t as chooseBins } from "./bins-DFEt-Vnh.js";
//#region src/drift/column-profile.ts
const percentiles = Array.from({ length: 101 }, (_, index) => index / 100);
function buildColumnProfile(column) {
	return {
		type: column.type,
		rows: column.rows,
		missing: column.missing,
		distinct: column.values.length,
		bins: chooseBins(column),
		top: topOf(column),
		numbers: numbersOf(column)
	};
}
function topOf(column) {
	return column.values.map((value, index) => ({
		value: String(value).slice(0, 200),
		count: column.counts[index] ?? 0
	})).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, 10);
}
function numbersOf(column) {
	if (!(column.type === "numeric" || column.type === "timestamp") || column.values.length === 0) return null;
	const values = column.values.map(Number);
	const { mean, std } = momentsOf(values, column.counts);
	return {
		mean,
		std,
		quantiles: weightedQuantiles(values, column.counts, percentiles),
		histogram: histogramOf(values, column.counts)
	};
}
function momentsOf(values, counts) {
	const shift = values[Math.floor(values.length / 2)] ?? 0;
	let rows = 0;
	let sum = 0;
	for (const [index, value] of values.entries()) {
		rows += counts[index] ?? 0;
		sum += (counts[index] ?? 0) * (value - shift);
	}
	const offset = sum / rows;
	let squares = 0;
	for (const [index, value] of values.entries()) squares += (counts[index] ?? 0) * (value - shift - offset) ** 2;
	return {
		mean: shift + offset,
		std: Math.sqrt(squares / rows)
	};
}
function histogramOf(values, counts) {
	const least = values[0] ?? 0;
	const width = ((values.at(-1) ?? 0) - least) / 20;
	if (!(width > 0)) return {
		edges: [least, least],
		counts: [counts.reduce((sum, n) => sum + n, 0)]
	};
	const filled = Array.from({ length: 20 }, () => 0);
	for (const [index, value] of values.entries()) {
		const bin = Math.min(19, Math.floor((value - least) / width));
		filled[bin] = (filled[bin] ?? 0) + (counts[index] ?? 0);
	}
	return {
		edges: Array.from({ length: 21 }, (_, index) => least + width * index),
		counts: filled
	};
}
//#endregion
export { percentiles as n, buildColumnProfile as t };
