import { performance } from "node:perf_hooks";
import type { StepResult } from "./step.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const indent = " ".repeat(8);

/** A space at which no line is broken. */
const unbroken = "\u00A0";

/** Columns that text may take: those of the terminal, 100 elsewhere. */
function columns(): number {
  return Math.max(40, process.stdout.columns ?? process.stderr.columns ?? 100);
}

/** Shows what is under way and for how long on a terminal, nothing elsewhere; returns how to stop it. */
export function spin(label: string, signal: AbortSignal): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  const started = performance.now();
  let frame = 0;
  const draw = (): void => {
    frame = (frame + 1) % frames.length;
    const time = ` ${((performance.now() - started) / 1000).toFixed(0)} s`;
    const room = columns() - 3 - time.length;
    const shown = label.length > room ? `${label.slice(0, room - 1)}…` : label;
    process.stderr.write(`\r${frames[frame] ?? ""} ${shown}${time}\u001B[K`);
  };
  const timer = setInterval(draw, 100);
  const stop = (): void => {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
    process.stderr.write("\r\u001B[K");
  };
  signal.addEventListener("abort", stop);
  draw();
  return stop;
}

/** Breaks a text at spaces, but for those that it begins with; the lines after the first begin with `margin`. Words that are too long stay whole. */
export function wrap(text: string, width: number, margin: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S) +/)) {
    const isFull = line !== "" && margin.length + line.length + 1 + word.length > width;
    if (isFull) lines.push(line);
    line = isFull || line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${margin}`);
}

/** Prints a finished step: its name and time, what is known about it, its page. */
export function showStep(result: StepResult, label: string, isEarlier: boolean): void {
  const time = isEarlier ? "before" : `${(result.ms / 1000).toFixed(1)}${unbroken}s`;
  const head = wrap(`${label} (${time})`, columns() - 2, indent).replace(unbroken, " ");
  console.log(`${result.ok ? "✔" : "✖"} ${head}`);
  if (result.note !== undefined && !isEarlier) console.log(indent + wrap(result.note, columns() - 1, indent));
  if (result.url !== "") console.log(indent + result.url);
  if (result.error !== undefined) console.log(indent + result.error.replaceAll("\n", `\n${indent}`));
}
