import { f as PawlError } from "./copy-W2n1VAGm.js";
import { a as sliceColumn, d as lastPart, i as planSlices, s as gateDirection } from "./parse-policy-CiPne4bg.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { a as ascendingOrder, i as resolveMetric, o as mostProbableClasses, t as findMetric } from "./metric-table-D7ATufM2.js";
import { n as toJsonNumber } from "./json-number-BmYEwRty.js";
import { a as seedVerdict, c as studentUpperTail, i as seedNoiseOf, n as overallVerdict, o as verdictOf, r as seedHalfWidth, s as studentQuantile, t as judgeGates } from "./gates-fIOE3WIQ.js";
import { n as keepGatedMetrics } from "./judge-report-BfIrtu_v.js";
import { r as predictionsAsset } from "./asset-name-BvugZzhA.js";
import { a as readInputs, c as chooseOutput, d as requireColumns, f as rowNumber, i as checkInputValues, l as listNames, n as plannedColumns, o as scoreColumns, p as quoteName, r as buildFeeds, s as scoreTable, t as planInputs, u as openEvaluationTable } from "./input-plan-CbmNBjsb.js";
//#region src/evaluation/metrics-file.ts
function compareMetricsFiles(files, gates) {
	return files.flatMap((file) => {
		return [...new Set([...file.head?.keys() ?? [], ...file.base?.keys() ?? []])].map((key) => compareKey(file, key, gates));
	});
}
function compareKey(file, key, gates) {
	const metric = `${file.path}:${key}`;
	const base = file.base?.get(key);
	const head = file.head?.get(key);
	const direction = directionOf(metric, gates);
	const difference = base === void 0 || head === void 0 ? void 0 : head - base;
	return {
		metric,
		direction,
		champion: base === void 0 ? null : {
			value: toJsonNumber(base),
			interval: null
		},
		challenger: head === void 0 ? null : {
			value: toJsonNumber(head),
			interval: null
		},
		difference: difference === void 0 ? null : {
			value: toJsonNumber(difference),
			interval: null
		},
		verdict: fileVerdict(head, difference, direction),
		rows: 0
	};
}
function directionOf(metric, gates) {
	const gate = gates.find((entry) => entry.metric === metric);
	return gate === void 0 ? findMetric(lastPart(metric))?.direction ?? "none" : gateDirection(gate);
}
function fileVerdict(head, difference, direction) {
	if (head === void 0) return "missing";
	if (difference === void 0) return "not comparable";
	return verdictOf({
		value: difference,
		interval: null
	}, direction);
}
//#endregion
//#region src/app/evaluation/temporary-folder.ts
async function withTemporaryFolder(name, { files }, work) {
	const folder = (await files.stat(".dvc"))?.kind === "directory" ? `.dvc/tmp/${name}` : `.${name}`;
	try {
		return await work(folder);
	} finally {
		await files.remove(folder);
	}
}
//#endregion
//#region src/app/evaluation/champion-table.ts
async function withChampionTable(table, { files }, work) {
	const { bytes } = table;
	if (bytes === void 0) return work(void 0);
	return await withTemporaryFolder("pawl-champion", { files }, async (folder) => {
		const path = `${folder}/${table.path.split("/").at(-1)}`;
		await files.write(path, bytes);
		return await work({
			kind: "predictions",
			path
		});
	});
}
//#endregion
//#region src/evaluation/comparability.ts
const metricCode = "pawl.metrics/1";
const longestDigest = 80;
function encodeIds(ids) {
	return new TextEncoder().encode(ids.map((id) => `${JSON.stringify(id)}\n`).join(""));
}
function encodeTargets(target) {
	const view = new DataView(new ArrayBuffer(target.length * 8));
	target.forEach((value, row) => view.setFloat64(row * 8, value === 0 ? 0 : value, true));
	return new Uint8Array(view.buffer);
}
function compareBasis(now, recorded, unanswered = 0) {
	const changes = recorded === void 0 ? [] : changesBetween(now, recorded);
	if (unanswered > 0) changes.push({
		what: "answers",
		detail: `${unanswered} rows have an answer of one model only`
	});
	return {
		rowsDigest: now.rowsDigest,
		targetDigest: now.targetDigest,
		metricCode: now.metricCode,
		changes
	};
}
function changesBetween(now, recorded) {
	const properties = [
		["rowsDigest", "rows"],
		["targetDigest", "target"],
		["metricCode", "metric code"]
	];
	const then = { ...recorded };
	return properties.flatMap(([property, what]) => {
		const before = Object.hasOwn(then, property) ? then[property] : void 0;
		if (before === now[property]) return [];
		return [{
			what,
			detail: `was ${typeof before === "string" ? before.slice(0, longestDigest) : "not recorded"}, is ${now[property].slice(0, longestDigest)}`
		}];
	});
}
function judgeComparability(comparisons, changes) {
	if (changes.length === 0) return comparisons;
	return comparisons.map(({ metric, direction, champion, challenger, rows }) => ({
		metric,
		direction,
		champion,
		challenger,
		difference: null,
		verdict: "not comparable",
		rows
	}));
}
//#endregion
//#region src/math/normal.ts
const most = 500;
const seriesBelow = 2;
function erfc(x) {
	if (Number.isNaN(x)) return NaN;
	if (x < 0) return 2 - erfc(-x);
	if (x < seriesBelow) return 1 - erfSeries(x);
	const density = Math.exp(-x * x) / Math.sqrt(Math.PI);
	return density === 0 ? 0 : density / continuedFraction(x);
}
function erfSeries(x) {
	let term = x;
	let sum = x;
	for (let index = 1; index < most && term > sum * Number.EPSILON; index += 1) {
		term *= 2 * x * x / (2 * index + 1);
		sum += term;
	}
	return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
}
function continuedFraction(x) {
	let value = x;
	let numerator = x;
	let denominator = 0;
	for (let index = 1; index < most; index += 1) {
		const step = index / 2;
		denominator = 1 / (x + step * denominator);
		numerator = x + step / numerator;
		const change = numerator * denominator;
		value *= change;
		if (Math.abs(change - 1) < Number.EPSILON) break;
	}
	return value;
}
function normalUpperTail(z) {
	return erfc(z / Math.SQRT2) / 2;
}
function normalQuantile(probability) {
	if (!(probability >= 0 && probability <= 1)) return NaN;
	if (probability > .5) return upperQuantile(1 - probability);
	return probability === .5 ? 0 : -upperQuantile(probability);
}
function upperQuantile(tail) {
	if (tail === 0) return Number.POSITIVE_INFINITY;
	const t = Math.sqrt(-2 * Math.log(tail));
	let z = t - (2.515517 + t * (.802853 + t * .010328)) / (1 + t * (1.432788 + t * (.189269 + t * .001308)));
	for (let step = 0; step < 3; step += 1) {
		const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
		const error = (normalUpperTail(z) - tail) / density;
		if (!Number.isFinite(error)) break;
		z += error / (1 - z * error / 2);
	}
	return z;
}
//#endregion
//#region src/math/random.ts
function createRandom(seed) {
	let [a, b, c, d] = seedState(seed);
	function nextUint32() {
		const scrambled = Math.imul(b, 5);
		const result = Math.imul(scrambled << 7 | scrambled >>> 25, 9) >>> 0;
		const shifted = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= shifted;
		d = d << 11 | d >>> 21;
		return result;
	}
	return {
		nextUint32,
		nextFloat: () => nextUint32() / 2 ** 32,
		nextBelow: (bound) => Math.floor(nextUint32() * bound / 2 ** 32)
	};
}
function seedState(seed) {
	const next = splitMix32(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
	return [
		next(),
		next(),
		next(),
		next()
	];
}
function splitMix32(low, high) {
	let state = low ^ Math.imul(high, 2246822507) | 0;
	return () => {
		state = state + 2654435769 | 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ mixed >>> 16, 2246822507);
		mixed = Math.imul(mixed ^ mixed >>> 13, 3266489909);
		return mixed ^ mixed >>> 16;
	};
}
//#endregion
//#region src/math/quantile.ts
function quantileOfSorted(sorted, probability) {
	const position = (sorted.length - 1) * probability;
	const below = Math.floor(position);
	const low = sorted[below];
	if (low === void 0) return NaN;
	const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
	return low === high ? low : low + (high - low) * (position - below);
}
function quantile(values, probability) {
	const sorted = Float64Array.from(values).sort();
	if (sorted.length > 0 && Number.isNaN(sorted[sorted.length - 1])) return NaN;
	return quantileOfSorted(sorted, probability);
}
//#endregion
//#region src/evaluation/bootstrap.ts
const mostUndefined = .05;
const differenceFactor = 1.08;
function bootstrap(request) {
	const { statistics, weights, resamples } = request;
	const random = createRandom(request.seed);
	const values = statistics.map(() => new Float64Array(resamples));
	const drawn = new Float64Array(weights.length);
	for (let resample = 0; resample < resamples; resample += 1) {
		drawWeights(random, weights, drawn);
		const draw = {};
		statistics.forEach((statistic, index) => values[index]?.set([statistic(drawn, draw)], resample));
	}
	return values;
}
function drawWeights(random, weights, drawn) {
	drawn.fill(0);
	const rows = weights.length;
	for (let draw = 0; draw < rows; draw += 1) {
		const row = random.nextBelow(rows);
		drawn[row] = (drawn[row] ?? 0) + (weights[row] ?? 0);
	}
}
function percentileInterval(values, confidence, rows = Number.POSITIVE_INFINITY) {
	const defined = values.filter((value) => !Number.isNaN(value)).sort();
	if (defined.length === 0 || values.length - defined.length > mostUndefined * values.length) return [NaN, NaN];
	const tail = expandedTail(confidence, rows);
	return [endOf(defined, tail), endOf(defined, 1 - tail)];
}
function differenceInterval(values, confidence, rows) {
	const [low, high] = percentileInterval(values, confidence, rows);
	const added = (differenceFactor - 1) / 2 * (high - low);
	return [low - added, high + added];
}
function expandedTail(confidence, rows) {
	const tail = (1 - confidence) / 2;
	if (rows < 2 || rows === Number.POSITIVE_INFINITY) return tail;
	return normalUpperTail(studentQuantile(1 - tail, rows - 1) * Math.sqrt(rows / (rows - 1)));
}
function endOf(sorted, probability) {
	const position = probability * (sorted.length + 1) - 1;
	return quantileOfSorted(sorted, Math.min(1, Math.max(0, position / Math.max(1, sorted.length - 1))));
}
//#endregion
//#region src/evaluation/delong.ts
function delongTest(challenger, champion, confidence) {
	const [a, b] = [placementsOf(challenger), placementsOf(champion)];
	const positives = a.positives.map((value, index) => value - (b.positives[index] ?? 0));
	const negatives = a.negatives.map((value, index) => value - (b.negatives[index] ?? 0));
	const difference = meanOf$1(positives);
	const variance = varianceOf(positives) / positives.length + varianceOf(negatives) / negatives.length;
	if (variance === 0 && difference === 0) return {
		name: "delong",
		pValue: 1,
		interval: [0, 0]
	};
	if (!(variance > 0)) return {
		name: "delong",
		pValue: "nan",
		interval: null
	};
	const error = Math.sqrt(variance);
	const half = normalQuantile((1 + confidence) / 2) * error;
	return {
		name: "delong",
		pValue: toJsonNumber(2 * normalUpperTail(Math.abs(difference) / error)),
		interval: [difference - half, difference + half]
	};
}
function placementsOf({ target, score }) {
	const order = ascendingOrder(score);
	const isPositive = (row) => target[row] === 1;
	const positives = order.reduce((sum, row) => sum + (isPositive(row) ? 1 : 0), 0);
	const negatives = order.length - positives;
	const places = new Float64Array(order.length);
	let [positivesBelow, negativesBelow] = [0, 0];
	for (let from = 0; from < order.length;) {
		const ties = order.subarray(from, endOfTies(score, order, from));
		const tiedPositives = ties.reduce((sum, row) => sum + (isPositive(row) ? 1 : 0), 0);
		const tiedNegatives = ties.length - tiedPositives;
		for (const row of ties) places[row] = isPositive(row) ? (negativesBelow + tiedNegatives / 2) / negatives : 1 - (positivesBelow + tiedPositives / 2) / positives;
		positivesBelow += tiedPositives;
		negativesBelow += tiedNegatives;
		from += ties.length;
	}
	return {
		positives: places.filter((_, row) => isPositive(row)),
		negatives: places.filter((_, row) => !isPositive(row))
	};
}
function endOfTies(score, order, from) {
	let end = from + 1;
	while (end < order.length && score[order[end] ?? 0] === score[order[from] ?? 0]) end += 1;
	return end;
}
function meanOf$1(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function varianceOf(values) {
	const mean = meanOf$1(values);
	return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
//#endregion
//#region src/evaluation/mcnemar.ts
const exactBelow = 25;
function mcnemarTest(fixed, broken) {
	const discordant = fixed + broken;
	if (discordant < exactBelow) return {
		name: "mcnemar exact",
		pValue: Math.min(1, 2 * binomialTail(Math.min(fixed, broken), discordant))
	};
	if (fixed === broken) return {
		name: "mcnemar",
		pValue: 1
	};
	const statistic = (Math.abs(fixed - broken) - 1) ** 2 / discordant;
	return {
		name: "mcnemar",
		pValue: erfc(Math.sqrt(statistic / 2))
	};
}
function binomialTail(most, throws) {
	let ways = 1;
	let sum = 1;
	for (let heads = 1; heads <= most; heads += 1) {
		ways = ways * (throws - heads + 1) / heads;
		sum += ways;
	}
	return sum / 2 ** throws;
}
//#endregion
//#region src/evaluation/predicted-class.ts
function predictedClasses(sample) {
	if (sample.task !== "binary-classification") return mostProbableClasses(sample);
	const { score, threshold } = sample;
	const predicted = new Uint32Array(score.length);
	for (let row = 0; row < score.length; row += 1) predicted[row] = (score[row] ?? NaN) >= threshold ? 1 : 0;
	return predicted;
}
//#endregion
//#region src/evaluation/difference-test.ts
function testDifference(metric, request) {
	const { challenger, champion, weights, confidence } = request;
	if (champion === void 0 || weights?.some((weight) => weight !== 1)) return void 0;
	if (challenger.task === "regression" || champion.task === "regression") return void 0;
	if (metric === "accuracy") {
		const [now, before] = [predictedClasses(challenger), predictedClasses(champion)];
		let [fixed, broken] = [0, 0];
		challenger.target.forEach((target, row) => {
			if (now[row] === before[row]) return;
			if (now[row] === target) fixed += 1;
			else if (before[row] === target) broken += 1;
		});
		return {
			...mcnemarTest(fixed, broken),
			interval: null
		};
	}
	const isBinary = challenger.task === "binary-classification" && champion.task === "binary-classification";
	return metric === "roc_auc" && isBinary ? delongTest(challenger, champion, confidence) : void 0;
}
//#endregion
//#region src/math/poisson.ts
function createPoissonSampler(mean) {
	const { first, cumulative } = tableOf(mean);
	const guides = new Uint32Array(cumulative.length);
	let index = 0;
	for (let guide = 0; guide < guides.length; guide += 1) {
		while ((cumulative[index] ?? 1) <= guide / guides.length) index += 1;
		guides[guide] = index;
	}
	return { next: (random) => {
		const share = random.nextFloat();
		let at = guides[Math.floor(share * guides.length)] ?? 0;
		while (at < cumulative.length - 1 && share >= (cumulative[at] ?? 1)) at += 1;
		return first + at;
	} };
}
function tableOf(mean) {
	const mode = Math.floor(mean);
	const smallest = Number.EPSILON / 16;
	const below = [];
	for (let count = mode, term = 1; count > 0 && term > smallest; count -= 1) below.push(term *= count / mean);
	const above = [];
	for (let count = mode + 1, term = 1; term > smallest; count += 1) above.push(term *= mean / count);
	const terms = [
		...below.toReversed(),
		1,
		...above
	];
	const total = terms.reduce((sum, term) => sum + term, 0);
	let seen = 0;
	return {
		first: mode - below.length,
		cumulative: Float64Array.from(terms, (term) => (seen += term) / total)
	};
}
//#endregion
//#region src/evaluation/little-bootstraps.ts
const subsets = 20;
const leastRows = 2e3;
const exponent = .7;
function subsetRows(rows) {
	return Math.min(rows, Math.max(leastRows, Math.ceil(rows ** exponent)));
}
function littleBootstraps(request) {
	const { resamples } = request;
	const random = createRandom(request.seed);
	const strata = toStrata(request.strata, request.weights.length);
	const values = [];
	for (let subset = 0; subset < subsets; subset += 1) {
		const from = Math.floor(subset * resamples / subsets);
		const to = Math.floor((subset + 1) * resamples / subsets);
		drawSubset({
			...request,
			random,
			strata
		}, {
			from,
			to
		}, values);
	}
	return values;
}
function toStrata(classes, rows) {
	const groups = new Map();
	for (let row = 0; row < rows; row += 1) {
		const group = groups.get(classes?.[row] ?? 0);
		if (group === void 0) groups.set(classes?.[row] ?? 0, [row]);
		else group.push(row);
	}
	const size = subsetRows(rows);
	return [...groups.values()].map((group) => {
		const part = size / 2 / groups.size + size / 2 * group.length / rows;
		const taken = Math.min(group.length, Math.ceil(part));
		return {
			rows: Uint32Array.from(group),
			taken,
			counts: createPoissonSampler(group.length / taken)
		};
	});
}
function drawSubset(context, { from, to }, values) {
	const { random, resamples } = context;
	const { rows, samplers, expected } = takeSubset(context);
	const statistics = context.prepare(rows, expected);
	const centres = statistics.map((statistic) => statistic(expected));
	const drawn = new Float64Array(rows.length);
	for (let resample = from; resample < to; resample += 1) {
		for (let index = 0; index < rows.length; index += 1) drawn[index] = (samplers[index]?.next(random) ?? 0) * (context.weights[rows[index] ?? 0] ?? 0);
		statistics.forEach((statistic, index) => {
			values[index] ??= new Float64Array(resamples);
			values[index].set([statistic(drawn) - (centres[index] ?? NaN)], resample);
		});
	}
}
function takeSubset({ strata, random, weights }) {
	const members = strata.flatMap((stratum) => {
		const chosen = chooseFirst(stratum, random);
		const mean = stratum.rows.length / stratum.taken;
		return Array.from(chosen, (row) => ({
			row,
			mean,
			sampler: stratum.counts
		}));
	});
	members.sort((a, b) => a.row - b.row);
	return {
		rows: Uint32Array.from(members, ({ row }) => row),
		samplers: members.map(({ sampler }) => sampler),
		expected: Float64Array.from(members, ({ row, mean }) => mean * (weights[row] ?? 0))
	};
}
function chooseFirst({ rows, taken }, random) {
	for (let position = 0; position < taken; position += 1) {
		const other = position + Math.floor(random.nextFloat() * (rows.length - position));
		const kept = rows[position] ?? 0;
		rows[position] = rows[other] ?? 0;
		rows[other] = kept;
	}
	return rows.subarray(0, taken);
}
//#endregion
//#region src/evaluation/reversed-interval.ts
function reversedInterval({ value, draws, noise, range }, confidence, rows = Number.POSITIVE_INFINITY) {
	const [low, high] = percentileInterval(draws, confidence, rows);
	const [, noiseHigh] = percentileInterval(noise, confidence, rows);
	if (Number.isNaN(value - low) || Number.isNaN(noiseHigh)) return [NaN, NaN];
	const [least, greatest] = range;
	const start = value - least <= noiseHigh ? least : Math.max(least, 2 * value - high);
	return [Math.min(start, value), Math.max(value, Math.min(greatest, 2 * value - low))];
}
function rowsOf(sample) {
	return sample.target.length;
}
function checkSample(sample) {
	if (rowsOf(sample) === 0) throw new PawlError("evaluation.empty", { message: "there are no rows to evaluate" });
	checkTarget(sample);
	checkGroups(sample);
	switch (sample.task) {
		case "binary-classification": return checkColumn("score", sample.score, rowsOf(sample));
		case "regression": return checkColumn("prediction", sample.prediction, rowsOf(sample));
		case "multiclass-classification": return checkColumn("probabilities", sample.probabilities, rowsOf(sample) * sample.classes);
		default: return sample;
	}
}
function checkTarget(sample) {
	checkColumn("target", sample.target, sample.target.length);
	if (sample.task === "regression") return;
	const classes = sample.task === "binary-classification" ? 2 : sample.classes;
	const row = sample.target.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= classes);
	if (row >= 0) throw invalid(`target of row ${row + 1} is ${sample.target[row]}, expected 0 to ${classes - 1}`);
}
function checkGroups({ groups, target }) {
	if (groups === void 0) return;
	if (groups.length !== target.length) throw invalid(`groups has ${groups.length} values, expected ${target.length}`);
	const row = groups.findIndex((group) => group >= 100);
	if (row >= 0) throw invalid(`group of row ${row + 1} is ${groups[row]}, expected 0 to 99`);
}
function checkColumn(name, values, length) {
	if (values.length !== length) throw invalid(`${name} has ${values.length} values, expected ${length}`);
	const row = values.findIndex((value) => !Number.isFinite(value));
	if (row >= 0) throw invalid(`${name} of row ${row + 1} is ${values[row]}`);
}
function checkWeights(weights, rows) {
	checkColumn("weight", weights, rows);
	const row = weights.findIndex((value) => value < 0);
	if (row >= 0) throw invalid(`weight of row ${row + 1} is ${weights[row]}, expected 0 or more`);
	if (!weights.some((value) => value > 0)) throw invalid("the weights add up to zero");
}
function takeRows(sample, rows) {
	const { groups } = sample;
	const taken = {
		target: take(sample.target, rows),
		...groups === void 0 ? {} : { groups: rows.map((row) => groups[row] ?? 0) }
	};
	switch (sample.task) {
		case "binary-classification": return {
			...sample,
			...taken,
			score: take(sample.score, rows)
		};
		case "regression": return {
			...sample,
			...taken,
			prediction: take(sample.prediction, rows)
		};
		case "multiclass-classification": return {
			...sample,
			...taken,
			probabilities: takeBlocks(sample.probabilities, rows, sample.classes)
		};
		default: return sample;
	}
}
function take(values, rows) {
	const taken = new Float64Array(rows.length);
	rows.forEach((row, index) => taken[index] = values[row] ?? NaN);
	return taken;
}
function takeBlocks(values, rows, width) {
	const taken = new Float64Array(rows.length * width);
	rows.forEach((row, index) => taken.set(values.subarray(row * width, (row + 1) * width), index * width));
	return taken;
}
function invalid(message) {
	return new PawlError("metric.input-invalid", { message });
}
//#endregion
//#region src/evaluation/compare.ts
const defaultDrawLimit = 2e7;
function compareSamples(request) {
	const rows = rowsOf(request.challenger);
	const weights = request.weights ?? new Float64Array(rows).fill(1);
	const models = prepareAll(request);
	const prepared = [...models, ...prepareNoise(request, models, [
		request.challenger,
		request.champion,
		weights
	])];
	const values = prepared.map((statistic) => statistic?.(weights));
	const isLittle = rows * request.resamples > (request.drawLimit ?? defaultDrawLimit);
	const draws = isLittle ? drawSubsets(request, {
		weights,
		prepared,
		values
	}) : bootstrap({
		...request,
		statistics: prepared.map(orUndefined),
		weights
	});
	const drawn = values.map((value, index) => {
		const valueDraws = draws[index];
		if (value === void 0 || valueDraws === void 0) return void 0;
		return {
			value,
			draws: valueDraws,
			noise: prepared[index + models.length] && draws[index + models.length]
		};
	});
	const comparisons = request.metrics.map((metric, index) => compareMetric(metric, request, {
		challenger: drawn[index],
		champion: drawn[index + request.metrics.length]
	}));
	const resampledRows = isLittle ? subsetRows(rows) : rows;
	if (!isLittle) return {
		comparisons,
		resampledRows
	};
	return {
		comparisons,
		resampledRows,
		note: `intervals of ${rows} rows come from a bag of little bootstraps: 20 subsets of ${resampledRows} rows, each resampled to ${rows}`
	};
}
function prepareAll({ metrics, challenger, champion }) {
	return [...metrics.map((metric) => metric.prepare(challenger)), ...metrics.map((metric) => champion && prepareTolerant(metric, champion))];
}
function prepareNoise({ metrics }, models, [challenger, champion, weights]) {
	return models.map((statistic, index) => {
		const sample = index < metrics.length ? challenger : champion;
		return statistic && sample && metrics[index % metrics.length]?.prepareNoise(sample, weights);
	});
}
function prepareTolerant(metric, champion) {
	try {
		return metric.prepare(champion);
	} catch (error) {
		if (error instanceof PawlError && error.code === "metric.input-invalid") return void 0;
		throw error;
	}
}
function orUndefined(statistic) {
	return statistic ?? (() => NaN);
}
function drawSubsets(request, whole) {
	const { metrics, challenger, champion, resamples, seed } = request;
	return littleBootstraps({
		weights: whole.weights,
		strata: challenger.task === "regression" ? void 0 : challenger.target,
		resamples,
		seed,
		prepare: (rows, expected) => {
			const parts = [takeRows(challenger, rows), champion && takeRows(champion, rows)];
			const models = whole.prepared.slice(0, 2 * metrics.length).map((statistic, index) => {
				const part = index < metrics.length ? parts[0] : parts[1];
				return statistic && part && metrics[index % metrics.length]?.prepare(part);
			});
			return [...models, ...prepareNoise(request, models, [...parts, expected])].map(orUndefined);
		}
	}).map((draws, index) => draws.map((draw) => (whole.values[index] ?? NaN) + draw));
}
function compareMetric(metric, request, { challenger, champion }) {
	const rows = rowsOf(request.challenger);
	const toEstimate = ({ value, draws, noise }) => ({
		value,
		interval: noise === void 0 ? percentileInterval(draws, request.confidence, rows) : reversedInterval({
			value,
			draws,
			noise,
			range: metric.range
		}, request.confidence, rows)
	});
	const gap = challenger && champion && subtract(challenger, champion);
	const difference = gap && {
		value: gap.value,
		interval: differenceInterval(gap.draws, request.confidence, rows)
	};
	const test = difference && testDifference(metric.id, request);
	return {
		metric: metric.id,
		direction: metric.direction,
		champion: champion === void 0 ? null : toJson$1(toEstimate(champion)),
		challenger: challenger === void 0 ? null : toJson$1(toEstimate(challenger)),
		difference: difference === void 0 ? null : toJson$1(difference),
		verdict: difference === void 0 ? "not comparable" : verdictOf(difference, metric.direction),
		rows,
		...test === void 0 ? {} : { test }
	};
}
function subtract(challenger, champion) {
	return {
		value: challenger.value - champion.value,
		draws: challenger.draws.map((draw, index) => draw - (champion.draws[index] ?? NaN))
	};
}
function toJson$1({ value, interval }) {
	return {
		value: toJsonNumber(value),
		interval: [toJsonNumber(interval[0]), toJsonNumber(interval[1])]
	};
}
//#endregion
//#region src/evaluation/largest-triangles.ts
function pointOf({ x, y }, index) {
	return [x[index] ?? 0, y[index] ?? 0];
}
function areaOf([ax, ay], [bx, by], [cx, cy]) {
	return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay));
}
function keepLargestTriangles(line, groups, [first, last]) {
	const kept = [first];
	groups.forEach((group, position) => {
		const before = pointOf(line, kept.at(-1) ?? first);
		const after = middleOf(line, groups[position + 1] ?? [last]);
		let best = group[0] ?? first;
		let greatest = -1;
		for (const index of group) {
			const area = areaOf(before, pointOf(line, index), after);
			if (!(area > greatest)) continue;
			[best, greatest] = [index, area];
		}
		kept.push(best);
	});
	return [...kept, last];
}
function middleOf(line, indices) {
	const meanOf = (values) => indices.reduce((sum, index) => sum + (values[index] ?? 0) / indices.length, 0);
	return [meanOf(line.x), meanOf(line.y)];
}
//#endregion
//#region src/evaluation/thin-line.ts
function thinLine(line, most) {
	const bends = keepBends(line);
	const ends = [bends[0] ?? 0, bends.at(-1) ?? 0];
	return (bends.length <= most ? bends : keepLargestTriangles(line, toStretches(line, bends, most - 2), ends)).map((index) => [...pointOf(line, index)]);
}
function distanceOf([ax, ay], [bx, by]) {
	return Math.abs(ax - bx) + Math.abs(ay - by);
}
function keepBends(line) {
	const last = line.x.length - 1;
	const kept = [];
	for (let index = 0; index <= last; index += 1) {
		const before = kept.at(-1);
		if (before === void 0 || index === last || !isOnTheWay(line, before, index)) kept.push(index);
	}
	return kept;
}
function isOnTheWay(line, before, index) {
	const [a, b, c] = [
		pointOf(line, before),
		pointOf(line, index),
		pointOf(line, index + 1)
	];
	return areaOf(a, b, c) === 0 && distanceOf(a, b) + distanceOf(b, c) <= distanceOf(a, c);
}
function toStretches(line, bends, count) {
	const steps = bends.map((index, position) => position === 0 ? 0 : distanceOf(pointOf(line, bends[position - 1] ?? 0), pointOf(line, index)));
	const total = steps.reduce((sum, step) => sum + step, 0);
	const groups = Array.from({ length: count }, () => []);
	let passed = 0;
	bends.forEach((index, position) => {
		passed += steps[position] ?? 0;
		if (position === 0 || position === bends.length - 1) return;
		groups[Math.min(count - 1, Math.floor(passed / total * count))]?.push(index);
	});
	return groups.filter((group) => group.length > 0);
}
//#endregion
//#region src/evaluation/ranking-curves.ts
const mostPoints = 200;
function drawRankingCurves(sample, weights) {
	const { positives, negatives } = countThresholds(sample, weights);
	const [allPositives, allNegatives] = [positives.at(-1) ?? 0, negatives.at(-1) ?? 0];
	const recall = positives.map((value) => value / allPositives);
	const falsePositives = negatives.map((value) => value / allNegatives);
	const precision = positives.map((value, index) => value / (value + (negatives[index] ?? 0)));
	return {
		roc: allPositives > 0 && allNegatives > 0 ? thinLine({
			x: [0, ...falsePositives],
			y: [0, ...recall]
		}, mostPoints) : null,
		precisionRecall: allPositives > 0 ? thinLine({
			x: [0, ...recall],
			y: [1, ...precision]
		}, mostPoints) : null
	};
}
function countThresholds({ score, target }, weights) {
	const order = ascendingOrder(score).reverse().filter((row) => (weights[row] ?? 0) > 0);
	const positives = new Float64Array(order.length);
	const negatives = new Float64Array(order.length);
	let [seenPositives, seenNegatives, thresholds] = [
		0,
		0,
		0
	];
	order.forEach((row, position) => {
		if (target[row] === 1) seenPositives += weights[row] ?? 0;
		else seenNegatives += weights[row] ?? 0;
		const next = order[position + 1];
		if (next !== void 0 && score[next] === score[row]) return;
		positives[thresholds] = seenPositives;
		negatives[thresholds] = seenNegatives;
		thresholds += 1;
	});
	return {
		positives: positives.subarray(0, thresholds),
		negatives: negatives.subarray(0, thresholds)
	};
}
//#endregion
//#region src/evaluation/curves.ts
const calibrationBins = 10;
const histogramBins = 40;
const tail = .005;
const mostLabels = 30;
const longestText$2 = 200;
function drawCurves(request) {
	const { challenger, champion } = request;
	const weights = request.weights ?? new Float64Array(rowsOf(challenger)).fill(1);
	const nothing = {
		roc: null,
		precisionRecall: null,
		calibration: null,
		residuals: null,
		confusion: null
	};
	const scores = histogramOf(valuesOf(challenger), champion && valuesOf(champion), weights);
	if (challenger.task === "regression") {
		const before = champion?.task === "regression" ? residualsOf(champion) : void 0;
		return {
			...nothing,
			scores,
			residuals: histogramOf(residualsOf(challenger), before, weights)
		};
	}
	const before = champion?.task === challenger.task ? champion : void 0;
	const confusion = compareConfusion(challenger, before, {
		weights,
		labels: request.labels
	});
	if (challenger.task === "multiclass-classification") return {
		...nothing,
		scores,
		confusion
	};
	return {
		...nothing,
		...drawBinary(challenger, before?.task === "binary-classification" ? before : void 0, weights),
		scores,
		confusion
	};
}
function drawBinary(challenger, champion, weights) {
	const now = drawRankingCurves(challenger, weights);
	const before = champion && drawRankingCurves(champion, weights);
	return {
		roc: toPair(now.roc, before?.roc),
		precisionRecall: toPair(now.precisionRecall, before?.precisionRecall),
		calibration: toPair(calibrate(challenger, weights), champion && calibrate(champion, weights))
	};
}
function toPair(challenger, champion) {
	return challenger === null ? null : {
		challenger,
		champion: champion ?? null
	};
}
function calibrate({ score, target }, weights) {
	if (score.some((value) => value < 0 || value > 1)) return null;
	const bins = Array.from({ length: calibrationBins }, () => ({
		weight: 0,
		score: 0,
		positives: 0
	}));
	score.forEach((value, row) => {
		const bin = bins[Math.min(calibrationBins - 1, Math.floor(value * calibrationBins))];
		const weight = weights[row] ?? 0;
		if (bin === void 0) return;
		bin.weight += weight;
		bin.score += weight * value;
		bin.positives += weight * (target[row] ?? 0);
	});
	return bins.filter(({ weight }) => weight > 0).map((bin) => [bin.score / bin.weight, bin.positives / bin.weight]);
}
function valuesOf(sample) {
	if (sample.task === "binary-classification") return sample.score;
	if (sample.task === "regression") return sample.prediction;
	const predicted = predictedClasses(sample);
	return sample.target.map((_, row) => sample.probabilities[row * sample.classes + (predicted[row] ?? 0)] ?? 0);
}
function residualsOf({ target, prediction }) {
	return prediction.map((value, row) => value - (target[row] ?? 0));
}
function histogramOf(challenger, champion, weights) {
	if (challenger.length === 0) return null;
	const sorted = [challenger.toSorted(), ...champion === void 0 ? [] : [champion.toSorted()]];
	const low = Math.min(...sorted.map((values) => quantileOfSorted(values, tail)));
	const high = Math.max(...sorted.map((values) => quantileOfSorted(values, 1 - tail)));
	const bins = low === high ? 1 : histogramBins;
	const width = (high - low) / bins;
	if (!Number.isFinite(width)) return null;
	const count = (values) => {
		const counts = Array.from({ length: bins }, () => 0);
		values.forEach((value, row) => {
			const bin = width === 0 ? 0 : Math.max(0, Math.min(bins - 1, Math.floor((value - low) / width)));
			counts[bin] = (counts[bin] ?? 0) + (weights[row] ?? 0);
		});
		return counts;
	};
	return {
		edges: Array.from({ length: bins + 1 }, (_, edge) => edge === bins ? high : low + edge * width),
		challenger: count(challenger),
		champion: champion === void 0 ? null : count(champion)
	};
}
function compareConfusion(challenger, champion, context) {
	const classes = Math.max(...[challenger, champion ?? challenger].map(classesOf));
	if (classes > mostLabels) return null;
	const { weights, labels } = context;
	return {
		labels: Array.from({ length: classes }, (_, index) => (labels?.[index] ?? String(index)).slice(0, longestText$2)),
		challenger: confusionOf(challenger, weights, classes),
		champion: champion === void 0 ? null : confusionOf(champion, weights, classes)
	};
}
function classesOf(sample) {
	return sample.task === "binary-classification" ? 2 : sample.classes;
}
function confusionOf(sample, weights, classes) {
	const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
	predictedClasses(sample).forEach((predicted, row) => {
		const cells = matrix[sample.target[row] ?? 0];
		if (cells !== void 0) cells[predicted] = (cells[predicted] ?? 0) + (weights[row] ?? 0);
	});
	return matrix;
}
//#endregion
//#region src/evaluation/flips.ts
const mostExamples = 10;
const mostSlices = 100;
const longestText$1 = 200;
const bothWrong = 0;
const broken = 1;
const fixed = 2;
const bothRight = 3;
function countFlips(request) {
	const { challenger, champion } = request;
	if (challenger.task === "regression" || champion.task === "regression") return void 0;
	const kinds = kindsOf(challenger, champion);
	const counts = new Uint32Array(4);
	for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
	const [nFixed, nBroken] = [counts[fixed] ?? 0, counts[broken] ?? 0];
	const context = {
		challenger,
		champion,
		idOf: request.idOf,
		kinds
	};
	return {
		bothRight: counts[bothRight] ?? 0,
		bothWrong: counts[bothWrong] ?? 0,
		fixed: nFixed,
		broken: nBroken,
		test: mcnemarTest(nFixed, nBroken),
		slices: request.slices.slice(0, mostSlices).map((slice) => countSlice(slice, kinds)),
		examples: {
			fixed: examplesOf(context, fixed),
			broken: examplesOf(context, broken)
		}
	};
}
function kindsOf(challenger, champion) {
	const [now, before] = [predictedClasses(challenger), predictedClasses(champion)];
	return Uint8Array.from(challenger.target, (target, row) => (now[row] === target ? fixed : 0) + (before[row] === target ? broken : 0));
}
function countSlice(slice, kinds) {
	let [nFixed, nBroken] = [0, 0];
	for (const row of slice.rows) if (kinds[row] === fixed) nFixed += 1;
	else if (kinds[row] === broken) nBroken += 1;
	return {
		slice: cut$1(slice.name),
		fixed: nFixed,
		broken: nBroken
	};
}
function examplesOf(context, kind) {
	const chosen = [];
	for (let row = 0; row < rowsOf(context.challenger); row += 1) {
		if (context.kinds[row] !== kind) continue;
		const change = Math.abs(shown(context.challenger, row) - shown(context.champion, row));
		insert(chosen, {
			row,
			change
		}, context.idOf);
	}
	return chosen.map(({ row }) => ({
		id: cut$1(context.idOf(row)),
		target: toJsonNumber(context.challenger.target[row] ?? NaN),
		champion: toJsonNumber(shown(context.champion, row)),
		challenger: toJsonNumber(shown(context.challenger, row))
	}));
}
function insert(chosen, candidate, idOf) {
	const isBefore = (other) => candidate.change > other.change || candidate.change === other.change && idOf(candidate.row) < idOf(other.row);
	const last = chosen.at(-1);
	if (chosen.length === mostExamples && last !== void 0 && !isBefore(last)) return;
	const position = chosen.findIndex(isBefore);
	chosen.splice(position < 0 ? chosen.length : position, 0, candidate);
	if (chosen.length > mostExamples) chosen.pop();
}
function shown(sample, row) {
	if (sample.task === "binary-classification") return sample.score[row] ?? NaN;
	return sample.probabilities[row * sample.classes + (sample.target[row] ?? 0)] ?? NaN;
}
function cut$1(text) {
	return text.length <= longestText$1 ? text : `${text.slice(0, longestText$1 - 1).toWellFormed()}…`;
}
//#endregion
//#region src/app/evaluation/measure-model.ts
const measured = new Map([
	["latency_p50_ms", .5],
	["latency_p95_ms", .95],
	["latency_p99_ms", .99],
	["size_bytes", void 0]
]);
const warmUpRuns = 20;
const blocks = 50;
const runsPerBlock = 20;
const batchRows = 256;
const batchBlocks = 10;
const mostMilliseconds = 5e3;
const fewestBlocks = 3;
async function measureModels(request, table) {
	const wanted = request.metrics.filter((id) => measured.has(id));
	const percentiles = wanted.filter((id) => measured.get(id) !== void 0);
	const timings = percentiles.length === 0 ? void 0 : await takeTimes(request, table, 1, blocks);
	return {
		comparisons: wanted.map((id) => {
			const percentile = measured.get(id);
			return percentile === void 0 || timings === void 0 ? compareSizes(request) : compareTimes(id, percentile, {
				request,
				timings
			});
		}),
		notes: percentiles.length === 0 ? [] : [await describeBatch(request, table)]
	};
}
async function takeTimes({ challenger, champion }, table, rows, most) {
	const runs = rows === 1 ? runsPerBlock : 2;
	const timers = await Promise.all([challenger, ...champion === void 0 ? [] : [champion]].map((scorer) => startTimer(scorer, table, rows)));
	for (const timer of timers) await timer(rows === 1 ? warmUpRuns : 1);
	const times = timers.map(() => []);
	let spent = 0;
	for (let block = 0; block < most && (spent < mostMilliseconds || block < fewestBlocks); block += 1) for (const [index, timer] of timers.entries()) {
		const taken = await timer(runs);
		times[index]?.push(taken);
		spent += taken.reduce((sum, time) => sum + time, 0);
	}
	return {
		challenger: times[0] ?? [],
		champion: champion === void 0 ? void 0 : times[1]
	};
}
async function startTimer({ model, plan, task }, table, rows) {
	const to = Math.min(table.rows, rows);
	const feeds = buildFeeds(plan, await readInputs(table, plan, {
		from: 0,
		to
	}), {
		from: 0,
		rows: Math.min(plan.fixedRows ?? to, to)
	});
	const { name } = chooseOutput(model.signature, task);
	return (repetitions) => model.time(feeds, [name], repetitions);
}
function compareTimes(metric, percentile, context) {
	const { request, timings } = context;
	const { challenger, champion } = timings;
	const valueOf = (times) => quantile(times.flatMap((block) => Array.from(block)), percentile);
	const draws = drawBlocks(request, challenger.length, (chosen) => {
		const pick = (times) => valueOf(chosen.flatMap((block) => times[block] ?? []));
		return [pick(challenger), champion === void 0 ? NaN : pick(champion)];
	});
	const estimate = (value, values) => ({
		value,
		interval: percentileInterval(Float64Array.from(values), request.confidence)
	});
	const now = estimate(valueOf(challenger), draws.map(([a]) => a));
	const rows = challenger.reduce((sum, block) => sum + block.length, 0);
	if (champion === void 0) return toComparison({
		metric,
		rows,
		challenger: now
	});
	const before = estimate(valueOf(champion), draws.map(([, b]) => b));
	return toComparison({
		metric,
		rows,
		challenger: now,
		champion: before,
		difference: estimate(now.value - before.value, draws.map(([a, b]) => a - b))
	});
}
function drawBlocks({ resamples, seed }, count, statistic) {
	const random = createRandom(seed);
	return Array.from({ length: resamples }, () => statistic(Array.from({ length: count }, () => random.nextBelow(count))));
}
function compareSizes({ challenger, champion }) {
	const exact = (value) => ({
		value,
		interval: null
	});
	const now = exact(challenger.sizeBytes);
	if (champion === void 0) return toComparison({
		metric: "size_bytes",
		rows: 1,
		challenger: now
	});
	const difference = exact(challenger.sizeBytes - champion.sizeBytes);
	return toComparison({
		metric: "size_bytes",
		rows: 1,
		challenger: now,
		champion: exact(champion.sizeBytes),
		difference
	});
}
function toComparison(found) {
	const { metric, rows, challenger, champion, difference } = found;
	return {
		metric,
		direction: "lower",
		champion: champion === void 0 ? null : toJson(champion),
		challenger: toJson(challenger),
		difference: difference === void 0 ? null : toJson(difference),
		verdict: difference === void 0 ? "not comparable" : verdictOf(difference, "lower"),
		rows
	};
}
function toJson({ value, interval }) {
	return {
		value: toJsonNumber(value),
		interval: interval === null ? null : [toJsonNumber(interval[0]), toJsonNumber(interval[1])]
	};
}
async function describeBatch(request, table) {
	const rows = Math.min(batchRows, table.rows);
	const { challenger, champion } = await takeTimes(request, table, rows, batchBlocks);
	const shown = (times) => `${quantile(times.flatMap((block) => Array.from(block)), .5).toPrecision(3)} ms`;
	const before = champion === void 0 ? "" : `, the champion ${shown(champion)}`;
	return `a batch of ${rows} rows takes the model ${shown(challenger)} (median)${before}`;
}
//#endregion
//#region src/app/evaluation/build-sample.ts
const defaultThreshold = .5;
async function readTarget(table, column, task) {
	const target = await readNumbers(table, column);
	const isWrong = (value) => {
		if (!Number.isFinite(value)) return true;
		if (task === "binary-classification") return value !== 0 && value !== 1;
		return task === "multiclass-classification" && (!Number.isInteger(value) || value < 0);
	};
	const wrong = target.filter(isWrong).length;
	if (wrong === 0) return target;
	const expected = task === "regression" ? "numbers" : task === "binary-classification" ? "0 or 1" : "0, 1, 2 …";
	throw new PawlError("evaluation.value-invalid", { message: `${table.path}: target ${column} is missing or not ${expected} in ${wrong} of ${table.rows} rows` });
}
async function readNumbers(table, column) {
	requireColumns([column], table.columns, table.path);
	const [values = new Float64Array()] = await table.readNumbers([column]);
	return values;
}
async function readWeights(table, column) {
	if (column === void 0) return new Float64Array(table.rows).fill(1);
	const weights = await readNumbers(table, column);
	checkWeights(weights, table.rows);
	return weights;
}
async function readSampleOptions(table, request) {
	return {
		threshold: request.threshold ?? defaultThreshold,
		zeroDivision: Number(request.zero_division ?? "nan"),
		...request.group === void 0 ? {} : { groups: await readGroups(table, request.group) }
	};
}
async function readGroups(table, column) {
	requireColumns([column], table.columns, table.path);
	const values = await table.read(column, { type: "VARCHAR" });
	const numbers = new Map();
	return Uint32Array.from(values, (value) => {
		const known = numbers.get(value);
		if (known !== void 0) return known;
		if (numbers.size === 100) throw new PawlError("evaluation.value-invalid", { message: `${table.path}: ${column} has more than 100 values: too many groups to compare` });
		numbers.set(value, numbers.size);
		return numbers.size - 1;
	});
}
function buildSample(task, target, scores, options = {}) {
	const { threshold = defaultThreshold, ...others } = options;
	switch (task) {
		case "binary-classification": return {
			task,
			target,
			score: scores.values,
			threshold,
			...others
		};
		case "regression": return {
			task,
			target,
			prediction: scores.values,
			...others
		};
		case "multiclass-classification": return {
			task,
			target,
			probabilities: scores.values,
			classes: scores.width,
			...others
		};
		default: return task;
	}
}
//#endregion
//#region src/app/evaluation/permutation-importance.ts
const mostColumns$1 = 200;
const mostScoredRows = 4e6;
async function permutationImportance(request, table) {
	const { metric, challenger, champion, repeats } = request;
	if (metric.direction === "none") return {
		importance: void 0,
		notes: []
	};
	const size = Math.min(request.rows, table.rows);
	const chosen = shuffledRows(table.rows, request.seed).slice(0, size).sort();
	const truth = takeTruth(request.truth, chosen);
	const now = await startShuffling(challenger, {
		request,
		truth,
		table,
		chosen
	});
	const before = champion && await startShuffling(champion, {
		request,
		truth,
		table,
		chosen
	});
	if (Number.isNaN(now.value)) return {
		importance: void 0,
		notes: []
	};
	const all = plannedColumns(challenger.plan);
	const models = before === void 0 ? 1 : 2;
	const room = Math.max(1, Math.floor(mostScoredRows / (size * repeats * models)));
	const columns = all.slice(0, Math.min(mostColumns$1, room));
	const found = [];
	for (const column of columns) {
		const losses = await now.shuffle(column) ?? [];
		const other = await before?.shuffle(column);
		found.push({
			column: column.slice(0, 500),
			champion: other === void 0 ? null : toJsonNumber(meanOf(other)),
			challenger: toJsonNumber(meanOf(losses)),
			deviation: toJsonNumber(deviationOf(losses))
		});
	}
	const notes = columns.length < all.length ? [`importance of the first ${columns.length} of ${all.length} columns is computed`] : [];
	return {
		importance: {
			metric: metric.id,
			repeats,
			rows: size,
			columns: found
		},
		notes
	};
}
async function startShuffling(scorer, context) {
	const { request, truth, table, chosen } = context;
	const columns = await readInputs(table, scorer.plan, { chosen });
	const measure = async (inputs) => {
		const scores = await scoreColumns(scorer, inputs, chosen.length);
		return request.metric.prepare(buildSample(truth.task, truth.target, scores, truth.options))(truth.weights);
	};
	const value = await measure(columns);
	const known = new Set(plannedColumns(scorer.plan));
	const sign = request.metric.direction === "higher" ? 1 : -1;
	return {
		value,
		shuffle: async (column) => {
			if (!known.has(column)) return void 0;
			const losses = [];
			for (let repeat = 0; repeat < request.repeats; repeat += 1) {
				const order = shuffledRows(chosen.length, request.seed + 1 + repeat);
				losses.push(sign * (value - await measure(shuffleColumn(scorer, columns, {
					column,
					order
				}))));
			}
			return losses;
		}
	};
}
function shuffleColumn({ plan }, columns, { column, order }) {
	return columns.map((values, input) => values.map((list, position) => {
		if (plan.inputs[input]?.columns[position] !== column) return list;
		if (list instanceof Float64Array) return take(list, order);
		return Array.from(order, (row) => list[row] ?? null);
	}));
}
function shuffledRows(rows, seed) {
	const random = createRandom(seed);
	const order = Uint32Array.from({ length: rows }, (_, row) => row);
	for (let last = rows - 1; last > 0; last -= 1) {
		const other = random.nextBelow(last + 1);
		const kept = order[last] ?? 0;
		order[last] = order[other] ?? 0;
		order[other] = kept;
	}
	return order;
}
function takeTruth({ task, target, weights, options }, rows) {
	const { groups } = options;
	const taken = groups === void 0 ? {} : { groups: rows.map((row) => groups[row] ?? 0) };
	return {
		task,
		target: take(target, rows),
		weights: take(weights, rows),
		options: {
			...options,
			...taken
		},
		ids: []
	};
}
function meanOf(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function deviationOf(values) {
	const mean = meanOf(values);
	return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
//#endregion
//#region src/app/evaluation/prediction-table.ts
const answerNames = {
	"binary-classification": [
		"score",
		"probability",
		"score_1",
		"probability_1",
		"prediction"
	],
	regression: ["prediction", "score"]
};
const mostClasses = 1e3;
function answerColumns(task, table) {
	const { columns } = table;
	if (task === "multiclass-classification") {
		const found = classColumns(columns);
		if (found.length >= 2) return found;
		if (columns.has("prediction")) return ["prediction"];
	} else {
		const name = answerNames[task].find((candidate) => columns.has(candidate));
		if (name !== void 0) return [name];
	}
	const expected = task === "multiclass-classification" ? "score_0, score_1 … or prediction" : answerNames[task].join(", ");
	throw new PawlError("evaluation.column-missing", { message: `${table.path} has no column of predictions (${expected}); it has ${listNames([...columns])}` });
}
function classColumns(columns) {
	for (const prefix of ["score_", "probability_"]) {
		const names = [];
		while (columns.has(`${prefix}${names.length}`) && names.length < mostClasses) names.push(`${prefix}${names.length}`);
		if (names.length >= 2) return names;
	}
	return [];
}
async function compareIds(rows, predictions, sql) {
	if (rows.name === predictions.name) return {
		missing: 0,
		extra: 0,
		example: null
	};
	const missing = await countMissing(rows, predictions, sql);
	const extra = await countMissing(predictions, rows, sql);
	return {
		missing: missing.count,
		extra: extra.count,
		example: missing.example ?? extra.example
	};
}
async function countMissing(of, inOther, sql) {
	const [found] = await sql.query(`SELECT count(*) AS n, min(a.id) AS example FROM ${idsOf(of)} a ANTI JOIN ${idsOf(inOther)} b USING (id)`);
	const example = found?.["example"];
	return {
		count: Number(found?.["n"]),
		example: typeof example === "string" ? example.slice(0, 60) : null
	};
}
function idsOf({ id = "", name }) {
	return `(SELECT CAST(${quoteName(id)} AS VARCHAR) AS id FROM ${name})`;
}
async function readPaired(columns, tables, sql) {
	const names = columns.map((_, index) => `c${index}`);
	const values = await sql.columns(selectPaired(columns, names, tables));
	return names.map((name) => Float64Array.from(values.get(name) ?? [], toNumber));
}
function selectPaired(columns, names, { rows, predictions }) {
	const list = columns.map((column, index) => `TRY_CAST(p.${quoteName(column)} AS DOUBLE) AS ${quoteName(names[index] ?? column)}`);
	const join = rows.name === predictions.name ? `${rows.name} AS p ORDER BY p.${rowNumber}` : `${rows.name} AS r LEFT JOIN ${predictions.name} AS p
         ON CAST(r.${quoteName(rows.id ?? "")} AS VARCHAR) = CAST(p.${quoteName(predictions.id ?? "")} AS VARCHAR)
         ORDER BY r.${rowNumber}`;
	return `SELECT ${list.join(", ")} FROM ${join}`;
}
function toNumber(value) {
	return value === null ? NaN : Number(value);
}
async function readPredictions(task, tables, context) {
	const names = answerColumns(task, tables.predictions);
	const columns = await readPaired(names, tables, context.sql);
	const [first = new Float64Array()] = columns;
	if (task !== "multiclass-classification") return {
		values: first,
		width: 1
	};
	if (names.length > 1) return {
		values: interleave(columns),
		width: names.length
	};
	return oneHot(first, context.classes, tables.predictions.path);
}
function interleave(columns) {
	const width = columns.length;
	const values = new Float64Array((columns[0]?.length ?? 0) * width);
	columns.forEach((column, index) => {
		column.forEach((value, row) => {
			values[row * width + index] = value;
		});
	});
	return values;
}
function oneHot(predicted, classes, path) {
	const wrong = predicted.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= mostClasses);
	if (wrong >= 0) throw new PawlError("evaluation.value-invalid", { message: `${path}: the prediction of row ${wrong + 1} is ${predicted[wrong]}, expected a class 0, 1, 2 …` });
	const width = predicted.reduce((most, value) => Math.max(most, value + 1), Math.max(2, classes));
	const values = new Float64Array(predicted.length * width);
	predicted.forEach((value, row) => values.fill(1, row * width + value, row * width + value + 1));
	return {
		values,
		width
	};
}
//#endregion
//#region src/app/evaluation/truth.ts
async function readTruth(evaluation, table, task) {
	const ids = await table.read(evaluation.id, { type: "VARCHAR" });
	return {
		task,
		target: await readTarget(table, evaluation.target, task),
		weights: await readWeights(table, evaluation.weight),
		options: await readSampleOptions(table, evaluation),
		ids: ids.map(String)
	};
}
function reservedColumns(evaluation) {
	const { id, target, weight, group, timestamp } = evaluation;
	return new Set([
		id,
		target,
		weight,
		group,
		timestamp
	].filter((name) => name !== void 0));
}
//#endregion
//#region src/app/evaluation/read-answers.ts
async function readAnswers(source, context, ports) {
	if (source.kind === "model") return scoreModel(source.bytes, context, ports);
	const predictions = await openPredictions(source.path, "pawl_challenger", context, ports);
	const { missing, extra, example } = await compareIds(context.rows, predictions, ports.sql);
	if (missing > 0 || extra > 0) throw new PawlError("evaluation.value-invalid", {
		message: `${source.path} has no prediction for ${missing} of ${context.rows.rows} rows of ${context.rows.path} and ${extra} for rows that are not there, for instance ${context.rows.id} ${example}`,
		hint: "Write one prediction for each row of the evaluation data, with its id."
	});
	const scores = await pairPredictions(predictions, context, ports.sql);
	return {
		sample: checked(context.truth, scores, source.path),
		scorer: void 0,
		notes: []
	};
}
async function readChampionAnswers(source, context, ports) {
	try {
		if (source.kind === "model") return {
			...await scoreModel(source.bytes, context, ports),
			changes: []
		};
		return await readOldPredictions(source.path, context, ports);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		const note = `the champion is not comparable: ${error.message}`;
		return {
			changes: [{
				what: "answers",
				detail: error.message.slice(0, 500)
			}],
			notes: [note]
		};
	}
}
async function readOldPredictions(path, context, ports) {
	const predictions = await openPredictions(path, "pawl_champion", context, ports);
	const { rows, truth } = context;
	const { missing, extra, example } = await compareIds(rows, predictions, ports.sql);
	if (missing > 0 || extra > 0) {
		const detail = `the champion's predictions lack ${missing} of ${rows.rows} rows and have ${extra} others, for instance ${rows.id} ${example}`;
		return {
			changes: [{
				what: "rows",
				detail
			}],
			notes: [`the champion is not comparable: ${detail}`]
		};
	}
	const sample = checked(truth, await pairPredictions(predictions, context, ports.sql), "the champion");
	const detail = await compareTargets(predictions, context, ports.sql);
	if (detail === void 0) return {
		sample,
		changes: [],
		notes: []
	};
	return {
		sample,
		changes: [{
			what: "target",
			detail
		}],
		notes: [`the champion is not comparable: ${detail}`]
	};
}
async function compareTargets(predictions, { rows, truth, evaluation }, sql) {
	if (!predictions.columns.has(evaluation.target)) return void 0;
	const [before] = await readPaired([evaluation.target], {
		rows,
		predictions
	}, sql);
	const differing = truth.target.findIndex((value, row) => value !== before?.[row]);
	if (differing < 0) return void 0;
	const count = truth.target.filter((value, row) => value !== before?.[row]).length;
	return `${evaluation.target} differs in ${count} of ${rows.rows} rows, for instance ${evaluation.id} ${truth.ids[differing]?.slice(0, 60)}: was ${before?.[differing]}, is ${truth.target[differing]}`;
}
function openPredictions(path, name, { rows, evaluation }, ports) {
	if (path === rows.path) return Promise.resolve(rows);
	return openEvaluationTable({
		path,
		id: evaluation.id,
		name
	}, ports);
}
function pairPredictions(predictions, { rows, truth }, sql) {
	const classes = truth.target.reduce((most, value) => Math.max(most, value + 1), 2);
	return readPredictions(truth.task, {
		rows,
		predictions
	}, {
		sql,
		classes
	});
}
async function scoreModel(bytes, { rows, truth, evaluation }, { modelRuntime, sql }) {
	const model = await modelRuntime.load(bytes);
	try {
		const plan = planInputs(model, {
			table: rows,
			reserved: reservedColumns(evaluation)
		});
		await checkInputValues(plan, rows, sql);
		const request = {
			model,
			plan,
			task: truth.task
		};
		const sample = checked(truth, await scoreTable(request, rows), "the model");
		const { provider, note } = model.execution;
		const notes = [
			...plan.notes,
			...chooseOutput(model.signature, truth.task).notes,
			...provider === "cuda" ? ["scored with CUDA"] : [],
			...note === void 0 ? [] : [note]
		];
		return {
			sample,
			scorer: {
				...request,
				sizeBytes: bytes.length
			},
			notes
		};
	} catch (error) {
		await model.release();
		throw error;
	}
}
function checked(truth, scores, who) {
	const wrong = scores.values.findIndex((value) => !Number.isFinite(value));
	if (wrong >= 0) {
		const count = scores.values.filter((value) => !Number.isFinite(value)).length;
		const id = truth.ids[Math.floor(wrong / scores.width)]?.slice(0, 60);
		throw new PawlError("metric.input-invalid", { message: `${count} answers of ${who} are no finite numbers, for instance ${scores.values[wrong]} for the row ${id}` });
	}
	const sample = buildSample(truth.task, truth.target, scores, truth.options);
	checkSample(sample);
	return sample;
}
//#endregion
//#region src/app/evaluation/seed-runs.ts
const mostRuns = 100;
const tables = /\.(parquet|pq|arrow|feather|ipc|csv|tsv|jsonl|ndjson)(\.gz)?$/i;
async function readSeedRuns(directory, context, ports) {
	const listed = (await ports.files.list(directory)).filter((path) => tables.test(path));
	if (listed.length === 0) throw new PawlError("file.missing", {
		message: `${directory} (evaluation.seeds) has no table of predictions`,
		hint: "Write one table of predictions for each training seed into it, or leave out evaluation.seeds."
	});
	const paths = listed.slice(0, mostRuns);
	const values = context.metrics.map(() => []);
	for (const path of paths) {
		const { sample } = await readAnswers({
			kind: "predictions",
			path
		}, context, ports);
		context.metrics.forEach((metric, index) => values[index]?.push(metric.prepare(sample)(context.truth.weights)));
	}
	const dropped = listed.length - paths.length;
	return {
		seedNoise: context.metrics.map((metric, index) => seedNoiseOf(metric.id, values[index] ?? [])),
		notes: [...paths.length < 2 ? [`${directory} has one training run: two or more are needed to see noise`] : [], ...dropped > 0 ? [`noise between seeds comes from the first ${mostRuns} of ${listed.length} tables`] : []]
	};
}
function judgeSeedNoise(comparisons, seedNoise, { confidence }) {
	const judged = comparisons.map((comparison) => {
		const { metric, verdict } = comparison;
		const noise = seedNoise.find((entry) => entry.metric === metric);
		if (noise === void 0 || verdict !== "better" && verdict !== "worse") return {
			comparison,
			notes: []
		};
		const whole = seedVerdict(comparison, noise, confidence);
		if (whole === verdict) return {
			comparison,
			notes: []
		};
		const note = `${metric} is ${verdict} on these rows, but another seed of training alone moves the difference by up to ${seedHalfWidth(noise, confidence).toPrecision(2)}`;
		return {
			comparison: {
				...comparison,
				verdict: whole
			},
			notes: [note]
		};
	});
	return {
		comparisons: judged.map(({ comparison }) => comparison),
		notes: judged.flatMap(({ notes }) => notes)
	};
}
//#endregion
//#region src/evaluation/row-loss.ts
const margin = 1e-4;
function rowLosses(sample) {
	switch (sample.task) {
		case "regression": return sample.target.map((target, row) => ((sample.prediction[row] ?? NaN) - target) ** 2);
		case "multiclass-classification": return sample.target.map((target, row) => logLoss(sample.probabilities[row * sample.classes + target]));
		case "binary-classification": {
			const { target, score, threshold } = sample;
			if (score.some((value) => value < 0 || value > 1)) return score.map((value, row) => value >= threshold === (target[row] === 1) ? 0 : 1);
			return score.map((value, row) => logLoss(target[row] === 1 ? value : 1 - value));
		}
		default: return sample;
	}
}
function logLoss(probability = NaN) {
	return -Math.log(Math.min(1 - margin, Math.max(margin, probability)));
}
function excessLosses(challenger, champion, weights) {
	const losses = rowLosses(challenger);
	if (champion !== void 0) {
		const before = rowLosses(champion);
		return losses.map((loss, row) => loss - (before[row] ?? NaN));
	}
	let [sum, total] = [0, 0];
	losses.forEach((loss, row) => {
		const weight = weights[row] ?? 0;
		sum += weight * loss;
		total += weight;
	});
	return losses.map((loss) => loss - sum / total);
}
//#endregion
//#region src/evaluation/slice-columns.ts
const mostValues = 20;
const mostDistinct = 1e4;
const quantileBins = 5;
const mostCategories = 10;
const rowsForEdges = 1e5;
const longestText = 80;
function codeColumn(name, values, minRows) {
	const numbers = toNumbers(values);
	const groups = numbers === void 0 || countDistinct(numbers) <= mostCategories ? groupByValue(name, values) : groupByBins(name, numbers, values);
	return groups && encode(name, groups, minRows);
}
function encode(name, { labels, indices }, minRows) {
	const counts = new Float64Array(labels.length);
	for (const label of indices) counts[label] = (counts[label] ?? 0) + 1;
	const isMissing = (label) => labels[label] === `${name} is missing`;
	const kept = [...labels.keys()].filter((label) => (counts[label] ?? 0) >= Math.max(1, minRows)).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || ((labels[a] ?? "") < (labels[b] ?? "") ? -1 : 1));
	const chosen = [...kept.filter((label) => !isMissing(label)).slice(0, mostValues), ...kept.filter(isMissing)];
	const codeOf = new Uint8Array(labels.length);
	chosen.forEach((label, index) => codeOf.set([index + 1], label));
	const codes = new Uint8Array(indices.length);
	for (let row = 0; row < codes.length; row += 1) codes[row] = codeOf[indices[row] ?? 0] ?? 0;
	return {
		name,
		labels: chosen.map((label) => labels[label] ?? ""),
		codes
	};
}
function groupByValue(name, values) {
	const known = new Map();
	const labels = [];
	const indices = new Uint16Array(values.length);
	for (let row = 0; row < values.length; row += 1) {
		const value = plainOf(values[row] ?? null);
		let index = known.get(value);
		if (index === void 0) {
			if (labels.length === mostDistinct) return void 0;
			index = labels.push(value === null ? `${name} is missing` : `${name}=${cut(String(value))}`) - 1;
			known.set(value, index);
		}
		indices[row] = index;
	}
	return {
		labels,
		indices
	};
}
function cut(text) {
	return text.length <= longestText ? text : `${text.slice(0, longestText - 1).toWellFormed()}…`;
}
function plainOf(value) {
	if (typeof value === "number" && Number.isNaN(value)) return null;
	if (!(value instanceof Date)) return value;
	return Number.isNaN(value.getTime()) ? null : value.toISOString();
}
function toNumbers(values) {
	if (values instanceof Float64Array) return values;
	const numbers = new Float64Array(values.length);
	for (let row = 0; row < values.length; row += 1) {
		const value = values[row] ?? null;
		if (typeof value === "string" || typeof value === "boolean") return void 0;
		numbers[row] = value === null ? NaN : Number(value);
	}
	return numbers;
}
function countDistinct(numbers) {
	const seen = new Set();
	for (const value of numbers) {
		seen.add(value);
		if (seen.size > 11) break;
	}
	seen.delete(NaN);
	return seen.size;
}
function groupByBins(name, numbers, values) {
	const edges = edgesOf(numbers);
	const isTime = !(values instanceof Float64Array) && Array.prototype.some.call(values, (value) => value instanceof Date);
	const shown = edges.map((edge) => isTime ? new Date(edge).toISOString() : String(edge));
	const labels = [
		`${name} < ${shown[0]}`,
		...shown.slice(1).map((edge, index) => `${name} ${shown[index]} to ${edge}`),
		`${name} ≥ ${shown.at(-1)}`,
		`${name} is missing`
	];
	const indices = new Uint16Array(numbers.length);
	for (let row = 0; row < indices.length; row += 1) {
		const value = numbers[row] ?? NaN;
		let bin = 0;
		while (bin < edges.length && value >= (edges[bin] ?? 0)) bin += 1;
		indices[row] = Number.isNaN(value) ? labels.length - 1 : bin;
	}
	return {
		labels,
		indices
	};
}
function edgesOf(numbers) {
	const finite = numbers.filter((value) => Number.isFinite(value));
	const stride = Math.max(1, Math.ceil(finite.length / rowsForEdges));
	const chosen = { length: Math.ceil(finite.length / stride) };
	const sorted = Float64Array.from(chosen, (_, index) => finite[index * stride] ?? NaN).sort();
	const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
	const step = 10 ** Math.floor(Math.log10(range / 1e3));
	const edges = Array.from({ length: quantileBins - 1 }, (_, index) => {
		const edge = quantileOfSorted(sorted, (index + 1) / quantileBins);
		const rounded = Number((Math.round(edge / step) * step).toPrecision(12));
		return Number.isFinite(rounded) ? rounded : edge;
	});
	return [...new Set(edges)];
}
//#endregion
//#region src/evaluation/holm.ts
function holm(pValues) {
	const known = pValues.map((value) => Number.isNaN(value) ? 1 : value);
	const order = [...known.keys()].sort((a, b) => (known[a] ?? 0) - (known[b] ?? 0));
	const adjusted = Array.from({ length: known.length }, () => 1);
	let greatest = 0;
	order.forEach((index, rank) => {
		greatest = Math.max(greatest, Math.min(1, (known.length - rank) * (known[index] ?? 1)));
		adjusted[index] = greatest;
	});
	return adjusted;
}
//#endregion
//#region src/evaluation/mean-test.ts
function toMeanMoments(sums) {
	const { rows, weight, mean, squares, cubes } = sums;
	return {
		rows,
		effectiveRows: weight ** 2 / sums.squaredWeight,
		mean,
		variance: squares / weight ** 2 * (rows / (rows - 1)),
		skewness: squares === 0 ? 0 : cubes / squares ** 1.5
	};
}
function meanMomentsOf(values, weights, rows) {
	let [weight, squaredWeight, sum] = [
		0,
		0,
		0
	];
	for (const row of rows) {
		const part = weights[row] ?? 0;
		weight += part;
		squaredWeight += part * part;
		sum += part * (values[row] ?? 0);
	}
	const mean = sum / weight;
	let [squares, cubes] = [0, 0];
	for (const row of rows) {
		const part = (weights[row] ?? 0) * ((values[row] ?? 0) - mean);
		squares += part * part;
		cubes += part * part * part;
	}
	return toMeanMoments({
		rows: rows.length,
		weight,
		squaredWeight,
		mean,
		squares,
		cubes
	});
}
function withSpreadOf(whole, slice) {
	const share = whole.effectiveRows / slice.effectiveRows;
	return {
		...slice,
		variance: Math.max(slice.variance, whole.variance * share),
		skewness: Math.min(slice.skewness, whole.skewness * Math.sqrt(share))
	};
}
function meanAboveZero({ rows, mean, variance, skewness }) {
	if (rows < 2 || !Number.isFinite(mean) || !Number.isFinite(variance)) return 1;
	if (variance === 0) return mean > 0 ? 0 : 1;
	const t = mean / Math.sqrt(variance);
	const adjusted = t + skewness / 6 * (2 * t * t + 1) + skewness ** 2 / 27 * t ** 3;
	return studentUpperTail(skewness < 0 ? Math.min(t, adjusted) : t, rows - 1);
}
function meanAbove(high, low) {
	const variance = high.variance + low.variance;
	if (high.rows < 2 || low.rows < 2 || !Number.isFinite(variance)) return 1;
	if (variance === 0) return high.mean > low.mean ? 0 : 1;
	const freedom = variance ** 2 / (high.variance ** 2 / (high.rows - 1) + low.variance ** 2 / (low.rows - 1));
	return studentUpperTail((high.mean - low.mean) / Math.sqrt(variance), freedom);
}
//#endregion
//#region src/evaluation/slice-candidates.ts
function listCandidates(request) {
	const candidates = [];
	for (const columns of combine(request.columns, request.depth)) {
		if (candidates.length >= request.mostLooks) return {
			candidates,
			isComplete: false
		};
		candidates.push(...lookAt(columns, request).slice(0, request.mostLooks - candidates.length));
	}
	return {
		candidates,
		isComplete: true
	};
}
function* combine(columns, depth) {
	for (const column of columns) yield [column];
	if (depth === 1) return;
	for (const [index, first] of columns.entries()) for (const second of columns.slice(index + 1)) yield [first, second];
}
function lookAt(columns, request) {
	const [first, second] = columns;
	if (first === void 0) return [];
	const width = second === void 0 ? 1 : second.labels.length + 1;
	const cells = cellsOf(first, second, width);
	const sums = sumCells(cells, (first.labels.length + 1) * width, request);
	const found = [];
	for (let cell = 0; cell < sums.rows.length; cell += 1) {
		const codes = second === void 0 ? [cell] : [Math.floor(cell / width), cell % width];
		const rows = sums.rows[cell] ?? 0;
		const isLarge = rows >= request.minRows && cells.length - rows >= request.minRows;
		if (codes.includes(0) || !isLarge) continue;
		const moments = withSpreadOf(request.whole, momentsOf$1(sums, cell));
		found.push({
			conditions: columns.map((column, index) => ({
				column,
				code: codes[index] ?? 0
			})),
			moments
		});
	}
	return found;
}
function cellsOf(first, second, width) {
	if (second === void 0) return first.codes;
	const cells = new Uint16Array(first.codes.length);
	for (let row = 0; row < cells.length; row += 1) cells[row] = (first.codes[row] ?? 0) * width + (second.codes[row] ?? 0);
	return cells;
}
function sumCells(cells, count, { values, weights }) {
	const zeros = () => new Float64Array(count);
	const [rows, weight, squaredWeight, sum, squares, cubes] = [
		zeros(),
		zeros(),
		zeros(),
		zeros(),
		zeros(),
		zeros()
	];
	for (let row = 0; row < cells.length; row += 1) {
		const cell = cells[row] ?? 0;
		rows[cell] = (rows[cell] ?? 0) + 1;
		const part = weights[row] ?? 0;
		weight[cell] = (weight[cell] ?? 0) + part;
		squaredWeight[cell] = (squaredWeight[cell] ?? 0) + part * part;
		sum[cell] = (sum[cell] ?? 0) + part * (values[row] ?? 0);
	}
	const mean = sum.map((total, cell) => total / (weight[cell] ?? 0));
	for (let row = 0; row < cells.length; row += 1) {
		const cell = cells[row] ?? 0;
		const part = (weights[row] ?? 0) * ((values[row] ?? 0) - (mean[cell] ?? 0));
		squares[cell] = (squares[cell] ?? 0) + part * part;
		cubes[cell] = (cubes[cell] ?? 0) + part * part * part;
	}
	return {
		rows,
		weight,
		squaredWeight,
		sum,
		squares,
		cubes
	};
}
function momentsOf$1(sums, cell) {
	const weight = sums.weight[cell] ?? 0;
	return toMeanMoments({
		rows: sums.rows[cell] ?? 0,
		weight,
		squaredWeight: sums.squaredWeight[cell] ?? 0,
		mean: (sums.sum[cell] ?? 0) / weight,
		squares: sums.squares[cell] ?? 0,
		cubes: sums.cubes[cell] ?? 0
	});
}
//#endregion
//#region src/evaluation/slice-search.ts
const mostColumns = 50;
const mostLooks = 1e4;
const mostChecked = 300;
function searchSlices(request) {
	const columns = request.columns.slice(0, mostColumns);
	const { excess: values, weights, level } = request;
	const whole = meanMomentsOf(values, weights, rowsWith([], values.length));
	const { candidates, isComplete } = listCandidates({
		...request,
		columns,
		values,
		whole,
		mostLooks
	});
	const worse = testAll(candidates, level);
	const looks = candidates.length;
	return {
		slices: choose(worse, {
			...request,
			whole,
			looks
		}),
		looks,
		notes: [...request.columns.length > mostColumns ? [`the search for slices took the first ${mostColumns} of ${request.columns.length} columns`] : [], ...isComplete ? [] : [`the search for slices stopped after ${mostLooks} slices`]]
	};
}
function testAll(candidates, level) {
	const adjusted = holm(candidates.map(({ moments }) => meanAboveZero(moments)));
	return candidates.map((candidate, index) => ({
		...candidate,
		name: candidate.conditions.map(labelOf).join(" and "),
		pValue: adjusted[index] ?? 1,
		atLeast: lowerLimit(candidate, level)
	})).filter(({ pValue }) => pValue <= level).sort((a, b) => b.atLeast - a.atLeast || (a.name < b.name ? -1 : 1));
}
function lowerLimit({ moments }, level) {
	return moments.mean - normalQuantile(1 - level) * Math.sqrt(moments.variance);
}
function labelOf({ column, code }) {
	return column.labels[code - 1] ?? "";
}
function choose(worse, request) {
	const isCovered = new Uint8Array(request.excess.length);
	const chosen = [];
	for (const tested of worse.slice(0, mostChecked)) {
		if (chosen.length >= request.show) break;
		const rows = rowsWith(tested.conditions, isCovered.length);
		if (!isWorse(rows.filter((row) => isCovered[row] === 0), request) || !standsOut(tested, worse, request)) continue;
		chosen.push(toSlice(tested, rows, request.looks));
		for (const row of rows) isCovered[row] = 1;
	}
	return chosen;
}
function rowsWith(conditions, length) {
	const rows = new Uint32Array(length);
	const [first, second] = conditions;
	let count = 0;
	for (let row = 0; row < length; row += 1) {
		if (first !== void 0 && first.column.codes[row] !== first.code) continue;
		if (second !== void 0 && second.column.codes[row] !== second.code) continue;
		rows[count] = row;
		count += 1;
	}
	return rows.slice(0, count);
}
function momentsOf(rows, request) {
	return withSpreadOf(request.whole, meanMomentsOf(request.excess, request.weights, rows));
}
function isWorse(rows, request) {
	if (rows.length < Math.max(1, request.minRows)) return false;
	return meanAboveZero(momentsOf(rows, request)) <= request.level / request.looks;
}
function standsOut(tested, worse, request) {
	const { conditions } = tested;
	if (conditions.length === 1) return true;
	return conditions.filter((condition) => worse.some(({ conditions: [only, ...more] }) => more.length === 0 && isSame(only, condition))).every((parent) => {
		const others = conditions.filter((condition) => condition !== parent);
		const rest = rowsWith([parent], request.excess.length).filter((row) => others.some(({ column, code }) => column.codes[row] !== code));
		if (rest.length < request.minRows) return false;
		return meanAbove(tested.moments, momentsOf(rest, request)) <= request.level / request.looks;
	});
}
function isSame(a, b) {
	return a?.column === b.column && a.code === b.code;
}
function toSlice({ name, pValue, moments }, rows, looks) {
	return {
		name,
		rows,
		origin: "found",
		test: {
			pValue,
			looks
		},
		meanExcess: moments.mean
	};
}
//#endregion
//#region src/app/evaluation/slice-evidence.ts
async function findSlices(context) {
	const { table, evaluation } = context;
	const names = [...new Set(evaluation.slices.map((definition) => sliceColumn(definition)))];
	requireColumns(names, table.columns, table.path);
	const columns = new Map();
	for (const name of names) columns.set(name, await table.read(name));
	const planned = planSlices(evaluation.slices, columns);
	const found = await search(context);
	const known = new Set(planned.slices.map(({ name }) => name));
	return {
		slices: [...planned.slices, ...found.slices.filter(({ name }) => !known.has(name))],
		notes: [...planned.notes, ...found.notes]
	};
}
async function search(context) {
	const { evaluation, table, challenger, champion, weights } = context;
	const settings = evaluation.slice_search;
	if (settings === false || table.rows < 2 * settings.min_rows) return {
		slices: [],
		notes: []
	};
	const reserved = reservedColumns(evaluation);
	if (settings.columns !== void 0) requireColumns(settings.columns, table.columns, table.path);
	const names = settings.columns ?? searchable(table, evaluation, reserved);
	const columns = [];
	for (const name of names) {
		const coded = codeColumn(name, await readSliceColumn(table, name), settings.min_rows);
		if (coded !== void 0) columns.push(coded);
	}
	return searchSlices({
		columns,
		excess: excessLosses(challenger, champion, weights),
		weights,
		minRows: settings.min_rows,
		depth: settings.depth === 1 ? 1 : 2,
		show: settings.show,
		level: 1 - evaluation.confidence
	});
}
const plainNumbers = new Set([
	"DOUBLE",
	"FLOAT",
	"TINYINT",
	"SMALLINT",
	"INTEGER",
	"UTINYINT",
	"USMALLINT",
	"UINTEGER"
]);
async function readSliceColumn(table, name) {
	if (!plainNumbers.has(table.types.get(name) ?? "")) return table.read(name);
	return (await table.readNumbers([name]))[0] ?? [];
}
function searchable(table, { group }, reserved) {
	const answers = /^(prediction|score|probability)(_\d+)?$/;
	return [...table.columns].filter((name) => name === group || !reserved.has(name) && !answers.test(name));
}
function compareSlice(slice, context) {
	const { challenger, champion, metrics, weights } = context;
	const { resamples, seed, confidence } = context.evaluation;
	const result = compareSamples({
		metrics,
		challenger: takeRows(challenger, slice.rows),
		champion: champion && takeRows(champion, slice.rows),
		weights: take(weights, slice.rows),
		resamples,
		seed,
		confidence
	});
	const { pValue, looks } = slice.test ?? {};
	return {
		slice: slice.name,
		rows: slice.rows.length,
		metrics: [...result.comparisons],
		...slice.origin === void 0 ? {} : { origin: slice.origin },
		...pValue === void 0 || looks === void 0 ? {} : { test: {
			pValue,
			looks
		} }
	};
}
//#endregion
//#region src/app/evaluation/compare-models.ts
async function compareModels(request, ports) {
	const { evaluation, task } = request;
	const rows = await openEvaluationTable({
		path: request.rows,
		id: evaluation.id
	}, ports);
	const context = {
		rows,
		evaluation,
		truth: await readTruth(evaluation, rows, task)
	};
	const challenger = await readAnswers(request.challenger, context, ports);
	const champion = request.champion === void 0 ? {
		changes: [],
		notes: []
	} : await readChampionAnswers(request.champion, context, ports);
	try {
		return await compareAnswers({
			request,
			context,
			challenger,
			champion,
			metrics: metricsToCompute(request).filter(({ isMeasured }) => !isMeasured)
		}, ports);
	} finally {
		await challenger.scorer?.model.release();
		await champion.scorer?.model.release();
	}
}
function metricsToCompute({ evaluation, gates }) {
	const declared = evaluation.metrics.map((metric) => resolveMetric(metric));
	const gated = gates.flatMap((gate) => findMetric(gate.metric) ?? []);
	return [...new Map([...declared, ...gated].map((metric) => [metric.id, metric])).values()];
}
async function compareAnswers(evidence, ports) {
	const { request, context, challenger, champion, metrics } = evidence;
	const { rows, truth, evaluation } = context;
	const sides = {
		challenger: challenger.sample,
		champion: champion.sample
	};
	const { weights } = truth;
	const whole = compareSamples({
		...evaluation,
		weights,
		metrics,
		...sides
	});
	const { changes } = champion;
	const slicing = {
		evaluation,
		table: rows,
		metrics,
		...sides,
		weights
	};
	const found = await findSlices(slicing);
	const measured = await measure(evidence);
	const seeds = evaluation.seeds === void 0 ? void 0 : await readSeedRuns(evaluation.seeds, {
		...context,
		metrics
	}, ports);
	const judged = judgeSeedNoise(judgeComparability(whole.comparisons, changes), seeds?.seedNoise ?? [], evaluation);
	const importance = await explainImportance(evidence);
	return {
		data: {
			path: request.rows,
			rows: rows.rows,
			digest: `sha256:${await ports.files.sha256(request.rows)}`
		},
		metrics: [...judged.comparisons, ...measured.comparisons],
		slices: found.slices.map((slice) => {
			const result = compareSlice(slice, slicing);
			return {
				...result,
				metrics: [...judgeComparability(result.metrics, changes)]
			};
		}),
		...await describeRows(evidence, found.slices),
		...importance.importance === void 0 ? {} : { importance: importance.importance },
		...seeds === void 0 ? {} : { seedNoise: [...seeds.seedNoise] },
		notes: distinct([
			...champion.notes,
			...challenger.notes,
			...found.notes,
			...whole.note === void 0 ? [] : [whole.note],
			...judged.notes,
			...seeds?.notes ?? [],
			...measured.notes,
			...importance.notes
		])
	};
}
function distinct(notes) {
	return [...new Set(notes.map((note) => note.slice(0, 500)))];
}
async function describeRows({ context, challenger, champion }, slices) {
	const { truth } = context;
	const flips = champion.sample !== void 0 && champion.changes.length === 0 ? countFlips({
		challenger: challenger.sample,
		champion: champion.sample,
		idOf: (row) => truth.ids[row] ?? "",
		slices
	}) : void 0;
	return {
		comparability: await describeBasis(context, champion.changes),
		...flips === void 0 ? {} : { flips },
		curves: drawCurves({
			challenger: challenger.sample,
			champion: champion.sample,
			weights: truth.weights
		})
	};
}
async function describeBasis({ truth }, changes) {
	return {
		...compareBasis({
			rowsDigest: `sha256:${await sha256(encodeIds(truth.ids))}`,
			targetDigest: `sha256:${await sha256(encodeTargets(truth.target))}`,
			metricCode
		}, void 0),
		changes
	};
}
async function measure({ request, context, challenger, champion }) {
	const { scorer } = challenger;
	const wanted = metricsToCompute(request).flatMap(({ id, isMeasured }) => isMeasured ? [id] : []);
	if (scorer === void 0) {
		const note = `${wanted.join(", ")} cannot be measured: the answers come from a table of predictions`;
		return {
			comparisons: [],
			notes: wanted.length === 0 ? [] : [note]
		};
	}
	const { resamples, seed, confidence } = request.evaluation;
	return measureModels({
		metrics: wanted,
		challenger: scorer,
		champion: champion.scorer,
		resamples,
		seed,
		confidence
	}, context.rows);
}
async function explainImportance({ context, challenger, champion, metrics }) {
	const { importance, seed } = context.evaluation;
	const [metric] = metrics;
	if (importance === false || challenger.scorer === void 0 || metric === void 0) return {
		importance: void 0,
		notes: []
	};
	const { truth, rows } = context;
	return permutationImportance({
		metric,
		challenger: challenger.scorer,
		champion: champion.scorer,
		truth,
		seed,
		...importance
	}, rows);
}
//#endregion
//#region src/app/evaluate.ts
async function evaluate(request, ports) {
	const base = await startReport(request, ports);
	if (request.isUnchanged) return toResult({
		...base,
		outcome: "unchanged",
		notes: ["no stage was stale: the model did not change", ...base.notes].slice(0, 50)
	});
	return toResult(judge(request, base, {
		scored: await score(request, ports),
		fileMetrics: compareMetricsFiles(request.metricsFiles, request.policy.gates)
	}));
}
function judge(request, base, evidence) {
	const { scored, fileMetrics } = evidence;
	const hasNoBase = !fileMetrics.some((metric) => metric.champion !== null);
	const isFirst = scored === void 0 ? hasNoBase : request.champion === null;
	const metrics = [...scored?.metrics ?? [], ...fileMetrics];
	const slices = scored?.slices ?? [];
	const gates = judgeGates(request.policy.gates, {
		metrics,
		slices,
		isFirst: (metric) => fileMetrics.includes(metric) ? metric.champion === null : request.champion === null,
		isStrict: request.policy.strict,
		confidence: base.confidence,
		seedNoise: scored?.seedNoise ?? []
	});
	return {
		...base,
		outcome: isFirst ? "first" : "compared",
		verdict: overallVerdict(gates),
		data: scored?.data ?? null,
		metrics: [...keepGatedMetrics(metrics, request.policy.gates, 100)],
		slices: slices.slice(0, 500).map((slice) => ({
			...slice,
			metrics: [...slice.metrics]
		})),
		gates: gates.slice(0, 1e3),
		notes: [...scored?.notes ?? [], ...base.notes].slice(0, 50),
		...sectionsOf(scored)
	};
}
function sectionsOf(scored) {
	if (scored === void 0) return {};
	const { comparability, flips, curves, importance, seedNoise } = scored;
	return {
		...comparability === void 0 ? {} : { comparability },
		...flips === void 0 ? {} : { flips },
		...curves === void 0 ? {} : { curves },
		...importance === void 0 ? {} : { importance },
		...seedNoise === void 0 ? {} : { seedNoise }
	};
}
async function score(request, ports) {
	const { evaluation, artifact, task, gates } = request.policy;
	if (evaluation === void 0) return void 0;
	const { data, predictions } = evaluation;
	const rows = data ?? predictions;
	if (rows === void 0) throw new PawlError("evaluation.unsupported", { message: `models.${request.model}.evaluation has neither data (rows to score with the ONNX artifact) nor predictions (a table of them)` });
	const shared = {
		task,
		evaluation,
		rows,
		gates
	};
	if (predictions !== void 0) {
		const challenger = {
			kind: "predictions",
			path: predictions
		};
		const { predictions: bytes, predictionsName: path = predictions } = request.champion ?? {};
		return withChampionTable({
			path,
			bytes
		}, ports, (champion) => compareModels({
			...shared,
			challenger,
			champion
		}, ports));
	}
	if (request.challenger === null) throw new PawlError("file.missing", { message: `${artifact} was not made by its stage` });
	return compareModels({
		...shared,
		challenger: {
			kind: "model",
			bytes: request.challenger.bytes
		},
		champion: request.champion === null ? void 0 : {
			kind: "model",
			bytes: request.champion.bytes
		}
	}, ports);
}
async function startReport(request, { clock }) {
	const { evaluation } = request.policy;
	return {
		schema: "pawl.report/1",
		model: request.model,
		task: request.policy.task,
		headSha: request.headSha,
		baseSha: request.baseSha,
		outcome: "compared",
		verdict: "pass",
		champion: await toReference(request.champion),
		challenger: await toReference(request.challenger),
		data: null,
		metrics: [],
		slices: [],
		gates: [],
		params: request.params.slice(0, 500),
		stages: request.stages.slice(0, 500),
		confidence: evaluation?.confidence ?? .95,
		resamples: evaluation?.resamples ?? 0,
		seed: evaluation?.seed ?? 0,
		notes: [],
		...request.sections,
		createdAt: clock.now().toISOString()
	};
}
async function toReference(model) {
	if (model === null) return null;
	const { source, version, commit } = model;
	return {
		source,
		version,
		commit,
		sha256: model.sha256 ?? await sha256(model.bytes)
	};
}
function toResult(report) {
	const failed = report.gates.filter((gate) => gate.status === "fail");
	const [first] = failed;
	if (first === void 0) return {
		decision: "positive",
		reasonCode: report.verdict === "warn" ? "evaluation.warned" : `evaluation.${report.outcome}`,
		reason: `${report.model}: no gate failed`,
		report
	};
	const where = first.slice === null ? "" : ` (${first.slice})`;
	return {
		decision: "negative",
		reasonCode: "evaluation.gate-failed",
		reason: `${report.model}: ${failed.length} of ${report.gates.length} gates failed; ${first.metric}${where}: ${first.reason}`,
		report
	};
}
//#endregion
//#region src/app/evaluation/released-predictions.ts
const mostBytes = 50 * 2 ** 20;
async function openAnsweredRows(evaluation, path, ports) {
	const { data = path, id } = evaluation;
	const rows = await openEvaluationTable({
		path: data,
		id
	}, ports);
	if (data === path) return {
		rows,
		predictions: rows
	};
	return {
		rows,
		predictions: await openEvaluationTable({
			path,
			id,
			name: "pawl_challenger"
		}, ports)
	};
}
async function keepPredictions({ rows, predictions }, policy, ports) {
	const target = policy.evaluation?.target ?? "";
	const names = answerColumns(policy.task, predictions);
	const bytes = await withCopy(selectPaired(names, names, {
		rows,
		predictions
	}), ports, async (path) => {
		const { sizeBytes = 0 } = await ports.files.stat(path) ?? {};
		return sizeBytes > mostBytes ? void 0 : await ports.files.readBytes(path);
	});
	if (bytes === void 0) return void 0;
	return {
		bytes,
		basis: {
			rows: rows.rows,
			...await digestRows(rows, target, policy.task)
		}
	};
}
function toReleasedChampion(manifest, table) {
	const { version, commit, artifact } = manifest;
	return {
		bytes: table,
		sha256: artifact.sha256,
		predictions: table,
		predictionsName: predictionsAsset,
		source: "release",
		version,
		commit
	};
}
async function readReleasedTable(released, policy, ports) {
	const { model, version, predictions: kept } = released.manifest;
	const named = `the Release of ${model} ${version}`;
	if (kept === void 0) return { note: `${named} holds no predictions` };
	const { id, target, data, predictions } = policy.evaluation;
	const rows = await openEvaluationTable({
		path: data ?? predictions ?? "",
		id
	}, ports);
	const today = await digestRows(rows, target, policy.task);
	if (kept.rows !== rows.rows || kept.rowsDigest !== today.rowsDigest) return { note: `${named} holds predictions for other rows than today's` };
	if (kept.targetDigest !== today.targetDigest) return { note: `${named} holds predictions for other values of ${target} than today's` };
	return { table: await joinAnswers(await downloadPredictions(released, ports), {
		rows,
		id,
		target,
		task: policy.task
	}, ports) };
}
async function downloadPredictions({ release, manifest }, { releases }) {
	const wanted = manifest.assets.find(({ name }) => name === predictionsAsset);
	const asset = release.assets.find(({ name, state }) => name === "predictions.parquet" && state === "uploaded");
	const bytes = asset !== void 0 && asset.sizeBytes <= mostBytes ? await releases.downloadAsset(asset.id) : void 0;
	if (bytes !== void 0 && await sha256(bytes) === wanted?.sha256) return bytes;
	throw new PawlError("registry.artifact-changed", {
		message: `${predictionsAsset} of the Release ${release.tag} is not the file that its manifest names.`,
		hint: "Run the registration of that version again, or register a new one."
	});
}
async function joinAnswers(bytes, today, ports) {
	const { rows, id, target, task } = today;
	return await withTemporaryFolder("pawl-released", ports, async (folder) => {
		const path = `${folder}/${predictionsAsset}`;
		await ports.files.write(path, bytes);
		const answers = await openEvaluationTable({
			path,
			id: void 0,
			name: "pawl_released"
		}, ports);
		if (answers.rows !== rows.rows) throw new PawlError("registry.artifact-changed", { message: `${predictionsAsset} has ${answers.rows} rows, its manifest says ${rows.rows}.` });
		const own = [id, target].map((name) => `r.${quoteName(name)}`);
		const columns = answerColumns(task, answers).map((name) => `a.${quoteName(name)}`);
		return await withCopy(`SELECT ${[...own, ...columns].join(", ")} FROM ${rows.name} AS r JOIN ${answers.name} AS a
       ON r.${rowNumber} = a.${rowNumber} ORDER BY r.${rowNumber}`, ports, (joined) => ports.files.readBytes(joined));
	});
}
async function digestRows(rows, target, task) {
	return {
		rowsDigest: `sha256:${await sha256(encodeIds((await rows.read(rows.id ?? "", { type: "VARCHAR" })).map(String)))}`,
		targetDigest: `sha256:${await sha256(encodeTargets(await readTarget(rows, target, task)))}`
	};
}
async function withCopy(select, ports, work) {
	const { files, sql } = ports;
	return await withTemporaryFolder("pawl-copied", ports, async (folder) => {
		const path = `${folder}/${predictionsAsset}`;
		await files.write(path, "");
		await sql.query(`COPY (${select}) TO $1 (FORMAT parquet)`, [`${files.root}/${path}`]);
		return await work(path);
	});
}
//#endregion
export { rowsOf as _, evaluate as a, readPaired as c, readSampleOptions as d, readTarget as f, checkSample as g, compareSamples as h, toReleasedChampion as i, buildSample as l, keepLargestTriangles as m, openAnsweredRows as n, reservedColumns as o, readWeights as p, readReleasedTable as r, answerColumns as s, keepPredictions as t, readNumbers as u, take as v, takeRows as y };
