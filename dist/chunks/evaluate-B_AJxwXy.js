import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { a as gateMetricId, c as findMetric, i as gateDirection, o as lastPart, r as describeGate, s as toleranceOf, u as resolveMetric } from "./parse-policy-CtAnGEOx.js";
import { t as isBelow } from "./repository-path-Cg730VSm.js";
import { n as toJsonNumber, t as fromJsonNumber } from "./json-number-DFo4UM5J.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { i as loadPipeline, r as listKnownData } from "./load-pipeline-CStH2RTx.js";
import { n as restoreData } from "./restore-data-DcY3ICWy.js";
//#region src/app/restore-output.ts
async function restorePath(view, path, ports) {
	const found = await findTracked(path, view);
	if (found === void 0) return;
	if (await restoreData(found.target, found.item, ports)) return;
	throw new PawlError("data.missing", { message: `${path} at ${view.name.slice(0, 12)} (md5 ${found.item.md5}) is in neither cache nor remote.` });
}
async function findTracked(path, view) {
	const found = listKnownData(await loadPipeline(view)).find((data) => data.isCached && (data.path === path || isBelow(path, data.path)));
	return found && {
		target: found.path,
		item: withoutPath(found.item)
	};
}
function withoutPath({ md5, hash, sizeBytes, fileCount, isExecutable }) {
	return {
		md5,
		hash,
		...sizeBytes === void 0 ? {} : { sizeBytes },
		...fileCount === void 0 ? {} : { fileCount },
		...isExecutable === void 0 ? {} : { isExecutable }
	};
}
//#endregion
//#region src/evaluation/gates.ts
function judgeGates(gates, evidence) {
	return gates.flatMap((gate) => {
		if (gate.slices === "all") return judgeSlices(gate, evidence);
		return [toResult$1(gate, null, judge$1(gate, evidence.metrics, evidence))];
	});
}
function overallVerdict(gates) {
	if (gates.some((gate) => gate.status === "fail")) return "fail";
	return gates.some((gate) => gate.status === "warn") ? "warn" : "pass";
}
function judgeSlices(gate, evidence) {
	if (evidence.slices.length === 0) return [toResult$1(gate, null, failed("gate.no-slices", "the evaluation has no slices"))];
	const leastRows = gate.min_rows ?? 1;
	const judged = evidence.slices.filter((slice) => slice.rows >= leastRows);
	if (judged.length === 0) return [toResult$1(gate, null, doubtful(evidence, `no slice has ${leastRows} rows or more`))];
	return judged.map((slice) => toResult$1(gate, slice.slice, judge$1(gate, slice.metrics, evidence)));
}
function toResult$1(gate, slice, judgement) {
	return {
		gate: describeGate(gate),
		metric: gateMetricId(gate),
		slice,
		...judgement
	};
}
function judge$1(gate, metrics, evidence) {
	const id = gateMetricId(gate);
	const metric = metrics.find((entry) => entry.metric === id);
	if (metric === void 0 || metric.challenger === null) return failed("gate.metric-missing", `${id} was not computed`);
	const value = fromJsonNumber(metric.challenger.value);
	if (Number.isNaN(value)) return failed("gate.metric-undefined", `${id} is undefined on these rows`);
	const failures = [judgeLevel(gate, value), judgeRegression(gate, metric, evidence)].filter((judgement) => judgement !== void 0);
	if (failures.length === 0) return failed("gate.without-rule", "the gate has no min, max or max_regression");
	const order = [
		"fail",
		"warn",
		"pass"
	];
	return failures.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))[0] ?? passed("gate.passed", "");
}
function judgeLevel(gate, value) {
	if (gate.min === void 0 && gate.max === void 0) return void 0;
	if (gate.min !== void 0 && value < gate.min) return failed("gate.below-min", `${shown(value)} is below ${gate.min}`);
	if (gate.max !== void 0 && value > gate.max) return failed("gate.above-max", `${shown(value)} is above ${gate.max}`);
	return passed("gate.passed", `${shown(value)} is within its limits`);
}
function judgeRegression(gate, metric, evidence) {
	if (gate.max_regression === void 0) return void 0;
	const direction = gateDirection(gate);
	if (direction === "none") return failed("gate.direction-unknown", `which way ${metric.metric} is better is not known; give a direction`);
	if (evidence.isFirst(metric)) return passed("gate.first-model", "there is no champion to compare with");
	if (metric.champion === null || metric.difference === null) return failed("gate.not-comparable", "the champion has no value on these rows");
	const tolerance = toleranceOf(gate, fromJsonNumber(metric.champion.value)) ?? 0;
	const difference = fromJsonNumber(metric.difference.value);
	if (Number.isNaN(difference)) return failed("gate.not-comparable", "the difference is undefined");
	if (Number.isNaN(tolerance)) return failed("gate.relative-to-zero", "a relative tolerance has no meaning: the champion's value is 0");
	return judgeGain({
		gain: direction === "higher" ? difference : -difference,
		tolerance,
		metric,
		direction
	}, evidence);
}
function judgeGain(rule, evidence) {
	const { gain, tolerance } = rule;
	const best = bestGain(rule.metric, rule.direction);
	if (Number.isNaN(best)) return doubtful(evidence, "too few resamples are defined for an interval");
	if (gain >= -tolerance) return passed("gate.passed", gain < 0 ? `worse by ${shown(-gain)}, within the tolerance` : "not worse");
	const beyond = `worse by ${shown(-gain)}, beyond ${shown(tolerance)}`;
	if (best < 0) return failed("gate.regression", beyond);
	return doubtful(evidence, `${beyond}, but the interval includes no change`);
}
function bestGain(metric, direction) {
	const { difference } = metric;
	if (difference === null) return NaN;
	const [low, high] = difference.interval ?? [difference.value, difference.value];
	return direction === "higher" ? fromJsonNumber(high) : -fromJsonNumber(low);
}
function shown(value) {
	return String(Number(value.toPrecision(4)));
}
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
function doubtful(evidence, reason) {
	return {
		status: evidence.isStrict ? "fail" : "warn",
		reasonCode: "gate.not-enough-evidence",
		reason
	};
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
//#region src/evaluation/metrics-file.ts
function flattenNumbers(value, prefix = "") {
	const found = new Map();
	if (typeof value === "number") found.set(prefix, value);
	if (typeof value !== "object" || value === null) return found;
	for (const [key, inner] of Object.entries(value)) {
		const path = prefix === "" ? key : `${prefix}.${key}`;
		for (const [name, number] of flattenNumbers(inner, path)) found.set(name, number);
	}
	return found;
}
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
//#endregion
//#region src/evaluation/bootstrap.ts
const mostUndefined = .05;
function bootstrap(request) {
	const { statistics, weights, resamples } = request;
	const random = createRandom(request.seed);
	const values = statistics.map(() => new Float64Array(resamples));
	const drawn = new Float64Array(weights.length);
	for (let resample = 0; resample < resamples; resample += 1) {
		drawWeights(random, weights, drawn);
		statistics.forEach((statistic, index) => values[index]?.set([statistic(drawn)], resample));
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
function percentileInterval(values, confidence) {
	const defined = values.filter((value) => !Number.isNaN(value)).sort();
	if (defined.length === 0 || values.length - defined.length > mostUndefined * values.length) return [NaN, NaN];
	const tail = (1 - confidence) / 2;
	return [quantileOfSorted(defined, tail), quantileOfSorted(defined, 1 - tail)];
}
function chooseRows(rows, size, seed) {
	const random = createRandom(seed);
	const all = Uint32Array.from({ length: rows }, (_, row) => row);
	for (let position = 0; position < size; position += 1) {
		const other = position + Math.floor(random.nextFloat() * (rows - position));
		const kept = all[position] ?? 0;
		all[position] = all[other] ?? 0;
		all[other] = kept;
	}
	return all.slice(0, size).sort();
}
//#endregion
//#region src/evaluation/sample.ts
function rowsOf(sample) {
	return sample.target.length;
}
function checkSample(sample) {
	if (rowsOf(sample) === 0) throw new PawlError("evaluation.empty", { message: "there are no rows to evaluate" });
	checkTarget(sample);
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
	const target = take(sample.target, rows);
	switch (sample.task) {
		case "binary-classification": return {
			...sample,
			target,
			score: take(sample.score, rows)
		};
		case "regression": return {
			...sample,
			target,
			prediction: take(sample.prediction, rows)
		};
		case "multiclass-classification": return {
			...sample,
			target,
			probabilities: takeBlocks(sample.probabilities, rows, sample.classes)
		};
		default: return sample;
	}
}
function take(values, rows) {
	return Float64Array.from(rows, (row) => values[row] ?? NaN);
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
function compareSamples(request) {
	const rows = rowsOf(request.challenger);
	const weights = request.weights ?? new Float64Array(rows).fill(1);
	const size = Math.min(rows, Math.max(1, Math.floor(request.drawLimit / request.resamples)));
	const chosen = size < rows ? chooseRows(rows, size, request.seed) : void 0;
	const challenger = estimate({
		...request,
		weights,
		chosen
	}, request.challenger);
	const { champion: sample } = request;
	const champion = sample && estimate({
		...request,
		weights,
		chosen,
		isTolerant: true
	}, sample);
	const draws = drawAll(request, [...challenger, ...champion ?? []], {
		weights: chosen === void 0 ? weights : take(weights, chosen),
		shrink: Math.sqrt(size / rows)
	});
	return {
		comparisons: request.metrics.map((metric, index) => compareMetric(metric, rows, {
			challenger: draws[index],
			champion: champion && draws[index + request.metrics.length],
			confidence: request.confidence
		})),
		resampledRows: size
	};
}
function estimate(context, sample) {
	const drawn = context.chosen === void 0 ? sample : takeRows(sample, context.chosen);
	return context.metrics.map((metric) => {
		try {
			const statistic = metric.prepare(sample);
			return {
				value: statistic(context.weights),
				statistic: drawn === sample ? statistic : metric.prepare(drawn)
			};
		} catch (error) {
			const isRefused = error instanceof PawlError && error.code === "metric.input-invalid";
			if (context.isTolerant === true && isRefused) return void 0;
			throw error;
		}
	});
}
function drawAll({ resamples, seed }, prepared, { weights, shrink }) {
	const undefinedStatistic = () => NaN;
	const draws = bootstrap({
		statistics: prepared.map((entry) => entry?.statistic ?? undefinedStatistic),
		weights,
		resamples,
		seed
	});
	return prepared.map((entry, index) => {
		const values = draws[index];
		if (entry === void 0 || values === void 0) return void 0;
		if (shrink === 1) return {
			value: entry.value,
			draws: values
		};
		const centre = entry.statistic(weights);
		return {
			value: entry.value,
			draws: values.map((draw) => entry.value + shrink * (draw - centre))
		};
	});
}
function compareMetric(metric, rows, answers) {
	const { challenger, champion, confidence } = answers;
	const difference = challenger && champion && subtract(challenger, champion);
	const estimated = difference && toEstimate(difference, confidence);
	return {
		metric: metric.id,
		direction: metric.direction,
		champion: champion === void 0 ? null : toJson(toEstimate(champion, confidence)),
		challenger: challenger === void 0 ? null : toJson(toEstimate(challenger, confidence)),
		difference: estimated === void 0 ? null : toJson(estimated),
		verdict: estimated === void 0 ? "not comparable" : verdictOf(estimated, metric.direction),
		rows
	};
}
function subtract(challenger, champion) {
	return {
		value: challenger.value - champion.value,
		draws: challenger.draws.map((draw, index) => draw - (champion.draws[index] ?? NaN))
	};
}
function toEstimate({ value, draws }, confidence) {
	return {
		value,
		interval: percentileInterval(draws, confidence)
	};
}
function toJson({ value, interval }) {
	return {
		value: toJsonNumber(value),
		interval: [toJsonNumber(interval[0]), toJsonNumber(interval[1])]
	};
}
//#endregion
//#region src/evaluation/slices.ts
const mostValues = 50;
function sliceColumn(definition) {
	return typeof definition === "string" ? definition : definition.column;
}
function planSlices(definitions, columns) {
	const results = definitions.map((definition) => {
		const values = columns.get(sliceColumn(definition));
		if (values === void 0) return {
			slices: [],
			notes: [`slice column ${sliceColumn(definition)} is missing`]
		};
		return typeof definition === "string" ? sliceByValue(definition, values) : {
			slices: sliceByBins(definition.column, definition.bins, values),
			notes: []
		};
	});
	return {
		slices: results.flatMap(({ slices }) => slices),
		notes: results.flatMap(({ notes }) => notes)
	};
}
function sliceByValue(column, values) {
	const bySize = [...groupRows(values, (value) => value === null ? `${column} is missing` : `${column}=${textOf(value)}`)].sort(([nameA, a], [nameB, b]) => b.length - a.length || (nameA < nameB ? -1 : 1));
	const kept = bySize.slice(0, mostValues).map(([name, rows]) => ({
		name,
		rows: Uint32Array.from(rows)
	}));
	const note = `${column} has ${bySize.length} values; the ${mostValues} most frequent are slices`;
	return {
		slices: kept,
		notes: bySize.length > mostValues ? [note] : []
	};
}
function textOf(value) {
	return value instanceof Date ? value.toISOString() : String(value);
}
function sliceByBins(column, bins, values) {
	const names = [
		`${column} < ${bins[0]}`,
		...bins.slice(1).map((edge, index) => `${column} ${bins[index]} to ${edge}`),
		`${column} ≥ ${bins.at(-1)}`
	];
	const missing = `${column} is missing`;
	const groups = groupRows(values, (value) => {
		const number = numberOf(value);
		if (number === void 0) return missing;
		return names[bins.filter((edge) => edge <= number).length] ?? missing;
	});
	return [...names, missing].flatMap((name) => {
		const rows = groups.get(name);
		return rows === void 0 ? [] : [{
			name,
			rows: Uint32Array.from(rows)
		}];
	});
}
function numberOf(value) {
	if (typeof value !== "number" && typeof value !== "bigint") return void 0;
	const number = Number(value);
	return Number.isNaN(number) ? void 0 : number;
}
function groupRows(values, nameOf) {
	const groups = new Map();
	values.forEach((value, row) => {
		const name = nameOf(value);
		const rows = groups.get(name);
		if (rows === void 0) groups.set(name, [row]);
		else rows.push(row);
	});
	return groups;
}
//#endregion
//#region src/evaluation/table-query.ts
const readers = [
	[/\.(parquet|pq)$/i, "read_parquet"],
	[/\.(csv|tsv)(\.gz)?$/i, "read_csv"],
	[/\.(jsonl|ndjson|json)(\.gz)?$/i, "read_json_auto"]
];
function tableFunction(path) {
	const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
	if (reader !== void 0) return `${reader}($1)`;
	throw new PawlError("file.unreadable", { message: `${path} is no table that can be read; use .parquet, .csv, .tsv or .jsonl` });
}
function quoteName(name) {
	return `"${name.replaceAll("\"", "\"\"")}"`;
}
//#endregion
//#region src/app/evaluation/evaluation-table.ts
const table = "pawl_evaluation";
const rowNumber = quoteName("#row");
async function openEvaluationTable(request, ports) {
	const { path, id } = request;
	const { sql, files } = ports;
	if (await files.stat(path) === void 0) throw new PawlError("file.missing", { message: `${path} does not exist in ${files.root}` });
	const columns = await describeColumns(sql, {
		path,
		absolute: `${files.root}/${path}`
	});
	if (id !== void 0) requireColumns([id], columns, path);
	const order = id === void 0 ? "" : `ORDER BY CAST(${quoteName(id)} AS VARCHAR)`;
	await sql.query(`CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT row_number() OVER (${order}) - 1 AS ${rowNumber}, * FROM ${tableFunction(path)}`, [`${files.root}/${path}`]);
	if (id !== void 0) await checkIds(sql, id, path);
	const [total] = await sql.query(`SELECT count(*) AS "rows" FROM ${table}`);
	const rows = Number(total?.["rows"]);
	if (rows === 0) throw new PawlError("evaluation.empty", { message: `${path} has no rows` });
	return {
		path,
		rows,
		columns,
		read: (column, options) => readColumn(sql, column, options ?? {})
	};
}
function requireColumns(names, columns, path) {
	const missing = names.filter((name) => !columns.has(name));
	if (missing.length === 0) return;
	throw new PawlError("evaluation.column-missing", { message: `${path} has no column ${missing.join(", ")}; it has ${[...columns].join(", ")}` });
}
async function describeColumns(sql, file) {
	const statement = `DESCRIBE SELECT * FROM ${tableFunction(file.path)}`;
	try {
		const rows = await sql.query(statement, [file.absolute]);
		return new Set(rows.map((row) => String(row["column_name"])));
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
		throw new PawlError("file.unreadable", {
			message: `${file.path} cannot be read: ${reason}`,
			cause
		});
	}
}
async function checkIds(sql, id, path) {
	const [wrong] = await sql.query(`SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, count(*) AS times FROM ${table}
     GROUP BY 1 HAVING count(*) > 1 OR id IS NULL ORDER BY 1 LIMIT 1`);
	if (wrong === void 0) return;
	const value = wrong["id"];
	throw new PawlError("evaluation.duplicate-id", { message: value === null ? `${path}: ${String(wrong["times"])} rows have no ${id}` : `${path}: ${id} ${String(value)} occurs ${String(wrong["times"])} times` });
}
async function readColumn(sql, column, options) {
	const name = quoteName(column);
	const selected = options.type === void 0 ? name : `TRY_CAST(${name} AS ${options.type})`;
	return (await sql.columns(`SELECT ${selected} AS value FROM ${table} WHERE ${rowNumber} >= $1 AND ${rowNumber} < $2 ORDER BY ${rowNumber}`, [options.from ?? 0, options.to ?? Number.MAX_SAFE_INTEGER])).get("value") ?? [];
}
//#endregion
//#region src/app/evaluation/build-sample.ts
const threshold = .5;
async function readTarget(table, column, task) {
	requireColumns([column], table.columns, table.path);
	const values = await table.read(column, { type: "DOUBLE" });
	const target = Float64Array.from(values, (value) => value === null ? NaN : Number(value));
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
function buildSample(task, target, scores) {
	switch (task) {
		case "binary-classification": return {
			task,
			target,
			score: scores.values,
			threshold
		};
		case "regression": return {
			task,
			target,
			prediction: scores.values
		};
		case "multiclass-classification": return {
			task,
			target,
			probabilities: scores.values,
			classes: scores.width
		};
		default: return task;
	}
}
//#endregion
//#region src/app/evaluation/score-table.ts
const batchRows = 16384;
const floats = new Set([
	"FP16",
	"FP32",
	"FP64"
]);
const integers = new Set([
	"INT8",
	"INT16",
	"INT32",
	"INT64",
	"UINT8",
	"UINT16",
	"UINT32",
	"UINT64"
]);
function missingInputs(model, columns) {
	return model.signature.inputs.map((input) => input.name).filter((name) => !columns.has(name));
}
async function scoreTable(model, table, task) {
	const output = chooseOutput(model.signature.outputs, task);
	const parts = [];
	for (let from = 0; from < table.rows; from += batchRows) {
		const to = Math.min(from + batchRows, table.rows);
		const inputs = await Promise.all(model.signature.inputs.map((input) => readInput(table, input, {
			from,
			to
		})));
		const tensors = await model.run(inputs);
		parts.push(readScores(tensors, {
			output,
			rows: to - from,
			task
		}));
	}
	return joinScores(parts);
}
function chooseOutput(outputs, task) {
	const candidates = outputs.filter((output) => floats.has(output.datatype));
	const chosen = (task === "binary-classification" ? candidates.find(({ name }) => name === "probability") : void 0) ?? candidates.at(-1);
	if (chosen !== void 0) return chosen.name;
	throw new PawlError("model.unsupported", { message: `the model has no float output for ${task}; it has ${outputs.map((output) => `${output.name} (${output.datatype})`).join(", ")}` });
}
async function readInput(table, spec, range) {
	const shape = columnShape(spec, range.to - range.from);
	const type = floats.has(spec.datatype) ? "DOUBLE" : integers.has(spec.datatype) ? "BIGINT" : "VARCHAR";
	const values = await table.read(spec.name, {
		...range,
		type
	});
	if (type === "DOUBLE") {
		const data = Float64Array.from(values, (value) => value === null ? NaN : Number(value));
		const isWide = spec.datatype === "FP64";
		return {
			name: spec.name,
			datatype: spec.datatype,
			shape,
			data: isWide ? data : Float32Array.from(data)
		};
	}
	return {
		name: spec.name,
		datatype: spec.datatype,
		shape,
		data: withoutNull(values, spec.name)
	};
}
function columnShape(spec, rows) {
	const [, ...rest] = spec.shape;
	if (spec.shape.length > 0 && spec.shape.length <= 2 && rest.every((size) => size === 1)) return [rows, ...rest];
	throw new PawlError("model.unsupported", { message: `input ${spec.name} has the shape [${spec.shape.join(", ")}]; export one input of shape [-1, 1] a column` });
}
function withoutNull(values, name) {
	return values.map((value) => {
		if (typeof value === "number" || typeof value === "string" || typeof value === "bigint") return value;
		throw new PawlError("evaluation.value-invalid", { message: `column ${name} is missing a value or has one of another type; the model's input takes none` });
	});
}
function readScores(tensors, context) {
	const tensor = tensors.find(({ name }) => name === context.output);
	const data = Float64Array.from(tensor?.data ?? [], Number);
	const width = data.length / context.rows;
	if (context.task === "multiclass-classification" && Number.isInteger(width) && width >= 2) return {
		values: data,
		width
	};
	if (width === 1) return {
		values: data,
		width
	};
	if (context.task === "binary-classification" && width === 2) return {
		values: data.filter((_, index) => index % 2 === 1),
		width: 1
	};
	throw new PawlError("model.unsupported", { message: `output ${context.output} has ${data.length} values for ${context.rows} rows of ${context.task}` });
}
function joinScores(parts) {
	const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
	let position = 0;
	for (const part of parts) {
		values.set(part.values, position);
		position += part.values.length;
	}
	return {
		values,
		width: parts[0]?.width ?? 1
	};
}
//#endregion
//#region src/app/evaluation/compare-models.ts
const drawLimit = 25e7;
const sliceDrawLimit = 2e7;
async function compareModels(request, ports) {
	const { evaluation } = request;
	const metrics = metricsToCompute(request);
	const table = await openEvaluationTable({
		path: evaluation.data,
		id: evaluation.id
	}, ports);
	const answers = await answer(request, table, ports);
	const planned = planSlices(evaluation.slices, await readSliceColumns(table, evaluation));
	const whole = compareSamples({
		...evaluation,
		metrics,
		...answers,
		drawLimit
	});
	return {
		data: {
			path: evaluation.data,
			rows: table.rows,
			digest: `sha256:${await sha256(await ports.files.readBytes(evaluation.data))}`
		},
		metrics: whole.comparisons,
		slices: planned.slices.map((slice) => compareSlice(slice, {
			...evaluation,
			metrics,
			answers
		})),
		notes: [
			...answers.notes,
			...planned.notes,
			...subsetNote(whole.resampledRows, table.rows, "the whole"),
			...subsetNote(...largestSlice(planned.slices, evaluation.resamples), "the largest slice")
		]
	};
}
function metricsToCompute(request) {
	const declared = request.evaluation.metrics.map((metric) => resolveMetric(metric));
	const gated = request.gates.flatMap((gate) => findMetric(gate.metric) ?? []);
	return [...new Map([...declared, ...gated].map((metric) => [metric.id, metric])).values()];
}
async function answer(request, table, { modelRuntime }) {
	const target = await readTarget(table, request.evaluation.target, request.task);
	const context = {
		task: request.task,
		target,
		table,
		modelRuntime
	};
	const challenger = await answerOf(request.challenger, context);
	checkSample(challenger);
	if (request.champion === void 0) return {
		challenger,
		champion: void 0,
		notes: []
	};
	try {
		const champion = await answerOf(request.champion, context);
		checkSample(champion);
		return {
			challenger,
			champion,
			notes: []
		};
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return {
			challenger,
			champion: void 0,
			notes: [`the champion is not comparable: ${error.message}`]
		};
	}
}
async function answerOf(bytes, context) {
	const { table, task, target } = context;
	const model = await context.modelRuntime.load(bytes);
	try {
		requireInputs(model, table);
		return buildSample(task, target, await scoreTable(model, table, task));
	} finally {
		await model.release();
	}
}
function requireInputs(model, table) {
	requireColumns(missingInputs(model, table.columns), table.columns, table.path);
}
async function readSliceColumns(table, { slices }) {
	const names = [...new Set(slices.map((definition) => sliceColumn(definition)))];
	requireColumns(names, table.columns, table.path);
	const columns = await Promise.all(names.map(async (name) => [name, await table.read(name)]));
	return new Map(columns);
}
function compareSlice(slice, context) {
	const { challenger, champion } = context.answers;
	const { resamples, seed, confidence, metrics } = context;
	const result = compareSamples({
		metrics,
		challenger: takeRows(challenger, slice.rows),
		champion: champion && takeRows(champion, slice.rows),
		resamples,
		seed,
		confidence,
		drawLimit: sliceDrawLimit
	});
	return {
		slice: slice.name,
		rows: slice.rows.length,
		metrics: [...result.comparisons]
	};
}
function largestSlice(slices, resamples) {
	const rows = Math.max(0, ...slices.map((slice) => slice.rows.length));
	return [Math.min(rows, Math.floor(sliceDrawLimit / resamples)), rows];
}
function subsetNote(resampled, rows, what) {
	if (resampled >= rows) return [];
	return [`intervals of ${what} come from ${resampled} of ${rows} rows, chosen by the seed, and are narrowed to all rows`];
}
//#endregion
//#region src/app/evaluate.ts
async function evaluate(request, ports) {
	const base = await startReport(request, ports);
	if (request.isUnchanged) return toResult({
		...base,
		outcome: "unchanged",
		notes: ["no stage was stale: the model did not change"]
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
		isStrict: request.policy.strict
	});
	return {
		...base,
		outcome: isFirst ? "first" : "compared",
		verdict: overallVerdict(gates),
		data: scored?.data ?? null,
		metrics: metrics.slice(0, 100),
		slices: slices.slice(0, 500).map((slice) => ({
			...slice,
			metrics: [...slice.metrics]
		})),
		gates: gates.slice(0, 1e3),
		notes: [...scored?.notes ?? []].slice(0, 50)
	};
}
async function score(request, ports) {
	const { evaluation } = request.policy;
	if (evaluation === void 0) return void 0;
	if (evaluation.data === void 0) throw new PawlError("evaluation.unsupported", { message: `models.${request.model}.evaluation has no data: rows to score with the ONNX artifact` });
	if (request.challenger === null) throw new PawlError("file.missing", { message: `${request.policy.artifact} was not made by its stage` });
	return compareModels({
		task: request.policy.task,
		evaluation: {
			...evaluation,
			data: evaluation.data
		},
		gates: request.policy.gates,
		challenger: request.challenger.bytes,
		champion: request.champion?.bytes
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
		sha256: await sha256(model.bytes)
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
export { openEvaluationTable as a, compareSamples as c, rowsOf as d, take as f, restorePath as h, readTarget as i, checkSample as l, flattenNumbers as m, missingInputs as n, requireColumns as o, takeRows as p, scoreTable as r, planSlices as s, evaluate as t, checkWeights as u };
