import type { DataObjects } from "../../ports/data-objects.ts";
import { plotFiles, textOf } from "../../report/plots/plot-points.ts";
import { isOverlap, joinPath } from "../../versioning/repository-path.ts";
import { type DefinedPlot, listPlots } from "../reports/plot-definitions.ts";
import { isImagePath } from "../reports/plot-files.ts";
import { expandPath } from "../reports/read-file-at.ts";
import type { Snapshot } from "../reports/snapshot.ts";
import { type ModelScope, ownStages } from "./model-scope.ts";

/** A plot that is drawn as a line. */
export interface SeriesPlot extends DefinedPlot {
  /** What tells it apart from others of the same revision. */
  readonly key: string;
}

/** Templates that draw a line; the default one is among them. */
const lineTemplates: ReadonlySet<string> = new Set(["linear", "simple", "smooth"]);
const dvcLiveFile = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;

/**
 * The plots of a revision that are lines: those of dvc.yaml, and the files that DVCLive writes below `dvclive/plots/metrics`
 * when no dvc.yaml names them. Plots that only stages of other models make are left out.
 */
export async function listSeries(
  snapshot: Snapshot,
  scope: ModelScope,
  objects: Pick<DataObjects, "readTree">,
): Promise<readonly SeriesPlot[]> {
  const declared = await listPlots(snapshot, { targets: [], properties: new Map() }, objects);
  const named = new Set(declared.map((plot) => plot.id));
  const others = (await listDvcLive(snapshot, objects)).filter((id) => !named.has(id));
  const all = [...declared, ...others.map((id) => ({ id, config: "", properties: new Map() }))];
  const own = new Set(ownStages(scope).map((stage) => stage.address));
  return all
    .filter((plot) => isLine(plot) && isOwn(plot, own, snapshot))
    .map((plot) => ({ ...plot, key: `${plot.config}::${plot.id}` }));
}

/** What a plot is called: DVCLive's name of the metric, `train/loss`, where it is one plot's alone; else its id. */
export function nameSeries(plots: readonly SeriesPlot[]): ReadonlyMap<SeriesPlot, string> {
  const shortOf = ({ id }: SeriesPlot): string => dvcLiveFile.exec(id)?.[1] ?? id;
  const times = new Map<string, number>();
  for (const plot of plots) times.set(shortOf(plot), (times.get(shortOf(plot)) ?? 0) + 1);
  return new Map(plots.map((plot) => [plot, times.get(shortOf(plot)) === 1 ? shortOf(plot) : plot.id]));
}

/** Whether a file is one that DVCLive writes a metric to. */
export function isDvcLiveFile(id: string): boolean {
  return dvcLiveFile.test(id);
}

function isLine({ id, properties }: DefinedPlot): boolean {
  return !isImagePath(id) && lineTemplates.has(textOf(properties, "template") ?? "linear");
}

function isOwn({ id, properties }: DefinedPlot, own: ReadonlySet<string>, { loaded }: Snapshot): boolean {
  if (own.size === 0) return true;
  const files = plotFiles(id, properties);
  const makers = loaded.pipeline.filter((stage) =>
    stage.outs.some((out) => files.some((file) => isOverlap(out.path, file))),
  );
  return makers.length === 0 || makers.some((stage) => own.has(stage.address));
}

/** Beside each dvc.yaml, in each working directory, and in outputs of this name. */
async function listDvcLive(
  snapshot: Snapshot,
  objects: Pick<DataObjects, "readTree">,
): Promise<readonly string[]> {
  const { definitions, pipeline } = snapshot.loaded;
  const folders = ["", ...[...definitions.keys()].map((file) => joinPath(file, "..") ?? "")];
  const beside = [...folders, ...pipeline.map((stage) => stage.wdir)].map((folder) =>
    folder === "" ? "dvclive" : `${folder}/dvclive`,
  );
  const made = pipeline
    .flatMap((stage) => stage.outs.map((out) => out.path))
    .filter((path) => path.split("/").includes("dvclive"));
  const expanded = await Promise.all(
    [...new Set([...beside, ...made])].map((path) => expandPath(snapshot, path, objects)),
  );
  return [...new Set(expanded.flat())].filter(isDvcLiveFile).sort();
}
