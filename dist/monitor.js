import { C as object } from "./chunks/schemas-CFgJ4ov0.js";
import { t as datetime } from "./chunks/iso-fcMRFgpt.js";
import { on as createFileSystem } from "./chunks/pipeline-DJgoMtB1.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, o as defineAction, r as repositoryInputs, t as modelInput } from "./chunks/shared-inputs-DSngGAsj.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { n as runMonitor, t as renderMonitorSummary } from "./chunks/monitor-summary-CKtfTWtq.js";
import { resolve } from "node:path";
//#endregion
//#region actions/monitor/main.ts
await runAction(defineAction({
	verb: "monitor",
	description: "Watches live models over their prediction log: drift, performance, one issue a cause, retraining by policy.",
	inputs: object({
		token: tokenInput("issues: write, actions: write, contents, deployments and pull-requests: read"),
		until: datetime({ offset: true }).optional().describe("End of the time to look at, ISO 8601. Default: now. Only windows that end before it are judged."),
		model: modelInput("Watch this model only. Default: every model that has `monitoring`."),
		...repositoryInputs
	}),
	outputs: {
		alerts: "How many drift issues stand open.",
		report: "Path of the report as Markdown, the same as the job summary.",
		records: "What became of the records for the run ledger: `none`, `written`, `handed-over` to the bot's job, or `lost`."
	}
}), async (inputs, log) => {
	const { report, reasonCode, records } = await runMonitor({
		...inputs,
		directory: resolve(inputs["working-directory"]),
		...workflowRepository(),
		variables: process.env,
		log
	});
	const summary = renderMonitorSummary(report);
	const files = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
	await files.write("pawl-monitor-report.md", summary);
	const reason = `${report.openAlerts} drift issues stand open`;
	const path = `${files.root}/pawl-monitor-report.md`;
	return {
		decision: "positive",
		reasonCode,
		reason,
		outputs: {
			alerts: String(report.openAlerts),
			report: path,
			records
		},
		result: report,
		summary
	};
});
//#endregion
export {};
