import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { buildProfile } from "../../src/drift/profile.ts";
import { monitorReportSchema } from "../../src/monitoring/monitor-report-schema.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import type { RepositoryRecord } from "../../sandbox/github/records.ts";
import { WorkflowSandbox } from "../sandbox-runner/workflow-sandbox.ts";

const values = Array.from({ length: 600 }, (_, index) => index % 100);
const policy = `version: 1
models:
  late:
    artifact: model.onnx
    task: regression
    environments: { production: {} }
    monitoring:
      predictions: \${LOG}
      open_after: 2 of 3
      checks: [data_drift, prediction_drift]
      limits: { min_rows: 100 }
      retrain: { on: [data_drift] }
`;

/** The jobs of the template, with its permissions, and the action from its source. */
function workflow(directory: string): string {
  const main = resolve("actions/monitor/main.ts");
  return `name: pawl
run-name: "\${{ inputs.verb == 'retrain' && format('retrain {0} #{1}', inputs.model, inputs.issue) || inputs.verb }}"
on:
  workflow_dispatch:
    inputs:
      verb: { type: string }
      model: { type: string, default: "" }
      issue: { type: string, default: "" }
      until: { type: string, default: "" }
permissions: {}
jobs:
  monitor:
    if: inputs.verb == 'monitor'
    runs-on: ubuntu-latest
    permissions: { actions: write, contents: read, deployments: read, issues: write, pull-requests: read }
    steps:
      - run: mkdir -p .github && cp ${directory}/pawl.yml .github/pawl.yml
      - run: ${process.execPath} ${main} && cp "$RUNNER_TEMP/pawl-monitor-result.json" ${directory}/result.json && cp "$RUNNER_TEMP/pawl-monitor-report.md" ${directory}/report.md
        env:
          INPUT_TOKEN: \${{ github.token }}
          INPUT_UNTIL: \${{ inputs.until }}
          INPUT_WORKING-DIRECTORY: .
          INPUT_CONFIG: .github/pawl.yml
          LOG: ${directory}/log
  retrain:
    if: inputs.verb == 'retrain'
    runs-on: ubuntu-latest
    steps:
      - run: echo "retraining \${{ inputs.model }} for \${{ inputs.issue }}"
`;
}

describe("the monitor action in a workflow", () => {
  let directory: string;
  let sandbox: WorkflowSandbox;
  let repository: RepositoryRecord;
  let github: GitHub;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "pawl-monitor-action-"));
    await writeFile(join(directory, "pawl.yml"), policy);
    sandbox = await WorkflowSandbox.start();
    repository = await sandbox.createRepository("flights");
    const { after } = sandbox.commit(repository, { ".github/workflows/pawl.yml": workflow(directory) });
    const { url, adminToken } = sandbox.github;
    github = createGitHub({ apiUrl: url, repository: repository.fullName, auth: { token: adminToken } });
    await putLive(github, after);
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  async function writeDay(date: string, shift: number): Promise<void> {
    const lines = values.map((value) =>
      JSON.stringify({
        schema: "pawl.prediction/1",
        model: "late",
        version: "v1.0.0",
        environment: "production",
        id: null,
        timestamp: `${date}T08:00:00Z`,
        servedAt: `${date}T08:00:00Z`,
        inputs: { distance: value + shift },
        score: value,
      }),
    );
    const folder = join(directory, "log", "production", "late", `date=${date}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "a.jsonl"), `${lines.join("\n")}\n`);
  }

  async function monitorUntil(until: string) {
    await github.workflows.dispatch("pawl.yml", "main", { verb: "monitor", until });
    const runs = await sandbox.finished(repository);
    const failed = runs.filter(({ run }) => run.conclusion !== "success");
    expect(failed.map(({ logs }) => logs)).toEqual([]);
    const result = monitorReportSchema.parse(
      JSON.parse(await readFile(join(directory, "result.json"), "utf8")),
    );
    return { runs, result };
  }
  const driftIssues = () => github.issues.list({ labels: ["ml/drift", "model:late"], state: "all" });

  it("opens one issue as github-actions, starts one retraining, and closes the issue when the drift has ended", async () => {
    await writeDay("2001-05-01", 70);
    await writeDay("2001-05-02", 70);
    const first = await monitorUntil("2001-05-03T00:00:00Z");
    expect(first.result.openAlerts).toBe(1);
    expect(first.runs.flatMap(({ logs }) => Object.values(logs)).join()).toContain("retraining late for");
    const [issue] = await driftIssues();
    expect(issue).toMatchObject({ state: "open", authorLogin: "github-actions[bot]" });
    expect(await readFile(join(directory, "report.md"), "utf8")).toContain(
      "🔴 **1 drift issue stands open**",
    );

    const again = await monitorUntil("2001-05-03T00:00:00Z");
    expect(again.result.models[0]?.alerts[0]).toMatchObject({
      issue: { number: issue?.number },
      retrain: { decision: "nothing", reasonCode: "retrain.already-asked" },
    });
    expect((await driftIssues()).map(({ body }) => body)).toEqual([issue?.body]);

    await writeDay("2001-05-03", 0);
    await writeDay("2001-05-04", 0);
    const last = await monitorUntil("2001-05-05T00:00:00Z");
    expect(last.result.openAlerts).toBe(0);
    expect(await driftIssues()).toMatchObject([{ number: issue?.number, state: "closed" }]);
    expect(await github.comments.list(issue?.number ?? 0)).toHaveLength(2);
  });
});

async function putLive(github: GitHub, commitSha: string): Promise<void> {
  const tag = { name: "late@v1.0.0", message: "v1.0.0", commitSha, taggedAt: "2001-04-30T00:00:00Z" };
  await github.gitData.createTag(tag);
  const release = await github.releases.create(tag.name, { name: tag.name, body: "", draft: false });
  const profile = buildProfile({ columns: new Map([["distance", values]]), scores: values });
  const bytes = new TextEncoder().encode(JSON.stringify(profile));
  await github.releases.uploadAsset(release.id, {
    name: "profile.json",
    contentType: "application/json",
    bytes,
  });
  const deployment = await github.deployments.create({
    ref: tag.name,
    environment: "production",
    description: "late v1.0.0",
    payload: {
      schema: "pawl.deployment/1",
      model: "late",
      version: "v1.0.0",
      environment: "production",
      tag: "late#production#1",
      sha256: "0".repeat(64),
    },
  });
  await github.deployments.createStatus(deployment.id, { state: "success", description: "live" });
}
