import type { StageFailure, StageResult } from "./stage-result.ts";

/** Told how a run comes along, for those who watch it. */
export interface StageProgress {
  /** A stage starts. @param waiting how many have not started yet. */
  onStart(stage: string, waiting: number): void;
  /** A stage ended, well or not. */
  onEnd(result: StageResult | StageFailure): void;
}

/** Nobody watches. */
export const unwatched: StageProgress = { onStart: () => undefined, onEnd: () => undefined };
