import type { Command } from "commander";
import { policyPath } from "../config/parse-policy.ts";
import type { Log } from "../ports/log.ts";
import { renderMonitorSummary } from "../report/monitor-summary.ts";
import { runMonitor } from "../runtime/run-monitor.ts";
import { readGitHubOptions } from "./github-options.ts";

interface MonitorOptions {
  readonly until?: string;
  readonly model?: string;
  readonly config: string;
  readonly json?: boolean;
}

const log: Log = {
  debug: () => undefined,
  info: (message) => console.error(message),
  warning: (message) => console.error(`warning: ${message}`),
  error: (message) => console.error(`error: ${message}`),
};

/** Adds `pawl monitor`; exit status 3 when a drift issue stands open. */
export function addMonitorCommand(program: Command): void {
  program
    .command("monitor")
    .description(
      "judge the prediction logs of live models; keep one drift issue a cause; start retraining by policy",
    )
    .option("--until <time>", "end of the time to look at, ISO 8601; default: now")
    .option("--model <name>", "watch this model only")
    .option("--config <path>", "the policy file", policyPath)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<MonitorOptions>();
      const { decision, report } = await runMonitor({
        ...options,
        ...readGitHubOptions("monitor"),
        directory: process.cwd(),
        variables: process.env,
        log,
      });
      console.log(options.json === true ? JSON.stringify(report, null, 2) : renderMonitorSummary(report));
      process.exitCode = decision === "negative" ? 3 : 0;
    });
}
