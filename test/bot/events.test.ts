import { describe, expect, it } from "vitest";
import { keysOf } from "../../bot/events.ts";

const repository = { id: 7, full_name: "acme/flights", default_branch: "main" };
const person = { type: "User", login: "ana" };
const comment = { id: 3, body: "/ml help", user: person };

describe("what a comment's event asks for", () => {
  it("is a look at the comment when a person wrote it just now", () => {
    const keys = keysOf("issue_comment", { action: "created", comment, sender: person, repository });
    expect(keys).toMatchObject([{ kind: "comment", id: 3 }]);
  });

  it.each([
    ["an edited comment", { action: "edited" }],
    ["a deleted comment", { action: "deleted" }],
    ["a comment that a bot wrote", { sender: { type: "Bot", login: "x[bot]" } }],
    ["a comment that an organization wrote", { sender: { type: "Organization", login: "acme" } }],
    ["a comment without a command", { comment: { ...comment, body: "well done" } }],
  ])("is nothing of %s", (_, change) => {
    const event = { action: "created", comment, sender: person, repository, ...change };
    expect(keysOf("issue_comment", event)).toEqual([]);
  });
});

describe("what a button's event asks for", () => {
  const event = {
    action: "requested_action",
    check_run: { id: 5 },
    requested_action: { identifier: "reevaluate" },
    sender: person,
    repository,
  };

  it("is what the button says when a person pressed it", () => {
    expect(keysOf("check_run", event)).toMatchObject([
      { kind: "button", action: "reevaluate", sender: "ana" },
    ]);
  });

  it.each([
    ["a button that a bot presses", { sender: { type: "Bot", login: "x[bot]" } }],
    ["a button that we do not have", { requested_action: { identifier: "deploy" } }],
    ["a name that is none", { sender: { type: "User", login: "ana\n/ml ok" } }],
    ["a check that was only created", { action: "created" }],
  ])("is nothing of %s", (_, change) => {
    expect(keysOf("check_run", { ...event, ...change })).toEqual([]);
  });
});
