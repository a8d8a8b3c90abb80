import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { Comment } from "../../src/ports/github/comments.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { renderEvaluationComment } from "../../src/report/evaluation-comment.ts";
import { shownVerdict } from "../../src/report/evaluation-headline.ts";
import type { BotContext } from "./context.ts";
import { isLockedRefusal } from "./locked-conversation.ts";
import { firstLineOf, listOwnComments, mergeDuplicates } from "./own-comment.ts";
import { parseReportMarker, saysTheSame } from "./report-marker.ts";
import { keepShown, readShown, type CommentPlace, type ShownComment } from "./shown-comment.ts";
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
 * Brings the one comment of a pull request and model up to date: found by the id that was kept, else by marker, always by
 * author; created once, edited in place at most every 10 seconds, left alone when it says the same. Doubles are merged into
 * one. One that somebody deleted is written anew only with another verdict. Nothing is said about a head that is not the live
 * one any more. When it was written last GitHub says, so that a process that dies while it waits leaves nothing to remember.
 */
export async function applyReportComment(
  slot: ReportSlot,
  context: Pick<BotContext, "github" | "clock">,
): Promise<SlotChange> {
  const { pull, report } = slot;
  const { id: repositoryId } = await context.github.members.repository();
  const place: CommentPlace = { repositoryId, pullRequest: pull.number, slot: report.model };
  const shown = await readShown(place, context);
  const existing = await findReportComment(place, shown, context);
  const verdict = verdictOf(report);
  const isDeleted = existing === undefined && shown?.verdict === verdict;
  if (existing === undefined && (!slot.isWanted || isDeleted)) return { state: "unchanged" };
  // The check has what the conversation does not take.
  if (pull.isLocked === true) return { state: "unchanged" };
  try {
    const written = await writeComment(slot, { place, existing }, context);
    // What is kept is what is shown: a comment that waits still shows the verdict before.
    if ("id" in written) await keepShown(place, { comment: written.id, verdict }, context);
    return written;
  } catch (error) {
    if (!isLockedRefusal(error)) throw error;
    return { state: "unchanged" };
  }
}

function verdictOf(report: EvaluationReport): ShownComment["verdict"] {
  return report.outcome === "unchanged" ? "unchanged" : shownVerdict(report);
}

/** With the id of the comment when it shows what it should. */
type Written = SlotChange | { readonly state: "unchanged" | "changed"; readonly id: number };

async function writeComment(
  { pull, report, runUrl }: ReportSlot,
  { place, existing }: { readonly place: CommentPlace; readonly existing: Comment | undefined },
  context: Pick<BotContext, "github" | "clock">,
): Promise<Written> {
  const { github } = context;
  const { repositoryId, pullRequest } = place;
  const seq = (existing === undefined ? 0 : (parseReportMarker(firstLineOf(existing.body))?.seq ?? 0)) + 1;
  const body = renderEvaluationComment(report, { repositoryId, pullRequest, seq, runUrl });
  if (existing !== undefined && saysTheSame(existing.body, body))
    return { state: "unchanged", id: existing.id };
  if ((await github.pullRequests.get(pull.number))?.headSha !== pull.headSha) return { state: "stale" };
  if (existing === undefined) {
    const created = await github.comments.create(pull.number, body);
    // A create whose answer was lost, or another process: look again, the oldest stays.
    const found = await findReportComment(place, undefined, context);
    return { state: "changed", id: found?.id ?? created.id };
  }
  const dueInMs = writePauseMs(endOfSecond(existing.updatedAt), context.clock.now());
  if (dueInMs > 0) return { state: "waiting", dueInMs };
  if (await isOvertaken(existing, seq, github)) return { state: "stale" };
  await github.comments.update(existing.id, body);
  return { state: "changed", id: existing.id };
}

/** GitHub tells whole seconds: the write was in one, not at its start. */
function endOfSecond(at: string): number {
  return Date.parse(at) + 999;
}

/** The comment with the kept id, whatever people made of its text; else the oldest with the marker. Others go. */
async function findReportComment(
  place: CommentPlace,
  shown: ShownComment | undefined,
  context: Pick<BotContext, "github">,
): Promise<Comment | undefined> {
  const own = await listOwnComments(place.pullRequest, () => true, context);
  const marked = own.filter(({ body }) => isMarked(firstLineOf(body), place));
  const named = own.find(({ id, body }) => id === shown?.comment && !isAnother(firstLineOf(body), place));
  if (named === undefined) return mergeDuplicates(marked, context);
  for (const { id } of marked) if (id !== named.id) await context.github.comments.remove(id);
  return named;
}

function isMarked(line: string, place: CommentPlace): boolean {
  const marker = parseReportMarker(line);
  return (
    marker?.repositoryId === place.repositoryId &&
    marker.pullRequest === place.pullRequest &&
    marker.slot === place.slot
  );
}

/** Another comment of ours that the ref was made to name: a reply, or that of another model. */
function isAnother(line: string, place: CommentPlace): boolean {
  return line.startsWith("<!-- pawl:") && !isMarked(line, place);
}

/** Whether somebody wrote the comment since it was read: ours is the older view then. */
async function isOvertaken(existing: Comment, seq: number, github: BotContext["github"]): Promise<boolean> {
  const live = await github.comments.get(existing.id);
  return (parseReportMarker(firstLineOf(live?.body ?? ""))?.seq ?? 0) >= seq;
}
