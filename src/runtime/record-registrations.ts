import { appendBestEffort } from "../app/ledger/append-best-effort.ts";
import { recordsOfRegistration, type RegistrationFacts } from "../app/ledger/records-of-registration.ts";
import type { RegisterPorts } from "../app/register.ts";
import type { ModelRegistration } from "../app/register-models.ts";
import type { Policy } from "../config/schema.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import { openLedger } from "./open-ledger.ts";
import { actionLog } from "./run-action.ts";
import { describeRunPlace, findRunGpus } from "./run-place.ts";

/** What is registered, and where its records go. */
export interface RecordedRun {
  readonly policy: Policy;
  readonly commit: string;
  readonly github: Pick<GitHub, "commits" | "gitData">;
  /** Hears when the ledger could not be written. Default: the workflow's log. */
  readonly log?: Pick<Log, "warning" | "debug"> | undefined;
}

/** A run of `register` that is being recorded: give `ports` to it, then what came of it to `record`. */
export interface RegistrationRecorder {
  readonly ports: RegisterPorts;
  /** Writes nothing when the policy has no `runs`. */
  readonly record: (models: readonly ModelRegistration[]) => Promise<void>;
}

/** Begins to record a run of `register`. */
export function startRecording(run: RecordedRun, ports: RegisterPorts): RegistrationRecorder {
  const { policy, commit, github, log = actionLog } = run;
  const started = ports.clock.now();
  const reports = new Map<string, EvaluationReport | undefined>();
  const gather = async (result: ModelRegistration): Promise<RegistrationFacts> => {
    const artifact = policy.models[result.model]?.artifact ?? "";
    // A lock file that cannot be read is what made the registration fail; it has been told.
    const lineage = result.decision === "failed" ? undefined : await ports.readLineage(commit, artifact);
    return { result, artifact, lineage, report: reports.get(result.model) };
  };
  return {
    ports: {
      ...ports,
      describe: async (candidate) => {
        const description = await ports.describe(candidate);
        reports.set(candidate.request.model, description.report);
        return description;
      },
    },
    record: async (models) => {
      if (policy.runs === undefined) return;
      const ended = ports.clock.now();
      const place = describeRunPlace(started, ended, commit, await findRunGpus());
      const facts = await Promise.all(models.map(gather));
      const records = facts.flatMap((fact) => recordsOfRegistration(fact, place));
      await appendBestEffort(records, openLedger({ github, log, branch: policy.runs.branch }), log);
    },
  };
}
