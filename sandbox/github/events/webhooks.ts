import { createHmac, randomUUID } from "node:crypto";
import type { SandboxContext, SandboxEvent } from "../context.ts";
import type { AppRecord, InstallationRecord } from "../records.ts";
import { isObject } from "../http/fields.ts";
import { nodeId } from "../render/node-id.ts";
import type { FaultSwitches } from "../http/faults.ts";
import { openDeliveryLog, type Delivery, type DeliveryLog } from "./delivery-log.ts";
import { openOutbox } from "./outbox.ts";
import type { HookTarget, Message } from "./webhook-message.ts";

/** A webhook of a repository. */
export interface HookRecord {
  readonly id: number;
  readonly repositoryId: number;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly url: string;
  readonly contentType: "json" | "form";
  readonly secret: string | null;
  readonly insecureSsl: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastStatusCode: number | null;
}

/** Sends webhooks and keeps their log. */
export interface Webhooks {
  readonly log: DeliveryLog;
  /** Queues one message to one target. */
  send(target: HookTarget, message: Omit<Message, "guid" | "redelivery"> & Partial<Message>): void;
  /** Queues an old delivery again, with its GUID. */
  redeliver(target: HookTarget, delivery: Delivery): void;
  repositoryTarget(hook: HookRecord): HookTarget;
  /** `undefined` for an App without an address. */
  appTarget(app: AppRecord): HookTarget | undefined;
}

const timeoutMs = 10_000;

function headersOf(target: HookTarget, message: Message, body: string): Record<string, string> {
  const sign = (algorithm: string): string =>
    `${algorithm}=${createHmac(algorithm, target.secret ?? "")
      .update(body)
      .digest("hex")}`;
  const isForm = target.contentType === "form";
  return {
    accept: "*/*",
    "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
    "user-agent": "GitHub-Hookshot/sandbox",
    "x-github-delivery": message.guid,
    "x-github-event": message.event,
    "x-github-hook-id": target.targetType === "integration" ? String(target.targetId) : target.hook,
    "x-github-hook-installation-target-id": String(target.targetId),
    "x-github-hook-installation-target-type": target.targetType,
    ...(target.secret ? { "x-hub-signature": sign("sha1"), "x-hub-signature-256": sign("sha256") } : {}),
  };
}

type Outcome = Pick<Delivery, "status" | "statusCode" | "responseHeaders" | "responseBody">;

async function post(url: string, headers: Record<string, string>, body: string): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: (await response.text()).slice(0, 10_000),
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    const status = isLate ? "timed out" : "failed to connect to host";
    return { status, statusCode: isLate ? 504 : 502, responseHeaders: {}, responseBody: "" };
  }
}

const sleep = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

/** How long a delivery that is to be overtaken waits for the one after it. */
const reorderMs = 500;

/** Makes one delivery and writes it down. */
function createCourier(
  context: SandboxContext,
  log: DeliveryLog,
): (target: HookTarget, message: Message) => Promise<void> {
  const hooks = context.store.collection<HookRecord>("hooks");
  return async (target, message) => {
    const body =
      target.contentType === "form"
        ? new URLSearchParams({ payload: message.payload }).toString()
        : message.payload;
    const requestHeaders = headersOf(target, message, body);
    const started = performance.now();
    const deliveredAt = context.now().toISOString();
    const outcome = await post(target.url, requestHeaders, body);
    const durationSeconds = Math.round(performance.now() - started) / 1000;
    const id = context.store.nextId();
    const { hook, url } = target;
    log.add({ ...message, ...outcome, id, hook, url, deliveredAt, durationSeconds, requestHeaders });
    const record =
      target.targetType === "integration" ? undefined : hooks.get(message.repositoryId ?? "", hook);
    if (record) hooks.put(record.repositoryId, record.id, { ...record, lastStatusCode: outcome.statusCode });
  };
}

type Enqueue = (target: HookTarget, message: Message) => void;

/**
 * One queue per webhook keeps order, and webhooks do not wait for each other. What is queued is on disk until it was
 * sent: a sandbox that was killed sends it when it starts again.
 */
function createQueues(context: SandboxContext, log: DeliveryLog, faults: FaultSwitches): Enqueue {
  const deliver = createCourier(context, log);
  const outbox = openOutbox(context.store);
  const queues = new Map<string, Promise<void>>();
  const held = new Map<string, () => void>();
  let isClosed = false;
  context.onClose(() => {
    isClosed = true;
  });
  const send = async (target: HookTarget, message: Message, place: number): Promise<void> => {
    if (isClosed) return;
    await deliver(target, message);
    outbox.remove(place);
  };
  const append = (target: HookTarget, message: Message, place: number): void => {
    const next = (queues.get(target.hook) ?? Promise.resolve()).then(() => send(target, message, place));
    queues.set(target.hook, next);
    context.track(next);
    held.get(target.hook)?.();
  };
  const hold = (target: HookTarget, message: Message, place: number): void => {
    const release = (): void => {
      if (held.get(target.hook) !== release) return;
      held.delete(target.hook);
      append(target, message, place);
    };
    held.get(target.hook)?.();
    held.set(target.hook, release);
    context.track(sleep(reorderMs).then(release));
  };
  const enqueue: Enqueue = (target, message) => {
    const effect = faults.deliveryEffect(message.event);
    if (effect?.kind === "drop") return;
    const place = outbox.add({ target, message });
    if (effect?.kind === "reorder") hold(target, message, place);
    else if (effect?.kind === "delay")
      context.track(sleep(effect.delayMs).then(() => send(target, message, place)));
    else append(target, message, place);
    if (effect?.kind === "double") append(target, message, outbox.add({ target, message }));
  };
  for (const { place, target, message } of outbox.list()) append(target, message, place);
  return enqueue;
}

/** Starts delivering: subscribes to the bus, and sends what a killed sandbox had left. */
export function startWebhooks(context: SandboxContext, faults: FaultSwitches): Webhooks {
  const log = openDeliveryLog(context.store);
  const queue = createQueues(context, log, faults);
  const webhooks: Webhooks = {
    log,
    send: (target, message) => {
      queue(target, { guid: randomUUID(), redelivery: false, ...message });
    },
    redeliver: (target, delivery) => {
      const { event, action, payload, guid, repositoryId, installationId } = delivery;
      queue(target, { event, action, payload, guid, repositoryId, installationId, redelivery: true });
    },
    repositoryTarget: ({ id, url, secret, contentType, repositoryId }) => {
      return { hook: String(id), url, secret, contentType, targetType: "repository", targetId: repositoryId };
    },
    appTarget: ({ webhookUrl: url, webhookSecret: secret, id }) => {
      if (url === null) return undefined;
      const hook = id === context.app.id ? "app" : `app-${id}`;
      return { hook, url, secret, contentType: "json", targetType: "integration", targetId: id };
    },
  };
  context.onEvent((event) => {
    fanOut(context, webhooks, event);
  });
  return webhooks;
}

function fanOut(context: SandboxContext, webhooks: Webhooks, event: SandboxEvent): void {
  const repositoryId = event.repository?.id ?? null;
  const message = { event: event.event, action: event.action, repositoryId };
  const wants = (events: readonly string[]): boolean => events.includes("*") || events.includes(event.event);
  const hooks = context.store.collection<HookRecord>("hooks").list(repositoryId ?? "");
  for (const hook of hooks.filter((hook) => hook.active && wants(hook.events))) {
    const payload = JSON.stringify(event.payload);
    webhooks.send(webhooks.repositoryTarget(hook), { ...message, payload, installationId: null });
  }
  for (const app of context.apps()) {
    if (event.event === "installation" ? isInstallationOf(app, event) : wants(app.events))
      tellApp(context, webhooks, { app, event });
  }
}

/** An App is told of its own installations, whatever it listens to. */
function isInstallationOf(app: AppRecord, { payload }: SandboxEvent): boolean {
  const { installation } = payload;
  return isObject(installation) && installation["app_id"] === app.id;
}

function tellApp(
  context: SandboxContext,
  webhooks: Webhooks,
  { app, event }: { readonly app: AppRecord; readonly event: SandboxEvent },
): void {
  const target = webhooks.appTarget(app);
  if (!target) return;
  const installation = context.store
    .collection<InstallationRecord>("installations")
    .all()
    .find(({ appId, accountId }) => appId === app.id && accountId === event.repository?.ownerId);
  if (event.repository && (!installation || installation.suspendedAt)) return;
  const id = installation?.id ?? null;
  const stamp = id === null ? {} : { installation: { id, node_id: nodeId("I", id) } };
  const payload = JSON.stringify({ ...event.payload, ...stamp });
  const repositoryId = event.repository?.id ?? null;
  const message = { event: event.event, action: event.action, repositoryId };
  webhooks.send(target, { ...message, payload, installationId: id });
}
