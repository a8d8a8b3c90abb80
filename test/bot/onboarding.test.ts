import { describe, expect, it } from "vitest";
import { reconcileOnboarding } from "../../bot/reconcile/onboarding.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { parsePolicy } from "../../src/config/parse-policy.ts";
import { PawlError } from "../../src/errors.ts";
import { readWorkflowTemplate } from "../../src/runtime/workflow-template.ts";
import { createBotWorld } from "../support/bot-world.ts";
import { fakeSha, type FakeState } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";

const pipeline = "stages:\n  train:\n    cmd: python train.py\n    outs: [models/delay.onnx]\n";
const branchRef = "refs/heads/pawl/onboarding";

/** A repository without Pawl's files. */
function createBareWorld(dvcYaml?: string) {
  const readOnboardingWorkflow = (): Promise<string> => readWorkflowTemplate("pawl-app.yml");
  const world = createBotWorld({ readOnboardingWorkflow });
  world.state.files.clear();
  world.state.refs.set("refs/heads/main", fakeSha(1));
  if (dvcYaml !== undefined) world.state.files.set(`${fakeSha(1)}:dvc.yaml`, dvcYaml);
  return world;
}

const openedIn = (state: FakeState) =>
  state.writes.filter(({ operation }) => operation === "pullRequests.create").map(({ args }) => args[0]);
const filesIn = (state: FakeState): ReadonlyMap<string, string> =>
  state.commits.get(state.refs.get(branchRef) ?? "")?.files ?? new Map();

describe("onboarding", () => {
  it("opens one pull request with the policy made of dvc.yaml and the App's workflow", async () => {
    const { context, state } = createBareWorld(pipeline);
    for (let count = 0; count < 3; count += 1) {
      await reconcile({ kind: "repository", repository: "acme/flights" }, context);
    }
    expect(openedIn(state)).toEqual([
      expect.objectContaining({ title: "Set up Pawl", head: "pawl/onboarding", base: "main" }),
    ]);
    const files = filesIn(state);
    expect([...files.keys()].toSorted()).toEqual([".github/pawl.yml", ".github/workflows/pawl.yml"]);
    const parsed = parsePolicy(files.get(".github/pawl.yml") ?? "");
    expect(parsed.policy?.models).toMatchObject({ delay: { artifact: "models/delay.onnx" } });
    expect(files.get(".github/workflows/pawl.yml")).toContain('branches: ["main"]');
    expect(state.refs.get("refs/heads/main")).toBe(fakeSha(1));
  });

  it("explains what is missing without dvc.yaml, and without a model in it", async () => {
    for (const [text, says] of [
      [undefined, "There is no `dvc.yaml`"],
      ["stages: {}\n", "No stage of `dvc.yaml` names an ONNX file"],
      ["stages: [[[", "No stage of `dvc.yaml` names an ONNX file"],
      [`a: &a [x]\nb: [${"*a,".repeat(5000)}]\n`, "No stage of `dvc.yaml` names an ONNX file"],
      [`#${"x".repeat(2_000_000)}`, "No stage of `dvc.yaml` names an ONNX file"],
    ] as const) {
      const { context, state } = createBareWorld(text);
      expect(await reconcileOnboarding(context)).toBe("opened");
      expect(JSON.stringify(openedIn(state))).toContain(says);
      expect(parsePolicy(filesIn(state).get(".github/pawl.yml") ?? "").policy?.models).toEqual({});
    }
  });

  it("lets no path of dvc.yaml write keys into the policy", async () => {
    const evil =
      'stages:\n  t:\n    cmd: x\n    outs: ["a.onnx\\n  evil: {}", "b: c.onnx", "../../m.onnx"]\n';
    const { context, state } = createBareWorld(evil);
    await reconcileOnboarding(context);
    const { policy } = parsePolicy(filesIn(state).get(".github/pawl.yml") ?? "");
    expect(Object.keys(policy?.models ?? {})).not.toContain("evil");
  });

  it.each([".github/pawl.yml", ".github/workflows/pawl.yml"])(
    "is not for a repository with %s",
    async (path) => {
      const { context, state } = createBareWorld(pipeline);
      state.files.set(`${fakeSha(1)}:${path}`, "broken: [");
      expect(await reconcileOnboarding(context)).toBe("set-up");
      expect(state.writes).toEqual([]);
    },
  );

  it("never comes back after it was closed without a merge, the branch deleted or not", async () => {
    const { context, state } = createBareWorld(pipeline);
    await reconcileOnboarding(context);
    for (const [number, pull] of state.pullRequests)
      state.pullRequests.set(number, { ...pull, state: "closed" });
    expect(await reconcileOnboarding(context)).toBe("asked");
    state.refs.delete(branchRef);
    expect(await reconcileOnboarding(context)).toBe("asked");
    expect(openedIn(state)).toHaveLength(1);
  });

  it("is nothing in an empty repository, nor as a workflow", async () => {
    const { context, state } = createBareWorld(pipeline);
    state.refs.delete("refs/heads/main");
    expect(await reconcileOnboarding(context)).toBe("empty");
    const { readOnboardingWorkflow: _, ...workflow } = context;
    expect(await reconcileOnboarding(workflow)).toBe("off");
    expect(state.writes).toEqual([]);
  });

  it("tells the log when the App may not write workflows, and opens nothing", async () => {
    const { context, state } = createBareWorld(pipeline);
    // GitHub refuses the tree that holds the workflow file, before there is a branch.
    const message = "GitHub refused POST /repos/{owner}/{repo}/git/trees (403): Resource not accessible";
    const create = () => Promise.reject(new PawlError("github.request-failed", { message }));
    const github = { ...context.github, commits: { ...context.github.commits, create } };
    const warnings: string[] = [];
    const log = { ...context.log, warning: (line: string) => void warnings.push(line) };
    expect(await reconcileOnboarding({ ...context, github, log })).toBe("not-permitted");
    expect(warnings.join()).toContain("workflows: write");
    expect(openedIn(state)).toEqual([]);
  });

  it("comes back to a request that GitHub did not answer", async () => {
    const { context } = createBareWorld(pipeline);
    const message = "No answer from GitHub to POST /repos/{owner}/{repo}/git/trees: socket hang up";
    const create = () => Promise.reject(new PawlError("github.request-failed", { message }));
    const github = { ...context.github, commits: { ...context.github.commits, create } };
    await expect(reconcileOnboarding({ ...context, github })).rejects.toThrow("No answer");
  });

  it("ends in one pull request after a crash before or after each of its writes", async () => {
    const oracle = createBareWorld(pipeline);
    await reconcileOnboarding(oracle.context);
    expect(oracle.state.writes).toHaveLength(3);
    for (const write of [1, 2, 3]) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = createBareWorld(pipeline);
        state.fault = { write, when };
        await reconcileOnboarding(context).catch((error: unknown) => {
          if (!isFault(error)) throw error;
        });
        await reconcileOnboarding(context);
        expect(state.pullRequests.size).toBe(1);
        expect(filesIn(state).size).toBe(2);
      }
    }
  });
});
