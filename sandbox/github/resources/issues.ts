import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, integerField, requiredText, textField, textListField } from "../http/fields.ts";
import { isAtLeast } from "../auth/rights.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { emitIssue, setAssignees, setLabels, setState, type ChangeScope } from "./issue-changes.ts";
import {
  addTimeline,
  findIssue,
  findLabel,
  listIssues,
  saveIssue,
  type IssueRecord,
} from "./issue-records.ts";
import { renderIssue, type MilestoneRecord } from "./issue-render.ts";

/** The scope of a change that a request makes. */
export function scopeOf(context: SandboxContext, request: ApiRequest): ChangeScope {
  return { context, repository: request.repository, actor: request.actor };
}

/** The issue of `:issue_number`. @throws {ApiError} 404 */
export function issueOf(context: SandboxContext, request: ApiRequest): IssueRecord {
  const issue = findIssue(context, request.repository, numberParam(request, "issue_number"));
  if (!issue) throw notFound();
  return issue;
}

/** Users of a list of logins. @throws {ApiError} 422 for an unknown one. */
export function userIds(context: SandboxContext, logins: readonly string[]): readonly number[] {
  return logins.map((login) => {
    const user = context.findUser(login);
    if (!user)
      throw validationFailed({ resource: "Issue", field: "assignees", code: "invalid", value: login });
    return user.id;
  });
}

/** Apps and workflow tokens may sort issues; a user needs triage. */
function maySort({ context, repository, actor }: ChangeScope): boolean {
  return actor.kind !== "user" || isAtLeast(context.roleOf(actor.user, repository), "triage");
}

function checkMilestone(scope: ChangeScope, body: JsonObject): number | null | undefined {
  if (body["milestone"] === null) return null;
  const number = integerField(body, "milestone", "Issue");
  if (number === undefined) return undefined;
  const milestones = scope.context.store.collection<MilestoneRecord>("milestones");
  if (milestones.get(scope.repository.id, number)) return number;
  throw validationFailed({ resource: "Issue", field: "milestone", code: "invalid", value: number });
}

async function createIssue(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const scope = scopeOf(context, request);
  const { repository, actor } = scope;
  const body = await request.json();
  const title = requiredText(body, "title", "Issue");
  if (!repository.settings.hasIssues) throw new ApiError(410, "Issues are disabled for this repo");
  const labels = textListField(body, "labels", "Issue") ?? [];
  const assigneeIds = userIds(context, textListField(body, "assignees", "Issue") ?? []);
  const at = context.timestamp();
  const milestone = checkMilestone(scope, body) ?? null;
  const draft: IssueRecord = {
    id: context.store.nextId(),
    number: context.store.nextNumber(`issues ${repository.id}`),
    title,
    body: textField(body, "body", "Issue") ?? null,
    state: "open",
    stateReason: null,
    userId: actor.user.id,
    appId: actor.appId,
    labelIds: [],
    assigneeIds: [],
    milestone: maySort(scope) ? milestone : null,
    locked: false,
    isPull: false,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedById: null,
  };
  let issue = saveIssue(context, repository, draft);
  emitIssue(scope, issue, "opened");
  if (maySort(scope)) issue = setAssignees(scope, setLabels(scope, issue, labels), assigneeIds);
  return created(renderIssue(context, repository, issue));
}

/** Applies what `PATCH` may change on issues and pull requests alike. */
export function applyIssueEdit(scope: ChangeScope, issue: IssueRecord, body: JsonObject): IssueRecord {
  const { context, repository, actor } = scope;
  const title = textField(body, "title", "Issue");
  const text = "body" in body ? (textField(body, "body", "Issue") ?? null) : issue.body;
  const state = choiceField(body, "state", ["open", "closed"], "Issue");
  const reason = choiceField(
    body,
    "state_reason",
    ["completed", "not_planned", "duplicate", "reopened"],
    "Issue",
  );
  const labels = textListField(body, "labels", "Issue");
  const assignees = textListField(body, "assignees", "Issue");
  const milestone = checkMilestone(scope, body);
  const isOwn = issue.userId === actor.user.id;
  if (!isOwn && !maySort(scope)) throw new ApiError(403, "Must have triage rights to Repository.");
  let current = issue;
  const changes = {
    ...(title !== undefined && title !== issue.title ? { title: { from: issue.title } } : {}),
    ...(text === issue.body ? {} : { body: { from: issue.body ?? "" } }),
  };
  if (Object.keys(changes).length > 0) {
    current = saveIssue(context, repository, { ...current, title: title || issue.title, body: text });
    emitIssue(scope, current, "edited", { changes });
  }
  if (title !== undefined && title !== issue.title) {
    const detail = { rename: { from: issue.title, to: title } };
    addTimeline(context, repository, issue.number, { event: "renamed", actor, detail });
  }
  if (milestone !== undefined && milestone !== issue.milestone && maySort(scope)) {
    current = saveIssue(context, repository, { ...current, milestone });
    emitIssue(scope, current, milestone === null ? "demilestoned" : "milestoned");
  }
  if (labels && maySort(scope)) current = setLabels(scope, current, labels);
  if (assignees && maySort(scope)) current = setAssignees(scope, current, userIds(context, assignees));
  return state === undefined ? current : setState(scope, current, state, reason);
}

type Order = (a: IssueRecord, b: IssueRecord) => number;

/** Sorts issues as `sort` and `direction` ask; newest first by default. */
export function issueOrder(query: URLSearchParams): Order {
  const sign = query.get("direction") === "asc" ? 1 : -1;
  if (query.get("sort") === "updated") {
    return (a, b) => sign * (a.updatedAt.localeCompare(b.updatedAt) || a.number - b.number);
  }
  return (a, b) => sign * (a.number - b.number);
}

function listFiltered(context: SandboxContext, request: ApiRequest): readonly IssueRecord[] {
  const { repository, query } = request;
  const state = query.get("state") ?? "open";
  const names = (query.get("labels") ?? "").split(",").filter(Boolean);
  const labelIds = names.map((name) => findLabel(context, repository, name)?.id ?? -1);
  const creator = query.get("creator");
  const creatorId = creator === null ? undefined : (context.findUser(creator)?.id ?? -1);
  const assignee = query.get("assignee");
  const assigneeId = assignee === null ? undefined : context.findUser(assignee)?.id;
  const since = Date.parse(query.get("since") ?? "");
  return listIssues(context, repository)
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => labelIds.every((id) => issue.labelIds.includes(id)))
    .filter((issue) => creatorId === undefined || issue.userId === creatorId)
    .filter((issue) => assigneeId === undefined || issue.assigneeIds.includes(assigneeId))
    .filter((issue) => Number.isNaN(since) || Date.parse(issue.updatedAt) >= since)
    .toSorted(issueOrder(query));
}

/** Issues. */
export const addIssueRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/issues";
  const read = { permission: "issues:read" } as const;
  const edit = { permission: "issues:write", orPullRequests: "on-pull-request" } as const;
  const sort = { ...edit, role: "triage" } as const;
  app.route("GET", base, read, (request) =>
    listed(request, listFiltered(context, request), (issue) =>
      renderIssue(context, request.repository, issue),
    ),
  );
  app.route("POST", base, { permission: "issues:write" }, (request) => createIssue(context, request));
  app.route("GET", `${base}/:issue_number`, read, (request) =>
    ok(renderIssue(context, request.repository, issueOf(context, request))),
  );
  app.route("PATCH", `${base}/:issue_number`, edit, async (request) => {
    const issue = applyIssueEdit(scopeOf(context, request), issueOf(context, request), await request.json());
    return ok(renderIssue(context, request.repository, issue));
  });
  for (const [method, locked] of [
    ["PUT", true],
    ["DELETE", false],
  ] as const) {
    app.route(method, `${base}/:issue_number/lock`, sort, (request) => {
      const issue = saveIssue(context, request.repository, { ...issueOf(context, request), locked });
      emitIssue(scopeOf(context, request), issue, locked ? "locked" : "unlocked");
      return noContent();
    });
  }
  for (const method of ["POST", "DELETE"] as const) {
    app.route(method, `${base}/:issue_number/assignees`, sort, async (request) => {
      const issue = issueOf(context, request);
      const ids = userIds(context, textListField(await request.json(), "assignees", "Issue") ?? []);
      const others = issue.assigneeIds.filter((id) => !ids.includes(id));
      const next = setAssignees(
        scopeOf(context, request),
        issue,
        method === "POST" ? [...others, ...ids] : others,
      );
      const body = renderIssue(context, request.repository, next);
      return method === "POST" ? created(body) : ok(body);
    });
  }
};
