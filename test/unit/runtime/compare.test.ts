import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import { commitAll, git, gitEnvironment, writeFiles } from "../../support/git-world.ts";
import { lateFiles, rows } from "../../support/late-project.ts";

const main = resolve("src/cli/main.ts");
let work: string;

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function pawl(...args: readonly string[]): Promise<Ran> {
  const command = [main, "--cd", work, "compare", ...args];
  return new Promise((done) => {
    execFile(process.execPath, command, { env: gitEnvironment() }, (error, stdout, stderr) =>
      done({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

async function reportOf(...args: readonly string[]) {
  const { stdout } = await pawl(...args, "--json");
  const [report] = z.object({ reports: z.array(evaluationReportSchema) }).parse(JSON.parse(stdout)).reports;
  return report;
}

function putModel(name: string): void {
  copyFileSync(`test/fixtures/evaluation/${name}.onnx`, join(work, "models/model.onnx"));
}

/** Weak model as `late@v1.0.0`, good one as `late@v1.1.0`, weak again on main; models are in git, without DVC. */
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "pawl-compare-"));
  mkdirSync(join(work, "models"), { recursive: true });
  git(work, "init", "--quiet", "--initial-branch=main");
  const { ".github/pawl.yml": _, ...files } = lateFiles;
  writeFiles(work, {
    ...files,
    "dvc.yaml": "stages: {}\nmetrics: [m.json]\n",
    "data/test.csv": rows(1),
    "m.json": '{"size": 3}',
    ".github/pawl.yml": `version: 1
models:
  late:
    artifact: models/model.onnx
    task: binary-classification
    evaluation: { data: data/test.csv, target: late, id: id, metrics: [roc_auc], resamples: 200, slice_search: false, importance: false }
    gates: [{ metric: roc_auc, max_regression: 0.01 }, { metric: "m.json:size", max: 5 }]
`,
  });
  putModel("logistic-weak");
  commitAll(work, "weak");
  git(work, "tag", "--annotate", "--message=v1.0.0", "late@v1.0.0");
  putModel("logistic-good");
  writeFileSync(join(work, "m.json"), '{"size": 4}');
  commitAll(work, "good");
  git(work, "tag", "--annotate", "--message=v1.1.0", "late@v1.1.0");
  putModel("logistic-weak");
  writeFileSync(join(work, "m.json"), '{"size": 9}');
  commitAll(work, "weak again");
});

afterAll(() => rmSync(work, { recursive: true }));

describe("comparing two revisions", () => {
  it("scores the models of two registered versions on the rows of the work tree", async () => {
    const report = await reportOf("late@v1.0.0", "late@v1.1.0");
    expect(report).toMatchObject({
      verdict: "pass",
      champion: { source: "release", version: "v1.0.0" },
      challenger: { source: "release", version: "v1.1.0" },
      data: { path: "data/test.csv", rows: 300 },
    });
    const [auc, size] = report?.metrics ?? [];
    expect(auc?.verdict).toBe("better");
    expect([size?.champion?.value, size?.challenger?.value]).toEqual([3, 4]);
    expect(report?.headSha).toBe(git(work, "rev-parse", "late@v1.1.0^{commit}"));
  });

  it("fails its gates with status 3, each said in text, and as Markdown", async () => {
    const text = await pawl("late@v1.1.0");
    expect([text.status, text.stderr]).toEqual([3, ""]);
    expect(text.stdout).toMatch(
      /^late: 300 rows of data\/test\.csv\nMetric +Base +Head +Change +Verdict\nroc_auc /,
    );
    expect(text.stdout).toMatch(/\nfail +roc_auc Δ ≥ −0\.01 +worse by /);
    expect(text.stdout).toMatch(/\nfail +m\.json:size ≤ 5 +9 is above 5/);
    const markdown = await pawl("late@v1.1.0", "main", "--md");
    expect([markdown.status, markdown.stdout.startsWith("### ❌ late: 2 of 2 gates failed")]).toEqual([
      3,
      true,
    ]);
  });

  it("changes nothing in the work tree, and judges by its rows as they are now", async () => {
    writeFileSync(join(work, "data/test.csv"), rows(7));
    const report = await reportOf("main~2", "main~1");
    expect(report?.challenger).toMatchObject({ source: "base", version: null });
    expect(git(work, "status", "--porcelain")).toBe("M data/test.csv");
    git(work, "checkout", "--quiet", "data/test.csv");
  });

  it("says what is wrong with a revision, a model, or one that has no model file", async () => {
    expect(await pawl("nowhere")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("nowhere is no commit") as string,
    });
    expect(await pawl("main", "main", "--model", "x")).toMatchObject({ status: 2 });
    expect((await pawl("--output=x", "main")).status).toBe(2);
    git(work, "checkout", "--quiet", "-b", "empty");
    git(work, "rm", "--quiet", "models/model.onnx");
    git(work, "commit", "--quiet", "--message=none");
    expect(await pawl("main", "empty")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("(data.missing)") as string,
    });
  });
});
