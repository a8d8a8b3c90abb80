import type { RecentRunsMemory } from "../../src/app/ledger/recent-runs.ts";
import type { Worker } from "../../src/app/promotion/ports.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import type { Log } from "../../src/ports/log.ts";

/** What every reconciler gets: the live repository, and how the bot runs. */
export interface BotContext {
  /** How keys name the repository; never its address, which `github` knows. */
  readonly repository: string;
  readonly github: GitHub;
  readonly clock: Clock;
  readonly log: Log;
  /** As a server that has its queue for itself: the name under which promotions are carried out. */
  readonly worker?: Worker | undefined;
  /** Unpacks an artifact that somebody else packed; throws for anything odd. */
  readonly readArchive: (
    bytes: Uint8Array,
    isAllowed: (name: string) => boolean,
  ) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** As a server that onboards: the text of the workflow for a repository that has none. */
  readonly readOnboardingWorkflow?: () => Promise<string>;
  /** As a server: what was read of the run ledger's newest segments, so that a redraw reads only what is new. */
  readonly recentRuns?: RecentRunsMemory;
  /** As a workflow: the run that the bot is the last job of, and whether its other jobs included the pipeline. */
  readonly ownRun?: { readonly id: number; readonly ranPipeline: boolean };
  /** As a workflow: a Deployment made with the workflow's token starts nothing, so the bot dispatches it. */
  readonly dispatchesDeployments: boolean;
}
