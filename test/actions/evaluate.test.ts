import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readZip } from "../../src/adapters/github/read-zip.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { evaluationReportSchema } from "../../src/evaluation/report-schema.ts";
import { createRandom } from "../../src/math/random.ts";
import { WorkflowSandbox } from "../sandbox-runner/workflow-sandbox.ts";

const policy = `version: 1
models:
  late:
    artifact: model.onnx
    task: binary-classification
    evaluation: { data: rows.csv, target: late, id: id, metrics: [roc_auc], resamples: 100 }
    gates: [{ metric: roc_auc, min: 0.99 }]
`;
const action = `name: evaluate
inputs:
  token: { required: true }
  working-directory: { default: . }
  config: { default: .github/pawl.yml }
  artifact: { default: pawl-report }
outputs: { result: { description: r }, verdict: { description: v }, reason-code: { description: c } }
runs: { using: node24, main: main.mjs }
`;

function rows(): string {
  const random = createRandom(1);
  const lines = Array.from({ length: 200 }, (_, row) => {
    const [x1, x2] = [random.nextFloat(), random.nextFloat()];
    return `r${row},${x1},${x2},${random.nextFloat() < x1 ? 1 : 0}`;
  });
  return ["id,x1,x2,late", ...lines, ""].join("\n");
}

function workflow(directory: string): string {
  return `on: push
jobs:
  evaluate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: cp ${directory}/model.onnx model.onnx
      - uses: ./.github/actions/evaluate
        id: evaluate
        with: { token: "\${{ github.token }}" }
      - if: always()
        run: echo "verdict=\${{ steps.evaluate.outputs.verdict }} code=\${{ steps.evaluate.outputs.reason-code }}"
`;
}

describe("the evaluate action in a workflow", () => {
  let directory: string;
  let sandbox: WorkflowSandbox;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "pawl-evaluate-action-"));
    const model = fileURLToPath(new URL("../fixtures/evaluation/logistic-good.onnx", import.meta.url));
    await cp(model, join(directory, "model.onnx"));
    await writeFile(join(directory, "rows.csv"), rows());
    sandbox = await WorkflowSandbox.start();
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  it("fails with the gate's reason and uploads the report for the bot", async () => {
    const { run, logs } = await sandbox.run(workflow(directory), {
      ".github/pawl.yml": policy,
      ".github/actions/evaluate/action.yml": action,
      ".github/actions/evaluate/main.mjs": `await import(${JSON.stringify(resolve("actions/evaluate/main.ts"))});\n`,
      "rows.csv": rows(),
    });
    const log = Object.values(logs).join("\n");
    expect(log).toContain("late: 1 of 1 gates failed; roc_auc:");
    expect(log).toContain("verdict=fail code=evaluation.gate-failed");
    expect(run.conclusion).toBe("failure");

    const { url, adminToken } = sandbox.github;
    const [repository] = sandbox.github.context.store
      .collection<{ fullName: string }>("repositories")
      .list("");
    const github = createGitHub({
      apiUrl: url,
      repository: repository?.fullName ?? "",
      auth: { token: adminToken },
    });
    const artifacts = await github.workflows.listArtifacts(run.id);
    const artifact = artifacts.find(({ name }) => name === "pawl-report");
    const pages = artifacts.find(({ name }) => name === "pawl-report-pages");
    const shown = await readZip(await github.workflows.downloadArtifact(pages?.id ?? 0, 2 ** 20), {
      isAllowed: () => true,
    });
    expect([...shown.keys()].sort()).toEqual(["late.html", "late.json", "late.md"]);
    expect(new TextDecoder().decode(shown.get("late.md"))).toMatch(/^### ❌ late: 1 of 1 gate failed/);
    const zip = await github.workflows.downloadArtifact(artifact?.id ?? 0, 2 ** 20);
    const files = await readZip(zip, { isAllowed: (name) => name.endsWith(".json") });
    expect([...files.keys()]).toEqual(["late.json"]);
    const report = evaluationReportSchema.parse(JSON.parse(new TextDecoder().decode(files.get("late.json"))));
    expect(report).toMatchObject({ model: "late", outcome: "first", verdict: "fail", headSha: run.headSha });
  });
});
