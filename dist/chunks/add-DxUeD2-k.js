import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Jt as isOverlap, K as loadPipeline, O as updateDataFile, S as ignorePath, Xt as joinPath, Yt as isReserved, qt as isBelow, xt as writeDataFile } from "./pipeline-DJgoMtB1.js";
import { t as refuseTracked } from "./refuse-tracked-BLXjd37N.js";
//#region src/app/add.ts
const timeoutMs = 6e5;
async function add(paths, ports, options = {}) {
	const { pipeline, tracked } = await loadPipeline(ports.workspace);
	const wanted = paths.map((given) => checkPath(given, pipeline));
	for (const path of wanted) await refuseLinked(path, ports);
	const targets = wanted.map((path) => wholeOf(path, tracked)?.target ?? path);
	for (const target of targets) await refuseTracked(target, ports);
	const locks = await ports.guard.beside({
		timeoutMs,
		onWait: (message) => ports.log.info(message)
	});
	return locks.claim({
		name: "add",
		reads: [],
		writes: targets
	}, async () => {
		let known = targets.every((target, index) => target === wanted[index]) ? tracked : (await loadPipeline(ports.workspace)).tracked;
		const added = [];
		let isChanged = false;
		for (const path of wanted) {
			const one = await addOne(path, {
				ports,
				options,
				locks,
				whole: wholeOf(path, known)
			});
			added.push(one.added);
			const { path: target, item } = one.added;
			known = known.map((data) => data.target === target ? {
				...data,
				...item
			} : data);
			isChanged ||= one.isChanged;
		}
		return {
			decision: "positive",
			reasonCode: isChanged ? "data.added" : "data.current",
			added
		};
	});
}
function wholeOf(path, tracked) {
	return tracked.find((data) => isBelow(path, data.target));
}
async function addOne(path, at) {
	const { ports, options, locks, whole } = at;
	const item = whole === void 0 ? await look(path, ports, options) : await addPart(path, whole, ports);
	const [target, file] = whole === void 0 ? [path, `${path}.dvc`] : [whole.target, whole.file];
	const name = whole?.path ?? path.slice(path.lastIndexOf("/") + 1);
	const isChanged = await locks.exclusively(async () => {
		await ignorePath(target, ports);
		return writeIfChanged(file, {
			...item,
			path: name
		}, ports);
	});
	return {
		added: {
			path: target,
			file,
			item
		},
		isChanged
	};
}
function checkPath(given, pipeline) {
	const path = joinPath(given);
	if (path === void 0 || path === "") throw new PawlError("path.refused", { message: `${given} is not a path inside the repository.` });
	if (isReserved(path)) throw new PawlError("path.refused", {
		message: `${given} is where git and DVC keep their own.`,
		hint: "Add data that is elsewhere in the repository."
	});
	if (/(^|\/)dvc\.(yaml|lock)$|\.dvc$/.test(path)) throw new PawlError("path.refused", {
		message: `${given} describes data; it is not data itself.`,
		hint: "Let git keep it: `git add` it."
	});
	for (const stage of pipeline) {
		const made = stage.outs.find((out) => isOverlap(out.path, path));
		if (made === void 0) continue;
		throw new PawlError("input.invalid", {
			message: `${path} overlaps ${made.path}, an output of stage ${stage.address}.`,
			hint: "`pawl repro` keeps the outputs of stages; add only what no stage makes."
		});
	}
	return path;
}
async function refuseLinked(path, { files }) {
	const link = await files.findLinkedFolder(path);
	if (link === void 0) return;
	throw new PawlError("path.refused", {
		message: `${path} cannot be added: ${link} is a symbolic link to a folder.`,
		hint: "Add it by the path that the link leads to."
	});
}
async function look(path, { data }, { isUncommitted }) {
	const found = isUncommitted === true ? await data.inspect(path) : await data.save(path);
	if (found !== void 0) return found;
	throw new PawlError("data.missing", {
		message: `There is nothing at ${path}.`,
		hint: "Check the path: it is taken relative to the top of the repository."
	});
}
async function addPart(path, whole, { data }) {
	const inside = path.slice(whole.target.length + 1);
	return data.saveInto({
		path: whole.target,
		item: whole,
		inside
	});
}
async function writeIfChanged(file, entry, ports) {
	const before = await ports.files.stat(file) === void 0 ? void 0 : await ports.files.readText(file);
	const text = before === void 0 ? writeDataFile(entry) : updateDataFile(before, file, entry);
	if (before === text) return false;
	await ports.files.write(file, text);
	return true;
}
//#endregion
export { add };
