import { a as readTensorData } from "./smoke-test-Cu2xPKpZ.js";
//#region src/serving/feeds.ts
function checkRequest(request, rules) {
	const { signature, columns } = rules;
	const names = request.inputs.map((tensor) => tensor.name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== void 0) return {
		ok: false,
		error: `input ${twice} is given twice`
	};
	const known = new Set([
		...signature.inputs.map((spec) => spec.name),
		columns.id,
		columns.timestamp
	]);
	const unknown = names.find((name) => !known.has(name));
	if (unknown !== void 0) return {
		ok: false,
		error: `the model has no input ${unknown}`
	};
	const outputs = new Set(signature.outputs.map((spec) => spec.name));
	const wanted = request.outputs?.find((output) => !outputs.has(output.name));
	if (wanted !== void 0) return {
		ok: false,
		error: `the model has no output ${wanted.name}`
	};
	return checkTensors(request.inputs, rules);
}
function checkTensors(tensors, rules) {
	const byName = new Map();
	for (const tensor of tensors) {
		const data = readTensorData(tensor);
		if (!data.ok) return data;
		const { name, datatype, shape } = tensor;
		byName.set(name, {
			name,
			datatype,
			shape,
			data: data.value
		});
	}
	const feeds = [];
	for (const spec of rules.signature.inputs) {
		const feed = byName.get(spec.name);
		const error = findMismatch(spec, feed);
		if (error !== void 0 || feed === void 0) return {
			ok: false,
			error: error ?? spec.name
		};
		feeds.push(feed);
	}
	return checkRows({
		feeds,
		id: rules.columns.id === null ? void 0 : byName.get(rules.columns.id),
		timestamp: rules.columns.timestamp === null ? void 0 : byName.get(rules.columns.timestamp),
		rows: feeds[0]?.shape[0] ?? 1
	});
}
function findMismatch(spec, feed) {
	if (feed === void 0) return `input ${spec.name} is missing`;
	if (feed.datatype !== spec.datatype) return `input ${spec.name} is ${feed.datatype}, the model takes ${spec.datatype}`;
	const fits = feed.shape.length === spec.shape.length && spec.shape.every((size, index) => size === -1 || size === feed.shape[index]);
	const [got, takes] = [feed.shape.join(", "), spec.shape.join(", ")];
	return fits ? void 0 : `input ${spec.name} has shape [${got}], the model takes [${takes}]`;
}
function checkRows(checked) {
	const { feeds, id, timestamp, rows } = checked;
	const extras = [id, timestamp].filter((feed) => feed !== void 0);
	const other = [...feeds, ...extras].find((feed) => (feed.shape[0] ?? 1) !== rows);
	if (other !== void 0) return {
		ok: false,
		error: `input ${other.name} has ${other.shape[0] ?? 1} rows, the others ${rows}`
	};
	const wide = extras.find((feed) => feed.data.length !== rows);
	if (wide !== void 0) return {
		ok: false,
		error: `input ${wide.name} takes one value a row`
	};
	return {
		ok: true,
		value: checked
	};
}
//#endregion
export { checkRequest as t };
