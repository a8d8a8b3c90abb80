import { InvalidArgumentError, type Command } from "commander";
import { drift, type DriftResult } from "../app/drift.ts";
import type { ColumnDrift } from "../drift/compare-columns.ts";
import { methods } from "../drift/methods.ts";
import { toJsonNumber } from "../math/json-number.ts";
import { createSql } from "../runtime/compose.ts";

interface DriftOptions {
  readonly reference: string;
  readonly current: string;
  readonly columns?: string;
  readonly minRows: number;
  readonly psi: number;
  readonly json?: boolean;
}

const defaultMinRows = 100;

/** Adds `pawl drift`; exit status 3 when a column drifted. */
export function addDriftCommand(program: Command): void {
  program
    .command("drift")
    .description("compare two tables column by column")
    .requiredOption("--reference <file>", "reference table: Parquet, Arrow, CSV or JSON lines")
    .requiredOption("--current <file>", "table to compare with it")
    .option("--columns <names>", "columns, separated by commas; default: those that both have")
    .option("--min-rows <count>", "fewer rows are not judged", positiveNumber, defaultMinRows)
    .option("--psi <limit>", "limit of the population stability index", positiveNumber, methods.psi.limit)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<DriftOptions>();
      const sql = await createSql();
      try {
        const { columns, ...rest } = options;
        const wanted = columns === undefined ? {} : { columns: columns.split(",") };
        const result = await drift({ ...rest, psiLimit: options.psi, ...wanted }, { sql });
        console.log(options.json === true ? JSON.stringify(documentOf(result), null, 2) : linesOf(result));
        process.exitCode = result.decision === "negative" ? 3 : 0;
      } finally {
        await sql.close();
      }
    });
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("a number greater than 0 is expected");
}

/** `pawl.drift/1`. */
function documentOf({ columns, reasonCode }: DriftResult): Readonly<Record<string, unknown>> {
  const all = [...columns.values()];
  const drifted = all.filter((column) => column.verdict === "drift").length;
  return {
    schema: "pawl.drift/1",
    columns: Object.fromEntries([...columns].map(([name, column]) => [name, columnDocument(column)])),
    dataset: { columns: all.length, drifted, reason_code: reasonCode },
  };
}

function columnDocument(column: ColumnDrift): Readonly<Record<string, unknown>> {
  const { ks, ...others } = column.statistics;
  const values = Object.entries(others).map(([name, value]) => [name, { value: toJsonNumber(value) }]);
  return {
    type: column.type,
    reference_rows: column.referenceRows,
    current_rows: column.currentRows,
    reference_missing: column.referenceMissing,
    current_missing: column.currentMissing,
    statistics: {
      ...Object.fromEntries(values),
      ...(ks === undefined ? {} : { ks: { statistic: toJsonNumber(ks) } }),
    },
    verdict: column.verdict,
    reason: column.reason,
  };
}

function linesOf({ columns }: DriftResult): string {
  return [...columns].map(([name, column]) => `${name}: ${column.verdict} (${column.reason})`).join("\n");
}
