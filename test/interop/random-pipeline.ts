import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { writeFiles } from "../support/git-world.ts";

/** A stage of a random pipeline. */
export interface RandomStage {
  readonly isBelow: boolean;
  readonly kind: "file" | "folder" | "metric" | "kept" | "grown";
  /** Whether it is one stage, or what makes several of it. */
  readonly group: "none" | "list" | "map" | "matrix";
  /** Whether its command has a template. */
  readonly isTemplated: boolean;
  /** Of earlier stages, by their place; and of input files. */
  readonly deps: readonly number[];
  readonly inputs: readonly number[];
  readonly params: readonly string[];
}

/** What may happen to a repository between two runs. `of` chooses a stage, an input or a key. */
export type RandomEdit =
  | { readonly edit: "input" | "output"; readonly of: number; readonly text: string }
  | { readonly edit: "param"; readonly of: number; readonly value: number }
  | { readonly edit: "variable"; readonly of: number }
  | {
      readonly edit: "command" | "lose" | "frozen" | "always" | "swap" | "drop" | "mode" | "cut" | "items";
      readonly of: number;
    }
  | { readonly edit: "lose cache" | "lose lock" | "lose input" };

/** A pipeline that edits change. */
export interface RandomPipeline {
  readonly stages: readonly RandomStage[];
  readonly edits: readonly RandomEdit[];
}

/** Keys of parameters by their files; what a value of each file may be. */
const keys = ["p", "q", "r.s", "t.a", "P", "K.c"] as const;
const tomlValues = ["1", "1.0", "true", "2", "'1'", "[1, 2]", "[2, 1]", "1e-5"];
const pythonValues = [
  "1",
  "1.0",
  "True",
  "'1'",
  "[1, 2]",
  "(1, 2)",
  "{'b': 1, 'a': 2}",
  "None",
  "-1",
  "1e-5",
];
const variables = ["1", "2.50", "'a b'", "true", "null", "{k: [1, x y], z: false}"];
const yamlValues = [
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
  group: fc.constantFrom<RandomStage["group"]>("none", "none", "none", "list", "map", "matrix"),
  isTemplated: fc.boolean(),
  params: fc.subarray([...keys], { maxLength: 2 }),
});

const edit: fc.Arbitrary<RandomEdit> = fc.oneof(
  fc.record({
    edit: fc.constantFrom("input" as const, "output" as const),
    of: fc.nat(9),
    text: fc.constantFrom("a\n", "b\n", ""),
  }),
  fc.record({ edit: fc.constant("param" as const), of: fc.nat(11), value: fc.nat(99) }),
  fc.record({ edit: fc.constant("variable" as const), of: fc.nat(variables.length - 1) }),
  fc.record({
    edit: fc.constantFrom(
      "command" as const,
      "lose",
      "frozen",
      "always",
      "swap",
      "drop",
      "mode",
      "cut",
      "items",
    ),
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
  hasAllItems: boolean;
}

/** The state of a random pipeline, written into repositories. */
export class PipelineState {
  readonly #states: StageState[];
  readonly #params = new Map<string, string>(keys.map((key) => [key, "1"]));
  #variable = "1";
  readonly #repositories: readonly string[];

  constructor(stages: readonly RandomStage[], repositories: readonly string[]) {
    this.#states = stages.map((one, index) => ({
      name: `s${index}`,
      stage: one,
      version: 0,
      isFrozen: false,
      isAlwaysChanged: false,
      hasInputs: true,
      hasAllItems: true,
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
        this.#everywhere((root) => {
          for (const path of outputPaths(state)) this.#overwrite(join(root, path), change.text, state);
        });
        break;
      case "lose":
        // Without its outputs dvc gives up on a frozen stage, where Pawl takes them out of the cache.
        if (!state.isFrozen)
          this.#everywhere((root) => {
            for (const path of outputPaths(state)) rmSync(join(root, path), { recursive: true, force: true });
          });
        break;
      case "lose cache":
        this.#everywhere((root) => rmSync(join(root, ".dvc/cache"), { recursive: true, force: true }));
        break;
      case "lose lock":
        this.#everywhere((root) => rmSync(join(root, "dvc.lock"), { force: true }));
        break;
      case "param":
        this.#setParam(keys[change.of % keys.length] ?? "p", change.value);
        break;
      case "variable":
        this.#variable = variables[change.of] ?? "1";
        break;
      case "items":
        state.hasAllItems = !state.hasAllItems;
        break;
      case "cut":
        state.hasInputs = !state.hasInputs;
        break;
      case "command":
        state.version += 1;
        break;
      case "frozen":
        if (
          this.#repositories.every((root) => outputPaths(state).every((path) => existsSync(join(root, path))))
        )
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

  #setParam(key: string, value: number): void {
    const possible = key === "t.a" ? tomlValues : ["P", "K.c"].includes(key) ? pythonValues : yamlValues;
    this.#params.set(key, possible[value % possible.length] ?? "1");
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
    const texts = { "": "", sub: "" };
    for (const state of this.#states) texts[state.stage.isBelow ? "sub" : ""] += this.#stageText(state);
    const value = (key: (typeof keys)[number]): string => this.#params.get(key) ?? "1";
    this.#everywhere((root) =>
      writeFiles(root, {
        "params.yaml": `p: ${value("p")}\nq: ${value("q")}\nr: {s: ${value("r.s")}}\n`,
        "conf.toml": `[t]\na = ${value("t.a")}\n`,
        "conf.py": `P = ${value("P")}\nclass K:\n    c: object = ${value("K.c")}\n`,
        "vars.yaml": `v: ${this.#variable}\n`,
        "dvc.yaml": `vars: [vars.yaml]\nstages:${texts[""] === "" ? " {}" : ""}\n${texts[""]}`,
        "sub/dvc.yaml": `vars: [../vars.yaml]\nstages:${texts["sub"] === "" ? " {}" : ""}\n${texts["sub"]}`,
      }),
    );
  }

  #stageText(state: StageState): string {
    const { stage: one, name, version } = state;
    const up = one.isBelow ? "../" : "";
    const inputs = state.hasInputs ? one.inputs.map((place) => `${up}in${place}`) : [];
    const made = this.#depsOf(state).flatMap(outputPaths);
    const deps = [...inputs, ...made.map((path) => `${up}${path}`)];
    const read =
      deps.length === 0 ? "echo none" : `cat ${deps.map((dep) => `$(find ${dep} -type f | sort)`).join(" ")}`;
    const own = `${name}${itemTemplates[one.group]}`;
    const said = one.isTemplated ? " ${v}" : "";
    // Nothing of the parameters: 1 and 1.0 are equal, and a run that only one of the tools repeats must end the same.
    const command = writeCommand(one.kind, own, `${read} && echo v${version}${said}`);
    const lines = [
      `cmd: ${JSON.stringify(command)}`,
      ...(deps.length === 0 ? [] : [`deps: [${deps.join(", ")}]`]),
      ...paramsText(one.params, up),
      outsText(one.kind, own),
      ...(state.isFrozen ? ["frozen: true"] : []),
      ...(state.isAlwaysChanged ? ["always_changed: true"] : []),
    ];
    const { head, indent } = groupText(state);
    return [`  ${name}:`, ...head, ...lines.map((line) => indent + line), ""].join("\n");
  }
}

const itemTemplates = { none: "", list: "-${item}", map: "-${key}", matrix: "-${item.m}-${item.n}" };

/** The keys of a group as they are in the names of outputs; one without text for a stage of its own. */
function itemsOf({ stage: { group }, hasAllItems }: StageState): readonly string[] {
  const items = { none: [""], list: ["-a", "-1"], map: ["-b", "-c"], matrix: ["-x-1", "-x-2.5"] }[group];
  return hasAllItems ? items : items.slice(0, 1);
}

function groupText({ stage: { group }, hasAllItems }: StageState): {
  readonly head: readonly string[];
  readonly indent: string;
} {
  const rest = (text: string): string => (hasAllItems ? text : "");
  if (group === "none") return { head: [], indent: "    " };
  if (group === "matrix") {
    return { head: [`    matrix: {m: [x], n: [1${rest(", 2.5")}]}`], indent: "    " };
  }
  const each = group === "list" ? `[a${rest(", 1")}]` : `{b: 1${rest(", c: {d: 2}")}}`;
  return { head: [`    foreach: ${each}`, "    do:"], indent: "      " };
}

function paramsText(listed: readonly string[], up: string): readonly string[] {
  const files = { "params.yaml": ["p", "q", "r.s"], "conf.toml": ["t.a"], "conf.py": ["P", "K.c"] };
  const entries = Object.entries(files).flatMap(([file, own]) => {
    const wanted = listed.filter((key) => own.includes(key));
    return wanted.length === 0 ? [] : [`{${up}${file}: [${wanted.join(", ")}]}`];
  });
  return entries.length === 0 ? [] : [`params: [${entries.join(", ")}]`];
}

function outputPaths(state: StageState): readonly string[] {
  const { stage: one, name } = state;
  return itemsOf(state).map((item) => `${one.isBelow ? "sub/" : ""}${name}${item}.out`);
}

function writeCommand(kind: RandomStage["kind"], name: string, text: string): string {
  if (kind === "folder")
    return `mkdir -p ${name}.out/d && (${text}) > ${name}.out/d/x && echo y > ${name}.out/y`;
  return `(${text}) ${kind === "grown" ? ">>" : ">"} ${name}.out`;
}

function outsText(kind: RandomStage["kind"], name: string): string {
  const options = { metric: "{cache: false}", kept: "{cache: false}", grown: "{persist: true}" };
  if (kind === "file" || kind === "folder") return `outs: ["${name}.out"]`;
  return `${kind === "metric" ? "metrics" : "outs"}: [{"${name}.out": ${options[kind]}}]`;
}

/** Text of the outputs, to compare. */
export function outputsOf(repository: string, files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(repository, file), "latin1")]));
}
