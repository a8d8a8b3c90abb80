import { t as diffParams } from "./params-diff-BE52HpIU.js";
import { t as openReports } from "./open-reports-4yQv2NmR.js";
import { i as printChanges, t as addDiffOptions } from "./report-options-BnwGdhsY.js";
//#region src/cli/params.ts
function addParamsCommand(program) {
	addDiffOptions(program.command("params").description("compare parameters").command("diff").description("what changed in the parameters between two revisions"), "parameter files (default: those of dvc.yaml and params.yaml)").option("--deps", "only what stages depend on").action(async (a, b, _, command) => {
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
