import type { Clock } from "../../src/ports/clock.ts";
import type { Workflows } from "../../src/ports/github/workflows.ts";
import type { FakeState } from "./github-fake/fake-state.ts";

/** A clock that only moves when somebody waits. */
export function createWaitingClock(start: string): Clock & { readonly waitedMs: () => number } {
  let waitedMs = 0;
  return {
    now: () => new Date(Date.parse(start) + waitedMs),
    sleep: async (durationMs) => {
      waitedMs += durationMs;
    },
    waitedMs: () => waitedMs,
  };
}

/**
 * Workflows that list a run only some time after it was dispatched, as GitHub does; and whose dispatched runs are over, and a
 * failure, by the time that they are listed.
 */
export function lagWorkflows(
  workflows: Workflows,
  {
    state,
    clock,
    lagMs,
  }: { readonly state: FakeState; readonly clock: Pick<Clock, "now">; readonly lagMs: number },
): Workflows {
  const seenMs = new Map<number, number>();
  return {
    ...workflows,
    listRuns: async (filter) => {
      const nowMs = clock.now().getTime();
      const runs = await workflows.listRuns(filter);
      return runs.flatMap((run) => {
        const isDispatched = run.event === "workflow_dispatch";
        if (!isDispatched) return [run];
        if (nowMs - (seenMs.get(run.id) ?? nowMs) < lagMs) return [];
        return [{ ...run, status: "completed", conclusion: "failure" }];
      });
    },
    dispatch: async (...asked) => {
      const before = new Set(state.runs.keys());
      try {
        return await workflows.dispatch(...asked);
      } finally {
        for (const id of state.runs.keys()) if (!before.has(id)) seenMs.set(id, clock.now().getTime());
      }
    },
  };
}
