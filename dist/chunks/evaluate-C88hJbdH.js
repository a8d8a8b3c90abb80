import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { f as createSql, r as createFileSystem } from "./compose-DIOF2qOa.js";
import { l as metricsOf, u as resolveMetric } from "./parse-policy-CtAnGEOx.js";
import { a as openEvaluationTable, c as compareSamples, d as rowsOf, f as take, i as readTarget, l as checkSample, o as requireColumns, p as takeRows, s as planSlices, u as checkWeights } from "./evaluate-B_AJxwXy.js";
import { i as runEvaluate, n as summarizeEvaluations } from "./evaluation-summary-Bq_Lskjx.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { basename, dirname, resolve } from "node:path";
//#region src/app/evaluate-table.ts
const drawLimit = 25e7;
const labelMetrics = [
	"accuracy",
	"balanced_accuracy",
	"precision",
	"recall",
	"f1",
	"mcc",
	"kappa"
];
const probabilityMetrics = new Set(["recall_at_fpr"]);
async function evaluateTable(request, ports) {
	const table = await openEvaluationTable({
		path: request.path,
		id: void 0
	}, ports);
	const sample = await readSample(request, table);
	checkSample(sample);
	const weights = await readWeights(request, table);
	const metrics = chooseMetrics(request, sample);
	const compute = (part, partWeights) => toValues(compareSamples({
		...request,
		metrics,
		challenger: part,
		champion: void 0,
		weights: partWeights,
		drawLimit
	}).comparisons);
	const columns = new Map();
	requireColumns(request.slices, table.columns, table.path);
	for (const column of request.slices) columns.set(column, await table.read(column));
	const { slices } = planSlices(request.slices, columns);
	return {
		schema: "pawl.evaluation/1",
		rows: rowsOf(sample),
		metrics: compute(sample, weights),
		slices: slices.map(({ name, rows }) => ({
			slice: name,
			rows: rows.length,
			metrics: compute(takeRows(sample, rows), take(weights, rows))
		}))
	};
}
function toValues(comparisons) {
	return Object.fromEntries(comparisons.flatMap(({ metric, challenger }) => challenger === null ? [] : [[metric, {
		value: challenger.value,
		interval: challenger.interval
	}]]));
}
async function readSample(request, table) {
	const { task, threshold } = request;
	const target = await readTarget(table, request.target, task);
	const answers = answerColumns(request);
	requireColumns(answers, table.columns, table.path);
	const columns = await Promise.all(answers.map((name) => readNumbers(table, name)));
	const [first = new Float64Array()] = columns;
	if (task === "regression") return {
		task,
		target,
		prediction: first
	};
	if (task === "binary-classification") return {
		task,
		target,
		score: first,
		threshold
	};
	return request.scores === void 0 ? oneHot(target, first) : {
		task,
		target,
		classes: columns.length,
		probabilities: interleave(columns)
	};
}
const wanted = {
	"binary-classification": "one of --score and --prediction",
	regression: "--prediction",
	"multiclass-classification": "one of --scores and --prediction"
};
function answerColumns(request) {
	const { prediction, score, scores, task } = request;
	const given = [
		prediction,
		score,
		scores
	].filter((value) => value !== void 0);
	const columns = {
		"binary-classification": score ?? prediction,
		regression: prediction,
		"multiclass-classification": scores ?? prediction
	}[task];
	if (given.length === 1 && columns !== void 0) return typeof columns === "string" ? [columns] : columns;
	throw new PawlError("usage.invalid", { message: `${task} takes ${wanted[task]}, and nothing else.` });
}
async function readNumbers(table, column) {
	const values = await table.read(column, { type: "DOUBLE" });
	return Float64Array.from(values, (value) => value === null ? NaN : Number(value));
}
function interleave(columns) {
	const rows = columns[0]?.length ?? 0;
	return Float64Array.from({ length: rows * columns.length }, (_, index) => columns[index % columns.length]?.[Math.floor(index / columns.length)] ?? NaN);
}
function oneHot(target, prediction) {
	const row = prediction.findIndex((value) => !Number.isInteger(value) || value < 0);
	if (row >= 0) throw new PawlError("evaluation.value-invalid", { message: `the predicted class of row ${row + 1} is ${prediction[row]}, expected 0, 1, 2 …` });
	const classes = prediction.reduce((most, value) => Math.max(most, value), target.reduce((a, b) => Math.max(a, b), 1)) + 1;
	const probabilities = new Float64Array(target.length * classes);
	prediction.forEach((value, index) => probabilities.set([1], index * classes + value));
	return {
		task: "multiclass-classification",
		target,
		probabilities,
		classes
	};
}
async function readWeights(request, table) {
	if (request.weight === void 0) return new Float64Array(table.rows).fill(1);
	requireColumns([request.weight], table.columns, table.path);
	const weights = await readNumbers(table, request.weight);
	checkWeights(weights, table.rows);
	return weights;
}
function chooseMetrics(request, sample) {
	if (request.metrics !== void 0) return request.metrics.map((metric) => resolveMetric(metric));
	const names = metricsOf(sample.task).filter((name) => !probabilityMetrics.has(name));
	const isLabels = request.prediction !== void 0 && sample.task !== "regression";
	return names.filter((name) => !isLabels || labelMetrics.includes(name)).map((name) => resolveMetric(name)).filter((metric) => isDefined(metric, sample));
}
function isDefined(metric, sample) {
	try {
		metric.prepare(sample);
		return true;
	} catch (error) {
		if (error instanceof PawlError && error.code === "metric.input-invalid") return false;
		throw error;
	}
}
//#endregion
//#region src/cli/evaluate.ts
const tasks = [
	"binary-classification",
	"multiclass-classification",
	"regression"
];
function addEvaluateCommand(program) {
	program.command("evaluate").description("metrics with intervals: of a table with --data, else of the repository's models against their champions").addOption(new Option("--task <task>", "task of the table").choices(tasks).default("binary-classification")).option("--data <file>", "table with true values and answers: Parquet, CSV or JSON lines").option("--target <column>", "column of true values (default: target)").option("--prediction <column>", "column of predicted values or classes").option("--score <column>", "column of the probability of class 1, or a score that grows with it").option("--scores <columns>", "columns of the probability of class 0, 1, 2 …", namesOf).option("--weight <column>", "column of weights").option("--threshold <number>", "scores of at least this are class 1", numberIn(-Infinity, Infinity), .5).option("--metrics <names>", "metrics, separated by commas (default: all that the answers allow)", namesOf).option("--slices <columns>", "columns to repeat the metrics by", namesOf, []).option("--confidence <level>", "level of the intervals", numberIn(.5, 1), .95).option("--seed <number>", "seed of the resampling", numberIn(0, Number.MAX_SAFE_INTEGER), 0).option("--resamples <number>", "bootstrap resamples", numberIn(100, 1e4), 1e3).option("--base <revision>", "repository: commit to compare with").option("--model <name>", "repository: only this model").option("--config <file>", "repository: the policy file", ".github/pawl.yml").action(async (_, command) => {
		const options = command.optsWithGlobals();
		if (options.data === void 0) await evaluateHere(options);
		else await evaluateFile(options, resolve(options.data));
	});
}
async function evaluateFile(options, path) {
	const sql = await createSql();
	try {
		const files = await createFileSystem(dirname(path));
		const result = await evaluateTable({
			...options,
			path: basename(path),
			target: options.target ?? "target"
		}, {
			sql,
			files
		});
		console.log(options.json === true ? JSON.stringify(result) : linesOf(result));
	} finally {
		await sql.close();
	}
}
async function evaluateHere(options) {
	const { config, base, model } = options;
	const outcome = summarizeEvaluations(await runEvaluate({
		directory: process.cwd(),
		config,
		base,
		model
	}));
	console.log(options.json === true ? JSON.stringify(outcome.result) : `${outcome.reason} (${outcome.reasonCode})`);
	process.exitCode = outcome.decision === "negative" ? 3 : 0;
}
function linesOf({ rows, metrics, slices }) {
	const lines = (values, indent) => Object.entries(values).map(([name, { value, interval }]) => {
		const range = interval === null ? "" : ` [${interval.map(shown).join(", ")}]`;
		return `${indent}${name} ${shown(value)}${range}`;
	});
	return [
		`${rows} rows`,
		...lines(metrics, ""),
		...slices.flatMap((slice) => [`${slice.slice} (${slice.rows} rows)`, ...lines(slice.metrics, "  ")])
	].join("\n");
}
function shown(value) {
	return typeof value === "number" ? String(Number(value.toPrecision(6))) : value;
}
function namesOf(text) {
	return text.split(",").filter((name) => name !== "");
}
function numberIn(low, high) {
	return (text) => {
		const value = Number(text);
		if (text.trim() !== "" && value >= low && value <= high) return value;
		throw new InvalidArgumentError(`a number from ${low} to ${high} is expected`);
	};
}
//#endregion
export { addEvaluateCommand };
