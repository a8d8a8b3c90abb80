import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Xt as joinPath, qt as isBelow } from "./pipeline-DJgoMtB1.js";
import { n as openSnapshot, t as hasCommits } from "./snapshot-DNTG50TN.js";
import { i as listCachedOutputs, n as indexWorkTree, r as itemOf, t as indexRecorded } from "./data-index-B7W05jil.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { n as shownPath, t as diffData } from "./diff-data-BVVAEhA8.js";
import { t as openReports } from "./open-reports-4yQv2NmR.js";
//#region src/report/tracked-diff.ts
const diffStates = [
	"added",
	"deleted",
	"modified",
	"renamed",
	"not in cache"
];
const shownStates = [
	"added",
	"deleted",
	"renamed",
	"modified",
	"not in cache"
];
function diffAsData(result, layout) {
	if (result === void 0) return {};
	const states = diffStates.filter((state) => state !== "not in cache" || !layout.hidesMissing);
	return Object.fromEntries(states.map((state) => [state, result[state].map(({ path, hash }) => layout.hasHash ? {
		path,
		hash
	} : { path })]));
}
function renderDiffTable(result, layout) {
	return renderTextTable([
		"Status",
		...layout.hasHash ? ["Hash"] : [],
		"Path"
	], listed(layout).flatMap((state) => (result?.[state] ?? []).map((entry) => [
		state,
		...layout.hasHash ? [shortHash(entry.hash)] : [],
		shownPathOf(entry)
	])), "markdown");
}
function renderDiff(result, layout) {
	if (result === void 0) return "";
	const states = listed(layout).filter((state) => result[state].length > 0);
	const groups = states.map((state) => {
		const lines = result[state].map((entry) => {
			return `    ${layout.hasHash ? `${shortHash(entry.hash)}  ` : ""}${shownPathOf(entry)}`;
		});
		return `${state.charAt(0).toUpperCase()}${state.slice(1)}:\n${lines.join("\n")}\n`;
	});
	const counts = states.map((state) => [state, result[state].filter((entry) => !shownPathOf(entry).endsWith("/")).length]).filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
	return [...groups, ...counts.length > 0 ? [`files summary: ${counts.join(", ")}`] : []].join("\n");
}
function listed({ hidesMissing }) {
	return shownStates.filter((state) => state !== "not in cache" || !hidesMissing);
}
function shownPathOf({ path }) {
	return typeof path === "string" ? path : `${path.old} -> ${path.new}`;
}
function shortHash(hash) {
	if (hash === null || typeof hash === "string") return (hash ?? "").slice(0, 8);
	return `${shortHash(hash.old)}..${shortHash(hash.new)}`;
}
//#endregion
//#region src/app/diff.ts
async function diff(request, ports) {
	if (!await hasCommits(ports)) return void 0;
	const isWorkTree = request.b === void 0 || request.b === "workspace";
	const [left, right] = await Promise.all([outputsAt(request.a, ports), outputsAt(request.b ?? "workspace", ports)]);
	const fromCache = (item) => ports.objects.readTree(item, "cache");
	const old = await indexRecorded(left, fromCache);
	const after = isWorkTree ? await indexWorkTree(right, ports.objects) : await indexRecorded(right, fromCache);
	const selects = selection(request.targets, [...left, ...right], [old, after]);
	const changes = diffData(old, after, { isHashOnly: false }).filter((change) => selects(change.old?.path) || selects(change.new?.path));
	const result = group(changes, isWorkTree ? await missingFromCache(changes, ports) : []);
	return diffStates.some((state) => result[state].length > 0) ? result : void 0;
}
async function outputsAt(revision, ports) {
	return listCachedOutputs((await openSnapshot(revision, ports)).loaded);
}
function selection(targets, outputs, indexes) {
	if (targets.length === 0) return () => true;
	const wanted = targets.flatMap((given) => {
		const target = joinPath(given) ?? given;
		const owned = outputs.filter((one) => one.owner === target).map((one) => one.path);
		const paths = owned.length > 0 ? owned : [target];
		if (paths.some((path) => indexes.some((index) => [...index.entries.keys()].some((key) => key === path || isBelow(key, path))))) return paths;
		throw new PawlError("file.missing", {
			message: `${given} is no output, no stage and no .dvc file on either side.`,
			hint: "Name data that dvc.lock or a .dvc file has, a stage, or a .dvc file."
		});
	});
	return (path) => path !== void 0 && wanted.some((one) => path === one || isBelow(path, one));
}
async function missingFromCache(changes, ports) {
	const known = changes.flatMap((change) => change.old ?? []).flatMap((entry) => {
		const item = itemOf(entry);
		return item === void 0 ? [] : [{
			entry,
			item
		}];
	});
	const has = await ports.objects.inCache(known.map((one) => one.item));
	return known.filter((_, index) => has[index] !== true).map((one) => one.entry);
}
function group(changes, missing) {
	const of = (kind) => changes.filter((change) => change.kind === kind && !isUnmadeDirectory(change)).map(toEntry);
	return {
		added: of("added"),
		deleted: of("deleted"),
		modified: of("modified"),
		renamed: of("renamed"),
		"not in cache": missing.map((entry) => ({
			path: shownPath(entry),
			hash: entry.md5 ?? null
		}))
	};
}
function isUnmadeDirectory({ old, new: after }) {
	return [old, after].some((entry) => entry?.isDirectory === true && entry.md5 === void 0);
}
function toEntry({ kind, old, new: after }) {
	const [before, now] = [old?.md5 ?? null, after?.md5 ?? null];
	const [from, to] = [old, after].map((entry) => entry === void 0 ? "" : shownPath(entry));
	if (kind === "renamed") return {
		path: {
			old: from ?? "",
			new: to ?? ""
		},
		hash: before
	};
	if (kind === "modified") return {
		path: from ?? "",
		hash: {
			old: before,
			new: now
		}
	};
	return kind === "added" ? {
		path: to ?? "",
		hash: now
	} : {
		path: from ?? "",
		hash: before
	};
}
//#endregion
//#region src/cli/diff.ts
function addDiffCommand(program) {
	program.command("diff").description("what changed in the data between two revisions, or a revision and the work tree").argument("[a]", "old revision", "HEAD").argument("[b]", "new revision (default: the work tree)").option("--targets <paths...>", "outputs, paths in them, stages or .dvc files").option("--show-hash", "with hashes").option("--md", "a Markdown table").option("--hide-missing", "without what is not in the cache").action(async (a, b, _, command) => {
		const options = command.optsWithGlobals();
		const result = await diff({
			a,
			...b === void 0 ? {} : { b },
			targets: options.targets ?? []
		}, await openReports(process.cwd()));
		const hidesMissing = b !== void 0 || options.hideMissing === true;
		const layout = {
			hasHash: options.showHash ?? false,
			hidesMissing
		};
		if (options.json === true) console.log(JSON.stringify(diffAsData(result, layout), null, 2));
		else if (options.md === true) console.log(renderDiffTable(result, layout));
		else if (result !== void 0) console.log(renderDiff(result, layout));
	});
}
//#endregion
export { addDiffCommand };
