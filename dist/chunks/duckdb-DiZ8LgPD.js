import { f as PawlError } from "./copy-B5uvovW0.js";
import { t as loadNative } from "./load-native-DZXnhZPj.js";
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
		await this.#prepare(statement);
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
		await this.#prepare(statement);
		return await this.#guard(async () => take(await this.#connection.runAndReadAll(statement, this.#bind(parameters))));
	}
	async #prepare(statement) {
		if (!statement.includes("read_arrow(")) return;
		this.#arrow ??= this.#addReadArrow();
		await this.#arrow;
	}
	async #addReadArrow() {
		const { registerReadArrow } = await import("./read-arrow-RDuLi4Lk.js");
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
