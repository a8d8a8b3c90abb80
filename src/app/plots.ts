import { PawlError } from "../errors.ts";
import type { GitState } from "../ports/git-state.ts";
import { fillTemplate, type PlotData } from "../report/plots/fill-template.ts";
import { gatherPoints, plotFiles, textOf } from "../report/plots/plot-points.ts";
import type { Plot, PlotError, PlotImage, PlotReport } from "../report/plots/plot-report.ts";
import type { PlotProperties } from "../versioning/pipeline-definitions.ts";
import type { Value } from "../versioning/value.ts";
import { type DefinedPlot, listPlots, type PlotChoice } from "./reports/plot-definitions.ts";
import { isImagePath, type PlotContent, readPlotFile } from "./reports/plot-files.ts";
import { readTemplate } from "./reports/plot-template.ts";
import { toFailure, tryRevision } from "./reports/read-values-at.ts";
import { type ReportPorts, type Snapshot, workspaceName } from "./reports/snapshot.ts";

/** Which plots of which revisions. */
export interface PlotsRequest extends PlotChoice {
  readonly revisions: readonly string[];
}

/** A plot at one revision, with the content of its files. */
interface PlotAt extends DefinedPlot {
  /** The id as it is shown. */
  readonly shown: string;
  readonly revision: string;
  readonly files: ReadonlyMap<string, PlotContent>;
}

/**
 * The revisions that `plots diff` compares: with none named the last commit and the work tree, only the work tree when nothing
 * changed; one named is compared with the work tree.
 */
export async function revisionsToDiff(
  named: readonly string[],
  { git, revisions }: Pick<ReportPorts, "revisions"> & { readonly git: Pick<GitState, "isDirty"> },
): Promise<readonly string[]> {
  if (named.length > 1) return named;
  const hasHead = named.length === 0 && (await git.isDirty()) && (await revisions.view("HEAD")) !== undefined;
  return [...named, ...(hasHead ? ["HEAD"] : []), workspaceName];
}

/**
 * Reads the plots of revisions and fills their templates. What cannot be read or drawn is in the result.
 *
 * @throws PawlError `revision.unknown`
 */
export async function plots(request: PlotsRequest, ports: ReportPorts): Promise<PlotReport> {
  const errors: PlotError[] = [];
  const found: PlotAt[] = [];
  for (const revision of workspaceFirst(request.revisions)) {
    found.push(...(await readRevision(revision, request, { ports, errors })));
  }
  const shown: Plot[] = [];
  for (const [id, group] of groupById(found)) {
    const [first] = group;
    if (first === undefined) continue;
    shown.push(
      isImagePath(first.id) ? imagePlot(first.id, group) : await vegaPlot(id, group, { ports, errors }),
    );
  }
  return { plots: shown, errors: inOrder(errors, shown) };
}

/** Errors in the order of their plots; those of whole revisions come last. */
function inOrder(errors: readonly PlotError[], shown: readonly Plot[]): readonly PlotError[] {
  const places = new Map(shown.map((plot, index) => [plot.id, index]));
  const placeOf = ({ name }: PlotError): number => places.get(name ?? "") ?? shown.length;
  return errors.toSorted((a, b) => placeOf(a) - placeOf(b));
}

interface Context {
  readonly ports: ReportPorts;
  readonly errors: PlotError[];
}

function workspaceFirst(revisions: readonly string[]): readonly string[] {
  const others = [...new Set(revisions)].filter((revision) => revision !== workspaceName);
  return revisions.includes(workspaceName) ? [workspaceName, ...others] : others;
}

async function readRevision(
  revision: string,
  request: PlotsRequest,
  { ports, errors }: Context,
): Promise<readonly PlotAt[]> {
  const { snapshot, failure } = await tryRevision(revision, ports);
  if (failure !== undefined) {
    errors.push({ revision, ...failure });
    return [];
  }
  const known = new Map<string, PlotContent | Omit<PlotError, "name">>();
  const defined = withIds(await listPlots(snapshot, request, ports.objects));
  const read: PlotAt[] = [];
  for (const plot of defined) {
    const files = new Map<string, PlotContent>();
    for (const file of plotFiles(plot.id, plot.properties)) {
      const content =
        known.get(file) ??
        (await readOne(snapshot, file, { objects: ports.objects, over: request.properties }));
      known.set(file, content);
      if ("message" in content) errors.push({ name: plot.shown, ...content });
      else files.set(file, content);
    }
    read.push({ ...plot, revision, files });
  }
  return read;
}

async function readOne(
  snapshot: Snapshot,
  file: string,
  options: Parameters<typeof readPlotFile>[2],
): Promise<PlotContent | Omit<PlotError, "name">> {
  try {
    return await readPlotFile(snapshot, file, options);
  } catch (error) {
    return { revision: snapshot.name, source: file, ...toFailure(error, isTable(file) ? file : "") };
  }
}

/** Whether a file is read as a metrics file is. */
function isTable(file: string): boolean {
  return /\.(?:json|toml|ya?ml)$/.test(file);
}

/** A plot that several dvc.yaml define is told apart by its dvc.yaml. */
function withIds(plots: readonly DefinedPlot[]): readonly (DefinedPlot & { readonly shown: string })[] {
  return plots.map((plot) => {
    const isShared = plots.some((other) => other !== plot && other.id === plot.id);
    return { ...plot, shown: isShared && plot.config !== "" ? `${plot.config}::${plot.id}` : plot.id };
  });
}

function groupById(found: readonly PlotAt[]): ReadonlyMap<string, readonly PlotAt[]> {
  const groups = new Map<string, PlotAt[]>();
  for (const plot of found) {
    groups.set(plot.shown, [...(groups.get(plot.shown) ?? []), plot]);
  }
  return groups;
}

function imagePlot(id: string, group: readonly PlotAt[]): Plot {
  const images = group.flatMap(({ revision, files }) =>
    [...files].flatMap(([file, content]): readonly PlotImage[] =>
      content.bytes === undefined ? [] : [{ revision, file, bytes: content.bytes }],
    ),
  );
  return { kind: "image", id, images };
}

async function vegaPlot(id: string, group: readonly PlotAt[], { ports, errors }: Context): Promise<Plot> {
  const properties: PlotProperties = new Map([...group].reverse().flatMap((plot) => [...plot.properties]));
  const name = textOf(properties, "template");
  try {
    const data = gatherAll(id, group, { properties, errors });
    const template = await readTemplate(name, ports.workspace);
    const content = data && fillTemplate(template.content, data, template.name);
    return { kind: "vega", id, template, data, content };
  } catch (error) {
    errors.push({ name: id, revision: group[0]?.revision ?? "", ...toFailure(error) });
    return { kind: "vega", id };
  }
}

function gatherAll(
  id: string,
  group: readonly PlotAt[],
  { properties, errors }: { readonly properties: PlotProperties; readonly errors: PlotError[] },
): PlotData | undefined {
  const points: PlotData["points"][number][] = [];
  const revisions: string[] = [];
  let first: Omit<PlotData, "points" | "title" | "revisions"> | undefined;
  for (const plot of group) {
    try {
      const gathered = gatherPoints({ ...plot, properties, files: valuesOf(plot.files) });
      if (gathered === undefined) continue;
      first ??= gathered;
      points.push(...gathered.points);
      revisions.push(plot.revision);
    } catch (error) {
      errors.push({ name: id, revision: plot.revision, ...toFailure(error) });
    }
  }
  if (first === undefined) return undefined;
  checkSize(id, points.length);
  return { ...first, points, revisions, title: textOf(properties, "title") ?? id };
}

function valuesOf(files: PlotAt["files"]): ReadonlyMap<string, Value> {
  return new Map(
    [...files].flatMap(([file, { values }]) => (values === undefined ? [] : [[file, values] as const])),
  );
}

/** More points are refused: no plot shows them. */
const maxPoints = 1_000_000;

function checkSize(id: string, count: number): void {
  if (count <= maxPoints) return;
  throw new PawlError("file.too-large", {
    message: `The plot ${id} has ${count} points; at most ${maxPoints} are taken.`,
  });
}
