import { createHash } from "node:crypto";
import { z } from "zod";
import { findTicks, isDashboardBody, isShownOnDashboard } from "../src/report/dashboard-boxes.ts";
import { buttonActions, loginGrammar, type Key } from "./key.ts";

/** A received event that passed the schema: what the app needs of it, and nothing else. */
export interface BotEvent {
  readonly name: EventName;
  readonly keys: readonly Key[];
}

const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const repository = z.object({
  id,
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  default_branch: z.string(),
});
const account = z.object({ type: z.string() });
const base = z.object({ repository });

/** Kept in a comment's key: 64 bits of SHA-256 over the body. */
export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}

function define<T extends z.ZodType<{ repository: { id: number } }>>(
  schema: T,
  toKeys: (payload: z.infer<T>, repository: string) => readonly Key[],
): (payload: unknown) => readonly Key[] | undefined {
  return (payload) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? toKeys(parsed.data, String(parsed.data.repository.id)) : undefined;
  };
}

/** Events of an installation name repositories shortly; each is looked through, and installations are read anew. */
function defineInstallation(member: "repositories" | "repositories_added") {
  const listed = z.array(z.object({ id })).max(10_000);
  return (payload: unknown): readonly Key[] | undefined => {
    const parsed = z.looseObject({ installation: z.object({ id }) }).safeParse(payload);
    if (!parsed.success) return undefined;
    const found = listed.safeParse(parsed.data[member] ?? []).data;
    return found?.map((one) => ({ kind: "repository", repository: String(one.id) }));
  };
}

interface IssueEvent {
  readonly action: string;
  readonly issue: {
    readonly number: number;
    readonly body?: string | null | undefined;
    readonly updated_at?: string | null | undefined;
  };
  readonly changes?:
    { readonly body?: { readonly from?: string | null | undefined } | null | undefined } | null | undefined;
  readonly sender?: { readonly type: string; readonly login: string } | null | undefined;
}

/** The dashboard is brought back when somebody changed it, and follows drift issues. Boxes count only when a person ticks them. */
function keysOfIssue({ action, issue, changes, sender }: IssueEvent, repository: string): readonly Key[] {
  // What a bot edits is a rendering.
  if (sender?.type !== "User" && action === "edited") return [];
  const body = issue.body ?? "";
  const before = changes?.body?.from ?? body;
  if (!isShownOnDashboard(body) && !isShownOnDashboard(before)) return [];
  const dashboard: Key = { kind: "dashboard", repository };
  const isTicking = action === "edited" && isDashboardBody(body) && loginGrammar.test(sender?.login ?? "");
  if (!isTicking || !issue.updated_at) return [dashboard];
  const at = Math.floor(Date.parse(issue.updated_at) / 1000);
  const ticks = findTicks(before, body).map((ticked): Key => {
    const who = { sender: sender?.login ?? "", at };
    return { kind: "tick", repository, number: issue.number, action: digestOf(ticked), ...who };
  });
  return [...ticks, dashboard];
}

const release = define(base, (_, name) => [{ kind: "release", repository: name }]);

/** The events that are listened to: name → schema and keys. Others are answered and dropped. */
const events = {
  pull_request: define(
    base.extend({ pull_request: z.object({ number: id, merged: z.boolean().nullish() }) }),
    ({ pull_request: pull }, name) => [
      { kind: "pull-request", repository: name, number: pull.number },
      ...(pull.merged === true ? [{ kind: "release" as const, repository: name }] : []),
    ],
  ),
  issue_comment: define(
    base.extend({
      action: z.string(),
      comment: z.object({ id, body: z.string(), user: account.nullable() }),
      sender: account,
    }),
    ({ action, comment, sender }, name) =>
      // Edits are no commands, and what a bot writes is none.
      action === "created" && sender.type === "User" && comment.body.includes("/ml")
        ? [{ kind: "comment", repository: name, id: comment.id, digest: digestOf(comment.body) }]
        : [],
  ),
  issues: define(
    base.extend({
      action: z.string(),
      issue: z.object({ number: id, body: z.string().nullish(), updated_at: z.iso.datetime().nullish() }),
      changes: z.object({ body: z.object({ from: z.string().nullish() }).nullish() }).nullish(),
      sender: account.extend({ login: z.string() }).nullish(),
    }),
    (event, name) =>
      event.action === "labeled"
        ? [{ kind: "issue", repository: name, number: event.issue.number }]
        : keysOfIssue(event, name),
  ),
  check_run: define(
    base.extend({
      action: z.string(),
      check_run: z.object({ id }),
      requested_action: z.object({ identifier: z.string() }).nullish(),
      sender: account.extend({ login: z.string() }),
    }),
    ({ action, check_run: check, requested_action: button, sender }, name) => {
      const pressed = buttonActions.find((known) => known === button?.identifier);
      const isPerson = sender.type === "User" && loginGrammar.test(sender.login);
      if (action !== "requested_action" || pressed === undefined || !isPerson) return [];
      return [{ kind: "button", repository: name, id: check.id, action: pressed, sender: sender.login }];
    },
  ),
  workflow_run: define(base.extend({ workflow_run: z.object({ id }) }), ({ workflow_run: run }, name) => [
    { kind: "run", repository: name, id: run.id },
  ]),
  deployment: define(base.extend({ deployment: z.object({ id }) }), ({ deployment }, name) => [
    { kind: "deployment", repository: name, id: deployment.id },
  ]),
  deployment_status: define(base.extend({ deployment: z.object({ id }) }), ({ deployment }, name) => [
    { kind: "deployment", repository: name, id: deployment.id },
    { kind: "release", repository: name },
  ]),
  push: define(base.extend({ ref: z.string() }), ({ ref, repository: { default_branch: branch } }, name) =>
    ref === `refs/heads/${branch}` ? [{ kind: "release", repository: name }] : [],
  ),
  release,
  workflow_dispatch: release,
  repository: define(base, (_, name) => [{ kind: "repository", repository: name }]),
  installation: defineInstallation("repositories"),
  installation_repositories: defineInstallation("repositories_added"),
} as const satisfies Record<string, (payload: unknown) => readonly Key[] | undefined>;

/** A name of {@link eventNames}. */
export type EventName = keyof typeof events;

/** The events that the App subscribes to. */
export const eventNames: readonly EventName[] = z
  .array(z.custom<EventName>(isEventName))
  .parse(Object.keys(events));

/** Whether an event's name is on the list; `__proto__` and the like are not. */
export function isEventName(name: unknown): name is EventName {
  return typeof name === "string" && Object.hasOwn(events, name);
}

/** The keys of an event, or `undefined` when its payload has not the shape that GitHub documents. */
export function keysOf(name: EventName, payload: unknown): readonly Key[] | undefined {
  return events[name](payload);
}
