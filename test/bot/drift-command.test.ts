import { describe, expect, it } from "vitest";
import { readState } from "../../src/app/stored-state.ts";
import { driftResponseSchema } from "../../src/monitoring/drift-response.ts";
import {
  answersOn,
  openCommandWorld,
  openDriftIssue,
  say,
  type CommandWorld,
} from "../support/command-world.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";

const ref = "refs/pawl/drift/delay/production/data";
const response = ({ context }: CommandWorld) =>
  readState({ ref, schema: driftResponseSchema }, context.github);

describe("/ml drift", () => {
  it("ack says in the issue who looks after it", async () => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state);
    await say(world, "tom", '/ml drift ack --reason "on @it | x"', issue);
    expect(await response(world)).toMatchObject({ acknowledged: { by: "tom", reason: "on @it | x" } });
    const body = world.state.issues.get(issue)?.body ?? "";
    expect(body).toContain("- **Acknowledged** by tom on 2026-02-01: on @\u200Bit \\| x");
    expect(body.indexOf("pawl:drift-response")).toBeLessThan(body.indexOf("`/ml drift ack`"));
    await say(world, "will", "/ml drift ack", issue);
    const again = world.state.issues.get(issue)?.body ?? "";
    expect(again.match(/\*\*Acknowledged\*\* by will/g)).toHaveLength(1);
    expect(again).not.toContain("by tom");
    expect(again.split("\n")[0]).toBe(body.split("\n")[0]);
  });

  it("snooze holds until its end", async () => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state);
    await say(world, "tom", "/ml drift snooze 36h", issue);
    expect(await response(world)).toMatchObject({ snoozed: { until: "2026-02-02T12:00:00.000Z" } });
    expect(world.state.issues.get(issue)?.body).toContain("**Snoozed** until 2026-02-02 12:00 UTC by tom");
    expect(world.state.issues.get(issue)?.state).toBe("open");
  });

  it.each([
    ["/ml drift snooze", "needs a duration"],
    ["/ml drift ack 7d", "takes no duration"],
    ["/ml drift snooze 7weeks", "must be a duration"],
    ["/ml drift snoze 7d", "did you mean snooze"],
  ])("%o is refused: %s", async (body, text) => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state);
    await say(world, "tom", body, issue);
    expect(answersOn(world, issue)[0]).toContain(text);
    expect(await response(world)).toBeUndefined();
  });

  it("false-alarm closes the issue and counts", async () => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state);
    await say(world, "tom", '/ml drift false-alarm --reason "new codes"', issue);
    expect(world.state.issues.get(issue)).toMatchObject({ state: "closed" });
    expect(world.state.issues.get(issue)?.body).toContain(
      "**False alarms**: 1 of 1 ended by a person; raise the limit",
    );
    await say(world, "tom", "/ml drift resolve", issue);
    expect((await response(world))?.outcomes.map(({ outcome }) => outcome)).toEqual([
      "false-alarm",
      "resolved",
    ]);
  });

  it("retrain needs write, and dispatches for this issue", async () => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state);
    expect((await say(world, "tom", "/ml drift retrain", issue)).outcome.reasonCode).toBe("denied.role");
    expect((await say(world, "will", "/ml drift retrain", issue)).outcome.reasonCode).toBe("dispatched");
    expect(world.state.dispatches).toEqual([
      {
        workflow: "pawl.yml",
        ref: "main",
        inputs: {
          verb: "retrain",
          model: "delay",
          issue: String(issue),
          run: expect.stringContaining('"asker":{"login":"will"') as unknown,
        },
      },
    ]);
  });

  it("counts on no issue that somebody made look like one", async () => {
    const world = openCommandWorld();
    const issue = openDriftIssue(world.state, "mallory");
    expect((await say(world, "tom", "/ml drift ack", issue)).outcome.reasonCode).toBe("denied.place");
    expect(await response(world)).toBeUndefined();
  });

  it("converges after a crash before or after each of its writes", async () => {
    const { reconcileComment } = await import("../../bot/reconcile/comment.ts");
    const { digestOf } = await import("../../bot/events.ts");
    const { addComment } = await import("../support/github-fake/conversation.ts");
    const { person } = await import("../support/bot-world.ts");
    const body = "/ml drift false-alarm";
    for (let write = 1; write <= 6; write += 1) {
      for (const when of ["before", "after"] as const) {
        const world = openCommandWorld();
        const issue = openDriftIssue(world.state);
        const id = addComment(world.state, issue, body, person(world.state, "tom"));
        world.state.fault = { write, when };
        const run = () => reconcileComment({ id, digest: digestOf(body) }, world.context);
        await run().catch((error: unknown) => {
          if (!isFault(error)) throw error;
        });
        await run();
        expect(world.state.issues.get(issue)?.state).toBe("closed");
        expect(answersOn(world, issue)).toHaveLength(1);
        expect((await response(world))?.outcomes).toHaveLength(1);
      }
    }
  });
});
