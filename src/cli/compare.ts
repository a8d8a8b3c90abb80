import type { Command } from "commander";
import { PawlError } from "../errors.ts";
import { formatDifference, formatSide } from "../report/format-metric.ts";
import { renderEvaluationSummary, summarizeEvaluations } from "../report/evaluation-summary.ts";
import { renderTextTable } from "../report/text-table.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { runCompare } from "../runtime/run-compare.ts";

interface CompareOptions {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly model?: string;
  readonly config: string;
  readonly explain?: boolean;
  readonly run?: boolean;
}

/** Adds `pawl compare`; exit status 3 when a gate failed, or with `--explain` when nothing can be attributed. */
export function addCompareCommand(program: Command): void {
  program
    .command("compare")
    .description("score the models of two revisions on the rows of the work tree and judge the gates")
    .argument("<base>", "revision of the champion: a branch, tag or commit, or a version such as name@v1.2.0")
    .argument("[head]", "revision of the challenger", "HEAD")
    .option("--model <name>", "only this model (default: that of a version, else all)")
    .option("--config <file>", "the policy file", ".github/pawl.yml")
    .option("--md", "print Markdown, as the bot's comment")
    .option(
      "--explain",
      "say what made the difference: code, parameters, data; prints a plan and trains nothing",
    )
    .option("--run", "with --explain: train the combinations that the run-cache does not hold")
    .action(async (base: string, head: string, _: unknown, command: Command) => {
      const { json, md, explain, run, ...options } = command.optsWithGlobals<CompareOptions>();
      if (explain === true) {
        const { explainComparison } = await import("./compare-explain.ts");
        return explainComparison(base, head, { ...options, json, md, run });
      }
      if (run === true)
        throw new PawlError("usage.invalid", {
          message: "--run goes with --explain: a comparison trains nothing.",
        });
      const results = await runCompare({ ...options, directory: process.cwd(), base, head });
      const outcome = summarizeEvaluations(results);
      const reports = results.map(({ report }) => report);
      if (json === true) console.log(JSON.stringify(outcome.result));
      else if (md === true) console.log(renderEvaluationSummary(reports));
      else console.log([...reports.map(linesOf), `${outcome.reason} (${outcome.reasonCode})`].join("\n\n"));
      process.exitCode = outcome.decision === "negative" ? 3 : 0;
    });
}

function linesOf({ model, data, metrics, gates, notes }: EvaluationReport): string {
  const rows = metrics.map((metric) => [
    metric.metric,
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    metric.verdict,
  ]);
  const judged = gates.map(({ status, gate, slice, reason }) => [status, gate, slice ?? "", reason]);
  return [
    `${model}: ${data === null ? "metrics files" : `${data.rows} rows of ${data.path}`}`,
    renderTextTable(["Metric", "Base", "Head", "Change", "Verdict"], rows, "plain"),
    ...(judged.length === 0 ? [] : [renderTextTable(["Status", "Gate", "Slice", "Reason"], judged, "plain")]),
    ...notes,
  ].join("\n");
}
