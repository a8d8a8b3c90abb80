import { packRecords } from "../../../src/app/ledger/handed-records.ts";
import type { WorkflowJob, WorkflowRun } from "../../../src/ports/github/workflows.ts";
import type { RunLedger } from "../../../src/ports/run-ledger.ts";
import type { RunRecord } from "../../../src/runs/run-schema.ts";
import { openLedger } from "../../../src/runtime/open-ledger.ts";
import { reconcileRun } from "../../../bot/reconcile/run.ts";
import type { Outcome } from "../../../bot/reconcile/outcome.ts";
import { addArtifact, addRun, createBotWorld, policyText } from "../bot-world.ts";
import { runRecord } from "./records.ts";

/** A person with write, as GitHub names who started a run. */
export const will = { id: 13, login: "will", type: "User" } as const;

/** A job of the pipeline that was cancelled after two hours. */
export function makeJob(changes: Partial<WorkflowJob> = {}): WorkflowJob {
  return {
    id: 900,
    name: "feature, train, evaluate",
    status: "completed",
    conclusion: "cancelled",
    attempt: 1,
    createdAt: "2026-01-31T09:59:00Z",
    startedAt: "2026-01-31T10:00:00Z",
    completedAt: "2026-01-31T12:00:00Z",
    runnerName: "gpu-1",
    labels: ["self-hosted"],
    ...changes,
  };
}

/** A record that the job `pipeline` of a run made itself. */
export function ownRecord(
  runId: number,
  verb: RunRecord["verb"],
  changes: Partial<RunRecord> = {},
): RunRecord {
  const id = `${runId}.1/${verb}/delay`;
  const { trigger } = runRecord(id);
  return runRecord(id, { verb, trigger: { ...trigger, runId, attempt: 1, job: "pipeline" }, ...changes });
}

/** A bot with a ledger, whose runs have ended somehow. */
export interface EndedRuns extends ReturnType<typeof createBotWorld> {
  /** Adds a run, started by `will`, with those jobs; gives its id. */
  readonly end: (jobs: readonly WorkflowJob[], changes?: Partial<WorkflowRun>) => Promise<number>;
  /** Leaves records as an artifact of a run. */
  readonly hand: (runId: number, records: readonly RunRecord[]) => Promise<void>;
  readonly look: (runId: number) => Promise<Outcome>;
  readonly open: () => RunLedger;
  /** The runs in the ledger; throws when anything is wrong with it. */
  readonly records: () => Promise<readonly RunRecord[]>;
  /** `<key> <reason>` of each, `-` for none. */
  readonly keys: () => Promise<readonly string[]>;
}

/** {@link EndedRuns} in memory; `models` is more of the policy's models, as YAML. */
export function createEndedRuns(models = ""): EndedRuns {
  const world = createBotWorld();
  const { context, state } = world;
  const { github, log } = context;
  state.files.set("main:.github/pawl.yml", `${policyText}${models}runs: {}\n`);
  const open = (): RunLedger => openLedger({ github, log });
  const records = async (): Promise<readonly RunRecord[]> => {
    const { entries, problems } = await open().read();
    if (problems.length > 0) throw new TypeError(JSON.stringify(problems));
    return entries.map(({ record }) => record).filter((record) => record.schema === "pawl.run/1");
  };
  return {
    ...world,
    end: async (jobs, changes = {}) => {
      const conclusion = jobs.some((job) => job.conclusion !== "success") ? "failure" : "success";
      const id = await addRun(state, undefined, { conclusion, actor: will, attempt: 1, ...changes });
      state.jobs.set(id, jobs);
      return id;
    },
    hand: async (runId, left) => {
      const files = packRecords(left).map(({ path, content }) => [path, String(content)]);
      await addArtifact(state, runId, Object.fromEntries(files), "pawl-runs-pipeline-1-0a");
    },
    look: (runId) => reconcileRun(runId, context),
    open,
    records,
    keys: async () => (await records()).map(({ key, reasonCode }) => `${key} ${reasonCode ?? "-"}`),
  };
}

/** A second model for a policy, like the first. */
export function modelLike(name: string): string {
  return policyText.slice(policyText.indexOf("  delay:")).replace("delay", name);
}
