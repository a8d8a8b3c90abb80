import { t as diffParams } from "./params-diff-Btyp8g3l.js";
import { t as openReports } from "./open-reports-Di9cZLsp.js";
import { i as printChanges, t as addDiffOptions } from "./report-options-79hIcrU2.js";
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
