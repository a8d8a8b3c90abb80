import { PawlError } from "../../errors.ts";
import type { ClonedLedgerFiles } from "../../ports/ledger-files.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import type { LedgerProblem } from "../../runs/ledger-content.ts";
import {
  countDuplicatesSql,
  dropDuplicatesSql,
  entriesSql,
  lockSql,
  viewsSql,
} from "../../runs/ledger-sql.ts";
import { loadBlocks, type LoadPorts } from "./load-blocks.ts";
import { readHead } from "./read-ledger.ts";

/** What a database is made with. */
export type LedgerDatabasePorts = Omit<LoadPorts, "files"> & {
  readonly files: ClonedLedgerFiles;
  readonly sql: Sql;
};

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

/**
 * The ledger as views `runs`, `metrics`, `params`, `artifacts`, `data` and `audit`, its chain checked; empty ones for an empty
 * ledger.
 */
export async function openLedgerDatabase(ports: LedgerDatabasePorts): Promise<LedgerDatabase> {
  const { files, sql, folder, sha256 } = ports;
  let unreadable = 0;
  const { head, problems, remembered } = await readHead(files, sha256, async (segments) => {
    const loaded = await loadBlocks(segments, ports);
    await sql.query(entriesSql(folder.root));
    unreadable = loaded.unreadable;
    return { problems: loaded.problems, digestOf: (sequence) => findDigest(sql, sequence) };
  });
  const odd = await findOdd(sql, { where: head ?? "", unreadable });
  for (const statement of [...viewsSql, ...lockSql(folder.root)]) await sql.query(statement);
  await remembered;
  return {
    head,
    problems: [...problems, ...odd],
    query: (statement, parameters) => sql.query(statement, parameters),
  };
}

async function findDigest(sql: Sql, sequence: number): Promise<string | undefined> {
  const [row] = await sql.query("SELECT digest FROM entries WHERE sequence = $1 LIMIT 1", [sequence]);
  return row === undefined ? undefined : String(row["digest"]);
}

async function findOdd(
  sql: Sql,
  { where, unreadable }: { readonly where: string; readonly unreadable: number },
): Promise<readonly LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  if (unreadable > 0) {
    const message = `${unreadable} entries have records that cannot be read and are in no view.`;
    problems.push({ kind: "unreadable", where, message });
  }
  const later = await sql.query(
    "SELECT e.schema AS name, count(*) AS n FROM entries e WHERE e.schema NOT IN ('pawl.run/1', 'pawl.audit/1') GROUP BY 1 ORDER BY 1 LIMIT 10",
  );
  for (const { name, n } of later) {
    const message = `${String(n)} entries are of ${JSON.stringify(String(name).slice(0, 60))}, which this version does not read.`;
    problems.push({ kind: "unknown-schema", where, message });
  }
  const [doubled] = await sql.query(countDuplicatesSql);
  if (Number(doubled?.["duplicates"]) > 0) {
    for (const statement of dropDuplicatesSql) await sql.query(statement);
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
