import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { Comment } from "../../src/ports/github/comments.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { renderEvaluationComment } from "../../src/report/evaluation-comment.ts";
import type { BotContext } from "./context.ts";
import { firstLineOf, listOwnComments, mergeDuplicates } from "./own-comment.ts";
import { parseReportMarker, saysTheSame } from "./report-marker.ts";
import { writePauseMs } from "./write-pause.ts";

/** One comment to bring up to date: of a pull request and a model. */
export interface ReportSlot {
  readonly pull: PullRequest;
  readonly report: EvaluationReport;
  /** Page of the run that made the report. */
  readonly runUrl: string;
  /** Whether a comment is made when there is none; an existing one is kept up to date in any case. */
  readonly isWanted: boolean;
}

/** What became of a slot. */
export type SlotChange =
  | { readonly state: "unchanged" | "changed" | "stale" }
  /** It was written a moment ago, and has to say something else now: due again after this time, in milliseconds. */
  | { readonly state: "waiting"; readonly dueInMs: number };

/**
 * Brings the one comment of a pull request and model up to date: found by author and marker, created once, edited in
 * place at most every 10 seconds, left alone when it says the same. Doubles are merged into the oldest. Nothing is said
 * about a head that is not the live one any more. When it was written last GitHub says, so that a process that dies
 * while it waits leaves nothing to remember.
 */
export async function applyReportComment(
  slot: ReportSlot,
  context: Pick<BotContext, "github" | "clock">,
): Promise<SlotChange> {
  const { github } = context;
  const { pull, report, runUrl } = slot;
  const { id: repositoryId } = await github.members.repository();
  const place = { repositoryId, pullRequest: pull.number, slot: report.model };
  const existing = await findReportComment(place, context);
  if (existing === undefined && !slot.isWanted) return { state: "unchanged" };
  const seq = (existing === undefined ? 0 : (parseReportMarker(firstLineOf(existing.body))?.seq ?? 0)) + 1;
  const body = renderEvaluationComment(report, { repositoryId, pullRequest: pull.number, seq, runUrl });
  if (existing !== undefined && saysTheSame(existing.body, body)) return { state: "unchanged" };
  if ((await github.pullRequests.get(pull.number))?.headSha !== pull.headSha) {
    return { state: "stale" };
  }
  if (existing === undefined) {
    await github.comments.create(pull.number, body);
    // A create whose answer was lost, or another process: look again, the oldest stays.
    await findReportComment(place, context);
    return { state: "changed" };
  }
  const dueInMs = writePauseMs(endOfSecond(existing.updatedAt), context.clock.now());
  if (dueInMs > 0) return { state: "waiting", dueInMs };
  if (await isOvertaken(existing, seq, github)) return { state: "stale" };
  await github.comments.update(existing.id, body);
  return { state: "changed" };
}

/** GitHub tells whole seconds: the write was in one, not at its start. */
function endOfSecond(at: string): number {
  return Date.parse(at) + 999;
}

async function findReportComment(
  place: { readonly repositoryId: number; readonly pullRequest: number; readonly slot: string },
  context: Pick<BotContext, "github">,
): Promise<Comment | undefined> {
  const isOurs = (line: string): boolean => {
    const marker = parseReportMarker(line);
    return (
      marker?.repositoryId === place.repositoryId &&
      marker.pullRequest === place.pullRequest &&
      marker.slot === place.slot
    );
  };
  return mergeDuplicates(await listOwnComments(place.pullRequest, isOurs, context), context);
}

/** Whether somebody wrote the comment since it was read: ours is the older view then. */
async function isOvertaken(existing: Comment, seq: number, github: BotContext["github"]): Promise<boolean> {
  const live = await github.comments.get(existing.id);
  return (parseReportMarker(firstLineOf(live?.body ?? ""))?.seq ?? 0) >= seq;
}
