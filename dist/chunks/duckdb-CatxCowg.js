import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as loadNative } from "./load-native-BRcqyvIi.js";
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
	constructor(duckdb, instance, connection) {
		this.#duckdb = duckdb;
		this.#instance = instance;
		this.#connection = connection;
	}
	async query(statement, parameters = []) {
		return (await this.#run(statement, parameters)).getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)])));
	}
	async columns(statement, parameters = []) {
		const reader = await this.#run(statement, parameters);
		const columns = reader.getColumnsJS();
		return new Map(reader.deduplicatedColumnNames().map((name, index) => [name, (columns[index] ?? []).map(toSqlValue)]));
	}
	close() {
		this.#connection.closeSync();
		this.#instance.closeSync();
		return Promise.resolve();
	}
	async #run(statement, parameters) {
		try {
			return await this.#connection.runAndReadAll(statement, parameters.map((value) => this.#toDuckDb(value)));
		} catch (error) {
			throw new PawlError("sql.failed", {
				message: error instanceof Error ? error.message : String(error),
				cause: error
			});
		}
	}
	#toDuckDb(value) {
		if (!(value instanceof Date)) return value;
		return new this.#duckdb.DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
	}
};
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
