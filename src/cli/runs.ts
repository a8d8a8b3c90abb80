import { type Command, InvalidArgumentError } from "commander";
import { diffRuns, listRuns, showRun, traceLineage } from "../app/ledger/inspect-runs.ts";
import type { LedgerDatabase, Rows } from "../app/ledger/ledger-database.ts";
import { policyPath } from "../config/parse-policy.ts";
import type { SqlValue } from "../ports/sql.ts";
import type { LedgerProblem } from "../runs/ledger-content.ts";
import { flattenText } from "../report/plain-text.ts";
import { renderTextTable } from "../report/text-table.ts";
import { withLedgerDatabase } from "../runtime/open-ledger-database.ts";
import { addRunsExportCommand } from "./runs-export.ts";

interface RunsOptions {
  readonly config: string;
  readonly branch?: string;
  readonly json?: boolean;
  readonly model?: string;
  readonly verb?: string;
  readonly limit: number;
}

/** What a verb has to say: one document, and the same as lines. */
interface Answer {
  /** `pawl.runs-<verb>/1`. */
  readonly schema: string;
  readonly document: object;
  readonly lines: string;
}

type Inspect = (database: LedgerDatabase, options: RunsOptions, args: readonly string[]) => Promise<Answer>;

/** Adds `pawl runs`: the run ledger of the clone. Exit status 3 when `verify` finds anything. */
export function addRunsCommand(program: Command): void {
  const runs = program.command("runs").description("look at the ledger of runs and decisions");
  const add = (usage: string, description: string, inspect: Inspect): Command =>
    runs
      .command(usage)
      .description(description)
      .option("--branch <name>", "the ledger's branch; default: runs.branch of the policy")
      .option("--config <path>", "the policy file", policyPath)
      .action(async (...given: readonly unknown[]) => {
        const command = given.at(-1) as Command;
        const options = command.optsWithGlobals<RunsOptions>();
        await answer(options, (database) => inspect(database, options, command.args), usage === "verify");
      });
  add("list", "the newest runs", list)
    .option("--model <name>", "runs of this model only")
    .option("--verb <verb>", "runs of this verb only, for instance train")
    .option("--limit <count>", "most runs", wholeNumber, 20);
  add("show <run>", "everything about a run: its id, or how it begins", show);
  add("diff <a> <b>", "what differs between two runs", diff);
  add("lineage <run>", "which runs a run builds on, and which build on it", lineage);
  add("verify", "check the chain of the ledger", verify);
  add("query <sql>", "SQL (DuckDB) over runs, metrics, params, artifacts, data and audit", query);
  addRunsExportCommand(runs);
}

async function answer(
  options: RunsOptions,
  inspect: (database: LedgerDatabase) => Promise<Answer>,
  isVerify: boolean,
): Promise<void> {
  const warn = (message: string): void => {
    console.error(`pawl: ${message}`);
  };
  const place = { ...options, directory: process.cwd(), isAnew: isVerify, warn };
  await withLedgerDatabase(place, async (database) => {
    const { schema, document, lines } = await inspect(database);
    const { head, problems } = database;
    if (options.json === true) console.log(JSON.stringify({ schema, head, problems, ...document }, null, 2));
    else if (lines !== "") console.log(lines);
    if (!isVerify && options.json !== true) for (const problem of problems) warn(describe(problem));
    if (isVerify && problems.length > 0) process.exitCode = 3;
  });
}

function describe({ kind, where, message }: LedgerProblem): string {
  return `${kind} at ${flattenText(where, 200)}: ${flattenText(message, 400)}`;
}

async function list(database: LedgerDatabase, options: RunsOptions): Promise<Answer> {
  const runs = await listRuns(database, options);
  return { schema: "pawl.runs-list/1", document: { runs }, lines: table(runs) };
}

async function show(database: LedgerDatabase, _: RunsOptions, [id = ""]: readonly string[]): Promise<Answer> {
  const details = await showRun(database, id);
  const own = Object.entries(details.run).map(([name, value]) => ({ name, value }));
  const parts: readonly (readonly [string, Rows])[] = [
    ["params", details.params],
    ["metrics", details.metrics],
    ["data", details.data],
    ["artifacts", details.artifacts],
  ];
  const more = parts
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `\n${title}\n${table(rows)}`);
  return { schema: "pawl.runs-show/1", document: details, lines: [table(own), ...more].join("\n") };
}

async function diff(
  database: LedgerDatabase,
  _: RunsOptions,
  [a = "", b = ""]: readonly string[],
): Promise<Answer> {
  const found = await diffRuns(database, a, b);
  const lines = found.differences.length === 0 ? "no differences" : table(found.differences);
  return { schema: "pawl.runs-diff/1", document: found, lines };
}

async function lineage(
  database: LedgerDatabase,
  _: RunsOptions,
  [id = ""]: readonly string[],
): Promise<Answer> {
  const found = await traceLineage(database, id);
  const lines = found.edges.length === 0 ? `${found.run} has no lineage` : table(found.edges);
  return { schema: "pawl.runs-lineage/1", document: found, lines };
}

async function verify(database: LedgerDatabase): Promise<Answer> {
  const [count] = await database.query("SELECT count(*) AS entries FROM entries");
  const entries = Number(count?.["entries"]);
  const { head, problems } = database;
  const lines =
    problems.length === 0
      ? `${entries} entries, the chain is whole at ${head ?? "no commit: there is no ledger"}`
      : problems.map(describe).join("\n");
  return { schema: "pawl.runs-verify/1", document: { entries }, lines };
}

async function query(
  database: LedgerDatabase,
  _: RunsOptions,
  [sql = ""]: readonly string[],
): Promise<Answer> {
  const rows = await database.query(sql);
  return { schema: "pawl.runs-query/1", document: { rows: rows.map(plainRow) }, lines: table(rows) };
}

/** JSON has no bigint, and writes NaN as null. */
function plainRow(row: Rows[number]): Readonly<Record<string, unknown>> {
  const plain = (value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

function table(rows: Rows): string {
  const [first] = rows;
  if (first === undefined) return "no rows";
  const names = Object.keys(first);
  const cell = (value: SqlValue | undefined): string => {
    if (value === null || value === undefined) return "";
    return flattenText(value instanceof Date ? value.toISOString() : String(value));
  };
  return renderTextTable(
    names,
    rows.map((row) => names.map((name) => cell(row[name]))),
    "plain",
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("a whole number of at least 1 is expected");
}
