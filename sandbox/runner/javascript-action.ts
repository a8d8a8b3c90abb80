import { existsSync } from "node:fs";
import { join } from "node:path";
import { endOfProcess, inputVariables, resolveInputs, type ActionCall } from "./action-call.ts";
import type { JavaScriptAction } from "./action-definition.ts";
import { evaluateCondition } from "./expression.ts";
import { expressionScope, type ActionPlace, type StepEnd, type StepScope } from "./job-state.ts";
import { runStepProcess } from "./step-process.ts";
import { WorkflowError } from "./workflow-error.ts";

/** One use of a JavaScript action in a job: main, pre and post share its inputs and state. */
export class JavaScriptActionUse {
  readonly #scope: StepScope;
  readonly #definition: JavaScriptAction;
  readonly #place: ActionPlace;
  readonly #state: Record<string, string> = {};
  #isPrepared = false;

  constructor(scope: StepScope, definition: JavaScriptAction, place: ActionPlace) {
    this.#scope = { ...scope, action: place };
    this.#definition = definition;
    this.#place = place;
  }

  /** Whether the action has a `pre` that has not run yet. */
  get hasPre(): boolean {
    return this.#definition.pre !== undefined && !this.#isPrepared;
  }

  /** Runs `pre` when `pre-if` allows it; `undefined` when not. */
  async runPre(call: ActionCall): Promise<StepEnd | undefined> {
    const { pre, preIf } = this.#definition;
    this.#isPrepared = true;
    this.#scope.job.preparedStates.set(call.step, this.#state);
    if (pre === undefined || !evaluateCondition(preIf, expressionScope(this.#scope))) return undefined;
    return this.#runScript(pre, call, call.signal);
  }

  /** Runs `main`; registers `post` for the end of the job. */
  async runMain(call: ActionCall): Promise<StepEnd> {
    const { main, post, postIf } = this.#definition;
    const prepared = this.#scope.job.preparedStates.get(call.step);
    this.#isPrepared ||= prepared !== undefined;
    Object.assign(this.#state, prepared);
    if (this.hasPre) {
      const end = await this.runPre(call);
      if (end !== undefined && end.status !== "success") return end;
    }
    if (post !== undefined) {
      this.#scope.job.posts.push({
        name: `Post ${call.name}`,
        condition: postIf,
        scope: this.#scope,
        run: (signal) => this.#runScript(post, call, signal),
      });
    }
    const title = call.uses.startsWith(".")
      ? call.uses
      : call.uses.replace(/@([0-9a-f]{7})[0-9a-f]{33}$/, "@$1");
    this.#scope.job.log.group(`Run ${title}`, withLines(call));
    return this.#runScript(main, call, call.signal);
  }

  async #runScript(script: string, call: ActionCall, signal: AbortSignal): Promise<StepEnd> {
    const file = join(this.#place.directory, script);
    if (!existsSync(file)) throw new WorkflowError(`File not found: '${file}'`);
    const inputs = resolveInputs(this.#scope, call, this.#definition.inputs);
    const state = Object.entries(this.#state).map(([name, value]) => [`STATE_${name}`, value]);
    const result = await runStepProcess(this.#scope, {
      command: process.execPath,
      args: [file],
      cwd: this.#scope.job.paths.workspace,
      environment: {
        ...call.environment,
        ...this.#scope.job.actionDefaults,
        ...inputVariables(inputs),
        ...Object.fromEntries(state),
      },
      signal,
    });
    Object.assign(this.#state, result.state);
    return endOfProcess(this.#scope, result, signal);
  }
}

function withLines(call: ActionCall): readonly string[] {
  const entries = Object.entries(call.with).map(([name, value]) => `  ${name}: ${value}`);
  return entries.length === 0 ? [] : ["with:", ...entries];
}
