import { PawlError } from "../../errors.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { recordRun, type RunPlace } from "./run-place.ts";

/** A run that ended in an error. */
export interface FailedRun {
  readonly verb: RunRecord["verb"];
  /** The models that it was for. */
  readonly models: readonly string[];
  readonly error: unknown;
  /** Address of the stage that failed, when one did. */
  readonly failedStage: string | undefined;
}

/**
 * The records of a run that failed: one a model. The reason is the error's code, never its text, which may hold what a command
 * printed; `defect` for an error that Pawl does not know. An interrupted stage makes it `cancelled`.
 */
export function recordsOfFailure(
  { verb, models, error, failedStage }: FailedRun,
  place: RunPlace,
): readonly LedgerRecord[] {
  const reasonCode = error instanceof PawlError ? error.code : "defect";
  const state = reasonCode === "stage.interrupted" ? "cancelled" : "failed";
  const stage = failedStage === undefined ? {} : { failedStage: failedStage.slice(0, 2000) };
  return models.map((name) =>
    recordRun(place, name, {
      verb,
      model: { name, version: null, status: "failed", digest: null },
      state,
      reasonCode,
      ...stage,
    }),
  );
}
