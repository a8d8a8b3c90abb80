import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { renderCheck } from "../../src/report/evaluation-check.ts";
import { renderEvaluationComment } from "../../src/report/evaluation-comment.ts";
import { callApi } from "../sandbox/support.ts";
import { readFlightsReport } from "../support/reports/flights-report.ts";

/** A repository that has something on each page. */
export interface ShownRepository {
  readonly github: SandboxGitHub;
  /** Address of the repository's first page. */
  readonly url: string;
  /** Address of the run whose job failed. */
  readonly runUrl: string;
  /** Address of the check run with a report. */
  readonly checkUrl: string;
}

/** No place to break in, as digests and paths are. */
export const longWord = "models/flight-delay/".concat("a1b2c3d4e5f6".repeat(16), ".onnx");

const readme = `# Flights

Predicts **late** flights. See [the policy](.github/pawl.yml).

| feature | type | drift | rows | missing | minimum | maximum | source |
| ------- | ---- | ----: | ---: | ------: | ------: | ------: | ------ |
| hour | numeric | 0.02 | 231416 | 0 | 0 | 23 | ${longWord} |

\`\`\`mermaid
flowchart LR
  data[(flights.parquet)] --> train --> model --> evaluate
\`\`\`

- [x] data
- [ ] model

\`\`\`python
rows = read("data/flights.parquet", columns=["hour", "carrier", "origin", "destination", "distance", "delayed"])
\`\`\`
`;

const workflow = `name: pipeline
on: push
jobs:
  train:
    name: train (\${{ matrix.seed }})
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { seed: [1, 2] } }
    steps:
      - uses: actions/checkout@v5
      - name: train
        run: |
          for epoch in $(seq 1 60); do echo "epoch $epoch loss 0.$((9999 - epoch * 37)) ${longWord}"; done
          printf '### Seed \${{ matrix.seed }}\\n\\n| loss | rows |\\n| ---: | ---: |\\n| 0.31 | 231416 |\\n\\n\`\`\`mermaid\\nflowchart LR\\n  data --> train\\n\`\`\`\\n' >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        with: { name: "model-\${{ matrix.seed }}", path: README.md }
      - name: gate
        run: echo "::error file=params.yaml,line=1::loss is above 0.30" && test \${{ matrix.seed }} = 1
`;

/** Builds the repository \`acme/flights\` through the API; the caller closes the sandbox, and removes the folder of its runner. */
export async function createShownRepository(workRoot: string): Promise<ShownRepository> {
  const actions = startActions({ workRoot });
  const github = await startSandboxGitHub({
    users: [{ login: "ada" }, { login: "grace" }],
    organisations: ["acme"],
    modules: [actions.module],
  });
  const call = async (who: string, route: string, body?: unknown) => {
    const answer = await callApi(
      { url: github.url, token: github.tokenOf(who) },
      route.replace("R", "/repos/acme/flights"),
      body,
    );
    if (answer.status >= 400) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await call("ada", "POST /orgs/acme/repos", {
    name: "flights",
    description: "Will this flight land late?",
  });
  await call("ada", "PUT R/collaborators/grace", { permission: "push" });
  const put = (branch: string, path: string, text: string) =>
    call("grace", `PUT R/contents/${path}`, {
      message: `write ${path}`,
      content: Buffer.from(text).toString("base64"),
      branch,
    });
  await put("main", "README.md", readme);
  await put("main", "params.yaml", "rate: 0.1\n");
  const { commit } = await put("main", ".github/workflows/pipeline.yml", workflow);
  await actions.runner.idle();
  await call("ada", "POST R/labels", { name: "ml:failed", color: "d73a4a" });
  const head = await openPull(call, put, commit.sha);
  const check = await reportOn(call, head);
  await openIssue(call);
  await release(call, commit.sha);
  await deploy(call);
  await actions.runner.idle();
  await github.idle();
  const { workflow_runs: runs } = await call("ada", "GET R/actions/runs?status=failure");
  const url = `${github.url}/acme/flights`;
  return { github, url, runUrl: `${url}/actions/runs/${runs[0].id}`, checkUrl: `${url}/runs/${check.id}` };
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely
type Call = (who: string, route: string, body?: unknown) => Promise<any>;
// oxlint-disable-next-line typescript/no-explicit-any -- the same
type Put = (branch: string, path: string, text: string) => Promise<any>;

async function openPull(call: Call, put: Put, main: string): Promise<string> {
  await call("ada", "POST R/git/refs", { ref: "refs/heads/no-hour", sha: main });
  await put("no-hour", `notes/${longWord}.txt`, "one\ntwo\n");
  const { commit } = await put("no-hour", "features.py", `columns = ["carrier", "origin"]  # ${longWord}\n`);
  await call("grace", "POST R/pulls", {
    title: "feat: leave out the hour of departure",
    head: "no-hour",
    base: "main",
    body: "Is the hour needed?\n\n```mermaid\nflowchart LR\n  features --> train --> evaluate\n```",
  });
  const report = renderEvaluationComment(readFlightsReport(), { repositoryId: 1, pullRequest: 1, seq: 1 });
  await call("ada", "POST R/issues/1/comments", { body: report });
  await call("grace", "POST R/issues/1/comments", { body: `see \`${longWord}\`` });
  await call("ada", "POST R/issues/1/labels", { labels: ["ml:failed"] });
  await call("ada", "POST R/pulls/1/reviews", {
    event: "REQUEST_CHANGES",
    body: "The hour carries most of it.",
    comments: [{ path: "features.py", line: 1, body: "Why without `hour`?" }],
  });
  return commit.sha;
}

async function reportOn(call: Call, sha: string) {
  const { title, summary, conclusion, annotations } = renderCheck(readFlightsReport());
  await call("ada", `POST R/statuses/${sha}`, {
    state: "pending",
    context: "deploy/preview",
    description: "waits",
  });
  return call("ada", "POST R/check-runs", {
    name: "ml/metrics",
    head_sha: sha,
    conclusion,
    output: {
      title,
      summary,
      annotations: annotations.map((one) => ({
        path: one.path,
        start_line: one.startLine,
        end_line: one.endLine,
        annotation_level: one.level,
        message: one.message,
      })),
    },
  });
}

async function openIssue(call: Call): Promise<void> {
  await call("ada", "POST R/issues", {
    title: `Drift in hour of ${longWord}`,
    labels: ["drift", "flight-delay", "needs-a-decision-of-the-owner", "ml:failed"],
    assignees: ["grace"],
    body: "```mermaid\nxychart-beta\n  x-axis [mon, tue, wed]\n  bar [0.1, 0.2, 0.4]\n```\n\n> The index is above 0.2.",
  });
  await call("grace", "POST R/issues/2/comments", { body: "<script>document.title = 'owned'</script> seen" });
  await call("grace", "POST R/issues/2/reactions", { content: "eyes" });
}

async function release(call: Call, sha: string): Promise<void> {
  const { upload_url: upload } = await call("ada", "POST R/releases", {
    tag_name: "flight-delay@v1.0.0",
    target_commitish: sha,
    name: "flight-delay v1.0.0",
    body: "First version.\n\n```mermaid\nflowchart LR\n  a[commit] --> b[model]\n```",
  });
  const asset = new URL(String(upload).replace(/\{.*$/, ""));
  await call(
    "ada",
    `POST ${asset.pathname}?name=${encodeURIComponent("model-card-and-lineage-of-flight-delay.json")}`,
    {
      model: 1,
    },
  );
}

async function deploy(call: Call): Promise<void> {
  for (const environment of ["staging", "production"]) {
    for (const state of ["success", "success", "failure"]) {
      const { id } = await call("ada", "POST R/deployments", {
        ref: "flight-delay@v1.0.0",
        environment,
        required_contexts: [],
        description: "flight-delay v1.0.0",
      });
      await call("ada", `POST R/deployments/${id}/statuses`, { state, description: `smoke test: ${state}` });
    }
  }
}
