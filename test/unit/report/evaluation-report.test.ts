import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { micromark } from "micromark";
import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { applyOverrides } from "../../../src/evaluation/gate-override.ts";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import { renderEvaluationComment } from "../../../src/report/evaluation-comment.ts";
import { renderEvaluationLines } from "../../../src/report/evaluation-lines.ts";
import { poisonReport, readFlightsReport } from "../../support/reports/flights-report.ts";

const context = {
  repositoryId: 1,
  pullRequest: 2,
  seq: 3,
  runUrl: "https://github.com/acme/f/actions/runs/9",
};
const render = (changes: Partial<EvaluationReport> = {}): string =>
  renderEvaluationComment({ ...readFlightsReport(), ...changes }, context);

/** The lines from a heading of the details to the next. */
function section(body: string, heading: string): string {
  const start = body.indexOf(`#### ${heading}`);
  expect(start, heading).toBeGreaterThan(0);
  const end = body.indexOf("\n#### ", start + 1);
  return body.slice(start, end === -1 ? undefined : end);
}

describe("the comment of a report with every section", () => {
  it("begins with verdict and primary difference, then says what was compared and what the search found", () => {
    const [, headline, , provenance, , note] = render().split("\n");
    expect(headline).toBe(
      "### ❌ flight-delay: 1 of 4 gates failed · ROC AUC +0.061 · Expected calibration error +0.0162",
    );
    expect(provenance).toMatch(
      /^`[0-9a-f]{7}` against champion \*\*v1\.4\.0\*\* \(`[0-9a-f]{7}`\), both scored on 4,075 rows of data\/test\.parquet · 1,000 paired resamples, seed 0 · noise of 5 training seeds below$/,
    );
    expect(note).toBe(
      "> ⚠️ The search found a slice that gets worse, origin=ORD with 200 rows: Log loss +0.046 [+0.018, +0.075] (corrected p = 0.0052)",
    );
  });

  it("names every section in the summary of the fold, and tells what to do next below it", () => {
    const body = render();
    expect(/<details><summary>(6 metrics[^<]*)<\/summary>/.exec(body)?.[1]).toBe(
      "6 metrics · 7 slices · 1 slice found worse · 147 predictions fixed, 330 broken · 1 table changed · 1 param changed · 1 learning curve · importance of 5 columns · history · 3 stages · cost 41.7 s, 0.0056 EUR · lineage · how to reproduce",
    );
    expect(body).toContain(
      "**Next:** bring Expected calibration error back within the rules (`gate.above-max`), then push. Promotion is blocked: `blocked.gate`.",
    );
  });

  it("shows tests beside the metrics, corrected p beside found slices, and McNemar beside the flips", () => {
    const body = render();
    expect(section(body, "6 metrics")).toContain(
      "| ROC AUC ↑ | 0.609 | 0.671 | +0.061 [+0.044, +0.076] | DeLong, p < 0.001 | better |",
    );
    expect(section(body, "6 metrics")).toContain("standard deviation 0.0025 over 5 training seeds");
    expect(section(body, "1 slice found worse")).toContain("| origin=ORD | 200 | p = 0.0052 | Log loss ↓ |");
    expect(section(body, "147 predictions")).toContain("(exact McNemar, p < 0.001)");
    expect(section(body, "147 predictions")).toContain(
      "| broken | 20010413T1040-PHX-ORD-1 | 0 | 0.299 | 0.553 |",
    );
  });

  it("tells what was measured of the cost and what was not", () => {
    expect(section(render(), "Cost")).toContain(
      "41.7 s of run time · 12 s in the queue · peak memory 412 MB · 0.0056 EUR by the rates of the policy; not measured: GPU time, energy.",
    );
    const cost = {
      wallSeconds: 7260,
      queueSeconds: 185,
      gpuSeconds: 6480,
      gpu: "NVIDIA H100",
      peakMemoryBytes: 14_200_000_000,
      energyWattHours: 1260,
      price: { amount: 7.2, currency: "EUR" },
    };
    expect(section(render({ cost }), "Cost 108 GPU min, 7.20 EUR")).toContain(
      "2.02 h of run time · 3.08 min in the queue · 108 GPU min on NVIDIA H100 · peak memory 14.2 GB · 1,260 Wh · 7.20 EUR by the rates of the policy.",
    );
  });

  it("gives commands that end in the same numbers, with the seed", () => {
    const report = readFlightsReport();
    expect(section(render(), "How to reproduce").split("\n").slice(2, 8)).toEqual([
      "```sh",
      `git fetch origin ${report.headSha} && git checkout ${report.headSha}`,
      "npx pawl pull",
      `npx pawl evaluate --base ${report.baseSha} --model flight-delay --json > report.json # seed 0, 1000 resamples: the policy says so`,
      "npx pawl report report.json --html report.html",
      "```",
    ]);
  });

  it("says who computed the numbers, and nothing where nobody says", () => {
    const verification = { pullRequest: 2, run: 7, rows: "base" } as const;
    expect(render({ verification: { ...verification, by: "recomputed" } })).toContain(
      "> **Recomputed** apart from the pull request on the base branch's rows,",
    );
    expect(render({ verification: { ...verification, by: "self-reported" } })).toContain(
      "> **Self-reported**: by a job whose files the pull request can change.",
    );
    expect(render()).not.toMatch(/Recomputed|Self-reported/);
  });

  it("says who has overridden a gate, why, and what it was, after the gates that need a look", () => {
    const report = readFlightsReport();
    const failed = report.gates.find(({ status }) => status === "fail");
    const override = {
      model: report.model,
      gate: failed?.gate ?? "",
      by: "mia",
      reason: "agreed with @acme/ops",
      headSha: report.headSha,
      baseSha: report.baseSha,
      isSticky: false,
    };
    const body = renderEvaluationComment(applyOverrides(report, [override]), context);
    expect(body.split("\n")[1]).toMatch(/^### ✅ flight-delay: 4 gates passed, 1 by override/);
    const row = body.split("\n").find((line) => line.startsWith("| 🔓"));
    expect(row).toContain("overridden by @\u200Bmia until the next push");
    expect(row).toContain("agreed with @\u200Bacme/ops; it was gate.above-max");
  });

  it("draws the stages behind the model, with the same facts in a table", () => {
    const lineage = {
      stages: [
        {
          stage: "train",
          role: "train" as const,
          inputs: [{ path: "params.yaml", digest: "abcdef0123456789", isChanged: true }],
          outputs: [{ path: "m.onnx", digest: null, isChanged: null }],
        },
      ],
    };
    const text = section(render({ lineage }), "Lineage");
    expect(text).toContain('d0[("params.yaml abcdef01, changed")]');
    expect(text).toContain("| train (train) | in | params.yaml | `abcdef01` | changed |");
    expect(text).toContain("|  | out | m.onnx | not made yet | – |");
    expect(section(render({ lineage: { stages: [] } }), "Lineage")).toContain("--> evaluation");
  });

  it("charts the metric that the history follows, also a number of a metrics file", () => {
    const followed = {
      metric: "metrics.json:test.roc_auc",
      direction: "higher" as const,
      champion: { value: 0.62, interval: null },
      challenger: { value: 0.65, interval: null },
      difference: { value: 0.03, interval: null },
      verdict: "better" as const,
      rows: 0,
    };
    const { metrics, history } = readFlightsReport();
    const runs = history?.runs ?? [];
    const body = render({
      metrics: [...metrics, followed],
      history: { metric: followed.metric, runs },
    });
    expect(body).toContain(
      `title "ROC AUC in metrics.json: last ${Math.min(runs.length, 8)} runs, then this PR`,
    );
    expect(body).toMatch(/bar \[.*0\.62, 0\.65\]/);
    // A history of a metric that the report has not: the primary one without runs.
    expect(render({ history: { metric: "f.json:gone", runs } })).toContain('x-axis ["champion", "this PR"]');
  });

  it("shows a gate on slices without numbers where no slice was judged", () => {
    const gate = {
      gate: "roc_auc Δ ≥ −0.05 in each slice that the search found",
      metric: "roc_auc",
      slice: null,
      status: "pass" as const,
      reasonCode: "gate.passed",
      reason: "the search found no slice",
    };
    expect(render({ gates: [gate] })).toContain(
      "| ✅ ROC AUC | – | – | – | Δ ≥ −0.05 in each slice that the search found | the search found no slice |",
    );
  });

  it("says first what changed when the models do not compare", () => {
    const comparability = {
      rowsDigest: "a",
      targetDigest: "b",
      metricCode: "pawl.metrics/2",
      changes: [{ what: "metric code" as const, detail: "pawl.metrics/1 became pawl.metrics/2" }],
    };
    const body = render({ comparability, notes: ["a note"] });
    const note = "> ⚠️ **Not comparable: metric code changed** pawl.metrics/1 became pawl.metrics/2";
    expect(body.indexOf(note)).toBeGreaterThan(0);
    expect(body.indexOf(note)).toBeLessThan(body.indexOf("| Gate |"));
    expect(body).toContain("> a note");
    expect(render({ comparability, gates: [], verdict: "pass" })).toContain(
      "**Next:** check that what changed was meant to change",
    );
  });

  it("has the same layout for a repository whose policy evaluates nothing: metrics files, params and plots", () => {
    const metric = {
      metric: "metrics.json:test.f1",
      direction: "higher" as const,
      champion: { value: 0.81, interval: null },
      challenger: { value: 0.84, interval: null },
      difference: { value: 0.03, interval: null },
      verdict: "better" as const,
      rows: 0,
    };
    const { learningCurves = [], params } = readFlightsReport();
    const gate = {
      gate: "metrics.json:test.f1 Δ ≥ −1%",
      metric: metric.metric,
      slice: null,
      status: "pass" as const,
      reasonCode: "gate.passed",
      reason: "not worse",
    };
    const { flips, curves, importance, history, cost, seedNoise, dataDiffs, comparability, ...base } =
      readFlightsReport();
    expect([flips, curves, importance, history, cost, seedNoise, dataDiffs, comparability]).not.toContain(
      undefined,
    );
    const body = renderEvaluationComment(
      {
        ...base,
        outcome: "compared",
        verdict: "pass",
        champion: null,
        challenger: null,
        data: null,
        metrics: [metric],
        slices: [],
        gates: [gate],
        stages: [],
      },
      context,
    );
    expect(body.split("\n")[1]).toBe("### ✅ flight-delay: 1 gate passed · metrics.json:test.f1 +0.0300");
    expect(body).toContain(`against the metrics files of base \`${base.baseSha?.slice(0, 7)}\``);
    expect(section(body, "1 param changed")).toContain(
      `| ${params[0]?.file} | features.rates | false | true |`,
    );
    expect(section(body, "1 learning curve")).toContain(`| this PR | ${learningCurves[0]?.head.length} |`);
    expect(body).not.toContain("undefined");
  });

  it("does not say that a gate explains a failure when none does", () => {
    expect(render({ verdict: "fail", gates: [] })).toContain("a failure that no gate explains");
  });

  it("marks numbers that are undefined, and draws nothing of them", () => {
    const report = readFlightsReport();
    const nothing = { value: "nan" as const, interval: null };
    const importance = {
      metric: "roc_auc",
      repeats: 1,
      rows: 2,
      columns: [{ column: "hour", champion: null, challenger: "nan" as const, deviation: "nan" as const }],
    };
    const [first] = report.metrics;
    const metrics = first === undefined ? [] : [{ ...first, challenger: nothing, difference: nothing }];
    const body = render({ importance, metrics });
    expect(section(body, "Importance of 1 column")).toContain("| hour | – | undefined | undefined |");
    expect(body).not.toMatch(/NaN|Infinity|xychart-beta\n {4}title "ROC AUC/);
  });
});

const bidi = "\u202E\u2066";
const hostile = [
  "<img src=x onerror=alert(1)>",
  "@acme/all",
  "#123",
  "GH-7",
  "https://e.vil/x",
  "www.e.vil",
  "![i](http://e.vil/i.png)",
  "[l](javascript:alert(1))",
  "`code` **b** | cell",
  "</details></script>-->",
  `${bidi}reversed\u0000\u0007\u001B[31m`,
  "\n# heading\n\n```\nfence",
].join(" ");

/** Every node of a Markdown tree. */
function nodesOf(node: Nodes): readonly Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap((child) => nodesOf(child))] : [node];
}

describe("a report that a stranger wrote", () => {
  it.each([
    ["every kind of markup", hostile],
    ["the same at 10,000 characters", `${hostile} `.repeat(50).slice(0, 10_000)],
    ["one long word", "x".repeat(10_000)],
    ["characters that escape to many", "<&|*@".repeat(2_000)],
    ["nothing", ""],
  ])("does nothing in the comment with %s in every text", (_, text) => {
    const body = renderEvaluationComment(poisonReport(readFlightsReport(), text), context);
    expect(body.length).toBeLessThan(60_000);
    expect(body.replaceAll(/[\n\u200B]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(body.split("\n")[0]).toMatch(/^<!-- pawl:report [^<>]* -->$/);
    const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const nodes = nodesOf(tree);
    const raw = nodes.flatMap((node) => (node.type === "html" ? [node.value] : []));
    for (const html of raw) {
      expect(html).toMatch(
        /^(?:<!-- pawl:report [^<>]* -->|<details><summary>[^<>]*<\/summary>|<\/details>|<\/?sub>)$/,
      );
    }
    expect(raw.filter((html) => html.startsWith("<details>"))).toHaveLength(
      raw.filter((html) => html === "</details>").length,
    );
    const links = nodes.flatMap((node) => (node.type === "link" ? [node.url] : []));
    expect(links).toEqual([context.runUrl]);
    expect(nodes.filter((node) => node.type === "image")).toEqual([]);
    const texts = nodes.flatMap((node) => (node.type === "text" ? [node.value] : []));
    for (const value of texts) expect(value).not.toMatch(/@[a-z]|#\d|GH-\d|www\.e|https:\/\//i);
    const headings = nodes.filter((node) => node.type === "heading");
    expect(headings.every(({ depth }) => depth >= 3)).toBe(true);
    expect(micromark(body, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })).not.toContain("<img");
  });

  it("cannot write to the terminal either", () => {
    const lines = renderEvaluationLines(poisonReport(readFlightsReport(), hostile));
    expect(lines.join("")).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(lines[0]).toMatch(/^❌ <img/);
  });
});
