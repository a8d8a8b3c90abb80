import { Octokit } from "@octokit/rest";
import sodium from "libsodium-wrappers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkflowSandbox } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start({ environment: { EXTRA: "extra" } });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const job = (steps: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;

describe("jobs", () => {
  it("hand outputs to those that need them, and run once per matrix row", async () => {
    const { run, jobs, logs } = await sandbox.run(`
on: push
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { rows: "\${{ steps.s.outputs.rows }}" }
    steps: [{ id: s, run: 'echo "rows=[1, 2]" >> "$GITHUB_OUTPUT"' }]
  work:
    needs: plan
    runs-on: [self-hosted, linux]
    strategy: { matrix: { n: "\${{ fromJSON(needs.plan.outputs.rows) }}" } }
    steps: [{ run: "echo row \${{ matrix.n }} of \${{ strategy.job-total }}" }]
`);
    expect(run.conclusion).toBe("success");
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["plan", "success"],
      ["work (1)", "success"],
      ["work (2)", "success"],
    ]);
    expect(logs["work (2)"]).toContain("row 2 of 2");
  });

  it("are skipped after a failure unless their condition asks for it", async () => {
    const { run, jobs } = await sandbox.run(`
on: push
jobs:
  bad: { runs-on: ubuntu-latest, steps: [{ run: exit 3 }] }
  after: { needs: bad, runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  report: { needs: [bad, after], if: "failure() && needs.bad.result == 'failure'", runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  always: { needs: after, if: always(), runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`);
    expect(run.conclusion).toBe("failure");
    expect(Object.fromEntries(jobs.map(({ name, conclusion }) => [name, conclusion]))).toEqual({
      bad: "failure",
      after: "skipped",
      report: "success",
      always: "success",
    });
  });

  it("that may fail do not fail the run", async () => {
    const { run, jobs } = await sandbox.run(`
on: push
jobs:
  a: { runs-on: ubuntu-latest, continue-on-error: true, steps: [{ run: exit 1 }] }
  b: { needs: a, runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`);
    expect([run.conclusion, ...jobs.map(({ conclusion }) => conclusion)]).toEqual([
      "success",
      "failure",
      "success",
    ]);
  });

  it.each([
    ["services: {db: {image: x}}", "jobs.a.services is not supported by the sandbox's runner"],
    ["container: node:24", "jobs.a.container is not supported by the sandbox's runner"],
    ["if: githb.ref", "Unrecognized named-value: 'githb'"],
    // GitHub gives a job neither: its token never has them.
    ["permissions: {workflows: write}", "Unexpected value 'workflows'"],
    ["permissions: {members: read}", "Unexpected value 'members'"],
  ])("with %s fail and name the key", async (line, message) => {
    const { run, jobs, logs } = await sandbox.run(
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    ${line}\n    steps: [{run: "true"}]`,
    );
    expect(run.conclusion).toBe("failure");
    expect(Object.values(logs).join()).toContain(message);
    expect(jobs[0]?.annotations[0]?.message).toContain(message);
  });

  it("that take longer than timeout-minutes are cancelled and say so; always() steps still run", async () => {
    const { run, jobs, logs } = await sandbox.run(
      `on: push\njobs: {a: {runs-on: ubuntu-latest, timeout-minutes: 0.005, steps: [{run: sleep 300}, {if: always(), run: echo cleanup}]}}`,
    );
    expect([run.conclusion, jobs[0]?.conclusion]).toEqual(["cancelled", "cancelled"]);
    expect(logs["a"]).toContain("exceeded the maximum execution time of 0.005 minutes");
    expect(logs["a"]).toContain("Z cleanup");
  });

  it("for a label that no runner has fail at once", async () => {
    const { logs } = await sandbox.run(`on: push\njobs: {a: {runs-on: windows-latest, steps: [{run: a}]}}`);
    expect(logs["a"]).toContain("no runner of the sandbox has the label(s) windows-latest");
  });
});

describe("steps", () => {
  it("see outcome and conclusion of those before, and their conditions", async () => {
    const { run, jobs, logs } = await sandbox.run(
      job(`
      - { id: try, run: exit 1, continue-on-error: true }
      - run: echo "outcome \${{ steps.try.outcome }} conclusion \${{ steps.try.conclusion }}"
      - { if: failure(), run: echo never }
      - { if: "steps.try.outcome == 'failure'", run: echo recovered }
      - { id: bad, run: exit 2 }
      - { run: echo not any more }
      - { if: failure(), run: "echo cleanup after \${{ job.status }}" }`),
    );
    expect(run.conclusion).toBe("failure");
    expect(logs["a"]).toContain("outcome failure conclusion success");
    expect(logs["a"]).toContain("Process completed with exit code 2.");
    expect(logs["a"]).toContain("cleanup after failure");
    expect(jobs[0]?.steps.map(({ conclusion }) => conclusion)).toEqual([
      "success",
      "success",
      "success",
      "skipped",
      "success",
      "failure",
      "skipped",
      "success",
      "success",
    ]);
  });

  it("write environment, path, outputs with several lines, and a summary", async () => {
    const { jobs, logs } = await sandbox.run(
      job(`
      - id: w
        run: |
          echo "ONE=1" >> "$GITHUB_ENV"
          { echo "MANY<<EOF"; echo "line 1"; echo "line 2"; echo "EOF"; } >> "$GITHUB_ENV"
          { echo "text<<X"; echo "a=b"; echo "c"; echo "X"; } >> "$GITHUB_OUTPUT"
          mkdir -p "$RUNNER_TEMP/bin" && printf '#!/bin/sh\\necho from-path\\n' > "$RUNNER_TEMP/bin/my-tool"
          chmod +x "$RUNNER_TEMP/bin/my-tool" && echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
          echo "# Summary" >> "$GITHUB_STEP_SUMMARY"
      - run: |
          echo "env $ONE \${{ env.ONE }} [$MANY]"
          my-tool
          echo "\${{ steps.w.outputs.text }}"
      - { run: 'echo "step level $ONE, extra $EXTRA"', env: { ONE: two } }`),
    );
    expect(logs["a"]).toContain("env 1 1 [line 1");
    expect(logs["a"]).toContain("from-path");
    expect(logs["a"]).toMatch(/a=b\n.*Z c/);
    expect(logs["a"]).toContain("step level two, extra extra");
    expect(jobs[0]?.summary).toBe("# Summary\n");
  });

  it("keep heredocs with expressions whole, use defaults and stop at errors in pipes under bash", async () => {
    const { jobs, logs } = await sandbox.run(`
on: push
defaults: { run: { shell: bash } }
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          cat <<EOF
          sha \${{ github.sha }}
            kept
          EOF
      - run: false | true
`);
    expect(logs["a"]).toMatch(/Z sha [0-9a-f]{40}\n.*Z {3}kept/);
    expect(jobs[0]?.steps[2]?.conclusion).toBe("failure");
  });

  it("see GitHub's variables and nothing of the runner's own environment", async () => {
    process.env["PAWL_TEST_LEAK"] = "leak";
    const { run, logs } = await sandbox.run(
      job(`
      - run: |
          echo "ci=$CI actions=$GITHUB_ACTIONS ref=$GITHUB_REF_NAME event=$GITHUB_EVENT_NAME sha=$GITHUB_SHA"
          echo "leak=[$PAWL_TEST_LEAK] node=$(node --version) cwd=$([ "$PWD" = "$GITHUB_WORKSPACE" ] && echo workspace)"
          node -e 'console.log("ref in file", require(process.env.GITHUB_EVENT_PATH).ref)'`),
    );
    delete process.env["PAWL_TEST_LEAK"];
    expect(logs["a"]).toContain(`ci=true actions=true ref=main event=push sha=${run.headSha}`);
    expect(logs["a"]).toContain(`leak=[] node=${process.version} cwd=workspace`);
    expect(logs["a"]).toContain("ref in file refs/heads/main");
  });

  it("see a secret that came sealed, and nothing of one that was sealed for another key", async () => {
    const repository = await sandbox.createRepository("sealed");
    const { url, adminToken } = sandbox.github;
    const { rest } = new Octokit({ baseUrl: url, auth: adminToken });
    const [owner = "", repo = ""] = repository.fullName.split("/");
    await sodium.ready;
    const { data } = await rest.actions.getRepoPublicKey({ owner, repo });
    const keys = { KEY: Buffer.from(data.key, "base64"), LOST: sodium.crypto_box_keypair().publicKey };
    for (const [name, key] of Object.entries(keys)) {
      const sealed = Buffer.from(sodium.crypto_box_seal("zwölf sealed", key)).toString("base64");
      const value = { encrypted_value: sealed, key_id: data.key_id };
      await rest.actions.createOrUpdateRepoSecret({ owner, repo, secret_name: name, ...value });
    }
    const workflow = job(`
      - env: { KEY: "\${{ secrets.KEY }}", LOST: "\${{ secrets.LOST }}" }
        run: node -e 'console.log("length", process.env.KEY.length, [process.env.LOST], process.env.KEY)'`);
    sandbox.push(repository, { ".github/workflows/w.yml": workflow });
    const [finished] = await sandbox.finished(repository);
    expect(finished?.logs["a"]).toContain("length 12 [ '' ] ***");
  });

  it("make annotations and mask secrets, also in outputs of a job", async () => {
    const repository = await sandbox.createRepository("masks");
    sandbox.runner.setSecret(repository.fullName, "KEY", "hunter2-secret");
    const workflow = `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { leaked: "\${{ steps.s.outputs.k }}" }
    steps:
      - id: s
        env: { KEY: "\${{ secrets.KEY }}" }
        run: |
          echo "key $KEY token \${{ github.token }}"
          echo "::add-mask::added-later"
          echo "now added-later"
          echo "::error file=src/a.py,line=7,title=T::bad $KEY"
          echo "::stop-commands::tok"
          echo "::warning::plain"
          echo "::tok::"
          echo "k=$KEY" >> "$GITHUB_OUTPUT"
  b: { needs: a, runs-on: ubuntu-latest, steps: [{ run: "echo got [\${{ needs.a.outputs.leaked }}]" }] }
`;
    sandbox.push(repository, { ".github/workflows/w.yml": workflow });
    const [finished] = await sandbox.finished(repository);
    const log = finished?.logs["a"] ?? "";
    expect(log).toContain("key *** token ***");
    expect(log).not.toMatch(/hunter2|Z now added-later/);
    expect(log).toContain("Skip output 'leaked' since it may contain secret.");
    expect(finished?.logs["b"]).toContain("got []");
    expect(finished?.jobs[0]?.annotations[0]).toEqual({
      level: "failure",
      message: "bad ***",
      title: "T",
      path: "src/a.py",
      startLine: 7,
      endLine: 7,
    });
    expect(finished?.jobs[0]?.annotations.map(({ message }) => message)).not.toContain("plain");
  });

  it("that use set-output fail and say what to use instead", async () => {
    const { run, logs } = await sandbox.run(job("      - run: echo '::set-output name=a::1'"));
    expect(run.conclusion).toBe("failure");
    expect(logs["a"]).toContain("::set-output:: is not supported");
  });

  it("end at their timeout", async () => {
    const { jobs, logs } = await sandbox.run(job("      - { run: sleep 20, timeout-minutes: 0.005 }"));
    expect(logs["a"]).toContain("has timed out after 0.005 minutes");
    expect(jobs[0]?.conclusion).toBe("failure");
  });
});
