import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "./context.ts";
import { addsResultsOnly } from "./result-files.ts";

/**
 * Whether two commits have the same files: code, parameters, and `dvc.lock` with the digest of all data. Then what was
 * measured on one holds for the other, whoever wrote the commits, whenever, on top of what.
 */
export async function haveSameTree(
  a: string,
  b: string,
  { gitData }: Pick<BotContext["github"], "gitData">,
): Promise<boolean> {
  const tree = await gitData.readTreeId(a);
  return tree !== undefined && tree === (await gitData.readTreeId(b));
}

/**
 * The pull request as of the head that a run says it reported on, when that head has the files of the live one and the run
 * ran on it, or on a commit that lacks only its results; else `undefined`.
 */
export async function asOfEarlierHead(
  pull: PullRequest,
  { ranOn, reported }: { readonly ranOn: string; readonly reported: string },
  github: BotContext["github"],
): Promise<PullRequest | undefined> {
  if (!(await haveSameTree(reported, pull.headSha, github))) return undefined;
  const isCovered = ranOn === reported || (await addsResultsOnly(ranOn, reported, github));
  return isCovered ? { ...pull, headSha: reported } : undefined;
}

/** A report of an earlier head as one of the live head; what was decided about the earlier head, such as overrides, stays there. */
export function carryOver(report: EvaluationReport, headSha: string): EvaluationReport {
  const note = `The numbers are those of ${report.headSha.slice(0, 7)}, whose files are the same: nothing was run for them again.`;
  return { ...report, headSha, notes: [...report.notes.slice(0, 49), note] };
}
