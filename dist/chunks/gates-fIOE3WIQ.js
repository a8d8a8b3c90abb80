import { c as gateMetricId, f as toleranceOf, o as describeGate, s as gateDirection, u as isSliceScope } from "./parse-policy-CiPne4bg.js";
import { n as toJsonNumber, t as fromJsonNumber } from "./json-number-BmYEwRty.js";
//#region src/evaluation/gate-judgement.ts
function passed(reasonCode, reason) {
	return {
		status: "pass",
		reasonCode,
		reason
	};
}
function failed(reasonCode, reason) {
	return {
		status: "fail",
		reasonCode,
		reason
	};
}
function doubtful({ isStrict }, reason) {
	return {
		status: isStrict ? "fail" : "warn",
		reasonCode: "gate.not-enough-evidence",
		reason
	};
}
function shownNumber(value) {
	return String(Number(value.toPrecision(4)));
}
//#endregion
//#region src/math/student-t.ts
const most = 1e4;
const tiny = 1e-300;
function studentUpperTail(t, freedom) {
	if (Number.isNaN(t) || !(freedom > 0)) return NaN;
	if (t < 0) return 1 - studentUpperTail(-t, freedom);
	if (t === Number.POSITIVE_INFINITY) return 0;
	const a = freedom / 2;
	const ratio = t * t / freedom;
	const x = 1 / (1 + ratio);
	const rest = ratio / (1 + ratio);
	const scale = Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(rest / Math.PI) * gammaRatio(a);
	if (x < (a + 1) / (a + 2.5)) return scale * betaFraction(x, a, .5) / (2 * a);
	return .5 - scale * betaFraction(rest, .5, a);
}
function studentQuantile(probability, freedom) {
	if (!(probability >= 0 && probability <= 1 && freedom > 0)) return NaN;
	if (probability === .5) return 0;
	const tail = Math.min(probability, 1 - probability);
	const size = tail === 0 ? Number.POSITIVE_INFINITY : invertTail(tail, freedom);
	return probability < .5 ? -size : size;
}
function invertTail(tail, freedom) {
	let high = 1;
	while (studentUpperTail(high, freedom) > tail && high < 1e300) high *= 2;
	let low = 0;
	for (let step = 0; step < 200; step += 1) {
		const middle = (low + high) / 2;
		if (middle === low || middle === high) break;
		if (studentUpperTail(middle, freedom) > tail) low = middle;
		else high = middle;
	}
	return high;
}
function gammaRatio(a) {
	let factor = 1;
	let shifted = a;
	for (; shifted < 30; shifted += 1) factor *= shifted / (shifted + .5);
	const inverse = 1 / shifted;
	const square = inverse * inverse;
	const series = inverse * (-1 / 8 + square * (1 / 192 + square * (-1 / 640 + square * (17 / 14336))));
	return factor * Math.sqrt(shifted) * Math.exp(series);
}
function betaFraction(x, a, b) {
	let numerator = 1;
	let denominator = 1 / guarded(1 - (a + b) * x / (a + 1));
	let value = denominator;
	for (let m = 1; m < most; m += 1) {
		const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		denominator = 1 / guarded(1 + even * denominator);
		numerator = guarded(1 + even / numerator);
		value *= denominator * numerator;
		const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		denominator = 1 / guarded(1 + odd * denominator);
		numerator = guarded(1 + odd / numerator);
		const change = denominator * numerator;
		value *= change;
		if (Math.abs(change - 1) < 1e-15) break;
	}
	return value;
}
function guarded(value) {
	return Math.abs(value) < tiny ? tiny : value;
}
//#endregion
//#region src/evaluation/verdict.ts
function verdictOf(difference, direction) {
	const [low, high] = difference.interval ?? [difference.value, difference.value];
	if (Number.isNaN(difference.value) || Number.isNaN(low) || Number.isNaN(high)) return "not comparable";
	if (low <= 0 && high >= 0) return "within noise";
	if (direction === "none") return "changed";
	return low > 0 === (direction === "higher") ? "better" : "worse";
}
//#endregion
//#region src/evaluation/seed-noise.ts
const mostRuns = 100;
function seedNoiseOf(metric, values) {
	const runs = values.slice(0, mostRuns);
	const mean = runs.reduce((sum, value) => sum + value, 0) / runs.length;
	const squares = runs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const deviation = runs.length < 2 ? NaN : Math.sqrt(squares / (runs.length - 1));
	return {
		metric,
		values: runs.map(toJsonNumber),
		deviation: toJsonNumber(deviation)
	};
}
function seedHalfWidth(noise, confidence) {
	const freedom = noise.values.length - 1;
	return studentQuantile((1 + confidence) / 2, freedom) * Math.SQRT2 * fromJsonNumber(noise.deviation);
}
function seedVerdict({ difference, direction, verdict }, noise, confidence) {
	const half = seedHalfWidth(noise, confidence);
	if (difference?.interval === void 0 || difference.interval === null || Number.isNaN(half)) return verdict;
	const value = fromJsonNumber(difference.value);
	const [low, high] = difference.interval.map(fromJsonNumber);
	return verdictOf({
		value,
		interval: [value - Math.hypot(value - (low ?? NaN), half), value + Math.hypot((high ?? NaN) - value, half)]
	}, direction);
}
//#endregion
//#region src/evaluation/judge-regression.ts
function judgeRegression(gate, metric, place) {
	if (gate.max_regression === void 0) return void 0;
	const direction = gateDirection(gate);
	if (direction === "none") return failed("gate.direction-unknown", `which way ${metric.metric} is better is not known; give a direction`);
	if (place.evidence.isFirst(metric)) return passed("gate.first-model", "there is no champion to compare with");
	if (metric.champion === null || metric.difference === null) return failed("gate.not-comparable", "the champion has no value on these rows");
	const tolerance = toleranceOf(gate, fromJsonNumber(metric.champion.value)) ?? 0;
	const difference = fromJsonNumber(metric.difference.value);
	if (Number.isNaN(difference)) return failed("gate.not-comparable", "the difference is undefined");
	if (Number.isNaN(tolerance)) return failed("gate.relative-to-zero", "a relative tolerance has no meaning: the champion's value is 0");
	return judgeGain({
		gain: direction === "higher" ? difference : -difference,
		best: bestGain(metric, direction),
		tolerance,
		metric: metric.metric
	}, place);
}
function judgeGain({ gain, best, tolerance, metric }, place) {
	const { evidence, slice } = place;
	if (Number.isNaN(best)) return doubtful(evidence, "too few resamples are defined for an interval");
	if (gain >= -tolerance) return passed("gate.passed", gain < 0 ? `worse by ${shownNumber(-gain)}, within the tolerance` : "not worse");
	const beyond = `worse by ${shownNumber(-gain)}, beyond ${shownNumber(tolerance)}`;
	if (best >= 0) return doubtful(evidence, `${beyond}, but the interval includes no change`);
	if (slice === void 0) return judgeSeedNoise({
		gain,
		best,
		metric,
		beyond
	}, evidence);
	if (slice.origin === "found" && !isBeyondChance(slice.test, evidence.confidence ?? .95)) return doubtful(evidence, `${beyond}, which one${(slice.test === void 0 ? "" : ` of ${slice.test.looks} slices that were looked at`) || " found by search"} may be by chance`);
	return failed("gate.regression", beyond);
}
function judgeSeedNoise(loss, evidence) {
	const noise = evidence.seedNoise?.find((entry) => entry.metric === loss.metric);
	const half = noise === void 0 ? NaN : seedHalfWidth(noise, evidence.confidence ?? .95);
	const width = Number.isNaN(half) ? 0 : half;
	if (loss.gain + Math.hypot(loss.best - loss.gain, width) < 0) return failed("gate.regression", loss.beyond);
	const why = `training again with other seeds moves it by up to ${shownNumber(width)}`;
	return doubtful(evidence, `${loss.beyond}, but ${why}`);
}
function isBeyondChance(test, confidence) {
	return typeof test?.pValue === "number" && test.pValue < 1 - confidence;
}
function bestGain(metric, direction) {
	const { difference } = metric;
	if (difference === null) return NaN;
	const [low, high] = difference.interval ?? [difference.value, difference.value];
	return direction === "higher" ? fromJsonNumber(high) : -fromJsonNumber(low);
}
//#endregion
//#region src/evaluation/gates.ts
function judgeGates(gates, evidence) {
	return gates.flatMap((gate) => {
		if (gate.slices === void 0) return [toResult(gate, null, judge(gate, evidence.metrics, { evidence }))];
		return isSliceScope(gate.slices) ? judgeSlices(gate, gate.slices, evidence) : [judgeOneSlice(gate, gate.slices, evidence)];
	});
}
function overallVerdict(gates) {
	if (gates.some((gate) => gate.status === "fail")) return "fail";
	return gates.some((gate) => gate.status === "warn") ? "warn" : "pass";
}
function judgeSlices(gate, scope, evidence) {
	const slices = evidence.slices.filter((slice) => scope === "any" || scope === "found" === (slice.origin === "found"));
	if (slices.length === 0) return [toResult(gate, null, scope === "found" ? passed("gate.passed", "the search found no slice") : failed("gate.no-slices", "the evaluation has no slices"))];
	const leastRows = gate.min_rows ?? 1;
	const judged = slices.filter((slice) => slice.rows >= leastRows);
	if (judged.length === 0) return [toResult(gate, null, doubtful(evidence, `no slice has ${leastRows} rows or more`))];
	return judged.map((slice) => toResult(gate, slice.slice, judge(gate, slice.metrics, {
		evidence,
		slice
	})));
}
function judgeOneSlice(gate, name, evidence) {
	const slice = evidence.slices.find((candidate) => candidate.slice === name);
	if (slice === void 0) {
		const known = evidence.slices.slice(0, 5).map((candidate) => candidate.slice);
		return toResult(gate, name, failed("gate.slice-missing", `no row is in ${name}; ${known.length === 0 ? "the evaluation has no slices" : `there are ${known.join(", ")}${evidence.slices.length > 5 ? " …" : ""}`}`));
	}
	const leastRows = gate.min_rows ?? 1;
	if (slice.rows < leastRows) return toResult(gate, name, doubtful(evidence, `it has ${slice.rows} rows, fewer than ${leastRows}`));
	return toResult(gate, name, judge(gate, slice.metrics, {
		evidence,
		slice
	}));
}
function toResult(gate, slice, judgement) {
	return {
		gate: describeGate(gate),
		metric: gateMetricId(gate),
		slice,
		...judgement
	};
}
function judge(gate, metrics, place) {
	const id = gateMetricId(gate);
	const metric = metrics.find((entry) => entry.metric === id);
	if (metric === void 0 || metric.challenger === null) return failed("gate.metric-missing", `${id} was not computed`);
	const value = fromJsonNumber(metric.challenger.value);
	if (Number.isNaN(value)) return failed("gate.metric-undefined", `${id} is undefined on these rows`);
	const judgements = [judgeLevel(gate, value), judgeRegression(gate, metric, place)].filter((judgement) => judgement !== void 0);
	const order = [
		"fail",
		"warn",
		"pass"
	];
	const [worst] = judgements.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
	return worst ?? failed("gate.without-rule", "the gate has no min, max or max_regression");
}
function judgeLevel(gate, value) {
	if (gate.min === void 0 && gate.max === void 0) return void 0;
	if (gate.min !== void 0 && value < gate.min) return failed("gate.below-min", `${shownNumber(value)} is below ${gate.min}`);
	if (gate.max !== void 0 && value > gate.max) return failed("gate.above-max", `${shownNumber(value)} is above ${gate.max}`);
	return passed("gate.passed", `${shownNumber(value)} is within its limits`);
}
//#endregion
export { seedVerdict as a, studentUpperTail as c, seedNoiseOf as i, failed as l, overallVerdict as n, verdictOf as o, seedHalfWidth as r, studentQuantile as s, judgeGates as t };
