import { array, assert, double, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { MonitorReport } from "../../../src/monitoring/monitor-report-schema.ts";
import { renderDriftIssue, type DriftIssueView } from "../../../src/report/drift-issue.ts";
import { renderBarChart } from "../../../src/report/mermaid.ts";
import { formatNumber } from "../../../src/report/plain-number.ts";
import { renderMonitorSummary } from "../../../src/report/monitor-summary.ts";
import { judgeKind } from "../../../src/monitoring/verdict.ts";

const number = double({ noDefaultInfinity: false });

describe("the chart of a drift issue", () => {
  it("has only plain finite numbers and no quote inside a text, whatever it is given", () => {
    assert(
      property(string(), array(number, { maxLength: 8 }), number, (title, values, limit) => {
        const chart = renderBarChart({
          title,
          labels: values.map(() => title),
          values,
          line: limit,
          unit: "value",
          isFromZero: true,
        });
        if (chart === "") return;
        const numbers = chart.split("\n").filter((line) => /^ {4}(bar|line|y-axis)/.test(line));
        for (const line of numbers) {
          expect(line.replace(/^ {4}(bar|line|y-axis "value")/, "")).toMatch(/^[-\d.,[\]> ]*$/);
          expect(line).not.toMatch(/\d\.[,\]\s]|NaN|Infinity/);
        }
        // Two around the colours, two around the title, two around the unit.
        expect((chart.match(/"/g) ?? []).length).toBe(6 + 2 * values.length);
        expect(chart.match(/```/g)).toHaveLength(2);
      }),
    );
  });

  it("keeps two digits of small numbers", () => {
    expect([0.2, 12_345.678, -0.00001234, 0, 1e-15].map(formatNumber)).toEqual([
      "0.2",
      "12345.678",
      "-0.000012",
      "0",
      "0",
    ]);
  });

  it("is left out without values", () => {
    const chart = { title: "x", line: 0.2, unit: "value" };
    expect(renderBarChart({ ...chart, labels: [], values: [] })).toBe("");
    expect(renderBarChart({ ...chart, labels: ["a"], values: [Number.NaN] })).toBe("");
  });
});

describe("a drift issue", () => {
  const windows = Array.from({ length: 3 }, (_, index) => ({
    start: `2001-05-0${index + 1}T00:00:00.000Z`,
    end: `2001-05-0${index + 2}T00:00:00.000Z`,
    rows: 2000,
    labelled: 1900 + index,
    meanScore: 0.21,
    meanTarget: index === 0 ? null : 0.15,
  }));
  const rule = { k: 2, n: 3 };
  const series = [
    { check: "performance", subject: "score", measure: "bias", limit: 0.05, values: [0.02, 0.061, 0.07] },
    {
      check: "performance",
      subject: "roc_auc lost",
      measure: "roc_auc",
      limit: 0.02,
      values: [0.01, null, 0.001],
    },
  ] as const;
  const view: DriftIssueView = {
    marker: {
      repositoryId: 81,
      model: "flight-delay",
      environment: "production",
      kind: "performance",
      sequence: 4,
    },
    record: {
      schema: "pawl.drift-record/1",
      state: "open",
      version: "v1.0.0",
      openedAt: "2001-05-04T00:00:00.000Z",
      retrain: null,
    },
    verdict: judgeKind("performance", series, rule),
    windows,
    rule,
    minRows: 500,
    atMost: "1 per 24h",
    notices: [],
  };

  it("says the verdict first, then a table and a chart with the same facts", () => {
    expect(renderDriftIssue(view).title).toBe("Performance loss: flight-delay (production)");
    expect(renderDriftIssue(view).body).toMatchInlineSnapshot(`
      "<!-- pawl:drift v=1 repo=81 fp=flight-delay/production/performance seq=4 -->
      <!-- pawl:drift-record {"schema":"pawl.drift-record/1","state":"open","version":"v1.0.0","openedAt":"2001-05-04T00:00:00.000Z","retrain":null} -->

      🔴 **2 of the last 3 windows over the limit** on v1.0.0 (opens after 2 of 3 judged windows, closes after 2 clean in a row). Worst: score bias 0.07 > 0.05.

      | What | Measure | Limit | Over | 05-01 | 05-02 | 05-03 |
      | --- | --- | --: | --: | --: | --: | --: |
      | score | bias | 0.05 | 2 of 3 | 0.02 | **0.061** | **0.07** |
      | roc\\_auc lost | roc\\_auc | 0.02 | 0 of 2 | 0.01 | – | 0.001 |
      | mean score |  |  |  | 0.21 | 0.21 | 0.21 |
      | mean target |  |  |  | – | 0.15 | 0.15 |
      | labelled rows |  | ≥ 500 |  | 1900 | 1901 | 1902 |

      \`\`\`mermaid
      ---
      config: { themeVariables: { xyChart: { plotColorPalette: "#0072B2, #D55E00, #009E73, #CC79A7" } } }
      ---
      xychart-beta
          title "score: bias by window (line = limit)"
          x-axis ["05-01", "05-02", "05-03"]
          y-axis "value" 0 --> 0.084
          bar [0.02, 0.061, 0.07]
          line [0.05, 0.05, 0.05]
      \`\`\`

      - **Retrain**: none started (at most 1 per 24h)
      - **Reference**: the profile in the Release of flight-delay@​v1.0.0

      \`/ml drift ack\` · \`/ml drift snooze 7d --reason "…"\` · \`/ml drift retrain\` · \`/ml drift false-alarm\` · \`/ml drift resolve\`

      <sub>The body is rewritten as windows end. Comments only on open, close and retraining.</sub>
      "
    `);
  });

  it("stays under GitHub's limit with a thousand columns of long names", () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      check: "data_drift" as const,
      subject: `${"@#<&|".repeat(100)}${index}`,
      measure: "PSI",
      limit: 0.2,
      values: [1, 1, 1],
    }));
    const body = renderDriftIssue({ ...view, verdict: judgeKind("data", many, rule) }).body;
    expect(body.length).toBeLessThan(58_000);
    expect(body).toContain("960 more are not shown.");
  });
});

describe("the job summary of the monitor", () => {
  it("shows each model with its state, issue and windows", () => {
    const report: MonitorReport = {
      schema: "pawl.monitor/1",
      until: "2001-05-04T00:00:00.000Z",
      openAlerts: 1,
      models: [
        {
          model: "flight-delay",
          environment: "production",
          version: "v1.0.0",
          outcome: "watched",
          windows: [
            {
              start: "2001-05-03T00:00:00.000Z",
              end: "2001-05-04T00:00:00.000Z",
              rows: 2000,
              otherRows: 3,
              labelled: 1900,
              meanScore: 0.2171,
              meanTarget: 0.161,
            },
          ],
          alerts: [
            {
              kind: "performance",
              state: "over",
              severity: 1,
              series: [
                {
                  check: "performance",
                  subject: "score",
                  measure: "bias",
                  limit: 0.05,
                  values: [0.0561],
                  judged: 3,
                  over: 2,
                },
              ],
              decision: "open",
              reasonCode: "drift.opened",
              issue: { number: 7, url: "https://github.test/acme/flights/issues/7" },
              retrain: { decision: "dispatch", reasonCode: "retrain.opened" },
            },
          ],
          newestPrediction: "2001-05-03T23:59:00.000Z",
          malformedLines: 0,
          notices: [],
        },
      ],
    };
    expect(renderMonitorSummary(report)).toMatchInlineSnapshot(`
      "🔴 **1 drift issue stands open**, windows up to 2001-05-04T00:00:00.000Z

      ### flight-delay (production)

      Live: v1.0.0. Newest prediction: 2001-05-03T23:59:00.000Z.

      | Kind | State | Worst | Issue | Decision | Retraining |
      |---|---|---|---|---|---|
      | performance | 🔴 over | score bias 0.0561 (limit 0.05, 2 of 3 over) | [#7](https://github.test/acme/flights/issues/7) | \`drift.opened\` | \`retrain.opened\` |

      | Window from | Rows | By other versions | Labelled | Mean score | Mean target |
      |---|--:|--:|--:|--:|--:|
      | 2001-05-03T00:00:00.000Z | 2000 | 3 | 1900 | 0.2171 | 0.161 |
      "
    `);
  });
});
