import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkflowSandbox } from "../sandbox-runner/workflow-sandbox.ts";
import { actCases } from "./act-cases.ts";
import { runInSandbox, runWithAct } from "./act-peer.ts";

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

describe("results, outputs and summaries agree with act 0.2.89", () => {
  const agreed = actCases.filter(({ difference }) => difference === undefined);
  it.each(agreed)("$name", async ({ files }) => {
    const ours = await runInSandbox(sandbox, files);
    expect(Object.keys(ours)).not.toEqual([]);
    expect(ours).toEqual(await runWithAct(files));
  });
});

describe("known differences", () => {
  const different = actCases.flatMap(({ name, files, difference }) =>
    difference === undefined ? [] : [{ name, files, ...difference }],
  );
  it.each(different)("$name: $reason", async ({ files, act }) => {
    const theirs = await runWithAct(files);
    expect(theirs).toEqual(act);
    expect(await runInSandbox(sandbox, files)).not.toEqual(theirs);
  });
});
