import type { StepMemory } from "./play.ts";
import type { StepResult } from "./step.ts";
import type { World } from "./world.ts";

function nameOf(step: string): string {
  return `step-${encodeURIComponent(step)}`;
}

/** Keeps the results of finished steps in the state folder. Pages follow the sandbox when its port had to change. */
export function createStepMemory(world: World): StepMemory {
  const { origin } = new URL(world.pages);
  return {
    recall: (step) => {
      const text = world.remembered(nameOf(step));
      if (text === undefined) return undefined;
      // Written by `keep` below, whole or not at all.
      const { origin: earlier, result } = JSON.parse(text) as { origin: string; result: StepResult };
      return { ...result, url: result.url.replace(earlier, origin) };
    },
    keep: (result) => world.remember(nameOf(result.name), JSON.stringify({ origin, result })),
  };
}
