import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { n as runMonitor, t as renderMonitorSummary } from "./monitor-summary-CKtfTWtq.js";
import { t as readGitHubOptions } from "./github-options-C2uLKqiZ.js";
//#region src/cli/monitor.ts
const log = {
	debug: () => void 0,
	info: (message) => console.error(message),
	warning: (message) => console.error(`warning: ${message}`),
	error: (message) => console.error(`error: ${message}`)
};
function addMonitorCommand(program) {
	program.command("monitor").description("judge the prediction logs of live models; keep one drift issue a cause; start retraining by policy").option("--until <time>", "end of the time to look at, ISO 8601; default: now").option("--model <name>", "watch this model only").option("--config <path>", "the policy file", policyPath).action(async (_, command) => {
		const options = command.optsWithGlobals();
		const { decision, report } = await runMonitor({
			...options,
			...readGitHubOptions("monitor"),
			directory: process.cwd(),
			variables: process.env,
			log
		});
		console.log(options.json === true ? JSON.stringify(report, null, 2) : renderMonitorSummary(report));
		process.exitCode = decision === "negative" ? 3 : 0;
	});
}
//#endregion
export { addMonitorCommand };
