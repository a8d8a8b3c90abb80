import type { z } from "zod";
import type { inputKind } from "./explanation-schema.ts";
import type { EvaluationReport } from "./report-schema.ts";
import { subsetsOf } from "./shapley.ts";

/** What a model is made of. */
export type InputKind = z.infer<typeof inputKind>;

/** One thing that differs between champion and challenger. */
export interface ChangedInput {
  readonly kind: InputKind;
  /** A path, or `file: key` of a parameter. */
  readonly name: string;
  /** The stage that reads it; `null` for a parameter. */
  readonly stage: string | null;
}

/** How a source file's name ends. */
const codeEnding = /\.(?:py|ipynb|r|R|jl|sh|ts|js|mjs|sql|scala|java|go|rs|c|cc|cpp)$/;

/**
 * What went into the challenger and not into the champion: parameters as the report lists them, and inputs of stages whose
 * digest in dvc.lock differs. What another stage makes is left out, because it follows from that stage's inputs; where that
 * stage has none, it is data that came from elsewhere.
 * An input is code when its name ends like a source file, else data. A name is listed once, with the first stage that reads it.
 */
export function findChangedInputs(report: EvaluationReport): readonly ChangedInput[] {
  const stages = report.lineage?.stages ?? [];
  const fed = stages.filter((stage) => stage.inputs.length > 0);
  const made = new Set(fed.flatMap((stage) => stage.outputs.map(({ path }) => path)));
  const found = new Map<string, ChangedInput>();
  for (const { file, key } of report.params) {
    found.set(`params ${file} ${key}`, { kind: "params", name: `${file}: ${key}`, stage: null });
  }
  for (const { stage, inputs } of stages) {
    for (const { path, isChanged } of inputs) {
      if (isChanged !== true || made.has(path) || found.has(path)) continue;
      found.set(path, { kind: isCodePath(path) ? "code" : "data", name: path, stage });
    }
  }
  return [...found.values()];
}

/** Whether a file is code: its name ends like a source file. */
export function isCodePath(path: string): boolean {
  return codeEnding.test(path);
}

/**
 * The combinations of old and new kinds of inputs that have to be trained to give each kind its share of the difference
 * (Shapley 1953: the mean of its effect over all orders); champion and challenger themselves are known.
 *
 * @returns of k kinds 2^k − 2 combinations, each the kinds that are new; none of fewer than two kinds.
 */
export function planAttribution(kinds: readonly InputKind[]): readonly (readonly InputKind[])[] {
  return subsetsOf(kinds).slice(1, -1);
}
