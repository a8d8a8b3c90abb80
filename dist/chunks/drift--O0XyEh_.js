import { f as PawlError } from "./copy-W2n1VAGm.js";
import { vn as createSql } from "./pipeline-DJgoMtB1.js";
import { n as toJsonNumber } from "./json-number-BmYEwRty.js";
import { n as methods } from "./methods-gkxnieoy.js";
import { i as tableFunction, r as quoteIdentifier } from "./profile-sql-BeXsoEPk.js";
import { t as compareColumns } from "./compare-columns-bu2mwluW.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { t as listColumns } from "./profile-D82OiS0-.js";
//#region src/app/drift.ts
async function drift(request, { sql }) {
	const names = await sharedColumns(request, sql);
	const columns = new Map();
	for (const name of names) {
		const reference = await readColumn(request.reference, name, sql);
		const current = await readColumn(request.current, name, sql);
		columns.set(name, compareColumns(reference, current, request));
	}
	return [...columns.values()].some((column) => column.verdict === "drift") ? {
		decision: "negative",
		reasonCode: "drift.found",
		columns
	} : {
		decision: "positive",
		reasonCode: "drift.none",
		columns
	};
}
async function sharedColumns(request, sql) {
	const reference = await listColumns(request.reference, { sql });
	const current = await listColumns(request.current, { sql });
	const shared = reference.filter((name) => current.includes(name));
	const wanted = request.columns ?? shared;
	const missing = wanted.filter((name) => !shared.includes(name));
	if (missing.length === 0 && wanted.length > 0) return wanted;
	throw new PawlError("usage.invalid", { message: missing.length > 0 ? `Not in both tables: ${missing.join(", ")}. Both have ${shared.join(", ")}.` : `${request.reference} and ${request.current} share no column.` });
}
async function readColumn(path, name, sql) {
	const table = tableFunction(path) ?? "";
	return (await sql.columns(`SELECT ${quoteIdentifier(name)} AS value FROM ${table}`, [path])).get("value") ?? [];
}
//#endregion
//#region src/cli/drift.ts
const defaultMinRows = 100;
function addDriftCommand(program) {
	program.command("drift").description("compare two tables column by column").requiredOption("--reference <file>", "reference table: Parquet, Arrow, CSV or JSON lines").requiredOption("--current <file>", "table to compare with it").option("--columns <names>", "columns, separated by commas; default: those that both have").option("--min-rows <count>", "fewer rows are not judged", positiveNumber, defaultMinRows).option("--psi <limit>", "limit of the population stability index", positiveNumber, methods.psi.limit).action(async (_, command) => {
		const options = command.optsWithGlobals();
		const sql = await createSql();
		try {
			const { columns, ...rest } = options;
			const wanted = columns === void 0 ? {} : { columns: columns.split(",") };
			const result = await drift({
				...rest,
				psiLimit: options.psi,
				...wanted
			}, { sql });
			console.log(options.json === true ? JSON.stringify(documentOf(result), null, 2) : linesOf(result));
			process.exitCode = result.decision === "negative" ? 3 : 0;
		} finally {
			await sql.close();
		}
	});
}
function positiveNumber(text) {
	const value = Number(text);
	if (value > 0 && Number.isFinite(value)) return value;
	throw new InvalidArgumentError("a number greater than 0 is expected");
}
function documentOf({ columns, reasonCode }) {
	const all = [...columns.values()];
	const drifted = all.filter((column) => column.verdict === "drift").length;
	return {
		schema: "pawl.drift/1",
		columns: Object.fromEntries([...columns].map(([name, column]) => [name, columnDocument(column)])),
		dataset: {
			columns: all.length,
			drifted,
			reason_code: reasonCode
		}
	};
}
function columnDocument(column) {
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
			...ks === void 0 ? {} : { ks: { statistic: toJsonNumber(ks) } }
		},
		verdict: column.verdict,
		reason: column.reason
	};
}
function linesOf({ columns }) {
	return [...columns].map(([name, column]) => `${name}: ${column.verdict} (${column.reason})`).join("\n");
}
//#endregion
export { addDriftCommand };
