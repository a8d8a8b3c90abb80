import type { TrackedPair } from "./tracked-names.ts";
import type { TrackedMetric, TrackedRun } from "./tracked-run.ts";

/** What one call of MLflow's `runs/log-batch` takes. */
export interface TrackedBatch {
  readonly metrics: readonly TrackedMetric[];
  readonly params: readonly TrackedPair[];
  readonly tags: readonly TrackedPair[];
}

/** Limits of one call (MLflow 3.17 `utils/validation.py`): 1,000 metrics, 100 params, 100 tags, 1,000 of all, 1 MB. */
const most = { metrics: 1000, params: 100, tags: 100 } as const;
const mostTogether = 1000;
/** Characters of JSON, below MLflow's 1,000,000 by what goes around the items. */
const mostCharacters = 900_000;

interface Filling {
  readonly metrics: TrackedMetric[];
  readonly params: TrackedPair[];
  readonly tags: TrackedPair[];
  characters: number;
}

/** Metrics, params and tags of a run in as few calls as MLflow's limits allow; none for a run without any. */
export function toBatches(run: Pick<TrackedRun, "metrics" | "params" | "tags">): readonly TrackedBatch[] {
  const batches: Filling[] = [];
  const put = <Kind extends keyof TrackedBatch>(kind: Kind, item: Filling[Kind][number]): void => {
    const characters = JSON.stringify(item).length + 1;
    let batch = batches.find((filling) => hasRoom(filling, kind, characters));
    if (batch === undefined) {
      batch = { metrics: [], params: [], tags: [], characters: 0 };
      batches.push(batch);
    }
    const list: Filling[Kind][number][] = batch[kind];
    list.push(item);
    batch.characters += characters;
  };
  for (const metric of run.metrics) put("metrics", metric);
  for (const param of run.params) put("params", param);
  for (const tag of run.tags) put("tags", tag);
  return batches.map(({ metrics, params, tags }) => ({ metrics, params, tags }));
}

function hasRoom(filling: Filling, kind: keyof TrackedBatch, characters: number): boolean {
  const { metrics, params, tags } = filling;
  const together = metrics.length + params.length + tags.length;
  return (
    filling[kind].length < most[kind] &&
    together < mostTogether &&
    filling.characters + characters <= mostCharacters
  );
}
