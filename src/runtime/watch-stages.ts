import type { StageProgress } from "../app/pipeline/stage-progress.ts";

/** What happened to the stages of a run that may end in an error. */
export interface StageWatch {
  readonly progress: StageProgress;
  /** Address of the stage that failed; `undefined` when none did. */
  readonly failedStage: () => string | undefined;
}

/** Watches a run. */
export function watchStages(): StageWatch {
  let failed: string | undefined;
  return {
    progress: {
      onStart: () => undefined,
      onEnd: ({ stage, state }) => {
        if (state === "failed") failed ??= stage;
      },
    },
    failedStage: () => failed,
  };
}
