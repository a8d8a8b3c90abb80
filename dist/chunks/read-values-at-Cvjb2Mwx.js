import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Et as parseJson, kt as readValues, qt as isBelow } from "./pipeline-DJgoMtB1.js";
import { n as openSnapshot } from "./snapshot-DNTG50TN.js";
//#region src/versioning/read-report-values.ts
async function readReportValues(text, path) {
	const plain = text.replace(/^\uFEFF/, "");
	if (path.endsWith(".json")) return parseJson(plain, path);
	if (path.endsWith(".toml")) return (await import("./parse-toml-CAfSR4Br.js")).parseToml(plain, path);
	if (path.endsWith(".py")) return (await import("./parse-python-params-BGKduxkR.js")).parsePythonParams(plain, path);
	return readValues(plain, path);
}
//#endregion
//#region src/app/reports/read-file-at.ts
const maxReportBytes = 32 * 1024 * 1024;
async function readFileAt(snapshot, path, objects) {
	const bytes = await snapshot.view.readBytes(path) ?? await readCached(snapshot, path, objects);
	if (bytes === void 0) throw new PawlError("file.missing", {
		message: `${path} is not there at ${snapshot.name}, nor in the cache.`,
		hint: "Run `pawl pull`, or make it again with `pawl repro`."
	});
	if (bytes.length <= 33554432) return bytes;
	throw new PawlError("file.too-large", { message: `${path} has ${bytes.length} bytes; reports read at most ${maxReportBytes}.` });
}
async function readTextAt(snapshot, path, objects) {
	const bytes = await readFileAt(snapshot, path, objects);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new PawlError("file.unreadable", {
			message: `${path} is not UTF-8 text.`,
			cause
		});
	}
}
async function readCached(snapshot, path, objects) {
	const whole = snapshot.data.get(path);
	if (whole !== void 0) return objects.readBytes(whole.item, maxReportBytes);
	const above = directoryOf(snapshot, path);
	if (above === void 0) return void 0;
	const file = (await objects.readTree(above.item, "anywhere"))?.find((one) => `${above.path}/${one.path}` === path);
	return file && objects.readBytes({
		md5: file.md5,
		hash: above.item.hash
	}, 33554432);
}
function directoryOf(snapshot, path) {
	return [...snapshot.data.values()].find((known) => known.item.md5.endsWith(".dir") && isBelow(path, known.path));
}
async function expandPath(snapshot, path, objects) {
	const known = snapshot.data.get(path);
	const listed = await snapshot.view.listFiles(path);
	const tree = known?.item.md5.endsWith(".dir") === true ? await objects.readTree(known.item, "anywhere") : void 0;
	const described = listed.filter((file) => !/(^|\/)dvc\.yaml$|[^/]\.dvc$/.test(file));
	const files = [...new Set([...described, ...(tree ?? []).map((file) => `${path}/${file.path}`)])].sort();
	return files.length > 0 ? files : [path];
}
//#endregion
//#region src/app/reports/read-values-at.ts
async function readValuesAt(snapshot, path, objects) {
	try {
		return { values: await readReportValues(await readTextAt(snapshot, path, objects), path) };
	} catch (error) {
		return { failure: toFailure(error, path) };
	}
}
async function tryRevision(revision, ports) {
	try {
		return { snapshot: await openSnapshot(revision, ports) };
	} catch (error) {
		const failure = toFailure(error);
		if (failure.type === "revision.unknown") throw error;
		return { failure };
	}
}
function toFailure(error, path = "") {
	if (!(error instanceof PawlError)) throw error;
	return {
		type: failureType(error, path),
		message: error.message
	};
}
function failureType(error, path) {
	if (error.code === "file.missing") return "FileNotFoundError";
	if (error.code !== "file.unreadable" || path === "") return error.code;
	const [, suffix = "yaml"] = /\.(json|toml)$/.exec(path) ?? [];
	return `${suffix.toUpperCase()}FileCorruptedError`;
}
function describeFailures(revisions) {
	return revisions.flatMap(({ name, files, failure }) => {
		const of = name === "" ? "" : ` (${name})`;
		if (failure !== void 0) return [`${name}: ${failure.message}`];
		return [...files.values()].flatMap((file) => file.failure === void 0 ? [] : [`${file.failure.message}${of}`]);
	});
}
//#endregion
export { expandPath as a, readReportValues as c, tryRevision as i, readValuesAt as n, readFileAt as o, toFailure as r, readTextAt as s, describeFailures as t };
