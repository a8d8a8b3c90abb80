import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { Window } from "happy-dom";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPageScript } from "../../../src/adapters/plots/page-script.ts";
import { vegaPlots } from "../../../src/adapters/plots/vega-plots.ts";
import { reportPage } from "../../../src/app/report-page.ts";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import { planCharts } from "../../../src/report/evaluation-html/charts.ts";
import { poisonReport, readFlightsReport } from "../../support/reports/flights-report.ts";

const chartIds = [
  "roc",
  "precision-recall",
  "calibration",
  "scores",
  "confusion-champion",
  "confusion-challenger",
  "slices",
  "found-slices",
  "learning-0",
  "importance",
  "history",
];

/** The document, without running anything in it. */
function parse(html: string): Window["document"] {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } });
  window.document.write(html);
  return window.document;
}

let page: string;

beforeAll(async () => {
  page = await reportPage(readFlightsReport(), vegaPlots);
});

describe("the page of a report", () => {
  it("is one file below 1.5 MB that asks for nothing", () => {
    expect(page.length).toBeLessThan(1_500_000);
    const document = parse(page);
    expect(
      document.querySelectorAll("link, iframe, img, object, base, form, [src], [style*=url]"),
    ).toHaveLength(0);
    const addresses = [...document.querySelectorAll("[href]")].map((link) => link.getAttribute("href") ?? "");
    expect(addresses.every((address) => address.startsWith("#"))).toBe(true);
    for (const address of addresses)
      expect(document.getElementById(address.slice(1)), address).not.toBeNull();
  });

  it("lets the scripts that are in it run and no other", () => {
    const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1] ?? "");
    const digests = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    expect(scripts).toHaveLength(2);
    expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${digests.join(" ")}; base-uri 'none'; form-action 'none'`,
    );
  });

  it("has every plot as a picture and as a specification, and the report itself", () => {
    const document = parse(page);
    const plots = JSON.parse(document.getElementById("pawl-plots")?.textContent ?? "") as object;
    expect(Object.keys(plots)).toEqual(chartIds);
    for (const id of chartIds) expect(document.querySelectorAll(`#plot-${id} svg`), id).toHaveLength(1);
    expect(JSON.parse(document.getElementById("pawl-report")?.textContent ?? "")).toEqual(
      readFlightsReport(),
    );
  });

  it("says the verdict in title and heading, then what to do", () => {
    const document = parse(page);
    const headline =
      "❌ flight-delay: 1 of 4 gates failed · ROC AUC +0.061 · Expected calibration error +0.0162";
    expect(document.title).toBe(headline);
    expect(document.querySelector("h1.fail")?.textContent).toBe(headline);
    expect(document.querySelector(".next")?.textContent).toMatch(/^Next: bring Expected calibration error/);
    expect(document.querySelectorAll("#gates tbody tr")).toHaveLength(4);
  });

  it("has no script when there is nothing to plot", async () => {
    const bare: EvaluationReport = {
      ...readFlightsReport(),
      outcome: "unchanged",
      metrics: [],
      slices: [],
      gates: [],
      curves: undefined,
      importance: undefined,
      learningCurves: undefined,
      history: undefined,
    };
    const html = await reportPage(bare, vegaPlots);
    expect(html).toContain("script-src 'none'");
    expect(html).not.toContain("<script>");
    expect(parse(html).querySelector("h1.none")?.textContent).toBe(
      "➖ flight-delay: model unchanged, nothing to compare",
    );
  });

  it("draws residuals of a regression, and leaves out what is not a number", async () => {
    const report = readFlightsReport();
    const { curves, history } = report;
    if (curves === undefined || history === undefined) throw new TypeError("the report has no curves");
    const residuals = { edges: [-1, 0, 1], champion: null, challenger: [3, 0] };
    const none = { roc: null, precisionRecall: null, calibration: null, scores: null, confusion: null };
    const runs = history.runs.map((run, index) => (index === 0 ? { ...run, value: "nan" as const } : run));
    const charts = planCharts({
      ...report,
      curves: { ...curves, ...none, residuals },
      history: { ...history, runs },
      learningCurves: [{ name: "empty", base: null, head: [] }],
    });
    expect(charts.map(({ id }) => id)).toEqual([
      "residuals",
      "slices",
      "found-slices",
      "importance",
      "history",
    ]);
    for (const { specification } of charts) {
      const svg = await vegaPlots.render(JSON.stringify(specification));
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it.each([
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)><a href="javascript:alert(1)">',
    "\u202E\u0000 <!-- <script> datum.x {{signal}} ${1} '+alert(1)+'",
  ])("runs, loads and links nothing of a stranger's text: %j", async (text) => {
    const html = await reportPage(poisonReport(readFlightsReport(), text), vegaPlots);
    const document = parse(html);
    expect(document.querySelectorAll("script:not([type])")).toHaveLength(2);
    expect(document.querySelectorAll("img, iframe, svg svg, svg a, svg image, svg script")).toHaveLength(0);
    const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
    expect(attributes.filter(({ name }) => /^on|^xlink:href$/.test(name))).toEqual([]);
    expect(
      attributes.filter(({ name, value }) => name === "href" && value?.startsWith("#") !== true),
    ).toEqual([]);
    expect(document.querySelectorAll("figure svg")).toHaveLength(chartIds.length);
    const shown = [...document.querySelectorAll("header, main, footer")].map((part) => part.textContent);
    expect(shown.join("")).not.toMatch(/[\p{Cf}]/u);
  });
});

describe("Vega for the page", () => {
  it("brings its interpreter, uses nothing from elsewhere and can stand in a page", async () => {
    const script = await buildPageScript();
    const kind: unknown = runInNewContext(`${script}; typeof vega.expressionInterpreter.operator`, {
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
    });
    expect(kind).toBe("function");
    expect(script).not.toMatch(/<\/script|<!--|sourceMappingURL/i);
  });
});
