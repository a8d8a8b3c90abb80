import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { addTimeline, ensureLabel, saveIssue, type IssueRecord, type LabelRecord } from "./issue-records.ts";
import { renderIssue, renderLabel, renderUserById } from "./issue-render.ts";
import { renderPullNumber } from "./pull-render.ts";

/** Where a change happens and who makes it. */
export interface ChangeScope {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly actor: Actor;
}

/** Tells of a change of an issue: as `issues`, or as `pull_request` when it is one. */
export function emitIssue(
  { context, repository, actor }: ChangeScope,
  issue: IssueRecord,
  action: string,
  extra: JsonObject = {},
): void {
  const payload = issue.isPull
    ? { number: issue.number, pull_request: renderPullNumber(context, repository, issue.number), ...extra }
    : { issue: renderIssue(context, repository, issue), ...extra };
  context.emit({ event: issue.isPull ? "pull_request" : "issues", action, repository, actor, payload });
}

/** Sets the labels of an issue by name; unknown ones are made. One event for each difference. */
export function setLabels(scope: ChangeScope, issue: IssueRecord, names: readonly string[]): IssueRecord {
  const { context, repository } = scope;
  const wanted = new Map(
    names.map((name) => ensureLabel(context, repository, name)).map((label) => [label.id, label]),
  );
  const labels = context.store.collection<LabelRecord>("labels");
  let current = issue;
  for (const id of issue.labelIds.filter((id) => !wanted.has(id))) {
    current = { ...current, labelIds: current.labelIds.filter((other) => other !== id) };
    const label = labels.get(repository.id, id);
    if (label) current = tellLabel(scope, current, "unlabeled", label);
  }
  for (const label of [...wanted.values()].filter((label) => !issue.labelIds.includes(label.id))) {
    current = tellLabel(scope, { ...current, labelIds: [...current.labelIds, label.id] }, "labeled", label);
  }
  return current;
}

function tellLabel(
  scope: ChangeScope,
  issue: IssueRecord,
  event: "labeled" | "unlabeled",
  label: LabelRecord,
): IssueRecord {
  const { context, repository, actor } = scope;
  const saved = saveIssue(context, repository, issue);
  addTimeline(context, repository, issue.number, {
    event,
    actor,
    detail: { label: { name: label.name, color: label.color } },
  });
  emitIssue(scope, saved, event, { label: renderLabel(context, repository, label) });
  return saved;
}

/** Sets the assignees of an issue by user id. */
export function setAssignees(scope: ChangeScope, issue: IssueRecord, ids: readonly number[]): IssueRecord {
  const { context, repository, actor } = scope;
  let current = issue;
  const steps = [
    ...issue.assigneeIds.filter((id) => !ids.includes(id)).map((id) => ["unassigned", id] as const),
    ...ids.filter((id) => !issue.assigneeIds.includes(id)).map((id) => ["assigned", id] as const),
  ];
  for (const [event, id] of steps) {
    const rest = current.assigneeIds.filter((other) => other !== id);
    const assigneeIds = event === "assigned" ? [...rest, id] : rest;
    current = saveIssue(context, repository, { ...current, assigneeIds });
    const assignee = renderUserById(context, id);
    addTimeline(context, repository, issue.number, { event, actor, detail: { assignee } });
    emitIssue(scope, current, event, { assignee });
  }
  return current;
}

/** Closes or opens again; nothing happens when it is so already. */
export function setState(
  scope: ChangeScope,
  issue: IssueRecord,
  state: "open" | "closed",
  reason?: string,
): IssueRecord {
  const { context, repository, actor } = scope;
  const isClosing = state === "closed";
  const stateReason = issue.isPull ? null : (reason ?? (isClosing ? "completed" : "reopened"));
  if (issue.state === state) {
    return reason === undefined || !isClosing
      ? issue
      : saveIssue(context, repository, { ...issue, stateReason });
  }
  const saved = saveIssue(context, repository, {
    ...issue,
    state,
    stateReason,
    closedAt: isClosing ? context.timestamp() : null,
    closedById: isClosing ? actor.user.id : null,
  });
  const event = isClosing ? "closed" : "reopened";
  addTimeline(context, repository, issue.number, { event, actor, detail: { state_reason: stateReason } });
  emitIssue(scope, saved, event);
  return saved;
}
