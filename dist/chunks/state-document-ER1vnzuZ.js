import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
//#region src/app/promotion/state-document.ts
const documentFile = "document.json";
async function readState(ref, schema, ports) {
	const sha = await ports.gitData.resolveRef(ref);
	return sha === void 0 ? void 0 : readStateAt({
		name: ref,
		sha
	}, schema, ports);
}
async function readStateAt(ref, schema, ports) {
	const text = await ports.gitData.readFile(documentFile, ref.sha);
	return {
		sha: ref.sha,
		value: parseDocument(ref, text, schema)
	};
}
function parseDocument(ref, text, schema) {
	const parsed = parseState(text, schema);
	if (parsed.success) return parsed.data;
	throw new PawlError("registry.state-invalid", {
		message: `${ref.name} at ${ref.sha} holds no ${documentFile} of the shape that Pawl writes.`,
		cause: parsed.error
	});
}
function parseState(text, schema) {
	return schema.safeParse(text === void 0 ? void 0 : parseJson(text));
}
async function writeState(ref, next, { commits }) {
	const { value, previous, message } = next;
	const files = { [next.file ?? "document.json"]: `${JSON.stringify(value, null, 2)}\n` };
	const sha = await commits.create({
		message,
		parent: previous,
		files
	});
	const written = previous === void 0 ? await commits.createRef(ref, sha) : await commits.advanceRef(ref, sha);
	return written === "created" || written === "advanced" ? {
		sha,
		value
	} : "conflict";
}
const attempts = 12;
async function changeState(ref, how, ports) {
	for (let attempt = 1; attempt <= attempts; attempt += 1) {
		const found = await readState(ref, how.schema, ports);
		const value = how.change(found?.value);
		if (value === void 0) return found?.value;
		const written = await writeState(ref, {
			value,
			previous: found?.sha,
			message: how.message
		}, ports);
		if (written !== "conflict") return written.value;
		await how.pause(attempt);
	}
	throw new PawlError("registry.contended", { message: `${ref} was written by others ${attempts} times in a row.` });
}
//#endregion
export { readState as a, parseState as i, documentFile as n, writeState as o, parseDocument as r, changeState as t };
