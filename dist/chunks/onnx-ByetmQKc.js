import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as loadNative } from "./load-native-BRcqyvIi.js";
//#region src/adapters/model-runtime/external-data.ts
const nested = {
	model: {
		7: "graph",
		25: "function"
	},
	graph: {
		1: "node",
		5: "tensor",
		15: "sparse"
	},
	function: { 7: "node" },
	node: { 5: "attribute" },
	attribute: {
		5: "tensor",
		6: "graph",
		10: "tensor",
		11: "graph",
		22: "sparse",
		23: "sparse"
	},
	sparse: {
		1: "tensor",
		2: "tensor"
	}
};
const externalDataField = 13;
const dataLocationField = 14;
const deepest = 64;
function hasExternalData(bytes) {
	try {
		return messageHasExternalData({
			bytes,
			position: 0,
			end: bytes.length
		}, "model", 0);
	} catch (error) {
		if (error instanceof RangeError) return void 0;
		throw error;
	}
}
function messageHasExternalData(cursor, message, depth) {
	if (depth > deepest) throw new RangeError("messages are nested too deeply");
	while (cursor.position < cursor.end) {
		const key = readVarint(cursor);
		if (fieldHasExternalData(cursor, {
			message,
			field: Math.floor(key / 8),
			wireType: key % 8,
			depth
		})) return true;
	}
	return false;
}
function fieldHasExternalData(cursor, place) {
	const isTensor = place.message === "tensor";
	if (place.wireType === 0) {
		const value = readVarint(cursor);
		return isTensor && place.field === dataLocationField && value !== 0;
	}
	if (place.wireType !== 2) {
		skip(cursor, place.wireType === 1 ? 8 : place.wireType === 5 ? 4 : Infinity);
		return false;
	}
	const length = readVarint(cursor);
	const start = cursor.position;
	skip(cursor, length);
	if (isTensor) return place.field === externalDataField;
	const child = nested[place.message]?.[place.field];
	if (child === void 0) return false;
	return messageHasExternalData({
		bytes: cursor.bytes,
		position: start,
		end: start + length
	}, child, place.depth + 1);
}
function readVarint(cursor) {
	let value = 0;
	for (let shift = 0; shift < 10; shift += 1) {
		const byte = cursor.bytes[cursor.position];
		if (byte === void 0 || cursor.position >= cursor.end) throw new RangeError("the message is cut");
		cursor.position += 1;
		value += (byte & 127) * 2 ** (7 * shift);
		if (byte < 128) return value;
	}
	throw new RangeError("a number is too long");
}
function skip(cursor, length) {
	if (cursor.position + length > cursor.end) throw new RangeError("the message is cut");
	cursor.position += length;
}
//#endregion
//#region src/adapters/model-runtime/tensors.ts
const datatypeOf = {
	bool: "BOOL",
	int8: "INT8",
	int16: "INT16",
	int32: "INT32",
	int64: "INT64",
	uint8: "UINT8",
	uint16: "UINT16",
	uint32: "UINT32",
	uint64: "UINT64",
	float16: "FP16",
	float32: "FP32",
	float64: "FP64",
	string: "BYTES"
};
const ortTypeOf = Object.fromEntries(Object.entries(datatypeOf).map(([type, name]) => [name, type]));
const numericArrays = {
	INT8: Int8Array,
	INT16: Int16Array,
	INT32: Int32Array,
	UINT8: Uint8Array,
	UINT16: Uint16Array,
	UINT32: Uint32Array,
	FP32: Float32Array,
	FP64: Float64Array
};
function checkFeeds(specs, feeds) {
	const byName = new Map(feeds.map((feed) => [feed.name, feed]));
	if (byName.size !== feeds.length) throw invalid("two inputs have the same name");
	for (const spec of specs) checkFeed(spec, byName.get(spec.name));
	const known = new Set(specs.map((spec) => spec.name));
	const unknown = feeds.find((feed) => !known.has(feed.name));
	if (unknown) throw invalid(`the model has no input ${unknown.name}; it has ${[...known].join(", ")}`);
}
function checkFeed(spec, feed) {
	if (feed === void 0) throw invalid(`input ${spec.name} is missing`);
	if (feed.datatype !== spec.datatype) throw invalid(`input ${spec.name} is ${feed.datatype}, the model takes ${spec.datatype}`);
	if (!(feed.shape.length === spec.shape.length && spec.shape.every((size, index) => size === -1 || size === feed.shape[index]))) throw invalid(`input ${spec.name} has the shape [${feed.shape.join(", ")}], the model takes [${spec.shape.join(", ")}]`);
	const size = feed.shape.reduce((product, length) => product * length, 1);
	if (size !== feed.data.length) throw invalid(`input ${spec.name} has ${feed.data.length} values, its shape needs ${size}`);
}
function toOrtParts(feed) {
	return {
		type: ortTypeOf[feed.datatype] ?? feed.datatype,
		data: toOrtData(feed),
		dims: feed.shape
	};
}
function toOrtData(feed) {
	switch (feed.datatype) {
		case "BYTES": return Array.from(feed.data, String);
		case "BOOL": return Uint8Array.from(feed.data, (value) => value === true || value === 1 ? 1 : 0);
		case "INT64": return feed.data instanceof BigInt64Array ? feed.data : BigInt64Array.from(toBigInts(feed));
		case "UINT64": return BigUint64Array.from(toBigInts(feed));
		default: return toNumericData(feed);
	}
}
function toBigInts(feed) {
	return Array.from(feed.data, (value) => {
		if (typeof value === "bigint") return value;
		if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
		throw invalid(`input ${feed.name} takes whole numbers, got ${String(value)}`);
	});
}
function toNumericData(feed) {
	const kind = Object.entries(numericArrays).find(([name]) => name === feed.datatype)?.[1];
	if (kind === void 0) throw invalid(`input ${feed.name} is ${feed.datatype}, which cannot be fed`);
	if (feed.data instanceof kind) return feed.data;
	const values = Array.from(feed.data, (value) => {
		if (typeof value === "number" || typeof value === "bigint") return Number(value);
		throw invalid(`input ${feed.name} takes numbers, got ${String(value)}`);
	});
	return kind.from(values);
}
function fromOrt(name, tensor) {
	return {
		name,
		datatype: datatypeOf[tensor.type] ?? tensor.type.toUpperCase(),
		shape: tensor.dims,
		data: fromOrtData(tensor)
	};
}
function fromOrtData(tensor) {
	const data = tensor.data;
	if (tensor.type === "bool") return Array.from(data, (value) => value !== 0);
	if (data instanceof Float32Array || data instanceof Float64Array) return data;
	if (data instanceof BigInt64Array || data instanceof Int32Array) return data;
	return Array.from(data);
}
function invalid(message) {
	return new PawlError("model.input-invalid", { message });
}
//#endregion
//#region src/adapters/model-runtime/onnx.ts
function createModelRuntime() {
	return { load };
}
async function load(bytes) {
	const external = hasExternalData(bytes);
	if (external === void 0) throw unreadable("the file is cut or no protocol buffer");
	if (external) throw unreadable("the model keeps values in other files (external data)");
	const ort = await loadNative("onnxruntime-node");
	const session = await createSession(ort, bytes);
	try {
		return new OnnxModel(ort, session);
	} catch (error) {
		await session.release();
		throw error;
	}
}
async function createSession(ort, bytes) {
	try {
		return await ort.InferenceSession.create(bytes, {
			executionProviders: ["cpu"],
			logSeverityLevel: 3
		});
	} catch (error) {
		throw unreadable(error instanceof Error ? error.message : String(error), error);
	}
}
var OnnxModel = class {
	signature;
	#ort;
	#session;
	constructor(ort, session) {
		this.#ort = ort;
		this.#session = session;
		this.signature = {
			inputs: session.inputMetadata.map(toSpec),
			outputs: session.outputMetadata.map(toSpec)
		};
	}
	async run(inputs) {
		checkFeeds(this.signature.inputs, inputs);
		const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
		const outputs = await this.#runSession(feeds);
		return this.signature.outputs.map(({ name }) => {
			const tensor = outputs[name];
			if (tensor === void 0) throw unreadable(`output ${name} was not computed`);
			return fromOrt(name, tensor);
		});
	}
	async release() {
		await this.#session.release();
	}
	#toOrt(feed) {
		const { type, data, dims } = toOrtParts(feed);
		return new this.#ort.Tensor(type, data, dims);
	}
	async #runSession(feeds) {
		try {
			return await this.#session.run(feeds);
		} catch (error) {
			throw new PawlError("model.input-invalid", {
				message: `the model did not run: ${error instanceof Error ? error.message : String(error)}`,
				cause: error
			});
		}
	}
};
function toSpec(metadata) {
	if (!metadata.isTensor) throw new PawlError("model.unsupported", { message: `${metadata.name} is a sequence or map, not a tensor` });
	const datatype = datatypeOf[metadata.type];
	if (datatype === void 0) throw new PawlError("model.unsupported", { message: `${metadata.name} has the element type ${metadata.type}` });
	const shape = metadata.shape.map((size) => typeof size === "number" && size >= 0 ? size : -1);
	return {
		name: metadata.name,
		datatype,
		shape
	};
}
function unreadable(reason, cause) {
	return new PawlError("model.unreadable", {
		message: `The ONNX model cannot be loaded: ${reason}`,
		cause
	});
}
//#endregion
export { createModelRuntime };
