import { PawlError } from "../../errors.ts";
import type { LearningCurve } from "../../evaluation/report-sections-schema.ts";
import type { CurvePoint } from "../../evaluation/largest-triangles.ts";
import { thinCurve } from "../../evaluation/thin-curve.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { gatherPoints, plotFiles, type PlotPoints } from "../../report/plots/plot-points.ts";
import { floatOf, isNumberValue, isValueList, isValueMap, type Value } from "../../versioning/value.ts";
import { type PlotContent, readPlotFile } from "../reports/plot-files.ts";
import { readFileAt } from "../reports/read-file-at.ts";
import { type Snapshot, workspaceName } from "../reports/snapshot.ts";
import { isDvcLiveFile, listSeries, nameSeries, type SeriesPlot } from "./list-series.ts";
import type { ModelScope } from "./model-scope.ts";

/** What reading plots reaches. */
export interface CurvePorts {
  readonly objects: DataObjects;
  /** The work tree. */
  readonly files: Pick<FileSystem, "stat">;
}

/** Series of training, and what could not be read of them. */
export interface LearningCurves {
  readonly curves: LearningCurve[];
  readonly notes: readonly string[];
}

/** Most curves and points of each in a report. */
const [maxCurves, maxPoints] = [30, 400];
/** Larger files of plots are left out: some hundred thousand steps. */
const maxFileBytes = 8 * 1024 * 1024;
const maxNameLength = 200;

/**
 * The series that training wrote, at base and in the work tree: plots of dvc.yaml that are drawn as lines and DVCLive's
 * `plots/metrics`, from git or from the cache. A point whose x or y is no finite number is left out, and said. A plot without
 * numbers in the work tree is none; one that cannot be read is in the notes.
 *
 * @returns at most 30 curves of at most 400 points.
 */
export async function readLearningCurves(scope: ModelScope, ports: CurvePorts): Promise<LearningCurves> {
  const { head, base } = scope;
  const plots = await listSeries(head, scope, ports.objects);
  const before = base === undefined ? [] : await listSeries(base, scope, ports.objects);
  const names = nameSeries(plots);
  const curves: LearningCurve[] = [];
  const notes: string[] = [];
  for (const plot of plots) {
    if (curves.length >= maxCurves) {
      notes.push(`Learning curves: there are more plots; the first ${maxCurves} curves are here.`);
      break;
    }
    const name = (names.get(plot) ?? plot.id).slice(0, maxNameLength);
    const now = await readSeries(head, plot, { name, ports, notes });
    const hadIt = before.some((one) => one.key === plot.key);
    const then = base !== undefined && hadIt ? await readSeries(base, plot, { name, ports, notes }) : [];
    curves.push(...pairSeries(now, then, notes));
  }
  return { curves: curves.slice(0, maxCurves), notes };
}

/** One line of a plot. */
interface Series {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** Rows without two finite numbers. */
  readonly left: number;
}

function pairSeries(now: readonly Series[], then: readonly Series[], notes: string[]): LearningCurve[] {
  return now.flatMap(({ name, points, left }) => {
    const base = then.find((one) => one.name === name);
    if (points.length === 0) {
      if ((base?.points.length ?? 0) > 0) notes.push(`Learning curve ${name}: it has no numbers any more.`);
      return [];
    }
    if (left > 0) notes.push(`Learning curve ${name}: ${left} of its points are no finite numbers.`);
    return [{ name, base: base === undefined ? null : thin(base.points), head: thin(points) }];
  });
}

function thin(points: readonly CurvePoint[]): LearningCurve["head"] {
  return thinCurve(points, maxPoints).map(([x, y]) => [x, y]);
}

interface Reading {
  readonly name: string;
  readonly ports: CurvePorts;
  readonly notes: string[];
}

/** The lines of a plot at a revision; `[]` with a note when it cannot be read. */
async function readSeries(
  snapshot: Snapshot,
  plot: SeriesPlot,
  { name, ports, notes }: Reading,
): Promise<readonly Series[]> {
  try {
    const contents = new Map<string, Value>();
    for (const file of plotFiles(plot.id, plot.properties)) {
      const { values } = await readBounded(snapshot, file, ports);
      if (values !== undefined) contents.set(file, values);
    }
    const properties = withStep(plot, contents.get(plot.id));
    const gathered = gatherPoints({ id: plot.id, properties, files: contents, revision: snapshot.name });
    return gathered === undefined ? [] : splitSeries(name, gathered);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    notes.push(`Learning curve ${name}: ${error.message.slice(0, 200)}`);
    return [];
  }
}

/** @throws PawlError `file.too-large`, and as `readPlotFile` */
async function readBounded(snapshot: Snapshot, file: string, ports: CurvePorts): Promise<PlotContent> {
  const { objects, files } = ports;
  const known = snapshot.data.get(file);
  const here = snapshot.name === workspaceName ? (await files.stat(file))?.sizeBytes : undefined;
  const stored = here === undefined && known !== undefined ? await objects.sizeOf(known.item) : undefined;
  const size = here ?? stored ?? (await readFileAt(snapshot, file, objects)).length;
  if (size <= maxFileBytes) return readPlotFile(snapshot, file, { objects, over: new Map() });
  throw new PawlError("file.too-large", {
    message: `${file} has ${size} bytes; curves are read from at most ${maxFileBytes}.`,
  });
}

/** DVCLive's files have a column `step`, which is x although nothing says so. */
function withStep({ id, properties }: SeriesPlot, content: Value | undefined): SeriesPlot["properties"] {
  const [row] = isValueList(content) ? content : [];
  const hasStep = isDvcLiveFile(id) && isValueMap(row) && row.has("step");
  return hasStep && !properties.has("x") ? new Map([...properties, ["x", "step"]]) : properties;
}

/** The rows of a plot by the field that they come from. */
function splitSeries(name: string, { points, x, y, ySources }: PlotPoints): readonly Series[] {
  if (y === undefined) return [];
  const isOneFile = new Set(ySources.map((source) => source.file)).size === 1;
  return ySources.map(({ file, field }) => {
    const rows = points.filter((row) => row.get("filename") === file && row.get("field") === field);
    const pairs = rows.map((row): CurvePoint => [numberOf(row.get(x)), numberOf(row.get(y))]);
    const kept = pairs.filter((pair) => pair.every(Number.isFinite));
    const source = isOneFile ? field : `${file}: ${field}`;
    const own = ySources.length === 1 ? name : `${name} (${source})`;
    return { name: own.slice(0, 500), points: kept, left: pairs.length - kept.length };
  });
}

/** NaN for what is no number. */
function numberOf(value: Value | undefined): number {
  if (isNumberValue(value)) return floatOf(value.text);
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
