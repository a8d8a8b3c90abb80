import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkflowSandbox, type FinishedRun } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const train = `
on:
  workflow_call:
    inputs:
      epochs: { type: number, required: true }
      fast: { type: boolean, default: true }
      name: { type: string }
    secrets: { KEY: { required: true } }
    outputs:
      score: { value: "\${{ jobs.fit.outputs.score }}" }
env: { LEVEL: called }
jobs:
  fit:
    runs-on: ubuntu-latest
    outputs: { score: "\${{ steps.s.outputs.score }}" }
    steps:
      - id: s
        run: |
          echo "score=\${{ inputs.epochs }}" >> "$GITHUB_OUTPUT"
          echo "fast \${{ inputs.fast && 'yes' || 'no' }} name [\${{ inputs.name }}] outer [$OUTER] level $LEVEL workflow $GITHUB_WORKFLOW"
          [ "$KEY" = sesame ] && echo secret is there; [ -n "$OTHER" ] || echo other is not
        env: { KEY: "\${{ secrets.KEY }}", OTHER: "\${{ secrets.OTHER }}" }
  check: { needs: fit, runs-on: ubuntu-latest, steps: [{ run: "echo checked \${{ needs.fit.outputs.score }}" }] }
`;

async function runFiles(files: Readonly<Record<string, string>>): Promise<FinishedRun> {
  const repository = await sandbox.createRepository(`c${sandbox.github.context.store.nextId()}`);
  sandbox.runner.setSecret(repository.fullName, "KEY", "sesame");
  sandbox.runner.setSecret(repository.fullName, "OTHER", "other-value");
  const placed = Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]);
  sandbox.push(repository, Object.fromEntries(placed));
  const [finished] = await sandbox.finished(repository);
  if (finished === undefined) throw new Error("no run started");
  return finished;
}

describe("a called workflow", () => {
  it("gets typed inputs and named secrets, gives outputs, and its jobs are named after the caller", async () => {
    const { run, jobs, logs } = await runFiles({
      "train.yml": train,
      "main.yml": `
name: main
on: push
env: { OUTER: outer }
jobs:
  call:
    uses: ./.github/workflows/train.yml
    with: { epochs: 3, name: "\${{ github.ref_name }}" }
    secrets: { KEY: "\${{ secrets.KEY }}" }
  after: { needs: call, runs-on: ubuntu-latest, steps: [{ run: "echo score \${{ needs.call.outputs.score }} \${{ needs.call.result }}" }] }
`,
    });
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["call / fit", "success"],
      ["call / check", "success"],
      ["after", "success"],
    ]);
    expect(run.conclusion).toBe("success");
    const fit = logs["call / fit"] ?? "";
    expect(fit).toContain("fast yes name [main] outer [] level called workflow main");
    expect(fit).toContain("secret is there");
    expect(fit).toContain("other is not");
    expect(fit).not.toContain("sesame");
    expect(logs["call / check"]).toContain("checked 3");
    expect(logs["after"]).toContain("score 3 success");
  });

  it("may be called once for each row of a matrix, inherit secrets, and call another", async () => {
    const { jobs, logs, run } = await runFiles({
      "train.yml": train,
      "middle.yml": `
on: { workflow_call: { inputs: { n: { type: number } } } }
jobs: { inner: { uses: ./.github/workflows/train.yml, with: { epochs: "\${{ inputs.n }}", fast: false }, secrets: inherit } }
`,
      "main.yml": `
on: push
jobs: { sweep: { strategy: { matrix: { n: [1, 2] } }, uses: ./.github/workflows/middle.yml, with: { n: "\${{ matrix.n }}" }, secrets: inherit } }
`,
    });
    expect(run.conclusion).toBe("success");
    expect(jobs.map(({ name }) => name).sort()).toEqual([
      "sweep (1) / inner / check",
      "sweep (1) / inner / fit",
      "sweep (2) / inner / check",
      "sweep (2) / inner / fit",
    ]);
    expect(logs["sweep (2) / inner / check"]).toContain("checked 2");
    expect(logs["sweep (2) / inner / fit"]).toContain("fast no");
  });

  it("comes from another repository at its ref, and finds its own calls there", async () => {
    const shared = await sandbox.createRepository("shared-workflows");
    const middle = `on: workflow_call\njobs: { up: { uses: ./.github/workflows/leaf.yml } }`;
    const leaf = `on: workflow_call\njobs: { leaf: { runs-on: ubuntu-latest, steps: [{ run: "echo leaf of $GITHUB_REPOSITORY" }] } }`;
    sandbox.commit(shared, { ".github/workflows/middle.yml": middle, ".github/workflows/leaf.yml": leaf });
    const { logs, run } = await runFiles({
      "main.yml": `on: push\njobs: { a: { uses: octocat/shared-workflows/.github/workflows/middle.yml@main } }`,
    });
    expect(run.conclusion).toBe("success");
    expect(logs["a / up / leaf"]).toMatch(/leaf of octocat\/c\d+/);
  });

  it("fails its caller when one of its jobs fails, and is skipped as a whole", async () => {
    const { jobs, run } = await runFiles({
      "bad.yml": `on: workflow_call\njobs: { x: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] } }`,
      "main.yml": `
on: push
jobs:
  bad: { uses: ./.github/workflows/bad.yml }
  never: { needs: bad, uses: ./.github/workflows/bad.yml }
  report: { needs: bad, if: "failure() && needs.bad.result == 'failure'", runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`,
    });
    expect(run.conclusion).toBe("failure");
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["bad / x", "failure"],
      ["never", "skipped"],
      ["report", "success"],
    ]);
  });
});

describe("the rights of a called workflow", () => {
  const asks = (permissions: string): string =>
    `on: workflow_call\njobs: { x: { runs-on: ubuntu-latest, ${permissions} steps: [{ run: 'curl -s -o /dev/null -w "status %{http_code}\\n" -X POST -H "authorization: Bearer \${{ github.token }}" -d "{\\"title\\":\\"t\\"}" $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues' }] } }`;
  const main = (permissions: string): string =>
    `on: push\njobs: { call: { permissions: ${permissions}, uses: ./.github/workflows/x.yml } }`;

  it("are those of the caller, and may be fewer", async () => {
    const given = await runFiles({ "x.yml": asks(""), "main.yml": main("{ issues: write }") });
    expect(given.logs["call / x"]).toContain("status 201");
    const fewer = await runFiles({
      "x.yml": asks("permissions: { issues: read },"),
      "main.yml": main("{ issues: write }"),
    });
    expect(fewer.logs["call / x"]).toContain("status 403");
  });

  it("may not be more: nothing of the run starts", async () => {
    const { run, jobs, logs } = await runFiles({
      "x.yml": asks("permissions: { issues: write },"),
      "main.yml": main("{ contents: read }"),
    });
    expect(run.conclusion).toBe("failure");
    expect(jobs.map(({ name }) => name)).toEqual(["Invalid workflow file"]);
    expect(Object.values(logs).join()).toContain(
      "The nested job 'x' is requesting 'issues: write', but is only allowed 'issues: none'.",
    );
  });
});

describe("a call that does not fit fails the run before any job starts", () => {
  const call = (rest: string): string =>
    `on: push\njobs:\n  first: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n  call: { uses: ./.github/workflows/train.yml${rest} }`;
  const secrets = ", secrets: inherit";
  it.each([
    [
      "a missing input",
      call(`, with: { fast: true }${secrets}`),
      "Input epochs is required, but not provided while calling.",
    ],
    [
      "an unknown input",
      call(`, with: { epochs: 1, x: 1 }${secrets}`),
      "Invalid input, x is not defined in the referenced workflow.",
    ],
    [
      "a missing secret",
      call(", with: { epochs: 1 }"),
      "Secret KEY is required, but not provided while calling.",
    ],
    ["no such file", call("").replace("train.yml", "gone.yml"), "workflow was not found."],
    [
      "no workflow_call",
      call("").replace("train.yml", "main.yml"),
      "loops in the workflow tree are not permitted",
    ],
  ])("%s", async (_, main, message) => {
    const { run, jobs, logs } = await runFiles({ "train.yml": train, "main.yml": main });
    expect(run.conclusion).toBe("failure");
    expect(jobs.map(({ name }) => name)).toEqual(["Invalid workflow file"]);
    expect(Object.values(logs).join()).toContain(message);
    expect(jobs[0]?.annotations.map((annotation) => annotation.message).join()).toContain(message);
  });

  it("levels beyond the tenth, and loops", async () => {
    const levels = Object.fromEntries(
      Array.from({ length: 11 }, (_, n) => [
        `l${n}.yml`,
        `on: ${n === 0 ? "push" : "workflow_call"}\njobs: { a: { uses: ./.github/workflows/l${n + 1}.yml } }`,
      ]),
    );
    const leaf = `on: workflow_call\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }`;
    const deep = await runFiles({ ...levels, "l11.yml": leaf });
    expect(Object.values(deep.logs).join()).toContain("up to 10 levels deep");
    const fits = await runFiles({ ...levels, "l9.yml": leaf });
    expect(fits.run.conclusion).toBe("success");
    const loop = await runFiles({
      ...levels,
      "l5.yml": levels["l2.yml"] ?? "",
      "l3.yml": `on: workflow_call\njobs: { a: { uses: ./.github/workflows/l2.yml } }`,
    });
    expect(Object.values(loop.logs).join()).toContain("loops in the workflow tree are not permitted");
  });

  it("a value of another type fails the call, with the value", async () => {
    const { jobs, run } = await runFiles({
      "train.yml": train,
      "main.yml": call(`, with: { epochs: "\${{ github.ref_name }}" }${secrets}`),
    });
    expect(run.conclusion).toBe("failure");
    expect(jobs.find(({ name }) => name === "call")?.annotations[0]?.message).toContain(
      "Unexpected value 'main'",
    );
  });
});

describe("a concurrency group that the run itself holds", () => {
  it("cancels the job instead of a wait without end", async () => {
    const { jobs, run, logs } = await runFiles({
      "main.yml": `
on: push
concurrency: deploys
jobs:
  a: { concurrency: Deploys, runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`,
    });
    expect(run.conclusion).toBe("cancelled");
    expect(jobs[0]?.conclusion).toBe("cancelled");
    expect(logs["a"]).toContain("a deadlock for concurrency group 'Deploys' was detected");
  });
});
