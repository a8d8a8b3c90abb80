import { decideAlert, type AlertDecision } from "../../monitoring/alert-decision.ts";
import type { DriftRecord, Fingerprint } from "../../monitoring/drift-marker.ts";
import type { KindVerdict } from "../../monitoring/verdict.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { Issue } from "../../ports/github/issues.ts";
import { renderDriftIssue, type DriftIssueView } from "../../report/drift-issue.ts";
import { commentOnce } from "./comment-once.ts";
import {
  driftLabels,
  listDriftIssues,
  pickIssue,
  type DriftIssue,
  type Identity,
} from "./find-drift-issues.ts";

/** Slice of GitHub that drift issues need. */
export interface AlertPorts {
  readonly issues: Pick<GitHub["issues"], "list" | "create" | "update">;
  readonly comments: Pick<GitHub["comments"], "list" | "create">;
}

/** What is known about one kind of drift of one model in one environment. */
export interface AlertFacts {
  readonly identity: Identity;
  readonly fingerprint: Fingerprint;
  readonly verdict: KindVerdict;
  readonly version: string;
  /** ISO 8601 with milliseconds. */
  readonly until: string;
  /** What the issue shows besides marker and record. */
  readonly view: Omit<DriftIssueView, "marker" | "record" | "verdict">;
  /** Whether a person snoozes it now. */
  readonly isSnoozed: boolean;
}

/** The issue after it was settled. */
export interface SettledAlert {
  readonly decision: AlertDecision;
  readonly issue: Issue | undefined;
  readonly record: DriftRecord | undefined;
}

/**
 * Brings the one issue of a fingerprint in line with the verdict. Each step may be the last one before a crash: a second run
 * finds what was done by label, author and marker, and goes on from there.
 */
export async function settleAlert(facts: AlertFacts, ports: AlertPorts): Promise<SettledAlert> {
  const listed = await listDriftIssues(facts.fingerprint.model, facts.identity, ports.issues);
  const { kept, doubles } = pickIssue(listed, facts.fingerprint);
  if (kept !== undefined) await closeDoubles(kept, doubles, { facts, ports });
  const existing = kept === undefined ? undefined : { state: kept.issue.state, record: kept.record };
  const decision = decideAlert(facts.verdict, existing, facts.version, facts.isSnoozed);
  if (decision.decision === "nothing") return { decision, issue: kept?.issue, record: kept?.record };
  const record = nextRecord(facts, kept, decision);
  if (kept === undefined) return { decision, record, issue: await openIssue(facts, record, ports) };
  await announce(facts, kept, { decision, ports });
  const issue = await writeIssue({ facts, issue: kept.issue, record, state: record.state }, ports);
  return { decision, issue, record };
}

async function closeDoubles(
  kept: DriftIssue,
  doubles: readonly DriftIssue[],
  { facts, ports }: { readonly facts: AlertFacts; readonly ports: AlertPorts },
): Promise<void> {
  for (const { issue } of doubles.filter((double) => double.issue.state === "open")) {
    const text = `Doubles #${kept.issue.number}, which goes on.`;
    await commentOnce({ issue: issue.number, event: "double", text }, facts.identity, ports.comments);
    await ports.issues.update(issue.number, { state: "closed", stateReason: "not_planned" });
  }
}

function nextRecord(
  facts: AlertFacts,
  kept: DriftIssue | undefined,
  { decision }: AlertDecision,
): DriftRecord {
  const isNewEpisode = decision === "open" || decision === "reopen";
  return {
    schema: "pawl.drift-record/1",
    state: decision === "close" ? "closed" : "open",
    version: facts.version,
    openedAt: isNewEpisode ? facts.until : (kept?.record?.openedAt ?? facts.until),
    retrain: kept?.record?.retrain ?? null,
  };
}

async function openIssue(facts: AlertFacts, record: DriftRecord, ports: AlertPorts): Promise<Issue> {
  const { title, body } = renderAt(facts, record, 1);
  return ports.issues.create({ title, body, labels: driftLabels(facts.fingerprint.model) });
}

async function announce(
  facts: AlertFacts,
  kept: DriftIssue,
  { decision, ports }: { readonly decision: AlertDecision; readonly ports: AlertPorts },
): Promise<void> {
  const texts: Partial<Record<AlertDecision["decision"], string>> = {
    close: `🟢 The drift has ended: the newest windows of ${facts.version} are within the limits.`,
    reopen: `🔴 The drift is back on ${facts.version}.`,
  };
  const text = texts[decision.decision];
  const isSilent = decision.decision === "close" && kept.issue.state === "closed";
  if (text === undefined || isSilent) return;
  const end = facts.view.windows.at(-1)?.end ?? "";
  const event = `${decision.decision}:${facts.version}:${end}`;
  await commentOnce({ issue: kept.issue.number, event, text }, facts.identity, ports.comments);
}

/** An issue as it is, and what it is to become. */
export interface IssueWrite {
  readonly facts: AlertFacts;
  readonly issue: Issue;
  readonly record: DriftRecord;
  readonly state: "open" | "closed";
}

/** Rewrites an issue in place; does nothing when it says and is what it should. */
export async function writeIssue(write: IssueWrite, ports: Pick<AlertPorts, "issues">): Promise<Issue> {
  const { facts, issue, record, state } = write;
  const sequence = sequenceOf(issue);
  const same = renderAt(facts, record, sequence);
  const isSame = normalize(issue.body) === normalize(same.body) && issue.title === same.title;
  if (isSame && issue.state === state) return issue;
  const { title, body } = renderAt(facts, record, sequence + 1);
  const change = { title, body };
  if (issue.state === state) return ports.issues.update(issue.number, change);
  const stateReason = state === "closed" ? "completed" : "reopened";
  return ports.issues.update(issue.number, { ...change, state, stateReason });
}

function renderAt(facts: AlertFacts, record: DriftRecord, sequence: number): { title: string; body: string } {
  const marker = { ...facts.fingerprint, repositoryId: facts.identity.repositoryId, sequence };
  return renderDriftIssue({ ...facts.view, verdict: facts.verdict, marker, record });
}

function sequenceOf(issue: Issue): number {
  return Number(/ seq=(\d{1,12}) -->/.exec(issue.body)?.[1] ?? 0);
}

/** GitHub keeps line ends as they were sent, but an edit in the browser makes them CRLF. */
function normalize(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
