import type { Explanation } from "../../src/evaluation/explanation-schema.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { escapeText } from "../../src/report/escape.ts";
import { renderExplanation } from "../../src/report/explanation.ts";

/** Models in one comment: it has to stay below GitHub's 65,536 characters. */
const maxModels = 3;

/** What a run of `/ml explain --run` found, with where it ran. */
export function renderExplained(
  explanations: readonly Explanation[],
  { run, isStale }: { readonly run: WorkflowRun; readonly isStale: boolean },
): string {
  const shown = explanations.slice(0, maxModels).map((one) => renderExplanation(one));
  const rest = explanations.length - shown.length;
  const stale = isStale ? "⚠️ **The head was replaced since then**: this is of an earlier one.\n\n" : "";
  return [
    `${stale}${shown.join("\n\n")}`,
    ...(rest > 0 ? [`${rest} more models are in the run's artifact.`] : []),
    `<sub>[Run ${run.id}](${run.url}) trained and scored this with code of this pull request, and gates judge by none of it. (\`explained\`)</sub>`,
  ].join("\n\n");
}

/** A run of `/ml explain --run` that left nothing, or something that is refused. */
export function renderUnexplained(reason: string | undefined, run: WorkflowRun): string {
  const ended = run.conclusion === null ? "" : ` as ${escapeText(run.conclusion, 40)}`;
  const why =
    reason === undefined
      ? `The attribution ended${ended} without a result`
      : `The result of the attribution is refused: ${escapeText(reason, 400)}`;
  return `❌ ${why}. ${run.url} (\`${reason === undefined ? "explanation.none" : "explanation.refused"}\`)`;
}
