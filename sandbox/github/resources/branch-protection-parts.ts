import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { booleanField, integerField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { noContent, ok } from "../http/reply.ts";
import { protectionOf, readChecks, renderProtection } from "./branch-protection.ts";
import { addBranchRestrictionRoutes } from "./branch-restriction-routes.ts";
import type { ProtectionRecord } from "./branch-rules.ts";

const base = "/repos/:owner/:repo/branches/*branch/protection";
const read = { permission: "administration:read", role: "admin" } as const;
const write = { permission: "administration:write" } as const;

function save(context: SandboxContext, request: ApiRequest, rule: ProtectionRecord): ProtectionRecord {
  const protections = context.store.collection<ProtectionRecord>("protections");
  return protections.put(request.repository.id, rule.branch, rule);
}

type Checks = NonNullable<ProtectionRecord["statusChecks"]>;

async function checksOf(
  context: SandboxContext,
  request: ApiRequest,
): Promise<{ readonly rule: ProtectionRecord; readonly checks: Checks }> {
  const rule = await protectionOf(context, request);
  if (!rule.statusChecks) throw new ApiError(404, "Required status checks not enabled");
  return { rule, checks: rule.statusChecks };
}

/** Contexts come as `{ "contexts": […] }`; a bare list is taken by GitHub and not here. */
async function changeContexts(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { rule, checks } = await checksOf(context, request);
  const given = textListField(await request.json(), "contexts", "Protection") ?? [];
  const change: Readonly<Record<string, readonly string[]>> = {
    POST: [...checks.contexts, ...given],
    PUT: given,
    DELETE: checks.contexts.filter((name) => !given.includes(name)),
  };
  const contexts = [...new Set(change[request.method] ?? checks.contexts)];
  save(context, request, { ...rule, statusChecks: { ...checks, contexts } });
  return ok(contexts);
}

const addCheckRoutes: RouteModule = (app, context) => {
  const place = `${base}/required_status_checks`;
  app.route("PATCH", place, write, async (request) => {
    const { rule, checks } = await checksOf(context, request);
    const body = await request.json();
    const given = readChecks({ required_status_checks: body });
    const areNamed = body["contexts"] !== undefined || body["checks"] !== undefined;
    const statusChecks = {
      strict: booleanField(body, "strict", "Protection") ?? checks.strict,
      contexts: areNamed ? (given?.contexts ?? []) : checks.contexts,
    };
    const saved = save(context, request, { ...rule, statusChecks });
    return ok(renderProtection(context, request.repository, saved)["required_status_checks"]);
  });
  app.route("DELETE", place, write, async (request) => {
    const { rule } = await checksOf(context, request);
    save(context, request, { ...rule, statusChecks: null });
    return noContent();
  });
  app.route("GET", `${place}/contexts`, read, async (request) =>
    ok((await checksOf(context, request)).checks.contexts),
  );
  for (const method of ["POST", "PUT", "DELETE"]) {
    app.route(method, `${place}/contexts`, write, (request) => changeContexts(context, request));
  }
};

async function reviewsOf(context: SandboxContext, request: ApiRequest): Promise<ProtectionRecord> {
  const rule = await protectionOf(context, request);
  if (!rule.reviews) throw new ApiError(404, "Pull request reviews not enabled");
  return rule;
}

const addReviewRoutes: RouteModule = (app, context) => {
  const place = `${base}/required_pull_request_reviews`;
  const render = (request: ApiRequest, rule: ProtectionRecord): ApiResponse =>
    ok(renderProtection(context, request.repository, rule)["required_pull_request_reviews"]);
  app.route("GET", place, read, async (request) => render(request, await reviewsOf(context, request)));
  app.route("PATCH", place, write, async (request) => {
    const rule = await protectionOf(context, request);
    const body: JsonObject = await request.json();
    const asked = integerField(body, "required_approving_review_count", "Protection");
    const requiredApprovals = asked ?? (rule.reviews ? rule.requiredApprovals : 1);
    return render(
      request,
      save(context, request, { ...rule, reviews: { ...rule.reviews, ...body }, requiredApprovals }),
    );
  });
  app.route("DELETE", place, write, async (request) => {
    const rule = await reviewsOf(context, request);
    save(context, request, { ...rule, reviews: null, requiredApprovals: 0 });
    return noContent();
  });
};

const addSignatureRoutes: RouteModule = (app, context) => {
  const place = `${base}/required_signatures`;
  const render = (request: ApiRequest, rule: ProtectionRecord): ApiResponse =>
    ok(renderProtection(context, request.repository, rule)["required_signatures"]);
  app.route("GET", place, read, async (request) => render(request, await protectionOf(context, request)));
  app.route("POST", place, write, async (request) => {
    const rule = { ...(await protectionOf(context, request)), signatures: true };
    return render(request, save(context, request, rule));
  });
  app.route("DELETE", place, write, async (request) => {
    save(context, request, { ...(await protectionOf(context, request)), signatures: false });
    return noContent();
  });
};

/** Parts of a branch's protection, each read, changed and taken away by itself. */
export const addProtectionPartRoutes: RouteModule = (app, context) => {
  addCheckRoutes(app, context);
  addReviewRoutes(app, context);
  addSignatureRoutes(app, context);
  addBranchRestrictionRoutes(app, context);
};
