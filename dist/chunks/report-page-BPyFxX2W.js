import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { n as fragmentsOf, r as plainCell, t as flattenText } from "./plain-text-B3nEYAFD.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { t as tableBlock } from "./blocks-DooAdYup.js";
import { d as metricName } from "./format-metric-CisidVRA.js";
import { s as planHeadline, u as shownVerdict } from "./flowchart-DY8QKSTI.js";
import { a as capitalize, c as planNotes, i as gateTable, l as planProvenance, o as planSections, s as planNextStep } from "./evaluation-check-D-oPGfVx.js";
import { t as escapeHtml } from "./escape-html-CA1xJ_Hv.js";
//#region src/report/evaluation-html/chart-parts.ts
const sides = {
	champion: "Champion",
	challenger: "This PR"
};
const colorBySide = {
	field: "side",
	type: "nominal",
	scale: {
		domain: Object.values(sides),
		range: ["#0072B2", "#D55E00"]
	},
	legend: {
		orient: "top",
		title: null
	}
};
const verdictColors = {
	better: "#009E73",
	worse: "#D55E00",
	"within noise": "#888888",
	changed: "#56B4E9",
	"not comparable": "#888888",
	missing: "#888888"
};
const guide = {
	type: "line",
	color: "#888888",
	strokeDash: [4, 4],
	strokeWidth: 1.5
};
const ink = {
	labelColor: "currentColor",
	titleColor: "currentColor"
};
function frame(heightPx) {
	return {
		width: "container",
		height: heightPx,
		autosize: {
			type: "fit",
			contains: "padding"
		},
		config: {
			view: {
				continuousWidth: 460,
				stroke: null
			},
			axis: ink,
			legend: ink
		}
	};
}
function axisLabels(texts) {
	const seen = new Map();
	return texts.map((text) => {
		const label = flattenText(text, 40) || "?";
		const times = (seen.get(label) ?? 0) + 1;
		seen.set(label, times);
		return times === 1 ? label : `${label} (${times})`;
	});
}
function finite(value) {
	const number = fromJsonNumber(value === "nan" || value === "inf" || value === "-inf" ? value : Number(value));
	return Number.isFinite(number) ? number : void 0;
}
//#endregion
//#region src/report/evaluation-html/bar-charts.ts
const both = ["champion", "challenger"];
function distributionCharts({ curves }) {
	if (curves === void 0) return [];
	return [
		...histogram(curves.scores, {
			id: "scores",
			title: "Scores",
			xTitle: "Score or prediction"
		}),
		...histogram(curves.residuals, {
			id: "residuals",
			title: "Residuals",
			xTitle: "Prediction minus target"
		}),
		...confusionCharts(curves.confusion)
	];
}
function histogram(data, names) {
	if (data === null) return [];
	const values = both.flatMap((side) => {
		const weights = data[side] ?? [];
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		return weights.map((weight, bin) => ({
			from: data.edges[bin],
			to: data.edges[bin + 1],
			share: total > 0 ? weight / total : 0,
			side: sides[side]
		}));
	});
	const tooltip = [
		{
			field: "side",
			title: "Model"
		},
		{
			field: "from",
			title: "From",
			format: ".4~g"
		},
		{
			field: "to",
			title: "To",
			format: ".4~g"
		},
		{
			field: "share",
			title: "Share of rows",
			format: ".2%"
		}
	];
	const x = {
		field: "from",
		type: "quantitative",
		title: names.xTitle,
		scale: { zero: false }
	};
	const specification = {
		...frame(300),
		data: { values },
		params: [{
			name: "picked",
			select: {
				type: "point",
				fields: ["side"]
			},
			bind: "legend"
		}],
		mark: {
			type: "bar",
			binSpacing: 1
		},
		encoding: {
			x: {
				...x,
				bin: { binned: true }
			},
			x2: { field: "to" },
			y: {
				field: "share",
				type: "quantitative",
				title: "Share of rows",
				stack: null,
				axis: { format: "%" }
			},
			color: colorBySide,
			tooltip,
			opacity: {
				condition: {
					param: "picked",
					value: .55
				},
				value: .08
			}
		}
	};
	const description = `Share of rows by ${names.xTitle.toLowerCase()}, of champion and this PR`;
	return [{
		id: names.id,
		section: "plots",
		title: names.title,
		description,
		specification
	}];
}
const mostWrittenLabels = 12;
function confusionCharts(confusion) {
	if (confusion === null) return [];
	const labels = axisLabels(confusion.labels);
	return both.flatMap((side) => {
		const matrix = confusion[side];
		if (matrix === null) return [];
		return [{
			id: `confusion-${side}`,
			section: "plots",
			title: `Confusion matrix: ${sides[side]}`,
			description: "Rows by true class and predicted class",
			specification: confusionSpecification(labels, matrix)
		}];
	});
}
function confusionSpecification(labels, matrix) {
	const values = matrix.flatMap((row, truth) => {
		const total = row.reduce((sum, weight) => sum + weight, 0);
		return row.map((weight, guess) => ({
			truth: labels[truth],
			guess: labels[guess],
			weight,
			share: total > 0 ? weight / total : 0
		}));
	});
	const axis = (field, title) => ({
		field,
		type: "nominal",
		sort: labels,
		title
	});
	const rectangle = {
		mark: { type: "rect" },
		encoding: {
			color: {
				field: "share",
				type: "quantitative",
				title: "Share of the true class",
				scale: {
					scheme: "blues",
					domain: [0, 1]
				},
				legend: {
					orient: "top",
					format: ".0%",
					gradientLength: 160
				}
			},
			tooltip: [
				{
					field: "truth",
					title: "True class"
				},
				{
					field: "guess",
					title: "Predicted class"
				},
				{
					field: "weight",
					title: "Rows",
					format: ",.6~g"
				},
				{
					field: "share",
					title: "Share of the true class",
					format: ".2%"
				}
			]
		}
	};
	const text = {
		mark: {
			type: "text",
			fontSize: 13
		},
		encoding: {
			text: {
				field: "weight",
				type: "quantitative",
				format: ",.5~g"
			},
			color: {
				condition: {
					test: "datum.share > 0.55",
					value: "white"
				},
				value: "#1f2328"
			}
		}
	};
	return {
		...frame(Math.max(280, labels.length * 24 + 120)),
		data: { values },
		encoding: {
			x: {
				...axis("guess", "Predicted class"),
				axis: { labelAngle: labels.length > 4 ? -40 : 0 }
			},
			y: axis("truth", "True class")
		},
		layer: labels.length <= mostWrittenLabels ? [rectangle, text] : [rectangle]
	};
}
const mostColumns = 30;
function importanceCharts({ importance }) {
	if (importance === void 0 || importance.columns.length === 0) return [];
	const columns = [...importance.columns].sort((a, b) => (finite(b.challenger) ?? -Infinity) - (finite(a.challenger) ?? -Infinity)).slice(0, mostColumns);
	const metric = plainCell(metricName(importance.metric));
	return [{
		id: "importance",
		section: "importance",
		title: "Importance by permutation",
		description: `How much ${metric} is lost when a column's values are shuffled`,
		specification: importanceSpecification(columns, metric)
	}];
}
function importanceSpecification(columns, metric) {
	const names = axisLabels(columns.map(({ column }) => column));
	const shared = {
		y: {
			field: "column",
			type: "nominal",
			sort: names,
			title: null,
			axis: { labelLimit: 160 }
		},
		yOffset: {
			field: "side",
			sort: Object.values(sides)
		}
	};
	const x = {
		field: "value",
		type: "quantitative",
		title: `${metric} lost when shuffled`
	};
	const tooltip = [
		{
			field: "column",
			title: "Column"
		},
		{
			field: "side",
			title: "Model"
		},
		{
			field: "value",
			title: `${metric} lost`,
			format: ".4~f"
		},
		{
			field: "deviation",
			title: "± over shuffles",
			format: ".4~f"
		}
	];
	const deviation = {
		x: {
			field: "low",
			type: "quantitative"
		},
		x2: { field: "high" }
	};
	return {
		...frame(columns.length * 34 + 80),
		data: { values: importanceValues(columns, names) },
		layer: [{
			mark: { type: "bar" },
			encoding: {
				...shared,
				x,
				color: colorBySide,
				tooltip
			}
		}, {
			transform: [{ filter: "datum.deviation > 0" }],
			mark: {
				type: "rule",
				color: "#767676"
			},
			encoding: {
				...shared,
				...deviation
			}
		}]
	};
}
function importanceValues(columns, names) {
	return columns.flatMap((column, index) => both.flatMap((side) => {
		const value = finite(column[side] ?? "nan");
		if (value === void 0) return [];
		const deviation = side === "challenger" ? finite(column.deviation) ?? 0 : 0;
		const ends = {
			low: value - deviation,
			high: value + deviation
		};
		return [{
			column: names[index],
			side: sides[side],
			value,
			deviation,
			...ends
		}];
	}));
}
//#endregion
//#region src/report/evaluation-html/comparison-charts.ts
const mostSlices = 40;
const guideRule = {
	type: "rule",
	color: "#888888",
	strokeDash: [4, 4],
	strokeWidth: 1.5
};
function sliceCharts({ slices }) {
	return [{
		id: "slices",
		of: slices.filter(({ origin }) => origin !== "found")
	}, {
		id: "found-slices",
		of: slices.filter(({ origin }) => origin === "found")
	}].flatMap(({ id, of }) => {
		const worst = of[0]?.metrics.find(({ verdict }) => verdict === "worse");
		const metric = (id === "slices" ? of[0]?.metrics[0] : worst ?? of[0]?.metrics[0])?.metric;
		const shown = of.slice(0, mostSlices);
		const labels = axisLabels(shown.map(({ slice }) => slice));
		const values = shown.flatMap((slice, index) => sliceValues(slice, metric, labels[index] ?? "?"));
		if (metric === void 0 || values.length === 0) return [];
		const name = plainCell(metricName(metric));
		return [{
			id,
			section: id,
			title: `Difference of ${name} by slice`,
			description: `Difference of ${name}, this PR minus champion, with its interval, in each slice`,
			specification: forest(values, `${name}: this PR minus champion`)
		}];
	});
}
function sliceValues({ rows, metrics }, metric, label) {
	const found = metrics.find((one) => one.metric === metric);
	const value = finite(found?.difference?.value ?? "nan");
	if (found === void 0 || value === void 0) return [];
	const [low, high] = found.difference?.interval ?? [value, value];
	return [{
		slice: label,
		rows,
		value,
		low: finite(low) ?? value,
		high: finite(high) ?? value,
		verdict: found.verdict
	}];
}
function forest(values, title) {
	const y = {
		field: "slice",
		type: "nominal",
		sort: values.map((value) => value["slice"]),
		title: null,
		axis: {
			labelLimit: 170,
			grid: true
		}
	};
	const color = {
		field: "verdict",
		type: "nominal",
		scale: {
			domain: Object.keys(verdictColors),
			range: Object.values(verdictColors)
		},
		legend: {
			orient: "top",
			title: null,
			values: [
				"better",
				"worse",
				"within noise"
			]
		}
	};
	const tooltip = [
		{
			field: "slice",
			title: "Slice"
		},
		{
			field: "rows",
			title: "Rows",
			format: ","
		},
		{
			field: "value",
			title: "Difference",
			format: "+.4~f"
		},
		{
			field: "low",
			title: "From",
			format: "+.4~f"
		},
		{
			field: "high",
			title: "To",
			format: "+.4~f"
		},
		{
			field: "verdict",
			title: "Verdict"
		}
	];
	const x = {
		field: "low",
		type: "quantitative",
		title
	};
	return {
		...frame(values.length * 26 + 90),
		data: { values },
		layer: [
			{
				mark: guideRule,
				data: { values: [{ zero: 0 }] },
				encoding: { x: {
					field: "zero",
					type: "quantitative",
					title
				} }
			},
			{
				mark: {
					type: "rule",
					strokeWidth: 2
				},
				encoding: {
					x,
					x2: { field: "high" },
					y,
					color,
					tooltip
				}
			},
			{
				mark: {
					type: "point",
					filled: true,
					size: 70,
					opacity: 1
				},
				encoding: {
					x: {
						field: "value",
						type: "quantitative",
						title
					},
					y,
					color,
					tooltip
				}
			}
		]
	};
}
function historyCharts({ history, metrics }) {
	if (history === void 0) return [];
	const labels = axisLabels([...history.runs.map(({ label }) => label), sides.challenger]);
	const now = metrics.find(({ metric }) => metric === history.metric)?.challenger?.value ?? "nan";
	const values = [...history.runs.map(({ commit, value }) => ({
		commit: commit.slice(0, 7),
		value,
		what: "Default branch"
	})), {
		commit: "",
		value: now,
		what: sides.challenger
	}].flatMap(({ value, ...run }, index) => {
		const number = finite(value);
		return number === void 0 ? [] : [{
			...run,
			run: labels[index] ?? "?",
			value: number
		}];
	});
	if (values.length < 2) return [];
	const name = plainCell(metricName(history.metric));
	const x = {
		field: "run",
		type: "ordinal",
		sort: labels,
		title: null,
		axis: { labelAngle: -40 }
	};
	const y = {
		field: "value",
		type: "quantitative",
		title: name,
		scale: { zero: false }
	};
	const color = {
		field: "what",
		type: "nominal",
		scale: {
			domain: ["Default branch", sides.challenger],
			range: ["#0072B2", "#D55E00"]
		},
		legend: {
			orient: "top",
			title: null
		}
	};
	const tooltip = [
		{
			field: "run",
			title: "Run"
		},
		{
			field: "commit",
			title: "Commit"
		},
		{
			field: "value",
			title: name,
			format: ".5~g"
		}
	];
	const specification = {
		...frame(300),
		data: { values },
		encoding: {
			x,
			y
		},
		layer: [{ mark: {
			type: "line",
			color: "#0072B2",
			strokeWidth: 1.5,
			opacity: .5
		} }, {
			mark: {
				type: "point",
				filled: true,
				size: 80,
				opacity: 1
			},
			encoding: {
				color,
				tooltip
			}
		}]
	};
	const title = `${name}: last runs, then this PR`;
	return [{
		id: "history",
		section: "history",
		title,
		description: title,
		specification
	}];
}
//#endregion
//#region src/report/evaluation-html/line-charts.ts
function curveCharts({ curves }) {
	if (curves === void 0) return [];
	const share = {
		isShare: true,
		hasDiagonal: false,
		hasPoints: false,
		section: "plots"
	};
	return [
		{
			...share,
			id: "roc",
			title: "ROC curve",
			pair: curves.roc,
			xTitle: "False positive rate",
			yTitle: "True positive rate",
			hasDiagonal: true
		},
		{
			...share,
			id: "precision-recall",
			title: "Precision and recall",
			pair: curves.precisionRecall,
			xTitle: "Recall",
			yTitle: "Precision"
		},
		{
			...share,
			id: "calibration",
			title: "Calibration",
			pair: curves.calibration,
			xTitle: "Mean predicted probability",
			yTitle: "Share of positives",
			hasDiagonal: true,
			hasPoints: true
		}
	].flatMap(({ pair, id, title, section, ...plot }) => pair === null || pair.challenger.length === 0 ? [] : [{
		id,
		section,
		title,
		description: `${plot.yTitle} over ${plot.xTitle.toLowerCase()} of champion and this PR`,
		...lineSpecifications({
			...plot,
			...pair
		})
	}]);
}
const mostLearningCurves = 12;
function learningCharts({ learningCurves = [] }) {
	return learningCurves.slice(0, mostLearningCurves).flatMap(({ name, base, head }, index) => head.length === 0 ? [] : [{
		id: `learning-${index}`,
		section: "learning",
		title: name,
		description: "A series of training at base and in this PR, by step",
		...lineSpecifications({
			champion: base,
			challenger: head,
			xTitle: "Step",
			yTitle: "Value",
			isShare: false,
			hasDiagonal: false,
			hasPoints: head.length <= 50
		})
	}]);
}
function lineSpecifications(plot) {
	const scale = plot.isShare ? { domain: [0, 1] } : { zero: false };
	const x = {
		field: "x",
		type: "quantitative",
		title: plot.xTitle,
		scale
	};
	const y = {
		field: "y",
		type: "quantitative",
		title: plot.yTitle,
		scale
	};
	const values = ["champion", "challenger"].flatMap((side) => (plot[side] ?? []).map(([px, py]) => ({
		x: px,
		y: py,
		side: sides[side]
	})));
	const tooltip = [
		{
			field: "side",
			title: "Model"
		},
		{
			field: "x",
			title: plot.xTitle,
			format: ".4~g"
		},
		{
			field: "y",
			title: plot.yTitle,
			format: ".4~g"
		}
	];
	const opacity = {
		condition: {
			param: "picked",
			value: 1
		},
		value: .15
	};
	const diagonal = {
		data: { values: [{
			x: 0,
			y: 0
		}, {
			x: 1,
			y: 1
		}] },
		mark: guide,
		encoding: {
			x,
			y
		}
	};
	const lines = {
		params: [{
			name: "picked",
			select: {
				type: "point",
				fields: ["side"]
			},
			bind: "legend"
		}, zoomByShift],
		mark: {
			type: "line",
			clip: true,
			...plot.hasPoints ? { point: { size: 36 } } : {}
		},
		encoding: {
			x,
			y,
			color: colorBySide,
			opacity,
			order: null
		}
	};
	const points = {
		params: [{
			name: "near",
			select: nearest
		}],
		mark: {
			type: "point",
			filled: true,
			size: 70,
			clip: true
		},
		encoding: {
			x,
			y,
			color: colorBySide,
			tooltip,
			opacity: {
				condition: {
					param: "near",
					empty: false,
					value: 1
				},
				value: 0
			}
		}
	};
	const still = [...plot.hasDiagonal ? [diagonal] : [], lines];
	const shared = {
		...frame(300),
		data: { values }
	};
	return {
		specification: {
			...shared,
			layer: [...still, points]
		},
		picture: {
			...shared,
			layer: still
		}
	};
}
const zoomByShift = {
	name: "zoom",
	bind: "scales",
	select: {
		type: "interval",
		zoom: "wheel![event.shiftKey]",
		translate: "[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!"
	}
};
const nearest = {
	type: "point",
	on: "pointerover",
	nearest: true,
	clear: "pointerout"
};
//#endregion
//#region src/report/evaluation-html/charts.ts
function planCharts(report) {
	return [
		...curveCharts(report),
		...distributionCharts(report),
		...sliceCharts(report),
		...learningCharts(report),
		...importanceCharts(report),
		...historyCharts(report)
	];
}
//#endregion
//#region src/report/evaluation-html/page-script.ts
const pageScript = `"use strict";
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const showTip = (handler, event, item, value) => {
    tip.hidden = value === null || typeof value !== "object";
    if (tip.hidden) return;
    tip.replaceChildren(...Object.entries(value).map(([name, text]) => {
      const [row, key, shown] = ["div", "span", "b"].map((tag) => document.createElement(tag));
      key.textContent = name;
      shown.textContent = String(text);
      row.append(key, shown);
      return row;
    }));
    const box = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const top = event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18;
    tip.style.left = Math.max(left, 4) + "px";
    tip.style.top = Math.max(top, 4) + "px";
  };
  const start = async (id, specification) => {
    const place = document.getElementById("plot-" + id);
    const picture = place.firstElementChild;
    const live = document.createElement("div");
    live.className = "live";
    place.append(live);
    try {
      const view = new vega.View(vega.parse(specification, undefined, { ast: true }), {
        expr: vega.expressionInterpreter,
        renderer: "svg",
        hover: true,
        logLevel: vega.Error,
      });
      await view.tooltip(showTip).initialize(live).runAsync();
      picture.remove();
      place.dataset.state = "live";
    } catch (error) {
      live.remove();
      place.dataset.state = "still";
      console.error(error);
    }
  };
  const plots = JSON.parse(document.getElementById("pawl-plots").textContent);
  for (const [id, specification] of Object.entries(plots)) void start(id, specification);
  document.documentElement.classList.remove("still");
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
})();
`;
//#endregion
//#region src/report/evaluation-html/html-blocks.ts
function renderHtmlBlocks(blocks) {
	return blocks.map(renderBlock).join("\n");
}
function renderBlock(block) {
	switch (block.kind) {
		case "text": return `<p>${renderHtmlCell(block.text)}</p>`;
		case "list": return `<ul>${block.items.map((item) => `<li>${renderHtmlCell(item)}</li>`).join("")}</ul>`;
		case "table": return renderFold(renderHtmlTable(block.table), block.fold);
		case "code": return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
		case "diagram": return "";
		default: return block;
	}
}
function renderFold(html, fold) {
	return fold === void 0 ? html : `<details><summary>${escapeHtml(fold)}</summary>${html}</details>`;
}
function renderHtmlCell(cell) {
	return fragmentsOf(cell).map(renderFragment).join("");
}
function renderFragment(fragment) {
	if (typeof fragment === "string") return escapeHtml(fragment);
	if ("strong" in fragment) return `<strong>${escapeHtml(flattenText(fragment.strong))}</strong>`;
	if ("code" in fragment) return `<code>${escapeHtml(flattenText(fragment.code, 80))}</code>`;
	return escapeHtml(flattenText(fragment.text, fragment.most));
}
const leastCardColumns = 5;
const mostCardRows = 12;
function renderHtmlTable({ columns, rows }) {
	const names = columns.map(({ heading }) => escapeHtml(heading));
	const classOf = (index) => columns[index]?.align === "right" ? " class=\"number\"" : "";
	const isCards = columns.length >= leastCardColumns && rows.length <= mostCardRows;
	const head = names.map((name, index) => `<th scope="col"${classOf(index)}>${name}</th>`);
	const body = rows.map((row) => {
		return `<tr>${row.map((cell, index) => {
			const label = isCards ? ` data-label="${names[index] ?? ""}"` : "";
			return `<td${classOf(index)}${label}>${renderHtmlCell(cell)}</td>`;
		}).join("")}</tr>`;
	});
	return `<div class="wide">${`<table${isCards ? " class=\"cards\"" : ""}><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table>`}</div>`;
}
//#endregion
//#region src/report/evaluation-html/page-style.ts
const pageStyle = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --ground: #ffffff; --raised: #f6f8fa;
  --pass: #1a7f37; --warn: #9a6700; --fail: #cf222e; --none: #59636e; --link: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --ground: #0d1117;
  --raised: #151b23; --pass: #3fb950; --warn: #d29922; --fail: #f85149; --none: #9198a1; --link: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 0.5rem; padding: 0.75rem 1rem; border-left: 6px solid var(--none);
  background: var(--raised); border-radius: 0 6px 6px 0; }
h1.pass { border-color: var(--pass); } h1.warn { border-color: var(--warn); } h1.fail { border-color: var(--fail); }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 0.95rem; margin: 0 0 0.25rem; }
p { margin: 0.5rem 0; } .lead, footer { color: var(--soft); }
.next { border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.75rem; }
.note { border-left: 4px solid var(--line); padding: 0.1rem 0 0.1rem 0.75rem; margin: 0.75rem 0; } .note.warning { border-color: var(--warn); }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.75rem 0; font-size: 0.9rem; }
a { color: var(--link); }
.wide { overflow-x: auto; margin: 0.5rem 0; }
table { border-collapse: collapse; overflow-wrap: break-word; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
th { background: var(--raised); font-weight: 600; } .number { text-align: right; white-space: nowrap; }
tbody tr:nth-child(even) { background: var(--raised); }
code { font: 0.85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { background: var(--raised); border-radius: 6px; padding: 0.75rem; overflow-x: auto; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin: 0.75rem 0; }
figure { margin: 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
figure svg { color: var(--soft); max-width: 100%; height: auto; display: block; } figure .live { width: 100%; }
.hint { font-size: 0.85rem; color: var(--soft); } .still .hint { display: none; }
details { margin: 0.5rem 0; } summary { cursor: pointer; color: var(--link); }
.tip { position: fixed; z-index: 1; pointer-events: none; background: var(--ink); color: var(--ground); border-radius: 4px;
  padding: 0.35rem 0.6rem; font-size: 0.8rem; max-width: 18rem; }
.tip div { display: flex; justify-content: space-between; gap: 1rem; }
footer { font-size: 0.85rem; padding-top: 1.5rem; padding-bottom: 2rem; }
@media screen and (max-width: 40rem) { h1 { font-size: 1.2rem; }
  .cards, .cards tbody { display: block; } .cards thead { display: none; }
  .cards tr { display: block; border: 1px solid var(--line); border-radius: 6px; margin: 0.5rem 0; padding: 0.35rem 0.6rem; }
  .cards td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: 0.1rem 0; text-align: right; white-space: normal; }
  .cards td:empty { display: none; } .cards td::before { content: attr(data-label); color: var(--soft); text-align: left; }
  .cards td:first-child { font-weight: 600; text-align: left; } .cards td:first-child::before { content: none; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --ground: #fff; --raised: #fff; }
  nav, .hint, .tip { display: none; } figure, tr { break-inside: avoid; } h2 { break-after: avoid; }
  .wide { overflow: visible; } body { font-size: 12px; } .plots { grid-template-columns: 1fr 1fr; } }
`;
//#endregion
//#region src/report/evaluation-html/page.ts
function renderReportPage(page) {
	const { report, charts, scripts } = page;
	const policy = [
		"default-src 'none'",
		"style-src 'unsafe-inline'",
		"img-src data:",
		`script-src ${scripts.map(({ digest }) => `'${digest}'`).join(" ") || "'none'"}`,
		"base-uri 'none'",
		"form-action 'none'"
	].join("; ");
	const live = charts.flatMap(({ id, vega }) => vega === void 0 ? [] : [`${JSON.stringify(id)}:${vega}`]);
	return `<!doctype html>
<html lang="en" class="still">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(plainCell(planHeadline(report)))}</title>
<style>${pageStyle}</style>
</head>
<body>
${renderHeader(report)}
${renderMain(report, charts)}
${renderFooter(report)}
${renderData("pawl-report", JSON.stringify(report))}
${renderData("pawl-plots", `{${live.join(",")}}`)}
${scripts.map(({ text }) => `<script>${text}<\/script>`).join("\n")}
</body>
</html>
`;
}
function renderHeader(report) {
	const next = planNextStep(report);
	const notes = planNotes(report).map((note) => {
		const [first] = fragmentsOf(note);
		return `<div class="note${typeof first === "string" && first.startsWith("⚠️") ? " warning" : ""}">${renderHtmlCell(note)}</div>`;
	});
	return `<header>
<h1 class="${report.outcome === "unchanged" ? "none" : shownVerdict(report)}">${renderHtmlCell(planHeadline(report))}</h1>
<p class="lead">${renderHtmlCell(planProvenance(report))}</p>
${notes.join("\n")}
${next.length === 0 ? "" : `<p class="next"><strong>Next:</strong> ${renderHtmlCell(next)}</p>`}
</header>`;
}
function renderMain(report, charts) {
	const all = [
		{
			id: "gates",
			title: "gates",
			blocks: tableBlock(gateTable(report))
		},
		{
			id: "plots",
			title: "plots",
			blocks: []
		},
		...planSections(report)
	].filter(({ id, blocks }) => blocks.length > 0 || charts.some(({ section }) => section === id));
	const links = all.map(({ id, title }) => `<a href="#${id}">${escapeHtml(capitalize(title))}</a>`);
	const sections = all.map((section) => renderSection(section, charts));
	return `<main>
<nav aria-label="Sections">${links.join("")}</nav>
${sections.join("\n")}
</main>`;
}
function renderSection({ id, title, blocks }, charts) {
	const own = charts.filter(({ section }) => section === id);
	const hint = id === "plots" ? "<p class=\"hint\">Point at a plot for numbers; a click on the legend picks a model; with the shift key held the wheel zooms and dragging moves; a double click resets.</p>" : "";
	const plots = own.length === 0 ? "" : `<div class="plots">${own.map(renderFigure).join("\n")}</div>`;
	return `<section id="${id}"><h2>${escapeHtml(capitalize(title))}</h2>${hint}${plots}${renderHtmlBlocks(blocks)}</section>`;
}
function renderFigure({ id, title, description, svg, problem }) {
	const picture = svg === void 0 ? `<p>${escapeHtml(flattenText(problem ?? "not drawn", 300))}</p>` : svg;
	return `<figure role="group" aria-label="${escapeHtml(flattenText(description, 200))}"><h3>${escapeHtml(flattenText(title))}</h3><div id="plot-${id}"><div>${picture}</div></div></figure>`;
}
function renderFooter({ headSha, baseSha, createdAt, seed, resamples }) {
	const base = baseSha === null ? "" : ` · base <code>${escapeHtml(baseSha)}</code>`;
	const when = escapeHtml(flattenText(createdAt, 40));
	return `<footer>Commit <code>${escapeHtml(headSha)}</code>${base} · seed ${seed}, ${resamples} resamples · made at ${when} by Pawl · plots by Vega (BSD-3-Clause, University of Washington Interactive Data Lab) and D3 (ISC, Mike Bostock)</footer>`;
}
function renderData(id, json) {
	return `<script type="application/json" id="${id}">${json.replaceAll("<", "\\u003c")}<\/script>`;
}
//#endregion
//#region src/app/report-page.ts
async function reportPage(report, renderer) {
	const charts = [];
	for (const chart of planCharts(report)) charts.push(await drawChart(chart, renderer));
	const texts = charts.some(({ vega }) => vega !== void 0) ? [await renderer.pageScript(), pageScript] : [];
	return renderReportPage({
		report,
		charts,
		scripts: await Promise.all(texts.map(signScript))
	});
}
async function drawChart(chart, renderer) {
	const { specification, picture, ...shown } = chart;
	try {
		const vega = await renderer.compile(JSON.stringify(specification));
		return {
			...shown,
			vega,
			svg: await renderer.render(JSON.stringify(picture ?? specification))
		};
	} catch (error) {
		if (error instanceof PawlError) return {
			...shown,
			problem: error.message
		};
		throw error;
	}
}
async function signScript(text) {
	return {
		text,
		digest: `sha256-${Buffer.from(await sha256(text), "hex").toString("base64")}`
	};
}
//#endregion
export { reportPage as t };
