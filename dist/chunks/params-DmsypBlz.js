import { t as diffParams } from "./params-diff-DGNkDMyc.js";
import { t as openReports } from "./open-reports-DuVQYE4h.js";
import { r as printChanges } from "./report-options-D2XUjhNT.js";
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
