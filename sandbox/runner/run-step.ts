import { endOfProcess, type ActionCall } from "./action-call.ts";
import {
  evaluateCondition,
  evaluateNode,
  interpolate,
  isTruthy,
  toText,
  type ExpressionScope,
} from "./expression.ts";
import { asObject, type Json, type JsonObject, stringAt } from "./json.ts";
import {
  expressionScope,
  levelEnvironment,
  stepSignal,
  type StepEnd,
  type StepResult,
  type StepScope,
} from "./job-state.ts";
import { parseActionReference } from "./action-source.ts";
import { JavaScriptActionUse } from "./javascript-action.ts";
import { resolveAction, runAction } from "./run-action.ts";
import { runScript } from "./run-script.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** A step with its name and environment evaluated. */
interface ReadyStep {
  readonly raw: JsonObject;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly expressions: ExpressionScope;
}

/** Evaluates a mapping to texts, as `env` and `with` need it. */
export function evaluateTexts(value: Json | undefined, scope: ExpressionScope): Record<string, string> {
  const evaluated = typeof value === "string" ? evaluateNode(value, scope) : value;
  return Object.fromEntries(
    Object.entries(asObject(evaluated)).map(([name, text]) => [
      name,
      typeof text === "string" ? interpolate(text, scope) : toText(text),
    ]),
  );
}

/** The name that the log and the API show for a step. */
export function stepName(step: JsonObject, scope: ExpressionScope): string {
  const name = stringAt(step, "name");
  if (name !== undefined) return interpolate(name, scope);
  const uses = stringAt(step, "uses");
  if (uses !== undefined) return `Run ${uses}`;
  const [first = ""] = (stringAt(step, "run") ?? "").split("\n");
  return `Run ${interpolate(first, scope)}`;
}

function readyStep(scope: StepScope, raw: JsonObject): ReadyStep {
  const environment = evaluateTexts(raw["env"], expressionScope(scope));
  const expressions = expressionScope(scope, { ...levelEnvironment(scope), ...environment });
  return { raw, name: stepName(raw, expressions), environment, expressions };
}

function readCall(step: ReadyStep, uses: string, signal: AbortSignal): ActionCall {
  const { raw, name, environment, expressions } = step;
  return { uses, name, with: evaluateTexts(raw["with"], expressions), environment, signal, step: raw };
}

/**
 * Runs the `pre` of a step's action at the start of the job; does nothing for an action without one. As on GitHub,
 * those of local actions, which no checkout has brought yet, do not run here.
 */
export async function runPreStep(
  scope: StepScope,
  raw: JsonObject,
  start: (name: string) => (conclusion: StepResult["conclusion"]) => void,
): Promise<void> {
  const uses = stringAt(raw, "uses");
  if (uses === undefined || parseActionReference(uses) === undefined) return;
  const action = await resolveAction(scope, uses);
  if (action?.definition.kind !== "javascript" || action.definition.pre === undefined) return;
  const use = new JavaScriptActionUse(scope, action.definition, action.place);
  const name = `Pre Run ${uses}`;
  const end = start(name);
  let isSkipped = false;
  const result = await guardStep(scope, name, undefined, async (signal) => {
    const ended = await use.runPre(readCall(readyStep(scope, raw), uses, signal));
    isSkipped = ended === undefined;
    return ended ?? { status: "success", outputs: {} };
  });
  if (result.status === "failure") scope.status = "failure";
  end(isSkipped ? "skipped" : result.status);
}

async function execute(scope: StepScope, step: ReadyStep, signal: AbortSignal): Promise<StepEnd> {
  const { raw, environment, expressions } = step;
  const uses = stringAt(raw, "uses");
  if (uses !== undefined) {
    return runAction(scope, readCall(step, uses, signal), runSteps);
  }
  const shell = stringAt(raw, "shell") ?? scope.runDefaults.shell;
  if (scope.depth > 0 && shell === undefined)
    throw new WorkflowError(`${step.name}: a run step of a composite action needs "shell"`);
  const directory = stringAt(raw, "working-directory") ?? scope.runDefaults.workingDirectory;
  const result = await runScript(scope, {
    script: interpolate(stringAt(raw, "run") ?? "", expressions),
    shell: shell === undefined ? undefined : interpolate(shell, expressions),
    workingDirectory: directory === undefined ? undefined : interpolate(directory, expressions),
    environment,
    signal,
  });
  return endOfProcess(scope, result, signal);
}

function timeoutMinutes(step: ReadyStep): number | undefined {
  const written = step.raw["timeout-minutes"];
  if (written === undefined) return undefined;
  const minutes = Number(toText(evaluateNode(written, step.expressions)));
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new WorkflowError(`${step.name}: timeout-minutes must be a number above 0`);
}

/** Runs something with the signals of a step, and turns what it throws into a failure. */
export async function guardStep(
  scope: StepScope,
  name: string,
  minutes: number | undefined,
  work: (signal: AbortSignal) => Promise<StepEnd>,
): Promise<StepEnd> {
  const { log } = scope.job;
  const outer = stepSignal(scope.job);
  const timeout = minutes === undefined ? undefined : AbortSignal.timeout(Math.ceil(minutes * 60_000));
  const signal = timeout === undefined ? outer : AbortSignal.any([outer, timeout]);
  try {
    const end = await work(signal);
    if (timeout?.aborted !== true || outer.aborted) return end;
    log.error(`The action '${name}' has timed out after ${minutes} minutes.`);
    return { ...end, status: "failure" };
  } catch (error) {
    log.error(messageOf(error));
    return { status: outer.aborted ? "cancelled" : "failure", outputs: {} };
  }
}

function isAllowedToFail(step: ReadyStep): boolean {
  const written = step.raw["continue-on-error"];
  return written !== undefined && isTruthy(evaluateNode(written, step.expressions));
}

const skipped: StepResult = { outputs: {}, outcome: "skipped", conclusion: "skipped" };

async function runReadyStep(scope: StepScope, step: ReadyStep): Promise<StepResult> {
  if (!evaluateCondition(step.raw["if"], step.expressions)) return skipped;
  const minutes = timeoutMinutes(step);
  const end = await guardStep(scope, step.name, minutes, (signal) => execute(scope, step, signal));
  const conclusion = end.status === "failure" && isAllowedToFail(step) ? "success" : end.status;
  return { outputs: end.outputs, outcome: end.status, conclusion };
}

/**
 * Runs one step: its condition, its process, `continue-on-error`; puts its result into the scope.
 * A broken expression fails the step.
 */
export async function runStep(scope: StepScope, raw: JsonObject): Promise<StepResult> {
  let result: StepResult;
  try {
    result = await runReadyStep(scope, readyStep(scope, raw));
  } catch (error) {
    scope.job.log.error(messageOf(error));
    result = { outputs: {}, outcome: "failure", conclusion: "failure" };
  }
  const id = stringAt(raw, "id");
  if (id !== undefined) scope.steps.set(id, result);
  if (result.conclusion === "failure") scope.status = "failure";
  return result;
}

/** Runs steps in order. Each decides by its own `if` whether it still runs after a failure. */
export async function runSteps(scope: StepScope, steps: readonly JsonObject[]): Promise<void> {
  for (const step of steps) {
    if (scope.job.signals.stopped.aborted) return;
    await runStep(scope, step);
  }
}
