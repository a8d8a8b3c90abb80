import { t as selectParams } from "./params-B-IIy1Rm.js";
import { t as hasCommits } from "./snapshot-CxIHn8tk.js";
import { t as openReports } from "./open-reports-BArsu4Sv.js";
import { r as printChanges } from "./report-options-y4oQZ6Qt.js";
import { a as expandPath, i as tryRevision, n as readValuesAt } from "./read-values-at-BS2X8tJe.js";
import { n as noChanges, r as sameRevision, t as compareRevisions } from "./compare-revisions-TdYmIiGi.js";
//#region src/app/params-diff.ts
async function diffParams(request, ports) {
	if (!await hasCommits(ports)) return noChanges;
	const old = await readParams(request.a, request, ports);
	return compareRevisions(old, sameRevision(request) ? old : await readParams(request.b, request, ports), request.all);
}
async function readParams(revision, request, ports) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) return {
		name: revision,
		failure
	};
	const files = new Map();
	for (const [path, keys] of await listParams(snapshot, request, ports)) {
		const read = await readValuesAt(snapshot, path, ports.objects);
		const isPart = read.failure === void 0 && keys !== "all";
		files.set(path, isPart ? { values: selectParams(read.values, keys) } : read);
	}
	return {
		name: revision,
		files
	};
}
async function listParams(snapshot, { targets, deps }, ports) {
	const keys = new Map();
	if (targets.length > 0) {
		for (const target of targets) for (const path of await expandPath(snapshot, target, ports.objects)) keys.set(path, "all");
		return keys;
	}
	for (const params of snapshot.loaded.pipeline.flatMap((stage) => stage.params)) {
		const before = keys.get(params.path) ?? [];
		const isWhole = before === "all" || params.keys === "all";
		keys.set(params.path, isWhole ? "all" : [...before, ...params.keys]);
	}
	if (deps) return keys;
	for (const path of [...snapshot.loaded.definitions.values()].flatMap((file) => file.params.map((one) => one.path))) keys.set(path, "all");
	if (await snapshot.view.readBytes("params.yaml") !== void 0) keys.set("params.yaml", "all");
	return keys;
}
//#endregion
//#region src/cli/params.ts
function addParamsCommand(program) {
	program.command("params").description("compare parameters").command("diff").description("what changed in the parameters between two revisions").argument("[a]", "old revision", "HEAD").argument("[b]", "new revision", "workspace").option("--targets <paths...>", "parameter files (default: those of dvc.yaml and params.yaml)").option("--all", "with what did not change").option("--deps", "only what stages depend on").option("--md", "a Markdown table").option("--no-path", "without the column of paths").action(async (a, b, _, command) => {
		const options = command.optsWithGlobals();
		printChanges(await diffParams({
			a,
			b,
			targets: options.targets ?? [],
			all: options.all ?? false,
			deps: options.deps ?? false
		}, await openReports(process.cwd())), options, {
			title: "Param",
			a,
			b,
			hasChange: false
		});
	});
}
//#endregion
export { addParamsCommand };
