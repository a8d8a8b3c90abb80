import { array, assert, boolean, double, property, record, string, tuple } from "fast-check";
import { Window } from "happy-dom";
import type Mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import { renderEvaluationComment } from "../../../src/report/evaluation-comment.ts";
import { renderBarChart, renderLineChart } from "../../../src/report/mermaid.ts";
import { poisonReport, readFlightsReport } from "../../support/reports/flights-report.ts";

const finite = double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const charts = record({
  title: string(),
  bars: array(tuple(string(), finite), { minLength: 1, maxLength: 12 }),
  line: finite,
  unit: string(),
  isFromZero: boolean(),
});

const lines = record({
  title: string(),
  points: array(tuple(string(), finite), { minLength: 2, maxLength: 12 }),
  second: finite,
  xLabel: string(),
});

let mermaid: typeof Mermaid;

beforeAll(async () => {
  // Mermaid cleans titles with a sanitizer that wants a document.
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  mermaid = (await import("mermaid")).default;
});

describe("Mermaid itself (11.17.2)", () => {
  it("parses every chart, whatever the names and numbers in it are", async () => {
    const rendered: string[] = [];
    assert(
      property(charts, ({ title, bars, line, unit, isFromZero }) => {
        const labels = bars.map(([label]) => label);
        const values = bars.map(([, value]) => value);
        rendered.push(renderBarChart({ title, labels, values, line, unit, isFromZero }));
      }),
      { numRuns: 60 },
    );
    assert(
      property(lines, ({ title, points, second, xLabel }) => {
        const labels = points.map(([label]) => label);
        const values = points.map(([, value]) => value);
        rendered.push(
          renderLineChart({
            title,
            labels,
            lines: [values, values.map(() => second)],
            xLabel,
            yLabel: title,
          }),
        );
      }),
      { numRuns: 30 },
    );
    for (const block of rendered) {
      const chart = block.replace(/^```mermaid\n/, "").replace(/\n```$/, "");
      await expect(mermaid.parse(chart), chart).resolves.toMatchObject({ diagramType: "xychart" });
    }
  });

  it.each(["", '<b>@acme/all #1</b> "]; click \u202E `%% end\n---\nconfig: {}', "x".repeat(500)])(
    "parses the diagrams of a comment whose texts are all %j",
    async (text) => {
      const report = text === "" ? readFlightsReport() : poisonReport(readFlightsReport(), text);
      const body = renderEvaluationComment(report, { repositoryId: 1, pullRequest: 2, seq: 3 });
      const blocks = [...body.matchAll(/^```mermaid\n([^]*?)\n```$/gm)].map((match) => match[1] ?? "");
      const types = await Promise.all(blocks.map(async (block) => (await mermaid.parse(block)).diagramType));
      expect(types).toEqual(["xychart", "xychart", "flowchart-v2"]);
    },
  );
});
