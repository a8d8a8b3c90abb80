import type { ChangedInput, InputKind } from "../../evaluation/changed-inputs.ts";
import { isCodePath } from "../../evaluation/changed-inputs.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { compareParams } from "../../versioning/mix-params.ts";
import { findModelStages } from "../../versioning/model-stages.ts";
import { readParams } from "../../versioning/read-params.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import type { Stage } from "../../versioning/stage.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { type LoadedPipeline, loadPipeline, lockedEntry } from "../pipeline/load-pipeline.ts";
import { listParamFiles } from "./param-files.ts";

/** One end of an explanation. */
export interface InputSide {
  /** As it was asked for. */
  readonly name: string;
  readonly commit: string;
  readonly view: RepositoryView;
  readonly loaded: LoadedPipeline;
  /** The stages behind the model, as `findModelStages` has them. */
  readonly stages: readonly Stage[];
}

/** What went into one side's model and not into the other's, by what carries it in the repository. */
export interface InputChanges {
  /** Those that differ: code, params, data. */
  readonly kinds: readonly InputKind[];
  /** For people. */
  readonly changed: readonly Omit<ChangedInput, "stage">[];
  /** Parameter files that differ. */
  readonly paramFiles: readonly string[];
  /** Files in git that hold or describe data and differ. */
  readonly dataFiles: readonly string[];
  /** Addresses of stages that only data feeds and whose outputs differ in the lock files. */
  readonly sources: readonly string[];
}

/** Reads one end. @throws PawlError `dvc.*`; `config.invalid` when no stage makes the artifact. */
export async function readInputSide(
  revision: { readonly name: string; readonly commit: string },
  artifact: string,
  view: RepositoryView,
): Promise<InputSide> {
  const loaded = await loadPipeline(view);
  const { feature, train, evaluate } = findModelStages(artifact, loaded.pipeline);
  return { ...revision, view, loaded, stages: [...feature, train, ...evaluate] };
}

/**
 * Finds what differs between two commits in what a model is made of, as dvc.yaml declares it. Code: a dvc.yaml and source
 * files that stages depend on. Params: values of parameter files. Data: `.dvc` files, other files that stages depend on, and
 * what a stage makes that is frozen or depends on nothing.
 *
 * Where code differs, a key or a file that only one side has belongs to the code that reads it; else it is a change of its kind.
 */
export async function compareInputs(base: InputSide, head: InputSide): Promise<InputChanges> {
  const sides = [base, head] as const;
  const made = sides.flatMap(({ stages }) => stages.flatMap((stage) => stage.outs.map(({ path }) => path)));
  const isMade = (path: string): boolean => made.some((out) => isOverlap(out, path));
  const params = await findParams(sides);
  const deps = await listDeps(sides, isMade);
  const files = deps.filter((path) => !params.files.has(path));
  const differing = await findDiffering([...files, ...pipelineFiles(sides)], sides);
  const code = differing.filter(({ path }) => isCodeFile(path));
  const hasCode = code.length > 0;
  const tracked = await findDiffering(listTracked(sides), sides);
  const sources = listSources(sides);
  const counts = ({ isShared }: { readonly isShared: boolean }): boolean => isShared || !hasCode;
  const data = [...differing.filter(({ path }) => !isCodeFile(path)), ...tracked].filter(counts);
  const values = params.changes.filter(counts);
  const named = (kind: InputKind, names: readonly string[]) => names.map((name) => ({ kind, name }));
  const changed = [
    ...named("code", code.map(pathOf)),
    ...named(
      "params",
      values.map(({ name }) => name),
    ),
    ...named("data", [...data.map(pathOf), ...sources.filter(counts).map(({ name }) => name)]),
  ];
  return {
    kinds: (["code", "params", "data"] as const).filter((kind) => changed.some((one) => one.kind === kind)),
    changed,
    paramFiles: [...new Set(values.map(({ file }) => file))],
    dataFiles: data.map(pathOf),
    sources: sources.filter(counts).map(({ address }) => address),
  };
}

type Sides = readonly [InputSide, InputSide];

function pathOf({ path }: { readonly path: string }): string {
  return path;
}

function pipelineFiles(sides: Sides): readonly string[] {
  return sides.flatMap(({ stages }) => stages.map(({ file }) => file));
}

function isCodeFile(path: string): boolean {
  return isCodePath(path) || path === "dvc.yaml" || path.endsWith("/dvc.yaml");
}

/** The files in git that stages depend on; those of a directory one by one. A frozen stage looks at none. */
async function listDeps(sides: Sides, isMade: (path: string) => boolean): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { stages, view } of sides) {
    for (const { path } of stages.flatMap((stage) => (stage.isFrozen ? [] : stage.deps))) {
      if (isMade(path)) continue;
      const isFile = (await view.readBytes(path)) !== undefined;
      const files = isFile ? [path] : (await view.listFiles(path)).filter((file) => !file.endsWith(".dvc"));
      files.forEach((file) => found.add(file));
    }
  }
  return [...found];
}

/** The `.dvc` files whose data a stage depends on, and the data itself where git has it. */
function listTracked(sides: Sides): readonly string[] {
  return sides.flatMap(({ stages, loaded }) => {
    const deps = stages.flatMap((stage) => (stage.isFrozen ? [] : stage.deps.map(pathOf)));
    return loaded.tracked
      .filter((data) => deps.some((path) => isOverlap(path, data.target)))
      .map(({ file }) => file);
  });
}

async function findDiffering(
  paths: readonly string[],
  [base, head]: Sides,
): Promise<readonly { readonly path: string; readonly isShared: boolean }[]> {
  const found = [];
  for (const path of [...new Set(paths)].sort(compareCodePoints)) {
    const [before, after] = [await base.view.readBytes(path), await head.view.readBytes(path)];
    if (isSameBytes(before, after)) continue;
    found.push({ path, isShared: before !== undefined && after !== undefined });
  }
  return found;
}

function isSameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

interface ParamChanges {
  /** All parameter files. */
  readonly files: ReadonlySet<string>;
  readonly changes: readonly { readonly file: string; readonly name: string; readonly isShared: boolean }[];
}

async function findParams(sides: Sides): Promise<ParamChanges> {
  const files = new Set<string>();
  for (const side of sides) for (const file of await listParamFiles(side.stages, side.view)) files.add(file);
  const changes = [];
  for (const file of [...files].sort(compareCodePoints)) {
    const [before, after] = await Promise.all(
      sides.map(async ({ view }) => {
        const text = await view.readText(file);
        return text === undefined ? undefined : readParams(text, file);
      }),
    );
    const { shared, single } = compareParams(before, after);
    const name = (key: string): string => (key === "" ? file : `${file}: ${key}`);
    changes.push(
      ...shared.map((key) => ({ file, name: name(key), isShared: true })),
      ...single.map((key) => ({ file, name: name(key), isShared: false })),
    );
  }
  return { files, changes };
}

/** Stages that nothing of the repository feeds: what they make is data that came from elsewhere. */
function listSources([base, head]: Sides): readonly {
  readonly address: string;
  readonly name: string;
  readonly isShared: boolean;
}[] {
  const addresses = new Set(
    [base, head].flatMap(({ stages }) => stages.filter(isSource).map((one) => one.address)),
  );
  return [...addresses].flatMap((address) => {
    const [before, after] = [outsOf(base, address), outsOf(head, address)];
    const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    if (paths.length === 0) return [];
    const isShared = paths.some((path) => before.has(path) && after.has(path));
    return [{ address, name: `${address}: ${paths.join(", ")}`, isShared }];
  });
}

function isSource({ isFrozen, deps, params }: Stage): boolean {
  return isFrozen || (deps.length === 0 && params.length === 0);
}

function outsOf({ loaded, stages }: InputSide, address: string): ReadonlyMap<string, string> {
  const stage = stages.find((one) => one.address === address);
  const entry = stage && lockedEntry(loaded, stage);
  return new Map(entry?.outs.map(({ path, md5 }) => [path, md5]));
}
