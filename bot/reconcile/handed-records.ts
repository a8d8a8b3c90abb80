import { appendBestEffort } from "../../src/app/ledger/append-best-effort.ts";
import { evaluationWorkflow, pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import { readHandedRecords } from "../../src/app/ledger/handed-records.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import type { BotContext } from "./context.ts";
import { readPolicy } from "./policy.ts";

/**
 * Writes to the ledger what jobs of a run that has ended left for it; they may not write themselves. A second look at the same
 * run finds every record there. What cannot be written is a warning.
 */
export async function writeHandedRecords(run: WorkflowRun, context: BotContext): Promise<void> {
  const hasEnded = run.status === "completed" || run.id === context.ownRun?.id;
  const isOurs = run.path === pipelineWorkflow.path || run.path === evaluationWorkflow.path;
  if (!hasEnded || !isOurs) return;
  const { github, log, readArchive } = context;
  const { id, defaultBranch } = await github.members.repository();
  const runs = (await readPolicy(defaultBranch, context))?.runs;
  if (runs === undefined) return;
  const records = await readHandedRecords(run, id, { workflows: github.workflows, readArchive, log });
  if (records.length === 0) return;
  await appendBestEffort(records, openLedger({ github, log, branch: runs.branch }), log);
}
