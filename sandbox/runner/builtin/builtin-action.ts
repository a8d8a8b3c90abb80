import { givenInput, type ActionCall } from "../action-call.ts";
import type { StepScope } from "../job-state.ts";
import { unsupported, WorkflowError } from "../workflow-error.ts";

/** An action that the runner carries out itself, because its code is not in the sandbox. */
export interface BuiltinAction {
  /** Returns the step's outputs. @throws WorkflowError to fail the step */
  readonly run: (scope: StepScope, call: ActionCall) => Promise<Readonly<Record<string, string>>>;
}

/** An input as text; the default when it is not given or empty. */
export function textInput(call: ActionCall, name: string, fallback = ""): string {
  const given = givenInput(call, name)?.trim();
  return given === undefined || given === "" ? fallback : given;
}

/** An input as a boolean in YAML's core words. @throws WorkflowError for another text */
export function booleanInput(call: ActionCall, name: string, fallback: boolean): boolean {
  const text = textInput(call, name, String(fallback));
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw new WorkflowError(`Input ${name} must be true or false, not "${text}"`);
}

/** Refuses each input that is set to something and that the built-in action does not have. */
export function refuseInputs(call: ActionCall, names: readonly string[]): void {
  for (const name of names) {
    const text = textInput(call, name);
    if (text !== "" && text !== "false") throw unsupported(`${call.uses}: with.${name}`);
  }
}
