import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Xt as joinPath, qt as isBelow, r as printResult, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { n as renderDataDiff, r as renderDataDiffLines } from "./data-diff-CJiPeHYd.js";
import { n as openSnapshot, r as workspaceName } from "./snapshot-DNTG50TN.js";
import { t as dataDiff } from "./data-diff-CsgpzPPj.js";
import { i as listCachedOutputs, n as indexWorkTree, r as itemOf, t as indexRecorded } from "./data-index-B7W05jil.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { n as shownPath, t as diffData } from "./diff-data-BVVAEhA8.js";
import { t as openReports } from "./open-reports-4yQv2NmR.js";
import { n as choiceOption } from "./report-options-BnwGdhsY.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
//#region src/cli/data-diff.ts
const mebibyte = 2 ** 20;
const defaultMemoryMiB = 700;
function addDataDiffCommand(data, open) {
	data.command("diff").description("compare two versions of a table by value: rows, cells, schema, distributions").argument("[words...]", "[A [B]] PATH: revisions (default: HEAD and the work tree) and the table").option("--before <file>", "earlier file, instead of a revision").option("--after <file>", "later file, instead of a revision").option("--key <column>", "column that identifies a row; repeat it for several", collect).option("--tolerance <number>", "numbers this far apart are equal; needs --key", notNegative).option("--relative-tolerance <share>", "the same, as a share of the greater number", notNegative).option("--memory <MiB>", "memory of the engine; larger work goes to disk", positive, defaultMemoryMiB).option("--md", "print Markdown").action(async (words, _, command) => {
		await compareVersions(words, command.optsWithGlobals(), open);
	});
}
async function compareVersions(words, options, open) {
	const files = filesOf(words, options);
	if (files !== void 0) {
		await compareFiles(files, options);
		return;
	}
	const [path = "", from = "HEAD", to] = [words.at(-1), ...words.slice(0, -1)];
	const tables = await open(process.cwd());
	try {
		await compareFiles([await tables.resolve(from, path), await tables.resolve(to, path)], options);
	} finally {
		await tables.close();
	}
}
function filesOf(words, { before, after }) {
	if (before !== void 0 && after !== void 0 && words.length === 0) return [{
		file: before,
		name: before
	}, {
		file: after,
		name: after
	}];
	if (before === void 0 && after === void 0 && words.length >= 1 && words.length <= 3) return void 0;
	throw new PawlError("usage.invalid", { message: "Name a table, with up to two revisions before it; or both --before FILE and --after FILE alone." });
}
async function compareFiles([before, after], options) {
	const spill = await mkdtemp(join(tmpdir(), "pawl-data-diff-"));
	const sql = await createSql({
		memoryLimitBytes: options.memory * mebibyte,
		temporaryDirectory: spill
	});
	try {
		const diff = await dataDiff({
			before: before.file,
			after: after.file,
			names: {
				before: before.name,
				after: after.name
			},
			...options.key === void 0 ? {} : { key: options.key },
			...toleranceOf(options)
		}, { sql });
		if (options.md === true && options.json !== true) process.stdout.write(renderDataDiff(diff));
		else printResult(options.json, diff, renderDataDiffLines(diff));
	} finally {
		await sql.close();
		await rm(spill, {
			recursive: true,
			force: true
		});
	}
}
function toleranceOf(options) {
	const { tolerance, relativeTolerance } = options;
	if (tolerance === void 0 && relativeTolerance === void 0) return {};
	return { tolerance: {
		absolute: tolerance ?? 0,
		relative: relativeTolerance ?? 0
	} };
}
function collect(column, before) {
	return [...before ?? [], column];
}
function notNegative(text) {
	const value = Number(text);
	if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
	throw new InvalidArgumentError("a number that is not negative is expected");
}
function positive(text) {
	const value = Number(text);
	if (Number.isInteger(value) && value > 0) return value;
	throw new InvalidArgumentError("a whole number greater than 0 is expected");
}
//#endregion
//#region src/app/data-status.ts
async function dataStatus(request, ports) {
	const head = await ports.revisions.view("HEAD");
	const outputs = listCachedOutputs((await openSnapshot(workspaceName, ports)).loaded);
	const before = head === void 0 ? [] : listCachedOutputs((await openSnapshot("HEAD", ports)).loaded);
	const index = (list) => recorded(list, request, ports);
	const [atHead, now, workTree] = [
		await index(before),
		await index(outputs),
		await found(outputs, request, ports)
	];
	const options = { isHashOnly: true };
	const committed = diffData(atHead, now, options).filter((change) => isSelected(change, request));
	const uncommitted = diffData(now, workTree, options).filter((change) => isSelected(change, request));
	const [untracked, isDirty] = await Promise.all([ports.git.untracked(), ports.git.isDirty()]);
	return {
		notInCache: await absent(uncommitted.filter(isJudged).map((change) => change.old), (items) => ports.objects.inCache(items)),
		notInRemote: request.notInRemote ? await absentFromRemote(outputs, request, ports) : [],
		committed: groupChanges(committed),
		uncommitted: groupChanges(uncommitted),
		untracked: request.untracked ? untracked.filter((path) => isTarget(path, request.targets)) : [],
		unchanged: unchangedIn(committed, uncommitted),
		isEmpty: head === void 0,
		isDirty: isDirty || request.untracked && untracked.length > 0
	};
}
async function recorded(outputs, { granular }, ports) {
	return indexRecorded(outputs, async (item) => granular ? ports.objects.readTree(item, "anywhere") : []);
}
async function found(outputs, { granular }, ports) {
	const index = await indexWorkTree(outputs, ports.objects);
	if (granular) return index;
	const paths = new Set(outputs.map((output) => output.path));
	return {
		...index,
		entries: new Map([...index.entries].filter(([path]) => paths.has(path)))
	};
}
function isSelected(change, { targets }) {
	const { old, new: after } = change;
	return (old?.md5 !== void 0 || after?.md5 !== void 0) && isTarget((after ?? old)?.path ?? "", targets);
}
function isTarget(path, targets) {
	const wanted = targets.map((target) => joinPath(target) ?? target);
	return wanted.length === 0 || wanted.some((target) => path === target || isBelow(path, target));
}
function isJudged(change) {
	return change.kind !== "unknown" || change.new !== void 0;
}
async function absent(entries, look) {
	const known = entries.flatMap((entry) => {
		const item = itemOf(entry);
		return item === void 0 || entry === void 0 ? [] : [{
			item,
			path: shownPath(entry)
		}];
	});
	const has = await look(known.map((one) => one.item));
	return known.filter((_, index) => has[index] !== true).map((one) => one.path);
}
async function absentFromRemote(outputs, request, ports) {
	return absent([...(await recorded(outputs.filter((output) => output.isPushed), request, ports)).entries.values()].filter((entry) => isTarget(entry.path, request.targets)), (items) => ports.objects.inRemote(items));
}
function groupChanges(changes) {
	const groups = {};
	for (const change of changes.filter(isJudged)) {
		if (change.kind === "unchanged") continue;
		(groups[change.kind] ??= []).push(shownChange(change));
	}
	return groups;
}
function shownChange({ kind, old, new: after }) {
	const entry = after ?? old;
	const path = entry === void 0 ? "" : shownPath(entry);
	return kind === "renamed" && old !== void 0 ? {
		old: shownPath(old),
		new: path
	} : path;
}
function unchangedIn(committed, uncommitted) {
	const paths = (changes) => changes.filter((change) => change.kind === "unchanged").flatMap((change) => change.new === void 0 ? [] : [shownPath(change.new)]);
	const both = new Set(paths(committed));
	return paths(uncommitted).filter((path) => both.has(path));
}
//#endregion
//#region src/report/data-status.ts
function dataStatusAsData(status, layout) {
	return Object.fromEntries(sections(status, layout).filter(({ content }) => Object.keys(content).length > 0).map(({ key, content }) => [key, content]));
}
function renderDataStatus(status, layout) {
	const shown = sections(status, layout).filter(({ content }) => Object.keys(content).length > 0);
	const blocks = shown.map(({ label, hints, content }) => [
		`${label}:`,
		...hints.map((hint) => `  (${hint})`),
		...linesOf(content).map((line) => `        ${line}`)
	].join("\n"));
	const nothing = `No changes${status.isEmpty ? " in an empty git repo" : ""}.`;
	const other = shown.length > 0 ? "other " : "";
	const git = status.isDirty ? `\n(there are ${other}changes not tracked by dvc, use "git status" to see)` : "";
	return (blocks.length > 0 ? blocks.join("\n\n") : nothing) + git;
}
function sections(status, { hasUnchanged }) {
	const section = (key, label, content, ...hints) => {
		return {
			key,
			label,
			content,
			hints
		};
	};
	return [
		section("not_in_cache", "Not in cache", status.notInCache, "use \"pawl fetch <file>...\" to download files"),
		section("not_in_remote", "Not in remote", status.notInRemote, "use \"pawl push <file>...\" to upload files"),
		section("committed", "DVC committed changes", status.committed, "git commit the corresponding dvc files to update the repo"),
		section("uncommitted", "DVC uncommitted changes", status.uncommitted, "use \"pawl add <file>...\" or \"pawl repro\" to track changes", "use \"pawl checkout <file>...\" to discard changes"),
		section("untracked", "Untracked files", status.untracked, "use \"git add <file> ...\" or \"pawl add <file>...\" to commit to git or to dvc"),
		section("unchanged", "DVC unchanged files", hasUnchanged ? status.unchanged : [])
	];
}
function linesOf(content) {
	if (isList(content)) return content;
	return Object.entries(content).flatMap(([kind, changes]) => changes.map((change) => `${kind}: ${typeof change === "string" ? change : `${change.old} -> ${change.new}`}`));
}
function isList(content) {
	return Array.isArray(content);
}
//#endregion
//#region src/cli/data-status.ts
function addDataStatus(data) {
	data.command("status").description("compare the last commit, the lock files and the work tree").argument("[targets...]", "paths (default: everything)").option("--granular", "files in directories one by one").option("--unchanged", "with what did not change").addOption(choiceOption("--untracked-files [which]", "with files that git does not know", ["no", "all"])).option("--not-in-remote", "with what the remote does not have").option("-r, --remote <name>", "the remote to look at").option("--no-remote-refresh", "accepted as DVC does; the remote is always asked").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		const status = await dataStatus({
			targets,
			granular: options.granular ?? false,
			untracked: options.untrackedFiles === true || options.untrackedFiles === "all",
			notInRemote: options.notInRemote ?? false
		}, await openReports(process.cwd(), options.remote));
		const layout = { hasUnchanged: options.unchanged ?? false };
		if (options.json === true) console.log(JSON.stringify(dataStatusAsData(status, layout), null, 2));
		else console.log(renderDataStatus(status, layout));
	});
}
//#endregion
//#region src/cli/data.ts
function addDataCommand(program) {
	const data = program.command("data").description("look at data under version control");
	addDataStatus(data);
	addDataDiffCommand(data, async (directory) => {
		const { openTables } = await import("./open-tables-nR2D419-.js");
		return openTables(directory);
	});
}
//#endregion
export { addDataCommand };
