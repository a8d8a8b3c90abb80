import type { DataItem } from "./data-item.ts";
import { pythonJson } from "./python-json.ts";
import type { Stage } from "./stage.ts";
import type { Change, StageFacts } from "./staleness.ts";
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
  switch (change.what) {
    case "command":
      return `command changed: ${commandText(facts.entry?.cmd)} → ${commandText(stage.cmd)}`;
    case "always changed":
      return "always changed";
    case "parameter file":
      return `${change.path} ${change.kind}`;
    case "parameter": {
      const file = stage.params.find((one) => one.path === change.path)?.lockPath ?? change.path;
      const before = facts.entry?.params.get(file)?.get(change.key);
      const now = facts.params.get(file)?.get(change.key);
      return `${change.path}: ${change.key} ${change.kind}: ${valueText(before)} → ${valueText(now)}`;
    }
    case "dependency": {
      const key = stage.deps.find((one) => one.path === change.path)?.lockPath ?? change.path;
      const before = facts.entry?.deps.find((item) => item.path === key);
      return `${change.path} ${change.kind}: ${itemText(before)} → ${itemText(facts.deps.get(key))}`;
    }
    case "output": {
      const key = stage.outs.find((one) => one.path === change.path)?.lockPath ?? change.path;
      const before = facts.entry?.outs.find((item) => item.path === key);
      const now = facts.outs.get(key)?.item;
      if (change.kind === "not in cache") return `output ${change.path} not in cache: ${itemText(before)}`;
      return `output ${change.path} ${change.kind}: ${itemText(before)} → ${itemText(now)}`;
    }
  }
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
