import { o as isEqualValue, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
import { n as listRevisionGroups, t as hasChoice } from "./revision-groups-DQlR9IuY.js";
import { r as workspaceName, t as hasCommits } from "./snapshot-CxIHn8tk.js";
import { t as openReports } from "./open-reports-BArsu4Sv.js";
import { a as exactJson, i as warn, n as parsePrecision, o as metricsAsValues, r as printChanges, s as renderMetrics } from "./report-options-y4oQZ6Qt.js";
import { a as expandPath, i as tryRevision, n as readValuesAt, t as describeFailures } from "./read-values-at-BS2X8tJe.js";
import { n as noChanges, r as sameRevision, t as compareRevisions } from "./compare-revisions-TdYmIiGi.js";
//#region src/versioning/metric-values.ts
function extractMetrics(content) {
	return extract(content) ?? new Map();
}
function extract(value) {
	if (typeof value === "string" || typeof value === "boolean" || isNumberValue(value)) return value;
	if (!isValueMap(value)) return void 0;
	const kept = new Map();
	for (const [key, item] of value) {
		const found = extract(item);
		if (found !== void 0 && !(isValueMap(found) && found.size === 0)) kept.set(key, found);
	}
	return kept;
}
//#endregion
//#region src/app/metrics.ts
async function showMetrics(request, ports) {
	if (!hasChoice(request)) return [{
		...await readMetrics(workspaceName, request.targets, ports),
		name: ""
	}];
	const [groups, branch] = await Promise.all([listRevisionGroups(request, ports.revisions), ports.git.branch()]);
	const shown = [await readMetrics(workspaceName, request.targets, ports)];
	for (const { name, commit } of groups) shown.push({
		...await readMetrics(commit, request.targets, ports),
		name
	});
	const [workspace, ...others] = shown;
	const active = others.find((one) => one.name === branch);
	return workspace !== void 0 && active !== void 0 && isEqual(workspace, active) ? others : shown;
}
async function diffMetrics(request, ports) {
	if (!await hasCommits(ports)) return noChanges;
	const old = await readMetrics(request.a, request.targets, ports);
	return compareRevisions(old, sameRevision(request) ? old : await readMetrics(request.b, request.targets, ports), request.all);
}
async function readMetrics(revision, targets, ports) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) return {
		name: revision,
		failure
	};
	const files = new Map();
	for (const path of await listMetricFiles(snapshot, targets, ports)) {
		const read = await readValuesAt(snapshot, path, ports.objects);
		files.set(path, read.failure === void 0 ? { values: extractMetrics(read.values) } : read);
	}
	return {
		name: revision,
		files
	};
}
async function listMetricFiles(snapshot, targets, ports) {
	const named = [...snapshot.loaded.pipeline.flatMap((stage) => stage.outs.filter((out) => out.kind === "metric").map((out) => out.path)), ...[...snapshot.loaded.definitions.values()].flatMap((file) => file.metrics.map((one) => one.path))];
	const paths = targets.length > 0 ? targets : named;
	const expanded = await Promise.all(paths.map((path) => expandPath(snapshot, path, ports.objects)));
	return new Set(expanded.flat());
}
function isEqual(a, b) {
	if (a.files === void 0 || b.files === void 0 || a.files.size !== b.files.size) return false;
	return [...a.files].every(([path, file]) => {
		const other = b.files.get(path);
		return file.values !== void 0 && isEqualValue(file.values, other?.values);
	});
}
//#endregion
//#region src/cli/metrics.ts
const defaultPrecision = 5;
function addMetricsCommand(program) {
	const metrics = program.command("metrics").description("show and compare metrics");
	metrics.command("show").description("print metrics").argument("[targets...]", "metrics files or directories (default: those of dvc.yaml)").option("-a, --all-branches", "of every branch").option("-T, --all-tags", "of every tag").option("-A, --all-commits", "of every commit").option("-R, --recursive", "accepted as DVC does; directories are always searched").option("--md", "a Markdown table").option("--precision <n>", "decimals in tables (default: 5)", parsePrecision).action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		const shown = await showMetrics({
			...options,
			targets
		}, await openReports(process.cwd()));
		warn(describeFailures(shown));
		if (options.json === true) {
			console.log(exactJson(metricsAsValues(shown)));
			return;
		}
		const rows = shown.map(({ name, files }) => ({
			name,
			files: new Map([...files ?? []].map(([path, file]) => [path, file.values]))
		}));
		const precision = options.precision || defaultPrecision;
		const table = renderMetrics(rows, {
			format: options.md === true ? "markdown" : "plain",
			precision,
			hasRevision: hasChoice(options)
		});
		if (table !== "") console.log(table);
	});
	addDiff(metrics);
}
function addDiff(metrics) {
	metrics.command("diff").description("what changed in the metrics between two revisions").argument("[a]", "old revision", "HEAD").argument("[b]", "new revision", "workspace").option("--targets <paths...>", "metrics files or directories (default: those of dvc.yaml)").option("-R, --recursive", "accepted as DVC does; directories are always searched").option("--all", "with what did not change").option("--md", "a Markdown table").option("--no-path", "without the column of paths").option("--precision <n>", "decimals in tables (default: 5)", parsePrecision).action(async (a, b, _, command) => {
		const options = command.optsWithGlobals();
		printChanges(await diffMetrics({
			a,
			b,
			targets: options.targets ?? [],
			all: options.all ?? false
		}, await openReports(process.cwd())), options, {
			title: "Metric",
			a,
			b,
			precision: options.precision || defaultPrecision,
			hasChange: true
		});
	});
}
//#endregion
export { addMetricsCommand };
