import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { writeFiles } from "../support/git-world.ts";

/** A stage of a random pipeline. */
export interface RandomStage {
  readonly isBelow: boolean;
  readonly kind: "file" | "folder" | "metric" | "kept" | "grown";
  /** Of earlier stages, by their place; and of input files. */
  readonly deps: readonly number[];
  readonly inputs: readonly number[];
  readonly params: readonly string[];
}

/** What may happen to a repository between two runs. `of` chooses a stage, an input or a key. */
export type RandomEdit =
  | { readonly edit: "input" | "output"; readonly of: number; readonly text: string }
  | { readonly edit: "param"; readonly of: number; readonly text: string }
  | {
      readonly edit: "command" | "lose" | "frozen" | "always" | "swap" | "drop" | "mode" | "cut";
      readonly of: number;
    }
  | { readonly edit: "lose cache" | "lose lock" | "lose input" };

/** A pipeline that edits change. */
export interface RandomPipeline {
  readonly stages: readonly RandomStage[];
  readonly edits: readonly RandomEdit[];
}

const keys = ["p", "q", "r.s"];
const values = [
  "1",
  "1.0",
  "true",
  "2",
  "'1'",
  "[1, 2]",
  "[2, 1]",
  "{b: 1, a: 2}",
  "{a: 2, b: 1}",
  "1e-5",
  "null",
];
const inputCount = 3;

const stage = fc.record({
  isBelow: fc.boolean(),
  kind: fc.constantFrom<RandomStage["kind"]>("file", "file", "folder", "metric", "kept", "grown"),
  deps: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
  inputs: fc.uniqueArray(fc.nat(inputCount - 1), { maxLength: 2 }),
  params: fc.subarray(keys, { maxLength: 2 }),
});

const edit: fc.Arbitrary<RandomEdit> = fc.oneof(
  fc.record({
    edit: fc.constantFrom("input" as const, "output" as const),
    of: fc.nat(9),
    text: fc.constantFrom("a\n", "b\n", ""),
  }),
  fc.record({ edit: fc.constant("param" as const), of: fc.nat(9), text: fc.constantFrom(...values) }),
  fc.record({
    edit: fc.constantFrom("command" as const, "lose", "frozen", "always", "swap", "drop", "mode", "cut"),
    of: fc.nat(9),
  }),
  fc.record({ edit: fc.constantFrom("lose cache" as const, "lose lock", "lose input") }),
);

/** Random pipelines with edits. */
export const randomPipeline: fc.Arbitrary<RandomPipeline> = fc.record({
  stages: fc.array(stage, { minLength: 2, maxLength: 6 }),
  edits: fc.array(edit, { minLength: 3, maxLength: 8 }),
});

interface StageState {
  readonly name: string;
  readonly stage: RandomStage;
  version: number;
  isFrozen: boolean;
  isAlwaysChanged: boolean;
  hasInputs: boolean;
}

/** The state of a random pipeline, written into repositories. */
export class PipelineState {
  readonly #states: StageState[];
  readonly #params = new Map(keys.map((key) => [key, "1"]));
  readonly #repositories: readonly string[];

  constructor(stages: readonly RandomStage[], repositories: readonly string[]) {
    this.#states = stages.map((one, index) => ({
      name: `s${index}`,
      stage: one,
      version: 0,
      isFrozen: false,
      isAlwaysChanged: false,
      hasInputs: true,
    }));
    this.#repositories = repositories;
    for (const repository of repositories) {
      writeFiles(repository, { in0: "0\n", in1: "1\n", in2: "2\n", "sub/.keep": "" });
    }
    this.#write();
  }

  /** Does an edit; one that has nothing to change does nothing. */
  apply(change: RandomEdit): void {
    const state = this.#states["of" in change ? change.of % Math.max(this.#states.length, 1) : 0];
    if (state === undefined) return;
    switch (change.edit) {
      case "input":
        this.#everywhere((root) => writeFileSync(join(root, `in${change.of % inputCount}`), change.text));
        break;
      case "mode":
        this.#everywhere((root) => {
          const path = join(root, `in${change.of % inputCount}`);
          if (existsSync(path)) chmodSync(path, 0o755);
        });
        break;
      case "lose input":
        this.#everywhere((root) => rmSync(join(root, "in2"), { force: true }));
        break;
      case "output":
        this.#everywhere((root) => this.#overwrite(join(root, outputOf(state)), change.text, state));
        break;
      case "lose":
        // Without its outputs dvc gives up on a frozen stage, where Pawl takes them out of the cache.
        if (!state.isFrozen)
          this.#everywhere((root) => rmSync(join(root, outputOf(state)), { recursive: true, force: true }));
        break;
      case "lose cache":
        this.#everywhere((root) => rmSync(join(root, ".dvc/cache"), { recursive: true, force: true }));
        break;
      case "lose lock":
        this.#everywhere((root) => rmSync(join(root, "dvc.lock"), { force: true }));
        break;
      case "param":
        this.#params.set(keys[change.of % keys.length] ?? "p", change.text);
        break;
      case "cut":
        state.hasInputs = !state.hasInputs;
        break;
      case "command":
        state.version += 1;
        break;
      case "frozen":
        if (this.#repositories.every((root) => existsSync(join(root, outputOf(state)))))
          state.isFrozen = !state.isFrozen;
        break;
      case "always":
        state.isAlwaysChanged = !state.isAlwaysChanged;
        break;
      case "swap":
        this.#states.push(...this.#states.splice(0, 1));
        break;
      case "drop":
        if (this.#states.length > 2 && !this.#isNeeded(state))
          this.#states.splice(this.#states.indexOf(state), 1);
        break;
    }
    this.#write();
  }

  #isNeeded(state: StageState): boolean {
    return this.#states.some((other) => this.#depsOf(other).includes(state));
  }

  #overwrite(path: string, text: string, { stage: { kind } }: StageState): void {
    if (!existsSync(path)) return;
    if (kind === "folder") writeFileSync(join(path, "extra"), text);
    else {
      rmSync(path);
      writeFileSync(path, text);
    }
  }

  #everywhere(edit: (root: string) => void): void {
    for (const repository of this.#repositories) edit(repository);
  }

  #depsOf(state: StageState): readonly StageState[] {
    const own = Number(state.name.slice(1));
    return state.stage.deps.flatMap((place) =>
      place < own ? this.#states.filter((other) => other.name === `s${place}`) : [],
    );
  }

  #write(): void {
    const texts = { "": "stages:\n", sub: "stages:\n" };
    for (const state of this.#states) texts[state.stage.isBelow ? "sub" : ""] += this.#stageText(state);
    const params = [...this.#params].map(([key, value]) =>
      key.includes(".") ? `r: {s: ${value}}\n` : `${key}: ${value}\n`,
    );
    this.#everywhere((root) =>
      writeFiles(root, {
        "params.yaml": params.join(""),
        "dvc.yaml": texts[""] === "stages:\n" ? "stages: {}\n" : texts[""],
        "sub/dvc.yaml": texts["sub"] === "stages:\n" ? "stages: {}\n" : texts["sub"],
      }),
    );
  }

  #stageText(state: StageState): string {
    const { stage: one, name, version } = state;
    const up = one.isBelow ? "../" : "";
    const inputs = state.hasInputs ? one.inputs.map((place) => `${up}in${place}`) : [];
    const deps = [...inputs, ...this.#depsOf(state).map((other) => `${up}${outputOf(other)}`)];
    const params =
      one.params.length === 0 ? [] : [`    params: [{${up}params.yaml: [${one.params.join(", ")}]}]\n`];
    const read =
      deps.length === 0 ? "echo none" : `cat ${deps.map((dep) => `$(find ${dep} -type f | sort)`).join(" ")}`;
    // Nothing of the parameters: 1 and 1.0 are equal, and a run that only one of the tools repeats must end the same.
    const command = writeCommand(one.kind, name, `${read} && echo v${version}`);
    return [
      `  ${name}:\n    cmd: ${JSON.stringify(command)}\n`,
      ...(deps.length === 0 ? [] : [`    deps: [${deps.join(", ")}]\n`]),
      ...params,
      outsText(one.kind, name),
      ...(state.isFrozen ? ["    frozen: true\n"] : []),
      ...(state.isAlwaysChanged ? ["    always_changed: true\n"] : []),
    ].join("");
  }
}

function outputOf({ stage: { isBelow }, name }: StageState): string {
  return `${isBelow ? "sub/" : ""}${name}.out`;
}

function writeCommand(kind: RandomStage["kind"], name: string, text: string): string {
  if (kind === "folder")
    return `mkdir -p ${name}.out/d && (${text}) > ${name}.out/d/x && echo y > ${name}.out/y`;
  return `(${text}) ${kind === "grown" ? ">>" : ">"} ${name}.out`;
}

function outsText(kind: RandomStage["kind"], name: string): string {
  const options = { metric: "{cache: false}", kept: "{cache: false}", grown: "{persist: true}" };
  if (kind === "file" || kind === "folder") return `    outs: [${name}.out]\n`;
  return `    ${kind === "metric" ? "metrics" : "outs"}: [{${name}.out: ${options[kind]}}]\n`;
}

/** Text of the outputs, to compare. */
export function outputsOf(repository: string, files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(repository, file), "latin1")]));
}
