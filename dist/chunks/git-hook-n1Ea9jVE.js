import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Ct as readItem, Gt as isValueMap, Qt as readDocument, Wt as isValueList, Zt as keyText, d as writeTree, ht as parseLock, kt as readValues, on as createFileSystem, pt as lockEntryOf, vt as writeLock, y as pythonJson } from "./pipeline-DJgoMtB1.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { t as createCommandLog } from "./command-log-CoWntGrM.js";
import { relative } from "node:path";
//#region src/versioning/merge-three.ts
var import_dist = __toESM(require_dist(), 1);
function mergeThree({ base, ours, theirs }, isSame) {
	if (isSame(ours, theirs) || isSame(theirs, base)) return {
		isConflict: false,
		merged: ours
	};
	return isSame(ours, base) ? {
		isConflict: false,
		merged: theirs
	} : { isConflict: true };
}
function isSameValue(a, b) {
	return a === void 0 || b === void 0 ? a === b : pythonJson(a) === pythonJson(b);
}
function mergedKeys(ours, theirs) {
	return [...new Set([...ours.keys(), ...theirs.keys()])];
}
//#endregion
//#region src/versioning/merge-data-file.ts
async function mergeDataFiles(texts, file, trees) {
	const whole = mergeThree(texts, (a, b) => a === b);
	if (!whole.isConflict) return { text: whole.merged };
	const sides = {
		base: texts.base.trim() === "" ? void 0 : readSide(texts.base, `${file} (common ancestor)`),
		ours: readSide(texts.ours, `${file} (ours)`),
		theirs: readSide(texts.theirs, `${file} (theirs)`)
	};
	if (trees === void 0 || !isMergeable(sides)) throw conflict(file, "Both sides changed it");
	const merged = await mergeDirectory(sides, file, trees);
	return {
		text: withNumbers(texts.ours, merged),
		tree: {
			md5: merged.md5,
			text: merged.tree
		}
	};
}
function conflict(file, what) {
	return new PawlError("merge.conflict", { message: `${file}: ${what}.` });
}
function readSide(text, name) {
	const values = readValues(text, name);
	const outs = isValueMap(values) ? values.get("outs") : void 0;
	if (!isValueMap(values) || !isValueList(outs)) throw new PawlError("file.unreadable", { message: `${name} has no list of outs.` });
	const [out] = outs;
	return {
		rest: new Map([...values, ["outs", isValueMap(out) ? withoutNumbers(out) : null]]),
		item: outs.length === 1 ? readItem(out) : void 0
	};
}
function withoutNumbers(out) {
	return new Map([...out].filter(([key]) => ![
		"md5",
		"size",
		"nfiles"
	].includes(key)));
}
function isMergeable({ base, ours, theirs }) {
	return [
		ours,
		theirs,
		...base === void 0 ? [] : [base]
	].every(({ item, rest }) => item !== void 0 && item.hash === "md5" && item.md5.endsWith(".dir") && isSameValue(rest, ours.rest));
}
async function mergeDirectory(sides, file, trees) {
	const read = async (side) => {
		if (side?.item === void 0) return new Map();
		const found = await trees.readTree(side.item.md5);
		if (found === void 0) throw conflict(file, `Both sides changed it, and ${side.item.md5} is neither in the cache nor in the remote`);
		return new Map(found.map((one) => [one.path, one.md5]));
	};
	const [base, ours, theirs] = [
		await read(sides.base),
		await read(sides.ours),
		await read(sides.theirs)
	];
	const files = mergedKeys(ours, theirs).flatMap((path) => {
		const result = mergeThree({
			base: base.get(path),
			ours: ours.get(path),
			theirs: theirs.get(path)
		}, (a, b) => a === b);
		if (result.isConflict) throw conflict(file, `Both sides changed ${JSON.stringify(path)} in it`);
		return result.merged === void 0 ? [] : [{
			path,
			md5: result.merged
		}];
	});
	refuseFileAsFolder(files, file);
	const tree = writeTree(files);
	let size = 0;
	for (const { md5 } of files) {
		const bytes = await trees.sizeOf(md5);
		if (bytes === void 0) throw conflict(file, `Both sides changed it, and ${md5} is neither in the cache nor in the remote`);
		size += bytes;
	}
	return {
		md5: `${await trees.md5(tree)}.dir`,
		tree,
		nfiles: files.length,
		size
	};
}
function refuseFileAsFolder(files, file) {
	const paths = new Set(files.map((one) => one.path));
	for (const { path } of files) for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
		const folder = path.slice(0, end);
		if (paths.has(folder)) throw conflict(file, `${JSON.stringify(folder)} is a file on one side and a folder on the other`);
	}
}
function withNumbers(text, merged) {
	const numbers = new Map([
		["md5", merged.md5],
		["size", String(merged.size)],
		["nfiles", String(merged.nfiles)]
	]);
	let result = text;
	for (const { key, start, end } of placesOf(text).toReversed()) {
		const number = numbers.get(key);
		if (number !== void 0) result = result.slice(0, start) + number + result.slice(end);
	}
	return result;
}
function placesOf(text) {
	const root = readDocument(text, {
		file: "",
		maxLength: Number.POSITIVE_INFINITY,
		schema: "failsafe"
	}).document?.root;
	const outs = (0, import_dist.isMap)(root) ? root.items.find((pair) => keyText(pair.key) === "outs")?.value : void 0;
	const out = (0, import_dist.isSeq)(outs) ? outs.items[0] : void 0;
	if (!(0, import_dist.isMap)(out)) return [];
	return out.items.flatMap(({ key, value }) => {
		const [start, end] = (0, import_dist.isNode)(value) && (0, import_dist.isScalar)(value) && value.range ? value.range : [];
		return start === void 0 || end === void 0 ? [] : [{
			key: keyText(key) ?? "",
			start,
			end
		}];
	});
}
//#endregion
//#region src/versioning/merge-lock.ts
function mergeLocks(texts, file = "dvc.lock") {
	const locks = {
		base: parseLock(texts.base, `${file} (common ancestor)`),
		ours: parseLock(texts.ours, `${file} (ours)`),
		theirs: parseLock(texts.theirs, `${file} (theirs)`)
	};
	const whole = mergeThree(texts, (a, b) => a === b);
	if (!whole.isConflict) return {
		text: whole.merged,
		rerun: []
	};
	const stages = mergeStages({
		base: stagesOf(locks.base),
		ours: stagesOf(locks.ours),
		theirs: stagesOf(locks.theirs)
	});
	const values = mergeTop(locks, file);
	if (values.has("stages")) values.set("stages", stages.entries);
	const merged = { values };
	return {
		text: writeLock(merged),
		rerun: [...stages.rerun, ...newlyStale(locks, merged)]
	};
}
function stagesOf(lock) {
	const stages = lock.values.get("stages");
	return isValueMap(stages) ? stages : new Map();
}
function mergeStages(stages) {
	const entries = new Map();
	const rerun = [];
	for (const stage of mergedKeys(stages.ours, stages.theirs)) {
		const [base, ours, theirs] = [
			stages.base,
			stages.ours,
			stages.theirs
		].map((side) => side.get(stage));
		const result = mergeThree({
			base,
			ours,
			theirs
		}, isSameValue);
		if (result.isConflict) {
			const isDeleted = ours === void 0 || theirs === void 0;
			rerun.push({
				stage,
				reason: isDeleted ? "deleted-and-changed" : "changed-on-both"
			});
		} else if (result.merged !== void 0) entries.set(stage, result.merged);
	}
	return {
		entries,
		rerun
	};
}
function mergeTop(locks, file) {
	const [base, ours, theirs] = [
		locks.base.values,
		locks.ours.values,
		locks.theirs.values
	];
	const merged = new Map();
	for (const key of mergedKeys(ours, theirs)) {
		const versions = {
			base: base.get(key),
			ours: ours.get(key),
			theirs: theirs.get(key)
		};
		const result = key === "stages" ? {
			isConflict: false,
			merged: versions.ours ?? versions.theirs
		} : mergeThree(versions, isSameValue);
		if (result.isConflict) throw new PawlError("merge.conflict", { message: `Both sides changed ${key} of ${file}.` });
		if (result.merged !== void 0) merged.set(key, result.merged);
	}
	return merged;
}
function newlyStale(locks, merged) {
	const agreed = [locks.ours, locks.theirs].flatMap((side) => {
		const stale = new Set(staleEntries(side));
		return [...stagesOf(side).keys()].filter((stage) => !stale.has(stage));
	});
	return staleEntries(merged).filter((stage) => agreed.includes(stage)).map((stage) => ({
		stage,
		reason: "input-changed"
	}));
}
function staleEntries(lock) {
	const entries = [...stagesOf(lock).keys()].map((stage) => [stage, lockEntryOf(lock, stage)]);
	const made = new Map(entries.flatMap(([, entry]) => (entry?.outs ?? []).map((out) => [out.path, out.md5])));
	const isStale = (md5, path) => (made.get(path) ?? md5) !== md5;
	return entries.flatMap(([stage, entry]) => (entry?.deps ?? []).some((dep) => isStale(dep.md5, dep.path)) ? [stage] : []);
}
//#endregion
//#region src/app/merge-tracked-file.ts
const reasons = {
	"changed-on-both": "both sides changed its entry in different ways",
	"deleted-and-changed": "one side deleted its entry, the other changed it",
	"input-changed": "one side changed the stage, the other what it reads"
};
async function mergeTrackedFile(request, ports) {
	const { versions, path } = request;
	const [base, ours, theirs] = await Promise.all([
		versions.base,
		versions.ours,
		versions.theirs
	].map((file) => ports.files.readText(file)));
	const texts = {
		base: base ?? "",
		ours: ours ?? "",
		theirs: theirs ?? ""
	};
	if (!isDataFile(texts.ours, path)) {
		const { text, rerun } = mergeLocks(texts, path);
		await ports.files.write(versions.ours, text);
		for (const { stage, reason } of rerun) ports.log.warning(`${path ?? "dvc.lock"}: the stage ${stage} has to run again: ${reasons[reason]}`);
		return { rerun };
	}
	const merged = await mergeDataFiles(texts, path ?? "the .dvc file", ports.trees);
	if (merged.tree !== void 0) await ports.trees?.saveTree(merged.tree.text);
	await ports.files.write(versions.ours, merged.text);
	return { rerun: [] };
}
function isDataFile(text, path) {
	return path === void 0 ? /^outs:/m.test(text) : path.endsWith(".dvc");
}
//#endregion
//#region src/cli/git-hook.ts
function addGitHookCommand(program) {
	program.command("git-hook").description("commands that git runs; `pawl install` sets them up").command("merge-driver").description("merge dvc.lock stage by stage, or a .dvc file; the result replaces --our").requiredOption("--ancestor <file>", "common ancestor").requiredOption("--our <file>", "this side; replaced by the result").requiredOption("--their <file>", "the other side").option("--path <path>", "path of the file in the repository").action(async (_, command) => {
		const { ancestor, our, their, path } = command.optsWithGlobals();
		const files = await createFileSystem(process.cwd());
		const { openTrees } = await import("./open-trees-5z-RTkNv.js");
		const inside = (file) => relative(process.cwd(), file);
		await mergeTrackedFile({
			versions: {
				base: inside(ancestor),
				ours: inside(our),
				theirs: inside(their)
			},
			...path === void 0 ? {} : { path }
		}, {
			files,
			log: createCommandLog(),
			trees: openTrees(process.cwd(), path)
		});
	});
}
//#endregion
export { addGitHookCommand };
