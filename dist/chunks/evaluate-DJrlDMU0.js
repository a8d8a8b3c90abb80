import { f as PawlError } from "./copy-W2n1VAGm.js";
import { on as createFileSystem, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { i as planSlices } from "./parse-policy-CiPne4bg.js";
import { i as resolveMetric, n as metricsOf, r as needsOnlyClasses, t as findMetric } from "./metric-table-D7ATufM2.js";
import { i as runEvaluate } from "./run-evaluate-CN3C1tvW.js";
import { _ as rowsOf, d as readSampleOptions, f as readTarget, g as checkSample, h as compareSamples, l as buildSample, p as readWeights, u as readNumbers, v as take, y as takeRows } from "./released-predictions-B9fx67tZ.js";
import { d as requireColumns, u as openEvaluationTable } from "./input-plan-CbmNBjsb.js";
import { n as summarizeEvaluations } from "./evaluation-summary-Jjz0gSxw.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { n as renderEvaluationLines, t as writeReportPage } from "./write-report-page-D2ePvekB.js";
import { basename, dirname, resolve } from "node:path";
//#region src/app/evaluate-table.ts
const mostClassNumbers = 1e8;
async function evaluateTable(request, ports) {
	const table = await openEvaluationTable({
		path: request.path,
		id: void 0
	}, ports);
	const sample = await readSample(request, table);
	checkSample(sample);
	const weights = await readWeights(table, request.weight);
	const metrics = chooseMetrics(request, sample);
	const compute = (part, partWeights) => toValues(compareSamples({
		...request,
		metrics,
		challenger: part,
		champion: void 0,
		weights: partWeights
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
	const { task, threshold, group, zeroDivision } = request;
	const target = await readTarget(table, request.target, task);
	const options = await readSampleOptions(table, {
		threshold,
		group,
		zero_division: zeroDivision
	});
	const columns = await Promise.all(answerColumns(request).map((name) => readNumbers(table, name)));
	const [first = new Float64Array()] = columns;
	if (task !== "multiclass-classification") return buildSample(task, target, {
		values: first,
		width: 1
	}, options);
	return buildSample(task, target, request.scores === void 0 ? oneHot(target, first) : {
		values: interleave(columns),
		width: columns.length
	}, options);
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
function interleave(columns) {
	const rows = columns[0]?.length ?? 0;
	return Float64Array.from({ length: rows * columns.length }, (_, index) => columns[index % columns.length]?.[Math.floor(index / columns.length)] ?? NaN);
}
function oneHot(target, prediction) {
	const row = prediction.findIndex((value) => !Number.isInteger(value) || value < 0);
	if (row >= 0) throw new PawlError("evaluation.value-invalid", { message: `the predicted class of row ${row + 1} is ${prediction[row]}, expected 0, 1, 2 …` });
	const greatest = [target, prediction].map((values) => values.reduce((most, value) => Math.max(most, value), 1));
	const width = Math.max(...greatest) + 1;
	if (target.length * width > mostClassNumbers) throw new PawlError("evaluation.value-invalid", { message: `there is a class ${width - 1}: too many classes for ${target.length} rows; number them 0, 1, 2 …` });
	const values = new Float64Array(target.length * width);
	prediction.forEach((value, index) => values[index * width + value] = 1);
	return {
		values,
		width
	};
}
function chooseMetrics(request, sample) {
	if (request.metrics !== void 0) return request.metrics.map((metric) => resolveMetric(metric));
	const isLabels = request.prediction !== void 0 && sample.task !== "regression";
	return metricsOf(sample.task).filter((name) => !isLabels || needsOnlyClasses(name)).flatMap((name) => findMetric(name) ?? []).filter((metric) => isDefined(metric, sample));
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
const noPage = {
	message: "--html shows a report of the repository's models, and --data evaluates a table.",
	hint: "Leave out one of them."
};
const tasks = [
	"binary-classification",
	"multiclass-classification",
	"regression"
];
function addEvaluateCommand(program) {
	program.command("evaluate").description("metrics with intervals: of a table with --data, else of the repository's models against their champions").addOption(new Option("--task <task>", "task of the table").choices(tasks).default("binary-classification")).option("--data <file>", "table with true values and answers: Parquet, Arrow, CSV or JSON lines").option("--target <column>", "column of true values (default: target)").option("--prediction <column>", "column of predicted values or classes").option("--score <column>", "column of the probability of class 1, or a score that grows with it").option("--scores <columns>", "columns of the probability of class 0, 1, 2 …", namesOf).option("--weight <column>", "column of weights, 0 or more").option("--group <column>", "column of the group that fairness metrics compare").option("--zero-division <value>", "precision, recall and F by zero: 0, 1 or nan", zeroDivisionOf, "nan").option("--threshold <number>", "scores of at least this are class 1", numberIn(-Infinity, Infinity), .5).option("--metrics <names>", "metrics, separated by commas (default: all that the answers allow)", namesOf).option("--slices <columns>", "columns to repeat the metrics by", namesOf, []).option("--confidence <level>", "level of the intervals", numberIn(.5, 1), .95).option("--seed <number>", "seed of the resampling", numberIn(0, Number.MAX_SAFE_INTEGER), 0).option("--resamples <number>", "bootstrap resamples", numberIn(100, 1e4), 1e3).option("--base <revision>", "repository: commit to compare with").option("--model <name>", "repository: only this model").option("--config <file>", "repository: the policy file", ".github/pawl.yml").option("--html <file>", "repository: write the report as a page with live plots here").action(async (_, command) => {
		const options = command.optsWithGlobals();
		if (options.data === void 0) await evaluateHere(options);
		else if (options.html === void 0) await evaluateFile(options, resolve(options.data));
		else throw new PawlError("usage.invalid", noPage);
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
	const { config, base, model, html } = options;
	const outcome = summarizeEvaluations(await runEvaluate({
		directory: process.cwd(),
		config,
		base,
		model
	}));
	const { reports } = outcome.result;
	const page = html === void 0 ? void 0 : await writeReportPage(reports, resolve(html));
	if (options.json === true) console.log(JSON.stringify(outcome.result));
	else {
		const shown = reports.map((report) => renderEvaluationLines(report).join("\n"));
		const lines = page === void 0 ? [] : [page];
		console.log([
			...shown,
			`${outcome.reason} (${outcome.reasonCode})`,
			...lines
		].join("\n\n"));
	}
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
function zeroDivisionOf(text) {
	if (text === "nan") return text;
	if (text === "0") return 0;
	if (text === "1") return 1;
	throw new InvalidArgumentError("0, 1 or nan is expected");
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
