import { describe, expect, it } from "vitest";
import { buildBot } from "../../bench/bot/bot-process.ts";
import { runPromotionRounds } from "../../bench/bot/promotion-rounds.ts";

describe("promotions to one slot, approved at once on bots that share PostgreSQL (S6)", () => {
  it("have one winner, one tag and one Deployment, and the others are told that their plan is stale", async () => {
    using program = await buildBot();
    const size = { program, rounds: 1, processes: 3, promotions: 12 };
    const { wrong, double, reasons } = await runPromotionRounds(size);
    expect({ wrong, double }).toEqual({ wrong: [], double: [] });
    expect(reasons).toEqual({ promoted: 1, "stale.plan": 11 });
  }, 300_000);
});
