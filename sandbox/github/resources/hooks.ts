import { appById, saveApp } from "../app-records.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import type { Delivery, DeliverySummary } from "../events/delivery-log.ts";
import type { HookTarget } from "../events/webhook-message.ts";
import type { HookRecord, Webhooks } from "../events/webhooks.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, objectField, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject, RouteOptions } from "../http/messages.ts";
import { accepted, created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderRepository, repositoryUrl } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";

function renderHook(context: SandboxContext, repository: RepositoryRecord, hook: HookRecord): JsonObject {
  const url = `${repositoryUrl(context, repository)}/hooks/${hook.id}`;
  const code = hook.lastStatusCode;
  return {
    type: "Repository",
    id: hook.id,
    name: "web",
    active: hook.active,
    events: hook.events,
    config: {
      content_type: hook.contentType,
      insecure_ssl: hook.insecureSsl,
      url: hook.url,
      ...(hook.secret === null ? {} : { secret: "********" }),
    },
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: {
      code,
      status: code === null ? "unused" : code < 300 ? "active" : "failed",
      message: code === null ? null : String(code),
    },
  };
}

function renderDelivery(delivery: DeliverySummary): JsonObject {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function renderFullDelivery(delivery: Delivery): JsonObject {
  return {
    ...renderDelivery(delivery),
    url: delivery.url,
    request: { headers: delivery.requestHeaders, payload: JSON.parse(delivery.payload) as unknown },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
}

function readConfig(
  body: JsonObject,
  old?: HookRecord,
): Pick<HookRecord, "url" | "contentType" | "secret" | "insecureSsl"> {
  const config = objectField(body, "config", "Hook") ?? {};
  const url = textField(config, "url", "Hook") ?? old?.url;
  if (url === undefined || !URL.canParse(url)) {
    throw validationFailed({ resource: "Hook", field: "url", code: "custom", message: "url is not valid" });
  }
  const type = textField(config, "content_type", "Hook") ?? old?.contentType ?? "form";
  return {
    url,
    contentType: type === "json" ? "json" : "form",
    secret: textField(config, "secret", "Hook") ?? old?.secret ?? null,
    insecureSsl:
      config["insecure_ssl"] === 1 || config["insecure_ssl"] === "1" ? "1" : (old?.insecureSsl ?? "0"),
  };
}

function ping(context: SandboxContext, webhooks: Webhooks, request: ApiRequest, hook: HookRecord): void {
  const { repository, actor } = request;
  const payload = JSON.stringify({
    zen: "Keep it logically awesome.",
    hook_id: hook.id,
    hook: renderHook(context, repository, hook),
    repository: renderRepository(context, repository),
    sender: renderUser(context.url, actor.user),
  });
  const message = { event: "ping", action: null, payload, repositoryId: repository.id, installationId: null };
  webhooks.send(webhooks.repositoryTarget(hook), message);
}

async function createHook(
  context: SandboxContext,
  webhooks: Webhooks,
  request: ApiRequest,
): Promise<ApiResponse> {
  const { repository } = request;
  const body = await request.json();
  const config = readConfig(body);
  const hooks = context.store.collection<HookRecord>("hooks");
  if (hooks.list(repository.id).some((hook) => hook.url === config.url)) {
    const message = "Hook already exists on this repository";
    throw new ApiError(422, "Validation Failed", { errors: [{ resource: "Hook", code: "custom", message }] });
  }
  const at = context.timestamp();
  const id = context.store.nextId();
  const hook = hooks.put(repository.id, id, {
    id,
    repositoryId: repository.id,
    active: booleanField(body, "active", "Hook") ?? true,
    events: textListField(body, "events", "Hook") ?? ["push"],
    ...config,
    createdAt: at,
    updatedAt: at,
    lastStatusCode: null,
  });
  ping(context, webhooks, request, hook);
  return created(renderHook(context, repository, hook));
}

function hookOf(context: SandboxContext, request: ApiRequest): HookRecord {
  const id = numberParam(request, "hook_id");
  const hook = context.store.collection<HookRecord>("hooks").get(request.repository.id, id);
  if (!hook) throw notFound();
  return hook;
}

async function updateHook(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const old = hookOf(context, request);
  const body = await request.json();
  const events = textListField(body, "events", "Hook") ?? old.events;
  const added = textListField(body, "add_events", "Hook") ?? [];
  const removed = textListField(body, "remove_events", "Hook") ?? [];
  const hook = context.store.collection<HookRecord>("hooks").put(request.repository.id, old.id, {
    ...old,
    ...readConfig(body, old),
    active: booleanField(body, "active", "Hook") ?? old.active,
    events: [...new Set([...events, ...added])].filter((event) => !removed.includes(event)),
    updatedAt: context.timestamp(),
  });
  return ok(renderHook(context, request.repository, hook));
}

interface LogRoutes {
  readonly base: string;
  readonly read: RouteOptions;
  readonly write: RouteOptions;
  readonly target: (request: ApiRequest) => HookTarget;
}

function addLogRoutes(
  app: Parameters<RouteModule>[0],
  webhooks: Webhooks,
  { base, read, write, target }: LogRoutes,
): void {
  const deliveryOf = (request: ApiRequest): Delivery => {
    const found = webhooks.log.get(target(request).hook, numberParam(request, "delivery_id"));
    if (!found) throw notFound();
    return found;
  };
  app.route("GET", base, read, (request) => {
    // GitHub pages this list by cursor; here one answer holds up to a hundred, so that the log is seen whole.
    const limit = Number(request.query.get("per_page") ?? 100);
    const log = webhooks.log.list(target(request).hook, limit > 0 && limit < 100 ? limit : 100);
    return ok(log.map(renderDelivery));
  });
  app.route("GET", `${base}/:delivery_id`, read, (request) => ok(renderFullDelivery(deliveryOf(request))));
  app.route("POST", `${base}/:delivery_id/attempts`, write, (request) => {
    webhooks.redeliver(target(request), deliveryOf(request));
    return accepted();
  });
}

/** Webhooks of repositories. */
export function addHookRoutes(
  app: Parameters<RouteModule>[0],
  context: SandboxContext,
  webhooks: Webhooks,
): void {
  const base = "/repos/:owner/:repo/hooks";
  const one = `${base}/:hook_id`;
  const write = { permission: "repository_hooks:write", role: "admin" } as const;
  const read = { permission: "repository_hooks:read", role: "admin" } as const;
  app.route("GET", base, read, (request) => {
    const hooks = context.store.collection<HookRecord>("hooks").list(request.repository.id);
    return listed(request, hooks, (hook) => renderHook(context, request.repository, hook));
  });
  app.route("POST", base, write, (request) => createHook(context, webhooks, request));
  app.route("GET", one, read, (request) =>
    ok(renderHook(context, request.repository, hookOf(context, request))),
  );
  app.route("PATCH", one, write, (request) => updateHook(context, request));
  app.route("DELETE", one, write, (request) => {
    context.store.collection("hooks").remove(request.repository.id, hookOf(context, request).id);
    return noContent();
  });
  app.route("GET", `${one}/config`, read, (request) =>
    ok(renderHook(context, request.repository, hookOf(context, request))["config"]),
  );
  app.route("PATCH", `${one}/config`, write, async (request) => {
    const old = hookOf(context, request);
    const changed = { ...old, ...readConfig({ config: await request.json() }, old) };
    context.store.collection<HookRecord>("hooks").put(request.repository.id, old.id, changed);
    return ok(renderHook(context, request.repository, changed)["config"]);
  });
  app.route("POST", `${one}/pings`, read, (request) => {
    ping(context, webhooks, request, hookOf(context, request));
    return noContent();
  });
  const target = (request: ApiRequest): HookTarget => webhooks.repositoryTarget(hookOf(context, request));
  addLogRoutes(app, webhooks, { base: `${one}/deliveries`, read, write, target });
}

/** The App's webhook: its configuration and its deliveries. */
export function addAppHookRoutes(
  app: Parameters<RouteModule>[0],
  context: SandboxContext,
  webhooks: Webhooks,
): void {
  const byApp = { signedBy: "app" } as const;
  const config = (request: ApiRequest): JsonObject => ({
    content_type: "json",
    insecure_ssl: "0",
    secret: "********",
    url: appById(context, request.actor.appId).webhookUrl ?? "",
  });
  app.route("GET", "/app/hook/config", byApp, (request) => ok(config(request)));
  app.route("PATCH", "/app/hook/config", byApp, async (request) => {
    const body = await request.json();
    const old = appById(context, request.actor.appId);
    const webhookUrl = textField(body, "url", "Hook") ?? old.webhookUrl;
    const webhookSecret = textField(body, "secret", "Hook") ?? old.webhookSecret;
    saveApp(context, { ...old, webhookUrl, webhookSecret });
    return ok(config(request));
  });
  const target = (request: ApiRequest): HookTarget => {
    const found = webhooks.appTarget(appById(context, request.actor.appId));
    if (!found) throw notFound();
    return found;
  };
  addLogRoutes(app, webhooks, { base: "/app/hook/deliveries", read: byApp, write: byApp, target });
}
