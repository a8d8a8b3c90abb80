import { gfm, gfmHtml } from "micromark-extension-gfm";
import { micromark } from "micromark";
import { describe, expect, it } from "vitest";
import type {
  EvaluationReport,
  GateResult,
  MetricComparison,
} from "../../../src/evaluation/report-schema.ts";
import { gateLine } from "../../../src/config/gate-line.ts";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { renderCheck, renderJobSummary } from "../../../src/report/evaluation-check.ts";
import { renderEvaluationComment } from "../../../src/report/evaluation-comment.ts";

function buildMetric(changes: Partial<MetricComparison> = {}): MetricComparison {
  return {
    metric: "roc_auc",
    direction: "higher",
    champion: { value: 0.64, interval: [0.62, 0.66] },
    challenger: { value: 0.66, interval: [0.64, 0.68] },
    difference: { value: 0.02, interval: [0.01, 0.03] },
    verdict: "better",
    rows: 5000,
    ...changes,
  };
}

function buildGate(changes: Partial<GateResult> = {}): GateResult {
  return {
    gate: "roc_auc ≥ 0.58 and Δ ≥ −0.01",
    metric: "roc_auc",
    slice: null,
    status: "pass",
    reasonCode: "gate.passed",
    reason: "not worse",
    ...changes,
  };
}

function buildReport(changes: Partial<EvaluationReport> = {}): EvaluationReport {
  return {
    schema: "pawl.report/1",
    model: "flight-delay",
    task: "binary-classification",
    headSha: "4f9c2d1".padEnd(40, "0"),
    baseSha: "a17be03".padEnd(40, "0"),
    outcome: "compared",
    verdict: "pass",
    champion: { source: "release", version: "v1.2.0", commit: "b".repeat(40), sha256: "c".repeat(64) },
    challenger: { source: "workspace", version: null, commit: "4".repeat(40), sha256: "d".repeat(64) },
    data: { path: "data/test.parquet", rows: 5000, digest: `sha256:${"e".repeat(64)}` },
    metrics: [buildMetric()],
    slices: [],
    gates: [buildGate()],
    params: [{ file: "params.yaml", key: "features.rates", old: false, new: true }],
    stages: [],
    confidence: 0.95,
    resamples: 1000,
    seed: 0,
    notes: [],
    createdAt: "2026-01-02T03:04:05Z",
    ...changes,
  };
}

const context = {
  repositoryId: 81237,
  pullRequest: 128,
  seq: 7,
  runUrl: "http://127.0.0.1/acme/flights/actions/runs/9",
};
const render = (changes: Partial<EvaluationReport> = {}): string =>
  renderEvaluationComment(buildReport(changes), context);
const toHtml = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

describe("the metric comment", () => {
  it("says the verdict first, then what was compared, the gates, a chart, the details and the next step", () => {
    expect(render()).toMatchInlineSnapshot(`
      "<!-- pawl:report v=1 repo=81237 pr=128 slot=flight-delay sha=4f9c2d1 seq=7 -->
      ### ✅ flight-delay: 1 gate passed · ROC AUC +0.020

      \`4f9c2d1\` against champion **v1.2.0** (\`bbbbbbb\`), both scored on 5,000 rows of data/test.parquet · 1,000 paired resamples, seed 0

      | Gate | Champion | This PR | Δ [95 % interval] | Rule | Verdict |
      |---|--:|--:|--:|---|---|
      | ✅ ROC AUC ↑ | 0.640 | 0.660 | +0.020 [+0.010, +0.030] | ≥ 0.58 and Δ ≥ −0.01 | passed |

      \`\`\`mermaid
      ---
      config: { xyChart: { height: 300 }, themeVariables: { xyChart: { plotColorPalette: "#0072B2, #D55E00, #009E73, #CC79A7" } } }
      ---
      xychart-beta
          title "ROC AUC (line = limit 0.58)"
          x-axis ["champion", "this PR"]
          y-axis "ROC AUC" 0.54 --> 0.7
          bar [0.64, 0.66]
          line [0.58, 0.58]
      \`\`\`

      <details><summary>1 metric · 1 param changed · lineage · how to reproduce</summary>

      #### 1 metric

      | Metric | Champion | This PR | Δ [95 % interval] | Verdict |
      |---|--:|--:|--:|---|
      | ROC AUC ↑ | 0.640 | 0.660 | +0.020 [+0.010, +0.030] | better |

      #### 1 param changed

      | File | Key | Base | This PR |
      |---|---|---|---|
      | params.yaml | features.rates | false | true |

      #### Lineage

      \`\`\`mermaid
      flowchart LR
        rows["data/test.parquet eeeeeeeeeeee"] --> evaluation
        base["commit bbbbbbb"] --> champion
        champion["v1.2.0 cccccccccccc"] --> evaluation
        head["commit 4f9c2d1"] --> challenger
        challenger["this PR's model dddddddddddd"] --> evaluation
        evaluation["flight-delay: pass"]
      \`\`\`

      - Data: data/test.parquet, sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
      - Model of this PR: sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
      - Champion: v1.2.0, sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc

      #### How to reproduce

      \`\`\`sh
      git fetch origin 4f9c2d1000000000000000000000000000000000 && git checkout 4f9c2d1000000000000000000000000000000000
      npx pawl pull
      npx pawl evaluate --base a17be03000000000000000000000000000000000 --model flight-delay --json > report.json # seed 0, 1000 resamples: the policy says so
      npx pawl report report.json --html report.html
      \`\`\`

      </details>

      **Next:** review and merge; the model is then registered as a new version.

      <sub>[Run and full report](http://127.0.0.1/acme/flights/actions/runs/9) · \`/ml help\`</sub>"
    `);
  });

  it("names the gates that failed and why promotion is blocked", () => {
    const recall = buildMetric({
      metric: "recall",
      difference: { value: -0.021, interval: [-0.03, -0.013] },
      verdict: "worse",
    });
    const lines = render({
      verdict: "fail",
      metrics: [buildMetric(), recall],
      gates: [
        buildGate(),
        buildGate({
          gate: "recall Δ ≥ −0.01",
          metric: "recall",
          status: "fail",
          reasonCode: "gate.regression",
          reason: "worse by 0.021, beyond 0.01",
        }),
      ],
    }).split("\n");
    expect(lines[1]).toBe("### ❌ flight-delay: 1 of 2 gates failed · ROC AUC +0.020 · Recall −0.0210");
    expect(lines.find((line) => line.startsWith("| ❌"))).toBe(
      "| ❌ Recall ↑ | 0.6400 | 0.6600 | −0.0210 [−0.0300, −0.0130] | Δ ≥ −0.01 | worse by 0.021, beyond 0.01 |",
    );
    expect(lines.find((line) => line.startsWith("**Next:**"))).toMatch(/`gate\.regression`.*`blocked\.gate`/);
  });

  it.each([
    [
      "no evidence",
      { verdict: "warn", gates: [buildGate({ status: "warn" })] },
      "⚠️ flight-delay: not enough evidence for 1 of 1 gate · ROC AUC +0.020",
    ],
    [
      "a first model",
      { outcome: "first", champion: null, metrics: [buildMetric({ champion: null, difference: null })] },
      "✅ flight-delay: first model, 1 gate passed · ROC AUC 0.660",
    ],
    [
      "a gate that a person has overridden",
      {
        gates: [buildGate(), buildGate({ gate: "ece ≤ 0.1", metric: "ece", reasonCode: "gate.overridden" })],
      },
      "✅ flight-delay: 2 gates passed, 1 by override · ROC AUC +0.020",
    ],
    ["no gates", { gates: [] }, "ℹ️ flight-delay: no gates · ROC AUC +0.020"],
    [
      "no change",
      { outcome: "unchanged", metrics: [], gates: [] },
      "➖ flight-delay: model unchanged, nothing to compare",
    ],
    [
      "noise",
      { metrics: [buildMetric({ verdict: "within noise" })] },
      "✅ flight-delay: 1 gate passed · ROC AUC +0.020, within noise",
    ],
  ] satisfies [string, Partial<EvaluationReport>, string][])(
    "has a headline for %s",
    (_, changes, headline) => {
      expect(render(changes).split("\n")[1]).toBe(`### ${headline}`);
    },
  );

  it("does not change when only the time of the report does", () => {
    expect(render({ createdAt: "2027-01-01T00:00:00Z" })).toBe(render());
  });

  it("(edge case 25) shows numbers that are undefined or infinite as words, and draws no chart of them", () => {
    const body = render({
      metrics: [
        buildMetric({
          challenger: { value: "nan", interval: ["nan", "nan"] },
          difference: { value: "-inf", interval: null },
        }),
      ],
    });
    expect(body).toContain("| undefined | −∞ |");
    expect(body).not.toContain("xychart");
    expect(body).not.toMatch(/NaN|Infinity/);
  });

  it("(edge case 26) leaves text from a report without effect", () => {
    const evil = "<img src=x onerror=alert(1)> @acme/all #1 | ```` ` \u202E [x](http://e.vil) -->\n# big";
    const body = render({
      model: evil,
      champion: { source: "release", version: evil, commit: evil, sha256: evil },
      data: { path: evil, rows: 1, digest: evil },
      metrics: [buildMetric({ metric: evil })],
      slices: [{ slice: evil, rows: 1, metrics: [buildMetric({ metric: evil })] }],
      gates: [
        buildGate({ gate: evil, metric: evil, slice: evil, status: "fail", reason: evil, reasonCode: evil }),
      ],
      params: [{ file: evil, key: evil, old: evil, new: { [evil]: evil } }],
      stages: [{ stage: evil, state: "ran", reason: evil, durationMs: 1 }],
      notes: [evil],
    });
    const html = toHtml(body);
    expect(body.split("\n")[0]).toMatch(/^<!-- pawl:report [^<>]* -->$/);
    expect(body).not.toMatch(/@acme|#1\b|\u202E/);
    expect(html).not.toMatch(/<img|<h1|href="http:\/\/e\.vil/);
    expect(body.match(/^\| ?-/gm)).toHaveLength(5);
  });

  it("(edge case 14) stays short enough with a thousand gates, five hundred slices and long names", () => {
    const long = "x<&|".repeat(500);
    const slices = Array.from({ length: 500 }, (_, index) => ({
      slice: `${long}${index}`,
      rows: 9,
      metrics: Array.from({ length: 10 }, () => buildMetric()),
    }));
    const gates = Array.from({ length: 1000 }, (_, index) =>
      buildGate({
        gate: `${long}${index}`,
        metric: long,
        slice: `${long}${index}`,
        status: "fail",
        reason: long,
      }),
    );
    const body = render({ slices, gates, notes: Array.from({ length: 50 }, () => long), verdict: "fail" });
    expect(body.length).toBeLessThan(60_000);
    expect(body).toMatch(/### ❌ flight-delay: 1000 of 1,000 gates failed/);
  });
});

describe("the check", () => {
  it("concludes by the verdict, neutral for no change and for little evidence", () => {
    expect(renderCheck(buildReport()).conclusion).toBe("success");
    expect(renderCheck(buildReport({ verdict: "fail" })).conclusion).toBe("failure");
    expect(renderCheck(buildReport({ verdict: "warn" })).conclusion).toBe("neutral");
    expect(renderCheck(buildReport({ outcome: "unchanged" })).conclusion).toBe("neutral");
  });

  it("has a plain title and one annotation a gate that did not pass", () => {
    const gate = buildGate({
      metric: "out/m.json:f_1",
      gate: "out/m.json:f_1 ≥ 1",
      status: "fail",
      reason: "0.5 is below 1",
      reasonCode: "gate.below-min",
    });
    const check = renderCheck(
      buildReport({ metrics: [buildMetric({ metric: "out/m.json:f_1" })], gates: [gate, buildGate()] }),
    );
    expect(check.title).toBe("❌ flight-delay: 1 of 2 gates failed · out/m.json:f_1 +0.020");
    expect(check.annotations).toEqual([
      {
        path: "out/m.json",
        startLine: 1,
        endLine: 1,
        level: "failure",
        title: "out/m.json:f_1 ≥ 1",
        message: "0.5 is below 1 (gate.below-min)",
      },
    ]);
  });
});

describe("the annotations of the check", () => {
  const failing = buildReport({ gates: [buildGate({ status: "fail" })] });

  it("are on the gate's own line of the policy", () => {
    const text = [
      "version: 1",
      "models:",
      "  flight-delay:",
      "    artifact: m.onnx",
      "    task: binary-classification",
      "    evaluation: { data: t.csv, target: late, id: id, metrics: [roc_auc] }",
      "    gates:",
      "      - { metric: roc_auc, max: 1 }",
      "      - { metric: roc_auc, min: 0.58, max_regression: 0.01 }",
    ].join("\n");
    const parsed = parsePolicy(text);
    if (parsed.problems !== undefined) throw new TypeError(JSON.stringify(parsed.problems));
    const lineOfGate = (model: string, gate: string) => gateLine(parsed, model, gate);
    const [annotation] = renderCheck(failing, { lineOfGate }).annotations;
    expect(annotation).toMatchObject({ path: ".github/pawl.yml", startLine: 9, endLine: 9 });
    expect(gateLine(parsed, "constructor", "roc_auc ≤ 1")).toBeUndefined();
  });

  it("are on its first line where the policy has no such gate", () => {
    const [annotation] = renderCheck(failing, { lineOfGate: () => undefined }).annotations;
    expect(annotation).toMatchObject({ path: ".github/pawl.yml", startLine: 1 });
  });
});

describe("the job summary", () => {
  it("is the comment without its marker", () => {
    expect(renderJobSummary(buildReport(), context)).toBe(render().split("\n").slice(1).join("\n"));
  });
});
