import { joinPath } from "./repository-path.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";

/** How a plot is to be drawn: `template`, `x`, `y`, `x_label`, `y_label`, `title`, `header`. */
export type PlotProperties = ValueMap;

/** A plot of the top level of a dvc.yaml: a file, a directory, or a name of its own with files in `x` and `y`. */
export interface PlotDefinition {
  /** As written. */
  readonly id: string;
  readonly properties: PlotProperties;
}

/** What one dvc.yaml says about reports, beside its stages. */
export interface ReportSources {
  /** The dvc.yaml, relative to the repository. */
  readonly file: string;
  /** Files, relative to the repository. */
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly plots: readonly PlotDefinition[];
  /** Properties of the plots of stages, by path relative to the repository. */
  readonly stagePlots: ReadonlyMap<string, PlotProperties>;
}

const plotKeys = new Set(["template", "x", "y", "x_label", "y_label", "title", "header"]);
const noValues: ValueMap = new Map();

/**
 * Takes the report definitions out of the values of a dvc.yaml. Paths that leave the repository are left out; templates are
 * not resolved here.
 */
export function findReportSources(values: Value, file: string): ReportSources {
  const top = isValueMap(values) ? values : noValues;
  const folder = joinPath(file, "..") ?? "";
  return {
    file,
    metrics: pathsOf(top.get("metrics"), folder),
    params: pathsOf(top.get("params"), folder),
    plots: entriesOf(top.get("plots")).map(([id, properties]) => ({
      id,
      properties: isValueMap(properties) ? properties : noValues,
    })),
    stagePlots: new Map(stagePlotsOf(top.get("stages"), folder)),
  };
}

function pathsOf(list: Value | undefined, folder: string): readonly string[] {
  if (!isValueList(list)) return [];
  return list.flatMap((item) => (typeof item === "string" ? (joinPath(folder, item) ?? []) : []));
}

/** A list of texts and mappings, or one mapping, as entries. */
function entriesOf(list: Value | undefined): readonly (readonly [string, Value])[] {
  if (isValueMap(list)) return [...list];
  if (!isValueList(list)) return [];
  return list.flatMap((item): readonly (readonly [string, Value])[] => {
    if (typeof item === "string") return [[item, null]];
    return isValueMap(item) ? [...item] : [];
  });
}

function stagePlotsOf(stages: Value | undefined, folder: string): readonly [string, PlotProperties][] {
  if (!isValueMap(stages)) return [];
  return [...stages.values()].flatMap((stage) => {
    if (!isValueMap(stage)) return [];
    const wdir = stage.get("wdir");
    return entriesOf(stage.get("plots")).flatMap(([path, options]): [string, PlotProperties][] => {
      const resolved = joinPath(folder, typeof wdir === "string" ? wdir : "", path);
      return resolved === undefined ? [] : [[resolved, plotPropertiesOf(options)]];
    });
  });
}

function plotPropertiesOf(options: Value): PlotProperties {
  const [first] = isValueList(options) ? options : [options];
  return isValueMap(first) ? new Map([...first].filter(([key]) => plotKeys.has(key))) : noValues;
}
