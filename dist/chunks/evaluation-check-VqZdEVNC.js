import { t as escapeText } from "./escape-DS2gUXDj.js";
import { c as findMetric } from "./parse-policy-CtAnGEOx.js";
import { t as fromJsonNumber } from "./json-number-DFo4UM5J.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { t as renderBarChart } from "./mermaid-GEJXeajo.js";
//#region src/report/format-metric.ts
const mostDecimals = 8;
const arrows = {
	higher: " ↑",
	lower: " ↓",
	none: ""
};
function metricTitle(id) {
	return findMetric(id)?.title ?? escapeText(id, 80);
}
function metricLabel({ metric, direction }) {
	return `${metricTitle(metric)}${arrows[direction]}`;
}
function decimalsOf({ challenger, champion, difference }) {
	const [low, high] = difference?.interval ?? challenger?.interval ?? champion?.interval ?? [0, 0];
	const half = Math.abs(fromJsonNumber(high) - fromJsonNumber(low)) / 2;
	if (Number.isFinite(half) && half > 0) return clampDecimals(1 - Math.floor(Math.log10(half)));
	const value = Math.abs(fromJsonNumber((challenger ?? champion)?.value ?? 0));
	return value > 0 && Number.isFinite(value) ? Math.max(clampDecimals(3 - Math.floor(Math.log10(value))), 2) : 4;
}
function clampDecimals(decimals) {
	return Math.min(Math.max(decimals, 0), mostDecimals);
}
function formatValue(value, decimals) {
	const number = fromJsonNumber(value);
	if (Number.isNaN(number)) return "undefined";
	if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
	const text = Math.abs(number) >= 0x38d7ea4c68000 ? number.toPrecision(4) : number.toFixed(decimals);
	return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", "−");
}
function formatChange(value, decimals) {
	const text = formatValue(value, decimals);
	return fromJsonNumber(value) > 0 && !/^0(\.0*)?$/.test(text) ? `+${text}` : text;
}
function formatDifference(metric) {
	const { difference } = metric;
	if (difference === null) return "–";
	const decimals = decimalsOf(metric);
	const change = formatChange(difference.value, decimals);
	if (difference.interval === null) return change;
	const [low, high] = difference.interval.map((end) => formatChange(end, decimals));
	return `${change} [${low}, ${high}]`;
}
function formatSide(metric, side) {
	const estimate = metric[side];
	return estimate === null ? "–" : formatValue(estimate.value, decimalsOf(metric));
}
//#endregion
//#region src/report/evaluation-headline.ts
const icons$1 = {
	pass: "✅",
	warn: "⚠️",
	fail: "❌"
};
function renderHeadline(report) {
	const parts = [describeVerdict(report), ...headlineMetrics(report).map(describeMetric)];
	return `${iconOf(report)} ${escapeText(report.model, 64)}: ${parts.join(" · ")}`;
}
function iconOf(report) {
	if (report.outcome === "unchanged") return "➖";
	return report.gates.length === 0 && report.verdict === "pass" ? "ℹ️" : icons$1[shownVerdict(report)];
}
function shownVerdict({ verdict, gates }) {
	const all = [verdict, ...gates.map((gate) => gate.status)];
	return ["fail", "warn"].find((worst) => all.includes(worst)) ?? "pass";
}
function describeVerdict({ outcome, gates }) {
	if (outcome === "unchanged") return "model unchanged, nothing to compare";
	const total = plural(countGates(gates), "gate");
	const failed = countGates(gates, "fail");
	const doubtful = countGates(gates, "warn");
	if (failed > 0) return `${failed} of ${total} failed`;
	if (doubtful > 0) return `not enough evidence for ${doubtful} of ${total}`;
	const first = outcome === "first" ? "first model, " : "";
	return gates.length === 0 ? `${first}no gates` : `${first}${total} passed`;
}
function countGates(gates, status) {
	const chosen = status === void 0 ? gates : gates.filter((gate) => gate.status === status);
	return new Set(chosen.map((gate) => gate.gate)).size;
}
function headlineMetrics({ metrics, gates }) {
	const failed = new Set(gates.flatMap((gate) => gate.status === "fail" && gate.slice === null ? [gate.metric] : []));
	return metrics.filter((metric, index) => index === 0 || failed.has(metric.metric)).slice(0, 3);
}
function describeMetric(metric) {
	const title = metricTitle(metric.metric);
	if (metric.difference === null) return metric.challenger === null ? `${title} ${metric.verdict}` : `${title} ${formatSide(metric, "challenger")}`;
	const change = formatChange(metric.difference.value, decimalsOf(metric));
	return metric.verdict === "within noise" ? `${title} ${change}, within noise` : `${title} ${change}`;
}
function plural(count, noun) {
	return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
//#endregion
//#region src/report/evaluation-details.ts
function renderDetails(report, limit) {
	const sections = [
		{
			title: plural(report.metrics.length, "metric"),
			body: renderMetrics(report, limit)
		},
		{
			title: plural(report.slices.length, "slice"),
			body: renderSlices(report, limit)
		},
		{
			title: `${plural(report.params.length, "param")} changed`,
			body: renderParams(report, limit)
		},
		{
			title: plural(report.stages.length, "stage"),
			body: renderStages(report, limit)
		},
		{
			title: "lineage",
			body: renderLineageList(report)
		}
	].filter(({ body }) => body !== "");
	if (limit === 0 || sections.length === 0) return "";
	const summary = sections.map(({ title }) => title).join(" · ");
	const bodies = sections.map(({ title, body }) => `**${capitalize(title)}**\n\n${body}`);
	return `<details><summary>${capitalize(summary)}</summary>\n\n${bodies.join("\n\n")}\n\n</details>`;
}
const comparisonColumns = [
	{
		heading: "Champion",
		align: "right"
	},
	{
		heading: "This PR",
		align: "right"
	},
	{
		heading: "Δ",
		align: "right"
	},
	{ heading: "Verdict" }
];
function renderMetrics({ metrics }, limit) {
	const rows = metrics.map((metric) => [metricLabel(metric), ...comparisonCells(metric)]);
	return limited([{ heading: "Metric" }, ...comparisonColumns], rows, limit);
}
function renderSlices({ slices }, limit) {
	const rows = slices.flatMap(({ slice, rows: count, metrics }) => metrics.map((metric, index) => [
		index === 0 ? escapeText(slice, 80) : "",
		index === 0 ? count.toLocaleString("en-US") : "",
		metricLabel(metric),
		...comparisonCells(metric)
	]));
	return limited([...[
		{ heading: "Slice" },
		{
			heading: "Rows",
			align: "right"
		},
		{ heading: "Metric" }
	], ...comparisonColumns], rows, limit);
}
function comparisonCells(metric) {
	return [
		formatSide(metric, "champion"),
		formatSide(metric, "challenger"),
		formatDifference(metric),
		metric.champion === null && metric.verdict === "not comparable" ? "no champion" : metric.verdict
	];
}
function renderParams({ params }, limit) {
	return limited([
		{ heading: "File" },
		{ heading: "Key" },
		{ heading: "Base" },
		{ heading: "This PR" }
	], params.map((param) => [
		escapeText(param.file, 80),
		escapeText(param.key, 80),
		valueText(param.old),
		valueText(param.new)
	]), limit);
}
function valueText(value) {
	return value === null || value === void 0 ? "–" : escapeText(JSON.stringify(value), 60);
}
function renderStages({ stages }, limit) {
	const rows = stages.map((stage) => [
		escapeText(stage.stage, 80),
		stage.state,
		escapeText(stage.reason, 120),
		`${(stage.durationMs / 1e3).toFixed(1)} s`
	]);
	return limited([...[
		{ heading: "Stage" },
		{ heading: "State" },
		{ heading: "Why" }
	], {
		heading: "Time",
		align: "right"
	}], rows, limit);
}
function limited(columns, rows, limit) {
	const table = renderTable(columns, rows.slice(0, limit));
	return rows.length > limit && limit > 0 ? `${table}\n\nand ${rows.length - limit} more, in the report` : table;
}
function renderLineageList(report) {
	const { data, challenger, champion } = report;
	return [
		...data === null ? [] : [`- Data: ${escapeText(data.path, 120)}, ${digestText(data.digest)}`],
		...challenger === null ? [] : [`- Model of this PR: ${digestText(`sha256:${challenger.sha256}`)}`],
		...champion === null ? [] : [`- Champion: ${escapeText(champion.version ?? champion.source, 40)}, ${digestText(`sha256:${champion.sha256}`)}`]
	].join("\n");
}
function digestText(digest) {
	return escapeText(digest.slice(0, 19), 20);
}
function capitalize(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
//#endregion
//#region src/report/gate-table.ts
const icons = {
	pass: "✅",
	warn: "⚠️",
	fail: "❌"
};
const order = [
	"fail",
	"warn",
	"pass"
];
function renderGateTable(report, limit) {
	const entries = mergePassingSlices(report.gates).sort((a, b) => order.indexOf(a.gate.status) - order.indexOf(b.gate.status));
	const table = renderTable([
		{ heading: "Gate" },
		{
			heading: "Champion",
			align: "right"
		},
		{
			heading: "This PR",
			align: "right"
		},
		{
			heading: `Δ [${`${Number((report.confidence * 100).toFixed(2))} %`} interval]`,
			align: "right"
		},
		{ heading: "Rule" },
		{ heading: "Verdict" }
	], entries.slice(0, limit).map((entry) => renderRow(entry, report)));
	const left = entries.length - limit;
	return left > 0 ? `${table}\n\nand ${left} more, in the report` : table;
}
function mergePassingSlices(gates) {
	const entries = [];
	const shared = new Map();
	for (const gate of gates) {
		const isShared = gate.slice !== null && gate.status === "pass";
		const known = isShared ? shared.get(gate.gate) : void 0;
		const entry = known === void 0 ? void 0 : entries[known];
		if (known !== void 0 && entry !== void 0) {
			entries[known] = {
				...entry,
				slices: entry.slices + 1
			};
			continue;
		}
		if (isShared) shared.set(gate.gate, entries.length);
		entries.push({
			gate,
			slices: 1
		});
	}
	return entries;
}
function renderRow({ gate, slices }, report) {
	const rule = ruleOf(gate);
	const verdict = gate.status === "pass" ? icons.pass : `${icons[gate.status]} ${escapeText(gate.reason, 160)}`;
	if (slices > 1) return [
		`${metricTitle(gate.metric)} in ${slices} slices`,
		"",
		"",
		"",
		rule,
		verdict
	];
	const metric = findComparison(gate, report);
	if (metric === void 0) return [
		gateName(gate, metricTitle(gate.metric)),
		"–",
		"–",
		"–",
		rule,
		verdict
	];
	return [
		gateName(gate, metricLabel(metric), metric.rows),
		formatSide(metric, "champion"),
		formatSide(metric, "challenger"),
		formatDifference(metric),
		rule,
		verdict
	];
}
function gateName(gate, label, rows) {
	if (gate.slice === null) return label;
	const size = rows === void 0 ? "" : `, ${plural(rows, "row")}`;
	return `${label} (${escapeText(gate.slice, 80)}${size})`;
}
function ruleOf({ gate, metric }) {
	return escapeText(gate.startsWith(`${metric} `) ? gate.slice(metric.length + 1) : gate, 160);
}
function findComparison(gate, report) {
	return (gate.slice === null ? report.metrics : report.slices.find((slice) => slice.slice === gate.slice)?.metrics)?.find((metric) => metric.metric === gate.metric);
}
//#endregion
//#region src/report/evaluation-comment.ts
const mostCharacters = 6e4;
const levels = [
	{
		details: 500,
		gates: 100
	},
	{
		details: 30,
		gates: 50
	},
	{
		details: 0,
		gates: 20
	}
];
function renderEvaluationComment(report, context) {
	const slot = report.model.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 64);
	return `${`<!-- pawl:report v=1 ${`repo=${context.repositoryId} pr=${context.pullRequest} slot=${slot}`} sha=${report.headSha.slice(0, 7)} seq=${context.seq} -->`}\n${renderEvaluationBody(report, context)}`;
}
function renderEvaluationBody(report, context = {}) {
	for (const level of levels) {
		const body = renderLevel(report, context, level);
		if (body.length < mostCharacters - 500) return body;
	}
	return `### ${renderHeadline(report)}\n\nThe report is too long for a comment; the run has all of it.`;
}
function renderLevel(report, context, level) {
	return [
		`### ${renderHeadline(report)}`,
		renderProvenance(report),
		renderGateTable(report, level.gates),
		renderChart(report, context),
		renderNotes(report),
		renderDetails(report, level.details),
		renderNextStep(report),
		renderFooter(context)
	].filter((block) => block !== "").join("\n\n");
}
function renderProvenance(report) {
	const head = `\`${report.headSha.slice(0, 7)}\``;
	if (report.outcome === "unchanged") return `${head}: no stage was stale, so no model was trained or scored.`;
	const { data } = report;
	const rows = data === null ? "" : ` on ${plural(data.rows, "row")} of ${escapeText(data.path, 120)}`;
	const draws = report.metrics.some((metric) => metric.challenger?.interval != null) ? [`${plural(report.resamples, "paired resample")}, seed ${report.seed}`] : [];
	return [`${head} ${describeChampion(report)}${rows}`, ...draws].join(" · ");
}
function describeChampion({ champion, baseSha, outcome, metrics }) {
	const base = baseSha === null ? "" : ` \`${baseSha.slice(0, 7)}\``;
	if (champion?.source === "release") {
		const commit = champion.commit === null ? "" : ` (\`${champion.commit.slice(0, 7)}\`)`;
		return `against champion **${escapeText(champion.version ?? "?", 40)}**${commit}, both scored`;
	}
	if (champion !== null) return `against the model of base${base}, both scored`;
	if (outcome === "first") return "has no champion to compare with; scored";
	return metrics.some((metric) => metric.champion !== null) ? `against the metrics files of base${base}` : "has no comparable champion; scored";
}
function renderChart(report, { history = [] }) {
	const primary = report.metrics[0];
	if (primary === void 0 || primary.challenger === null) return "";
	const title = findMetric(primary.metric)?.title ?? primary.metric;
	const floor = /[≥≤] (-?\d+(?:\.\d+)?)(?: |$)/.exec(report.gates.find((gate) => gate.metric === primary.metric && gate.slice === null)?.gate.split("Δ")[0] ?? "")?.[1];
	const champion = primary.champion === null ? [] : [{
		label: "champion",
		value: fromJsonNumber(primary.champion.value)
	}];
	const bars = [
		...history.slice(-8),
		...champion,
		{
			label: "PR",
			value: fromJsonNumber(primary.challenger.value)
		}
	];
	if (bars.length < 2) return "";
	return renderBarChart({
		title: floor === void 0 ? title : `${title} (line = limit ${floor})`,
		labels: bars.map(({ label }) => label),
		values: bars.map(({ value }) => value),
		line: floor === void 0 ? void 0 : Number(floor),
		unit: title
	});
}
function renderNotes({ notes }) {
	return notes.map((note) => `> ${escapeText(note, 400)}`).join("\n>\n");
}
function renderNextStep(report) {
	if (report.outcome === "unchanged") return "";
	const { gates } = report;
	if (countGates(gates, "fail") > 0) return `**Next:** bring the gates that failed back within their rules (${[...new Set(gates.flatMap((gate) => gate.status === "fail" ? [gate.reasonCode] : []))].map((code) => `\`${code.replaceAll(/[^a-z0-9.-]/g, "")}\``).join(", ")}), then push. Promotion is blocked: \`blocked.gate\`.`;
	if (countGates(gates, "warn") > 0) return "**Next:** decide whether this much evidence will do; more evaluation rows would narrow the intervals.";
	return "**Next:** review and merge; the model is then registered as a new version.";
}
function renderFooter({ runUrl }) {
	return `<sub>${runUrl !== void 0 && /^https?:\/\/[^\s()<>"]+$/.test(runUrl) ? `[Run and full report](${runUrl}) · ` : ""}\`/ml help\`</sub>`;
}
//#endregion
//#region src/report/evaluation-check.ts
const mostAnnotations = 50;
const mostTitle = 200;
function renderJobSummary(report, context = {}) {
	return renderEvaluationBody(report, context);
}
function renderCheck(report, context = {}) {
	return {
		title: plainHeadline(report),
		summary: renderEvaluationBody(report, context),
		conclusion: concludeCheck(report),
		annotations: report.gates.filter((gate) => gate.status !== "pass").slice(0, mostAnnotations).map(annotate)
	};
}
function concludeCheck(report) {
	const verdict = shownVerdict(report);
	if (report.outcome === "unchanged" || verdict === "warn") return "neutral";
	return verdict === "pass" ? "success" : "failure";
}
function plainHeadline(report) {
	return renderHeadline(report).replaceAll(/\\([\\`*_{}[\]()!|~$])/g, "$1").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").slice(0, mostTitle);
}
function annotate(gate) {
	const file = /^([\w./-]+\.[a-z]+):/.exec(gate.metric)?.[1];
	const where = gate.slice === null ? "" : ` (${gate.slice})`;
	return {
		path: file ?? ".github/pawl.yml",
		startLine: 1,
		endLine: 1,
		level: gate.status === "fail" ? "failure" : "warning",
		title: `${gate.gate}${where}`.slice(0, mostTitle),
		message: `${gate.reason} (${gate.reasonCode})`.slice(0, 1e3)
	};
}
//#endregion
export { shownVerdict as i, renderJobSummary as n, renderEvaluationComment as r, renderCheck as t };
