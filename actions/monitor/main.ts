import { resolve } from "node:path";
import { createFileSystem } from "../../src/runtime/compose.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { runMonitor } from "../../src/runtime/run-monitor.ts";
import { renderMonitorSummary } from "../../src/report/monitor-summary.ts";
import { workflowRepository } from "../../src/runtime/workflow-repository.ts";
import { action } from "./inputs.ts";

// Drift is not a failure of the step: the issue is the alarm, and a red run on every schedule would bury real failures.
await runAction(action, async (inputs, log) => {
  const { report, reasonCode, records } = await runMonitor({
    ...inputs,
    directory: resolve(inputs["working-directory"]),
    ...workflowRepository(),
    variables: process.env,
    log,
  });
  const summary = renderMonitorSummary(report);
  const files = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  await files.write("pawl-monitor-report.md", summary);
  const reason = `${report.openAlerts} drift issues stand open`;
  const path = `${files.root}/pawl-monitor-report.md`;
  const outputs = { alerts: String(report.openAlerts), report: path, records };
  return { decision: "positive", reasonCode, reason, outputs, result: report, summary };
});
