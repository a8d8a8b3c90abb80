import { problemAt } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { DocumentPlaces, Path } from "../yaml/read-document.ts";
import { resolvePath } from "./build-stage.ts";
import { joinPath } from "./repository-path.ts";
import { isValueList, isValueMap, toPlainData, type Value, type ValueMap } from "./value.ts";

/** A file that `metrics` or `params` at the top of dvc.yaml names. */
export interface DefinedFile {
  /** Relative to the repository. */
  readonly path: string;
  /** As it is written. */
  readonly written: string;
}

/** How a plot is to be drawn: `template`, `x`, `y`, `x_label`, `y_label`, `title`, `header`. */
export type PlotProperties = ValueMap;

/** An entry of `plots` at the top of dvc.yaml. */
export interface PlotDefinition {
  /** As it is written: a path, or a name when `y` names files. */
  readonly id: string;
  /** The id as a path relative to the repository; undefined when it leaves it. */
  readonly path: string | undefined;
  /** `x`, `y`, labels, `title`, `template`; file names in them are relative to the folder of the dvc.yaml. */
  readonly options: PlotProperties;
}

/** An entry of `artifacts`. */
export interface ArtifactDefinition {
  readonly id: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly type?: string;
  readonly desc?: string;
  readonly labels: readonly string[];
  readonly meta?: Value;
}

/** What a dvc.yaml defines besides its stages. */
export interface PipelineDefinitions {
  readonly metrics: readonly DefinedFile[];
  readonly params: readonly DefinedFile[];
  readonly plots: readonly PlotDefinition[];
  readonly artifacts: readonly ArtifactDefinition[];
}

/** The names that GTO takes; others cannot be registered. */
const artifactId = /^[A-Za-z0-9]([A-Za-z0-9-/_]*[A-Za-z0-9])?$/;

/** Resolves the templates of one value. @returns `undefined` when that failed, and was reported. */
export type SectionResolver = (value: Value, at: Path) => Value | undefined;

/**
 * Reads the definitions at the top of a dvc.yaml.
 *
 * @param value of the file, its form checked.
 * @param problems gets everything that is wrong.
 */
export function readDefinitions(
  value: ValueMap,
  site: {
    readonly document: DocumentPlaces;
    readonly resolve: SectionResolver;
    readonly problems: Problem[];
  },
): PipelineDefinitions {
  const directory = joinPath(site.document.file, "..") ?? "";
  const items = (section: string): readonly (readonly [Value, Path])[] => {
    const list = value.get(section);
    return (isValueList(list) ? list : []).flatMap((item, index) => {
      const at = [section, index];
      const resolved = site.resolve(item, at);
      return resolved === undefined ? [] : [[resolved, at] as const];
    });
  };
  const text = (item: Value, at: Path): string => {
    if (typeof item === "string") return item;
    const found = JSON.stringify(toPlainData(item));
    site.problems.push(
      problemAt(site.document, at, { message: "is not allowed", found, allowed: "text (quote it)" }),
    );
    return "?";
  };
  const path = (written: string, at: Path): string => resolvePath([directory, written], { ...site, at });
  const files = (section: string): readonly DefinedFile[] =>
    items(section).map(([item, at]) => {
      const written = text(item, at);
      return { path: path(written, at), written };
    });
  const artifacts = value.get("artifacts");
  return {
    metrics: files("metrics"),
    params: files("params"),
    plots: items("plots").flatMap(([item, at]) =>
      plotsOf(isValueMap(item) ? item : text(item, at), directory),
    ),
    artifacts: (isValueMap(artifacts) ? [...artifacts] : []).flatMap(([name, definition]) => {
      const at = ["artifacts", name];
      const [id, fields] = [site.resolve(name, at), site.resolve(definition, at)];
      if (id === undefined || !isValueMap(fields)) return [];
      if (typeof id === "string" && !artifactId.test(id)) {
        const found = JSON.stringify(id);
        const allowed = "letters, digits, - _ / inside";
        site.problems.push(problemAt(site.document, at, { message: "is not a valid name", found, allowed }));
      }
      return [
        artifactOf({ id: text(id, at), fields, text: (one, key) => text(one, [...at, key]), path, at }),
      ];
    }),
  };
}

function plotsOf(item: ValueMap | string, directory: string): readonly PlotDefinition[] {
  const entries = typeof item === "string" ? [[item, null] as const] : [...item];
  return entries.map(([id, options]) => ({
    id,
    path: joinPath(directory, id),
    options: isValueMap(options) ? options : new Map<string, Value>(),
  }));
}

function artifactOf(given: {
  readonly id: string;
  readonly fields: ValueMap;
  readonly text: (value: Value, key: string) => string;
  readonly path: (written: string, at: Path) => string;
  readonly at: Path;
}): ArtifactDefinition {
  const { fields, text } = given;
  const [type, desc, labels, meta] = ["type", "desc", "labels", "meta"].map((key) => fields.get(key));
  return {
    id: given.id,
    path: given.path(text(fields.get("path") ?? "", "path"), [...given.at, "path"]),
    ...(type === undefined ? {} : { type: text(type, "type") }),
    ...(desc === undefined ? {} : { desc: text(desc, "desc") }),
    labels: isValueList(labels) ? labels.map((label) => text(label, "labels")) : [],
    ...(meta === undefined ? {} : { meta }),
  };
}
