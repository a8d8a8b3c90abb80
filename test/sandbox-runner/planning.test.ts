import { describe, expect, it } from "vitest";
import { ConcurrencyGroups } from "../../sandbox/runner/concurrency.ts";
import { readDispatchInputs } from "../../sandbox/runner/dispatch-inputs.ts";
import { jobPermissions } from "../../sandbox/runner/job-permissions.ts";
import { expandMatrix } from "../../sandbox/runner/matrix.ts";
import { passesFilter } from "../../sandbox/runner/ref-filter.ts";
import { isTriggered } from "../../sandbox/runner/trigger.ts";
import { SecretMask } from "../../sandbox/runner/secret-mask.ts";
import { parseWorkflowFile } from "../../sandbox/runner/workflow.ts";

describe("a matrix", () => {
  it("is the product of its axes without what is excluded, extended by include", () => {
    const rows = expandMatrix({
      os: ["a", "b"],
      n: [1, 2],
      exclude: [{ os: "b", n: 2 }],
      include: [
        { os: "a", extra: true },
        { os: "c", n: 9 },
      ],
    });
    expect(rows).toEqual([
      { os: "a", n: 1, extra: true },
      { os: "a", n: 2, extra: true },
      { os: "b", n: 1 },
      { os: "c", n: 9 },
    ]);
  });

  it("of includes alone makes one job for each", () => {
    expect(expandMatrix({ include: [{ a: 1 }, { a: 2 }] })).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("with an axis that is no list is refused", () => {
    expect(() => expandMatrix({ n: 3 })).toThrow("strategy.matrix.n must be a list");
  });
});

describe("filters", () => {
  it.each([
    [["main"], ["main"], true],
    [["releases/**"], ["releases/1/x"], true],
    [["releases/*"], ["releases/1/x"], false],
    [["v[12].[0-9]+"], ["v1.10"], true],
    [["**", "!docs/**"], ["docs/a.md"], false],
    [["**/*.py"], ["a.py"], true],
  ])("%j take %j: %s", (only, names, passes) => {
    expect(passesFilter(names, { only })).toBe(passes);
  });
});

async function starts(
  on: string,
  event: string,
  payload: Record<string, never> | object,
  action = "",
): Promise<boolean> {
  const workflow = await parseWorkflowFile("w.yml", `on:\n${on}\njobs: {a: {runs-on: x, steps: [{run: a}]}}`);
  expect(workflow.errors).toEqual([]);
  const change = { event, action, repositoryId: 1, actorId: 1, payload: payload as Record<string, never> };
  return isTriggered(workflow, { change, changedPaths: () => Promise.resolve(["src/a.ts"]) });
}

describe("triggers", () => {
  it("take a push by branch and path", async () => {
    const payload = { ref: "refs/heads/main" };
    expect(await starts("  push: {branches: [main], paths: ['src/**']}", "push", payload)).toBe(true);
    expect(await starts("  push: {branches: [main], paths: ['docs/**']}", "push", payload)).toBe(false);
    expect(await starts("  push: {branches-ignore: [main]}", "push", payload)).toBe(false);
    expect(await starts("  push: {branches: [main]}", "push", { ref: "refs/tags/v1" })).toBe(false);
  });

  it("take a pull request's usual activity types unless others are written", async () => {
    expect(await starts("  pull_request:", "pull_request", {}, "synchronize")).toBe(true);
    expect(await starts("  pull_request:", "pull_request", {}, "labeled")).toBe(false);
    expect(await starts("  pull_request: {types: [labeled]}", "pull_request", {}, "labeled")).toBe(true);
  });

  it("take a finished workflow by its name", async () => {
    const payload = { workflow_run: { name: "train", head_branch: "main" } };
    expect(
      await starts(
        "  workflow_run: {workflows: [train], types: [completed]}",
        "workflow_run",
        payload,
        "completed",
      ),
    ).toBe(true);
    expect(await starts("  workflow_run: {workflows: [other]}", "workflow_run", payload, "completed")).toBe(
      false,
    );
  });
});

describe("dispatch inputs", () => {
  const text = `on:
  workflow_dispatch:
    inputs:
      epochs: {type: number, default: 3}
      dry: {type: boolean}
      size: {type: choice, options: [s, m], default: s}
      name: {required: true}
jobs: {a: {runs-on: x, steps: [{run: a}]}}`;

  it("get their defaults and types", async () => {
    const workflow = await parseWorkflowFile("w.yml", text);
    expect(readDispatchInputs(workflow, { name: "x", dry: "true" })).toEqual({
      epochs: 3,
      dry: true,
      size: "s",
      name: "x",
    });
  });

  it.each([
    [{}, "Required input 'name' not provided"],
    [{ name: "x", size: "xl" }, "Provided value 'xl' for input 'size' not in the list"],
    [{ name: "x", foo: "1" }, 'Unexpected inputs provided: ["foo"]'],
  ])("refuse %j", async (given, message) => {
    const workflow = await parseWorkflowFile("w.yml", text);
    expect(() => readDispatchInputs(workflow, given as Record<string, string>)).toThrow(message);
  });
});

describe("a concurrency group", () => {
  it("runs one, keeps the newest waiting, cancels the one that runs when asked", async () => {
    const groups = new ConcurrencyGroups();
    const { signal } = new AbortController();
    const cancelled: string[] = [];
    const enter = (name: string, cancelInProgress = false): Promise<() => void> =>
      groups.enter({ group: "G", cancelInProgress, cancel: () => cancelled.push(name) }, signal);
    const leaveFirst = await enter("first");
    void enter("second");
    const third = enter("third");
    expect(cancelled).toEqual(["second"]);
    leaveFirst();
    const leaveThird = await third;
    const fourth = enter("fourth", true);
    expect(cancelled).toEqual(["second", "third"]);
    leaveThird();
    await fourth;
  });
});

describe("job permissions", () => {
  it("are what is written, read-only for a fork, the defaults when nothing is written", () => {
    const defaults = { contents: "read" } as const;
    const written = { contents: "write", "pull-requests": "read", issues: "none" };
    expect(jobPermissions({ written, defaults, isFromFork: false })).toEqual({
      contents: "write",
      pull_requests: "read",
      metadata: "read",
    });
    expect(jobPermissions({ written, defaults, isFromFork: true })["contents"]).toBe("read");
    expect(jobPermissions({ written: undefined, defaults, isFromFork: false })).toEqual({
      contents: "read",
      metadata: "read",
    });
    expect(jobPermissions({ written: {}, defaults, isFromFork: false })).toEqual({ metadata: "read" });
  });
});

describe("secret masks", () => {
  it("hide a value, each of its lines, and its encoded forms", () => {
    const mask = new SecretMask();
    mask.add("s3cret/value\nsecond-line");
    const encoded = Buffer.from("x-access:s3cret/value").toString("base64");
    expect(mask.redact("a s3cret/value b second-line c s3cret%2Fvalue")).toBe("a *** b *** c ***");
    expect(mask.redact(Buffer.from("s3cret/value").toString("base64"))).not.toContain("czNjcmV0");
    expect(encoded).toBeDefined();
  });
});
