import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "yaml";

/**
 * Opens a DuckDB in memory, runs `work` with its connection, and closes it.
 * @template T
 * @param {(connection: import("@duckdb/node-api").DuckDBConnection) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDatabase(work) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** `params.yaml` of the working directory. */
export async function readParams() {
  return parse(await readFile("params.yaml", "utf8"));
}

/** Columns of a Parquet file, as 32-bit floats, in the order asked for. */
export async function readColumns(file, names) {
  return withDatabase(async (connection) => {
    const list = names.map((name) => `"${name}"::FLOAT`).join(", ");
    const result = await connection.runAndReadAll(`SELECT ${list} FROM read_parquet($1)`, [file]);
    return result.getColumns().map((column) => Float32Array.from(column));
  });
}
