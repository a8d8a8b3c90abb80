import { A as union, C as object, D as string, S as number, T as record, f as _enum, g as boolean, j as unknown, m as array, p as _null } from "./schemas-CFgJ4ov0.js";
//#region src/serving/open-inference-protocol.ts
const jsonDatatypes = [
	"BOOL",
	"INT8",
	"INT16",
	"INT32",
	"INT64",
	"UINT8",
	"UINT16",
	"UINT32",
	"UINT64",
	"FP32",
	"FP64",
	"BYTES"
];
const parameters = record(string(), unknown()).optional();
const requestTensorSchema = object({
	name: string().min(1),
	shape: array(number().int().nonnegative()).max(8),
	datatype: _enum(jsonDatatypes),
	parameters,
	data: array(unknown())
});
const inferRequestSchema = object({
	id: string().max(256).optional(),
	parameters,
	inputs: array(requestTensorSchema).min(1).max(4096),
	outputs: array(object({
		name: string().min(1),
		parameters
	})).optional()
});
const inferResponseSchema = object({
	model_name: string(),
	model_version: string().optional(),
	id: string().optional(),
	outputs: array(object({
		name: string(),
		shape: array(number().int()),
		datatype: string(),
		data: array(union([
			number(),
			string(),
			boolean(),
			_null()
		]))
	}))
});
const platform = "onnx_onnxv1";
function readInferRequest(body) {
	const parsed = inferRequestSchema.safeParse(body);
	if (parsed.success) return {
		ok: true,
		request: parsed.data
	};
	const issue = parsed.error.issues[0];
	return {
		ok: false,
		error: `invalid request: ${issue === void 0 || issue.path.length === 0 ? "body" : issue.path.join(".")}: ${issue?.message ?? "not readable"}`
	};
}
//#endregion
//#region src/serving/tensor-data.ts
const wholeRanges = {
	INT8: [-128, 127],
	INT16: [-32768, 32767],
	INT32: [-2147483648, 2147483647],
	INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	UINT8: [0, 255],
	UINT16: [0, 65535],
	UINT32: [0, 4294967295],
	UINT64: [0, Number.MAX_SAFE_INTEGER]
};
function readTensorData(tensor) {
	const { name, shape, datatype } = tensor;
	const flat = flatten(tensor.data, shape);
	const size = shape.reduce((product, length) => product * length, 1);
	if (flat?.length !== size) {
		const found = flat === void 0 ? "nested otherwise" : `${flat.length} values`;
		return {
			ok: false,
			error: `input ${name} has shape [${shape.join(", ")}], its data is ${found}`
		};
	}
	const values = [];
	for (const item of flat) {
		const value = readValue(item, datatype);
		if (value === void 0) return {
			ok: false,
			error: `input ${name} takes ${datatype}, got ${describe(item)}`
		};
		values.push(value);
	}
	return {
		ok: true,
		value: values
	};
}
function describe(item) {
	return (JSON.stringify(item) ?? "nothing").slice(0, 40);
}
function flatten(data, shape) {
	if (!data.some(Array.isArray)) return data;
	const [length, ...rest] = shape;
	if (length !== data.length || rest.length === 0) return void 0;
	const flat = [];
	for (const item of data) {
		const part = Array.isArray(item) ? flatten(item, rest) : void 0;
		if (part === void 0 || part.length !== rest.reduce((product, next) => product * next, 1)) return void 0;
		for (const value of part) flat.push(value);
	}
	return flat;
}
function readValue(item, datatype) {
	if (datatype === "BYTES") return typeof item === "string" ? item : void 0;
	if (datatype === "BOOL") {
		if (typeof item === "boolean") return item;
		return item === 0 || item === 1 ? item === 1 : void 0;
	}
	if (datatype === "FP32" || datatype === "FP64") {
		if (item === null) return NaN;
		return typeof item === "number" ? item : void 0;
	}
	const [least, greatest] = wholeRanges[datatype] ?? [0, 0];
	return typeof item === "number" && Number.isInteger(item) && item >= least && item <= greatest ? item : void 0;
}
function toJsonData(data) {
	return Array.from(data, (value) => {
		if (typeof value === "bigint") return Number(value);
		return typeof value === "number" && !Number.isFinite(value) ? null : value;
	});
}
function rowValue(tensor, row) {
	const width = tensor.shape.slice(1).reduce((product, length) => product * length, 1);
	const values = [];
	for (let index = row * width; index < (row + 1) * width; index += 1) {
		const value = tensor.data[index];
		values.push(value === void 0 ? null : toJsonData([value])[0] ?? null);
	}
	return width === 1 ? values[0] ?? null : values;
}
//#endregion
//#region src/serving/smoke-test.ts
const smokeTolerance = 1e-5;
function exampleRequest(manifest) {
	const { signature } = manifest;
	const rows = manifest.examples.inputs;
	if (rows.length === 0 || signature === null) return void 0;
	return { inputs: signature.inputs.map((spec) => ({
		name: spec.name,
		datatype: spec.datatype,
		shape: [rows.length, ...spec.shape.slice(1)],
		data: rows.flatMap((row) => row[spec.name] ?? null)
	})) };
}
function outputRows(outputs, rows) {
	return Array.from({ length: rows }, (_, row) => Object.fromEntries(outputs.map((output) => [output.name, rowValue(output, row)])));
}
function findSmokeFailure(manifest, body) {
	const parsed = inferResponseSchema.safeParse(body);
	if (!parsed.success) return "the answer is no inference response";
	const expected = manifest.examples.outputs;
	return findRowDifference(expected, outputRows(parsed.data.outputs.map(toFlat), expected.length));
}
function toFlat(output) {
	const data = output.data.map((value) => value === null ? NaN : value);
	return {
		...output,
		data
	};
}
function findRowDifference(expected, actual) {
	for (const [row, values] of expected.entries()) for (const [name, value] of Object.entries(values)) {
		const found = actual[row]?.[name];
		if (isClose(value, found)) continue;
		return `example ${row + 1}: ${name} is ${JSON.stringify(found)}, the manifest says ${JSON.stringify(value)}`;
	}
}
function isClose(expected, actual) {
	if (Array.isArray(expected) && Array.isArray(actual)) return expected.length === actual.length && expected.every((item, index) => isClose(item, actual[index]));
	if (typeof expected !== "number" || typeof actual !== "number") return Object.is(expected, actual);
	const scale = Math.max(1, Math.abs(expected), Math.abs(actual));
	return Math.abs(expected - actual) <= smokeTolerance * scale;
}
//#endregion
export { readTensorData as a, platform as c, outputRows as i, readInferRequest as l, findRowDifference as n, rowValue as o, findSmokeFailure as r, toJsonData as s, exampleRequest as t };
