import { type TrackedPair, uniqueNames, cleanValue } from "./tracked-names.ts";
import type { LedgerEntry } from "./ledger-content.ts";
import type { RunRecord } from "./run-schema.ts";

/** A metric as MLflow's REST API takes it. */
export interface TrackedMetric {
  readonly key: string;
  /** MLflow has words for what JSON cannot write. */
  readonly value: number | "NaN" | "Infinity" | "-Infinity";
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly step: number;
}

/** A file that a run read, as MLflow shows data sets. */
export interface TrackedDataset {
  readonly name: string;
  /** At most 36 characters: MLflow takes no more. */
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
}

/** One run of the ledger as MLflow holds it. */
export interface TrackedRun {
  /** Id in the ledger: MLflow's tag {@link runTag}. */
  readonly id: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status: "FINISHED" | "FAILED" | "KILLED";
  readonly params: readonly TrackedPair[];
  readonly metrics: readonly TrackedMetric[];
  readonly tags: readonly TrackedPair[];
  readonly datasets: readonly TrackedDataset[];
}

/** The tag that holds the ledger's id of a run. */
export const runTag = "pawl.run";

const statuses = { done: "FINISHED", negative: "FINISHED", failed: "FAILED", cancelled: "KILLED" } as const;
const longestDigest = 36;
const longestDatasetName = 500;

/**
 * A run of the ledger in MLflow's terms. Metrics have the time at which the run ended and step 0; those of a slice are
 * `<metric>/<slice>`, the ends of an interval `<metric>.low` and `.high`. Artifacts are links in tags: no bytes are sent.
 */
export function toTrackedRun({ record, digest }: LedgerEntry & { readonly record: RunRecord }): TrackedRun {
  const endTime = Date.parse(record.endedAt);
  const params = Object.entries(record.params).map(([key, value]) => ({ key, value: String(value) }));
  return {
    id: record.id,
    startTime: Date.parse(record.startedAt),
    endTime,
    status: statuses[record.state],
    params: uniqueNames(params),
    metrics: uniqueNames(record.metrics.flatMap((metric) => toMetrics(metric, endTime))),
    tags: uniqueNames([...identityTags(record, digest), ...fileTags(record)]),
    datasets: toDatasets(record),
  };
}

/** Data with a digest; what is equal once names and digests are cut is there once. */
function toDatasets({ inputs, commit }: RunRecord): readonly TrackedDataset[] {
  const datasets = new Map<string, TrackedDataset>();
  for (const { kind, path, digest } of inputs) {
    if (kind !== "data" || digest === null) continue;
    const name = cleanValue(path).slice(0, longestDatasetName);
    const cut = digest.slice(0, longestDigest);
    const source = JSON.stringify({ path, digest, commit });
    datasets.set(`${cut} ${name}`, { name, digest: cut, source_type: "dvc", source });
  }
  return [...datasets.values()];
}

function toMetrics(
  { name, slice, value, interval }: RunRecord["metrics"][number],
  timestamp: number,
): TrackedMetric[] {
  const key = slice === null ? name : `${name}/${slice}`;
  const one = (suffix: string, number: typeof value): TrackedMetric => ({
    key: `${key}${suffix}`,
    value: toNumber(number),
    timestamp,
    step: 0,
  });
  const ends = interval === null ? [] : [one(".low", interval[0]), one(".high", interval[1])];
  return [one("", value), ...ends];
}

function toNumber(value: RunRecord["metrics"][number]["value"]): TrackedMetric["value"] {
  if (typeof value === "number") return value;
  return ({ nan: "NaN", inf: "Infinity", "-inf": "-Infinity" } as const)[value];
}

/** What a run is, and who asked for it; nothing for what is not known. */
function identityTags(record: RunRecord, digest: string): readonly TrackedPair[] {
  const { trigger, model, environment, actor } = record;
  const known: Readonly<Record<string, string | number | null | undefined>> = {
    [runTag]: record.id,
    "pawl.entry": digest,
    "mlflow.user": actor.login,
    "mlflow.source.type": "JOB",
    "mlflow.source.name": trigger.workflow,
    "mlflow.source.git.commit": record.commit,
    "mlflow.source.git.branch": record.ref,
    "pawl.verb": record.verb,
    "pawl.state": record.state,
    "pawl.reason_code": record.reasonCode,
    "pawl.failed_stage": record.failedStage ?? null,
    "pawl.duration_seconds": record.durationSeconds,
    "pawl.event": trigger.event,
    "pawl.pull_request": trigger.pullRequest,
    "pawl.request": trigger.request,
    "pawl.url": trigger.url,
    "pawl.attempt": trigger.attempt,
    "pawl.runner": environment.runner,
    "pawl.model": model?.name,
    "pawl.version": model?.version,
    "pawl.model_status": model?.status,
    "pawl.model_digest": model?.digest,
    "pawl.retry_of": record.retryOf,
    "pawl.parents": record.parents.length === 0 ? null : record.parents.join(" "),
  };
  return Object.entries(known).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: String(value) }],
  );
}

function fileTags(record: RunRecord): readonly TrackedPair[] {
  const digests = (direction: string, data: RunRecord["inputs"]): readonly TrackedPair[] =>
    data.map(({ path, digest }) => ({ key: `pawl.${direction}.${path}`, value: digest ?? "unknown" }));
  const links = record.artifacts.map(({ name, uri }) => ({ key: `pawl.artifact.${name}`, value: uri }));
  return [...digests("input", record.inputs), ...digests("output", record.outputs), ...links];
}
