import { describe, expect, it } from "vitest";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { registerVersion } from "../support/bot-world.ts";
import {
  createDashboardWorld,
  keptPin,
  theDashboard,
  type DashboardWorld,
} from "../support/dashboard-world.ts";
import { setPin } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";

describe("the pin of the dashboard", () => {
  it("is set once, when the bot opens it, and nothing is asked of it afterwards", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    expect([...world.state.pins.now]).toEqual([number]);
    expect(keptPin(world)).toBe("pinned");
    const { issues } = world.context.github;
    const context = {
      ...world.context,
      github: {
        ...world.context.github,
        issues: { ...issues, readPin: () => Promise.reject(new TypeError()) },
      },
    };
    await registerVersion(world.context, "v1.1.0", fakeSha(51));
    world.later();
    expect((await reconcile({ kind: "dashboard", repository: "acme/flights" }, context)).reasonCode).toBe(
      "dashboard.written",
    );
  });

  it("that a person took away is not set again: by a redraw, nor when the ref is lost", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    setPin(world.state, number, false);
    await registerVersion(world.context, "v1.1.0", fakeSha(51));
    await world.render();
    expect(world.state.pins.now.size).toBe(0);
    world.state.refs.delete("refs/pawl/dashboard");
    await world.render();
    expect(world.state.pins.now.size).toBe(0);
    expect(keptPin(world)).toBe("left");
  });

  it("that a person took away between our pin and its completion is not set again", async () => {
    const world = await createDashboardWorld();
    // Issue, commit and ref with the number, then the pin: its answer is lost.
    world.state.fault = { write: world.state.writes.length + 4, when: "after" };
    await expect(world.render()).rejects.toSatisfy(isFault);
    const { number } = await theDashboard(world);
    expect(keptPin(world)).toBe("wanted");
    setPin(world.state, number, false);
    await world.render();
    expect(world.state.pins.now.size).toBe(0);
    expect(keptPin(world)).toBe("left");
  });

  it.each([
    ["limit", (world: DashboardWorld) => [1, 2, 3].forEach((number) => setPin(world.state, number, true))],
    ["denied", (world: DashboardWorld) => void (world.state.pins.answer = "denied")],
    ["unavailable", (world: DashboardWorld) => void (world.state.pins.answer = "none")],
  ])(
    "that cannot be is %s, an answer, said once, and the page is there all the same",
    async (pin, arrange) => {
      const world = await createDashboardWorld();
      arrange(world);
      const said: string[] = [];
      const log = { ...world.context.log, info: (message: string) => void said.push(message) };
      for (let count = 0; count < 3; count += 1) {
        world.later();
        await reconcile({ kind: "dashboard", repository: "acme/flights" }, { ...world.context, log });
      }
      expect((await theDashboard(world)).state).toBe("open");
      expect(keptPin(world)).toBe(pin);
      expect(said.filter((line) => line.includes(`(dashboard.pin-${pin})`))).toHaveLength(1);
    },
  );

  it("of a dashboard from before there were pins is left to people", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    world.state.pins.now.clear();
    world.state.pins.ever.clear();
    const file = JSON.stringify({ schema: "pawl.dashboard/1", number });
    const sha = await world.context.github.commits.create({ message: "x", files: { "state.json": file } });
    world.state.refs.set("refs/pawl/dashboard", sha);
    await world.render();
    expect(world.state.pins.now.size).toBe(0);
  });

  it("of a dashboard that was deleted is set on the next one", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    world.state.issues.delete(number);
    world.state.pins.now.delete(number);
    await world.render();
    expect([...world.state.pins.now]).toEqual([(await theDashboard(world)).number]);
  });

  it("by two bots at once is one, and neither fails for good", async () => {
    const world = await createDashboardWorld();
    world.state.fault = { write: world.state.writes.length + 4, when: "before" };
    await expect(world.render()).rejects.toSatisfy(isFault);
    await Promise.allSettled([world.render(), world.render()]);
    await world.render();
    expect(world.state.pins.now.size).toBe(1);
    expect(keptPin(world)).toBe("pinned");
  });
});
