import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportPage } from "../app/report-page.ts";
import { PawlError } from "../errors.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { createOutputDirectory, createPlotRenderer } from "./compose.ts";

/**
 * Writes the page of a report.
 *
 * @param reports one: a page shows one model.
 * @param path absolute; folders that are missing are made.
 * @returns the address of the page, `file://…`.
 * @throws PawlError `usage.invalid` when there is no report or more than one; as `reportPage` and the file system say.
 */
export async function writeReportPage(reports: readonly EvaluationReport[], path: string): Promise<string> {
  const [report, ...others] = reports;
  if (report === undefined || others.length > 0) {
    const names = reports.map(({ model }) => JSON.stringify(model)).join(", ");
    throw new PawlError("usage.invalid", {
      message: `A page shows one model; there is ${names === "" ? "none" : names}.`,
      hint: "Name one with --model.",
    });
  }
  const files = await createOutputDirectory(dirname(path));
  await files.write(basename(path), await reportPage(report, await createPlotRenderer()));
  return pathToFileURL(join(files.root, basename(path))).href;
}
