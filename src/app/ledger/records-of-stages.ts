import type { LedgerRecord } from "../../runs/ledger-record.ts";
import { mostItems, type RunDatum, type RunRecord } from "../../runs/run-schema.ts";
import type { StageFacts } from "../artifact-lineage.ts";
import { readInputs, readParams } from "./records-of-registration.ts";
import { recordRun, type RunPlace } from "./run-place.ts";

/** What the stages of one verb did for a model. */
export interface ModelStagesRun {
  readonly model: string;
  /** Path of the artifact. */
  readonly artifact: string;
  readonly facts: StageFacts;
}

/** The runs of `feature` or `train` by themselves: one for each model of which a stage ran or was restored. */
export function recordsOfStages(
  verb: "feature" | "train",
  models: readonly ModelStagesRun[],
  place: RunPlace,
): readonly LedgerRecord[] {
  return models.map((run) => toRun(verb, run, place));
}

function toRun(
  verb: "feature" | "train",
  { model: name, artifact, facts }: ModelStagesRun,
  place: RunPlace,
): RunRecord {
  const outputs = facts.outs.map(({ path, md5 }): RunDatum => {
    const digest = md5 !== null && /^[0-9a-f]{32}(\.dir)?$/.test(md5) ? `md5:${md5}` : null;
    return { path, digest, sizeBytes: null, kind: path === artifact ? "model" : "data" };
  });
  const digest = outputs.find(({ kind }) => kind === "model")?.digest ?? null;
  return recordRun(place, name, {
    verb,
    model: { name, version: null, status: verb === "train" ? "candidate" : "none", digest },
    state: "done",
    reasonCode: null,
    params: readParams(facts),
    inputs: readInputs(facts),
    outputs: outputs.slice(0, mostItems),
  });
}
