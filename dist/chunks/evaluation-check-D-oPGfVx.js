import { Jt as isOverlap } from "./pipeline-DJgoMtB1.js";
import { d as lastPart, l as isFileMetric } from "./parse-policy-CiPne4bg.js";
import { r as plainCell } from "./plain-text-B3nEYAFD.js";
import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { i as renderCell, n as untrusted, r as renderBlocks, t as tableBlock } from "./blocks-DooAdYup.js";
import { a as formatLevel, c as formatTest, d as metricName, l as formatValue, o as formatPValue, r as formatDifference, s as formatSide, u as metricLabel } from "./format-metric-CisidVRA.js";
import { r as formatNumber, t as renderBarChart } from "./mermaid-G-1h-Jaz.js";
import { a as slicesFoundWorse, c as plural, f as isOverridden, i as sliceSections, l as renderHeadline, n as renderFlowchart, o as countGates, r as metricSection, s as planHeadline, t as flowchartLabel, u as shownVerdict } from "./flowchart-DY8QKSTI.js";
import { t as dataDiffBlocks } from "./data-diff-CJiPeHYd.js";
import { t as lineBlocks } from "./plot-markdown--bpnv6IL.js";
//#region src/report/evaluation-lead.ts
const mostNames = 4;
function planProvenance(report) {
	const head = { code: report.headSha.slice(0, 7) };
	if (report.outcome === "unchanged") return [head, ": no stage was stale, so no model was trained or scored."];
	const { data, seedNoise = [] } = report;
	const rows = data === null ? [] : [` on ${plural(data.rows, "row")} of `, untrusted(data.path, 120)];
	const draws = report.metrics.some((metric) => metric.challenger?.interval != null) ? ` · ${plural(report.resamples, "paired resample")}, seed ${report.seed}` : "";
	const seeds = Math.max(0, ...seedNoise.map(({ values }) => values.length));
	const trained = seeds === 0 ? "" : ` · noise of ${plural(seeds, "training seed")} below`;
	return [
		head,
		" ",
		...describeChampion(report),
		...rows,
		draws,
		trained
	];
}
function describeChampion({ champion, baseSha, outcome, metrics }) {
	const base = baseSha === null ? [] : [" ", { code: baseSha.slice(0, 7) }];
	if (champion?.source === "release") {
		const commit = champion.commit === null ? [] : [
			" (",
			{ code: champion.commit.slice(0, 7) },
			")"
		];
		return [
			"against champion ",
			{ strong: champion.version ?? "?" },
			...commit,
			", both scored"
		];
	}
	if (champion !== null) return [
		"against the model of base",
		...base,
		", both scored"
	];
	if (outcome === "first") return ["has no champion to compare with; scored"];
	return metrics.some((metric) => metric.champion !== null) ? ["against the metrics files of base", ...base] : ["has no comparable champion; scored"];
}
function planNotes(report) {
	const { comparability, notes } = report;
	return [
		...(comparability?.changes ?? []).map((change) => [
			"⚠️ ",
			{ strong: `Not comparable: ${change.what} changed` },
			" ",
			untrusted(change.detail, 300)
		]),
		...slicesFoundWorse(report).slice(0, mostNames).map(describeFoundSlice),
		...describeVerification(report),
		...notes.map((note) => untrusted(note, 400))
	];
}
const rowTexts = {
	base: "on the base branch's rows, as the pull request changes which rows there are or what is true of them",
	head: "on the rows of the head, whose ids and targets are those of the base",
	predictions: "from the pull request's own predictions, which nothing can recompute",
	none: "without rows, so metrics files are the pull request's own word"
};
function describeVerification({ verification, outcome }) {
	if (verification === void 0 || outcome === "unchanged") return [];
	const { by, rows, run } = verification;
	if (by === "recomputed") {
		const own = `stages, cost and learning curves are what run ${run} says.`;
		return [[{ strong: "Recomputed" }, ` apart from the pull request ${rowTexts[rows]}; ${own}`]];
	}
	return [[
		{ strong: "Self-reported" },
		": by a job whose files the pull request can change. ",
		{ code: "pawl-evaluate.yml" },
		" on the default branch would compute the numbers apart from it."
	]];
}
function describeFoundSlice({ slice, rows, metrics, test }) {
	const metric = metrics.find(({ verdict }) => verdict === "worse");
	const change = metric === void 0 ? [] : [
		": ",
		metricName(metric.metric),
		` ${formatDifference(metric)}`
	];
	const corrected = test === void 0 ? "" : ` (corrected ${formatPValue(test.pValue)})`;
	return [
		"⚠️ The search found a slice that gets worse, ",
		untrusted(slice, 80),
		` with ${plural(rows, "row")}`,
		...change,
		corrected
	];
}
function planNextStep(report) {
	const { gates, comparability } = report;
	if (report.outcome === "unchanged") return [];
	if (countGates(gates, "fail") > 0) {
		const failed = gates.filter((gate) => gate.status === "fail");
		const codes = [...new Set(failed.map((gate) => gate.reasonCode))].slice(0, mostNames);
		return [
			"bring ",
			...joinFragments(namesOf(failed)),
			" back within the rules (",
			...joinFragments(codes.map((code) => ({ code }))),
			"), then push. Promotion is blocked: ",
			{ code: "blocked.gate" },
			"."
		];
	}
	if (shownVerdict(report) === "fail") return ["look at the run: it reports a failure that no gate explains. Promotion is blocked."];
	if (countGates(gates, "warn") > 0) return ["decide whether this much evidence will do; more evaluation rows would narrow the intervals."];
	if ((comparability?.changes.length ?? 0) > 0) return ["check that what changed was meant to change; the champion's numbers say nothing about it."];
	return ["review and merge; the model is then registered as a new version."];
}
function namesOf(gates) {
	const seen = new Map();
	for (const { metric, slice } of gates) {
		const where = slice === null ? [] : [
			" (",
			untrusted(slice, 60),
			")"
		];
		seen.set(`${metric}\n${slice ?? ""}`, [metricName(metric), ...where]);
	}
	const names = [...seen.values()];
	const left = names.length - mostNames;
	return left > 0 ? [...names.slice(0, mostNames), `${left} more`] : names;
}
function joinFragments(items) {
	return items.flatMap((item, index) => {
		return [...index === 0 ? [] : [index === items.length - 1 ? " and " : ", "], ...isList(item) ? item : [item]];
	});
}
function isList(item) {
	return Array.isArray(item);
}
//#endregion
//#region src/report/sections/evidence-sections.ts
const count = (value) => value.toLocaleString("en-US");
function flipSection({ flips }) {
	if (flips === void 0) return {
		id: "flips",
		title: "",
		blocks: []
	};
	const { fixed, broken, bothRight, bothWrong, test } = flips;
	const text = `Of ${plural(fixed + broken + bothRight + bothWrong, "row")}, ${count(fixed)} were wrong and are right now, ${count(broken)} were right and are wrong now; ${count(bothRight)} are right both times, ${count(bothWrong)} wrong both times (${formatTest(test)}).`;
	const slices = {
		columns: [{ heading: "Slice" }, ...rightAligned("Fixed", "Broken")],
		rows: flips.slices.map((slice) => [
			untrusted(slice.slice, 80),
			count(slice.fixed),
			count(slice.broken)
		])
	};
	return {
		id: "flips",
		title: `${count(fixed)} predictions fixed, ${count(broken)} broken`,
		blocks: [
			{
				kind: "text",
				text
			},
			...tableBlock(slices),
			...tableBlock(flipExamples(flips), "Examples")
		]
	};
}
function flipExamples({ examples }) {
	const rows = ["broken", "fixed"].flatMap((kind) => examples[kind].map((example) => [
		kind,
		untrusted(example.id, 60),
		formatValue(example.target, decimalsFor(example.target)),
		formatValue(example.champion, decimalsFor(example.champion)),
		formatValue(example.challenger, decimalsFor(example.challenger))
	]));
	return {
		columns: [
			{ heading: "" },
			{ heading: "Row" },
			...rightAligned("Target", "Champion", "This PR")
		],
		rows
	};
}
function decimalsFor(value) {
	return Number.isInteger(fromJsonNumber(value)) ? 0 : 3;
}
function dataSection({ dataDiffs = [] }) {
	const changed = dataDiffs.filter(({ verdict }) => verdict === "changed").length;
	return {
		id: "data",
		title: changed === 0 ? "data identical" : `${plural(changed, "table")} changed`,
		blocks: dataDiffs.flatMap((diff) => dataDiffBlocks(diff))
	};
}
function paramSection({ params }) {
	const rows = params.map((param) => [
		untrusted(param.file, 80),
		untrusted(param.key, 80),
		valueCell(param.old),
		valueCell(param.new)
	]);
	const columns = [
		"File",
		"Key",
		"Base",
		"This PR"
	].map((heading) => ({ heading }));
	return {
		id: "params",
		title: `${plural(params.length, "param")} changed`,
		blocks: tableBlock({
			columns,
			rows
		})
	};
}
function valueCell(value) {
	return value === null || value === void 0 ? "–" : untrusted(JSON.stringify(value), 60);
}
const shownCurves = 6;
function learningSection({ learningCurves = [] }) {
	return {
		id: "learning",
		title: plural(learningCurves.length, "learning curve"),
		blocks: learningCurves.slice(0, shownCurves).flatMap(curveBlocks)
	};
}
function curveBlocks({ name, base, head }) {
	const toLine = (label, points) => ({
		name: label,
		x: points.map(([x]) => formatNumber(x)),
		y: points.map(([, y]) => y)
	});
	const blocks = lineBlocks({
		title: name,
		xLabel: "step",
		yLabel: "",
		lines: [...base === null || base.length === 0 ? [] : [toLine("base", base)], ...head.length === 0 ? [] : [toLine("this PR", head)]]
	});
	return blocks.length === 0 ? [] : [{
		kind: "text",
		text: untrusted(name, 120)
	}, ...blocks];
}
function importanceSection({ importance }) {
	if (importance === void 0) return {
		id: "importance",
		title: "",
		blocks: []
	};
	const { columns, metric, repeats, rows } = importance;
	const sorted = [...columns].sort((a, b) => sortKey(b.challenger) - sortKey(a.challenger));
	const table = {
		columns: [{ heading: "Column" }, ...rightAligned("Champion", "This PR", "± over shuffles")],
		rows: sorted.map((column) => [
			untrusted(column.column, 60),
			column.champion === null ? "–" : formatValue(column.champion, 4),
			formatValue(column.challenger, 4),
			formatValue(column.deviation, 4)
		])
	};
	const text = [
		"How much worse ",
		metricName(metric),
		` gets when a column's values are shuffled, mean of ${plural(repeats, "shuffle")} of ${plural(rows, "row")}.`
	];
	return {
		id: "importance",
		title: `importance of ${plural(columns.length, "column")}`,
		blocks: [{
			kind: "text",
			text
		}, ...tableBlock(table)]
	};
}
function sortKey(value) {
	const number = fromJsonNumber(value);
	return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
}
function historySection({ history }) {
	if (history === void 0) return {
		id: "history",
		title: "",
		blocks: []
	};
	const rows = [...history.runs].reverse().map((run) => [
		untrusted(run.label, 60),
		{ code: run.commit.slice(0, 7) },
		formatValue(run.value, 4)
	]);
	const columns = [{ heading: "Run" }, { heading: "Commit" }];
	const value = {
		heading: "Value",
		align: "right"
	};
	return {
		id: "history",
		title: "history",
		blocks: [{
			kind: "text",
			text: [metricName(history.metric), " of the last runs of the default branch."]
		}, ...tableBlock({
			columns: [...columns, value],
			rows
		})]
	};
}
function rightAligned(...headings) {
	return headings.map((heading) => ({
		heading,
		align: "right"
	}));
}
//#endregion
//#region src/report/lineage-graph.ts
function renderReportLineage(report) {
	const { champion, challenger, data, headSha, baseSha } = report;
	const from = champion?.commit ?? baseSha;
	const name = champion?.version ?? "model of base";
	return renderFlowchart([
		...data === null ? [] : [`rows["${flowchartLabel(data.path)} ${digest(data.digest)}"] --> evaluation`],
		...champion === null ? [] : [...from === null ? [] : [`base["commit ${flowchartLabel(from.slice(0, 7))}"] --> champion`], `champion["${flowchartLabel(name)} ${digest(champion.sha256)}"] --> evaluation`],
		`head["commit ${flowchartLabel(headSha.slice(0, 7))}"] --> ${challenger === null ? "evaluation" : "challenger"}`,
		...challenger === null ? [] : [`challenger["this PR's model ${digest(challenger.sha256)}"] --> evaluation`],
		`evaluation["${flowchartLabel(report.model)}: ${report.verdict}"]`
	]);
}
function digest(text) {
	return flowchartLabel(text.replace(/^sha256:/, "").slice(0, 12));
}
//#endregion
//#region src/report/stage-graph.ts
const [maxStages, maxSources, maxEdges] = [
	20,
	20,
	60
];
const mostLabel = 90;
function renderStageGraph({ stages }) {
	if (stages.length === 0) return "";
	const shown = stages.slice(0, maxStages);
	const sources = new Map();
	const edges = shown.flatMap((stage, index) => stage.inputs.flatMap((input) => {
		const maker = stages.findIndex(({ outputs }) => outputs.some((out) => isOverlap(out.path, input.path)));
		if (maker >= shown.length) return [];
		if (maker >= 0) return [`s${maker} ${arrow(input)}|"${describe(input)}"| s${index}`];
		const known = sources.get(input.path);
		if (known === void 0 && sources.size >= maxSources) return [];
		const source = known ?? {
			id: `d${sources.size}`,
			input
		};
		sources.set(input.path, source);
		return [`${source.id} ${arrow(input)} s${index}`];
	}));
	const hidden = stages.length - shown.length;
	const results = shown.flatMap((stage, index) => stage.role === "train" ? stage.outputs.slice(0, 3).map((out, at) => `s${index} ${arrow(out)} m${at}(["${describe(out)}"])`) : []);
	return renderFlowchart([
		...[...sources.values()].map(({ id, input }) => `${id}[("${describe(input)}")]`),
		...shown.map((stage, index) => `s${index}["${flowchartLabel(stage.stage, mostLabel)}"]`),
		...edges.slice(0, maxEdges),
		...results,
		...hidden > 0 ? [`more["and ${hidden} more stages"]`] : []
	]);
}
function arrow({ isChanged }) {
	return isChanged === true ? "==>" : "-->";
}
function describe({ path, digest, isChanged }) {
	const short = digest === null ? "not made yet" : digest.slice(0, 8);
	return flowchartLabel(`${path.slice(-60)} ${short}${isChanged === true ? ", changed" : ""}`, mostLabel);
}
//#endregion
//#region src/report/sections/run-sections.ts
function stageSection({ stages }) {
	const rows = stages.map((stage) => [
		untrusted(stage.stage, 80),
		stage.state,
		untrusted(stage.reason, 120),
		`${(stage.durationMs / 1e3).toFixed(1)} s`
	]);
	return {
		id: "stages",
		title: plural(stages.length, "stage"),
		blocks: tableBlock({
			columns: [...[
				{ heading: "Stage" },
				{ heading: "State" },
				{ heading: "Why" }
			], {
				heading: "Time",
				align: "right"
			}],
			rows
		})
	};
}
function costSection({ cost }) {
	if (cost === void 0) return {
		id: "cost",
		title: "",
		blocks: []
	};
	const price = cost.price === null ? [] : [formatPrice(cost.price)];
	return {
		id: "cost",
		title: `cost ${[cost.gpuSeconds === null ? formatDuration(cost.wallSeconds) : gpuTime(cost.gpuSeconds), ...price].join(", ")}`,
		blocks: [{
			kind: "text",
			text: costLine(cost)
		}]
	};
}
function costLine(cost) {
	const { queueSeconds, gpuSeconds, gpu, peakMemoryBytes, energyWattHours, price } = cost;
	const parts = [
		[`${formatDuration(cost.wallSeconds)} of run time`],
		queueSeconds === null ? "queue wait" : [`${formatDuration(queueSeconds)} in the queue`],
		gpuSeconds === null ? "GPU time" : [gpuTime(gpuSeconds), ...gpu === null ? [] : [" on ", untrusted(gpu, 60)]],
		peakMemoryBytes === null ? "memory" : [`peak memory ${formatBytes(peakMemoryBytes)}`],
		energyWattHours === null ? "energy" : [`${significant(energyWattHours)} Wh`],
		price === null ? "price" : [`${formatPrice(price)} by the rates of the policy`]
	];
	const known = parts.filter((part) => typeof part !== "string");
	const missing = parts.filter((part) => typeof part === "string");
	return [...known.flatMap((part, index) => index === 0 ? part : [" · ", ...part]), missing.length === 0 ? "." : `; not measured: ${missing.join(", ")}.`];
}
function formatDuration(seconds) {
	if (seconds < 120) return `${significant(seconds)} s`;
	return seconds < 7200 ? `${significant(seconds / 60)} min` : `${significant(seconds / 3600)} h`;
}
function gpuTime(seconds) {
	return seconds < 7200 ? `${significant(seconds / 60)} GPU min` : `${significant(seconds / 3600)} GPU h`;
}
function formatBytes(bytes) {
	return bytes < 1e9 ? `${significant(bytes / 1e6)} MB` : `${significant(bytes / 1e9)} GB`;
}
function formatPrice({ amount, currency }) {
	return `${amount >= .01 || amount === 0 ? amount.toFixed(2) : significant(amount, 2)} ${currency.replaceAll(/[^A-Z]/g, "")}`;
}
function significant(value, digits = 3) {
	return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 8 });
}
function lineageSection(report) {
	const { data, challenger, champion } = report;
	const items = [
		...data === null ? [] : [[
			"Data: ",
			untrusted(data.path, 120),
			", ",
			untrusted(data.digest, 80)
		]],
		...challenger === null ? [] : [["Model of this PR: ", untrusted(`sha256:${challenger.sha256}`, 80)]],
		...champion === null ? [] : [[
			"Champion: ",
			untrusted(champion.version ?? champion.source, 40),
			", ",
			untrusted(`sha256:${champion.sha256}`, 80)
		]]
	];
	const stages = report.lineage?.stages.length ?? 0;
	const graph = report.lineage === void 0 || stages === 0 ? renderReportLineage(report) : renderStageGraph(report.lineage);
	return {
		id: "lineage",
		title: "lineage",
		blocks: items.length === 0 && stages === 0 ? [] : [
			{
				kind: "diagram",
				markdown: graph
			},
			...items.length === 0 ? [] : [{
				kind: "list",
				items
			}],
			...tableBlock(lineageTable(report), "Inputs and outputs of each stage")
		]
	};
}
function lineageTable({ lineage }) {
	const rows = (lineage?.stages ?? []).flatMap(({ stage, role, inputs, outputs }) => {
		return [...inputs.map((locked) => ({
			...locked,
			side: "in"
		})), ...outputs.map((locked) => ({
			...locked,
			side: "out"
		}))].map(({ path, digest, isChanged, side }, index) => [
			index === 0 ? [untrusted(stage, 80), ` (${role})`] : "",
			side,
			untrusted(path, 80),
			digest === null ? "not made yet" : { code: digest.slice(0, 8) },
			isChanged === null ? "–" : isChanged ? "changed" : "same"
		]);
	});
	return {
		columns: [
			"Stage",
			"",
			"Path",
			"Digest",
			"Against base"
		].map((heading) => ({ heading })),
		rows
	};
}
function reproduceSection(report) {
	const { model, headSha, baseSha, seed, resamples } = report;
	const isNamed = /^[\w-]{1,64}$/.test(model);
	const evaluate = [
		"npx pawl evaluate",
		...baseSha === null ? [] : [`--base ${baseSha}`],
		...isNamed ? [`--model ${model}`] : [],
		"--json > report.json"
	].join(" ");
	const lines = [
		`git fetch origin ${headSha} && git checkout ${headSha}`,
		"npx pawl pull",
		`${evaluate} # seed ${seed}, ${resamples} resamples: the policy says so`,
		"npx pawl report report.json --html report.html"
	];
	return {
		id: "reproduce",
		title: "how to reproduce",
		blocks: report.outcome === "unchanged" ? [] : [{
			kind: "code",
			language: "sh",
			text: lines.join("\n")
		}]
	};
}
//#endregion
//#region src/report/evaluation-sections.ts
function planSections(report) {
	return [
		metricSection(report),
		...sliceSections(report),
		flipSection(report),
		dataSection(report),
		paramSection(report),
		learningSection(report),
		importanceSection(report),
		historySection(report),
		stageSection(report),
		costSection(report),
		lineageSection(report),
		reproduceSection(report)
	].filter(({ blocks }) => blocks.length > 0);
}
function renderDetails(report, limit) {
	const sections = planSections(report);
	if (limit === 0 || sections.length === 0) return "";
	const summary = sections.map(({ title }) => title).join(" · ");
	const bodies = sections.map(({ title, blocks }) => `#### ${capitalize(title)}\n\n${renderBlocks(blocks, limit)}`);
	return `<details><summary>${capitalize(summary)}</summary>\n\n${bodies.join("\n\n")}\n\n</details>`;
}
function capitalize(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
//#endregion
//#region src/report/gate-table.ts
const icons = {
	pass: "✅",
	overridden: "🔓",
	warn: "⚠️",
	fail: "❌"
};
const order = [
	"fail",
	"warn",
	"overridden",
	"pass"
];
function gateTable(report) {
	const entries = mergePassingSlices(report.gates).sort((a, b) => order.indexOf(stateOf(a.gate)) - order.indexOf(stateOf(b.gate)));
	return {
		columns: [
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
				heading: `Δ [${formatLevel(report.confidence)} interval]`,
				align: "right"
			},
			{ heading: "Rule" },
			{ heading: "Verdict" }
		],
		rows: entries.map((entry) => gateRow(entry, report))
	};
}
function mergePassingSlices(gates) {
	const entries = [];
	const shared = new Map();
	for (const gate of gates) {
		const isShared = gate.slice !== null && stateOf(gate) === "pass";
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
function gateRow({ gate, slices }, report) {
	const rule = ruleOf(gate);
	const mark = `${icons[stateOf(gate)]} `;
	const verdict = verdictOf(gate);
	if (slices > 1) return [
		[
			mark,
			metricName(gate.metric),
			` in ${slices} slices`
		],
		"",
		"",
		"",
		rule,
		verdict
	];
	const metric = isOnNoSlice(gate) ? void 0 : findComparison(gate, report);
	if (metric === void 0) return [
		[mark, ...gateName(gate, [metricName(gate.metric)])],
		"–",
		"–",
		"–",
		rule,
		verdict
	];
	return [
		[mark, ...gateName(gate, metricLabel(metric), metric.rows)],
		formatSide(metric, "champion"),
		formatSide(metric, "challenger"),
		formatDifference(metric),
		rule,
		verdict
	];
}
function stateOf(gate) {
	return isOverridden(gate) ? "overridden" : gate.status;
}
function isOnNoSlice({ gate, slice }) {
	return slice === null && gate.includes(" in each slice");
}
function verdictOf(gate) {
	const state = stateOf(gate);
	if (state === "pass" && !isOnNoSlice(gate)) return "passed";
	return untrusted(gate.reason, state === "overridden" ? 400 : 160);
}
function gateName(gate, label, rows) {
	if (gate.slice === null) return label;
	const size = rows === void 0 ? "" : `, ${plural(rows, "row")}`;
	return [
		...label,
		" (",
		untrusted(gate.slice, 80),
		`${size})`
	];
}
function ruleOf({ gate, metric }) {
	return untrusted(gate.startsWith(`${metric} `) ? gate.slice(metric.length + 1) : gate, 160);
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
		renderCell(planProvenance(report)),
		planNotes(report).map((note) => `> ${renderCell(note)}`).join("\n>\n"),
		renderBlocks(tableBlock(gateTable(report)), level.gates),
		renderChart(report),
		renderDetails(report, level.details),
		renderNextStep(report),
		renderFooter(context)
	].filter((block) => block !== "").join("\n\n");
}
function renderChart(report) {
	const followed = report.metrics.find(({ metric }) => metric === report.history?.metric);
	const shown = followed ?? report.metrics[0];
	if (shown === void 0 || shown.challenger === null) return "";
	const title = chartTitle(shown.metric);
	const limit = limitOf(report, shown.metric);
	const runs = followed === void 0 ? [] : report.history?.runs.slice(-8) ?? [];
	const champion = shown.champion ?? void 0;
	const isLastRun = runs.at(-1)?.label === report.champion?.version && runs.at(-1)?.value === champion?.value;
	const bars = [
		...runs.map((run) => ({
			label: run.label,
			value: fromJsonNumber(run.value)
		})),
		...champion === void 0 || isLastRun ? [] : [{
			label: "champion",
			value: fromJsonNumber(champion.value)
		}],
		{
			label: "this PR",
			value: fromJsonNumber(shown.challenger.value)
		}
	];
	if (bars.length < 2) return "";
	const what = runs.length === 0 ? title : `${title}: last ${plural(runs.length, "run")}, then this PR`;
	return renderBarChart({
		title: limit === void 0 ? what : `${what} (line = limit ${limit})`,
		labels: bars.map(({ label }) => label),
		values: bars.map(({ value }) => value),
		line: limit === void 0 ? void 0 : Number(limit),
		unit: title,
		heightPx: 300
	});
}
function chartTitle(metric) {
	const own = findMetric(metric)?.title;
	if (own !== void 0 || !isFileMetric(metric)) return own ?? metric;
	const named = findMetric(lastPart(metric))?.title;
	return named === void 0 ? metric : `${named} in ${metric.slice(0, metric.indexOf(":"))}`;
}
function limitOf({ gates }, metric) {
	const gate = [metric, ...isFileMetric(metric) ? [lastPart(metric)] : []].map((name) => gates.find((one) => one.metric === name && one.slice === null)).find((one) => one !== void 0)?.gate;
	return /[≥≤] (-?\d+(?:\.\d+)?)(?: |$)/.exec(gate?.split("Δ")[0] ?? "")?.[1];
}
function renderNextStep(report) {
	const next = planNextStep(report);
	return next.length === 0 ? "" : `**Next:** ${renderCell(next)}`;
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
		title: plainCell(planHeadline(report)).slice(0, mostTitle),
		summary: renderEvaluationBody(report, context),
		conclusion: concludeCheck(report),
		annotations: report.gates.filter((gate) => gate.status !== "pass").slice(0, mostAnnotations).map((gate) => annotate(gate, context.lineOfGate?.(report.model, gate.gate)))
	};
}
function concludeCheck(report) {
	const verdict = shownVerdict(report);
	if (report.outcome === "unchanged" || verdict === "warn") return "neutral";
	return verdict === "pass" ? "success" : "failure";
}
function annotate(gate, policyLine = 1) {
	const file = /^([\w./-]+\.[a-z]+):/.exec(gate.metric)?.[1];
	const line = file === void 0 ? policyLine : 1;
	const where = gate.slice === null ? "" : ` (${gate.slice})`;
	return {
		path: file ?? ".github/pawl.yml",
		startLine: line,
		endLine: line,
		level: gate.status === "fail" ? "failure" : "warning",
		title: `${gate.gate}${where}`.slice(0, mostTitle),
		message: `${gate.reason} (${gate.reasonCode})`.slice(0, 1e3)
	};
}
//#endregion
export { capitalize as a, planNotes as c, gateTable as i, planProvenance as l, renderJobSummary as n, planSections as o, renderEvaluationComment as r, planNextStep as s, renderCheck as t };
