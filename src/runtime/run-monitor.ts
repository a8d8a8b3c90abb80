import { monitor, type MonitorResult } from "../app/monitor.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { Log } from "../ports/log.ts";
import { recordsOfMonitoring } from "../app/ledger/records-of-monitoring.ts";
import { createClock, createFileSystem, createGitHub, createSql } from "./compose.ts";
import { type Recorded, recordRuns } from "./record-runs.ts";

/** What the doors of `monitor` give. */
export interface RunMonitorOptions {
  /** Absolute path of the repository. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
  /** ISO 8601; default: now. */
  readonly until?: string | undefined;
  readonly model?: string | undefined;
  /** Variables for the policy's `${NAME}`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** Runs `monitor` on this machine's files, DuckDB and GitHub: the composition that action and command line share. */
export async function runMonitor(
  options: RunMonitorOptions,
): Promise<MonitorResult & { readonly records: Recorded }> {
  const { apiUrl, repository, token, model, log, variables, directory } = options;
  const started = createClock().now();
  const policy = await readPolicyFile(await createFileSystem(directory), options.config);
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const sql = await createSql();
  try {
    const until = options.until ?? createClock().now().toISOString();
    const request = { policy, until, directory, variables, ...(model === undefined ? {} : { model }) };
    const result = await monitor(request, { github, sql, log, clock: createClock() });
    const records = await recordRuns({ runs: policy.runs, github, log, started, directory }, (place) =>
      recordsOfMonitoring(result.report, place),
    );
    return { ...result, records };
  } finally {
    await sql.close();
  }
}
