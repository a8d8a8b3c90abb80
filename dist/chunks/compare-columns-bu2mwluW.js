import { n as methods, t as methodNames } from "./methods-gkxnieoy.js";
import { n as countIntoBins, o as countValues, r as referenceCounts, s as inferColumnType } from "./bins-DFEt-Vnh.js";
import { t as buildColumnProfile } from "./column-profile-C6JnzsWi.js";
import { n as sharesOf, t as columnPsi } from "./psi-B_nyNkHM.js";
//#region src/drift/js-distance.ts
function jsDistance(reference, current) {
	const r = sharesOf(reference);
	const c = sharesOf(current);
	if (r === void 0 || c === void 0) return NaN;
	let divergence = 0;
	for (const [index, share] of r.entries()) {
		const other = c[index] ?? 0;
		const middle = (share + other) / 2;
		divergence += (term(share, middle) + term(other, middle)) / 2;
	}
	return Math.sqrt(Math.max(0, divergence));
}
function term(share, middle) {
	return share === 0 ? 0 : share * Math.log2(share / middle);
}
//#endregion
//#region src/drift/walk-cdfs.ts
function walkCdfs(reference, current) {
	const [n = 0, m = 0] = [reference, current].map((side) => side.counts.reduce((sum, count) => sum + count, 0));
	if (n === 0 || m === 0) return [];
	const pooled = [...new Set([...reference.values, ...current.values].map(Number))].sort((a, b) => a - b);
	const left = {
		index: 0,
		sum: 0
	};
	const right = {
		index: 0,
		sum: 0
	};
	return pooled.map((value, place) => {
		advance(left, reference, value);
		advance(right, current, value);
		return {
			difference: left.sum / n - right.sum / m,
			width: (pooled[place + 1] ?? value) - value
		};
	});
}
function advance(cursor, side, value) {
	while (cursor.index < side.values.length && Number(side.values[cursor.index] ?? Number.POSITIVE_INFINITY) <= value) {
		cursor.sum += side.counts[cursor.index] ?? 0;
		cursor.index += 1;
	}
}
//#endregion
//#region src/drift/ks-statistic.ts
function ksStatistic(reference, current) {
	const steps = walkCdfs(reference, current);
	if (steps.length === 0) return NaN;
	return steps.reduce((most, step) => Math.max(most, Math.abs(step.difference)), 0);
}
//#endregion
//#region src/drift/wasserstein-distance.ts
function wassersteinDistance(reference, current) {
	const steps = walkCdfs(reference, current);
	if (steps.length === 0) return NaN;
	return steps.reduce((sum, step) => sum + Math.abs(step.difference) * step.width, 0);
}
function normalizedWasserstein(reference, current, std) {
	const distance = wassersteinDistance(reference, current);
	return distance === 0 ? 0 : distance / std;
}
//#endregion
//#region src/drift/compare-columns.ts
function compareColumns(reference, current, options) {
	const type = inferColumnType(reference);
	return compareCounts(countValues(reference, { type }), countValues(current, { type }), options);
}
function compareCounts(left, right, options) {
	const { type } = left;
	const profile = buildColumnProfile(left);
	const bins = countIntoBins(right, profile.bins);
	const statistics = {
		psi: columnPsi(profile, right),
		js_distance_base2: jsDistance(referenceCounts(profile.bins), bins),
		ks: ksStatistic(left, right),
		wasserstein_normalized: normalizedWasserstein(left, right, profile.numbers?.std ?? NaN)
	};
	return {
		type,
		referenceRows: left.rows,
		currentRows: right.rows,
		referenceMissing: left.missing,
		currentMissing: right.missing,
		statistics: fittingStatistics(statistics, type),
		...judge({
			type,
			rows: Math.min(left.rows, right.rows),
			value: statistics.psi
		}, options)
	};
}
function fittingStatistics(all, type) {
	const fitting = {};
	for (const name of methodNames) if (methods[name].types.includes(type)) fitting[name] = all[name];
	return fitting;
}
function judge(column, options) {
	const limit = options.psiLimit ?? methods.psi.limit;
	if (column.type === "timestamp") return {
		verdict: "ok",
		reason: "times are not judged: they always move"
	};
	if (column.rows < options.minRows) return {
		verdict: "not enough data",
		reason: `${column.rows} rows, at least ${options.minRows} needed`
	};
	const value = column.value.toFixed(4);
	return column.value > limit ? {
		verdict: "drift",
		reason: `PSI ${value} is over the limit ${limit}`
	} : {
		verdict: "ok",
		reason: `PSI ${value} is within the limit ${limit}`
	};
}
//#endregion
export { compareCounts as n, compareColumns as t };
