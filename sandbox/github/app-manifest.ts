import { randomBytes } from "node:crypto";
import { addAccount } from "./accounts.ts";
import { makeAppKey } from "./app-key.ts";
import { saveApp } from "./app-records.ts";
import type { SandboxContext } from "./context.ts";
import { isObject } from "./http/fields.ts";
import type { AppRecord, Permissions, UserRecord } from "./records.ts";

/** An App that somebody confirmed on the page and that waits to be fetched with its code. */
export interface PendingApp {
  readonly code: string;
  readonly slug: string;
  readonly ownerId: number;
  readonly manifest: Manifest;
  /** Milliseconds since 1970: an hour after it was confirmed. */
  readonly expiresAt: number;
}

/** What a manifest says, as GitHub's documentation of manifests names its members. */
export interface Manifest {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly webhookUrl: string | null;
  readonly redirectUrl: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

const hourMs = 3_600_000;

/** Events → the permissions of which an App needs one, as GitHub's pages of its webhooks say. */
const permissionsOfEvents: Readonly<Record<string, readonly string[]>> = {
  check_run: ["checks"],
  check_suite: ["checks"],
  create: ["contents"],
  delete: ["contents"],
  deployment: ["deployments"],
  deployment_review: ["deployments"],
  deployment_status: ["deployments"],
  fork: ["metadata"],
  issue_comment: ["issues", "pull_requests"],
  issues: ["issues"],
  label: ["metadata"],
  member: ["members"],
  milestone: ["issues", "pull_requests"],
  pull_request: ["pull_requests"],
  pull_request_review: ["pull_requests"],
  pull_request_review_comment: ["pull_requests"],
  push: ["contents"],
  release: ["contents"],
  repository: ["metadata"],
  repository_dispatch: ["contents"],
  status: ["statuses"],
  workflow_dispatch: ["contents"],
  workflow_job: ["actions"],
  workflow_run: ["actions"],
};

/** The repository and organisation permissions of Apps that the sandbox knows. */
const permissionNames = new Set([
  "actions",
  "administration",
  "checks",
  "contents",
  "deployments",
  "environments",
  "issues",
  "members",
  "metadata",
  "pull_requests",
  "repository_hooks",
  "secrets",
  "statuses",
  "workflows",
]);

/** Reads a manifest, or says what is wrong with it: a list of sentences. */
export function readManifest(text: string, url: string): Manifest | readonly string[] {
  const raw = parseObject(text);
  if (raw === undefined) return ["The manifest is no JSON object."];
  const hook = isObject(raw["hook_attributes"]) ? raw["hook_attributes"] : undefined;
  const isActive = hook !== undefined && hook["active"] !== false;
  const permissions = isObject(raw["default_permissions"]) ? raw["default_permissions"] : {};
  const events = Array.isArray(raw["default_events"]) ? raw["default_events"].map(String) : [];
  const problems = [
    ...(isAddress(raw["url"]) ? [] : ["url: The homepage must be an address."]),
    ...(isAddress(raw["redirect_url"]) ? [] : ["redirect_url must be an address."]),
    ...(hook === undefined || isAddress(hook["url"]) ? [] : ["hook_attributes.url must be an address."]),
    ...(isActive && !isReachable(String(hook["url"]), url)
      ? ["Hook url is not supported because it isn't reachable over the public Internet (localhost)."]
      : []),
    ...permissionProblems(permissions),
    ...eventProblems(events, permissions),
  ];
  if (problems.length > 0) return problems;
  return {
    name: textOf(raw["name"]).slice(0, 34),
    url: textOf(raw["url"]),
    description: textOf(raw["description"]),
    webhookUrl: isActive ? textOf(hook["url"]) : null,
    redirectUrl: textOf(raw["redirect_url"]),
    permissions: { ...(permissions as Permissions), metadata: "read" },
    events,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** GitHub refuses addresses of the machine itself; a sandbox on this machine can send only there. */
function isReachable(hookUrl: string, url: string): boolean {
  const isLocal = (text: string): boolean => /^(localhost|127\.|\[::1\])/.test(new URL(text).hostname);
  return !URL.canParse(hookUrl) || !isLocal(hookUrl) || isLocal(url);
}

function permissionProblems(permissions: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(permissions).flatMap(([name, level]) => {
    if (!permissionNames.has(name)) return [`default_permissions: ${name} is no permission.`];
    const levels = name === "metadata" ? ["read"] : ["read", "write"];
    return levels.includes(String(level))
      ? []
      : [`default_permissions: ${name} has no level ${String(level)}.`];
  });
}

function eventProblems(
  events: readonly string[],
  permissions: Readonly<Record<string, unknown>>,
): readonly string[] {
  return events.flatMap((event) => {
    const needed = Object.hasOwn(permissionsOfEvents, event) ? permissionsOfEvents[event] : undefined;
    // `installation` and its kin come to every App and cannot be asked for.
    if (needed === undefined) return [`Default events unsupported: ${event}`];
    const isHeld = needed.some((name) => name === "metadata" || permissions[name] !== undefined);
    return isHeld ? [] : [`Default events are not supported by permissions: ${event}`];
  });
}

/** The slug of a name, as it stands in addresses. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/(^-)|(-$)/g, "");
}

/** Keeps what somebody confirmed; `undefined` when the name is taken or has no letters. */
export function confirmApp(
  context: SandboxContext,
  manifest: Manifest,
  owner: UserRecord,
): PendingApp | undefined {
  const slug = slugOf(manifest.name);
  const pending = pendingApps(context);
  const taken = [...context.apps(), ...pending.list("")].some((one) => one.slug === slug);
  if (slug === "" || taken) return undefined;
  const code = randomBytes(20).toString("hex");
  const expiresAt = context.now().getTime() + hourMs;
  return pending.put("", code, { code, slug, ownerId: owner.id, manifest, expiresAt });
}

/** Makes the App that a code stands for, once; `undefined` for a code that is unknown, used or an hour old. */
export async function convertManifest(context: SandboxContext, code: string): Promise<AppRecord | undefined> {
  const pending = pendingApps(context);
  const found = pending.get("", code);
  if (found === undefined) return undefined;
  pending.remove("", code);
  if (found.expiresAt <= context.now().getTime()) return undefined;
  const { manifest, slug, ownerId } = found;
  const createdAt = context.timestamp();
  const bot = addAccount(context.store, { login: `${slug}[bot]`, type: "Bot" }, createdAt);
  const { privateKey, publicKey } = await makeAppKey();
  return saveApp(context, {
    id: 100_000 + context.store.nextId(),
    slug,
    name: manifest.name,
    clientId: `Iv23li${randomBytes(7).toString("hex")}`,
    ownerId,
    botId: bot.id,
    privateKey,
    publicKey,
    webhookSecret: randomBytes(20).toString("hex"),
    webhookUrl: manifest.webhookUrl,
    permissions: manifest.permissions,
    events: manifest.events,
    createdAt,
    homepage: manifest.url,
    description: manifest.description,
  });
}

function pendingApps(context: SandboxContext) {
  return context.store.collection<PendingApp>("app-manifests");
}
