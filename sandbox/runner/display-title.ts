import { interpolate } from "./expression.ts";
import type { HostEvent } from "./host.ts";
import { type JsonObject, stringAt } from "./json.ts";
import type { Workflow } from "./workflow.ts";

function titleOfEvent({ event, payload }: HostEvent): string | undefined {
  if (event === "push") return stringAt(payload, "head_commit", "message")?.split("\n")[0];
  if (event.startsWith("pull_request")) return stringAt(payload, "pull_request", "title");
  if (event === "issues" || event === "issue_comment") return stringAt(payload, "issue", "title");
  if (event === "release")
    return stringAt(payload, "release", "name") ?? stringAt(payload, "release", "tag_name");
  if (event === "workflow_run") return stringAt(payload, "workflow_run", "display_title");
  return event === "repository_dispatch" ? stringAt(payload, "action") : undefined;
}

/** The title of a run: `run-name`, else what the event is about, else the workflow's name. */
export function displayTitle(workflow: Workflow, change: HostEvent, inputs: JsonObject): string {
  const written = stringAt(workflow.document, "run-name");
  const fallback = titleOfEvent(change) ?? workflow.name;
  if (written === undefined) return fallback;
  const github = { event: change.payload, event_name: change.event, workflow: workflow.name };
  try {
    return interpolate(written, { contexts: { github, inputs, vars: {} }, functions: [] }) || fallback;
  } catch {
    return fallback;
  }
}
