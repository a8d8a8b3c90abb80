import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type { DemoStep, StepResult } from "./step.ts";
import { showStep, spin } from "./terminal.ts";

/** `pawl.demo/1`. */
export interface DemoResult {
  readonly schema: "pawl.demo/1";
  readonly ok: boolean;
  /** Time that the steps took together, in milliseconds. */
  readonly ms: number;
  readonly steps: readonly StepResult[];
}

/** Where results of finished steps are kept across restarts. */
export interface StepMemory {
  recall(step: string): StepResult | undefined;
  keep(result: StepResult): void;
}

/** How to play. */
export interface PlayOptions {
  readonly memory: StepMemory;
  /** Aborted when the demo is interrupted: the step at hand is given up and nothing more is shown. */
  readonly signal: AbortSignal;
  /** Where the result is written; nowhere when it is `undefined`. */
  readonly jsonFile: string | undefined;
}

async function attempt(step: DemoStep): Promise<StepResult> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  try {
    const { url, note } = await step.run();
    return { name: step.name, ok: true, ms: elapsed(), url, ...(note === undefined ? {} : { note }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name: step.name, ok: false, ms: elapsed(), url: "", error: message };
  }
}

async function playStep(step: DemoStep, label: string, options: PlayOptions): Promise<StepResult> {
  const stop = spin(label, options.signal);
  const result = await attempt(step);
  stop();
  if (result.ok && !options.signal.aborted) options.memory.keep(result);
  return result;
}

/** Plays the steps in order, those that are done already not again, and stops at the first that fails. */
export async function play(steps: readonly DemoStep[], options: PlayOptions): Promise<DemoResult> {
  const results: StepResult[] = [];
  for (const [index, step] of steps.entries()) {
    const label = `${String(index + 1).padStart(2)}/${steps.length} ${step.name}`;
    const earlier = options.memory.recall(step.name);
    const result = earlier ?? (await playStep(step, label, options));
    if (options.signal.aborted) break;
    results.push(result);
    showStep(result, label, earlier !== undefined);
    if (!result.ok) break;
  }
  const ok = results.length === steps.length && results.every((result) => result.ok);
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  const demo: DemoResult = { schema: "pawl.demo/1", ok, ms, steps: results };
  if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}
