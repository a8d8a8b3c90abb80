import type { ActionCall, RunNestedSteps } from "./action-call.ts";
import { readActionDefinition, type ActionDefinition } from "./action-definition.ts";
import { fetchAction, localAction, parseActionReference } from "./action-source.ts";
import { findBuiltinAction } from "./builtin/builtin-actions.ts";
import { runCompositeAction } from "./composite-action.ts";
import { JavaScriptActionUse } from "./javascript-action.ts";
import type { ActionPlace, StepEnd, StepScope } from "./job-state.ts";

/** An action brought to disk. */
export interface ResolvedAction {
  readonly place: ActionPlace;
  readonly definition: ActionDefinition;
}

/** Actions of one job that were brought to disk before its first step, by their `uses:`. */
export type PreparedActions = ReadonlyMap<string, ResolvedAction>;

/** Brings an action to disk and reads it. `undefined` for one that the runner has built in. */
export async function resolveAction(scope: StepScope, uses: string): Promise<ResolvedAction | undefined> {
  const { host, paths } = scope.job;
  const reference = parseActionReference(uses);
  if (reference === undefined) {
    const place = localAction(scope.job, uses);
    return { place, definition: readActionDefinition(place.directory, uses) };
  }
  const isBuiltin = findBuiltinAction(reference) !== undefined;
  if (isBuiltin && host.findRepository(reference.repository) === undefined) return undefined;
  const place = await fetchAction(host, paths.actions, reference);
  return { place, definition: readActionDefinition(place.directory, uses) };
}

/** Runs a `uses:` step: an action of the workspace, of a repository in the sandbox, or one built in. */
export async function runAction(
  scope: StepScope,
  call: ActionCall,
  runSteps: RunNestedSteps,
): Promise<StepEnd> {
  const action = await resolveAction(scope, call.uses);
  if (action === undefined) return runBuiltin(scope, call);
  const { place, definition } = action;
  if (definition.kind === "composite")
    return runCompositeAction(scope, call, { definition, place }, runSteps);
  return new JavaScriptActionUse(scope, definition, place).runMain(call);
}

async function runBuiltin(scope: StepScope, call: ActionCall): Promise<StepEnd> {
  const reference = parseActionReference(call.uses);
  const action = reference === undefined ? undefined : findBuiltinAction(reference);
  const lines = Object.entries(call.with).map(([name, value]) => `  ${name}: ${value}`);
  scope.job.log.group(`Run ${call.uses}`, ["(built into the sandbox's runner)", ...lines]);
  const outputs = (await action?.run(scope, call)) ?? {};
  return { status: "success", outputs };
}
