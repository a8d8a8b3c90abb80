import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as loadNative } from "./load-native-C8wXINK_.js";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
//#region src/adapters/sql/parquet-decimals.ts
const isWide = `coalesce(logical_type LIKE 'Decimal%' OR converted_type = 'DECIMAL', false)
  AND NOT coalesce(duckdb_type LIKE 'DECIMAL%', false)`;
const mostNamed = 5;
const remedy = "write them with at most 38 digits, as DOUBLE or as text, where the file is made";
function createDecimalCheck(ask) {
	const seen = new Map();
	return async (statement, parameters) => {
		for (const path of parquetPaths(statement, parameters)) {
			const state = await stat(path).then(({ size, mtimeMs, ino }) => `${size} ${mtimeMs} ${ino}`, () => void 0);
			if (state !== void 0 && seen.get(path) === state) continue;
			await refuseWideDecimals(path, ask);
			if (state !== void 0) seen.set(path, state);
		}
	};
}
function parquetPaths(statement, parameters) {
	const paths = statement.split("read_parquet(").slice(1).flatMap((call) => [...call.slice(0, Math.max(0, call.indexOf(")"))).matchAll(/\$(\d{1,6})/g)].map(([, number]) => parameters[Number(number) - 1]));
	return [...new Set(paths)].filter((path) => typeof path === "string");
}
async function refuseWideDecimals(path, ask) {
	const [first] = await ask(`SELECT file_name, column_id FROM parquet_schema($1) WHERE ${isWide}`, [path]).catch(() => []);
	if (first === void 0) return;
	const file = String(first["file_name"]);
	const named = namePaths(await ask(`SELECT name, num_children, precision, scale, ${isWide} AS wide FROM parquet_schema($1) WHERE file_name = $2 ORDER BY column_id`, [path, file]));
	const shown = named.slice(0, mostNamed).join(", ");
	const more = named.length > mostNamed ? ` and ${named.length - mostNamed} more` : "";
	throw new PawlError("sql.failed", { message: `${basename(file)} has decimals of more than 38 digits, which cannot be read exactly: ${shown}${more}; ${remedy}` });
}
function namePaths(columns) {
	const open = [];
	const found = [];
	for (const { name, num_children: children, precision, scale, wide } of columns.slice(1)) {
		while (open.at(-1)?.left === 0) open.pop();
		const parent = open.at(-1);
		if (parent !== void 0) parent.left -= 1;
		const path = [...open.map((group) => group.name), String(name)].join(".");
		if (wide === true) found.push(`${JSON.stringify(path.slice(0, 60))} (decimal ${String(precision)}, ${String(scale)})`);
		if (Number(children ?? 0) > 0) open.push({
			name: String(name),
			left: Number(children)
		});
	}
	return found;
}
//#endregion
//#region src/adapters/sql/duckdb.ts
async function openSql(options = {}) {
	const duckdb = await loadNative("@duckdb/node-api");
	const instance = await duckdb.DuckDBInstance.create(":memory:", settingsOf(options));
	const connection = await instance.connect();
	await connection.run("SET TimeZone = 'UTC'");
	return new DuckDbSql(duckdb, instance, connection);
}
function settingsOf(options) {
	return {
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		...options.memoryLimitBytes === void 0 ? {} : { memory_limit: `${options.memoryLimitBytes}B` },
		...options.threads === void 0 ? {} : { threads: String(options.threads) },
		...options.temporaryDirectory === void 0 ? {} : { temp_directory: options.temporaryDirectory }
	};
}
var DuckDbSql = class {
	#duckdb;
	#instance;
	#connection;
	#checkDecimals = createDecimalCheck((statement, parameters) => this.query(statement, parameters));
	#arrow;
	constructor(duckdb, instance, connection) {
		this.#duckdb = duckdb;
		this.#instance = instance;
		this.#connection = connection;
	}
	async query(statement, parameters = []) {
		return (await this.#read(statement, parameters, (reader) => reader.getRowObjectsJS())).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)])));
	}
	async columns(statement, parameters = []) {
		const [names, columns] = await this.#read(statement, parameters, (reader) => [reader.deduplicatedColumnNames(), reader.getColumnsJS()]);
		return new Map(names.map((name, index) => [name, (columns[index] ?? []).map(toSqlValue)]));
	}
	async numbers(statement, parameters = []) {
		await this.#prepare(statement, parameters);
		const result = await this.#guard(() => this.#connection.run(statement, this.#bind(parameters)));
		const columns = result.columnTypes().map((type, index) => {
			if (type.typeId === this.#duckdb.DuckDBTypeId.DOUBLE) return new Float64Array(result.rowCount);
			throw new PawlError("sql.failed", { message: `${result.columnName(index)} is ${String(type)}, not DOUBLE` });
		});
		let from = 0;
		for (let index = 0; index < result.chunkCount; index += 1) {
			const chunk = result.getChunk(index);
			columns.forEach((column, position) => copyNumbers(chunk.getColumnVector(position), column, from));
			from += chunk.rowCount;
		}
		return columns;
	}
	close() {
		this.#connection.closeSync();
		this.#instance.closeSync();
		return Promise.resolve();
	}
	async #read(statement, parameters, take) {
		await this.#prepare(statement, parameters);
		return await this.#guard(async () => take(await this.#connection.runAndReadAll(statement, this.#bind(parameters))));
	}
	async #prepare(statement, parameters) {
		if (statement.includes("read_parquet(")) await this.#checkDecimals(statement, parameters);
		if (!statement.includes("read_arrow(")) return;
		this.#arrow ??= this.#addReadArrow();
		await this.#arrow;
	}
	async #addReadArrow() {
		const { registerReadArrow } = await import("./read-arrow-BwUiq3VW.js");
		registerReadArrow(this.#connection, this.#duckdb);
	}
	async #guard(run) {
		try {
			return await run();
		} catch (error) {
			throw new PawlError("sql.failed", {
				message: error instanceof Error ? error.message : String(error),
				cause: error
			});
		}
	}
	#bind(parameters) {
		return parameters.map((value) => this.#toDuckDb(value));
	}
	#toDuckDb(value) {
		if (!(value instanceof Date)) return value;
		return new this.#duckdb.DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
	}
};
function copyNumbers(vector, column, from) {
	for (let row = 0; row < vector.itemCount; row += 1) {
		const value = vector.getItem(row);
		column[from + row] = typeof value === "number" ? value : NaN;
	}
}
function toSqlValue(value) {
	if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
	if (value === null || value === void 0) return null;
	if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
	if (value instanceof Date) return value;
	if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
	return JSON.stringify(value, (_, inner) => typeof inner === "bigint" ? String(inner) : inner);
}
//#endregion
export { openSql };
