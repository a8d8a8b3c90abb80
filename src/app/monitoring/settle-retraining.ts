import type { DriftRecord } from "../../monitoring/drift-marker.ts";
import {
  decideRetrain,
  type RetrainDecision,
  type RetrainPolicy,
} from "../../monitoring/retrain-decision.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { Issue } from "../../ports/github/issues.ts";
import { commentOnce } from "./comment-once.ts";
import { listDriftIssues, type DriftIssue } from "./find-drift-issues.ts";
import { findDispatchedRun, newestRun, titleOfRun } from "../dispatch/dispatch-once.ts";
import { lookAgain } from "../dispatch/start-once.ts";
import { findPendingRetraining, pawlWorkflow, retrainBranch } from "./pending-retraining.ts";
import { writeIssue, type AlertFacts, type AlertPorts, type SettledAlert } from "./settle-alert.ts";

/** Slice of GitHub that retraining needs. */
export interface RetrainPorts extends AlertPorts {
  readonly pullRequests: Pick<GitHub["pullRequests"], "listOpen">;
  readonly workflows: Pick<GitHub["workflows"], "listRuns" | "dispatch">;
}

interface Step {
  readonly facts: AlertFacts;
  readonly issue: Issue;
  readonly record: DriftRecord;
  readonly ports: RetrainPorts;
  readonly clock: RetrainClock;
}

type RetrainClock = Pick<Clock, "now" | "sleep">;

/**
 * Dispatches a retraining when policy and facts ask for one. The wish is written to the issue before the dispatch and
 * confirmed after it, so that a crash in between is noticed: the next run finds the pull request or the run, looking for it
 * for a minute, or dispatches again. A run is known by its title and by being newer than those before the wish.
 */
export async function settleRetraining(
  facts: AlertFacts,
  alert: SettledAlert,
  {
    policy,
    ports,
    clock,
  }: {
    readonly policy: RetrainPolicy | undefined;
    readonly ports: RetrainPorts;
    readonly clock: RetrainClock;
  },
): Promise<{ readonly decision: RetrainDecision; readonly issue: Issue | undefined }> {
  const { issue, record } = alert;
  if (issue === undefined || record === undefined) {
    return { decision: { decision: "nothing", reasonCode: "retrain.no-drift" }, issue };
  }
  const { model } = facts.fingerprint;
  const all = await listDriftIssues(model, facts.identity, ports.issues);
  const isAlerting = facts.verdict.state === "over" && issue.state === "open";
  const { repositoryId } = facts.identity;
  const pending = isAlerting ? await findPendingRetraining({ model, repositoryId }, ports) : undefined;
  const decision = decideRetrain({
    policy,
    kind: facts.fingerprint.kind,
    isAlerting,
    severity: facts.verdict.severity,
    version: facts.version,
    openedAt: record.openedAt,
    own: record.retrain,
    latest: latestOf(all),
    until: facts.until,
    pending,
    isSnoozed: facts.isSnoozed,
  });
  const step = { facts, issue, record, ports, clock };
  if (decision.reasonCode === "retrain.interrupted" && (await hasBegun(step))) {
    return { decision, issue: await confirm(step) };
  }
  if (decision.decision === "dispatch") return { decision, issue: await dispatch(step) };
  const isUnconfirmed = record.retrain?.state === "requested" && pending !== undefined;
  return { decision, issue: isUnconfirmed ? await confirm(step) : issue };
}

function latestOf(all: readonly DriftIssue[]): DriftRecord["retrain"] {
  const found = all.flatMap((entry) => entry.record?.retrain ?? []);
  return found.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

/** Whether the run that an interrupted wish has dispatched comes to light. Wishes of older releases do not say what was there before. */
async function hasBegun({ facts, issue, record, ports, clock }: Step): Promise<boolean> {
  const before = record.retrain?.before;
  if (before === undefined) return false;
  const title = titleOfRun.retrain(facts.fingerprint.model, issue.number);
  const wanted = { title, branch: facts.identity.defaultBranch, before: before.run, at: before.at };
  return (await lookAgain(() => findDispatchedRun(wanted, ports), { clock })) !== undefined;
}

async function dispatch(step: Step): Promise<Issue> {
  const { facts, ports, clock } = step;
  const { verdict, version, until } = facts;
  const severity = Math.max(1, verdict.severity);
  const { retrain } = step.record;
  const wish =
    retrain?.state === "requested" ? retrain : { state: "requested" as const, at: until, version, severity };
  const now = clock.now();
  const before = wish.before ?? {
    run: await newestRun(facts.identity.defaultBranch, now, ports),
    at: now.toISOString(),
  };
  const asked: DriftRecord = { ...step.record, retrain: { ...wish, before } };
  const issue = await writeIssue({ facts, issue: step.issue, record: asked, state: "open" }, ports);
  const inputs = { verb: "retrain", model: facts.fingerprint.model, issue: String(issue.number) };
  await ports.workflows.dispatch(pawlWorkflow, facts.identity.defaultBranch, inputs);
  return confirm({ ...step, issue, record: asked });
}

async function confirm({ facts, issue, record, ports }: Step): Promise<Issue> {
  if (record.retrain === null) return issue;
  const branch = retrainBranch(facts.fingerprint.model, issue.number);
  const text = `🔁 Retraining was started by policy. Its pull request comes from the branch \`${branch}\`.`;
  const event = `retrain:${record.retrain.at}`;
  await commentOnce({ issue: issue.number, event, text }, facts.identity, ports.comments);
  const { before: _, ...wish } = record.retrain;
  const confirmed: DriftRecord = { ...record, retrain: { ...wish, state: "dispatched" } };
  return writeIssue({ facts, issue, record: confirmed, state: "open" }, ports);
}
