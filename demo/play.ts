import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** One step of the demo. It finds what an earlier, interrupted play left and goes on from there. */
export interface DemoStep {
  readonly name: string;
  /** Returns the address of the page that shows the result and, if any, one line about it. */
  run(): Promise<{ readonly url: string; readonly note?: string }>;
}

interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly url: string;
  readonly note?: string;
  readonly error?: string;
}

/** `pawl.demo/1`. */
export interface DemoResult {
  readonly schema: "pawl.demo/1";
  readonly ok: boolean;
  readonly ms: number;
  readonly steps: readonly StepResult[];
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Shows a spinner on a terminal, nothing elsewhere; returns how to stop it. */
function spin(label: string): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  const started = performance.now();
  let frame = 0;
  const timer = setInterval(() => {
    frame = (frame + 1) % frames.length;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(`\r${frames[frame] ?? ""} ${label} ${seconds} s\u001B[K`);
  }, 100);
  return () => {
    clearInterval(timer);
    process.stderr.write("\r\u001B[K");
  };
}

async function playStep(step: DemoStep, label: string): Promise<StepResult> {
  const started = performance.now();
  const stop = spin(label);
  try {
    const { url, note } = await step.run();
    const ms = Math.round(performance.now() - started);
    return { name: step.name, ok: true, ms, url, ...(note === undefined ? {} : { note }) };
  } catch (error) {
    const ms = Math.round(performance.now() - started);
    return {
      name: step.name,
      ok: false,
      ms,
      url: "",
      error: error instanceof Error ? error.message : String(error),
    };
  } finally {
    stop();
  }
}

function show(result: StepResult, label: string): void {
  const mark = result.ok ? "✔" : "✖";
  const note = result.note === undefined ? "" : ` — ${result.note}`;
  console.log(`${mark} ${label}${note} (${(result.ms / 1000).toFixed(1)} s)`);
  if (result.url !== "") console.log(`    ${result.url}`);
  if (result.error !== undefined) console.log(`    ${result.error.replaceAll("\n", "\n    ")}`);
}

/** Plays the steps in order, stops at the first that fails, and writes the result to `jsonFile` when one is named. */
export async function play(steps: readonly DemoStep[], jsonFile: string | undefined): Promise<DemoResult> {
  const started = performance.now();
  const results: StepResult[] = [];
  for (const [index, step] of steps.entries()) {
    const label = `${String(index + 1).padStart(2)}/${steps.length} ${step.name}`;
    const result = await playStep(step, label);
    results.push(result);
    show(result, label);
    if (!result.ok) break;
  }
  const ok = results.length === steps.length && results.every((result) => result.ok);
  const demo: DemoResult = {
    schema: "pawl.demo/1",
    ok,
    ms: Math.round(performance.now() - started),
    steps: results,
  };
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}
