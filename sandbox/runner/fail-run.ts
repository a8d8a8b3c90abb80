import type { RunnerHost, RunRecord } from "./host.ts";
import type { Workflow } from "./workflow.ts";

/** GitHub shows so many annotations of a step. */
const maxAnnotations = 10;

/** A run whose file is broken. */
export interface BrokenRun {
  readonly host: RunnerHost;
  readonly run: RunRecord;
  readonly workflow: Workflow;
}

/** Adds a job that failed before it could start, with the reasons in its log and as annotations. */
export function failRun({ host, run, workflow }: BrokenRun, errors: readonly string[]): void {
  const job = host.ledger.createJob(run, { key: "workflow", name: "Invalid workflow file", labels: [] });
  const now = host.timestamp();
  const lines = errors.flatMap((error) => error.split("\n"));
  const log = lines.map((line) => `${new Date().toISOString()} ##[error]${line}\n`);
  host.ledger.appendLog(job.id, log.join(""));
  const times = { startedAt: now, completedAt: now };
  const end = { status: "completed", conclusion: "failure", ...times } as const;
  host.ledger.updateJob(job, {
    ...end,
    steps: [{ name: "Set up job", number: 1, ...end }],
    annotations: lines.slice(0, maxAnnotations).map((line) => {
      const startLine = Number(/Line: (\d+)/.exec(line)?.[1] ?? 1);
      const title = "Invalid workflow file";
      return { level: "failure", message: line, title, path: workflow.path, startLine, endLine: startLine };
    }),
  });
}
