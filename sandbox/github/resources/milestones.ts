import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { choiceField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { renderMilestone, type MilestoneRecord } from "./issue-render.ts";

function milestoneOf(context: SandboxContext, request: ApiRequest): MilestoneRecord {
  const milestones = context.store.collection<MilestoneRecord>("milestones");
  const milestone = milestones.get(request.repository.id, numberParam(request, "milestone_number"));
  if (!milestone) throw notFound();
  return milestone;
}

async function save(
  context: SandboxContext,
  request: ApiRequest,
  old: MilestoneRecord | undefined,
): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const at = context.timestamp();
  const state = choiceField(body, "state", ["open", "closed"], "Milestone") ?? old?.state ?? "open";
  const milestone: MilestoneRecord = {
    id: old?.id ?? context.store.nextId(),
    number: old?.number ?? context.store.nextNumber(`milestones ${repository.id}`),
    title: old
      ? (textField(body, "title", "Milestone") ?? old.title)
      : requiredText(body, "title", "Milestone"),
    description: textField(body, "description", "Milestone") ?? old?.description ?? null,
    state,
    creatorId: old?.creatorId ?? actor.user.id,
    createdAt: old?.createdAt ?? at,
    updatedAt: at,
    closedAt: state === "closed" ? (old?.closedAt ?? at) : null,
    dueOn: textField(body, "due_on", "Milestone") ?? old?.dueOn ?? null,
  };
  context.store.collection<MilestoneRecord>("milestones").put(repository.id, milestone.number, milestone);
  const rendered = renderMilestone(context, repository, milestone);
  const action = old
    ? old.state === state
      ? "edited"
      : state === "closed"
        ? "closed"
        : "opened"
    : "created";
  const changes = old && {
    ...(old.title === milestone.title ? {} : { title: { from: old.title } }),
    ...(old.description === milestone.description ? {} : { description: { from: old.description ?? "" } }),
  };
  const payload = { ...(action === "edited" ? { changes } : {}), milestone: rendered };
  context.emit({ event: "milestone", action, repository, actor, payload });
  return old ? ok(rendered) : created(rendered);
}

/** Milestones. */
export const addMilestoneRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/milestones";
  const one = `${base}/:milestone_number`;
  const write = { permission: "issues:write", orPullRequests: "always", role: "write" } as const;
  const read = { permission: "issues:read", orPullRequests: "always" } as const;
  app.route("GET", base, read, (request) => {
    const state = request.query.get("state") ?? "open";
    const all = context.store.collection<MilestoneRecord>("milestones").list(request.repository.id);
    const kept = all.filter((milestone) => state === "all" || milestone.state === state);
    return listed(request, kept, (milestone) => renderMilestone(context, request.repository, milestone));
  });
  app.route("POST", base, write, (request) => save(context, request, undefined));
  app.route("GET", one, read, (request) =>
    ok(renderMilestone(context, request.repository, milestoneOf(context, request))),
  );
  app.route("PATCH", one, write, (request) => save(context, request, milestoneOf(context, request)));
  app.route("DELETE", one, write, (request) => {
    const { number } = milestoneOf(context, request);
    context.store.collection("milestones").remove(request.repository.id, number);
    return noContent();
  });
};
