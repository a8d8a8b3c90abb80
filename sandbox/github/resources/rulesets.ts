import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import {
  choiceField,
  isObject,
  objectField,
  objectListField,
  requiredText,
  textField,
} from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import type { UserRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { listRulesets, organizationScope, type RulesetRecord } from "./ruleset-records.ts";
import { administeredOf, organizationOf } from "./team-records.ts";

/** Whose rulesets a request is about. */
interface Place {
  readonly scope: number | string;
  readonly sourceType: "Repository" | "Organization";
  readonly source: string;
  readonly api: string;
  readonly page: string;
  readonly organizationId?: number;
}

function placeOfRepository(context: SandboxContext, { repository }: ApiRequest): Place {
  return {
    scope: repository.id,
    sourceType: "Repository",
    source: repository.fullName,
    api: `${repositoryUrl(context, repository)}/rulesets`,
    page: `${repositoryPage(context, repository)}/rules`,
  };
}

function placeOfOrganization({ url }: SandboxContext, { id, login }: UserRecord): Place {
  return {
    scope: organizationScope(id),
    sourceType: "Organization",
    source: login,
    api: `${url}/orgs/${login}/rulesets`,
    page: `${url}/organizations/${login}/settings/rules`,
    organizationId: id,
  };
}

function renderRuleset({ sourceType, source, api, page }: Place, ruleset: RulesetRecord): JsonObject {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: sourceType,
    source,
    enforcement: ruleset.enforcement,
    node_id: nodeId("RRS", ruleset.id),
    _links: { self: { href: `${api}/${ruleset.id}` }, html: { href: `${page}/${ruleset.id}` } },
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
  };
}

function renderFull(place: Place, ruleset: RulesetRecord): JsonObject {
  return {
    ...renderRuleset(place, ruleset),
    bypass_actors: ruleset.bypassActors,
    current_user_can_bypass: "never",
    conditions: ruleset.conditions,
    rules: ruleset.rules,
  };
}

/** @throws {ApiError} 422 when an organisation's ruleset does not say for which repositories, or says it by properties */
function checkConditions({ sourceType }: Place, conditions: JsonObject): void {
  if (sourceType === "Repository") return;
  const isNamed = isObject(conditions["repository_name"]) || isObject(conditions["repository_id"]);
  if (isNamed && conditions["repository_property"] === undefined) return;
  throw validationFailed({
    resource: "Ruleset",
    field: "conditions",
    code: "custom",
    message: "Conditions must name repositories by repository_name or repository_id",
  });
}

async function save(
  context: SandboxContext,
  request: ApiRequest,
  place: Place,
  old?: RulesetRecord,
): Promise<ApiResponse> {
  const body = await request.json();
  const name = old ? (textField(body, "name", "Ruleset") ?? old.name) : requiredText(body, "name", "Ruleset");
  const enforcement =
    choiceField(body, "enforcement", ["active", "disabled", "evaluate"], "Ruleset") ?? old?.enforcement;
  if (enforcement === undefined) {
    throw validationFailed({ resource: "Ruleset", field: "enforcement", code: "missing_field" });
  }
  const at = context.timestamp();
  const id = old?.id ?? context.store.nextId();
  const given = objectField(body, "conditions", "Ruleset") ?? old?.conditions;
  const conditions = given ?? { ref_name: { include: [], exclude: [] } };
  checkConditions(place, conditions);
  const saved = context.store.collection<RulesetRecord>("rulesets").put(place.scope, id, {
    id,
    ...(place.organizationId === undefined ? {} : { organizationId: place.organizationId }),
    name,
    target: choiceField(body, "target", ["branch", "tag", "push"], "Ruleset") ?? old?.target ?? "branch",
    enforcement,
    bypassActors: objectListField(body, "bypass_actors", "Ruleset") ?? old?.bypassActors ?? [],
    conditions,
    rules: objectListField(body, "rules", "Ruleset") ?? old?.rules ?? [],
    createdAt: old?.createdAt ?? at,
    updatedAt: at,
  });
  const rendered = renderFull(place, saved);
  return old ? ok(rendered) : created(rendered);
}

function rulesetOf(context: SandboxContext, request: ApiRequest, { scope }: Place): RulesetRecord {
  const rulesets = context.store.collection<RulesetRecord>("rulesets");
  const found = rulesets.get(scope, numberParam(request, "ruleset_id"));
  if (!found) throw notFound();
  return found;
}

function remove(context: SandboxContext, request: ApiRequest, place: Place): ApiResponse {
  context.store.collection("rulesets").remove(place.scope, rulesetOf(context, request, place).id);
  return noContent();
}

/** Rulesets of a repository; those of its organisation are shown with them. */
export const addRulesetRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/rulesets";
  const one = `${base}/:ruleset_id`;
  const write = { permission: "administration:write" } as const;
  const shown = (request: ApiRequest): readonly RulesetRecord[] => {
    const isOwn = request.query.get("includes_parents") === "false";
    const all = listRulesets(context, request.repository);
    return all.filter(({ organizationId }) => !isOwn || organizationId === undefined);
  };
  const sourceOf = (request: ApiRequest, { organizationId }: RulesetRecord): Place => {
    const organization = organizationId === undefined ? undefined : context.userById(organizationId);
    const own = placeOfRepository(context, request);
    return organization === undefined ? own : placeOfOrganization(context, organization);
  };
  app.route("GET", base, {}, (request) =>
    listed(request, shown(request), (ruleset) => renderRuleset(sourceOf(request, ruleset), ruleset)),
  );
  app.route("POST", base, write, (request) => save(context, request, placeOfRepository(context, request)));
  app.route("GET", one, {}, (request) => {
    const id = numberParam(request, "ruleset_id");
    const found = shown(request).find((ruleset) => ruleset.id === id);
    if (!found) throw notFound();
    return ok(renderFull(sourceOf(request, found), found));
  });
  app.route("PUT", one, write, (request) => {
    const place = placeOfRepository(context, request);
    return save(context, request, place, rulesetOf(context, request, place));
  });
  app.route("DELETE", one, write, (request) => remove(context, request, placeOfRepository(context, request)));
};

/** Rulesets of an organisation, for its admins; they hold in the repositories that they name. */
export const addOrganizationRulesetRoutes: RouteModule = (app, context) => {
  const base = "/orgs/:org/rulesets";
  const one = `${base}/:ruleset_id`;
  const write = { organizationPermission: "organization_administration:write" } as const;
  const placeOf = (request: ApiRequest): Place => {
    const isUser = request.actor.kind === "user";
    const organization = isUser ? administeredOf(context, request) : organizationOf(context, request);
    return placeOfOrganization(context, organization);
  };
  app.route("GET", base, write, (request) => {
    const place = placeOf(request);
    const all = context.store.collection<RulesetRecord>("rulesets").list(place.scope);
    return listed(request, all, (ruleset) => renderRuleset(place, ruleset));
  });
  app.route("POST", base, write, (request) => save(context, request, placeOf(request)));
  app.route("GET", one, write, (request) => {
    const place = placeOf(request);
    return ok(renderFull(place, rulesetOf(context, request, place)));
  });
  app.route("PUT", one, write, (request) => {
    const place = placeOf(request);
    return save(context, request, place, rulesetOf(context, request, place));
  });
  app.route("DELETE", one, write, (request) => remove(context, request, placeOf(request)));
};
