import type { ActionInput } from "./action-definition.ts";
import { evaluateNode, toText } from "./expression.ts";
import type { JsonObject } from "./json.ts";
import { expressionScope, type StepEnd, type StepScope } from "./job-state.ts";
import type { StepProcessResult } from "./step-process.ts";

/** A `uses:` step whose expressions are evaluated. */
export interface ActionCall {
  /** As written, e.g. `actions/checkout@v5`. */
  readonly uses: string;
  /** Name of the step. */
  readonly name: string;
  /** `with:`; names in the case that was written. */
  readonly with: Readonly<Record<string, string>>;
  /** `env:` of the step. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** The step as it is written. */
  readonly step: JsonObject;
}

/** Runs the steps of a composite action in its scope; the scope's status says how it went. */
export type RunNestedSteps = (scope: StepScope, steps: readonly JsonObject[]) => Promise<void>;

/** The value that a call gives an input, names compared without case; `undefined` when it gives none. */
export function givenInput(call: Pick<ActionCall, "with">, name: string): string | undefined {
  return Object.entries(call.with).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** All inputs of an action: what the call gives, else the default, its expressions evaluated; "" for neither. */
export function resolveInputs(
  scope: StepScope,
  call: ActionCall,
  declared: readonly ActionInput[],
): Readonly<Record<string, string>> {
  const { log } = scope.job;
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  const unexpected = Object.keys(call.with).filter((name) => !known.has(name.toLowerCase()));
  if (unexpected.length > 0) {
    const list = declared.map(({ name }) => `'${name}'`).join(", ");
    log.warning(
      `Unexpected input(s) ${unexpected.map((name) => `'${name}'`).join(", ")}, valid inputs are [${list}]`,
    );
  }
  const expressions = expressionScope(scope);
  const resolved = declared.map((input): [string, string] => {
    const given = givenInput(call, input.name);
    return [input.name, given ?? toText(evaluateNode(input.default ?? "", expressions))];
  });
  const rest = unexpected.map((name): [string, string] => [name, call.with[name] ?? ""]);
  return Object.fromEntries([...resolved, ...rest]);
}

/** `INPUT_*` variables of an action. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      value,
    ]),
  );
}

/** How a step ended, from how its process ended. Writes GitHub's line for a failure to the log. */
export function endOfProcess(scope: StepScope, result: StepProcessResult, signal: AbortSignal): StepEnd {
  const { log } = scope.job;
  const { outputs } = result;
  if (signal.aborted) {
    log.line("##[error]The operation was canceled.");
    return { status: "cancelled", outputs };
  }
  if (result.exitCode !== 0) {
    log.error(`Process completed with exit code ${result.exitCode}.`);
    return { status: "failure", outputs };
  }
  if (result.problem !== undefined) {
    log.error(result.problem);
    return { status: "failure", outputs };
  }
  return { status: "success", outputs };
}
