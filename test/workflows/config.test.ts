import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationReportSchema } from "../../src/evaluation/report-schema.ts";
import { ActionsSandbox, type Files, type SeenRun } from "../support/actions-sandbox.ts";
import { lateFiles, lateTemplates, pipeline, policy, rows } from "../support/late-project.ts";

const workflowPath = ".github/workflows/pawl.yml";

/** A workflow with one job an action; the key is its name, the value its inputs as flow YAML. */
function workflow(jobs: Readonly<Record<string, string>>): string {
  const texts = Object.entries(jobs).map(([verb, inputs]) => {
    const uses = verb === "pipeline" ? "pawl-ml/pawl@v1" : `pawl-ml/pawl/actions/${verb}@v1`;
    return `
  ${verb}:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v5
        with: { ref: "\${{ github.event.pull_request.head.sha }}", fetch-depth: 0 }
      - { uses: ${uses}, id: pawl, with: { ${inputs} } }
      - if: always()
        run: echo "reason-code=\${{ steps.pawl.outputs.reason-code }}"
`;
  });
  return `on: pull_request\njobs:${texts.join("")}`;
}

let sandbox: ActionsSandbox;
beforeAll(async () => {
  sandbox = await ActionsSandbox.start();
  const { [workflowPath]: _, ...templates } = lateTemplates("pawl.yml");
  const files = { ...lateFiles, [workflowPath]: workflow({ pipeline: "" }) };
  await sandbox.createRepository({ ...files, ".github/pawl.yml": policy(0.8) }, templates);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

async function propose(branch: string, files: Files): Promise<SeenRun> {
  const { runs } = await sandbox.propose(branch, files);
  const [run] = runs;
  if (run === undefined) throw new Error("no run started");
  expect(run.run.conclusion).toBe("failure");
  return run;
}

/** Error annotations of a job without the runner's own. */
function errors(run: SeenRun, key: string) {
  return (run.jobs[key]?.annotations ?? []).filter(({ message }) => !message.startsWith("Process completed"));
}

describe("broken files", () => {
  it("stop every action before its first stage, with all problems at once on their lines", async () => {
    const run = await propose("broken", {
      ".github/pawl.yml": policy(0.8).replace("version: 1", "version: 7").replace("task:", "tsk:"),
      "dvc.yaml":
        "stages:\n  train:\n    cmd: touch ran\n    out: [a]\n  other:\n    deps: 7\n    cmd: touch ran\n",
      [workflowPath]: workflow({ pipeline: "", feature: "", evaluate: "" }),
    });
    expect(sandbox.takeStageRuns()).toEqual([]);
    for (const job of ["pipeline", "feature", "evaluate"]) {
      const found = errors(run, job);
      const last = found.pop()?.message ?? "";
      expect(found.map(({ path, startLine }) => `${path}:${startLine}`).toSorted()).toEqual([
        ".github/pawl.yml:1",
        ".github/pawl.yml:4",
        ".github/pawl.yml:5",
        "dvc.yaml:4",
        "dvc.yaml:6",
      ]);
      expect(last).toMatch(/^5 problems; nothing was run:\n/);
      for (const { message } of found) expect(last).toContain(message);
      expect(last).toContain("did you mean task?");
      expect(run.logs[job]).toContain("reason-code=config.invalid");
      expect(run.logs[job]).not.toContain(" > touch ran");
    }
    const artifacts = await sandbox.readReports(run.run.id);
    expect(artifacts).toEqual({});
  });
});

describe("wrong inputs", () => {
  it("are told all at once, with what there is", async () => {
    const inputs = { pipeline: 'issue: abc, token: ""', feature: "push: perhaps", train: "model: latte" };
    const run = await propose("inputs", {
      [workflowPath]: workflow({ ...inputs, evaluate: "config: nowhere.yml" }),
    });
    const told = (key: string): string =>
      errors(run, key)
        .map(({ message }) => message)
        .join("\n");
    expect(told("pipeline")).toMatch(/^The inputs of pawl pipeline are not valid:\ntoken: .+\nissue: .+\n/);
    expect(told("feature")).toMatch(/^The inputs of pawl feature are not valid:\npush: .*"true"/);
    expect(told("train")).toContain("model: latte is no model of the policy; there are late.");
    expect(told("evaluate")).toContain("nowhere.yml does not exist");
    expect(run.logs["evaluate"]).toContain("reason-code=config.missing");
  });
});

describe("a pull request that goes wrong", () => {
  it("names the stage, its command, its exit status and its last lines", async () => {
    const command = "echo first; echo the weights are gone >&2; exit 3";
    const run = await propose("fails", {
      "dvc.yaml": pipeline.replace("mkdir -p models", `{ ${command}; }`),
    });
    const [error, ...more] = errors(run, "pipeline");
    expect(more).toEqual([]);
    expect(error?.message).toMatch(/^Stage train failed: `\{ echo first; .+` exited with 3\.\n/);
    expect(error?.message).toContain("\nfirst\nthe weights are gone\nCorrect the stage and run again");
    expect(run.logs["pipeline"]).toContain("reason-code=stage.failed");
  });

  it("fails in one line at its gate, and uploads the report all the same", async () => {
    const run = await propose("gate", { "rows.csv": rows(2) });
    const [error, ...more] = errors(run, "pipeline");
    expect(more).toEqual([]);
    expect(error?.message).toMatch(
      /^late: 1 of 1 gates failed; roc_auc: .+ is below 0\.8 \(evaluation\.gate-failed\)$/,
    );
    expect(run.logs["pipeline"]).toContain("reason-code=evaluation.gate-failed");
    expect(run.jobs["pipeline"]?.summary).toMatch(/^### ❌ late: 1 of 1 gate failed/);
    const reports = await sandbox.readReports(run.run.id);
    expect(evaluationReportSchema.parse(reports["late.json"])).toMatchObject({ verdict: "fail" });
  });
});
