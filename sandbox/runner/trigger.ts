import type { HostEvent } from "./host.ts";
import { asList, type Json, type JsonObject, stringAt } from "./json.ts";
import { passesFilter, type NameFilter } from "./ref-filter.ts";
import type { Workflow } from "./workflow.ts";

/** Activity types that an event starts workflows for when `types` is not written. All others: every type. */
const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ["opened", "synchronize", "reopened"],
  pull_request_target: ["opened", "synchronize", "reopened"],
};

/** Events of webhooks that are no triggers, or whose runs are started by a call of their own. */
const neverMatched = new Set(["workflow_dispatch", "schedule", "workflow_job", "ping"]);

/** An event as triggers see it. */
export interface TriggerEvent {
  readonly change: HostEvent;
  /** Paths that the change touches; asked for only when a filter needs it. */
  changedPaths(): Promise<readonly string[]>;
}

function names(value: Json | undefined): readonly string[] {
  return asList(value).map(String);
}

function readFilter(filters: JsonObject, key: string): NameFilter | undefined {
  const only = filters[key];
  const ignore = filters[`${key}-ignore`];
  if (only !== undefined) return { only: names(only) };
  return ignore === undefined ? undefined : { ignore: names(ignore) };
}

function passesTypes(filters: JsonObject, { event, action, payload }: HostEvent): boolean {
  const type = event === "repository_dispatch" ? (stringAt(payload, "action") ?? action) : action;
  const written = filters["types"] === undefined ? defaultTypes[event] : names(filters["types"]);
  return written === undefined || (type !== null && written.includes(type));
}

function passesPushRef(filters: JsonObject, ref: string): boolean {
  const branches = readFilter(filters, "branches");
  const tags = readFilter(filters, "tags");
  if (ref.startsWith("refs/tags/")) {
    const tag = ref.slice("refs/tags/".length);
    return tags === undefined ? branches === undefined : passesFilter([tag], tags);
  }
  const branch = ref.slice("refs/heads/".length);
  return branches === undefined ? tags === undefined : passesFilter([branch], branches);
}

function passesRef(filters: JsonObject, { event, payload }: HostEvent): boolean {
  if (event === "push") return passesPushRef(filters, stringAt(payload, "ref") ?? "");
  const branch =
    event === "workflow_run"
      ? stringAt(payload, "workflow_run", "head_branch")
      : stringAt(payload, "pull_request", "base", "ref");
  const filter = readFilter(filters, "branches");
  return filter === undefined || passesFilter(branch === undefined ? [] : [branch], filter);
}

function passesWorkflowName(filters: JsonObject, { event, payload }: HostEvent): boolean {
  if (event !== "workflow_run") return true;
  return names(filters["workflows"]).includes(stringAt(payload, "workflow_run", "name") ?? "");
}

async function passesPaths(filters: JsonObject, trigger: TriggerEvent): Promise<boolean> {
  const { event, payload } = trigger.change;
  if (event !== "push" && event !== "pull_request" && event !== "pull_request_target") return true;
  const filter = readFilter(filters, "paths");
  const isTag = event === "push" && (stringAt(payload, "ref") ?? "").startsWith("refs/tags/");
  return filter === undefined || isTag || passesFilter(await trigger.changedPaths(), filter);
}

/** The event under `on:` that a webhook event stands for: comments on pull requests are `issue_comment` too. */
function isWritten(workflow: Workflow, event: string): boolean {
  return !neverMatched.has(event) && workflow.on[event] !== undefined;
}

/** Whether an event starts a workflow: its name, activity type, branches or tags, paths, and named workflows. */
export async function isTriggered(workflow: Workflow, trigger: TriggerEvent): Promise<boolean> {
  const { change } = trigger;
  if (!isWritten(workflow, change.event)) return false;
  const filters = workflow.on[change.event] ?? {};
  if (!passesTypes(filters, change) || !passesRef(filters, change) || !passesWorkflowName(filters, change))
    return false;
  return passesPaths(filters, trigger);
}

const skipInstruction = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: ?true$/im;

/** Whether a commit message asks for no `push` and `pull_request` runs. */
export function asksToSkip(message: string): boolean {
  return skipInstruction.test(message);
}
