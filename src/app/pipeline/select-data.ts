import { PawlError } from "../../errors.ts";
import { isBelow, isOverlap } from "../../versioning/repository-path.ts";
import type { Stage } from "../../versioning/stage.ts";
import { orderStages } from "../../versioning/stage-graph.ts";
import { type KnownData, listKnownData, type LoadedPipeline } from "./load-pipeline.ts";

/** Which data a command is about. */
export interface DataSelection {
  /** Stages, groups of stages, `.dvc` files, paths or folders, relative to the repository. Default: all data. */
  readonly targets?: readonly string[];
  /** Also the data that the stages of the targets are made from. Default false. */
  readonly withDeps?: boolean;
}

/** Data, or a part of it. */
export interface SelectedData extends KnownData {
  /** Of a directory: only the file or folder at this path in it. Undefined: all of it. */
  readonly inside?: string;
}

/**
 * The data that targets mean, each once.
 *
 * @throws PawlError `stage.unknown` for a target that means nothing.
 */
export function selectData(loaded: LoadedPipeline, selection: DataSelection): readonly SelectedData[] {
  const known: readonly SelectedData[] = listKnownData(loaded);
  const { targets } = selection;
  if (targets === undefined || targets.length === 0) return known;
  const selected = targets.flatMap((target) => selectTarget(target, known, loaded));
  const above = selection.withDeps === true ? ownersAbove(selected, loaded) : new Set<string>();
  const all = [...selected, ...known.filter((data) => above.has(data.owner))];
  const whole = new Set(all.filter((data) => data.inside === undefined).map((data) => data.path));
  const unique = new Map<string, SelectedData>();
  for (const data of all) {
    if (data.inside !== undefined && whole.has(data.path)) continue;
    unique.set(`${data.path}\0${data.inside ?? ""}`, data);
  }
  return [...unique.values()];
}

function selectTarget(
  target: string,
  known: readonly SelectedData[],
  loaded: LoadedPipeline,
): readonly SelectedData[] {
  const path = target.replace(/^\.\//, "").replace(/\/$/, "");
  const owners = new Set(
    loaded.pipeline.filter((stage) => namesOf(stage).includes(path)).map((stage) => stage.address),
  );
  const found = known.flatMap((data): readonly SelectedData[] => {
    if (owners.has(data.owner) || data.owner === path) return [data];
    if (!isOverlap(data.path, path)) return [];
    return [isBelow(path, data.path) ? { ...data, inside: path.slice(data.path.length + 1) } : data];
  });
  if (found.length > 0 || owners.size > 0) return found;
  throw new PawlError("stage.unknown", {
    message: `${target} is no stage, no output in dvc.lock and in no .dvc file.`,
    hint: "Run `pawl repro` first, or `pawl add` for data that no stage makes.",
  });
}

/**
 * What means a stage: its dvc.yaml, and its name or its group's after that, or after the folder alone, which is how a name
 * from that folder arrives here.
 */
function namesOf({ file, name, group }: Stage): readonly string[] {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const own = [name, ...(group === undefined ? [] : [group])];
  return [file, ...own.flatMap((one) => [`${file}:${one}`, `${folder}${one}`, `${folder}:${one}`])];
}

function ownersAbove(selected: readonly SelectedData[], loaded: LoadedPipeline): ReadonlySet<string> {
  const stages = new Set(selected.map((data) => data.owner));
  const ordered = orderStages(loaded.pipeline, [...stages]);
  const needed = ordered.flatMap((stage) => stage.deps.map((dependency) => dependency.path));
  const files = loaded.tracked.filter((data) => needed.some((path) => isOverlap(path, data.target)));
  return new Set([...ordered.map((stage) => stage.address), ...files.map((data) => data.file)]);
}
