import type { DataObjects } from "../../ports/data-objects.ts";
import type { PlotProperties } from "../../versioning/pipeline-definitions.ts";
import { joinPath } from "../../versioning/repository-path.ts";
import { isValueMap, type Value } from "../../versioning/value.ts";
import { expandPath } from "./read-file-at.ts";
import type { Snapshot } from "./snapshot.ts";

/** A plot as a revision defines it. */
export interface DefinedPlot {
  /** File, or name in dvc.yaml. */
  readonly id: string;
  /** The dvc.yaml whose top level defines it; `""` for an output of a stage or a target. */
  readonly config: string;
  readonly properties: PlotProperties;
}

/** Which plots, and what to set over their own properties. */
export interface PlotChoice {
  /** Beginnings of ids (`file`, `name`, `dvc.yaml::name`), or files; default every plot. */
  readonly targets: readonly string[];
  readonly properties: PlotProperties;
}

/** The plots of a revision: of top levels, then outputs of stages, then targets that are files. Directories become their files. */
export async function listPlots(
  snapshot: Snapshot,
  choice: PlotChoice,
  objects: Pick<DataObjects, "readTree">,
): Promise<readonly DefinedPlot[]> {
  const plots = new Map<string, DefinedPlot>();
  const add = (plot: DefinedPlot): void => {
    const key = `${plot.config}::${plot.id}`;
    const before = plots.get(key)?.properties ?? [];
    plots.set(key, { ...plot, properties: new Map([...before, ...plot.properties, ...choice.properties]) });
  };
  const expand = (path: string): Promise<readonly string[]> => expandPath(snapshot, path, objects);
  for (const plot of await topLevelPlots(snapshot, expand)) if (isWanted(plot, choice.targets)) add(plot);
  for (const plot of await outputPlots(snapshot, expand)) if (isWanted(plot, choice.targets)) add(plot);
  for (const target of choice.targets) {
    const files = await expand(target);
    const isThere = files[0] !== target || (await snapshot.view.readBytes(target)) !== undefined;
    if (plots.size > 0 && !isThere && !snapshot.data.has(target)) continue;
    for (const id of files) add({ id, config: "", properties: new Map() });
  }
  return [...plots.values()];
}

type Expand = (path: string) => Promise<readonly string[]>;

async function topLevelPlots(snapshot: Snapshot, expand: Expand): Promise<readonly DefinedPlot[]> {
  const plots: DefinedPlot[] = [];
  for (const [config, { plots: definitions }] of snapshot.loaded.definitions) {
    const folder = joinPath(config, "..") ?? "";
    const parents = definitions.flatMap(({ path }) => path ?? []);
    for (const { id, path, options: properties } of definitions) {
      if (isValueMap(properties.get("y"))) {
        plots.push({ id, config, properties: inFolder(properties, folder) });
        continue;
      }
      if (path === undefined) continue;
      const files = (await expand(path)).filter((one) => nearestParent(one, parents) === path);
      plots.push(...files.map((one) => ({ id: one, config, properties })));
    }
  }
  return plots;
}

async function outputPlots(snapshot: Snapshot, expand: Expand): Promise<readonly DefinedPlot[]> {
  const plots: DefinedPlot[] = [];
  for (const out of snapshot.loaded.pipeline.flatMap((stage) => stage.outs)) {
    if (out.kind !== "plot") continue;
    const properties = out.plot ?? new Map();
    plots.push(...(await expand(out.path)).map((id) => ({ id, config: "", properties })));
  }
  return plots;
}

/** How dvc.yaml wants the plot of a stage drawn. */
export function stageProperties(snapshot: Pick<Snapshot, "loaded">, path: string): PlotProperties {
  const outs = snapshot.loaded.pipeline.flatMap((stage) => stage.outs);
  return outs.find((out) => out.kind === "plot" && out.path === path)?.plot ?? new Map();
}

function isWanted({ id, config }: DefinedPlot, targets: readonly string[]): boolean {
  const full = config === "" ? id : `${config}::${id}`;
  return targets.length === 0 || targets.some((target) => id.startsWith(target) || full.startsWith(target));
}

/** The files of the axes, relative to the repository. */
function inFolder(properties: PlotProperties, folder: string): PlotProperties {
  return new Map(
    [...properties].map(([key, value]): [string, Value] => {
      if ((key !== "x" && key !== "y") || !isValueMap(value)) return [key, value];
      return [key, new Map([...value].map(([file, fields]) => [joinPath(folder, file) ?? file, fields]))];
    }),
  );
}

/** The longest of the paths that is the file or a folder of it. */
function nearestParent(path: string, parents: readonly string[]): string | undefined {
  return parents
    .filter((parent) => path === parent || path.startsWith(`${parent}/`))
    .reduce<string | undefined>(
      (best, one) => (best !== undefined && best.length >= one.length ? best : one),
      undefined,
    );
}
