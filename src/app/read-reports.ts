import { z } from "zod";
import { PawlError } from "../errors.ts";
import { evaluationReportSchema, type EvaluationReport } from "../evaluation/report-schema.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** A report of one model with every section at its limits is smaller. */
const mostBytes = 64 * 2 ** 20;

const documentSchema = z.discriminatedUnion("schema", [
  evaluationReportSchema,
  z.strictObject({
    schema: z.literal("pawl.evaluate/1"),
    verdict: evaluationReportSchema.shape.verdict,
    reports: z.array(evaluationReportSchema).min(1).max(1000),
  }),
]);

/** What a file of reports holds. */
export interface ReportsFile {
  /** As it was written: one report, or those of all models. */
  readonly document: z.infer<typeof documentSchema>;
  readonly reports: readonly EvaluationReport[];
}

/**
 * Reads `pawl.report/1`, or `pawl.evaluate/1` with one report a model. The file is untrusted.
 *
 * @param path relative to the root of `files`.
 * @param model only this model's report.
 * @throws PawlError `file.missing`; `file.unreadable` for another format or a newer version; `file.too-large`;
 * `usage.invalid` when no report is of the model.
 */
export async function readReports(
  request: { readonly path: string; readonly model?: string | undefined },
  { files }: { readonly files: Pick<FileSystem, "stat" | "readText"> },
): Promise<ReportsFile> {
  const { path, model } = request;
  const found = await files.stat(path);
  if (found?.kind !== "file") throw new PawlError("file.missing", { message: `${path} is no file.` });
  if (found.sizeBytes > mostBytes) {
    throw new PawlError("file.too-large", { message: `${path} has ${found.sizeBytes} bytes.` });
  }
  const parsed = documentSchema.safeParse(parseJson(await files.readText(path), path));
  if (!parsed.success) throw unreadable(path, describeIssue(parsed.error.issues[0]));
  const all = parsed.data.schema === "pawl.report/1" ? [parsed.data] : parsed.data.reports;
  const reports = model === undefined ? all : all.filter((report) => report.model === model);
  if (reports.length > 0) return { document: parsed.data, reports };
  const names = all.map((report) => JSON.stringify(report.model)).join(", ");
  throw new PawlError("usage.invalid", {
    message: `${path} has no report of ${JSON.stringify(model)}; it has ${names}.`,
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, "it is no JSON", cause);
  }
}

function describeIssue(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
) {
  const where = issue?.path.map(String).join(".") ?? "";
  return `it is no pawl.report/1 or pawl.evaluate/1: ${where === "" ? "" : `${where}: `}${issue?.message ?? ""}`;
}

function unreadable(path: string, why: string, cause?: unknown): PawlError {
  return new PawlError("file.unreadable", { message: `${path} cannot be read: ${why}.`, cause });
}
