import { data } from "@actions/expressions";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";

function statusFunction(name: string, isTrue: () => boolean): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(isTrue()) };
}

/** `success()`, `failure()`, `cancelled()` and `always()`; for a job that needs a skipped one none but the last is true. */
export function statusFunctions(
  status: () => "success" | "failure" | "cancelled" | "skipped",
): readonly FunctionDefinition[] {
  return [
    statusFunction("success", () => status() === "success"),
    statusFunction("failure", () => status() === "failure"),
    statusFunction("cancelled", () => status() === "cancelled"),
    statusFunction("always", () => true),
  ];
}
