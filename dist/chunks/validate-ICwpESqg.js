import { Nt as renderProblems, on as createFileSystem, r as printResult, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { t as validate } from "./validate--fYiB-ly.js";
//#region src/cli/validate.ts
function addValidateCommand(program) {
	program.command("validate").description("check .github/pawl.yml and dvc.yaml and print everything that is wrong, with lines").option("--config <path>", "the policy file", policyPath).action(async (_, command) => {
		const options = command.optsWithGlobals();
		const files = await createFileSystem(process.cwd());
		const workspace = await createWorkspaceView(files);
		const result = await validate({ config: options.config }, {
			files,
			workspace
		});
		const isGood = result.decision === "positive";
		const lines = isGood ? [`${result.checked.join(" and ")}: valid`] : [renderProblems(result.problems)];
		printResult(options.json, {
			schema: "pawl.validation/1",
			...result
		}, lines);
		if (!isGood) process.exitCode = 2;
	});
}
//#endregion
export { addValidateCommand };
