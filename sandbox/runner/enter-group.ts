import { readConcurrency } from "./concurrency-setting.ts";
import type { ExpressionScope } from "./expression.ts";
import type { Json } from "./json.ts";
import type { ExecutionRequest } from "./run-execution-request.ts";

/** A job, called workflow or run that may have a `concurrency:`. */
export interface GroupEntry {
  readonly request: Pick<ExecutionRequest, "groups" | "frame">;
  /** The `concurrency:` as written. */
  readonly written: Json | undefined;
  readonly scope: ExpressionScope;
  /** Cancels the one that asks, when a newer one takes its place. */
  readonly cancel: () => void;
  readonly signal: AbortSignal;
}

/** A place in a group: how to give it back, and the groups that are held in it. */
export type GroupPlace =
  | { readonly kind: "entered"; readonly leave: () => void; readonly heldGroups: readonly string[] }
  /** The group is held by the run or the calling job itself, so the wait would never end. */
  | { readonly kind: "deadlock"; readonly group: string };

/** Waits for a place in the concurrency group that is written, if any. */
export async function enterGroup({
  request,
  written,
  scope,
  cancel,
  signal,
}: GroupEntry): Promise<GroupPlace> {
  const { groups, frame } = request;
  const setting = readConcurrency(written, scope);
  if (setting === undefined) return { kind: "entered", leave: () => undefined, heldGroups: frame.heldGroups };
  const key = setting.group.toLowerCase();
  if (frame.heldGroups.includes(key)) return { kind: "deadlock", group: setting.group };
  const leave = await groups.enter({ ...setting, cancel }, signal);
  return { kind: "entered", leave, heldGroups: [...frame.heldGroups, key] };
}

/** What GitHub says when a job waits for a group that its own run holds. */
export function deadlockMessage(group: string, jobName: string): string {
  return `Canceling since a deadlock for concurrency group '${group}' was detected between 'top level workflow' and '${jobName}'`;
}
