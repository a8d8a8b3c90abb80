import { c as ZodPrefault, i as ZodNullable, j as $ZodType, l as ZodRecord, n as ZodDefault, o as ZodObject, s as ZodOptional, t as ZodArray, u as ZodUnion } from "./schemas-DL8lMTL4.js";
import { t as nearestMatch } from "./nearest-match-uEGqkHHS.js";
//#region src/yaml/check-schema.ts
const maxUnknownKeys = 50;
function checkSchema(document, schema) {
	const data = document.toData();
	const parsed = schema.safeParse(data);
	if (parsed.success) return { value: parsed.data };
	const report = new Report(document, schema, data);
	return { problems: parsed.error.issues.flatMap((issue) => report.ofIssue(issue, [])) };
}
function checkPart(document, part, schema) {
	const { at, data } = part;
	const inner = {
		file: document.file,
		locate: (path, what) => document.locate([...at, ...path], what),
		toData: () => data
	};
	const above = renderPath(at);
	return (checkSchema(inner, schema).problems ?? []).map((problem) => {
		const separator = above === "" || problem.path === "" || problem.path.startsWith("[") ? "" : ".";
		return {
			...problem,
			path: `${above}${separator}${problem.path}`
		};
	});
}
function problemAt(document, path, details) {
	return {
		file: document.file,
		...document.locate(path),
		path: renderPath(path),
		...details
	};
}
function renderPath(path) {
	return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}
var Report = class {
	#document;
	#schema;
	#data;
	constructor(document, schema, data) {
		this.#document = document;
		this.#schema = schema;
		this.#data = data;
	}
	ofIssue(issue, above) {
		const path = [...above, ...issue.path.map((step) => typeof step === "number" ? step : String(step))];
		if (issue.code === "unrecognized_keys") return issue.keys.slice(0, maxUnknownKeys).map((key) => this.#unknownKey([...path, key], key));
		if (issue.code === "invalid_union") {
			const branch = nearestBranch(issue.errors);
			if (branch !== void 0) return branch.flatMap((inner) => this.ofIssue(inner, path));
		}
		if (issue.code === "invalid_key") {
			const reason = issue.issues.map((inner) => inner.message).join(", ");
			const place = this.#document.locate(path, "key");
			const found = JSON.stringify(path.at(-1));
			return [{
				...this.#at(path),
				...place,
				message: "is not a valid name",
				found,
				allowed: reason
			}];
		}
		return [this.#plain(issue, path)];
	}
	#plain(issue, path) {
		const value = valueAt(this.#data, path);
		if (value === void 0) return {
			...this.#at(path),
			message: "is missing",
			...allowedBy(issue)
		};
		const found = shorten(value);
		const allowed = allowedBy(issue);
		const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
		const suggestion = typeof value === "string" ? nearestMatch(value, words) : void 0;
		return {
			...this.#at(path),
			message: "is not allowed",
			found,
			...allowed,
			...suggestion === void 0 ? {} : { suggestion }
		};
	}
	#unknownKey(path, key) {
		const known = keysAt(this.#schema, path.slice(0, -1));
		const suggestion = nearestMatch(key, known);
		return {
			...this.#at(path),
			...this.#document.locate(path, "key"),
			message: "is not a known key",
			...known.length === 0 ? {} : { allowed: known.join(", ") },
			...suggestion === void 0 ? {} : { suggestion }
		};
	}
	#at(path) {
		return {
			file: this.#document.file,
			...this.#document.locate(path),
			path: renderPath(path)
		};
	}
};
function nearestBranch(branches) {
	const meant = branches.filter((branch) => branch.every((issue) => issue.path.length > 0 || !["invalid_type", "invalid_union"].includes(issue.code)));
	return meant.length === 1 ? meant[0] : void 0;
}
function allowedBy(issue) {
	return { allowed: allowedText(issue) };
}
function allowedText(issue) {
	if (issue.code === "invalid_type") return typeNames[issue.expected] ?? issue.expected;
	if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(", ");
	if (issue.code === "too_small") return `${issue.inclusive === true ? "≥" : ">"} ${issue.minimum}`;
	if (issue.code === "too_big") return `${issue.inclusive === true ? "≤" : "<"} ${issue.maximum}`;
	if (issue.code !== "invalid_union") return issue.message;
	return [...new Set(issue.errors.flat().map(allowedText))].join(" or ");
}
const typeNames = {
	object: "a mapping",
	record: "a mapping",
	array: "a list",
	string: "text (quote it)",
	number: "a number",
	int: "a whole number",
	boolean: "true or false"
};
function shorten(value) {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
function valueAt(data, path) {
	let value = data;
	for (const step of path) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return void 0;
		value = value[step];
	}
	return value;
}
function keysAt(schema, path) {
	let candidates = alternatives(schema);
	for (const step of path) candidates = candidates.flatMap((candidate) => stepInto(candidate, String(step)));
	return [...new Set(candidates.flatMap((one) => one instanceof ZodObject ? Object.keys(one.shape) : []))];
}
function stepInto(schema, step) {
	if (schema instanceof ZodObject) {
		const inner = schema.shape[step];
		return inner instanceof $ZodType ? alternatives(inner) : [];
	}
	if (schema instanceof ZodRecord) return alternatives(schema.valueType);
	return schema instanceof ZodArray ? alternatives(schema.element) : [];
}
function alternatives(schema) {
	if (schema instanceof ZodUnion) return schema.options.flatMap((option) => alternatives(option));
	return schema instanceof ZodOptional || schema instanceof ZodNullable || schema instanceof ZodDefault || schema instanceof ZodPrefault ? alternatives(schema.unwrap()) : [schema];
}
//#endregion
export { checkSchema as n, problemAt as r, checkPart as t };
