import type { Command } from "commander";
import { diffMetrics, showMetrics } from "../app/metrics.ts";
import { describeFailures } from "../app/reports/read-values-at.ts";
import { hasChoice, type RevisionChoice } from "../app/reports/revision-groups.ts";
import { metricsAsValues } from "../report/report-values.ts";
import { renderMetrics } from "../report/value-tables.ts";
import { openReports } from "../runtime/open-reports.ts";
import { exactJson } from "../versioning/exact-json.ts";
import { addDiffOptions, type ChangesOptions, parsePrecision, printChanges, warn } from "./report-options.ts";

const defaultPrecision = 5;

interface ShowOptions extends RevisionChoice {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly precision?: number;
}

/** Adds `pawl metrics show` and `pawl metrics diff`, with the flags and the JSON of DVC. */
export function addMetricsCommand(program: Command): void {
  const metrics = program.command("metrics").description("show and compare metrics");
  metrics
    .command("show")
    .description("print metrics")
    .argument("[targets...]", "metrics files or directories (default: those of dvc.yaml)")
    .option("-a, --all-branches", "of every branch")
    .option("-T, --all-tags", "of every tag")
    .option("-A, --all-commits", "of every commit")
    .option("-R, --recursive", "accepted as DVC does; directories are always searched")
    .option("--md", "a Markdown table")
    .option("--precision <n>", "decimals in tables (default: 5)", parsePrecision)
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ShowOptions>();
      const shown = await showMetrics({ ...options, targets }, await openReports(process.cwd()));
      warn(describeFailures(shown));
      if (options.json === true) {
        console.log(exactJson(metricsAsValues(shown)));
        return;
      }
      const rows = shown.map(({ name, files }) => ({
        name,
        files: new Map([...(files ?? [])].map(([path, file]) => [path, file.values])),
      }));
      const precision = options.precision || defaultPrecision;
      const format = options.md === true ? "markdown" : "plain";
      const table = renderMetrics(rows, { format, precision, hasRevision: hasChoice(options) });
      if (table !== "") console.log(table);
    });
  addDiff(metrics);
}

function addDiff(metrics: Command): void {
  const diff = metrics.command("diff").description("what changed in the metrics between two revisions");
  addDiffOptions(diff, "metrics files or directories (default: those of dvc.yaml)")
    .option("-R, --recursive", "accepted as DVC does; directories are always searched")
    .option("--precision <n>", "decimals in tables (default: 5)", parsePrecision)
    .action(async (a: string, b: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ChangesOptions>();
      const request = { a, b, targets: options.targets ?? [], all: options.all ?? false };
      const changes = await diffMetrics(request, await openReports(process.cwd()));
      const precision = options.precision || defaultPrecision;
      printChanges(changes, options, { title: "Metric", a, b, precision, hasChange: true });
    });
}
