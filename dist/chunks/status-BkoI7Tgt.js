import { t as printResult } from "./print-result-CL2bcyIz.js";
import { r as renderStatus, t as renderExplanation } from "./dvc-text-CYXaMS0F.js";
//#region src/cli/status.ts
function addStatusCommand(program) {
	program.command("status").description("show which stages and data files changed").argument("[targets...]", "stages, dvc.yaml or .dvc files, outputs (default: all)").option("--explain", "every reason with its old and new value, and what would run after").option("-d, --with-deps", "also what the targets need").option("-R, --recursive", "a folder means all that is defined in it").option("-c, --cloud", "compare the cache with the remote instead").option("-r, --remote <name>", "the remote; means --cloud").option("-a, --all-branches", "with --cloud: also the data of all branches").option("-T, --all-tags", "with --cloud: also the data of all tags").option("-A, --all-commits", "with --cloud: also the data of all commits").option("-j, --jobs <number>", "accepted as DVC does").option("-q, --quiet", "print nothing; exit status 1 when something changed").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		await (options.cloud === true || options.remote !== void 0 ? showCloud(targets, options) : show(targets, options));
	});
}
async function show(targets, options) {
	const [{ findRepository }, { openStatus }, { status }, { createCommandLog }] = await Promise.all([
		import("./find-repository-C_P-O1Nz.js"),
		import("./open-pipeline-D-yw44v8.js"),
		import("./status-C6v9pdM0.js"),
		import("./command-log-Czlw7uMi.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const log = createCommandLog({ isQuiet: options.quiet ?? false });
	const result = await status(await openStatus(root), {
		targets,
		folder,
		withDependencies: options.withDeps ?? false,
		isRecursive: options.recursive ?? false
	});
	if (options.quiet === true && options.json !== true) {
		process.exitCode = result.decision === "positive" ? 0 : 1;
		return;
	}
	for (const name of result.frozen) log.warning(`${name} is frozen: its dependencies are not looked at.`);
	const { dvc, reasons, below } = result;
	const explained = {
		schema: "pawl.status/1",
		reasons,
		below
	};
	const data = options.explain === true ? explained : dvc;
	printResult(options.json, data, options.explain === true ? renderExplanation(result) : renderStatus(result));
}
async function showCloud(targets, options) {
	const [{ findRepository }, { openReports }, { cloudStatus, describeCloudStatus }, { inRepository }] = await Promise.all([
		import("./find-repository-C_P-O1Nz.js"),
		import("./open-reports-D0oUT5Sw.js"),
		import("./cloud-status-B1JzUW5d.js"),
		import("./transfer-options-CHqEmlsp.js")
	]);
	const { root, folder } = findRepository(process.cwd());
	const ports = await openReports(root, options.remote);
	const states = await cloudStatus({
		targets: inRepository(targets, {
			root,
			folder
		}),
		allBranches: options.allBranches ?? false,
		allTags: options.allTags ?? false,
		allCommits: options.allCommits ?? false
	}, ports);
	if (options.quiet === true && options.json !== true) {
		process.exitCode = Object.keys(states).length === 0 ? 0 : 1;
		return;
	}
	const name = options.remote ?? ports.defaultRemote ?? "";
	printResult(options.json, states, describeCloudStatus(states, name));
}
//#endregion
export { addStatusCommand };
