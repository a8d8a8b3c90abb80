import { array, assert, boolean, constantFrom, date, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { planRedeliveries, redeliverLost } from "../../bot/redeliver.ts";
import type { HookDelivery } from "../../src/ports/github/hook-deliveries.ts";

const now = new Date("2026-02-01T12:00:00Z");
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
let nextId = 0;
const attempt = (guid: string, minutes: number, isOk: boolean, event = "push"): HookDelivery => {
  nextId += 1;
  return { id: nextId, guid, event, deliveredAt: minutesAgo(minutes), isOk };
};

describe("the plan of redeliveries", () => {
  it("asks once for each event without a good attempt, by its newest attempt, oldest event first", () => {
    const lostTwice = [attempt("a", 90, false), attempt("a", 30, false)];
    const healed = [attempt("b", 80, false), attempt("b", 20, true)];
    const lost = attempt("c", 60, false);
    const plan = planRedeliveries([...lostTwice, ...healed, lost], now);
    expect(plan).toEqual([lost, lostTwice[1]]);
  });

  it.each<[string, readonly HookDelivery[]]>([
    ["an attempt that may be on its way", [attempt("a", 0.5, false)]],
    ["an event that nobody listens to", [attempt("a", 60, false, "star")]],
    ["a name that is no event", [attempt("a", 60, false, "__proto__")]],
    ["an event that was tried five times", [1, 2, 3, 4, 5].map((hours) => attempt("a", hours * 60, false))],
    ["nothing", []],
  ])("leaves out %s", (_, log) => {
    expect(planRedeliveries(log, now)).toEqual([]);
  });

  it("is bounded, has no event twice, and asks for nothing that arrived", () => {
    const attempts = record({
      id: integer({ min: 1 }),
      guid: integer({ min: 0, max: 300 }).map(String),
      event: constantFrom("push", "star"),
      deliveredAt: date({ min: minutesAgo(4000), max: now, noInvalidDate: true }),
      isOk: boolean(),
    });
    assert(
      property(array(attempts, { maxLength: 400 }), (log) => {
        const plan = planRedeliveries(log, now);
        const arrived = new Set(log.filter(({ isOk }) => isOk).map(({ guid }) => guid));
        const guids = plan.map(({ guid }) => guid);
        return (
          plan.length <= 100 &&
          new Set(guids).size === guids.length &&
          guids.every((guid) => !arrived.has(guid))
        );
      }),
    );
  });

  it("looks back less than three days, and counts what GitHub took", async () => {
    const asked: number[] = [];
    const sinces: Date[] = [];
    const gone = attempt("a", 60, false);
    const kept = attempt("b", 60, false);
    const deliveries = {
      listSince: async (since: Date) => {
        sinces.push(since);
        return [gone, kept];
      },
      redeliver: async (id: number) => {
        asked.push(id);
        return id === kept.id;
      },
    };
    expect(await redeliverLost(deliveries, { now: () => now })).toBe(1);
    expect(asked).toEqual([gone.id, kept.id]);
    expect(sinces[0]?.getTime()).toBeGreaterThan(now.getTime() - 3 * 24 * 3_600_000);
  });
});
