import { resolveInputs, type ActionCall, type RunNestedSteps } from "./action-call.ts";
import type { CompositeAction } from "./action-definition.ts";
import { interpolate } from "./expression.ts";
import {
  currentStatus,
  expressionScope,
  levelEnvironment,
  type ActionPlace,
  type StepEnd,
  type StepScope,
} from "./job-state.ts";
import { WorkflowError } from "./workflow-error.ts";

/** How deep composite actions may use each other, as on GitHub. */
const maxDepth = 10;

/** Runs the steps of a composite action in a scope of its own, then evaluates its outputs. */
export async function runCompositeAction(
  outer: StepScope,
  call: ActionCall,
  action: { readonly definition: CompositeAction; readonly place: ActionPlace },
  runSteps: RunNestedSteps,
): Promise<StepEnd> {
  const { definition, place } = action;
  if (outer.depth >= maxDepth)
    throw new WorkflowError(`${call.uses}: composite actions are nested more than ${maxDepth} deep`);
  const inner: StepScope = { ...outer, action: place };
  const scope: StepScope = {
    ...inner,
    inputs: resolveInputs(inner, call, definition.inputs),
    steps: new Map(),
    environment: { ...levelEnvironment(outer), ...call.environment },
    runDefaults: {},
    depth: outer.depth + 1,
    status: "success",
  };
  await runSteps(scope, definition.steps);
  const expressions = expressionScope(scope);
  const outputs = Object.entries(definition.outputs).map(([name, value]) => [
    name,
    interpolate(value, expressions),
  ]);
  return { status: currentStatus(scope), outputs: Object.fromEntries(outputs) };
}
