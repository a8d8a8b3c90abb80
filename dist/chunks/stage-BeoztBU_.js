import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Gt as isValueMap, Ht as isNumberValue, Nt as renderProblems, P as addressIn, Ut as isSpecialValue, W as isPipelineFile, Wt as isValueList, Xt as joinPath, Z as pipelinePath, bt as readDataFile, et as readParsingOptions, on as createFileSystem, tn as nearestMatch, v as findRepository, wt as parseDvcYaml, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
//#region src/app/list-stages.ts
async function listStages(request, ports) {
	const place = {
		view: ports.workspace,
		folder: request.folder ?? ""
	};
	const isWide = request.isAll || request.isRecursive;
	const skipped = [];
	const listings = [];
	if (isWide) for (const file of await filesBelow(request, ports.workspace)) {
		const listing = await attempt(() => readListing(file, place), request.failsFast ? void 0 : skipped);
		if (listing !== void 0) listings.push(listing);
	}
	else {
		const targets = request.targets.length === 0 ? [pipelinePath] : request.targets;
		for (const target of targets) listings.push(await readTarget(target, place));
	}
	return {
		...merge(listings),
		skipped
	};
}
async function filesBelow(request, view) {
	const files = (await view.listMetafiles()).filter((file) => isPipelineFile(file) || isDataFile(file));
	if (request.isAll) return files;
	const folders = (request.targets.length === 0 ? ["."] : request.targets).map((target) => joinPath(request.folder ?? "", target));
	return files.filter((file) => folders.some((folder) => folder === "" || file === folder || file.startsWith(`${folder ?? file}/`)));
}
function isDataFile(file) {
	return /[^/]\.dvc$/.test(file);
}
async function readTarget(target, place) {
	const [, before, name] = /^(.*dvc\.yaml):(.+)$/.exec(target) ?? [];
	const file = joinPath(place.folder, before ?? target);
	if (file !== void 0 && name === void 0 && (isPipelineFile(file) || isDataFile(file))) return readListing(file, place);
	return readNamed((before === void 0 ? joinPath(place.folder, "dvc.yaml") : file) ?? target, name ?? target, place);
}
async function readNamed(file, name, place) {
	const parsed = await parse(file, place.view);
	const stages = parsed.pipeline.filter((stage) => stage.name === name || stage.group === name);
	if (stages.length > 0) return listingOf({
		file,
		folder: place.folder
	}, stages, parsed.resolved);
	const nearest = nearestMatch(name, parsed.pipeline.flatMap((stage) => [stage.name, ...stage.group === void 0 ? [] : [stage.group]]));
	throw new PawlError("stage.unknown", { message: `There is no stage ${name} in ${file}.${nearest === void 0 ? "" : ` Did you mean ${nearest}?`}` });
}
async function readListing(file, { view, folder }) {
	if (isPipelineFile(file)) {
		const parsed = await parse(file, view);
		return listingOf({
			file,
			folder
		}, parsed.pipeline, parsed.resolved);
	}
	const { outs, desc } = readDataFile(await textOf(file, view), file);
	const made = outs.length === 0 ? noData : `Outputs ${outs.map((out) => out.path).join(", ")}`;
	return {
		file,
		stages: [{
			address: addressIn(folder, {
				file,
				stage: void 0
			}),
			description: shorten(firstLine(desc) || made)
		}],
		resolved: void 0
	};
}
async function parse(file, view) {
	const text = await textOf(file, view);
	const parsed = await parseDvcYaml(text, {
		file,
		readText: (path) => view.readText(path),
		parsing: await readParsingOptions(text, view)
	});
	if (parsed.problems === void 0) return parsed;
	throw new PawlError("dvc.invalid", { message: renderProblems(parsed.problems) });
}
async function textOf(file, view) {
	const text = await view.readText(file);
	if (text !== void 0) return text;
	throw new PawlError("file.missing", { message: `${file} does not exist in the repository (${view.name}).` });
}
function listingOf({ file, folder }, stages, resolved) {
	return {
		file,
		stages: stages.map((stage) => ({
			address: addressIn(folder, {
				file,
				stage
			}),
			description: describe(stage)
		})),
		resolved: new Map(stages.map(({ name }) => [name, resolved.get(name) ?? null]))
	};
}
function merge(listings) {
	const stages = new Map();
	const files = new Map();
	for (const { file, stages: listed, resolved } of listings) {
		for (const stage of listed) if (!stages.has(stage.address)) stages.set(stage.address, stage);
		if (resolved === void 0) continue;
		files.set(file, new Map([...files.get(file) ?? [], ...resolved]));
	}
	return {
		stages: [...stages.values()],
		resolved: new Map([...files].map(([file, data]) => [file, new Map([["stages", data]])]))
	};
}
const noData = "No outputs or dependencies";
function describe(stage) {
	const paths = (items) => items.map((item) => item.lockPath).join(", ");
	const deps = [...stage.deps, ...stage.params];
	const outs = stage.outs.filter((out) => out.kind === "out");
	const reports = stage.outs.filter((out) => out.kind !== "out");
	const made = [...outs.length === 0 ? [] : [`Outputs ${paths(outs)}`], ...reports.length === 0 ? [] : [`Reports ${paths(reports)}`]];
	const needs = deps.length === 0 ? noData : `Depends on ${paths(deps)}`;
	return shorten(firstLine(stage.desc) || (made.length === 0 ? needs : made.join("; ")));
}
function firstLine(text) {
	return (text ?? "").split(/\r?\n/).find((line) => line !== "")?.trim() ?? "";
}
function shorten(text) {
	const characters = Array.from(text);
	return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : text;
}
async function attempt(work, skipped) {
	try {
		return await work();
	} catch (error) {
		if (skipped === void 0 || !(error instanceof PawlError)) throw error;
		skipped.push(error.message);
		return;
	}
}
//#endregion
//#region src/versioning/value-json.ts
function valueJson(value) {
	return render(value, "");
}
function render(value, indent) {
	const inner = `${indent}  `;
	if (isValueMap(value)) {
		const entries = [...value].map(([key, item]) => `${inner}${JSON.stringify(key)}: ${render(item, inner)}`);
		return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
	}
	if (isValueList(value)) {
		const items = value.map((item) => inner + render(item, inner));
		return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`;
	}
	if (isSpecialValue(value) || isNumberValue(value) && /nan|inf/.test(value.text)) return JSON.stringify(value.text);
	return isNumberValue(value) ? value.text : JSON.stringify(value);
}
//#endregion
//#region src/cli/stage.ts
function addStageCommand(program) {
	program.command("stage").description("look at the stages of dvc.yaml").command("list").description("list stages with their templates resolved").argument("[targets...]", "dvc.yaml and .dvc files, stages or groups (default: dvc.yaml)").option("--all", "the stages of every file in the repository").option("--names-only, --name-only", "names without descriptions").option("--fail", "end at the first file that cannot be read").option("-R, --recursive", "the targets are folders, taken with everything below").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		const { root, folder } = findRepository(process.cwd());
		const workspace = await createWorkspaceView(await createFileSystem(root));
		const result = await listStages({
			targets,
			folder,
			isAll: options.all ?? false,
			isRecursive: options.recursive ?? false,
			failsFast: options.fail ?? false
		}, { workspace });
		for (const problem of result.skipped) console.error(problem);
		const width = Math.max(0, ...result.stages.map(({ address }) => Array.from(address).length));
		const pad = (text) => text + " ".repeat(width - Array.from(text).length);
		if (options.json === true) console.log(valueJson(result.resolved));
		else for (const { address, description } of result.stages) console.log(options.nameOnly === true ? address : `${pad(address)}  ${description}`);
	});
}
//#endregion
export { addStageCommand };
