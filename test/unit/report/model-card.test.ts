import { gfm, gfmHtml } from "micromark-extension-gfm";
import { micromark } from "micromark";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { renderModelCard } from "../../../src/report/model-card.ts";
import type { ModelCardView } from "../../../src/report/model-card-view.ts";
import { renderReleaseNotes } from "../../../src/report/release-notes.ts";
import { poisonReport, readFlightsReport } from "../../support/reports/flights-report.ts";

function buildManifest(changes: Partial<Manifest> = {}): Manifest {
  return {
    schema: "pawl.manifest/1",
    model: "flight-delay",
    version: "v1.5.0",
    commit: "7".repeat(40),
    task: "binary-classification",
    artifact: {
      path: "models/model.onnx",
      asset: "model.onnx",
      sizeBytes: 5579,
      sha256: "b".repeat(64),
      md5: "0",
    },
    signature: { inputs: [{ name: "hour", datatype: "FP32", shape: [-1, 1] }], outputs: [] },
    columns: { id: "flight_id", timestamp: null, target: "delayed" },
    digests: { code: "c".repeat(64), params: "d".repeat(64), data: "e".repeat(64) },
    bump: { level: "minor", reason: "code-or-params-changed", previous: "v1.4.0" },
    examples: { inputs: [], outputs: [] },
    assets: [],
    createdAt: "2026-01-02T03:04:05Z",
    ...changes,
  };
}

const render = (changes: Partial<ModelCardView> = {}): string =>
  renderModelCard({
    manifest: buildManifest(),
    policy: { description: "Will this flight land late?", owner: "@acme/flights", gates: [] },
    report: readFlightsReport(),
    ...changes,
  });

/** The text below a heading. */
function section(card: string, heading: string): string {
  return card.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0]?.trim() ?? "";
}

function frontMatter(card: string): Record<string, unknown> {
  return parse(/^---\n([^]*?)\n---\n/.exec(card)?.[1] ?? "") as Record<string, unknown>;
}

describe("a model card", () => {
  it("has the metrics as Hugging Face's model-index", () => {
    const matter = frontMatter(render());
    expect(matter).toMatchObject({ library_name: "onnx", pipeline_tag: "tabular-classification" });
    expect(matter["model-index"]).toEqual([
      {
        name: "flight-delay",
        results: [
          {
            task: { type: "tabular-classification", name: "binary-classification" },
            dataset: {
              type: "other",
              name: "data/test.parquet",
              revision: readFlightsReport().data?.digest,
            },
            metrics: readFlightsReport().metrics.map(({ metric, challenger }) => ({
              type: metric,
              name: expect.any(String) as string,
              value: challenger?.value,
            })),
          },
        ],
      },
    ]);
  });

  it("says what is known: use, data, intervals, slices, calibration, what it relies on, limits", () => {
    const card = render();
    expect(section(card, "Intended use")).toMatch(/^Will this flight land late\?/);
    expect(section(card, "Metrics")).toContain(
      "| ROC AUC ↑ | 0.671 [0.649, 0.692] | 0.609 [0.586, 0.632] | +0.061 [+0.044, +0.076] | better |",
    );
    expect(section(card, "Training and evaluation data")).toContain("data/test.parquet, 4,075 rows");
    expect(section(card, "Slices")).toContain("| origin=ORD | found by search | 200 | Log loss ↓ |");
    expect(section(card, "Calibration")).toContain("- Expected calibration error ↓: 0.1557 [0.1442, 0.1661]");
    expect(section(card, "What the model relies on")).toContain("| weekday | 0.0437 ± 0.0060 |");
    expect(section(card, "Limits")).toContain(
      "- Worse than the version before where origin=ORD (200 rows, Log loss +0.046 [+0.018, +0.075], corrected p = 0.0052)",
    );
    expect(section(card, "Limits")).toContain("- Gate failed: ece ≤ 0.05: 0.1557 is above 0.05");
    expect(section(card, "How to use it")).toContain("gh release download 'flight-delay@v1.5.0'");
  });

  it("says plainly what was not given or measured", () => {
    const card = render({ report: undefined, policy: { gates: [] } });
    expect(section(card, "Intended use")).toMatch(/^Not given/);
    expect(section(card, "Model details")).toMatch(/Owner: not given[^]*Licence: not given/);
    for (const heading of ["Metrics", "Limits"]) {
      expect(section(card, heading)).toBe("Not given: this version was registered without an evaluation.");
    }
    for (const heading of ["Fairness", "Calibration", "What the model relies on"]) {
      expect(section(card, heading)).toMatch(/^Not measured/);
    }
    expect(frontMatter(card)["model-index"]).toBeUndefined();
    expect(card).not.toMatch(/undefined|null|NaN/);
  });

  it("shows gaps between groups where they were measured", () => {
    const report = readFlightsReport();
    const gap: EvaluationReport["metrics"][number] = {
      metric: "equalized_odds_difference",
      direction: "lower",
      champion: null,
      challenger: { value: 0.081, interval: [0.05, 0.11] },
      difference: null,
      verdict: "not comparable",
      rows: 4075,
    };
    const evaluation = { group: "region" } as NonNullable<ModelCardView["policy"]["evaluation"]>;
    const card = render({ report: { ...report, metrics: [gap] }, policy: { gates: [], evaluation } });
    expect(section(card, "Fairness")).toMatch(/^By region\.\n\n- .+ ↓: 0\.081 \[0\.050, 0\.110\]$/);
  });

  it("leaves numbers that are not finite out of the front matter", () => {
    const report = readFlightsReport();
    const metrics = report.metrics.map((metric) => ({
      ...metric,
      challenger: { value: "nan" as const, interval: null },
    }));
    expect(frontMatter(render({ report: { ...report, metrics } }))["model-index"]).toBeUndefined();
  });

  it("gives a stranger's text no effect in Markdown and YAML", () => {
    const evil = '---\nlicense: mit\n"}: [@acme/all](javascript:1) <img src=x> #1 \u202E`|';
    const manifest = buildManifest({
      model: evil,
      version: evil,
      artifact: { ...buildManifest().artifact, path: evil },
      signature: { inputs: [{ name: evil, datatype: evil, shape: [1] }], outputs: [] },
      bump: { level: "minor", reason: evil, previous: evil },
    });
    const view = {
      manifest,
      policy: { description: evil, owner: evil, gates: [] },
      report: poisonReport(readFlightsReport(), evil),
    };
    const card = renderModelCard(view);
    expect(frontMatter(card)["license"]).toBeUndefined();
    for (const text of [
      card.replace(/^---\n[^]*?\n---\n/, ""),
      renderReleaseNotes({ ...view, stages: [], environments: {} }),
    ]) {
      const html = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
      expect(html).not.toMatch(/<img|href="javascript/);
      expect(text.replaceAll(/```[^]*?```/g, "")).not.toMatch(/@acme|#1\b|\u202E/);
    }
  });
});
