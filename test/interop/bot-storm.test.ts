import { describe, expect, it } from "vitest";
import { buildBot } from "../../bench/bot/bot-process.ts";
import { runStorm } from "../../bench/bot/storm.ts";
import { createStormTemplate } from "../../bench/bot/world.ts";

describe("the bot in a storm", () => {
  it("loses nothing and doubles nothing: deliveries lost, doubled and shuffled, GitHub failing, SIGKILL", async () => {
    using program = await buildBot();
    using template = await createStormTemplate(6);
    const { lost, double, restarts, effects } = await runStorm({
      program,
      template,
      deliveries: 300,
      seed: 5,
      faults: { hangs: 0, limitSeconds: 2 },
      kills: 2,
    });
    expect({ lost, double, restarts }).toEqual({ lost: [], double: [], restarts: 2 });
    // Two promotions by themselves, and what people asked for.
    expect(effects.deployments).toBeGreaterThan(2);
    expect(effects.deployments).toBe(effects.assignments);
    // The dashboard, one about each model's Releases, and one about the rollback.
    expect(effects.issues).toBe(4);
  }, 300_000);
});
