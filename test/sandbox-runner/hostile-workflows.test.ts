import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluateExpression } from "../../sandbox/runner/expression.ts";
import { expandMatrix } from "../../sandbox/runner/matrix.ts";
import { WorkflowSandbox, type FinishedRun } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
});
afterAll(async () => {
  // After all of it the runner still works.
  const { run } = await sandbox.run(
    `on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }`,
  );
  expect(run.conclusion).toBe("success");
  await sandbox[Symbol.asyncDispose]();
});

const job = (rest: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${rest}`;

function allLogs({ logs }: FinishedRun): string {
  return Object.values(logs).join("\n");
}

describe("a broken graph of jobs fails the run and says why", () => {
  it.each([
    [
      "two jobs that need each other",
      `on: push\njobs: { a: { needs: b, runs-on: x, steps: [{ run: a }] }, b: { needs: a, runs-on: x, steps: [{ run: a }] } }`,
      /at least one job with no dependencies/,
    ],
    [
      "a job that needs itself",
      `on: push\njobs: { a: { needs: a, runs-on: x, steps: [{ run: a }] }, c: { runs-on: x, steps: [{ run: a }] } }`,
      /[Cc]ycle|depends|itself/,
    ],
    [
      "a job that is not there",
      `on: push\njobs: { a: { needs: gone, runs-on: x, steps: [{ run: a }] }, b: { runs-on: x, steps: [{ run: a }] } }`,
      /gone/,
    ],
    ["no job", "on: push\njobs: {}", /at least one job/],
    ["a list instead of a mapping", "on: push\njobs: [1]", /A sequence was not expected/],
    [
      "aliases that multiply",
      `on: push\nx: &a [1,1,1,1,1,1,1,1,1,1]\ny: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nz: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nw: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\nv: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\njobs: { a: { runs-on: x, steps: [{ run: a }] } }`,
      /alias|Unexpected value/i,
    ],
  ])("%s", async (_, text, message) => {
    const finished = await sandbox.run(text);
    expect(finished.run.conclusion).toBe("failure");
    expect(allLogs(finished)).toMatch(message);
    expect(finished.jobs[0]?.annotations[0]?.message).toMatch(message);
  });
});

describe("a matrix", () => {
  const digits = Array.from({ length: 10 }, (_, n) => n);

  it("of 10,000 jobs is refused before any is made", async () => {
    const finished = await sandbox.run(
      job(
        `    strategy: { matrix: { a: [${digits.join()}], b: [${digits.join()}], c: [${digits.join()}], d: [${digits.join()}] } }\n    steps: [{ run: "true" }]`,
      ),
    );
    expect(finished.jobs.map(({ conclusion }) => conclusion)).toEqual(["failure"]);
    expect(allLogs(finished)).toContain("strategy.matrix makes 10000 jobs, at most 256 are allowed");
  });

  it("of ten thousand million combinations too, with excludes or without", () => {
    const axes = Object.fromEntries(digits.map((n) => [`k${n}`, digits]));
    expect(() => expandMatrix(axes)).toThrow("makes 10000000000 jobs");
    expect(() => expandMatrix({ ...axes, exclude: digits.map((n) => ({ k0: n })) })).toThrow("makes");
    const half = { a: digits, b: digits, c: digits, exclude: digits.slice(2).map((n) => ({ a: n })) };
    expect(expandMatrix(half)).toHaveLength(200);
  });
});

describe("expressions", () => {
  const scope = { contexts: { inputs: { x: "y".repeat(1000) } }, functions: [] };

  it("that would make a huge text stop at GitHub's bound", () => {
    const nested = Array.from({ length: 12 }).reduce<string>(
      (inner) => `format('{0}{0}{0}{0}', ${inner})`,
      "inputs.x",
    );
    expect(() => evaluateExpression(nested, scope)).toThrow("maximum allowed memory size was exceeded");
    const list = JSON.stringify(Array.from({ length: 100 }, () => "z".repeat(100)));
    const joined = `join(fromJSON('${list}'), join(fromJSON('${list}'), join(fromJSON('[1,2,3,4,5,6,7,8,9]'), inputs.x)))`;
    expect(() => evaluateExpression(joined, scope)).toThrow("maximum allowed memory size was exceeded");
  });

  it("that are too long or too deep are refused", () => {
    expect(() => evaluateExpression(`'${"x".repeat(21_001)}'`, scope)).toThrow(
      "Exceeded max expression length 21000",
    );
    expect(() => evaluateExpression(`${"(".repeat(200)}1${")".repeat(200)}`, scope)).toThrow(/depth/i);
    expect(() =>
      evaluateExpression(`fromJSON('${"[".repeat(10_000)}${"]".repeat(10_000)}')`, scope),
    ).toThrow();
  });

  it("fail their step, and the job goes on to its cleanup", async () => {
    const bomb = "format('{0}{0}{0}{0}{0}{0}{0}{0}', ".repeat(12) + "github.sha" + ")".repeat(12);
    const { logs, run } = await sandbox.run(
      job(`    steps:\n      - { run: "echo \${{ ${bomb} }}" }\n      - { if: always(), run: echo cleanup }`),
    );
    expect(run.conclusion).toBe("failure");
    expect(logs["a"]).toContain("maximum allowed memory size was exceeded");
    expect(logs["a"]).toContain("Z cleanup");
  });
});

describe("output of steps", () => {
  it("of many lines and of one line without end is bounded, and its secrets stay hidden", async () => {
    const repository = await sandbox.createRepository("loud");
    sandbox.runner.setSecret(repository.fullName, "KEY", "open-sesame-secret");
    const text = job(`    steps:
      - name: split over writes
        env: { KEY: "\${{ secrets.KEY }}" }
        run: |
          printf 'here: %s' "\${KEY%ame-secret}"; sleep 0.2; printf 'ame-secret\\n'
          printf 'no newline: %s' "$KEY"
      - name: long
        env: { KEY: "\${{ secrets.KEY }}" }
        run: |
          node -e '
            const key = process.env.KEY;
            const limit = 1024 * 1024;
            // The limit cuts the secret in two.
            process.stdout.write("a".repeat(limit - 9) + key + "b".repeat(30 * limit) + "\\n");
            process.stdout.write("after the long line\\n");
          '
      - run: yes 'a line of fifty characters, more or less, for a log' | head -n 100000
      - run: echo the end`);
    sandbox.push(repository, { ".github/workflows/w.yml": text });
    const [finished] = await sandbox.finished(repository);
    const log = finished?.logs["a"] ?? "";
    expect(finished?.run.conclusion).toBe("success");
    expect(log.includes("here: ***")).toBe(true);
    expect(log.includes("no newline: ***")).toBe(true);
    expect(/open-ses|sesame/.test(log)).toBe(false);
    expect(log.includes("(the line is longer than 1048576 characters)")).toBe(true);
    expect(log.includes("Z after the long line")).toBe(true);
    expect(log.includes("Z the end")).toBe(true);
    expect(log.match(/for a log/g)?.length).toBeGreaterThanOrEqual(100_000);
    expect(log.length).toBeLessThan(15_000_000);
  });

  it("of command files is bounded", async () => {
    const { logs, run } = await sandbox.run(
      job(`    outputs: { v: "\${{ steps.s.outputs.v }}" }
    steps:
      - run: head -c 70000000 /dev/zero | tr '\\0' x >> "$GITHUB_ENV"
        continue-on-error: true
      - run: head -c 2000000 /dev/zero | tr '\\0' x >> "$GITHUB_STEP_SUMMARY"
      - { id: s, run: 'echo "v=$(head -c 2000000 /dev/zero | tr "\\0" x)" >> "$GITHUB_OUTPUT"' }`),
    );
    expect(logs["a"]).toContain("a command file has 70000000 bytes");
    expect(logs["a"]).toContain("$GITHUB_STEP_SUMMARY upload aborted");
    expect(logs["a"]).toContain("The outputs of the job have 2000000 bytes, at most 1048576 are allowed");
    expect(run.conclusion).toBe("failure");
  });
});

describe("names of artifacts", () => {
  it.each(["..", ".", "../up", "a/b", "a\\b", "a:b", "x".repeat(300)])(
    "such as %j are refused",
    async (name) => {
      const { logs, run } = await sandbox.run(
        job(`    steps:
      - run: echo a > a.txt
      - { uses: actions/upload-artifact@v4, with: { name: ${JSON.stringify(name)}, path: a.txt } }`),
      );
      expect(run.conclusion).toBe("failure");
      expect(logs["a"]).toMatch(/The artifact name is (not valid|longer)/);
    },
  );

  it("are refused by the artifact service, whoever speaks to it", async () => {
    const tools = await sandbox.createRepository("raw");
    sandbox.commit(tools, {
      "action.yml": "name: raw\nruns: { using: node24, main: main.mjs }",
      "main.mjs": `
const token = process.env.ACTIONS_RUNTIME_TOKEN;
const { scp } = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
const [, run, job] = scp.split(":");
for (const name of ["../../outside", "..", "", "fine"]) {
  const response = await fetch(process.env.ACTIONS_RESULTS_URL + "twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact", {
    method: "POST",
    headers: { authorization: "Bearer " + token, "content-type": "application/json" },
    body: JSON.stringify({ workflow_run_backend_id: run, workflow_job_run_backend_id: job, name, version: 4 }),
  });
  console.log("create [" + name + "]", response.status);
}`,
    });
    const { logs } = await sandbox.run(job(`    steps: [{ uses: octocat/raw@main }]`));
    expect(logs["a"]?.match(/create \[.*\] \d+/g)).toEqual([
      "create [../../outside] 400",
      "create [..] 400",
      "create [] 400",
      "create [fine] 200",
    ]);
  });

  it("and paths of checkouts and local actions stay in the workspace", async () => {
    const finished = await sandbox.run(
      job(`    steps:
      - { uses: actions/checkout@v5, with: { path: ../../../outside }, continue-on-error: true }
      - { uses: ./../../../../etc, continue-on-error: true }
      - run: ls ..`),
    );
    expect(allLogs(finished)).toContain("is not under");
    expect(allLogs(finished)).toContain("leaves the workspace");
    expect(existsSync(join(sandbox.root, "outside"))).toBe(false);
    expect(statSync(sandbox.root).isDirectory()).toBe(true);
  });
});
