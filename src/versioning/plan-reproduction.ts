import {
  type Change,
  describeChanges,
  findChanges,
  type StageFacts,
  type StalenessOptions,
} from "./staleness.ts";
import { upstreamOf } from "./stage-graph.ts";
import type { Pipeline, Stage } from "./stage.ts";

/** What happens to a stage. `restore`: its results are taken from the run cache instead of making them again. */
export interface PlannedStage {
  readonly stage: string;
  readonly action: "run" | "restore" | "skip";
  /** One line. */
  readonly reason: string;
}

/** What the world says about a stage. */
export interface StageSituation {
  readonly facts: StageFacts;
  /** Whether the run cache has a record for the stage as it is now. */
  readonly isRestorable: boolean;
  /** Run it whatever it was. */
  readonly isForced: boolean;
}

/** Decides about one stage, when what is above it is done. */
export function planStage(stage: Stage, situation: StageSituation, options: StalenessOptions): PlannedStage {
  if (situation.isForced) return { stage: stage.name, action: "run", reason: "asked for" };
  const changes = findChanges(stage, situation.facts, options);
  const reason = describeChanges(changes);
  if (changes.length === 0) return { stage: stage.name, action: "skip", reason };
  return { stage: stage.name, action: canRestore(changes, situation) ? "restore" : "run", reason };
}

function canRestore(changes: readonly Change[], situation: StageSituation): boolean {
  return situation.isRestorable && !changes.some((change) => change.what === "always changed");
}

/**
 * The whole plan in advance: a stage below one that runs or is restored is planned to run, because its inputs may change.
 *
 * @param ordered stages so that each comes after those it needs.
 */
export function planReproduction(
  ordered: Pipeline,
  situations: ReadonlyMap<string, StageSituation>,
  options: StalenessOptions,
): readonly PlannedStage[] {
  const planned = new Map<string, PlannedStage>();
  for (const stage of ordered) {
    const situation = situations.get(stage.name);
    if (situation === undefined) continue;
    const own = planStage(stage, situation, options);
    const above = upstreamOf(stage, ordered).find((other) => isMoved(planned.get(other.name)));
    const isPushed = own.action === "skip" && above !== undefined && !stage.isFrozen;
    planned.set(stage.name, isPushed ? { ...own, action: "run", reason: `${above.name} runs first` } : own);
  }
  return [...planned.values()];
}

function isMoved(planned: PlannedStage | undefined): boolean {
  return planned !== undefined && planned.action !== "skip";
}
