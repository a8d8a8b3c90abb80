import type { StageLineage } from "../../evaluation/report-sections-schema.ts";
import type { LockItem } from "../../versioning/data-item.ts";
import type { Stage } from "../../versioning/stage.ts";
import { lockedEntry } from "../pipeline/load-pipeline.ts";
import type { Snapshot } from "../reports/snapshot.ts";
import { type ModelScope, ownStages } from "./model-scope.ts";

type LineageStage = StageLineage["stages"][number];

/** Most stages of a lineage, and paths on each side of a stage. */
const [maxStages, maxPaths] = [100, 50];
const maxPathLength = 300;

/**
 * The stages behind a model with the digests that the lock files have of what went in and came out, and what of it is not as
 * at base.
 *
 * @returns `undefined` when no stage makes the model.
 */
export function readLineageGraph(scope: ModelScope): StageLineage | undefined {
  const { stages } = scope;
  if (stages === undefined) return undefined;
  const roleOf = (stage: Stage): LineageStage["role"] =>
    stage === stages.train ? "train" : stages.feature.includes(stage) ? "feature" : "evaluate";
  return {
    stages: ownStages(scope)
      .slice(0, maxStages)
      .map((stage) => describeStage(stage, roleOf(stage), scope)),
  };
}

function describeStage(stage: Stage, role: LineageStage["role"], { head, base }: ModelScope): LineageStage {
  const now = lockedEntry(head.loaded, stage);
  const before = base === undefined ? undefined : entryAt(base, stage);
  const describe =
    (side: "deps" | "outs") =>
    ({ path, lockPath }: { readonly path: string; readonly lockPath: string }) => {
      const digest = digestOf(now?.[side], lockPath);
      const isKnown = base !== undefined && digest !== null;
      return {
        path: path.slice(0, maxPathLength),
        digest,
        isChanged: isKnown ? digestOf(before?.[side], lockPath) !== digest : null,
      };
    };
  return {
    stage: stage.address.slice(0, maxPathLength),
    role,
    inputs: stage.deps.slice(0, maxPaths).map(describe("deps")),
    outputs: stage.outs.slice(0, maxPaths).map(describe("outs")),
  };
}

function entryAt({ loaded }: Snapshot, { address }: Stage): ReturnType<typeof lockedEntry> {
  const same = loaded.pipeline.find((stage) => stage.address === address);
  return same && lockedEntry(loaded, same);
}

function digestOf(items: readonly LockItem[] | undefined, lockPath: string): string | null {
  return items?.find((item) => item.path === lockPath)?.md5 ?? null;
}
