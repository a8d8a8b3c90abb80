import { evaluateNode, type ExpressionScope, isTruthy, toText } from "./expression.ts";
import { isObject, type Json } from "./json.ts";

/** A `concurrency:` with its expressions evaluated. */
export interface ConcurrencySetting {
  readonly group: string;
  readonly cancelInProgress: boolean;
}

/** Evaluates a `concurrency:`; `undefined` when there is none or its group is "". */
export function readConcurrency(
  written: Json | undefined,
  scope: ExpressionScope,
): ConcurrencySetting | undefined {
  if (written === undefined || written === null) return undefined;
  const evaluated = evaluateNode(written, scope);
  if (!isObject(evaluated)) return named(toText(evaluated), false);
  const { group, "cancel-in-progress": cancel } = evaluated as { group?: Json; "cancel-in-progress"?: Json };
  return named(toText(group), isTruthy(cancel ?? false) && cancel !== "false");
}

function named(group: string, cancelInProgress: boolean): ConcurrencySetting | undefined {
  return group === "" ? undefined : { group, cancelInProgress };
}
