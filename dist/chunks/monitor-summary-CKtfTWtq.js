import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock, on as createFileSystem, sn as createGitHub, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { E as readState, S as lookAgain, a as planWindows, b as titleOfRun, c as driftResponseSchema, d as formatDriftMarker, f as formatDriftRecord, g as kindOfCheck, h as parseDriftRecord, i as parseDuration, l as isSnoozed, m as parseDriftMarker, p as formatFingerprint, r as datesOf, s as driftResponseRef, t as renderDriftResponse, v as findDispatchedRun, y as newestRun } from "./drift-response-DGjs7yG2.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { r as formatNumber, t as renderBarChart } from "./mermaid-G-1h-Jaz.js";
import { n as recordRun, t as recordDecision } from "./run-place-D3Gjvc0_.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { t as expandEnvironment } from "./expand-environment-D6mcx6oj.js";
import { t as recordRuns } from "./record-runs-duu1TC98.js";
import { o as countValues } from "./bins-DFEt-Vnh.js";
import { n as readReleasedProfile, t as findLiveVersion } from "./live-version-BbYFFdXj.js";
import { r as quoteIdentifier } from "./profile-sql-BeXsoEPk.js";
import { t as columnPsi } from "./psi-B_nyNkHM.js";
//#region src/monitoring/performance-series.ts
function performanceSeries(profile, windows, options) {
	return [...biasSeries(windows, options), ...worseningSeries(profile, windows, options)];
}
function biasSeries(windows, options) {
	if (options.bias === void 0) return [];
	const values = windows.map(({ labelled }) => labelled.targets.length < options.minRows ? null : Math.abs(meanOf(labelled.scores) - meanOf(labelled.targets)));
	return [{
		check: "performance",
		subject: "score",
		measure: "bias",
		limit: options.bias,
		values
	}];
}
function worseningSeries(profile, windows, options) {
	const { metric, performance: limit } = options;
	const reference = metric === void 0 ? void 0 : profile.evaluation?.metrics[metric.id]?.value;
	if (metric === void 0 || limit === void 0 || typeof reference !== "number") return [];
	const values = windows.map(({ labelled }) => {
		if (labelled.targets.length < options.minRows) return null;
		const value = metric.compute(labelled.targets, labelled.scores);
		if (!Number.isFinite(value)) return null;
		return metric.direction === "higher" ? reference - value : value - reference;
	});
	return [{
		check: "performance",
		subject: `${metric.id} lost`,
		measure: metric.id,
		limit,
		values
	}];
}
function meanOf(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
//#endregion
//#region src/monitoring/retrain-decision.ts
const triggers = {
	data: "data_drift",
	prediction: "prediction_drift",
	performance: "performance"
};
function parseAtMost(text) {
	return parseDuration(text.replace(/^1 per /, ""));
}
function decideRetrain(facts) {
	if (facts.policy === void 0 || !facts.policy.on.includes(triggers[facts.kind])) return nothing("retrain.not-configured");
	if (!facts.isAlerting) return nothing("retrain.no-drift");
	if (facts.isSnoozed === true) return nothing("retrain.snoozed");
	const cause = causeOf(facts);
	if (cause === void 0) return nothing("retrain.already-asked");
	if (facts.pending === "pull-request") return nothing("retrain.pull-request-open");
	if (facts.pending === "run") return nothing("retrain.run-in-progress");
	if (cause !== "retrain.interrupted" && isTooSoon(facts, facts.policy)) return nothing("retrain.too-soon");
	return {
		decision: "dispatch",
		reasonCode: cause
	};
}
function causeOf(facts) {
	if (facts.own?.state === "requested") return "retrain.interrupted";
	const { latest, own } = facts;
	if (!(latest !== null && latest.version === facts.version && latest.at >= facts.openedAt)) return "retrain.opened";
	return own !== null && own.version === facts.version && facts.severity > own.severity ? "retrain.worse" : void 0;
}
function isTooSoon(facts, policy) {
	return facts.latest !== null && Date.parse(facts.until) - Date.parse(facts.latest.at) < policy.atLeastMs;
}
function nothing(reasonCode) {
	return {
		decision: "nothing",
		reasonCode
	};
}
//#endregion
//#region src/monitoring/verdict.ts
function parseOpenRule(text) {
	const match = /^(\d+) of (\d+)$/.exec(text);
	const [k, n] = [Number(match?.[1]), Number(match?.[2])];
	if (!(k >= 1 && k <= n)) throw new PawlError("config.invalid", { message: `open_after: "${text}" must be "k of n" with 1 ≤ k ≤ n, for instance "3 of 5".` });
	return {
		k,
		n
	};
}
function judgeKind(kind, all, rule) {
	const series = all.filter((entry) => kindOfCheck[entry.check] === kind).map((entry) => judgeSeries(entry, rule)).sort((a, b) => b.over - a.over || ratioOf(b) - ratioOf(a));
	const isOver = series.some((entry) => entry.over >= rule.k);
	return {
		kind,
		series,
		state: stateOf(series, rule, isOver),
		severity: isOver ? severityOf(series, rule) : 0
	};
}
function judgeSeries(series, rule) {
	const judged = series.values.filter((value) => value !== null);
	const lastOnes = judged.slice(-rule.n);
	const newest = judged.slice(-rule.k);
	return {
		...series,
		judged: lastOnes.length,
		over: lastOnes.filter((value) => value > series.limit).length,
		last: judged.at(-1) ?? null,
		isClean: newest.length === rule.k && newest.every((value) => value <= series.limit)
	};
}
function stateOf(series, rule, isOver) {
	if (isOver && !series.every((entry) => entry.isClean)) return "over";
	if (series.length > 0 && series.every((entry) => entry.isClean)) return "clean";
	return series.some((entry) => entry.judged >= rule.k) ? "undecided" : "not enough data";
}
function ratioOf(series) {
	return series.last === null ? 0 : series.last / series.limit;
}
function severityOf(series, rule) {
	const worst = Math.max(...series.filter((entry) => entry.over >= rule.k).map(ratioOf));
	if (worst > 4) return 3;
	return worst > 2 ? 2 : 1;
}
//#endregion
//#region src/app/monitoring/find-drift-issues.ts
const driftLabel = "ml/drift";
async function readIdentity(members) {
	const self = await members.self();
	const repository = await members.repository();
	return {
		login: self.login,
		repositoryId: repository.id,
		defaultBranch: repository.defaultBranch
	};
}
function driftLabels(model) {
	return [driftLabel, `model:${model}`];
}
async function listDriftIssues(model, identity, issues) {
	return (await issues.list({
		labels: driftLabels(model),
		state: "all"
	})).flatMap((issue) => {
		const marker = parseDriftMarker(issue.body);
		if (!(issue.authorLogin === identity.login && marker?.repositoryId === identity.repositoryId) || marker.model !== model) return [];
		return [{
			issue,
			marker,
			record: parseDriftRecord(issue.body)
		}];
	});
}
function pickIssue(all, fingerprint) {
	const wanted = formatFingerprint(fingerprint);
	const [kept, ...doubles] = all.filter((entry) => formatFingerprint(entry.marker) === wanted).sort((a, b) => a.issue.number - b.issue.number);
	return {
		kept,
		doubles
	};
}
//#endregion
//#region src/monitoring/input-series.ts
const missingShareLimit = .1;
function dataDriftSeries(profile, windows, limits) {
	return judgedColumns(profile).map(([subject, reference]) => ({
		check: "data_drift",
		subject,
		measure: "PSI",
		limit: limits.psi,
		values: windows.map((window) => window.rows < limits.minRows ? null : finite(columnPsi(reference, columnOf(window, subject, reference))))
	}));
}
function predictionDriftSeries(profile, windows, limits) {
	const reference = profile.score;
	if (reference === null) return [];
	const values = windows.map((window) => window.rows < limits.minRows ? null : finite(columnPsi(reference, window.scores)));
	return [{
		check: "prediction_drift",
		subject: "score",
		measure: "PSI",
		limit: limits.psi,
		values
	}];
}
function dataQualitySeries(profile, windows, limits) {
	return Object.entries(profile.columns).map(([subject, reference]) => ({
		check: "data_quality",
		subject,
		measure: "missing share",
		limit: missingShareLimit,
		values: windows.map((window) => {
			if (window.rows < limits.minRows) return null;
			const missing = missingShare(columnOf(window, subject, reference));
			return Math.max(0, missing - missingShare(reference));
		})
	}));
}
function judgedColumns(profile) {
	return Object.entries(profile.columns).filter(([, column]) => column.type !== "timestamp");
}
function columnOf(window, name, reference) {
	return window.columns.get(name) ?? countValues([null], {
		type: reference.type,
		counts: [window.rows]
	});
}
function missingShare(column) {
	return column.rows === 0 ? 0 : column.missing / column.rows;
}
function finite(value) {
	return Number.isFinite(value) ? value : null;
}
//#endregion
//#region src/app/monitoring/measure-checks.ts
function measureChecks(request) {
	const { policy, profile, windows } = request;
	const limits = {
		psi: policy.limits.psi,
		minRows: policy.limits.min_rows
	};
	const metric = primaryMetric(request);
	const measure = {
		data_drift: () => dataDriftSeries(profile, windows, limits),
		data_quality: () => dataQualitySeries(profile, windows, limits),
		prediction_drift: () => predictionDriftSeries(profile, windows, limits),
		performance: () => performanceSeries(profile, windows, {
			minRows: limits.minRows,
			...policy.limits.bias === void 0 ? {} : { bias: policy.limits.bias },
			...policy.limits.performance === void 0 ? {} : { performance: policy.limits.performance },
			...metric === void 0 ? {} : { metric }
		})
	};
	const checks = policy.checks.filter((check) => isWindowCheck(check));
	const series = checks.flatMap((check) => measure[check]());
	const kinds = [...new Set(checks.map((check) => kindOfCheck[check]))];
	const rule = parseOpenRule(policy.open_after);
	return {
		verdicts: kinds.map((kind) => judgeKind(kind, series, rule)),
		notices: noticesOf(request, metric)
	};
}
function isWindowCheck(check) {
	return Object.hasOwn(kindOfCheck, check);
}
function primaryMetric({ evaluation, task }) {
	const found = evaluation?.metrics[0] === void 0 ? void 0 : findMetric(evaluation.metrics[0]);
	if (found === void 0 || found.direction === "none" || task === "multiclass-classification") return;
	if (found.isMeasured || found.needsGroups) return void 0;
	const compute = (targets, scores) => {
		const target = Float64Array.from(targets);
		const values = Float64Array.from(scores);
		const sample = task === "regression" ? {
			task,
			target,
			prediction: values
		} : {
			task,
			target,
			score: values,
			threshold: .5
		};
		return found.prepare(sample)(new Float64Array(target.length).fill(1));
	};
	return {
		id: found.id,
		direction: found.direction,
		compute
	};
}
function noticesOf(request, metric) {
	const { policy, profile } = request;
	const notices = [];
	if (policy.checks.includes("latency")) notices.push("The check `latency` is not supported yet: latency is not watched.");
	if (policy.reference === "trailing") notices.push("`reference: trailing` is not supported yet: the profile in the Release is used.");
	if (policy.retrain?.on.includes("schedule")) notices.push("`retrain: {on: [schedule]}` is not supported yet: only drift starts a retraining.");
	if (policy.checks.includes("prediction_drift") && profile.score === null) notices.push("The profile has no scores: prediction drift is not watched.");
	if (policy.checks.includes("performance")) notices.push(...performanceNotices(request, metric));
	return notices;
}
function performanceNotices(request, metric) {
	const { limits, labels } = request.policy;
	if (labels === void 0 || request.evaluation === void 0) return ["The policy names no `labels`, or no `evaluation`: performance is not watched."];
	if (limits.bias === void 0 && limits.performance === void 0) return ["`limits` has neither `bias` nor `performance`: performance is measured by nothing."];
	if (limits.performance === void 0) return [];
	if (metric === void 0) return ["The primary metric cannot be computed from one score a row: it is not watched."];
	return typeof request.profile.evaluation?.metrics[metric.id]?.value === "number" ? [] : [`The profile records no value of \`${metric.id}\`: its worsening is not watched.`];
}
//#endregion
//#region src/monitoring/prediction-log-sql.ts
const predictionLogPattern = "date=*/*.jsonl";
const labelReaders = {
	parquet: "read_parquet($FILES, union_by_name = true, filename = true)",
	csv: "read_csv($FILES, union_by_name = true, filename = true)",
	jsonl: "read_json($FILES, format = 'newline_delimited', union_by_name = true, filename = true)",
	arrow: null
};
const labelFormats = [
	"parquet",
	"csv",
	"jsonl",
	"arrow"
];
const recordType = JSON.stringify({
	schema: "VARCHAR",
	version: "VARCHAR",
	id: "VARCHAR",
	timestamp: "VARCHAR",
	inputs: "MAP(VARCHAR, JSON)",
	score: "DOUBLE"
});
function boundList(count, from) {
	return `[${Array.from({ length: count }, (_, index) => `$${from + index}`).join(", ")}]`;
}
function loadPredictionLogSql(fileCount) {
	return `CREATE OR REPLACE TEMP TABLE pawl_log AS
WITH lines AS (
  SELECT line FROM read_csv(${boundList(fileCount, 3)}, columns = {'line': 'VARCHAR'}, header = false, auto_detect = false,
    delim = chr(31), quote = '', escape = '', strict_mode = false, null_padding = true, ignore_errors = true)
  WHERE trim(line) <> ''
), records AS (
  SELECT CASE WHEN json_valid(line) THEN json_transform(line, '${recordType}') END AS r FROM lines
), times AS (
  SELECT r.version AS version, r.id AS id, r.inputs AS inputs, r.score AS score,
    CASE WHEN r.schema = 'pawl.prediction/1' AND r.version IS NOT NULL AND r.inputs IS NOT NULL
      THEN epoch_ms(TRY_CAST(r.timestamp AS TIMESTAMPTZ)) END AS at_ms
  FROM records
)
SELECT version, id, inputs, score, at_ms, CAST(floor((at_ms - $1::DOUBLE) / $2::DOUBLE) AS BIGINT) AS place FROM times`;
}
const emptyPredictionLogSql = `CREATE OR REPLACE TEMP TABLE pawl_log
(version VARCHAR, id VARCHAR, inputs MAP(VARCHAR, JSON), score DOUBLE, at_ms BIGINT, place BIGINT)`;
const logFactsSql = `SELECT count(*) FILTER (place IS NULL) AS malformed,
max(at_ms) FILTER (at_ms < $1) AS newest FROM pawl_log`;
const windowRowsSql = `SELECT place, version, count(*) AS rows FROM pawl_log
WHERE place >= 0 AND place < $1 GROUP BY ALL`;
const inputCountsSql = `SELECT place, entry.key AS name, entry.value AS value, count(*) AS rows
FROM (SELECT place, unnest(map_entries(inputs)) AS entry FROM pawl_log WHERE place >= 0 AND place < $1 AND version = $2)
GROUP BY ALL`;
const scoreCountsSql = `SELECT place, score, count(*) AS rows FROM pawl_log
WHERE place >= 0 AND place < $1 AND version = $2 GROUP BY ALL`;
const labelledSql = `SELECT place, score, target FROM pawl_log JOIN pawl_labels USING (id)
WHERE place >= 0 AND place < $1 AND version = $2 AND isfinite(score) AND isfinite(target) ORDER BY place`;
const emptyLabelsSql = "CREATE OR REPLACE TEMP TABLE pawl_labels (id VARCHAR, target DOUBLE)";
function labelFormat(path) {
	const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
	if (ending === "ndjson") return "jsonl";
	if (ending === "feather" || ending === "ipc") return "arrow";
	if (ending === "arrow") return ending;
	return ending === "parquet" || ending === "csv" || ending === "jsonl" ? ending : void 0;
}
function addLabelsSql(format, fileCount, columns) {
	const table = labelTable(format, fileCount);
	return `INSERT INTO pawl_labels SELECT id, arg_max(target, filename) FROM (
  SELECT CAST(${quoteIdentifier(columns.id)} AS VARCHAR) AS id,
    TRY_CAST(${quoteIdentifier(columns.target)} AS DOUBLE) AS target, filename FROM ${table}
) WHERE target IS NOT NULL AND id IN (SELECT id FROM pawl_log WHERE id IS NOT NULL)
AND id NOT IN (SELECT id FROM pawl_labels) GROUP BY id`;
}
function labelTable(format, fileCount) {
	const reader = labelReaders[format];
	if (reader !== null) return reader.replace("$FILES", () => boundList(fileCount, 1));
	return `(${Array.from({ length: fileCount }, (_, index) => `SELECT *, $${index + 1}::VARCHAR AS filename FROM read_arrow($${index + 1})`).join(" UNION ALL BY NAME ")})`;
}
//#endregion
//#region src/app/monitoring/read-windows.ts
async function readWindows(request, sql) {
	await loadLog(request, sql);
	await loadLabels(request.labels, sql);
	const count = request.windows.length;
	const [facts] = await sql.query(logFactsSql, [Date.parse(request.windows.at(-1)?.end ?? "")]);
	const served = await sql.query(windowRowsSql, [count]);
	const bound = [count, request.version];
	const inputs = groupByPlace(await sql.query(inputCountsSql, bound));
	const scores = groupByPlace(await sql.query(scoreCountsSql, bound));
	const labelled = groupByPlace(await sql.query(labelledSql, bound));
	const isLive = (row) => row["version"] === request.version;
	const rowsAt = (place, wanted) => served.filter((row) => row["place"] === place && isLive(row) === wanted).reduce(sumRows, 0);
	return {
		windows: request.windows.map((_, place) => {
			const rows = rowsAt(place, true);
			return {
				rows,
				columns: columnsOf(inputs.get(place) ?? [], request.profile, rows),
				scores: countsOf(scores.get(place) ?? [], "score"),
				labelled: {
					scores: (labelled.get(place) ?? []).map((row) => Number(row["score"])),
					targets: (labelled.get(place) ?? []).map((row) => Number(row["target"]))
				}
			};
		}),
		otherRows: request.windows.map((_, place) => rowsAt(place, false)),
		malformedLines: Number(facts?.["malformed"] ?? 0),
		newestMs: typeof facts?.["newest"] === "number" ? facts["newest"] : void 0
	};
}
async function loadLog({ logDirectory, windows }, sql) {
	const dates = new Set(datesOf(windows));
	const files = (await listFiles(`${logDirectory}/${predictionLogPattern}`, sql)).filter((file) => dates.has(/date=(\d{4}-\d\d-\d\d)[/\\][^/\\]+$/.exec(file)?.[1] ?? ""));
	if (files.length === 0) {
		await sql.query(emptyPredictionLogSql);
		return;
	}
	const start = Date.parse(windows[0]?.start ?? "");
	const length = Date.parse(windows[0]?.end ?? "") - start;
	await sql.query(loadPredictionLogSql(files.length), [
		start,
		length,
		...files
	]);
}
async function loadLabels(labels, sql) {
	await sql.query(emptyLabelsSql);
	if (labels === void 0) return;
	const files = await listFiles(labelFormat(labels.path) === void 0 ? `${labels.path}/**` : labels.path, sql);
	for (const format of labelFormats) {
		const fitting = files.filter((file) => labelFormat(file) === format);
		if (fitting.length > 0) await addLabels(format, fitting, {
			labels,
			sql
		});
	}
}
async function addLabels(format, files, { labels, sql }) {
	try {
		await sql.query(addLabelsSql(format, files.length, labels), files);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new PawlError("monitor.labels-unreadable", {
			message: `Labels with columns ${labels.id} and ${labels.target} cannot be read from ${labels.path}: ${reason}`,
			cause
		});
	}
}
async function listFiles(pattern, sql) {
	return (await sql.query("SELECT file FROM glob($1) ORDER BY file", [pattern])).map((row) => String(row["file"]));
}
function groupByPlace(rows) {
	return Map.groupBy(rows, (row) => Number(row["place"]));
}
function columnsOf(cells, profile, rows) {
	const columns = new Map();
	for (const [name, own] of Map.groupBy(cells, (cell) => String(cell["name"]))) {
		if (!Object.hasOwn(profile.columns, name)) continue;
		const type = profile.columns[name]?.type ?? "categorical";
		const absent = Math.max(0, rows - own.reduce(sumRows, 0));
		const values = [...own.map((cell) => parseInput(cell["value"])), null];
		columns.set(name, countValues(values, {
			type,
			counts: [...own.map(rowsOf), absent]
		}));
	}
	return columns;
}
function parseInput(text) {
	if (typeof text !== "string") return null;
	const value = parseJson(text);
	return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
}
function countsOf(cells, column) {
	return countValues(cells.map((cell) => cell[column] ?? null), {
		type: "numeric",
		counts: cells.map(rowsOf)
	});
}
function rowsOf(cell) {
	return Number(cell["rows"]);
}
function sumRows(sum, cell) {
	return sum + rowsOf(cell);
}
//#endregion
//#region src/monitoring/alert-decision.ts
function decideAlert(verdict, existing, version, isSnoozed = false) {
	if (verdict.state === "over") {
		const decision = decideOver(existing, version);
		const isAnew = decision.decision === "open" || decision.decision === "reopen";
		return isSnoozed && isAnew ? {
			decision: "nothing",
			reasonCode: "drift.snoozed"
		} : decision;
	}
	if (verdict.state !== "clean") return keep(existing, verdict.state === "undecided" ? "drift.undecided" : "drift.not-enough-data");
	return existing !== void 0 && isUnresolved(existing) ? {
		decision: "close",
		reasonCode: "drift.resolved"
	} : {
		decision: "nothing",
		reasonCode: "drift.none"
	};
}
function decideOver(existing, version) {
	if (existing === void 0) return {
		decision: "open",
		reasonCode: "drift.opened"
	};
	if (existing.state === "open") return {
		decision: "update",
		reasonCode: "drift.continues"
	};
	if (existing.record?.state === "open" && existing.record.version === version) return {
		decision: "nothing",
		reasonCode: "drift.closed-by-person"
	};
	return {
		decision: "reopen",
		reasonCode: "drift.reopened"
	};
}
function isUnresolved(existing) {
	return existing.state === "open" || existing.record?.state === "open";
}
function keep(existing, reasonCode) {
	return {
		decision: existing?.state === "open" ? "update" : "nothing",
		reasonCode
	};
}
//#endregion
//#region src/report/drift-issue.ts
const kindTitles = {
	data: "Data drift",
	prediction: "Prediction drift",
	performance: "Performance loss"
};
const shownSeries = 40;
const dayMs = 864e5;
function driftIssueTitle(marker) {
	return `${kindTitles[marker.kind]}: ${marker.model} (${marker.environment})`;
}
function renderDriftIssue(view) {
	const places = placesOf(view);
	const parts = [
		`${formatDriftMarker(view.marker)}\n${formatDriftRecord(view.record)}`,
		renderVerdict(view),
		renderTable(view, places),
		renderWorst(view, places),
		renderFacts(view),
		view.response ?? "",
		"`/ml drift ack` · `/ml drift snooze 7d --reason \"…\"` · `/ml drift retrain` · `/ml drift false-alarm` · `/ml drift resolve`",
		"<sub>The body is rewritten as windows end. Comments only on open, close and retraining.</sub>"
	];
	return {
		title: driftIssueTitle(view.marker),
		body: `${parts.filter((part) => part !== "").join("\n\n")}\n`
	};
}
function renderVerdict({ verdict, rule, record }) {
	const version = escapeText(record.version);
	const rules = `opens after ${rule.k} of ${rule.n} judged windows, closes after ${rule.k} clean in a row`;
	const [worst] = verdict.series;
	if (verdict.state === "over" && worst !== void 0) return `🔴 **${worst.over} of the last ${worst.judged} windows over the limit** on ${version} (${rules}). Worst: ${describeLast(worst)}.`;
	if (verdict.state === "clean") return `🟢 **The last ${rule.k} windows are within the limits** on ${version} (${rules}).`;
	if (verdict.state === "undecided") return `🟡 **Neither over nor clean yet** on ${version} (${rules}).${worst === void 0 ? "" : ` Worst: ${describeLast(worst)}.`}`;
	return `⚪ **Not enough data** on ${version}: fewer than ${rule.k} judged windows since it is live (${rules}).`;
}
function describeLast(series) {
	const value = series.last ?? 0;
	const sign = value > series.limit ? ">" : "≤";
	return `${`${escapeText(series.subject)} ${escapeText(series.measure)}`} ${formatNumber(value)} ${sign} ${formatNumber(series.limit)}`;
}
function placesOf({ verdict, windows }) {
	const all = [...windows.keys()];
	const judged = all.filter((place) => verdict.series.some((series) => typeof series.values[place] === "number"));
	return (judged.length > 0 ? judged : all).slice(-8);
}
function renderTable(view, places) {
	const { series } = view.verdict;
	if (series.length === 0) return "";
	const labels = places.map((place) => labelOf(view.windows[place]));
	const head = [
		"What",
		"Measure",
		"Limit",
		"Over",
		...labels
	];
	const align = [
		"---",
		"---",
		"--:",
		"--:",
		...labels.map(() => "--:")
	];
	const rows = series.slice(0, shownSeries).map((entry) => [
		escapeText(entry.subject),
		escapeText(entry.measure),
		formatNumber(entry.limit),
		`${entry.over} of ${entry.judged}`,
		...places.map((place) => cell(entry.values[place] ?? null, entry.limit))
	]);
	const context = contextRows(view, places);
	const lines = [
		head,
		align,
		...rows,
		...context
	].map((cells) => `| ${cells.join(" | ")} |`);
	const rest = series.length - shownSeries;
	return `${lines.join("\n")}${rest > 0 ? `\n\n${rest} more are not shown.` : ""}`;
}
function contextRows(view, places) {
	const shown = places.map((place) => view.windows[place]);
	const least = `≥ ${view.minRows}`;
	if (view.verdict.kind !== "performance") return [[
		"rows",
		"",
		least,
		"",
		...shown.map((window) => String(window?.rows ?? 0))
	]];
	const mean = (value) => typeof value === "number" ? formatNumber(value) : "–";
	return [
		[
			"mean score",
			"",
			"",
			"",
			...shown.map((window) => mean(window?.meanScore))
		],
		[
			"mean target",
			"",
			"",
			"",
			...shown.map((window) => mean(window?.meanTarget))
		],
		[
			"labelled rows",
			"",
			least,
			"",
			...shown.map((window) => String(window?.labelled ?? 0))
		]
	];
}
function cell(value, limit) {
	if (value === null) return "–";
	return value > limit ? `**${formatNumber(value)}**` : formatNumber(value);
}
function labelOf(window) {
	if (window === void 0) return "";
	return Date.parse(window.end) - Date.parse(window.start) >= dayMs ? window.start.slice(5, 10) : window.start.slice(5, 16).replace("T", " ");
}
function renderWorst(view, places) {
	const [worst] = view.verdict.series;
	if (worst === void 0) return "";
	const judged = places.filter((place) => typeof worst.values[place] === "number");
	return renderBarChart({
		title: `${worst.subject}: ${worst.measure} by window (line = limit)`,
		labels: judged.map((place) => labelOf(view.windows[place])),
		values: judged.map((place) => worst.values[place] ?? 0),
		line: worst.limit,
		unit: "value",
		isFromZero: true
	});
}
function renderFacts(view) {
	return [
		`- **Retrain**: ${describeRetrain(view)}`,
		`- **Reference**: the profile in the Release of ${escapeText(`${view.marker.model}@${view.record.version}`)}`,
		...view.notices.map((notice) => `- ${notice}`)
	].join("\n");
}
function describeRetrain({ record, atMost }) {
	const policy = atMost === void 0 ? "the policy does not retrain on this" : `at most ${escapeText(atMost)}`;
	if (record.retrain === null) return `none started (${policy})`;
	const { at, version, state } = record.retrain;
	return `${state === "dispatched" ? "started" : "being started"} by policy for ${escapeText(version)}, windows up to ${escapeText(at)} (${policy}); it opens a pull request with the usual comment`;
}
//#endregion
//#region src/app/monitoring/comment-once.ts
async function commentOnce(comment, identity, comments) {
	const marker = `<!-- pawl:drift-event v=1 ${comment.event} -->`;
	if (!(await comments.list(comment.issue)).some((entry) => entry.authorLogin === identity.login && entry.body.startsWith(marker))) await comments.create(comment.issue, `${marker}\n${comment.text}`);
}
//#endregion
//#region src/app/monitoring/settle-alert.ts
async function settleAlert(facts, ports) {
	const { kept, doubles } = pickIssue(await listDriftIssues(facts.fingerprint.model, facts.identity, ports.issues), facts.fingerprint);
	if (kept !== void 0) await closeDoubles(kept, doubles, {
		facts,
		ports
	});
	const existing = kept === void 0 ? void 0 : {
		state: kept.issue.state,
		record: kept.record
	};
	const decision = decideAlert(facts.verdict, existing, facts.version, facts.isSnoozed);
	if (decision.decision === "nothing") return {
		decision,
		issue: kept?.issue,
		record: kept?.record
	};
	const record = nextRecord(facts, kept, decision);
	if (kept === void 0) return {
		decision,
		record,
		issue: await openIssue(facts, record, ports)
	};
	await announce(facts, kept, {
		decision,
		ports
	});
	return {
		decision,
		issue: await writeIssue({
			facts,
			issue: kept.issue,
			record,
			state: record.state
		}, ports),
		record
	};
}
async function closeDoubles(kept, doubles, { facts, ports }) {
	for (const { issue } of doubles.filter((double) => double.issue.state === "open")) {
		const text = `Doubles #${kept.issue.number}, which goes on.`;
		await commentOnce({
			issue: issue.number,
			event: "double",
			text
		}, facts.identity, ports.comments);
		await ports.issues.update(issue.number, {
			state: "closed",
			stateReason: "not_planned"
		});
	}
}
function nextRecord(facts, kept, { decision }) {
	const isNewEpisode = decision === "open" || decision === "reopen";
	return {
		schema: "pawl.drift-record/1",
		state: decision === "close" ? "closed" : "open",
		version: facts.version,
		openedAt: isNewEpisode ? facts.until : kept?.record?.openedAt ?? facts.until,
		retrain: kept?.record?.retrain ?? null
	};
}
async function openIssue(facts, record, ports) {
	const { title, body } = renderAt(facts, record, 1);
	return ports.issues.create({
		title,
		body,
		labels: driftLabels(facts.fingerprint.model)
	});
}
async function announce(facts, kept, { decision, ports }) {
	const text = {
		close: `🟢 The drift has ended: the newest windows of ${facts.version} are within the limits.`,
		reopen: `🔴 The drift is back on ${facts.version}.`
	}[decision.decision];
	const isSilent = decision.decision === "close" && kept.issue.state === "closed";
	if (text === void 0 || isSilent) return;
	const end = facts.view.windows.at(-1)?.end ?? "";
	const event = `${decision.decision}:${facts.version}:${end}`;
	await commentOnce({
		issue: kept.issue.number,
		event,
		text
	}, facts.identity, ports.comments);
}
async function writeIssue(write, ports) {
	const { facts, issue, record, state } = write;
	const sequence = sequenceOf(issue);
	const same = renderAt(facts, record, sequence);
	if (normalize(issue.body) === normalize(same.body) && issue.title === same.title && issue.state === state) return issue;
	const { title, body } = renderAt(facts, record, sequence + 1);
	const change = {
		title,
		body
	};
	if (issue.state === state) return ports.issues.update(issue.number, change);
	const stateReason = state === "closed" ? "completed" : "reopened";
	return ports.issues.update(issue.number, {
		...change,
		state,
		stateReason
	});
}
function renderAt(facts, record, sequence) {
	const marker = {
		...facts.fingerprint,
		repositoryId: facts.identity.repositoryId,
		sequence
	};
	return renderDriftIssue({
		...facts.view,
		verdict: facts.verdict,
		marker,
		record
	});
}
function sequenceOf(issue) {
	return Number(/ seq=(\d{1,12}) -->/.exec(issue.body)?.[1] ?? 0);
}
function normalize(body) {
	return body.replaceAll("\r\n", "\n").trimEnd();
}
//#endregion
//#region src/app/monitoring/pending-retraining.ts
const pawlWorkflow = "pawl.yml";
function retrainBranch(model, issue) {
	return `pawl/retrain/${model}/issue-${issue}`;
}
async function findPendingRetraining({ model, repositoryId }, ports) {
	if ((await ports.pullRequests.listOpen()).some((pull) => pull.headRef.startsWith(`pawl/retrain/${model}/`) && pull.headRepositoryId === repositoryId)) return "pull-request";
	return (await ports.workflows.listRuns({ event: "workflow_dispatch" })).some((run) => run.path === `.github/workflows/pawl.yml` && run.status !== "completed" && `${run.displayTitle ?? ""} `.startsWith(`retrain ${model} `)) ? "run" : void 0;
}
//#endregion
//#region src/app/monitoring/settle-retraining.ts
async function settleRetraining(facts, alert, { policy, ports, clock }) {
	const { issue, record } = alert;
	if (issue === void 0 || record === void 0) return {
		decision: {
			decision: "nothing",
			reasonCode: "retrain.no-drift"
		},
		issue
	};
	const { model } = facts.fingerprint;
	const all = await listDriftIssues(model, facts.identity, ports.issues);
	const isAlerting = facts.verdict.state === "over" && issue.state === "open";
	const { repositoryId } = facts.identity;
	const pending = isAlerting ? await findPendingRetraining({
		model,
		repositoryId
	}, ports) : void 0;
	const decision = decideRetrain({
		policy,
		kind: facts.fingerprint.kind,
		isAlerting,
		severity: facts.verdict.severity,
		version: facts.version,
		openedAt: record.openedAt,
		own: record.retrain,
		latest: latestOf(all),
		until: facts.until,
		pending,
		isSnoozed: facts.isSnoozed
	});
	const step = {
		facts,
		issue,
		record,
		ports,
		clock
	};
	if (decision.reasonCode === "retrain.interrupted" && await hasBegun(step)) return {
		decision,
		issue: await confirm(step)
	};
	if (decision.decision === "dispatch") return {
		decision,
		issue: await dispatch(step)
	};
	return {
		decision,
		issue: record.retrain?.state === "requested" && pending !== void 0 ? await confirm(step) : issue
	};
}
function latestOf(all) {
	return all.flatMap((entry) => entry.record?.retrain ?? []).sort((a, b) => a.at < b.at ? 1 : -1)[0] ?? null;
}
async function hasBegun({ facts, issue, record, ports, clock }) {
	const before = record.retrain?.before;
	if (before === void 0) return false;
	const wanted = {
		title: titleOfRun.retrain(facts.fingerprint.model, issue.number),
		branch: facts.identity.defaultBranch,
		before: before.run,
		at: before.at
	};
	return await lookAgain(() => findDispatchedRun(wanted, ports), { clock }) !== void 0;
}
async function dispatch(step) {
	const { facts, ports, clock } = step;
	const { verdict, version, until } = facts;
	const severity = Math.max(1, verdict.severity);
	const { retrain } = step.record;
	const wish = retrain?.state === "requested" ? retrain : {
		state: "requested",
		at: until,
		version,
		severity
	};
	const now = clock.now();
	const before = wish.before ?? {
		run: await newestRun(facts.identity.defaultBranch, now, ports),
		at: now.toISOString()
	};
	const asked = {
		...step.record,
		retrain: {
			...wish,
			before
		}
	};
	const issue = await writeIssue({
		facts,
		issue: step.issue,
		record: asked,
		state: "open"
	}, ports);
	const inputs = {
		verb: "retrain",
		model: facts.fingerprint.model,
		issue: String(issue.number)
	};
	await ports.workflows.dispatch(pawlWorkflow, facts.identity.defaultBranch, inputs);
	return confirm({
		...step,
		issue,
		record: asked
	});
}
async function confirm({ facts, issue, record, ports }) {
	if (record.retrain === null) return issue;
	const text = `🔁 Retraining was started by policy. Its pull request comes from the branch \`${retrainBranch(facts.fingerprint.model, issue.number)}\`.`;
	const event = `retrain:${record.retrain.at}`;
	await commentOnce({
		issue: issue.number,
		event,
		text
	}, facts.identity, ports.comments);
	const { before: _, ...wish } = record.retrain;
	return writeIssue({
		facts,
		issue,
		record: {
			...record,
			retrain: {
				...wish,
				state: "dispatched"
			}
		},
		state: "open"
	}, ports);
}
//#endregion
//#region src/app/monitor.ts
const lookBack = 3;
async function monitor(request, ports) {
	const subjects = subjectsOf(request);
	const until = isoTime(request.until);
	const identity = await readIdentity(ports.github.members);
	const models = [];
	for (const subject of subjects) models.push(await watch(subject, {
		...request,
		until,
		identity
	}, ports));
	const openAlerts = models.flatMap((model) => model.alerts).filter(isOpen).length;
	const report = {
		schema: "pawl.monitor/1",
		until,
		openAlerts,
		models
	};
	return openAlerts > 0 ? {
		decision: "negative",
		reasonCode: "monitor.drift",
		report
	} : {
		decision: "positive",
		reasonCode: "monitor.clean",
		report
	};
}
function isOpen(alert) {
	return alert.decision === "open" || alert.decision === "update" || alert.decision === "reopen";
}
function isoTime(text) {
	const time = new Date(text);
	if (Number.isNaN(time.getTime())) throw new PawlError("input.invalid", { message: `until: "${text}" is not an ISO 8601 time.` });
	return time.toISOString();
}
function subjectsOf({ policy, model: wanted }) {
	if (wanted !== void 0 && policy.models[wanted]?.monitoring === void 0) throw new PawlError("input.invalid", { message: `The policy has no model "${wanted}" with monitoring.` });
	return Object.entries(policy.models).flatMap(([name, model]) => {
		const { monitoring } = model;
		if (monitoring === void 0 || wanted !== void 0 && name !== wanted) return [];
		return Object.keys(model.environments).map((environment) => ({
			name,
			environment,
			model,
			monitoring
		}));
	});
}
async function watch(subject, request, ports) {
	const { name, environment, monitoring } = subject;
	const nothing = {
		model: name,
		environment,
		windows: [],
		alerts: [],
		newestPrediction: null,
		malformedLines: 0
	};
	const live = await findLiveVersion(name, environment, ports.github.deployments);
	if (live === void 0) return {
		...nothing,
		version: null,
		outcome: "not live",
		notices: []
	};
	const { version } = live;
	const profile = await readReleasedProfile(live, ports.github.releases);
	if (profile === void 0) {
		const notices = [`The Release of ${name}@${version} has no profile.json: it cannot be watched.`];
		return {
			...nothing,
			version,
			outcome: "no profile",
			notices
		};
	}
	const durationMs = parseDuration(monitoring.window);
	const count = lookBack * parseOpenRule(monitoring.open_after).n;
	const windows = planWindows(request.until, durationMs, count);
	const read = await readWindows({
		...pathsOf(subject, request),
		windows,
		version,
		profile
	}, ports.sql);
	const { evaluation, task } = subject.model;
	const measured = measureChecks({
		policy: monitoring,
		evaluation,
		task,
		profile,
		windows: read.windows
	});
	const notices = [...measured.notices, ...logNotices(monitoring, read, {
		windows,
		durationMs
	})];
	for (const notice of notices) ports.log.warning(`${name} (${environment}): ${notice}`);
	const seen = {
		subject,
		request,
		version,
		profile,
		windows: describeWindows(windows, read)
	};
	const alerts = [];
	for (const verdict of measured.verdicts) alerts.push(await settle(verdict, seen, ports));
	return {
		model: name,
		environment,
		version,
		outcome: "watched",
		windows: seen.windows,
		alerts,
		newestPrediction: read.newestMs === void 0 ? null : new Date(read.newestMs).toISOString(),
		malformedLines: read.malformedLines,
		notices
	};
}
function pathsOf({ name, environment, model, monitoring }, request) {
	const absolute = (path) => {
		const expanded = expandEnvironment(path, request.variables).replace(/(?<!\/)\/+$/, "");
		return /^(\/|[A-Za-z]:[\\/])/.test(expanded) ? expanded : `${request.directory}/${expanded}`;
	};
	const { evaluation } = model;
	const labels = monitoring.labels === void 0 || evaluation === void 0 ? void 0 : {
		path: absolute(monitoring.labels),
		id: evaluation.id,
		target: evaluation.target
	};
	return {
		logDirectory: `${absolute(monitoring.predictions)}/${environment}/${name}`,
		labels
	};
}
function logNotices(monitoring, read, { windows, durationMs }) {
	const notices = [];
	if (read.malformedLines > 0) notices.push(`${read.malformedLines} lines of the prediction log are not pawl.prediction/1 and were left out.`);
	const oldest = Date.parse(windows.at(-1)?.end ?? "") - 2 * durationMs;
	const isStale = read.newestMs === void 0 || read.newestMs < oldest;
	if (monitoring.checks.includes("freshness") && isStale) notices.push("The newest prediction is more than two windows old: is the model still asked?");
	return notices;
}
function describeWindows(windows, read) {
	return windows.map((window, place) => {
		const { rows = 0, labelled = {
			scores: [],
			targets: []
		} } = read.windows[place] ?? {};
		const has = labelled.targets.length > 0;
		return {
			...window,
			rows,
			otherRows: read.otherRows[place] ?? 0,
			labelled: labelled.targets.length,
			meanScore: has ? meanOf(labelled.scores) : null,
			meanTarget: has ? meanOf(labelled.targets) : null
		};
	});
}
async function settle(verdict, seen, { github, clock }) {
	const { subject, request, version } = seen;
	const { retrain, limits, open_after } = subject.monitoring;
	const isTrigger = retrain?.on.some((trigger) => trigger !== "schedule" && kindOfCheck[trigger] === verdict.kind);
	const fingerprint = {
		model: subject.name,
		environment: subject.environment,
		kind: verdict.kind
	};
	const response = await readState({
		ref: driftResponseRef(fingerprint),
		schema: driftResponseSchema
	}, github);
	const facts = {
		identity: request.identity,
		fingerprint,
		isSnoozed: isSnoozed(response, request.until),
		verdict,
		version,
		until: request.until,
		view: {
			windows: seen.windows,
			rule: parseOpenRule(open_after),
			minRows: limits.min_rows,
			atMost: isTrigger === true ? retrain?.at_most : void 0,
			notices: [],
			response: renderDriftResponse(response, request.until)
		}
	};
	const policy = retrain && {
		on: retrain.on,
		atLeastMs: parseAtMost(retrain.at_most)
	};
	const alert = await settleAlert(facts, github);
	const retraining = await settleRetraining(facts, alert, {
		policy,
		ports: github,
		clock
	});
	const { issue } = retraining;
	return {
		kind: verdict.kind,
		state: verdict.state,
		severity: verdict.severity,
		series: verdict.series.map(({ last: _last, isClean: _isClean, ...series }) => ({
			...series,
			values: [...series.values]
		})),
		...alert.decision,
		issue: issue === void 0 ? null : {
			number: issue.number,
			url: issue.url
		},
		retrain: { ...retraining.decision }
	};
}
//#endregion
//#region src/app/ledger/records-of-monitoring.ts
function recordsOfMonitoring(report, place) {
	return report.models.flatMap((watched) => [toRun(watched, place), ...watched.alerts.flatMap((alert) => toDecision(watched, alert, {
		until: report.until,
		place
	}))]);
}
function toRun(watched, place) {
	const { model, environment, version, alerts, outcome } = watched;
	const isOpen = alerts.some(({ decision }) => [
		"open",
		"update",
		"reopen"
	].includes(decision));
	return recordRun(place, `${environment}/${model}`, {
		verb: "monitor",
		model: {
			name: model,
			version,
			status: version === null ? "none" : "deployed",
			digest: null
		},
		state: isOpen ? "negative" : "done",
		reasonCode: isOpen ? "monitor.drift" : outcome === "watched" ? "monitor.clean" : outcome.replace(" ", "-"),
		artifacts: alerts.flatMap(({ kind, issue }) => issue === null ? [] : [{
			name: `${kind} drift`,
			uri: issue.url.slice(0, 2e3),
			digest: null,
			sizeBytes: null
		}])
	});
}
function toDecision({ model, environment, version }, { kind, issue, retrain }, { until, place }) {
	if (retrain.decision !== "dispatch" || issue === null) return [];
	return [recordDecision(place, {
		key: `retrain/${issue.number}/${until}`,
		action: "retrain",
		reasonCode: retrain.reasonCode,
		reason: `${kind} drift of ${model} in ${environment}, issue #${issue.number}`,
		source: "automatic",
		model,
		version,
		environment
	})];
}
//#endregion
//#region src/runtime/run-monitor.ts
async function runMonitor(options) {
	const { apiUrl, repository, token, model, log, variables, directory } = options;
	const started = createClock().now();
	const policy = await readPolicyFile(await createFileSystem(directory), options.config);
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const sql = await createSql();
	try {
		const result = await monitor({
			policy,
			until: options.until ?? createClock().now().toISOString(),
			directory,
			variables,
			...model === void 0 ? {} : { model }
		}, {
			github,
			sql,
			log,
			clock: createClock()
		});
		const records = await recordRuns({
			runs: policy.runs,
			github,
			log,
			started,
			directory
		}, (place) => recordsOfMonitoring(result.report, place));
		return {
			...result,
			records
		};
	} finally {
		await sql.close();
	}
}
//#endregion
//#region src/report/monitor-summary.ts
const signs = {
	over: "🔴",
	clean: "🟢",
	undecided: "🟡",
	"not enough data": "⚪"
};
function renderMonitorSummary(report) {
	const verdict = report.openAlerts === 0 ? "🟢 **No drift issue stands open**" : `🔴 **${report.openAlerts} drift ${report.openAlerts === 1 ? "issue stands" : "issues stand"} open**`;
	const parts = report.models.map(renderModel);
	const none = report.models.length === 0 ? ["No model of the policy has `monitoring` and an environment."] : [];
	return `${[
		`${verdict}, windows up to ${report.until}`,
		...parts,
		...none
	].join("\n\n")}\n`;
}
function renderModel(model) {
	const title = `### ${escapeText(model.model)} (${escapeText(model.environment)})`;
	if (model.outcome === "not live") return `${title}\n\nNo version is live.`;
	const version = `Live: ${escapeText(model.version ?? "")}. Newest prediction: ${model.newestPrediction ?? "none"}.`;
	const notices = model.notices.map((notice) => `- ⚠️ ${notice}`).join("\n");
	return [
		`${title}\n\n${version}`,
		renderAlerts(model.alerts),
		renderWindows(model),
		notices
	].filter((part) => part !== "").join("\n\n");
}
function renderAlerts(alerts) {
	if (alerts.length === 0) return "";
	return [
		"| Kind | State | Worst | Issue | Decision | Retraining |",
		"|---|---|---|---|---|---|",
		...alerts.map((alert) => {
			const [worst] = alert.series;
			const last = worst?.values.findLast((value) => value !== null);
			const value = worst === void 0 || last === void 0 || last === null ? "–" : `${escapeText(worst.subject)} ${escapeText(worst.measure)} ${formatNumber(last)} (limit ${formatNumber(worst.limit)}, ${worst.over} of ${worst.judged} over)`;
			const issue = alert.issue === null ? "–" : `[#${alert.issue.number}](${alert.issue.url})`;
			return `| ${alert.kind} | ${signs[alert.state]} ${alert.state} | ${value} | ${issue} | \`${alert.reasonCode}\` | \`${alert.retrain.reasonCode}\` |`;
		})
	].join("\n");
}
function renderWindows({ windows }) {
	const shown = windows.slice(-10);
	if (shown.length === 0) return "";
	return [
		"| Window from | Rows | By other versions | Labelled | Mean score | Mean target |",
		"|---|--:|--:|--:|--:|--:|",
		...shown.map((window) => {
			const [score, target] = [window.meanScore, window.meanTarget].map((mean) => mean === null ? "–" : formatNumber(mean));
			return `| ${window.start} | ${window.rows} | ${window.otherRows} | ${window.labelled} | ${score} | ${target} |`;
		})
	].join("\n");
}
//#endregion
export { runMonitor as n, renderMonitorSummary as t };
