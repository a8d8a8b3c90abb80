import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import { imageTypeOf } from "../../report/plots/image-type.ts";
import { readSeparatedValues } from "../../report/plots/separated-values.ts";
import { readReportValues } from "../../versioning/read-report-values.ts";
import type { PlotProperties } from "../../versioning/pipeline-definitions.ts";
import type { Value } from "../../versioning/value.ts";
import { stageProperties } from "./plot-definitions.ts";
import { readFileAt, readTextAt } from "./read-file-at.ts";
import type { Snapshot } from "./snapshot.ts";

/** What is in a file of a plot: rows, or an image. */
export type PlotContent =
  | { readonly values: Value; readonly bytes?: never }
  | { readonly values?: never; readonly bytes: Uint8Array };

/** Whether a path is that of an image. */
export function isImagePath(path: string): boolean {
  return /\.(?:jpe?g|gif|png|svg)$/.test(path);
}

/**
 * Reads a file of a plot: CSV, TSV, JSON, YAML, TOML, or an image, which is known by its first bytes.
 *
 * @param options `over`: properties of the command line.
 * @throws PawlError `file.missing`, `file.too-large`, `file.unreadable`, `plot.invalid` for another kind of file
 */
export async function readPlotFile(
  snapshot: Snapshot,
  path: string,
  options: { readonly objects: DataObjects; readonly over: PlotProperties },
): Promise<PlotContent> {
  if (isImagePath(path)) {
    const bytes = await readFileAt(snapshot, path, options.objects);
    if (imageTypeOf(bytes) !== undefined) return { bytes };
    throw new PawlError("file.unreadable", { message: `${path} is not an image (at ${snapshot.name}).` });
  }
  const [, suffix] = /\.(csv|tsv|json|ya?ml|toml)$/.exec(path) ?? [];
  if (suffix === undefined) {
    const message = `${path}: plots are drawn from CSV, TSV, JSON, YAML and TOML files and from images.`;
    throw new PawlError("plot.invalid", { message });
  }
  const text = await readTextAt(snapshot, path, options.objects);
  if (suffix !== "csv" && suffix !== "tsv") return { values: await readReportValues(text, path) };
  const header = options.over.get("header") ?? stageProperties(snapshot, path).get("header");
  const separator = suffix === "csv" ? "," : "\t";
  return { values: readSeparatedValues(text, { separator, hasHeader: header !== false, path }) };
}
