import { readFileSync } from "node:fs";
import { evaluationReportSchema, type EvaluationReport } from "../../../src/evaluation/report-schema.ts";

/** A report with every section, of real flights: test/golden/report/make.mjs made it. */
export function readFlightsReport(): EvaluationReport {
  const text = readFileSync(new URL("../../golden/report/flights.json", import.meta.url), "utf8");
  return evaluationReportSchema.parse(JSON.parse(text));
}

/** A report as a hostile run would write it: every text that the schema leaves free becomes `text`, as far as it fits. */
export function poisonReport(report: EvaluationReport, text: string): EvaluationReport {
  const poisoned = poison(report, [], text) as EvaluationReport;
  return evaluationReportSchema.parse(poisoned);
}

/** Texts that the schema holds to a list or a pattern, or of which two must be the same. */
const fixed =
  /^(?:schema|task|headSha|baseSha|outcome|verdict|direction|status|source|state|origin|name|typeChange|what|currency|createdAt)$/;

function poison(value: unknown, path: readonly string[], text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => poison(item, path, text));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, poison(item, [...path, key], text)]),
    );
  }
  const key = path.at(-1) ?? "";
  const isNamed = key === "name" && !path.includes("test") && path.length > 1;
  if (typeof value !== "string" || (fixed.test(key) && !isNamed)) return value;
  return text.slice(0, mostOf(path));
}

/** Lengths that the schema sets. */
function mostOf(path: readonly string[]): number {
  return ["flips", "curves", "importance", "learningCurves", "history", "comparability", "cost"].includes(
    path[0] ?? "",
  )
    ? 500
    : 10_000;
}
