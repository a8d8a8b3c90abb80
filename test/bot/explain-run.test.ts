import { describe, expect, it } from "vitest";
import { approveFork } from "../../bot/reconcile/fork-approval.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import { listOpenKeys } from "../../bot/reconcile/sweep.ts";
import { attributeMetrics } from "../../src/evaluation/attribute-metrics.ts";
import { type Explanation, explanationSchema } from "../../src/evaluation/explanation-schema.ts";
import { addArtifact, addRun, headSha, makeReport, openPull } from "../support/bot-world.ts";
import {
  answersOn,
  openCommandWorld,
  reactionsTo,
  say,
  type CommandWorld,
} from "../support/command-world.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";

const short = headSha.slice(0, 7);
const championSha = fakeSha(1);

function answer(world: CommandWorld): string {
  return answersOn(world).at(-1) ?? "";
}

const locked = (path: string, isChanged: boolean) => ({ path, digest: "a", isChanged });
const lineage = (...changed: readonly string[]) => ({
  stages: [
    {
      stage: "train",
      role: "train" as const,
      inputs: changed.map((path) => locked(path, true)),
      outputs: [locked("models/model.onnx", true)],
    },
  ],
});

/** A pull request whose head has a report, known to be there before it was asked about. */
async function openReported(...changed: readonly string[]): Promise<CommandWorld> {
  const world = openCommandWorld();
  await reconcilePullRequest(12, world.context);
  await addRun(world.state, makeReport({ lineage: lineage(...changed) }), {
    createdAt: "2025-12-31T10:00:00Z",
  });
  return world;
}

function makeExplanation(changes: Partial<Explanation> = {}): Explanation {
  const scored = [0.7, 0.71, 0.76, 0.8].map((value) => ({
    metrics: [{ metric: "roc_auc", direction: "higher" as const, value }],
  }));
  const combination = (kinds: Explanation["kinds"], state: "ran" | "restored") => ({
    kinds,
    state,
    stages: [{ stage: "train", state: state === "ran" ? ("ran" as const) : ("restored" as const) }],
    reason: null,
  });
  return {
    schema: "pawl.explanation/1",
    model: "delay",
    base: { name: "delay@v1.0.0", commit: championSha },
    head: { name: "head", commit: headSha },
    outcome: "attributed",
    reason: null,
    kinds: ["code", "data"],
    changed: [
      { kind: "code", name: "train.py" },
      { kind: "data", name: "data/<img src=x>@team.csv" },
    ],
    combinations: [
      combination([], "restored"),
      combination(["code"], "ran"),
      combination(["data"], "restored"),
      combination(["code", "data"], "restored"),
    ],
    data: { path: "data/test.parquet", rows: 1000, digest: "sha256:c" },
    metrics: [...attributeMetrics(["code", "data"], scored)],
    runCache: { combinations: 2, held: 1, stagesRun: 1, stagesRestored: 3 },
    notes: [],
    createdAt: "2026-01-31T11:00:00Z",
    ...changes,
  };
}

/** A finished run of \`/ml explain --run\`; its artifact holds what is given. */
async function addExplained(
  world: CommandWorld,
  files: Readonly<Record<string, string>> | undefined,
  changes: Parameters<typeof addRun>[2] = {},
): Promise<number> {
  const run = await addRun(world.state, undefined, {
    event: "workflow_dispatch",
    headSha: championSha,
    headBranch: "main",
    displayTitle: `run explain 12 ${headSha} 12-comment-1-1`,
    createdAt: "2026-01-31T12:00:00Z",
    ...changes,
  });
  if (files !== undefined) await addArtifact(world.state, run, files, "pawl-explanation");
  return run;
}

const json = (changes?: Partial<Explanation>) => ({ "delay.json": JSON.stringify(makeExplanation(changes)) });

describe("/ml explain --run", () => {
  it("starts one run of the workflow on the default branch, for the head, and links it", async () => {
    const world = await openReported("train.py", "data/train.csv");
    const { id } = await say(world, "will", "/ml explain --run");
    expect(world.state.dispatches).toHaveLength(1);
    const [dispatch] = world.state.dispatches;
    expect(dispatch).toMatchObject({
      workflow: "pawl.yml",
      ref: "main",
      inputs: { verb: "run", model: "delay" },
    });
    expect(JSON.parse(dispatch?.inputs["run"] ?? "")).toMatchObject({
      step: "explain",
      pull: "12",
      sha: headSha,
      base: championSha,
      set: "",
    });
    expect(answer(world)).toMatch(/at most 2 combinations.*actions\/runs\/\d+ \(`dispatched`\)/);
    expect(reactionsTo(world, id)).toEqual(["eyes", "rocket"]);
  });

  it("starts nothing for who may only read, without a report, and where nothing has to be trained", async () => {
    const world = await openReported("train.py");
    await say(world, "rob", "/ml explain --run");
    expect(answer(world)).toContain("(`denied.role`)");
    await say(world, "rob", "/ml explain");
    expect(answer(world)).toContain("(`explained`)");
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("nothing has to be trained: at most one kind of input changed");
    const other = openCommandWorld();
    await reconcilePullRequest(12, other.context);
    await say(other, "will", "/ml explain --run");
    expect(answer(other)).toContain("(`report.none`)");
    expect([...world.state.dispatches, ...other.state.dispatches]).toEqual([]);
  });

  it("counts a dvc.yaml that differs as code, which the report does not tell", async () => {
    const world = await openReported("a.csv");
    const status = { status: "ahead", mergeBaseSha: championSha, commitShas: [headSha] } as const;
    world.state.comparisons.set(`${championSha}...${headSha}`, { ...status, files: ["a.csv.dvc"] });
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("nothing has to be trained");
    world.state.comparisons.set(`${championSha}...${headSha}`, { ...status, files: ["ml/dvc.yaml"] });
    await say(world, "rob", "/ml explain");
    expect(answer(world)).toContain("- **Code**: dvc.yaml\n- **Data**: a.csv (stage train)");
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("at most 2 combinations");
  });

  it("counts every kind where the champion is another commit than the merge base", async () => {
    const world = openCommandWorld();
    await reconcilePullRequest(12, world.context);
    const champion = {
      source: "release" as const,
      version: "v0.9.0",
      commit: fakeSha(7),
      sha256: "a".repeat(64),
    };
    const report = makeReport({ champion, lineage: lineage("train.py") });
    await addRun(world.state, report, { createdAt: "2025-12-31T10:00:00Z" });
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("at most 6 combinations");
    expect(world.state.dispatches).toHaveLength(1);
  });

  it("refuses a head that came after the question, and another than the one that is named", async () => {
    const world = openCommandWorld();
    await addRun(world.state, makeReport({ lineage: lineage("train.py", "a.csv") }), {
      createdAt: "2026-03-01T00:00:00Z",
    });
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("(`stale.sha`)");
    await say(world, "will", "/ml explain --run --sha abcdef0");
    expect(answer(world)).toContain("(`stale.sha`)");
    expect(world.state.dispatches).toEqual([]);
    await say(world, "will", `/ml explain --run --sha ${short}`);
    expect(world.state.dispatches).toHaveLength(1);
  });

  it("runs the head of a fork only after /ml ok of that head", async () => {
    const fork = { headRepositoryId: 4711 };
    const world = openCommandWorld(fork);
    await reconcilePullRequest(12, world.context);
    await addRun(world.state, makeReport({ lineage: lineage("train.py", "a.csv") }), {
      createdAt: "2025-12-31T10:00:00Z",
      ...fork,
    });
    await say(world, "will", "/ml explain --run");
    expect(answer(world)).toContain("(`denied.fork`)");
    expect(world.state.dispatches).toEqual([]);
    const pull = await world.context.github.pullRequests.get(12);
    if (pull === undefined) throw new Error("no pull request");
    await approveFork(pull, { by: "mia", at: "2026-01-31T10:00:00Z" }, world.context);
    await say(world, "will", `/ml explain --run --sha ${short}`);
    expect(world.state.dispatches).toHaveLength(1);
  });
});

describe("the result of /ml explain --run", () => {
  it("comes into one comment with table, plot, each kind's share and what the run-cache gave", async () => {
    const world = openCommandWorld();
    const run = await addExplained(world, json());
    expect(await reconcileRun(run, world.context)).toMatchObject({ reasonCode: "explanation.found" });
    expect(await reconcileRun(run, world.context)).toMatchObject({ reasonCode: "replied" });
    expect(answersOn(world)).toHaveLength(1);
    const text = answer(world);
    expect(text).toContain("### delay: ROC AUC +0.100 = code +0.025, data +0.075");
    expect(text).toContain("| Metric | Champion | Challenger | Δ | Code | Data |");
    expect(text).toContain("| ROC AUC ↑ | 0.700 | 0.800 | +0.100 | +0.025 | +0.075 |");
    expect(text).toMatch(
      /```mermaid\n[^`]*xychart-beta[^`]*x-axis \["Code", "Data"\][^`]*bar \[0\.025, 0\.075\]\n```/,
    );
    expect(text).toContain("1 of 2 combinations came out of the run-cache; 1 of 4 stages ran.");
    expect(text).toContain(`actions/runs/${run}`);
    expect(text).toContain("data/&lt;img src=x&gt;@\u200Bteam.csv");
    expect(text).not.toContain("<img");
  });

  it("is found again by a sweep when its event was lost, and not after its comment is there for anything else", async () => {
    const world = openCommandWorld();
    const run = await addExplained(world, json());
    await addExplained(world, json(), { createdAt: "2026-01-20T12:00:00Z" });
    await addExplained(world, json(), { status: "in_progress", conclusion: null });
    const keys = (await listOpenKeys(world.context)).filter(({ kind }) => kind === "run");
    expect(keys).toEqual([{ kind: "run", repository: "acme/flights", id: run }]);
  });

  it("waits until the run has ended; as the last job of that run the bot does not", async () => {
    const world = openCommandWorld();
    const run = await addExplained(world, json(), { status: "in_progress", conclusion: null });
    expect(await reconcileRun(run, world.context)).toMatchObject({ reasonCode: "explanation.running" });
    expect(answersOn(world)).toEqual([]);
    const ownRun = { id: run, ranPipeline: false };
    await reconcileRun(run, { ...world.context, ownRun });
    expect(answer(world)).toContain("### delay");
  });

  it("says that the head was replaced since", async () => {
    const world = openCommandWorld();
    const run = await addExplained(world, json());
    openPull(world.state, { headSha: fakeSha(43) });
    await reconcileRun(run, world.context);
    expect(answer(world)).toMatch(/^⚠️ \*\*The head was replaced since then\*\*/);
  });

  it.each([
    ["nothing", undefined, "explanation.none"],
    ["no JSON", { "delay.json": "{" }, "explanation.refused"],
    ["another commit", json({ head: { name: "head", commit: fakeSha(9) } }), "explanation.refused"],
    [
      "another model",
      { "delay.json": JSON.stringify(makeExplanation({ model: "other" })) },
      "explanation.refused",
    ],
    ["a model that the policy lacks", { "x.json": "{}" }, "explanation.refused"],
    [
      "a key too many",
      { "delay.json": JSON.stringify({ ...makeExplanation(), more: 1 }) },
      "explanation.refused",
    ],
    [
      "a combination too few",
      json({ combinations: makeExplanation().combinations.slice(1) }),
      "explanation.refused",
    ],
    ["a kind twice", json({ kinds: ["code", "code"] }), "explanation.refused"],
    [
      "shares that do not sum to the difference",
      json({ metrics: makeExplanation().metrics.map((metric) => ({ ...metric, shares: [9, 9] })) }),
      "explanation.refused",
    ],
    [
      "too few values",
      json({ metrics: makeExplanation().metrics.map((metric) => ({ ...metric, values: [0.7, 0.8] })) }),
      "explanation.refused",
    ],
    ["three megabytes", { "delay.json": "x".repeat(3_000_000) }, "explanation.refused"],
  ])("is refused when the artifact holds %s, and said to be so", async (_, files, code) => {
    const world = openCommandWorld();
    const run = await addExplained(world, files, { conclusion: "failure" });
    await reconcileRun(run, world.context);
    await reconcileRun(run, world.context);
    expect(answersOn(world)).toHaveLength(1);
    expect(answer(world)).toContain(`(\`${code}\`)`);
    expect(answer(world)).toContain(`actions/runs/${run}`);
  });

  it.each([
    ["another event", { event: "pull_request" }],
    ["another workflow file", { path: ".github/workflows/other.yml" }],
    ["another repository", { headRepositoryId: 4711 }],
    ["another step", { displayTitle: `run train 12 ${headSha} 12-comment-1-1` }],
    ["a title that only begins like one", { displayTitle: `run explain 12 ${headSha} a b` }],
    ["a pull request that is not there", { displayTitle: `run explain 99 ${headSha} x` }],
  ])("is not read from a run of %s", async (_, changes) => {
    const world = openCommandWorld();
    const run = await addExplained(world, json(), changes);
    await reconcileRun(run, world.context);
    expect(answersOn(world)).toEqual([]);
  });

  it("fits into a comment whatever an artifact of the allowed shape holds", async () => {
    const world = openCommandWorld();
    const long = "|<*_@#".repeat(100);
    const [metric] = makeExplanation().metrics;
    if (metric === undefined) throw new Error("no metric");
    const hostile = makeExplanation({
      changed: Array.from({ length: 200 }, (_, at) => ({
        kind: "data" as const,
        name: `${at}${long.slice(0, 290)}`,
      })),
      combinations: makeExplanation().combinations.map((one) => ({ ...one, reason: long.slice(0, 500) })),
      metrics: Array.from({ length: 100 }, (_, at) => ({
        ...metric,
        metric: `${at}${long.slice(0, 190)}`,
        ...(at > 50 ? { shares: null, reason: long.slice(0, 500) } : {}),
      })),
      notes: Array.from({ length: 50 }, () => long.slice(0, 500)),
    });
    explanationSchema.parse(hostile);
    const run = await addExplained(world, { "delay.json": JSON.stringify(hostile) });
    await reconcileRun(run, world.context);
    expect(answer(world).length).toBeGreaterThan(5000);
    expect(answer(world).length).toBeLessThan(60_000);
    expect(answer(world)).not.toMatch(/<\*/);
  });
});
