import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, objectField, objectListField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import type { RulesetRecord } from "./ruleset-records.ts";

function renderRuleset(context: SandboxContext, request: ApiRequest, ruleset: RulesetRecord): JsonObject {
  const { repository } = request;
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: "Repository",
    source: repository.fullName,
    enforcement: ruleset.enforcement,
    node_id: nodeId("RRS", ruleset.id),
    _links: {
      self: { href: `${repositoryUrl(context, repository)}/rulesets/${ruleset.id}` },
      html: { href: `${repositoryPage(context, repository)}/rules/${ruleset.id}` },
    },
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
  };
}

function renderFull(context: SandboxContext, request: ApiRequest, ruleset: RulesetRecord): JsonObject {
  return {
    ...renderRuleset(context, request, ruleset),
    bypass_actors: ruleset.bypassActors,
    current_user_can_bypass: "never",
    conditions: ruleset.conditions,
    rules: ruleset.rules,
  };
}

async function save(context: SandboxContext, request: ApiRequest, old?: RulesetRecord): Promise<ApiResponse> {
  const body = await request.json();
  const name = old ? (textField(body, "name", "Ruleset") ?? old.name) : requiredText(body, "name", "Ruleset");
  const enforcement =
    choiceField(body, "enforcement", ["active", "disabled", "evaluate"], "Ruleset") ?? old?.enforcement;
  if (enforcement === undefined) {
    throw validationFailed({ resource: "Ruleset", field: "enforcement", code: "missing_field" });
  }
  const at = context.timestamp();
  const id = old?.id ?? context.store.nextId();
  const conditions = objectField(body, "conditions", "Ruleset") ?? old?.conditions;
  const saved = context.store.collection<RulesetRecord>("rulesets").put(request.repository.id, id, {
    id,
    name,
    target: choiceField(body, "target", ["branch", "tag", "push"], "Ruleset") ?? old?.target ?? "branch",
    enforcement,
    bypassActors: objectListField(body, "bypass_actors", "Ruleset") ?? old?.bypassActors ?? [],
    conditions: conditions ?? { ref_name: { include: [], exclude: [] } },
    rules: objectListField(body, "rules", "Ruleset") ?? old?.rules ?? [],
    createdAt: old?.createdAt ?? at,
    updatedAt: at,
  });
  const rendered = renderFull(context, request, saved);
  return old ? ok(rendered) : created(rendered);
}

/** Rulesets; required checks and approvals in them hold back merges. */
export const addRulesetRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/rulesets";
  const one = `${base}/:ruleset_id`;
  const write = { permission: "administration:write" } as const;
  const rulesetOf = (request: ApiRequest): RulesetRecord => {
    const rulesets = context.store.collection<RulesetRecord>("rulesets");
    const found = rulesets.get(request.repository.id, numberParam(request, "ruleset_id"));
    if (!found) throw notFound();
    return found;
  };
  app.route("GET", base, {}, (request) => {
    const rulesets = context.store.collection<RulesetRecord>("rulesets").list(request.repository.id);
    return listed(request, rulesets, (ruleset) => renderRuleset(context, request, ruleset));
  });
  app.route("POST", base, write, (request) => save(context, request));
  app.route("GET", one, {}, (request) => ok(renderFull(context, request, rulesetOf(request))));
  app.route("PUT", one, write, (request) => save(context, request, rulesetOf(request)));
  app.route("DELETE", one, write, (request) => {
    context.store.collection("rulesets").remove(request.repository.id, rulesetOf(request).id);
    return noContent();
  });
};
