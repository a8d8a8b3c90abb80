import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as nativeDirectory, t as loadNative } from "./load-native-C8wXINK_.js";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
//#region src/adapters/model-runtime/wire.ts
function* fieldsOf(bytes, from = 0, to = bytes.length) {
	let position = from;
	while (position < to) {
		const field = readField(bytes, position, to);
		position = field.end;
		yield field;
	}
}
function readField(bytes, start, to) {
	const key = readVarint(bytes, start, to);
	const number = Math.floor(key.value / 8);
	const wireType = key.value % 8;
	if (wireType === 0) {
		const { value, end } = readVarint(bytes, key.end, to);
		return {
			number,
			wireType,
			start,
			from: end,
			end,
			value
		};
	}
	const { from, length } = payloadOf(bytes, {
		wireType,
		at: key.end,
		to
	});
	if (from + length > to) throw new RangeError("the message is cut");
	return {
		number,
		wireType,
		start,
		from,
		end: from + length,
		value: 0
	};
}
function payloadOf(bytes, place) {
	if (place.wireType === 1) return {
		from: place.at,
		length: 8
	};
	if (place.wireType === 5) return {
		from: place.at,
		length: 4
	};
	if (place.wireType !== 2) throw new RangeError(`wire type ${place.wireType} is not in use`);
	const { value, end } = readVarint(bytes, place.at, place.to);
	return {
		from: end,
		length: value
	};
}
function readVarint(bytes, from, to) {
	let value = 0;
	for (let index = 0; index < 10; index += 1) {
		const byte = bytes[from + index];
		if (byte === void 0 || from + index >= to) throw new RangeError("the message is cut");
		value += (byte & 127) * 2 ** (7 * index);
		if (byte < 128) return {
			value,
			end: from + index + 1
		};
	}
	throw new RangeError("a number is too long");
}
function varintsOf(bytes, field) {
	if (field.wireType === 0) return [field.value];
	const values = [];
	for (let position = field.from; position < field.end;) {
		const { value, end } = readVarint(bytes, position, field.end);
		values.push(value);
		position = end;
	}
	return values;
}
function textOf(bytes, field) {
	return new TextDecoder().decode(bytes.subarray(field.from, field.end));
}
function encodeField(number, payload) {
	return concatBytes([
		Uint8Array.of(number * 8 + 2),
		encodeVarint(payload.length),
		payload
	]);
}
function encodeNumber(number, value) {
	return concatBytes([Uint8Array.of(number * 8), encodeVarint(value)]);
}
function encodeVarint(value) {
	const bytes = [];
	let rest = value;
	while (rest >= 128) {
		bytes.push(rest % 128 + 128);
		rest = Math.floor(rest / 128);
	}
	return Uint8Array.from([...bytes, rest]);
}
function concatBytes(pieces) {
	const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let position = 0;
	for (const piece of pieces) {
		joined.set(piece, position);
		position += piece.length;
	}
	return joined;
}
//#endregion
//#region src/adapters/model-runtime/model-messages.ts
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
	},
	tensor: {}
};
const deepest = 64;
function* messagesOf(bytes, message, depth = 0) {
	if (depth > deepest) throw new RangeError("messages are nested too deeply");
	yield message;
	for (const field of fieldsOf(bytes, message.from, message.end)) {
		const kind = field.wireType === 2 ? nested[message.kind]?.[field.number] : void 0;
		if (kind !== void 0) yield* messagesOf(bytes, {
			kind,
			from: field.from,
			end: field.end
		}, depth + 1);
	}
}
//#endregion
//#region src/adapters/model-runtime/oversize.ts
const mostValues = 2 ** 28;
const mostValuesPerByte = 4;
const longestShape = 32;
const int64 = 7;
const sizedByValue = new Map([
	["ConstantOfShape", 0],
	["Expand", 1],
	["Tile", 1],
	["Resize", 3],
	["OneHot", 1],
	["RandomNormal", "attribute"],
	["RandomUniform", "attribute"]
]);
function findOversize(bytes, messages) {
	const shapes = new Map();
	for (const message of messages) {
		const problem = message.kind === "tensor" ? checkTensor(bytes, message, shapes) : checkSparse(bytes, message);
		if (problem !== void 0) return problem;
	}
	const nodes = messages.filter(({ kind }) => kind === "node").map((message) => readNode(bytes, message));
	for (const { operator, outputs, attribute } of nodes) if (operator === "Constant" && attribute !== void 0 && outputs[0] !== void 0) shapes.set(outputs[0], attribute);
	for (const node of nodes) {
		const from = sizedByValue.get(node.operator);
		const size = productOf((typeof from === "number" ? shapes.get(node.inputs[from] ?? "") : from && node.attribute) ?? [0]);
		if (size > mostValues) return `a node ${node.operator} makes ${size} values, at most ${mostValues} are let through`;
	}
}
function productOf(shape) {
	return shape.reduce((product, size) => product * size, 1);
}
function checkTensor(bytes, tensor, shapes) {
	const { name, dims, values } = readTensor(bytes, tensor);
	const declared = productOf(dims);
	const held = tensor.end - tensor.from;
	if (declared > held * mostValuesPerByte) return `a tensor declares the shape [${dims.slice(0, 8).join(", ")}] and holds ${held} bytes`;
	if (values !== void 0) shapes.set(name, values);
}
function checkSparse(bytes, message) {
	if (message.kind !== "sparse") return void 0;
	const dims = [];
	for (const field of fieldsOf(bytes, message.from, message.end)) if (field.number === 3) dims.push(...varintsOf(bytes, field));
	const size = productOf(dims);
	return size > mostValues ? `a sparse tensor has ${size} values, at most ${mostValues} are let through` : void 0;
}
function readTensor(bytes, tensor) {
	let name = "";
	let type = 0;
	const dims = [];
	const listed = [];
	let raw;
	for (const field of fieldsOf(bytes, tensor.from, tensor.end)) {
		if (field.number === 1) dims.push(...varintsOf(bytes, field));
		if (field.number === 2) type = field.value;
		if (field.number === 7) listed.push(...shapeValues(bytes, field));
		if (field.number === 8) name = textOf(bytes, field);
		if (field.number === 9) raw = rawValues(bytes, field);
	}
	const values = raw ?? (listed.length === 0 ? void 0 : listed);
	return {
		name,
		dims,
		values: type === int64 ? values : void 0
	};
}
function shapeValues(bytes, field) {
	return (field.end - field.from > longestShape * 10 ? [] : varintsOf(bytes, field)).map((value) => value >= 2 ** 63 ? value - 2 ** 64 : value);
}
function rawValues(bytes, field) {
	const length = field.end - field.from;
	if (length === 0 || length > longestShape * 8 || length % 8 !== 0) return void 0;
	const view = new DataView(bytes.buffer, bytes.byteOffset + field.from, length);
	return Array.from({ length: length / 8 }, (_, index) => Number(view.getBigInt64(index * 8, true)));
}
function readNode(bytes, node) {
	const inputs = [];
	const outputs = [];
	let operator = "";
	let attribute;
	for (const field of fieldsOf(bytes, node.from, node.end)) {
		if (field.number === 1) inputs.push(textOf(bytes, field));
		if (field.number === 2) outputs.push(textOf(bytes, field));
		if (field.number === 4) operator = textOf(bytes, field);
		if (field.number === 5) attribute = readAttribute(bytes, field) ?? attribute;
	}
	return {
		operator,
		inputs,
		outputs,
		attribute
	};
}
function readAttribute(bytes, attribute) {
	let name = "";
	let tensor;
	const listed = [];
	for (const field of fieldsOf(bytes, attribute.from, attribute.end)) {
		if (field.number === 1) name = textOf(bytes, field);
		if (field.number === 5) tensor = readTensor(bytes, {
			kind: "tensor",
			...field
		}).values;
		if (field.number === 8 && field.end - field.from <= longestShape * 10) listed.push(...varintsOf(bytes, field));
	}
	if (![
		"value",
		"value_ints",
		"shape"
	].includes(name)) return void 0;
	return listed.length === 0 ? tensor : listed;
}
//#endregion
//#region src/adapters/model-runtime/inspect-model.ts
const metadataField = 14;
const mostMetadata = 1e3;
function inspectModel(bytes) {
	const none = new Map();
	try {
		if (bytes.length === 0) return {
			problem: "the file is empty",
			metadata: none
		};
		const messages = [...messagesOf(bytes, {
			kind: "model",
			from: 0,
			end: bytes.length
		})];
		return {
			problem: messages.some((message) => message.kind === "tensor" && isExternal(bytes, message)) ? "the model keeps values in other files (external data)" : findOversize(bytes, messages),
			metadata: readMetadata(bytes)
		};
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return {
			problem: "the file is cut or no protocol buffer",
			metadata: none
		};
	}
}
function isExternal(bytes, tensor) {
	for (const field of fieldsOf(bytes, tensor.from, tensor.end)) if (field.number === 14 && field.wireType === 0 && field.value !== 0 || field.number === 13 && field.wireType === 2) return true;
	return false;
}
function readMetadata(bytes) {
	const metadata = new Map();
	for (const field of fieldsOf(bytes)) {
		if (field.number !== metadataField || field.wireType !== 2 || metadata.size >= mostMetadata) continue;
		const [key, value] = readEntry(bytes, field);
		metadata.set(key, value);
	}
	return metadata;
}
function readEntry(bytes, entry) {
	let [key, value] = ["", ""];
	for (const field of fieldsOf(bytes, entry.from, entry.end)) {
		if (field.number === 1) key = textOf(bytes, field);
		if (field.number === 2) value = textOf(bytes, field);
	}
	return [key, value];
}
//#endregion
//#region src/adapters/model-runtime/providers.ts
const variable = "PAWL_EXECUTION_PROVIDER";
const cudaLibraries = ["libonnxruntime_providers_cuda.so", "onnxruntime_providers_cuda.dll"];
async function planProvider(environment = process.env) {
	const forced = environment[variable];
	if (forced === void 0 || forced === "") return {
		provider: await hasCuda() ? "cuda" : "cpu",
		isRequired: false
	};
	if (forced === "cpu" || forced === "cuda") return {
		provider: forced,
		isRequired: true
	};
	throw new PawlError("usage.invalid", { message: `${variable} is ${JSON.stringify(forced.slice(0, 40))}, expected cpu or cuda` });
}
async function hasCuda() {
	const bin = join(await nativeDirectory("onnxruntime-node"), "bin");
	if (!existsSync(bin)) return false;
	return readdirSync(bin).some((version) => {
		const folder = join(bin, version, process.platform, process.arch);
		return cudaLibraries.some((library) => existsSync(join(folder, library)));
	});
}
//#endregion
//#region src/adapters/model-runtime/half.ts
const leastNormal = 2 ** -14;
const overflow = 65520;
function toHalfBits(value) {
	if (Number.isNaN(value)) return 32256;
	const sign = value < 0 || Object.is(value, -0) ? 32768 : 0;
	const size = Math.abs(value);
	if (size >= overflow) return sign | 31744;
	if (size < leastNormal) return sign | roundToEven(size * 2 ** 24);
	const exponent = exponentOf(size);
	return sign | (exponent + 15 << 10) + roundToEven((size / 2 ** exponent - 1) * 1024);
}
function fromHalfBits(bits) {
	const sign = bits & 32768 ? -1 : 1;
	const exponent = bits >> 10 & 31;
	const mantissa = bits & 1023;
	if (exponent === 0) return sign * mantissa * 2 ** -24;
	if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : NaN;
	return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
function exponentOf(size) {
	const guess = Math.floor(Math.log2(size));
	if (2 ** guess > size) return guess - 1;
	return 2 ** (guess + 1) <= size ? guess + 1 : guess;
}
function roundToEven(value) {
	const below = Math.floor(value);
	const rest = value - below;
	return rest > .5 || rest === .5 && below % 2 === 1 ? below + 1 : below;
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
		case "FP16": return Uint16Array.from(toNumbers(feed), toHalfBits);
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
	return kind.from(toNumbers(feed));
}
function toNumbers(feed) {
	return Array.from(feed.data, (value) => {
		if (typeof value === "number" || typeof value === "bigint") return Number(value);
		throw invalid(`input ${feed.name} takes numbers, got ${String(value)}`);
	});
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
	if (tensor.type === "float16" && data instanceof Uint16Array) return Array.from(data, fromHalfBits);
	return Array.from(data);
}
function invalid(message) {
	return new PawlError("model.input-invalid", { message });
}
//#endregion
//#region src/adapters/model-runtime/zip-map.ts
const graphField = 7;
const nodeField = 1;
const outputField = 12;
const float = 1;
function replaceZipMaps(bytes) {
	const fields = [...fieldsOf(bytes)];
	const graph = fields.find((field) => field.number === graphField && field.wireType === 2);
	if (graph === void 0) return bytes;
	const parts = [...fieldsOf(bytes, graph.from, graph.end)];
	const replaced = new Map();
	const names = new Set();
	for (const part of parts.filter(({ number }) => number === nodeField)) {
		const node = readZipMap(bytes, part);
		if (node === void 0) continue;
		names.add(node.output);
		replaced.set(part, encodeField(nodeField, identityNode(node)));
	}
	if (names.size === 0) return bytes;
	for (const part of parts.filter(({ number }) => number === outputField)) {
		const name = nameOf(bytes, part);
		if (names.has(name)) replaced.set(part, encodeField(outputField, floatMatrix(name)));
	}
	const newGraph = parts.map((part) => replaced.get(part) ?? bytes.subarray(part.start, part.end));
	return concatBytes(fields.map((field) => field === graph ? encodeField(graphField, concatBytes(newGraph)) : bytes.subarray(field.start, field.end)));
}
function readZipMap(bytes, node) {
	const texts = new Map();
	for (const field of fieldsOf(bytes, node.from, node.end)) if (field.wireType === 2 && [
		1,
		2,
		4
	].includes(field.number)) texts.set(field.number, textOf(bytes, field));
	const [input, output] = [texts.get(1), texts.get(2)];
	return texts.get(4) === "ZipMap" && input !== void 0 && output !== void 0 ? {
		input,
		output
	} : void 0;
}
function identityNode({ input, output }) {
	return concatBytes([
		encodeField(1, encodeText(input)),
		encodeField(2, encodeText(output)),
		encodeField(4, encodeText("Identity"))
	]);
}
function floatMatrix(name) {
	const nothing = new Uint8Array();
	const shape = concatBytes([encodeField(1, nothing), encodeField(1, nothing)]);
	const tensor = concatBytes([encodeNumber(1, float), encodeField(2, shape)]);
	return concatBytes([encodeField(1, encodeText(name)), encodeField(2, encodeField(1, tensor))]);
}
function nameOf(bytes, value) {
	for (const field of fieldsOf(bytes, value.from, value.end)) if (field.number === 1) return textOf(bytes, field);
	return "";
}
function encodeText(text) {
	return new TextEncoder().encode(text);
}
//#endregion
//#region src/adapters/model-runtime/onnx.ts
const mostTensors = 1e4;
const longestName = 500;
const unsupported = /opset|no op registered|not a registered function|IR_VERSION|model ir_version|not implemented|no schema registered/i;
function createModelRuntime() {
	return { load };
}
async function load(bytes) {
	const { problem, metadata } = inspectModel(bytes);
	if (problem !== void 0) throw unreadable(problem);
	const ort = await loadNative("onnxruntime-node");
	const { session, execution } = await openSession(ort, withoutZipMaps(bytes));
	try {
		return new OnnxModel({
			ort,
			session,
			execution,
			metadata
		});
	} catch (error) {
		await session.release();
		throw error;
	}
}
function withoutZipMaps(bytes) {
	try {
		return replaceZipMaps(bytes);
	} catch (error) {
		if (error instanceof RangeError) throw unreadable(`its graph is cut: ${error.message}`, error);
		throw error;
	}
}
async function openSession(ort, bytes) {
	const { provider, isRequired } = await planProvider();
	try {
		return {
			session: await createSession(ort, bytes, provider),
			execution: {
				provider,
				note: void 0
			}
		};
	} catch (error) {
		if (provider === "cpu") throw refusal(error);
		if (isRequired) throw new PawlError("model.unsupported", {
			message: `The model cannot be computed with CUDA: ${reasonOf(error)}`,
			hint: "Install ONNX Runtime's CUDA libraries on the runner, or unset PAWL_EXECUTION_PROVIDER.",
			cause: error
		});
		return {
			session: await createSession(ort, bytes, "cpu").catch((cause) => {
				throw refusal(cause);
			}),
			execution: {
				provider: "cpu",
				note: `CUDA is installed and could not be used: ${reasonOf(error)}`
			}
		};
	}
}
function createSession(ort, bytes, provider) {
	const executionProviders = provider === "cpu" ? ["cpu"] : ["cuda", "cpu"];
	return ort.InferenceSession.create(bytes, {
		executionProviders,
		logSeverityLevel: 4
	});
}
var OnnxModel = class {
	signature;
	metadata;
	execution;
	#ort;
	#session;
	constructor({ ort, session, execution, metadata }) {
		this.#ort = ort;
		this.#session = session;
		this.execution = execution;
		this.metadata = metadata;
		this.signature = {
			inputs: toSpecs(session.inputMetadata),
			outputs: toSpecs(session.outputMetadata.filter((output) => output.isTensor))
		};
	}
	async run(inputs, outputs) {
		checkFeeds(this.signature.inputs, inputs);
		const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
		const wanted = outputs ?? this.signature.outputs.map(({ name }) => name);
		const computed = await this.#runSession(feeds, wanted);
		return wanted.map((name) => {
			const tensor = computed[name];
			if (tensor === void 0) throw unreadable(`output ${name} was not computed`);
			return fromOrt(name, tensor);
		});
	}
	async time(inputs, outputs, repetitions) {
		checkFeeds(this.signature.inputs, inputs);
		const times = new Float64Array(repetitions);
		for (let repetition = 0; repetition < repetitions; repetition += 1) {
			const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
			const started = performance.now();
			await this.#runSession(feeds, outputs);
			times[repetition] = performance.now() - started;
		}
		return times;
	}
	async release() {
		await this.#session.release();
	}
	#toOrt(feed) {
		const { type, data, dims } = toOrtParts(feed);
		if (type === "float16" && data instanceof Uint16Array) return Object.assign(new this.#ort.Tensor("uint16", data, dims), { type: "float16" });
		return new this.#ort.Tensor(type, data, dims);
	}
	async #runSession(feeds, wanted) {
		try {
			return await this.#session.run(feeds, [...wanted]);
		} catch (error) {
			throw new PawlError("model.input-invalid", {
				message: `the model did not run: ${reasonOf(error)}`,
				cause: error
			});
		}
	}
};
function toSpecs(metadata) {
	if (metadata.length <= mostTensors) return metadata.map(toSpec);
	throw new PawlError("model.unsupported", { message: `the model has ${metadata.length} inputs or outputs, at most ${mostTensors} are read` });
}
function toSpec(metadata) {
	const { name } = metadata;
	if (name === "" || name.length > longestName || name === "__proto__") throw new PawlError("model.unsupported", {
		message: `a tensor of the model has the name ${JSON.stringify(name.slice(0, 40))} of ${name.length} letters`,
		hint: `Give every input and output a name of 1 to ${longestName} letters, other than __proto__.`
	});
	if (!metadata.isTensor) throw new PawlError("model.unsupported", { message: `input ${name} is a sequence or map, not a tensor` });
	const datatype = datatypeOf[metadata.type];
	if (datatype === void 0) throw new PawlError("model.unsupported", { message: `${name} has the element type ${metadata.type}` });
	return {
		name,
		datatype,
		shape: metadata.shape.map((size) => typeof size === "number" && size >= 0 ? size : -1)
	};
}
function refusal(error) {
	const reason = reasonOf(error);
	if (!unsupported.test(reason)) return unreadable(reason, error);
	return new PawlError("model.unsupported", {
		message: `ONNX Runtime lacks what the model needs: ${reason}`,
		hint: "Export with standard operators and an older opset, for instance target_opset=21.",
		cause: error
	});
}
function reasonOf(error) {
	const message = error instanceof Error ? error.message : String(error);
	return message.slice(Math.max(0, message.indexOf("ONNX Runtime only"))).slice(0, 500);
}
function unreadable(reason, cause) {
	return new PawlError("model.unreadable", {
		message: `The ONNX model cannot be loaded: ${reason}`,
		cause
	});
}
//#endregion
export { createModelRuntime };
