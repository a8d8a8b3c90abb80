import type { Command } from "commander";
import { policyPath } from "../config/parse-policy.ts";
import { PawlError } from "../errors.ts";
import type { Log } from "../ports/log.ts";
import { renderMonitorSummary } from "../report/monitor-summary.ts";
import { runMonitor } from "../runtime/run-monitor.ts";

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
        ...readGitHub(),
        directory: process.cwd(),
        variables: process.env,
        log,
      });
      console.log(options.json === true ? JSON.stringify(report, null, 2) : renderMonitorSummary(report));
      process.exitCode = decision === "negative" ? 3 : 0;
    });
}

function readGitHub(): { token: string; repository: string; apiUrl: string } {
  const token = process.env["GITHUB_TOKEN"] ?? process.env["GH_TOKEN"] ?? "";
  const repository = process.env["GITHUB_REPOSITORY"] ?? "";
  if (token !== "" && repository !== "") {
    return { token, repository, apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com" };
  }
  throw new PawlError("usage.invalid", {
    message: "pawl monitor reads what is live from GitHub, and GITHUB_TOKEN or GITHUB_REPOSITORY is not set.",
    hint: "Set GITHUB_TOKEN and GITHUB_REPOSITORY=owner/name; pawl drift compares two files without GitHub.",
  });
}
