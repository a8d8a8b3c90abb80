import { interpolate } from "./expression.ts";
import type { HostEvent } from "./host.ts";
import { type JsonObject, stringAt } from "./json.ts";

/** What an event is about, for the title of its runs: a commit, pull request, issue, Release. */
export function titleOfEvent({ event, payload }: HostEvent): string | undefined {
  if (event === "push") return stringAt(payload, "head_commit", "message")?.split("\n")[0];
  if (event.startsWith("pull_request")) return stringAt(payload, "pull_request", "title");
  if (event === "issues" || event === "issue_comment") return stringAt(payload, "issue", "title");
  if (event === "release")
    return stringAt(payload, "release", "name") ?? stringAt(payload, "release", "tag_name");
  if (event === "workflow_run") return stringAt(payload, "workflow_run", "display_title");
  return event === "repository_dispatch" ? stringAt(payload, "action") : undefined;
}

/** The title that a `run-name` gives; "" when it is empty or its expressions are broken. */
export function titleFromRunName(written: string, contexts: JsonObject): string {
  try {
    return interpolate(written, { contexts, functions: [] });
  } catch {
    return "";
  }
}
