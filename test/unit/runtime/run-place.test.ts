import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { recordRun, type RunPlace } from "../../../src/app/ledger/run-place.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const asked = {
  request: "12-comment-5-1",
  asker: { login: "will", id: 13, request: "issuecomment-5" },
  pull: "12",
};

let event: string;
beforeEach(() => {
  event = join(temporaryDirectory(), "event.json");
  vi.stubEnv("GITHUB_EVENT_PATH", event);
  vi.stubEnv("GITHUB_EVENT_NAME", "workflow_dispatch");
  vi.stubEnv("GITHUB_ACTOR", "pawl[bot]");
  vi.stubEnv("GITHUB_ACTOR_ID", "7");
  vi.stubEnv("GITHUB_TRIGGERING_ACTOR", "pawl[bot]");
  vi.stubEnv("GITHUB_REF", "refs/heads/main");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The place of a run that was dispatched with this input `run`; a record of it can be kept. */
function placeOf(run: unknown): RunPlace {
  const text = typeof run === "string" ? run : JSON.stringify(run);
  writeFileSync(event, JSON.stringify({ inputs: { verb: "retrain", run: text } }));
  const place = describeRunPlace(new Date(0), new Date(1000), "c".repeat(40));
  renderRecord(recordRun(place, "m", { verb: "retrain", model: null, state: "done", reasonCode: null }));
  return place;
}

const isBots = (place: RunPlace): void => {
  expect(place.actor).toEqual({ id: 7, login: "pawl[bot]", type: "Bot", role: null });
  expect(place.trigger).not.toHaveProperty("request");
  expect(place.trigger.pullRequest).toBeNull();
};

describe("a run that the bot dispatched because somebody asked", () => {
  it("is theirs, and names the pull request and the comment", () => {
    const { actor, trigger } = placeOf(asked);
    expect(actor).toEqual({ id: 13, login: "will", type: "User", role: null });
    expect(trigger).toMatchObject({ pullRequest: 12, request: "issuecomment-5" });
  });

  it("is theirs without a pull request or a comment, too: a label, a box", () => {
    const { actor, trigger } = placeOf({ asker: { login: "will", id: null, request: null } });
    expect(actor).toMatchObject({ id: null, login: "will" });
    expect(trigger).not.toHaveProperty("request");
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{]"],
    ["no object", [1]],
    ["a login that is none", { ...asked, asker: { ...asked.asker, login: "a b\n" } }],
    ["an id that is none", { ...asked, asker: { ...asked.asker, id: -1 } }],
    ["a request that is none", { ...asked, asker: { ...asked.asker, request: "issuecomment-5 or 6" } }],
    ["a pull request that is none", { ...asked, pull: "1e3" }],
    ["too much", { ...asked, more: "x".repeat(200_000) }],
  ])("is the bot's when the input holds %s", (_, run) => {
    isBots(placeOf(run));
  });

  it("is the bot's without the event's file", () => {
    isBots(describeRunPlace(new Date(0), new Date(1000), ""));
  });

  it("is the person's who dispatched it by hand, or runs it again, whatever the input says", () => {
    vi.stubEnv("GITHUB_TRIGGERING_ACTOR", "mia");
    expect(placeOf(asked)).toMatchObject({ actor: { login: "mia" }, trigger: { pullRequest: null } });
  });
});
