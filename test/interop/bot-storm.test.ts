import { describe, expect, it } from "vitest";
import { runStorm } from "../../bench/bot/storm.ts";

describe("the bot in a storm", () => {
  it("loses nothing and doubles nothing: deliveries lost, doubled and shuffled, GitHub failing, SIGKILL", async () => {
    const { lost, double, restarts } = await runStorm({
      pulls: 3,
      deliveries: 60,
      seed: 5,
      sweepSeconds: 2,
      faults: { hangs: 0, limitSeconds: 2 },
      kills: 2,
      killEveryMs: 1000,
    });
    expect({ lost, double, restarts }).toEqual({ lost: [], double: [], restarts: 2 });
  }, 120_000);
});
