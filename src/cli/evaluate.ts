import { type Command, InvalidArgumentError, Option } from "commander";
import { basename, dirname, resolve } from "node:path";
import { evaluateTable, type TableEvaluation } from "../app/evaluate-table.ts";
import { PawlError } from "../errors.ts";
import type { Sample } from "../evaluation/sample.ts";
import { renderEvaluationLines } from "../report/evaluation-lines.ts";
import { summarizeEvaluations } from "../report/evaluation-summary.ts";
import { createFileSystem, createSql } from "../runtime/compose.ts";
import { runEvaluate } from "../runtime/run-evaluate.ts";
import { writeReportPage } from "../runtime/write-report-page.ts";

interface EvaluateOptions {
  readonly json?: boolean;
  readonly base?: string;
  readonly model?: string;
  readonly config: string;
  readonly html?: string;
  readonly task: Sample["task"];
  readonly data?: string;
  readonly target?: string;
  readonly prediction?: string;
  readonly score?: string;
  readonly scores?: readonly string[];
  readonly weight?: string;
  readonly group?: string;
  readonly zeroDivision: 0 | 1 | "nan";
  readonly threshold: number;
  readonly metrics?: readonly string[];
  readonly slices: readonly string[];
  readonly confidence: number;
  readonly seed: number;
  readonly resamples: number;
}

const noPage = {
  message: "--html shows a report of the repository's models, and --data evaluates a table.",
  hint: "Leave out one of them.",
};

const tasks = ["binary-classification", "multiclass-classification", "regression"];

/**
 * Adds `pawl evaluate`: with `--data` metrics of answers that a table holds, else champion against challenger in the
 * repository. Exit status 3 when a gate failed.
 */
export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description(
      "metrics with intervals: of a table with --data, else of the repository's models against their champions",
    )
    .addOption(
      new Option("--task <task>", "task of the table").choices(tasks).default("binary-classification"),
    )
    .option("--data <file>", "table with true values and answers: Parquet, Arrow, CSV or JSON lines")
    .option("--target <column>", "column of true values (default: target)")
    .option("--prediction <column>", "column of predicted values or classes")
    .option("--score <column>", "column of the probability of class 1, or a score that grows with it")
    .option("--scores <columns>", "columns of the probability of class 0, 1, 2 …", namesOf)
    .option("--weight <column>", "column of weights, 0 or more")
    .option("--group <column>", "column of the group that fairness metrics compare")
    .option("--zero-division <value>", "precision, recall and F by zero: 0, 1 or nan", zeroDivisionOf, "nan")
    .option("--threshold <number>", "scores of at least this are class 1", numberIn(-Infinity, Infinity), 0.5)
    .option(
      "--metrics <names>",
      "metrics, separated by commas (default: all that the answers allow)",
      namesOf,
    )
    .option("--slices <columns>", "columns to repeat the metrics by", namesOf, [])
    .option("--confidence <level>", "level of the intervals", numberIn(0.5, 1), 0.95)
    .option("--seed <number>", "seed of the resampling", numberIn(0, Number.MAX_SAFE_INTEGER), 0)
    .option("--resamples <number>", "bootstrap resamples", numberIn(100, 10_000), 1000)
    .option("--base <revision>", "repository: commit to compare with")
    .option("--model <name>", "repository: only this model")
    .option("--config <file>", "repository: the policy file", ".github/pawl.yml")
    .option("--html <file>", "repository: write the report as a page with live plots here")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<EvaluateOptions>();
      if (options.data === undefined) await evaluateHere(options);
      else if (options.html === undefined) await evaluateFile(options, resolve(options.data));
      else throw new PawlError("usage.invalid", noPage);
    });
}

async function evaluateFile(options: EvaluateOptions, path: string): Promise<void> {
  const sql = await createSql();
  try {
    const files = await createFileSystem(dirname(path));
    const request = { ...options, path: basename(path), target: options.target ?? "target" };
    const result = await evaluateTable(request, { sql, files });
    console.log(options.json === true ? JSON.stringify(result) : linesOf(result));
  } finally {
    await sql.close();
  }
}

async function evaluateHere(options: EvaluateOptions): Promise<void> {
  const { config, base, model, html } = options;
  const outcome = summarizeEvaluations(await runEvaluate({ directory: process.cwd(), config, base, model }));
  const { reports } = outcome.result;
  const page = html === undefined ? undefined : await writeReportPage(reports, resolve(html));
  if (options.json === true) console.log(JSON.stringify(outcome.result));
  else {
    const shown = reports.map((report) => renderEvaluationLines(report).join("\n"));
    const lines = page === undefined ? [] : [page];
    console.log([...shown, `${outcome.reason} (${outcome.reasonCode})`, ...lines].join("\n\n"));
  }
  process.exitCode = outcome.decision === "negative" ? 3 : 0;
}

function linesOf({ rows, metrics, slices }: TableEvaluation): string {
  const lines = (values: TableEvaluation["metrics"], indent: string): string[] =>
    Object.entries(values).map(([name, { value, interval }]) => {
      const range = interval === null ? "" : ` [${interval.map(shown).join(", ")}]`;
      return `${indent}${name} ${shown(value)}${range}`;
    });
  return [
    `${rows} rows`,
    ...lines(metrics, ""),
    ...slices.flatMap((slice) => [`${slice.slice} (${slice.rows} rows)`, ...lines(slice.metrics, "  ")]),
  ].join("\n");
}

function shown(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : value;
}

function zeroDivisionOf(text: string): EvaluateOptions["zeroDivision"] {
  if (text === "nan") return text;
  if (text === "0") return 0;
  if (text === "1") return 1;
  throw new InvalidArgumentError("0, 1 or nan is expected");
}

function namesOf(text: string): readonly string[] {
  return text.split(",").filter((name) => name !== "");
}

function numberIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`a number from ${low} to ${high} is expected`);
  };
}
