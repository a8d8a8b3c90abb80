import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { interpolate } from "../../sandbox/runner/expression.ts";
import type { Json } from "../../sandbox/runner/json.ts";

const actionSchema = z.looseObject({
  name: z.string(),
  description: z.string().max(160),
  inputs: z.record(
    z.string(),
    z.looseObject({ description: z.string().min(10), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.looseObject({ description: z.string().min(10) })).default({}),
  runs: z.looseObject({ using: z.literal("node24") }),
});

const files = ["action.yml", ...readdirSync("actions").map((verb) => `actions/${verb}/action.yml`)].filter(
  (path) => existsSync(path),
);

function read(path: string): z.infer<typeof actionSchema> {
  return actionSchema.parse(parse(readFileSync(path, "utf8")));
}

/** The default of an input on an event. */
function defaultOn(event: Json, path: string, input: string): string {
  const contexts = { github: { token: "t", event } };
  return interpolate(read(path).inputs[input]?.default ?? "", { contexts, functions: [] });
}

const repository = { id: 1 };
const events: Readonly<Record<string, Json>> = {
  push: { repository },
  workflow_dispatch: { repository, inputs: { verb: "deploy", deployment: "7" } },
  deployment: { repository, deployment: { id: 8 } },
  "pull request": pullRequest({ id: 1 }),
  fork: pullRequest({ id: 2 }),
  "deleted fork": pullRequest(null),
};

function pullRequest(headRepository: Json): Json {
  const base = { sha: "b".repeat(40), repo: repository };
  return { repository, pull_request: { base, head: { ref: "better", repo: headRepository } } };
}

describe.each(files)("%s", (path) => {
  it("describes what goes in and what comes out", () => {
    const { outputs } = read(path);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["result", "reason-code"]));
  });

  it.each(Object.entries(events))("has defaults that can be evaluated on: %s", (_, event) => {
    for (const input of Object.keys(read(path).inputs)) {
      expect(defaultOn(event, path, input)).not.toMatch(/\$\{\{|^(null|undefined|Object)$/);
    }
  });
});

describe("the default of", () => {
  it.each([
    ["action.yml", "base", "push", ""],
    ["action.yml", "base", "pull request", "b".repeat(40)],
    ["action.yml", "branch", "push", ""],
    ["action.yml", "branch", "pull request", "better"],
    ["action.yml", "branch", "fork", ""],
    ["action.yml", "branch", "deleted fork", ""],
    ["actions/evaluate/action.yml", "base", "push", ""],
    ["actions/evaluate/action.yml", "branch", "pull request", "better"],
    ["actions/evaluate/action.yml", "branch", "fork", ""],
    ["actions/feature/action.yml", "push", "push", "true"],
    ["actions/feature/action.yml", "push", "pull request", "true"],
    ["actions/feature/action.yml", "push", "fork", "false"],
    ["actions/train/action.yml", "push", "deleted fork", "false"],
    ["actions/deploy/action.yml", "deployment", "deployment", "8"],
    ["actions/deploy/action.yml", "deployment", "workflow_dispatch", "7"],
  ])("%s: %s on %s is '%s'", (path, input, event, expected) => {
    expect(defaultOn(events[event] ?? null, path, input)).toBe(expected);
  });
});
