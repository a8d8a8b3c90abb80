import { t as hasChoice } from "./revision-groups-DQlR9IuY.js";
import { r as showMetrics, t as diffMetrics } from "./metrics-CmEQUy0O.js";
import { t as describeFailures } from "./read-values-at-Cvjb2Mwx.js";
import { t as openReports } from "./open-reports-4yQv2NmR.js";
import { a as warn, c as renderMetrics, i as printChanges, o as exactJson, r as parsePrecision, s as metricsAsValues, t as addDiffOptions } from "./report-options-BnwGdhsY.js";
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
	addDiffOptions(metrics.command("diff").description("what changed in the metrics between two revisions"), "metrics files or directories (default: those of dvc.yaml)").option("-R, --recursive", "accepted as DVC does; directories are always searched").option("--precision <n>", "decimals in tables (default: 5)", parsePrecision).action(async (a, b, _, command) => {
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
