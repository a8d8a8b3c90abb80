import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { i as pathPattern } from "./table-source-DQryy1Rr.js";
//#region src/evaluation/table-query.ts
const readers = [
	[/\.(parquet|pq)$/i, "read_parquet($1)"],
	[/\.(csv|tsv)(\.gz)?$/i, "read_csv($1, header = true)"],
	[/\.(jsonl|ndjson|json)(\.gz)?$/i, "read_json_auto($1)"],
	[/\.(arrow|feather|ipc)$/i, "read_arrow($1)"]
];
function tableFunction(path) {
	const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
	if (reader !== void 0) return reader;
	throw new PawlError("file.unreadable", { message: `${path} is no table that can be read; use .parquet, .csv, .tsv, .jsonl, .arrow or .feather` });
}
function quoteName(name) {
	return `"${name.replaceAll("\"", "\"\"")}"`;
}
function castColumn(column, type) {
	const name = quoteName(column);
	if (type === void 0) return name;
	const cast = `TRY_CAST(${name} AS ${type})`;
	return type === "BIGINT" ? `CASE WHEN TRY_CAST(${name} AS DOUBLE) = ${cast} THEN ${cast} END` : cast;
}
function misfitCondition(column, type) {
	const name = quoteName(column);
	return `${name} IS NOT NULL AND CAST(${name} AS VARCHAR) <> '' AND ${castColumn(column, type)} IS NULL`;
}
//#endregion
//#region src/app/evaluation/evaluation-table.ts
const rowNumber = quoteName("#row");
const mostNames = 30;
const longestName = 60;
async function openEvaluationTable(request, { sql, files }) {
	const { path, id } = request;
	const name = quoteName(request.name ?? "pawl_evaluation");
	if ((await files.stat(path))?.kind !== "file") throw new PawlError("file.missing", { message: `${path} is no file in ${files.root}` });
	const pattern = pathPattern(`${files.root}/${path}`);
	const types = await describeColumns(sql, path, pattern);
	const columns = new Set(types.keys());
	if (id !== void 0) requireColumns([id], columns, path);
	const statement = `CREATE OR REPLACE TEMP TABLE ${name} AS
     SELECT row_number() OVER (${id === void 0 ? "" : `ORDER BY CAST(${quoteName(id)} AS VARCHAR)`}) - 1 AS ${rowNumber}, * FROM ${tableFunction(path)} ORDER BY 1`;
	await sql.query(statement, [pattern]).catch((cause) => {
		throw unreadable(path, cause);
	});
	if (id !== void 0) await checkIds(sql, {
		name,
		id,
		path
	});
	const [total] = await sql.query(`SELECT count(*) AS "rows" FROM ${name}`);
	const rows = Number(total?.["rows"]);
	if (rows === 0) throw new PawlError("evaluation.empty", { message: `${path} has no rows` });
	const readAll = (wanted, range) => readColumns(sql, {
		name,
		wanted,
		range
	});
	const readNumbers = async (names, range) => {
		if (names.length === 0) return [];
		const wanted = names.map((column) => ({
			name: column,
			type: "DOUBLE"
		}));
		return sql.numbers(...selectColumns({
			name,
			wanted,
			range
		}));
	};
	return {
		path,
		name,
		id,
		rows,
		columns,
		types,
		readAll,
		readNumbers,
		read: async (column, options = {}) => (await readAll([{
			name: column,
			type: options.type
		}], options))[0] ?? []
	};
}
function requireColumns(names, columns, path) {
	const missing = names.filter((name) => !columns.has(name));
	if (missing.length === 0) return;
	throw new PawlError("evaluation.column-missing", { message: `${path} has no column ${listNames(missing)}; it has ${listNames([...columns])}` });
}
function listNames(names) {
	const shown = names.slice(0, mostNames).map((name) => name.length > longestName ? `${name.slice(0, longestName)}…` : name);
	const rest = names.length - shown.length;
	return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
async function describeColumns(sql, path, pattern) {
	try {
		const rows = await sql.query(`DESCRIBE SELECT * FROM ${tableFunction(path)}`, [pattern]);
		return new Map(rows.map((row) => [String(row["column_name"]), String(row["column_type"])]));
	} catch (cause) {
		throw unreadable(path, cause);
	}
}
function unreadable(path, cause) {
	if (!(cause instanceof PawlError) || cause.code !== "sql.failed") return cause;
	return new PawlError("file.unreadable", {
		message: `${path} cannot be read: ${(cause.message.split("\n")[0] ?? "").slice(0, 500)}`,
		cause
	});
}
async function checkIds(sql, { name, id, path }) {
	const [wrong] = await sql.query(`SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, count(*) AS times FROM ${name}
     GROUP BY 1 HAVING count(*) > 1 OR id IS NULL ORDER BY 1 LIMIT 1`);
	if (wrong === void 0) return;
	const value = wrong["id"];
	throw new PawlError("evaluation.duplicate-id", { message: value === null ? `${path}: ${String(wrong["times"])} rows have no ${id}` : `${path}: ${id} ${String(value).slice(0, longestName)} occurs ${String(wrong["times"])} times` });
}
async function readColumns(sql, request) {
	if (request.wanted.length === 0) return [];
	const values = await sql.columns(...selectColumns(request));
	return request.wanted.map((_, index) => values.get(`c${index}`) ?? []);
}
function selectColumns(request) {
	const { wanted, range = {} } = request;
	const list = wanted.map(({ name, type }, index) => `${castColumn(name, type)} AS c${index}`).join(", ");
	const [condition, parameters] = "chosen" in range ? [`${rowNumber} IN (${range.chosen.join(", ")})`, []] : [`${rowNumber} >= $1 AND ${rowNumber} < $2`, [range.from ?? 0, range.to ?? Number.MAX_SAFE_INTEGER]];
	return [`SELECT ${list} FROM ${request.name} WHERE ${condition} ORDER BY ${rowNumber}`, parameters];
}
//#endregion
//#region src/app/evaluation/model-output.ts
const floats$1 = new Set([
	"FP16",
	"FP32",
	"FP64"
]);
function chooseOutput({ outputs }, task) {
	const candidates = outputs.filter((output) => floats$1.has(output.datatype));
	const chosen = (task === "regression" ? void 0 : candidates.findLast(({ name }) => /prob/i.test(name))) ?? candidates.at(-1);
	if (chosen === void 0) throw new PawlError("model.unsupported", { message: `the model has no float output for ${task}; it has ${outputs.map((output) => `${output.name} (${output.datatype})`).join(", ").slice(0, 500) || "no tensor"}` });
	return {
		name: chosen.name,
		notes: task === "regression" ? [] : classNotes(outputs)
	};
}
function classNotes(outputs) {
	const label = outputs.find(({ datatype }) => datatype === "BYTES");
	if (label === void 0) return [];
	return [`the model names its classes by text (output ${label.name}): its columns of probabilities are taken as class 0, 1 … in the order of the model`];
}
function readScores(tensor, rows, task) {
	const { data } = tensor;
	const width = data.length / rows;
	if (task === "multiclass-classification" && Number.isInteger(width) && width >= 2) return {
		values: everyNth(data, 1),
		width
	};
	if (task !== "multiclass-classification" && width === 1) return {
		values: everyNth(data, 1),
		width
	};
	if (task === "binary-classification" && width === 2) return {
		values: everyNth(data, 2),
		width: 1
	};
	throw new PawlError("model.unsupported", {
		message: `output ${tensor.name} has ${data.length} values for ${rows} rows of ${task}`,
		hint: "Export one answer a row; for classification one column of probabilities a class."
	});
}
function everyNth(data, count) {
	const values = new Float64Array(data.length / count);
	for (let index = 0; index < values.length; index += 1) values[index] = Number(data[(index + 1) * count - 1]);
	return values;
}
//#endregion
//#region src/app/evaluation/score-table.ts
const batchValues = 2 ** 19;
const mostBatchRows = 16384;
async function scoreTable({ model, plan, task }, table) {
	const width = plan.inputs.reduce((sum, { columns }) => sum + columns.length, 0);
	const batchRows = Math.max(1, Math.min(mostBatchRows, Math.floor(batchValues / Math.max(1, width))));
	const parts = [];
	for (let from = 0; from < table.rows; from += batchRows) {
		const to = Math.min(from + batchRows, table.rows);
		const columns = await readInputs(table, plan, {
			from,
			to
		});
		parts.push(await scoreColumns({
			model,
			plan,
			task
		}, columns, to - from));
	}
	return joinScores(parts);
}
async function readInputs(table, plan, range) {
	const wanted = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({
		name,
		type
	})));
	const isNumber = ({ type }) => type === "DOUBLE";
	const numeric = wanted.filter(isNumber).map(({ name }) => name);
	const numbers = (await table.readNumbers(numeric, range)).values();
	const others = (await table.readAll(wanted.filter((column) => !isNumber(column)), range)).values();
	return plan.inputs.map((input) => input.columns.map(() => (isNumber(input) ? numbers : others).next().value ?? []));
}
async function scoreColumns({ model, plan, task }, columns, rows) {
	const output = chooseOutput(model.signature, task).name;
	const step = plan.fixedRows ?? rows;
	const parts = [];
	for (let from = 0; from < rows; from += step) {
		const feeds = buildFeeds(plan, columns, {
			from,
			rows: Math.min(step, rows - from)
		});
		const [tensor] = await model.run(feeds, [output]);
		if (tensor === void 0) throw new PawlError("model.unsupported", { message: `no output ${output}` });
		const scores = readScores(tensor, step, task);
		parts.push({
			...scores,
			values: scores.values.subarray(0, (rows - from) * scores.width)
		});
	}
	return joinScores(parts);
}
function buildFeeds(plan, columns, range) {
	const rows = plan.fixedRows ?? range.rows;
	const rowAt = (row) => range.from + Math.min(row, range.rows - 1);
	return plan.inputs.map((input, index) => {
		const { spec } = input;
		const [, width, ...rest] = spec.shape;
		const shape = [
			rows,
			...width === void 0 ? [] : [input.columns.length],
			...rest
		];
		const data = fill(input, columns[index] ?? [], {
			rows,
			rowAt
		});
		return {
			name: spec.name,
			datatype: spec.datatype,
			shape,
			data
		};
	});
}
function fill(input, columns, { rows, rowAt }) {
	const width = columns.length;
	const size = rows * width;
	if (input.type === "DOUBLE") {
		const data = input.spec.datatype === "FP64" ? new Float64Array(size) : new Float32Array(size);
		columns.forEach((values, column) => {
			for (let row = 0; row < rows; row += 1) data[row * width + column] = Number(values[rowAt(row)] ?? NaN);
		});
		return data;
	}
	const valueAt = (position) => columns[position % width]?.[rowAt(Math.floor(position / width))];
	return Array.from({ length: size }, (_, position) => {
		const value = valueAt(position);
		if (typeof value === "number" || typeof value === "string") return value;
		if (typeof value === "bigint" || typeof value === "boolean") return value;
		throw new PawlError("evaluation.value-invalid", { message: `column ${input.columns[position % width]} is missing a value; input ${input.spec.name} of the model takes none` });
	});
}
async function checkInputValues(plan, table, sql) {
	const checked = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({
		name,
		type
	}))).filter(({ name, type }) => !alwaysFits(table.types.get(name), type));
	for (let from = 0; from < checked.length; from += 100) {
		const part = checked.slice(from, from + 100);
		const list = part.map(({ name, type }, index) => {
			const condition = misfitCondition(name, type);
			return `count(*) FILTER (WHERE ${condition}) AS n${index},
        any_value(CAST(${quoteName(name)} AS VARCHAR)) FILTER (WHERE ${condition}) AS e${index}`;
		});
		const [found] = await sql.query(`SELECT ${list.join(", ")} FROM ${table.name}`);
		const index = part.findIndex((_, position) => Number(found?.[`n${position}`] ?? 0) > 0);
		const wrong = part[index];
		if (wrong === void 0) continue;
		const example = JSON.stringify(String(found?.[`e${index}`]).slice(0, 60));
		throw new PawlError("evaluation.value-invalid", { message: `${table.path}: ${String(found?.[`n${index}`])} of ${table.rows} values of ${wrong.name} are not ${kindOf(wrong.type)}, for instance ${example}` });
	}
}
function alwaysFits(sqlType, type) {
	if (type === "VARCHAR") return true;
	if (type === "BOOLEAN") return sqlType === "BOOLEAN";
	return /^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(sqlType ?? "") && sqlType !== "UBIGINT" || type === "DOUBLE" && [
		"DOUBLE",
		"FLOAT",
		"UBIGINT"
	].includes(sqlType ?? "");
}
function kindOf(type) {
	if (type === "DOUBLE") return "numbers";
	return type === "BIGINT" ? "whole numbers" : "true or false";
}
function joinScores(parts) {
	const [first] = parts;
	if (first !== void 0 && parts.length === 1) return first;
	const width = first?.width ?? 1;
	const other = parts.find((part) => part.width !== width);
	if (other !== void 0) throw new PawlError("model.unsupported", { message: `the model gives ${width} and then ${other.width} answers a row` });
	const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
	let position = 0;
	for (const part of parts) {
		values.set(part.values, position);
		position += part.values.length;
	}
	return {
		values,
		width
	};
}
//#endregion
//#region src/app/evaluation/input-plan.ts
const floats = new Set([
	"FP16",
	"FP32",
	"FP64"
]);
const integers = new Set([
	"INT8",
	"INT16",
	"INT32",
	"INT64",
	"UINT8",
	"UINT16",
	"UINT32",
	"UINT64"
]);
const nameKeys = ["feature_names", "feature_names_in_"];
const mostFixedRows = 65536;
const remedy = "Write the names into the model: onnx.helper.set_model_props(model, {\"feature_names\": json.dumps(list(X.columns))}).";
function planInputs(model, source) {
	const specs = model.signature.inputs;
	const { table } = source;
	const isColumn = (spec) => widthOf(spec) === 1 && table.columns.has(spec.name);
	const others = specs.filter((spec) => !isColumn(spec));
	const [matrix] = others;
	if (others.length > 1 || matrix !== void 0 && specs.length > 1 && widthOf(matrix) === 1) {
		requireColumns(others.filter((spec) => widthOf(spec) === 1).map(({ name }) => name), table.columns, table.path);
		if (others.length > 1) throw severalMatrices(others);
	}
	const chosen = matrix && chooseColumns(matrix, model.metadata, source);
	return {
		inputs: specs.map((spec) => ({
			spec,
			columns: spec === matrix && chosen ? chosen.columns : [spec.name],
			type: castTypeOf(spec)
		})),
		fixedRows: fixedRowsOf(specs),
		notes: chosen?.note === void 0 ? [] : [chosen.note]
	};
}
function plannedColumns(plan) {
	return [...new Set(plan.inputs.flatMap(({ columns }) => columns))];
}
function widthOf(spec) {
	const [, width = 1, ...rest] = spec.shape;
	if (spec.shape.length > 0 && rest.every((size) => size === 1)) return width;
	throw new PawlError("model.unsupported", {
		message: `input ${spec.name} has the shape [${spec.shape.join(", ")}], which is no row of values`,
		hint: "Export inputs of the shape [-1, 1], one a column, or one input of the shape [-1, columns]."
	});
}
function castTypeOf({ name, datatype }) {
	if (floats.has(datatype)) return "DOUBLE";
	if (integers.has(datatype)) return "BIGINT";
	if (datatype === "BOOL") return "BOOLEAN";
	if (datatype === "BYTES") return "VARCHAR";
	throw new PawlError("model.unsupported", { message: `input ${name} takes ${datatype}, which no column is` });
}
function fixedRowsOf(specs) {
	const fixed = new Set(specs.map(({ shape }) => shape[0] ?? -1).filter((rows) => rows !== -1));
	const [rows] = fixed;
	if (rows === void 0) return void 0;
	if (fixed.size === 1 && rows > 0 && rows <= mostFixedRows) return rows;
	throw new PawlError("model.unsupported", {
		message: `the model's inputs take fixed numbers of rows: ${[...fixed].join(", ")}`,
		hint: "Export with a first dimension that varies (dynamic_axes in PyTorch)."
	});
}
function chooseColumns(spec, metadata, { table, reserved }) {
	const width = widthOf(spec);
	const named = namesIn(metadata);
	if (named !== void 0) {
		requireColumns(named, table.columns, table.path);
		if (width === -1 || width === named.length) return { columns: named };
		throw new PawlError("model.unsupported", {
			message: `input ${spec.name} takes ${width} columns, the model's metadata names ${named.length}`,
			hint: remedy
		});
	}
	const columns = [...table.columns].filter((name) => !reserved.has(name));
	if (width === -1 || width === columns.length) return {
		columns,
		note: `input ${spec.name} takes the columns ${listNames(columns)}, in the order of the table`
	};
	throw new PawlError("model.unsupported", {
		message: `input ${spec.name} takes ${width} columns; ${table.path} has ${columns.length} that are not ${listNames([...reserved])}: ${listNames(columns)}`,
		hint: remedy
	});
}
function namesIn(metadata) {
	const key = nameKeys.find((name) => metadata.has(name));
	const text = key === void 0 ? void 0 : metadata.get(key);
	if (text === void 0) return void 0;
	const names = parseList(text);
	if (names !== void 0 && new Set(names).size === names.length) return names;
	throw new PawlError("model.unsupported", {
		message: `the model's metadata ${key} is ${text.slice(0, 80)}, expected a JSON list of different names`,
		hint: remedy
	});
}
function parseList(text) {
	const value = parseJson(text);
	return Array.isArray(value) && value.every((item) => typeof item === "string") && value.length > 0 ? value : void 0;
}
function severalMatrices(specs) {
	return new PawlError("model.unsupported", {
		message: `several inputs take more than one column: ${listNames(specs.map(({ name }) => name))}`,
		hint: "Export one input of the shape [-1, 1] a column, by its name."
	});
}
//#endregion
export { readInputs as a, chooseOutput as c, requireColumns as d, rowNumber as f, checkInputValues as i, listNames as l, tableFunction as m, plannedColumns as n, scoreColumns as o, quoteName as p, buildFeeds as r, scoreTable as s, planInputs as t, openEvaluationTable as u };
