import type { Explanation } from "../evaluation/explanation-schema.ts";
import {
  kindTitles,
  nameOf,
  planLine,
  renderExplanation,
  shareCell,
  stateOf,
  valueCells,
} from "../report/explanation.ts";
import { renderTextTable } from "../report/text-table.ts";
import { createProgressDisplay } from "./progress-display.ts";

/** Options of `pawl compare --explain`. */
export interface ExplainOptions {
  readonly json?: boolean | undefined;
  readonly md?: boolean | undefined;
  readonly run?: boolean | undefined;
  readonly model?: string | undefined;
  readonly config: string;
}

/**
 * Prints what made the difference between two revisions' models: by default the plan, with `run` the shares. Exit status 3
 * when nothing can be attributed.
 */
export async function explainComparison(base: string, head: string, options: ExplainOptions): Promise<void> {
  const { json, md, run, ...rest } = options;
  const { runExplain } = await import("../runtime/run-explain.ts");
  const { abortOnTermination } = await import("../runtime/open-pipeline.ts");
  using termination = abortOnTermination();
  const display = await createProgressDisplay({ isQuiet: json === true });
  try {
    const explanations = await runExplain({
      ...rest,
      base,
      head,
      directory: process.cwd(),
      mode: run === true ? "run" : "plan",
      signal: termination.signal,
      progress: display.progress,
      log: display.log,
    });
    display.stop();
    if (json === true) console.log(JSON.stringify({ schema: "pawl.explanations/1", explanations }));
    else console.log(explanations.map(md === true ? renderExplanation : renderText).join("\n\n"));
    const isNegative = explanations.some(({ outcome }) => outcome === "not attributable");
    process.exitCode = isNegative ? 3 : 0;
  } finally {
    display.stop();
  }
}

function renderText(explanation: Explanation): string {
  const { model, outcome, reason, kinds, changed, metrics, notes } = explanation;
  const shares = metrics.map((metric) => [
    metric.metric,
    ...valueCells(metric),
    ...kinds.map((_kind, at) => shareCell(metric, at)),
    metric.reason ?? "",
  ]);
  const headings = ["Metric", "Base", "Head", "Change", ...kinds.map((kind) => kindTitles[kind]), "Why not"];
  return [
    `${model}: ${outcome}${reason === null ? "" : ` (${reason})`}`,
    ...kinds.map((kind) => `${kindTitles[kind]}: ${namesOf(changed, kind)}`),
    ...(metrics.length === 0 ? [] : [renderTextTable(headings, shares, "plain")]),
    ...renderCombinations(explanation),
    ...notes,
  ].join("\n");
}

function namesOf(changed: Explanation["changed"], kind: Explanation["kinds"][number]): string {
  return changed.flatMap((input) => (input.kind === kind ? [input.name] : [])).join(", ");
}

function renderCombinations({ combinations, outcome, runCache }: Explanation): readonly string[] {
  if (combinations.length === 0) return [];
  const rows = combinations.map((combination, at) => [
    nameOf(combination, combinations.length, at),
    stateOf(combination),
    combination.reason ?? "",
  ]);
  const table = renderTextTable(["Combination", "State", "Why"], rows, "plain");
  if (outcome !== "planned") return [table];
  return [table, `${planLine({ runCache })}; nothing ran. Add --run to train them.`];
}
