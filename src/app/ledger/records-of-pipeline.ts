import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import type { EvaluateResult } from "../evaluate.ts";
import type { ArtifactLineage } from "../model-candidate.ts";
import { readInputs, readMetrics, readParams } from "./records-of-registration.ts";
import { recordRun, type RunPlace } from "./run-place.ts";

/** A model that a pipeline brought up and judged. */
export interface PipelineModel {
  readonly evaluation: EvaluateResult;
  /** Path of the artifact. */
  readonly artifact: string;
  /** By the dvc.lock of the evaluated commit. */
  readonly lineage: ArtifactLineage | undefined;
}

/**
 * The runs of a pipeline: for each model `train`, when any stage ran, and `evaluate`. Both have the time of the whole
 * pipeline; a negative verdict is the state `negative`.
 */
export function recordsOfPipeline(
  models: readonly PipelineModel[],
  hasRun: boolean,
  place: RunPlace,
): readonly LedgerRecord[] {
  return models.flatMap((model) => {
    const evaluated = toRun("evaluate", model, place);
    if (!hasRun || model.evaluation.report.outcome === "unchanged") return [evaluated];
    const trained = toRun("train", model, place);
    return [trained, { ...evaluated, parents: [trained.id] }];
  });
}

/** How a retraining ended. */
export interface Retraining {
  readonly model: string;
  readonly reasonCode: string;
  /** Its pull request; null when there was nothing to propose. */
  readonly url: string | null;
}

/** The runs of a pipeline that was a retraining: `retrain` first, which the training builds on; `negative` when nothing changed. */
export function recordsOfRetraining(
  { model, reasonCode, url }: Retraining,
  pipeline: readonly LedgerRecord[],
  place: RunPlace,
): readonly LedgerRecord[] {
  const retrained = recordRun(place, model, {
    verb: "retrain",
    model: { name: model, version: null, status: url === null ? "none" : "candidate", digest: null },
    state: url === null ? "negative" : "done",
    reasonCode,
    artifacts:
      url === null ? [] : [{ name: "pull request", uri: url.slice(0, 2000), digest: null, sizeBytes: null }],
  });
  const linked = pipeline.map((record) =>
    record.schema === "pawl.run/1" && record.verb === "train"
      ? { ...record, parents: [retrained.id] }
      : record,
  );
  return [retrained, ...linked];
}

function toRun(
  verb: "train" | "evaluate",
  { evaluation, artifact, lineage }: PipelineModel,
  place: RunPlace,
): RunRecord {
  const { report, decision, reasonCode } = evaluation;
  const digest = lineage === undefined ? null : `md5:${lineage.md5}`;
  const model = { path: artifact, digest, sizeBytes: null, kind: "model" as const };
  const isTraining = verb === "train";
  return recordRun(place, report.model, {
    verb,
    commit: report.headSha,
    model: { name: report.model, version: null, status: "candidate", digest },
    state: isTraining || decision === "positive" ? "done" : "negative",
    reasonCode: isTraining ? null : reasonCode,
    params: readParams(lineage),
    inputs: isTraining ? readInputs(lineage) : [model],
    outputs: isTraining && digest !== null ? [model] : [],
    metrics: isTraining ? [] : readMetrics(report),
  });
}
