import { C as string, D as unknown, E as union, S as strictObject, _ as int, m as boolean, p as array, x as record } from "./schemas-DL8lMTL4.js";
import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as checkPart } from "./check-schema-OCRgeLQF.js";
import { t as renderProblems } from "./problem-DCKYwxYb.js";
import { i as joinPath, r as isReserved } from "./repository-path-Cg730VSm.js";
import { d as toPlainData, l as isValueList, u as isValueMap } from "./value-VM4t6jbx.js";
import { t as readValueDocument } from "./read-values-De1jxOew.js";
import { d as readItem, f as setCounts, l as writeValues } from "./lock-file-B8xg-ClP.js";
//#region src/versioning/data-file-schema.ts
let built;
function dataFileSchema() {
	return built ??= buildSchema();
}
function buildSchema() {
	const text = string();
	const checksum = union([text, int()]);
	const content = {
		md5: checksum.optional(),
		etag: checksum.optional(),
		checksum: checksum.optional(),
		size: int().optional(),
		nfiles: int().optional(),
		isexec: boolean().optional(),
		version_id: text.optional(),
		path: text.optional(),
		persist: boolean().optional(),
		cloud: record(text, unknown()).optional(),
		hash: text.optional(),
		files: array(record(text, unknown())).optional(),
		fs_config: record(text, unknown()).optional()
	};
	const out = strictObject({
		...content,
		desc: text.optional(),
		type: text.optional(),
		labels: array(text).optional(),
		meta: unknown().optional(),
		cache: boolean().optional(),
		remote: text.optional(),
		push: boolean().optional()
	});
	const repo = strictObject({
		url: text,
		rev: text.optional(),
		rev_lock: text.optional(),
		config: union([text, record(text, unknown())]).optional(),
		remote: union([text, record(text, unknown())]).optional()
	});
	const dep = strictObject({
		...content,
		repo: repo.optional(),
		db: record(text, unknown()).optional()
	});
	return strictObject({
		md5: checksum.nullable().optional(),
		wdir: text.nullish(),
		deps: array(dep).nullish(),
		outs: array(out).nullish(),
		locked: boolean().optional(),
		frozen: boolean().optional(),
		meta: unknown().optional(),
		always_changed: boolean().optional(),
		desc: text.optional()
	});
}
//#endregion
//#region src/versioning/data-file.ts
const maxLength = 32 * 1024 * 1024;
function parseDataFile(text, file) {
	return readDataFile(text, file).outs;
}
function readDataFile(text, file) {
	const values = readChecked(text, file);
	const directory = directoryOf(values, file);
	const sources = listOf(values.get("deps")).map(importSource);
	const importedFrom = sources.find((source) => source.repo !== void 0)?.repo?.url;
	const origin = importedFrom === void 0 ? {} : {
		importedFrom,
		isPushed: false
	};
	const desc = values.get("desc");
	return {
		outs: listOf(values.get("outs")).flatMap((out) => trackedData(out, file, directory).map((data) => ({
			...data,
			...origin
		}))),
		sources,
		isFrozen: values.get("frozen") === true || values.get("locked") === true,
		...typeof desc === "string" ? { desc } : {}
	};
}
function readChecked(text, file) {
	const read = readValueDocument(text, {
		file,
		maxLength
	});
	if (read.problems !== void 0) throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
	const value = read.value === null ? new Map() : read.value;
	const problems = checkPart(read.document, {
		at: [],
		data: toPlainData(value)
	}, dataFileSchema());
	if (problems.length === 0 && isValueMap(value)) return value;
	throw new PawlError("file.unreadable", { message: renderProblems(problems) });
}
function directoryOf(values, file) {
	const wdir = values.get("wdir");
	return joinPath(file, "..", typeof wdir === "string" ? wdir : "");
}
function listOf(value) {
	return isValueList(value) ? value.filter(isValueMap) : [];
}
function trackedData(out, file, directory) {
	const item = readItem(out);
	if (item === void 0 && out.has("md5")) throw unreadableHash(out, file);
	if (item === void 0) return [];
	const target = directory === void 0 ? void 0 : joinPath(directory, item.path);
	if (target === void 0 || isReserved(target)) throw new PawlError("path.refused", { message: `${file} names ${JSON.stringify(item.path)}, outside the repository or where git and DVC keep their own.` });
	const remote = out.get("remote");
	return [{
		...item,
		target,
		file,
		isCached: out.get("cache") !== false,
		isPushed: out.get("push") !== false,
		...typeof remote === "string" ? { remote } : {}
	}];
}
function unreadableHash(out, file) {
	return new PawlError("file.unreadable", { message: `${file}: md5 ${JSON.stringify(toPlainData(out.get("md5") ?? null))} is not the hash of data.` });
}
function importSource(dep) {
	const [repo, item, path, etag] = [
		dep.get("repo"),
		readItem(dep),
		dep.get("path"),
		dep.get("etag")
	];
	return {
		path: typeof path === "string" ? path : "",
		...isValueMap(repo) ? { repo: repositoryOf(repo) } : {},
		...item === void 0 ? {} : { item },
		...typeof etag === "string" ? { etag } : {}
	};
}
function repositoryOf(repo) {
	const [url, rev, lock] = [
		repo.get("url"),
		repo.get("rev"),
		repo.get("rev_lock")
	];
	return {
		url: typeof url === "string" ? url : "",
		...typeof rev === "string" ? { rev } : {},
		...typeof lock === "string" ? { revLock: lock } : {}
	};
}
function writeDataFile(item) {
	return writeValues(new Map([["outs", [dataEntry(item)]]]));
}
function dataEntry(item) {
	const entry = new Map([["md5", item.md5]]);
	setCounts(entry, item);
	if (item.hash === "md5") entry.set("hash", "md5");
	entry.set("path", item.path);
	return entry;
}
//#endregion
export { writeDataFile as i, parseDataFile as n, readDataFile as r, dataEntry as t };
