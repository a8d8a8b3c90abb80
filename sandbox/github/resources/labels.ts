import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, ok } from "../http/reply.ts";
import { setLabels } from "./issue-changes.ts";
import { findLabel, listIssues, listLabels, type IssueRecord, type LabelRecord } from "./issue-records.ts";
import { renderLabel, renderLabels } from "./issue-render.ts";
import { issueOf, scopeOf } from "./issues.ts";

function labelOf(context: SandboxContext, request: ApiRequest): LabelRecord {
  const label = findLabel(context, request.repository, request.params["name"] ?? "");
  if (!label) throw notFound();
  return label;
}

function colorOf(body: JsonObject): string | undefined {
  const color = textField(body, "color", "Label")?.replace(/^#/, "");
  if (color !== undefined && !/^[0-9a-fA-F]{6}$/.test(color)) {
    throw validationFailed({ resource: "Label", field: "color", code: "invalid", value: color });
  }
  return color?.toLowerCase();
}

function save(context: SandboxContext, request: ApiRequest, label: LabelRecord, action: string): ApiResponse {
  const { repository, actor } = request;
  context.store.collection<LabelRecord>("labels").put(repository.id, label.id, label);
  const body = renderLabel(context, repository, label);
  context.emit({ event: "label", action, repository, actor, payload: { label: body } });
  return action === "created" ? created(body) : ok(body);
}

function refuseTaken(context: SandboxContext, request: ApiRequest, name: string, own?: LabelRecord): void {
  const found = findLabel(context, request.repository, name);
  if (found && found.id !== own?.id) {
    throw validationFailed({ resource: "Label", field: "name", code: "already_exists" });
  }
}

async function createLabel(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const name = requiredText(body, "name", "Label");
  refuseTaken(context, request, name);
  const color = colorOf(body) ?? "ededed";
  const description = textField(body, "description", "Label") ?? null;
  return save(context, request, { id: context.store.nextId(), name, color, description }, "created");
}

async function updateLabel(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const label = labelOf(context, request);
  const body = await request.json();
  const name = textField(body, "new_name", "Label") ?? textField(body, "name", "Label") ?? label.name;
  refuseTaken(context, request, name, label);
  const description = textField(body, "description", "Label") ?? label.description;
  return save(
    context,
    request,
    { ...label, name, color: colorOf(body) ?? label.color, description },
    "edited",
  );
}

function deleteLabel(context: SandboxContext, request: ApiRequest): ApiResponse {
  const { repository, actor } = request;
  const label = labelOf(context, request);
  context.store.collection<LabelRecord>("labels").remove(repository.id, label.id);
  const issues = context.store.collection<IssueRecord>("issues");
  for (const issue of listIssues(context, repository).filter((issue) => issue.labelIds.includes(label.id))) {
    issues.put(repository.id, issue.number, {
      ...issue,
      labelIds: issue.labelIds.filter((id) => id !== label.id),
    });
  }
  const payload = { label: renderLabel(context, repository, label) };
  context.emit({ event: "label", action: "deleted", repository, actor, payload });
  return noContent();
}

function namesOf(context: SandboxContext, request: ApiRequest, issue: IssueRecord): readonly string[] {
  const labels = context.store.collection<LabelRecord>("labels");
  return issue.labelIds.flatMap((id) => labels.get(request.repository.id, id)?.name ?? []);
}

async function readNames(request: ApiRequest): Promise<readonly string[]> {
  const body = await request.json();
  // GitHub takes a bare list too.
  return textListField(Array.isArray(body) ? { labels: body } : body, "labels", "Label") ?? [];
}

type Change = (now: readonly string[], given: readonly string[]) => readonly string[];

async function changeLabels(
  context: SandboxContext,
  request: ApiRequest,
  change: Change,
): Promise<ApiResponse> {
  const issue = issueOf(context, request);
  const given = request.method === "DELETE" ? [] : await readNames(request);
  const next = setLabels(scopeOf(context, request), issue, change(namesOf(context, request, issue), given));
  return ok(renderLabels(context, request.repository, next));
}

function removeOne(context: SandboxContext, request: ApiRequest): ApiResponse {
  const issue = issueOf(context, request);
  const name = (request.params["name"] ?? "").toLowerCase();
  const names = namesOf(context, request, issue);
  const kept = names.filter((other) => other.toLowerCase() !== name);
  if (kept.length === names.length) {
    throw notFound();
  }
  return ok(renderLabels(context, request.repository, setLabels(scopeOf(context, request), issue, kept)));
}

/** Labels of a repository and of issues. */
export const addLabelRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/labels";
  const onIssue = "/repos/:owner/:repo/issues/:issue_number/labels";
  const read = { permission: "issues:read", orPullRequests: "always" } as const;
  const write = { permission: "issues:write", orPullRequests: "always", role: "write" } as const;
  const readOn = { ...read, orPullRequests: "on-pull-request" } as const;
  const writeOn = { ...write, orPullRequests: "on-pull-request", role: "triage" } as const;
  app.route("GET", base, read, (request) =>
    listed(request, listLabels(context, request.repository), (label) =>
      renderLabel(context, request.repository, label),
    ),
  );
  app.route("POST", base, write, (request) => createLabel(context, request));
  app.route("GET", `${base}/*name`, read, (request) =>
    ok(renderLabel(context, request.repository, labelOf(context, request))),
  );
  app.route("PATCH", `${base}/*name`, write, (request) => updateLabel(context, request));
  app.route("DELETE", `${base}/*name`, write, (request) => deleteLabel(context, request));
  app.route("GET", onIssue, readOn, (request) =>
    listed(request, renderLabels(context, request.repository, issueOf(context, request)), (label) => label),
  );
  app.route("POST", onIssue, writeOn, (request) =>
    changeLabels(context, request, (now, given) => [...now, ...given]),
  );
  app.route("PUT", onIssue, writeOn, (request) => changeLabels(context, request, (_now, given) => given));
  app.route("DELETE", onIssue, writeOn, async (request) => {
    await changeLabels(context, request, () => []);
    return noContent();
  });
  app.route("DELETE", `${onIssue}/*name`, writeOn, (request) => removeOne(context, request));
};
