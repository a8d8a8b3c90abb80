import type { DataItem } from "./data-item.ts";
import { pythonJson } from "./python-json.ts";
import type { Stage } from "./stage.ts";
import { type Change, describeChanges, type StageFacts } from "./staleness.ts";
import type { Value } from "./value.ts";

/**
 * Every change with its old and its new value, one line each.
 *
 * @param changes of the stage, found from the facts.
 * @example
 * // "params.yaml: train.lr modified: 0.1 → 0.2"
 */
export function explainChanges(
  stage: Stage,
  facts: StageFacts,
  changes: readonly Change[],
): readonly string[] {
  return changes.map((change) => explain(change, stage, facts));
}

function explain(change: Change, stage: Stage, facts: StageFacts): string {
  if (change.what === "command") {
    return `command changed: ${commandText(facts.entry?.cmd)} → ${commandText(stage.cmd)}`;
  }
  if (change.what === "always changed" || change.what === "parameter file") return describeChanges([change]);
  const [before, now] = valuesOf(change, stage, facts);
  return `${describeChanges([change])}: ${before} → ${now}`;
}

function valuesOf(
  change: Extract<Change, { readonly what: "dependency" | "output" | "parameter" }>,
  stage: Stage,
  facts: StageFacts,
): readonly [before: string, now: string] {
  const { entry } = facts;
  const keyIn = (list: readonly { readonly path: string; readonly lockPath: string }[]): string =>
    list.find((one) => one.path === change.path)?.lockPath ?? change.path;
  if (change.what === "parameter") {
    const file = keyIn(stage.params);
    const before = entry?.params.get(file)?.get(change.key);
    return [valueText(before), valueText(facts.params.get(file)?.get(change.key))];
  }
  const isOutput = change.what === "output";
  const key = keyIn(isOutput ? stage.outs : stage.deps);
  const before = (isOutput ? entry?.outs : entry?.deps)?.find((item) => item.path === key);
  const now = isOutput ? facts.outs.get(key)?.item : facts.deps.get(key);
  return [itemText(before), itemText(now)];
}

function commandText(cmd: Stage["cmd"] | undefined): string {
  if (cmd === undefined) return "nothing";
  return JSON.stringify(cmd);
}

function valueText(value: Value | undefined): string {
  return value === undefined ? "nothing" : pythonJson(value);
}

function itemText(item: DataItem | undefined): string {
  if (item === undefined) return "nothing";
  const files = item.fileCount === undefined ? "" : `, ${item.fileCount} files`;
  const size = item.sizeBytes === undefined ? "" : ` (${item.sizeBytes} bytes${files})`;
  return `${item.md5.slice(0, 8)}${size}`;
}
