import type { DemoStep } from "../step.ts";
import { harmful, helpful, fromFork, timeline, wordsOnly } from "../timeline.ts";
import type { World } from "../world.ts";
import { closeStep, driftStep, quietMonitorStep, retrainBranch, retrainStep, trafficStep } from "./live.ts";
import { mergeStep, promoteStep, refusalStep, rollbackStep } from "./promotion.ts";
import { pullRequestSteps } from "./pull-requests.ts";
import { setUpSteps } from "./set-up.ts";
import { verifyStep } from "./verify.ts";

/** The whole loop of the product, in order. `root` is Pawl's own folder. */
export function allSteps(world: World, root: string): readonly DemoStep[] {
  const improvement = (): Promise<string> => Promise.resolve(helpful.branch);
  const retraining = (): Promise<string> => retrainBranch(world);
  const { ordinary, drifted, mended } = timeline;
  return [
    ...setUpSteps(world, root),
    ...pullRequestSteps(world),
    mergeStep(world, improvement, "v2.0.0"),
    refusalStep(world, improvement),
    promoteStep(world, { branch: improvement, environment: "staging", version: "v2.0.0" }),
    promoteStep(world, { branch: improvement, environment: "production", version: "v2.0.0" }),
    trafficStep(world, { name: "Ordinary days, live over HTTP", version: "v2.0.0", period: ordinary }),
    quietMonitorStep(world, ordinary.to),
    trafficStep(world, { name: "Calm days that the model has not seen", version: "v2.0.0", period: drifted }),
    driftStep(world, drifted.to),
    retrainStep(world),
    mergeStep(world, retraining, "v2.0.1"),
    promoteStep(world, { branch: retraining, environment: "staging", version: "v2.0.1" }),
    promoteStep(world, { branch: retraining, environment: "production", version: "v2.0.1" }),
    trafficStep(world, { name: "The days after, with the new version", version: "v2.0.1", period: mended }),
    closeStep(world, mended.to),
    rollbackStep(world, retraining, "v2.0.0"),
    verifyStep(world, {
      versions: ["v1.0.0", "v2.0.0", "v2.0.1"],
      assigned: { staging: ["v2.0.0", "v2.0.1"], production: ["v2.0.0", "v2.0.1", "v2.0.0"] },
      pulls: async () => [
        { branch: wordsOnly.branch, hasReport: false },
        { branch: helpful.branch, hasReport: true },
        { branch: harmful.branch, hasReport: true },
        { branch: fromFork.branch, hasReport: true },
        { branch: await retraining(), hasReport: true },
      ],
    }),
  ];
}
