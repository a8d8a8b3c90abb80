import { Rt as compareCodePoints } from "./pipeline-DJgoMtB1.js";
//#region src/versioning/diff-data.ts
function diffData(old, after, options) {
	const paths = [...new Set([...old.entries.keys(), ...after.entries.keys()])].sort(comparePaths);
	const unknown = new Set([...old.unknown, ...after.unknown]);
	return pairRenames(paths.map((path) => {
		const [before, now] = [old.entries.get(path), after.entries.get(path)];
		return {
			kind: isBelowAny(path, unknown) ? "unknown" : kindOf(before, now, options),
			old: before,
			new: now
		};
	}));
}
function shownPath(entry) {
	return entry.isDirectory ? `${entry.path}/` : entry.path;
}
function kindOf(old, after, { isHashOnly }) {
	const [before, now] = [old?.md5, after?.md5];
	const [wasThere, isNow] = isHashOnly ? [before !== void 0, now !== void 0] : [old !== void 0, after !== void 0];
	if (wasThere === true && isNow !== true) return "deleted";
	if (wasThere !== true && isNow === true) return "added";
	return before === now ? "unchanged" : "modified";
}
function pairRenames(changes) {
	const gone = new Map();
	for (const change of changes) {
		const md5 = change.kind === "deleted" ? change.old?.md5 : void 0;
		if (md5 !== void 0) gone.set(md5, [...gone.get(md5) ?? [], change]);
	}
	const paired = new Set();
	return changes.map((change) => {
		const source = change.kind === "added" ? gone.get(change.new?.md5 ?? "")?.shift() : void 0;
		if (source === void 0) return change;
		paired.add(source);
		return {
			kind: "renamed",
			old: source.old,
			new: change.new
		};
	}).filter((change) => !paired.has(change));
}
function isBelowAny(path, directories) {
	if (directories.size === 0) return false;
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) if (directories.has(path.slice(0, end))) return true;
	return false;
}
function comparePaths(a, b) {
	return compareCodePoints(a.replaceAll("/", "\0"), b.replaceAll("/", "\0"));
}
//#endregion
export { shownPath as n, diffData as t };
