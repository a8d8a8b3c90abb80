import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { n as describeFailures, r as failedRegistrations, t as runRegister } from "./run-register-CivNQsaM.js";
import { t as createCommandLog } from "./command-log-CoWntGrM.js";
import { t as readGitHubOptions } from "./github-options-C2uLKqiZ.js";
//#region src/cli/register.ts
function addRegisterCommand(program) {
	program.command("register").description("give each model of the checked out commit whose artifact is new a version, tag and Release").option("--model <name>", "register this model only").option("--config <path>", "the policy file", policyPath).action(async (_, command) => {
		const options = command.optsWithGlobals();
		const report = await runRegister({
			...options,
			...readGitHubOptions("register"),
			directory: process.cwd(),
			log: createCommandLog(),
			signingKey: process.env["PAWL_SIGNING_KEY"],
			variables: process.env
		});
		if (options.json === true) console.log(JSON.stringify(report, null, 2));
		else for (const { reasonCode, reason } of [...report.models, ...report.mirrors]) console.log(`${reasonCode}: ${reason}`);
		const failures = failedRegistrations(report.models);
		if (failures.length > 0) console.error(`pawl: ${describeFailures(failures)}`);
		process.exitCode = failures[0]?.exitStatus ?? 0;
	});
}
//#endregion
export { addRegisterCommand };
