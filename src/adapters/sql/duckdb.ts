import type * as duckdbModule from "@duckdb/node-api";
import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBResultReader,
  DuckDBValue,
  DuckDBVector,
} from "@duckdb/node-api";
import { PawlError } from "../../errors.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import { createDecimalCheck } from "./parquet-decimals.ts";
import { loadNative } from "../native/load-native.ts";

type DuckDb = typeof duckdbModule;

/** Limits of the engine. */
export interface SqlOptions {
  /** Most bytes the engine may hold; larger work spills to disk. Default: 80 % of the machine's memory. */
  readonly memoryLimitBytes?: number;
  /** Threads, 1 or more. Default: one a core. */
  readonly threads?: number;
  /** Folder for work that does not fit into memory. Default: `.tmp` in the working directory. */
  readonly temporaryDirectory?: string;
}

/**
 * Opens an in-memory DuckDB whose time zone is UTC. Extensions are neither installed nor loaded from the network. Beside
 * DuckDB's own functions statements may use `read_arrow(path)`, for Arrow and Feather files.
 *
 * Parquet files with decimals of more than 38 digits are refused with `sql.failed` by every method.
 *
 * @throws PawlError `native.fetch-failed` when the engine cannot be loaded.
 * @example
 * const sql = await openSql({ memoryLimitBytes: 512 * 2 ** 20 });
 * await sql.query("SELECT count(*) AS rows FROM read_parquet($1)", ["data/test.parquet"]);
 */
export async function openSql(options: SqlOptions = {}): Promise<Sql> {
  const duckdb = await loadNative<DuckDb>("@duckdb/node-api");
  const instance = await duckdb.DuckDBInstance.create(":memory:", settingsOf(options));
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return new DuckDbSql(duckdb, instance, connection);
}

function settingsOf(options: SqlOptions): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(options.memoryLimitBytes === undefined ? {} : { memory_limit: `${options.memoryLimitBytes}B` }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.temporaryDirectory === undefined ? {} : { temp_directory: options.temporaryDirectory }),
  };
}

class DuckDbSql implements Sql {
  readonly #duckdb: DuckDb;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #checkDecimals = createDecimalCheck((statement, parameters) => this.query(statement, parameters));
  #arrow: Promise<void> | undefined;

  constructor(duckdb: DuckDb, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#duckdb = duckdb;
    this.#instance = instance;
    this.#connection = connection;
  }

  async query(
    statement: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<readonly Readonly<Record<string, SqlValue>>[]> {
    const rows = await this.#read(statement, parameters, (reader) => reader.getRowObjectsJS());
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)])),
    );
  }

  async columns(
    statement: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<ReadonlyMap<string, readonly SqlValue[]>> {
    const [names, columns] = await this.#read(statement, parameters, (reader) => [
      reader.deduplicatedColumnNames(),
      reader.getColumnsJS(),
    ]);
    return new Map(names.map((name, index) => [name, (columns[index] ?? []).map(toSqlValue)]));
  }

  async numbers(statement: string, parameters: readonly SqlValue[] = []): Promise<readonly Float64Array[]> {
    await this.#prepare(statement, parameters);
    const result = await this.#guard(() => this.#connection.run(statement, this.#bind(parameters)));
    const columns = result.columnTypes().map((type, index) => {
      if (type.typeId === this.#duckdb.DuckDBTypeId.DOUBLE) return new Float64Array(result.rowCount);
      throw new PawlError("sql.failed", {
        message: `${result.columnName(index)} is ${String(type)}, not DOUBLE`,
      });
    });
    let from = 0;
    for (let index = 0; index < result.chunkCount; index += 1) {
      const chunk = result.getChunk(index);
      columns.forEach((column, position) => copyNumbers(chunk.getColumnVector(position), column, from));
      from += chunk.rowCount;
    }
    return columns;
  }

  close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    return Promise.resolve();
  }

  /** Runs a statement and takes its result; dates that JavaScript does not know fail like the statement itself. */
  async #read<Result>(
    statement: string,
    parameters: readonly SqlValue[],
    take: (reader: DuckDBResultReader) => Result,
  ): Promise<Result> {
    await this.#prepare(statement, parameters);
    return await this.#guard(async () =>
      take(await this.#connection.runAndReadAll(statement, this.#bind(parameters))),
    );
  }

  /** DuckDB has no function for Arrow files. Ours is loaded for the first statement that names it. */
  async #prepare(statement: string, parameters: readonly SqlValue[]): Promise<void> {
    if (statement.includes("read_parquet(")) await this.#checkDecimals(statement, parameters);
    if (!statement.includes("read_arrow(")) return;
    this.#arrow ??= this.#addReadArrow();
    await this.#arrow;
  }

  async #addReadArrow(): Promise<void> {
    const { registerReadArrow } = await import("./arrow/read-arrow.ts");
    registerReadArrow(this.#connection, this.#duckdb);
  }

  async #guard<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PawlError("sql.failed", { message: reason, cause: error });
    }
  }

  #bind(parameters: readonly SqlValue[]): DuckDBValue[] {
    return parameters.map((value) => this.#toDuckDb(value));
  }

  #toDuckDb(value: SqlValue): DuckDBValue {
    if (!(value instanceof Date)) return value;
    return new this.#duckdb.DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
  }
}

function copyNumbers(vector: DuckDBVector, column: Float64Array, from: number): void {
  for (let row = 0; row < vector.itemCount; row += 1) {
    const value = vector.getItem(row);
    column[from + row] = typeof value === "number" ? value : Number.NaN;
  }
}

function toSqlValue(value: unknown): SqlValue {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Date) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
}
