import { PawlError } from "../../errors.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import type { LedgerProblem } from "../../runs/ledger-content.ts";
import {
  countDuplicatesSql,
  dropDuplicatesSql,
  loadEntriesSql,
  lockSql,
  renderSqlLine,
  viewsSql,
} from "../../runs/ledger-sql.ts";
import type { LedgerLines } from "./read-ledger.ts";

/** What a database is made with. `files` is a folder that only we use. */
export interface LedgerDatabasePorts {
  readonly sql: Sql;
  readonly files: Pick<FileSystem, "root" | "write">;
}

/** Rows of an answer. */
export type Rows = readonly Readonly<Record<string, SqlValue>>[];

/** The ledger as tables. */
export interface LedgerDatabase {
  readonly head: string | null;
  /** Those of the chain, and what is in no view. */
  readonly problems: readonly LedgerProblem[];
  /** @throws PawlError `sql.failed` with DuckDB's message, also for what reaches for a file, the network or a setting. */
  query(statement: string, parameters?: readonly SqlValue[]): Promise<Rows>;
}

/** Lines of one file: a text has its limits. */
const linesAFile = 50_000;

/** Loads a ledger into views `runs`, `metrics`, `params`, `artifacts`, `data` and `audit`; empty ones for an empty ledger. */
export async function openLedgerDatabase(
  { head, lines, problems }: LedgerLines,
  { sql, files }: LedgerDatabasePorts,
): Promise<LedgerDatabase> {
  for (let at = 0; at === 0 || at < lines.length; at += linesAFile) {
    const text = lines
      .slice(at, at + linesAFile)
      .map(renderSqlLine)
      .join("");
    await files.write(`entries-${at}.jsonl`, text);
  }
  await sql.query(loadEntriesSql(), [`${files.root}/entries-*.jsonl`]);
  const odd = await findOdd(sql, head ?? "");
  for (const statement of [...viewsSql, ...lockSql]) await sql.query(statement);
  return {
    head,
    problems: [...problems, ...odd],
    query: (statement, parameters) => sql.query(statement, parameters),
  };
}

async function findOdd(sql: Sql, where: string): Promise<readonly LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  const [bad] = await sql.query("SELECT count(*) AS n FROM entries WHERE record.schema IS NULL");
  if (Number(bad?.["n"]) > 0) {
    const message = `${String(bad?.["n"])} entries have records that cannot be read and are in no view.`;
    problems.push({ kind: "unreadable", where, message });
  }
  const later = await sql.query(
    "SELECT record.schema AS name, count(*) AS n FROM entries WHERE record.schema NOT IN ('pawl.run/1', 'pawl.audit/1') GROUP BY 1 ORDER BY 1 LIMIT 10",
  );
  for (const { name, n } of later) {
    const message = `${String(n)} entries are of ${JSON.stringify(String(name).slice(0, 60))}, which this version does not read.`;
    problems.push({ kind: "unknown-schema", where, message });
  }
  const [doubled] = await sql.query(countDuplicatesSql);
  if (Number(doubled?.["duplicates"]) > 0) {
    await sql.query(dropDuplicatesSql);
    const message = `${String(doubled?.["duplicates"])} entries have a key that an earlier one has; the first counts.`;
    problems.push({ kind: "duplicate-key", where, message });
  }
  return problems;
}

/**
 * The id of the one run that `text` names: the id itself, or the beginning of exactly one.
 *
 * @throws PawlError `ledger.run-unknown` for none or several.
 */
export async function findRun(database: LedgerDatabase, text: string): Promise<string> {
  const rows = await database.query(
    "SELECT id FROM runs WHERE id = $1 OR starts_with(id, $1) ORDER BY id <> $1, sequence DESC LIMIT 6",
    [text],
  );
  const ids = rows.map(({ id }) => String(id));
  const [first] = ids;
  if (first !== undefined && (first === text || ids.length === 1)) return first;
  const shown = text.slice(0, 100);
  throw new PawlError("ledger.run-unknown", {
    message:
      first === undefined
        ? `The ledger has no run ${shown}.`
        : `${shown} is the beginning of several runs: ${ids.join(", ")}.`,
  });
}
