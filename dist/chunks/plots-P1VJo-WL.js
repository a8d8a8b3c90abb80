import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Bt as integer, Et as parseJson, Gt as isValueMap, Xt as joinPath, fn as createOutputDirectory, jt as pythonFloat, pn as createPlotRenderer } from "./pipeline-DJgoMtB1.js";
import { n as renderPlotMarkdown, r as fillTemplate } from "./plot-markdown--bpnv6IL.js";
import { i as tryRevision, r as toFailure } from "./read-values-at-Cvjb2Mwx.js";
import { r as workspaceName } from "./snapshot-DNTG50TN.js";
import { a as gatherPoints, i as imageTypeOf, n as readPlotFile, o as plotFiles, r as listPlots, s as textOf, t as isImagePath } from "./plot-files-BzxHOK3X.js";
import { t as escapeHtml } from "./escape-html-CA1xJ_Hv.js";
import { t as openReports } from "./open-reports-4yQv2NmR.js";
import { a as warn, o as exactJson } from "./report-options-BnwGdhsY.js";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";
//#region src/versioning/from-plain.ts
function fromPlain(data) {
	const value = toValue(data);
	return isValueMap(value) ? value : new Map();
}
function toValue(data) {
	if (data === null || typeof data === "boolean" || typeof data === "string") return data;
	if (typeof data === "number") return Number.isInteger(data) ? integer(data) : {
		kind: "float",
		text: pythonFloat(data)
	};
	if (Array.isArray(data)) return data.map(toValue);
	if (typeof data !== "object") return null;
	return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item)]));
}
//#endregion
//#region src/report/plots/confusion-template.ts
function confusion({ isNormalized, ...frame }) {
	const shown = isNormalized ? "share" : "count";
	const axis = (name) => ({
		field: `<DVC_METRIC_${name}>`,
		type: "nominal",
		sort: "ascending",
		title: `<DVC_METRIC_${name}_LABEL>`
	});
	return {
		...frame,
		facet: {
			column: {
				field: "rev",
				sort: [],
				title: null
			},
			row: "<DVC_METRIC_ROW>"
		},
		spec: {
			transform: [
				{
					aggregate: [{
						op: "count",
						as: "count"
					}],
					groupby: ["<DVC_METRIC_Y>", "<DVC_METRIC_X>"]
				},
				{
					impute: "count",
					groupby: "<DVC_METRIC_GROUP_BY_Y>",
					key: "<DVC_METRIC_X>",
					value: 0
				},
				{
					impute: "count",
					groupby: "<DVC_METRIC_GROUP_BY_X>",
					key: "<DVC_METRIC_Y>",
					value: 0
				},
				{
					joinaggregate: [{
						op: "sum",
						field: "count",
						as: "row_sum"
					}],
					groupby: ["<DVC_METRIC_Y>"]
				},
				{
					joinaggregate: [{
						op: "max",
						field: "count",
						as: "greatest"
					}],
					groupby: []
				},
				{
					calculate: "datum.row_sum == 0 ? 0 : datum.count / datum.row_sum",
					as: "share"
				},
				{
					calculate: isNormalized ? "datum.share" : "datum.count / datum.greatest",
					as: "depth"
				}
			],
			encoding: {
				x: {
					...axis("X"),
					axis: { labelAngle: -30 }
				},
				y: axis("Y")
			},
			layer: [{
				width: "<DVC_METRIC_PLOT_WIDTH>",
				height: "<DVC_METRIC_PLOT_HEIGHT>",
				mark: {
					type: "rect",
					tooltip: true
				},
				encoding: { color: {
					field: shown,
					type: "quantitative",
					title: shown,
					scale: {
						scheme: "blues",
						...isNormalized ? { domain: [0, 1] } : { domainMin: 0 }
					}
				} }
			}, {
				mark: { type: "text" },
				encoding: {
					text: {
						field: shown,
						type: "quantitative",
						...isNormalized ? { format: ".2f" } : {}
					},
					color: {
						condition: {
							test: "datum.depth > 0.5",
							value: "white"
						},
						value: "black"
					}
				}
			}]
		}
	};
}
//#endregion
//#region src/report/plots/templates.ts
const frame = {
	$schema: "https://vega.github.io/schema/vega-lite/v5.json",
	data: { values: "<DVC_METRIC_DATA>" },
	title: {
		text: "<DVC_METRIC_TITLE>",
		anchor: "middle"
	}
};
const size = {
	width: "<DVC_METRIC_PLOT_WIDTH>",
	height: "<DVC_METRIC_PLOT_HEIGHT>"
};
const zoom = { params: ["<DVC_METRIC_ZOOM_AND_PAN>"] };
const padding = 6;
const x = {
	field: "<DVC_METRIC_X>",
	type: "quantitative",
	title: "<DVC_METRIC_X_LABEL>",
	scale: {
		zero: false,
		padding
	}
};
const y = {
	field: "<DVC_METRIC_Y>",
	type: "quantitative",
	title: "<DVC_METRIC_Y_LABEL>",
	scale: {
		zero: false,
		padding
	}
};
const lineLook = {
	color: "<DVC_METRIC_COLOR>",
	strokeDash: "<DVC_METRIC_STROKE_DASH>"
};
const pointLook = {
	color: "<DVC_METRIC_COLOR>",
	shape: "<DVC_METRIC_SHAPE>",
	tooltip: "<DVC_METRIC_TOOLTIP>"
};
const simple = {
	...frame,
	...size,
	...zoom,
	mark: {
		type: "line",
		tooltip: true
	},
	encoding: {
		x,
		y,
		...lineLook,
		tooltip: "<DVC_METRIC_TOOLTIP>"
	}
};
const linear = {
	...frame,
	...size,
	encoding: {
		x,
		y,
		...lineLook
	},
	layer: [
		{
			...zoom,
			mark: {
				type: "line",
				strokeWidth: 2,
				opacity: .85
			}
		},
		{
			params: [{
				name: "hover",
				select: {
					type: "point",
					fields: ["<DVC_METRIC_X>"],
					nearest: true,
					on: "pointerover",
					clear: "pointerout"
				}
			}],
			mark: {
				type: "point",
				filled: true,
				size: 50
			},
			encoding: {
				tooltip: "<DVC_METRIC_TOOLTIP>",
				opacity: {
					condition: {
						param: "hover",
						empty: false,
						value: 1
					},
					value: 0
				}
			}
		},
		{
			mark: {
				type: "point",
				filled: true,
				size: 30
			},
			encoding: {
				x: {
					...x,
					aggregate: "max"
				},
				y: {
					...y,
					aggregate: { argmax: "<DVC_METRIC_X>" }
				}
			}
		}
	]
};
const smooth = {
	...frame,
	...size,
	params: [{
		name: "smooth",
		value: .3,
		bind: {
			input: "range",
			min: .05,
			max: 1,
			step: .05,
			name: "smoothing "
		}
	}],
	layer: [{
		...zoom,
		mark: {
			type: "line",
			opacity: .25
		},
		encoding: {
			x,
			y,
			...lineLook
		}
	}, {
		transform: [{
			loess: "<DVC_METRIC_Y>",
			on: "<DVC_METRIC_X>",
			groupby: "<DVC_METRIC_GROUP_BY>",
			bandwidth: { signal: "smooth" }
		}],
		mark: {
			type: "line",
			strokeWidth: 2
		},
		encoding: {
			x,
			y,
			...lineLook
		}
	}]
};
const scatter = {
	...frame,
	...size,
	...zoom,
	mark: {
		type: "point",
		tooltip: true
	},
	encoding: {
		x,
		y,
		...pointLook
	}
};
const scatterJitter = {
	...frame,
	...size,
	transform: [{
		calculate: "random()",
		as: "spread_x"
	}, {
		calculate: "random()",
		as: "spread_y"
	}],
	mark: {
		type: "point",
		tooltip: true
	},
	encoding: {
		x: {
			field: "<DVC_METRIC_X>",
			title: "<DVC_METRIC_X_LABEL>",
			axis: { labelAngle: -30 }
		},
		y: {
			field: "<DVC_METRIC_Y>",
			title: "<DVC_METRIC_Y_LABEL>"
		},
		xOffset: {
			field: "spread_x",
			type: "quantitative"
		},
		yOffset: {
			field: "spread_y",
			type: "quantitative"
		},
		...pointLook
	}
};
const bars = (sort) => ({
	...frame,
	...size,
	...zoom,
	mark: { type: "bar" },
	encoding: {
		x: {
			...x,
			scale: { zero: true }
		},
		y: {
			field: "<DVC_METRIC_Y>",
			type: "nominal",
			title: "<DVC_METRIC_Y_LABEL>",
			sort
		},
		yOffset: {
			field: "rev",
			sort: []
		},
		color: "<DVC_METRIC_COLOR>",
		column: "<DVC_METRIC_COLUMN>",
		tooltip: "<DVC_METRIC_TOOLTIP>"
	}
});
const plotTemplates = new Map(Object.entries({
	simple,
	linear,
	confusion: confusion({
		...frame,
		isNormalized: false
	}),
	confusion_normalized: confusion({
		...frame,
		isNormalized: true
	}),
	scatter,
	scatter_jitter: scatterJitter,
	smooth,
	bar_horizontal_sorted: bars("-x"),
	bar_horizontal: bars(null)
}).map(([name, template]) => [name, fromPlain(template)]));
const defaultTemplate = "linear";
//#endregion
//#region src/app/reports/plot-template.ts
const maxLength = 256 * 1024;
async function readTemplate(name = defaultTemplate, view) {
	for (const path of [
		`.dvc/plots/${name}`,
		`.dvc/plots/${name}.json`,
		name
	]) {
		const inside = joinPath(path);
		const text = inside === void 0 || inside === "" ? void 0 : await view.readText(inside);
		if (text !== void 0) return {
			name,
			content: parseTemplate(text, path),
			isBuiltIn: false
		};
	}
	const content = plotTemplates.get(name);
	if (content !== void 0) return {
		name,
		content,
		isBuiltIn: true
	};
	throw new PawlError("plot.invalid", { message: `There is no template ${JSON.stringify(name)}: neither .dvc/plots/${name}.json nor one of ${[...plotTemplates.keys()].join(", ")}.` });
}
function parseTemplate(text, path) {
	if (text.length > maxLength) throw new PawlError("file.too-large", { message: `The template ${path} has ${text.length} characters; at most ${maxLength} are read.` });
	const content = parseJson(text, path);
	if (isValueMap(content)) return content;
	throw new PawlError("file.unreadable", { message: `The template ${path} is not a JSON object.` });
}
//#endregion
//#region src/app/plots.ts
async function revisionsToDiff(named, { git, revisions }) {
	if (named.length > 1) return named;
	const hasHead = named.length === 0 && await git.isDirty() && await revisions.view("HEAD") !== void 0;
	return [
		...named,
		...hasHead ? ["HEAD"] : [],
		workspaceName
	];
}
async function plots(request, ports) {
	const errors = [];
	const found = [];
	for (const revision of workspaceFirst(request.revisions)) found.push(...await readRevision(revision, request, {
		ports,
		errors
	}));
	const shown = [];
	for (const [id, group] of groupById(found)) {
		const [first] = group;
		if (first === void 0) continue;
		shown.push(isImagePath(first.id) ? imagePlot(first.id, group) : await vegaPlot(id, group, {
			ports,
			errors
		}));
	}
	return {
		plots: shown,
		errors: inOrder(errors, shown)
	};
}
function inOrder(errors, shown) {
	const places = new Map(shown.map((plot, index) => [plot.id, index]));
	const placeOf = ({ name }) => places.get(name ?? "") ?? shown.length;
	return errors.toSorted((a, b) => placeOf(a) - placeOf(b));
}
function workspaceFirst(revisions) {
	const others = [...new Set(revisions)].filter((revision) => revision !== workspaceName);
	return revisions.includes("workspace") ? [workspaceName, ...others] : others;
}
async function readRevision(revision, request, { ports, errors }) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) {
		errors.push({
			revision,
			...failure
		});
		return [];
	}
	const known = new Map();
	const defined = withIds(await listPlots(snapshot, request, ports.objects));
	const read = [];
	for (const plot of defined) {
		const files = new Map();
		for (const file of plotFiles(plot.id, plot.properties)) {
			const content = known.get(file) ?? await readOne(snapshot, file, {
				objects: ports.objects,
				over: request.properties
			});
			known.set(file, content);
			if ("message" in content) errors.push({
				name: plot.shown,
				...content
			});
			else files.set(file, content);
		}
		read.push({
			...plot,
			revision,
			files
		});
	}
	return read;
}
async function readOne(snapshot, file, options) {
	try {
		return await readPlotFile(snapshot, file, options);
	} catch (error) {
		return {
			revision: snapshot.name,
			source: file,
			...toFailure(error, isTable(file) ? file : "")
		};
	}
}
function isTable(file) {
	return /\.(?:json|toml|ya?ml)$/.test(file);
}
function withIds(plots) {
	return plots.map((plot) => {
		const isShared = plots.some((other) => other !== plot && other.id === plot.id);
		return {
			...plot,
			shown: isShared && plot.config !== "" ? `${plot.config}::${plot.id}` : plot.id
		};
	});
}
function groupById(found) {
	const groups = new Map();
	for (const plot of found) groups.set(plot.shown, [...groups.get(plot.shown) ?? [], plot]);
	return groups;
}
function imagePlot(id, group) {
	return {
		kind: "image",
		id,
		images: group.flatMap(({ revision, files }) => [...files].flatMap(([file, content]) => content.bytes === void 0 ? [] : [{
			revision,
			file,
			bytes: content.bytes
		}]))
	};
}
async function vegaPlot(id, group, { ports, errors }) {
	const properties = new Map([...group].reverse().flatMap((plot) => [...plot.properties]));
	const name = textOf(properties, "template");
	try {
		const data = gatherAll(id, group, {
			properties,
			errors
		});
		const template = await readTemplate(name, ports.workspace);
		return {
			kind: "vega",
			id,
			template,
			data,
			content: data && fillTemplate(template.content, data, template.name)
		};
	} catch (error) {
		errors.push({
			name: id,
			revision: group[0]?.revision ?? "",
			...toFailure(error)
		});
		return {
			kind: "vega",
			id
		};
	}
}
function gatherAll(id, group, { properties, errors }) {
	const points = [];
	const revisions = [];
	let first;
	for (const plot of group) try {
		const gathered = gatherPoints({
			...plot,
			properties,
			files: valuesOf(plot.files)
		});
		if (gathered === void 0) continue;
		first ??= gathered;
		points.push(...gathered.points);
		revisions.push(plot.revision);
	} catch (error) {
		errors.push({
			name: id,
			revision: plot.revision,
			...toFailure(error)
		});
	}
	if (first === void 0) return void 0;
	checkSize(id, points.length);
	return {
		...first,
		points,
		revisions,
		title: textOf(properties, "title") ?? id
	};
}
function valuesOf(files) {
	return new Map([...files].flatMap(([file, { values }]) => values === void 0 ? [] : [[file, values]]));
}
const maxPoints = 1e6;
function checkSize(id, count) {
	if (count <= maxPoints) return;
	throw new PawlError("file.too-large", { message: `The plot ${id} has ${count} points; at most ${maxPoints} are taken.` });
}
//#endregion
//#region src/report/plots/plot-drawing.ts
const [xName, yName] = ["x_value", "y_value"];
function planDrawing({ template, data, content }) {
	if (template === void 0 || data === void 0 || !template.isBuiltIn) return content;
	return fillTemplate(template.content, withSafeNames(data), template.name);
}
function withSafeNames(data) {
	const { x, y } = data;
	const points = data.points.map((point) => {
		const kept = [
			[xName, point.get(x)],
			[yName, y === void 0 ? void 0 : point.get(y)],
			...[
				"rev",
				"filename",
				"field"
			].map((key) => [key, point.get(key)])
		];
		return new Map(kept.flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
	});
	return {
		...data,
		points,
		x: xName,
		y: y === void 0 ? void 0 : yName
	};
}
//#endregion
//#region src/report/plots/plot-page.ts
const style = `
:root { color-scheme: light dark; }
body { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 1.5rem;
  background: #ffffff; color: #1f2328; }
main { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
section { border: 1px solid #d1d9e0; border-radius: 6px; padding: 1rem; max-width: 100%; overflow-x: auto; }
h1 { font-size: 1.25rem; } h2 { font-size: 0.85rem; margin: 0 0 0.75rem; font-weight: 600; opacity: 0.75; }
figure { display: inline-block; margin: 0 0.75rem 0 0; } figcaption { font-size: 0.85rem; opacity: 0.75; }
img { max-width: 28rem; height: auto; } .problem { color: #b35900; max-width: 28rem; }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #e6edf3; } section { border-color: #3d444d; } .problem { color: #f0a35e; }
}`;
function renderPlotPage(title, entries) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<main>
${entries.map(renderEntry).join("\n")}
</main>
</body>
</html>
`;
}
function renderEntry({ id, svg, images = [], problem }) {
	const figures = images.map(({ revision, address }) => `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(`${id} at ${revision}`)}"><figcaption>${escapeHtml(revision)}</figcaption></figure>`);
	const note = problem === void 0 ? [] : [`<p class="problem">${escapeHtml(problem)}</p>`];
	return `<section>\n${[
		`<h2>${escapeHtml(id)}</h2>`,
		...svg === void 0 ? [] : [svg],
		...figures,
		...note
	].join("\n")}\n</section>`;
}
//#endregion
//#region src/app/write-plots.ts
const maxDrawnPoints = 5e4;
async function writePlots(report, form, ports) {
	const entries = [];
	for (const plot of report.plots) entries.push(await drawPlot(plot, ports.renderer));
	const problems = entries.flatMap(({ id, problem }) => problem === void 0 ? [] : [`${id}: ${problem}`]);
	if (form === "page") {
		const path = "index.html";
		await ports.files.write(path, renderPlotPage("Plots", entries));
		return {
			files: [path],
			problems
		};
	}
	const files = [];
	for (const entry of entries) {
		if (entry.svg === void 0) continue;
		const path = `${fileName(entry.id)}.svg`;
		await ports.files.write(path, entry.svg);
		files.push(path);
	}
	return {
		files: [...files, ...await writeImages(report, ports.files)],
		problems
	};
}
async function writeImages(report, files) {
	const images = report.plots.flatMap((plot) => plot.kind === "image" ? plot.images : []);
	const paths = [];
	for (const image of images) {
		const path = imageName(image);
		await files.write(path, image.bytes);
		paths.push(path);
	}
	return paths;
}
function imageName(image) {
	return `${image.revision}_${image.file}`.replaceAll(/[/\\]/g, "_");
}
async function drawPlot(plot, renderer) {
	return plot.kind === "image" ? showImages(plot) : drawVega(plot, renderer);
}
function showImages({ id, images }) {
	return {
		id,
		images: images.map(({ revision, bytes }) => ({
			revision,
			address: `data:${imageTypeOf(bytes) ?? "application/octet-stream"};base64,${Buffer.from(bytes).toString("base64")}`
		}))
	};
}
async function drawVega(plot, renderer) {
	const { id, data } = plot;
	if (data === void 0) return {
		id,
		problem: "There are no points."
	};
	if (data.points.length > maxDrawnPoints) return {
		id,
		problem: `There are ${data.points.length} points; at most ${maxDrawnPoints} are drawn.`
	};
	const drawing = planDrawing(plot);
	if (drawing === void 0) return {
		id,
		problem: "Its template cannot be read."
	};
	try {
		return {
			id,
			svg: await renderer.render(exactJson(drawing))
		};
	} catch (error) {
		if (error instanceof PawlError) return {
			id,
			problem: error.message
		};
		throw error;
	}
}
function fileName(id) {
	const plain = id.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^\.+/, "_");
	return plain === "" ? "plot" : plain.slice(0, 150);
}
//#endregion
//#region src/report/plots/plot-report.ts
function plotsAsValues(report, imageUrl) {
	const errors = report.errors.map((error) => toMap({
		name: error.name,
		rev: error.revision,
		source: error.source,
		type: error.type,
		msg: error.message
	}));
	const data = new Map(report.plots.map((plot) => [plot.id, plotEntries(plot, imageUrl)]));
	return new Map([...errors.length > 0 ? [["errors", errors]] : [], ...data.size > 0 ? [["data", data]] : []]);
}
function plotEntries(plot, imageUrl) {
	if (plot.kind === "image") return plot.images.map((image) => toMap({
		type: "image",
		revisions: [image.revision],
		url: imageUrl(image)
	}));
	if (plot.data === void 0 || plot.content === void 0) return [];
	return [toMap({
		type: "vega",
		revisions: plot.data.revisions,
		content: plot.content
	})];
}
function toMap(entries) {
	return new Map(Object.entries(entries).flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
}
//#endregion
//#region src/cli/plots.ts
function addPlotsCommand(program) {
	const group = program.command("plots").description("draw and compare plots");
	withOptions(group.command("show")).description("draw the plots of the work tree").argument("[targets...]", "plots or files (default: those of dvc.yaml)").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		await run({
			...options,
			targets: [...targets, ...options.targets ?? []]
		}, async () => options.revs === void 0 ? [workspaceName] : options.revs);
	});
	withOptions(group.command("diff")).description("draw plots of several revisions over each other").argument("[revisions...]", "revisions (default: the last commit and the work tree)").action(async (revisions, _, command) => {
		const options = command.optsWithGlobals();
		const named = [...revisions, ...options.revs ?? []];
		await run(options, (ports) => revisionsToDiff(named, ports));
	});
	group.command("templates").description("list the templates, or print one").argument("[name]").action((name) => printTemplates(name));
}
function withOptions(command) {
	return command.option("--targets <paths...>", "plots or files (default: those of dvc.yaml)").option("--revs <revisions...>", "revisions").option("-t, --template <name>", "a template of .dvc/plots or a built-in one").option("-x <field>", "field of the x axis").option("-y <field>", "field of the y axis").option("--title <text>", "title of the plots").option("--x-label <text>", "label of the x axis").option("--y-label <text>", "label of the y axis").option("--no-header", "CSV and TSV files have no header").option("-o, --out <dir>", "directory for what is written", "dvc_plots").option("--no-html", "an SVG file a plot in place of the page").option("--md", "Mermaid charts and tables on standard output");
}
async function run(options, choose) {
	const ports = await openReports(process.cwd());
	const properties = new Map(Object.entries({
		template: options.template,
		x: options.x,
		y: options.y,
		title: options.title,
		x_label: options.xLabel,
		y_label: options.yLabel,
		header: options.header ? void 0 : false
	}).flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
	const report = await plots({
		targets: options.targets ?? [],
		properties,
		revisions: await choose(ports)
	}, ports);
	if (options.json === true) {
		if (report.plots.some((plot) => plot.kind === "image" && plot.images.length > 0)) await writeImages(report, await createOutputDirectory(options.out));
		const urlOf = (image) => resolve(options.out, imageName(image));
		console.log(exactJson(plotsAsValues(report, urlOf)));
		return;
	}
	warn(report.errors.map((error) => `${error.name ?? "plots"} at ${error.revision}: ${error.message}`));
	if (options.md === true) printMarkdown(report);
	else await write(report, options);
}
function printMarkdown(report) {
	for (const plot of report.plots) {
		const text = plot.kind === "vega" ? renderPlotMarkdown(plot) : "";
		if (text !== "") console.log(`${text}\n`);
	}
}
async function write(report, options) {
	if (report.plots.length === 0) {
		console.error("pawl: There are no plots; nothing is written.");
		return;
	}
	const form = options.html ? "page" : "files";
	const [files, renderer] = await Promise.all([createOutputDirectory(options.out), createPlotRenderer()]);
	const written = await writePlots(report, form, {
		files,
		renderer
	});
	for (const problem of written.problems) console.error(`pawl: not drawn: ${problem}`);
	for (const file of written.files) console.log(pathToFileURL(join(files.root, file)).href);
}
function printTemplates(name) {
	if (name === void 0) {
		for (const known of plotTemplates.keys()) console.log(known);
		return;
	}
	const template = plotTemplates.get(name);
	if (template === void 0) throw new PawlError("plot.invalid", { message: `There is no built-in template ${JSON.stringify(name)}.` });
	console.log(exactJson(template));
}
//#endregion
export { addPlotsCommand };
