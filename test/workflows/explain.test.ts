import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ActionsSandbox, type SeenPull, type SeenRun } from "../support/actions-sandbox.ts";
import { lateFiles, lateTemplates, params, pipelineOf, rows } from "../support/late-project.ts";

let sandbox: ActionsSandbox;
let pull: SeenPull;
beforeAll(async () => {
  sandbox = await ActionsSandbox.start();
  await sandbox.createRepository(lateFiles, lateTemplates("pawl.yml"));
  pull = await sandbox.propose("everything", {
    "dvc.yaml": pipelineOf("ana"),
    "params.yaml": params("logistic-good"),
    "rows.csv": rows(2),
  });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

/** The runs that a comment started, once nothing is under way. */
async function say(body: string): Promise<readonly SeenRun[]> {
  const before = new Set(sandbox.runs().map(({ run }) => run.id));
  await sandbox.octokit.rest.issues.createComment({
    owner: "acme",
    repo: "late",
    issue_number: pull.number,
    body,
  });
  await sandbox.idle();
  return sandbox.runs().filter(({ run }) => !before.has(run.id));
}

async function resultOf({ run }: SeenRun): Promise<string> {
  const marker = `<!-- pawl:reply v=1 to=explanation:${run.id} `;
  const found = (await sandbox.comments(pull.number)).filter((body) => body.startsWith(marker));
  expect(found).toHaveLength(1);
  return found[0] ?? "";
}

describe("/ml explain --run with the workflow file that users copy", () => {
  it("trains each combination in a job that may write nothing, and its shares come into a comment", async () => {
    sandbox.takeStageRuns();
    const started = await say("/ml explain --run");
    const dispatched = started.find(({ run }) => run.event === "workflow_dispatch");
    if (dispatched === undefined) throw new Error((await sandbox.comments(pull.number)).join("\n\n"));
    expect(dispatched.run.displayTitle).toMatch(new RegExp(`^run explain ${pull.number} ${pull.headSha} `));
    expect(dispatched.logs["run"]).not.toContain("##[error]");
    expect(dispatched.jobs["run"]?.conclusion).toBe("success");
    const text = await resultOf(dispatched);
    // Bytes of the model do not change what it answers, and the rows are those of the head for all.
    expect(text).toMatch(/### late: ROC AUC \+(0\.\d+) = code 0\.0+, parameters \+\1, data 0\.0+/);
    expect(text).toContain("on 300 rows of data/test.csv");
    expect(text).toContain("- **Code**: dvc.yaml");
    expect(text).toContain("- **Parameters**: params.yaml: train.weights");
    expect(text).toContain("- **Data**: rows.csv");
    expect(text).toContain("```mermaid");
    expect(dispatched.jobs["run"]?.summary).toContain("### late: ROC AUC");
    // Champion and challenger are known; new rows alone are featurized once, whatever else is new.
    const trained = sandbox.takeStageRuns().filter((name) => name === "train");
    expect(trained.length).toBeGreaterThan(0);
    expect(trained.length).toBeLessThanOrEqual(6);
    const { head } = (
      await sandbox.octokit.rest.pulls.get({ owner: "acme", repo: "late", pull_number: pull.number })
    ).data;
    expect(head.sha).toBe(pull.headSha);
  });
});
