import { describe, expect, it } from "vitest";
import { vegaPlots } from "../../../src/adapters/plots/vega-plots.ts";
import { writePlots } from "../../../src/app/write-plots.ts";
import { fillTemplate, type PlotData } from "../../../src/report/plots/fill-template.ts";
import { imageTypeOf } from "../../../src/report/plots/image-type.ts";
import { renderPlotMarkdown } from "../../../src/report/plots/plot-markdown.ts";
import { renderPlotPage } from "../../../src/report/plots/plot-page.ts";
import { planDrawing } from "../../../src/report/plots/plot-drawing.ts";
import { gatherPoints } from "../../../src/report/plots/plot-points.ts";
import type { PlotReport, PlotTemplate } from "../../../src/report/plots/plot-report.ts";
import { readSeparatedValues } from "../../../src/report/plots/separated-values.ts";
import { plotTemplates } from "../../../src/report/plots/templates.ts";
import { exactJson } from "../../../src/versioning/exact-json.ts";
import { fromPlain } from "../../../src/versioning/from-plain.ts";
import { parseJson } from "../../../src/versioning/parse-json.ts";
import type { Value } from "../../../src/versioning/value.ts";
import { createMemoryFileSystem } from "../../support/memory-file-system.ts";

const csv = { separator: ",", hasHeader: true, path: "a.csv" } as const;
const plain = (value: Value): unknown => JSON.parse(exactJson(value));

describe("separated values", () => {
  it("are read as Python's csv.DictReader reads them", () => {
    const text = 'a,b\r\n1,"x, ""y""\nz"\n\n2\n"",3,4\n=cmd(),<b>\n';
    expect(plain(readSeparatedValues(text, csv))).toEqual([
      { a: "1", b: 'x, "y"\nz' },
      { a: "2", b: null },
      { a: "", b: "3" },
      { a: "=cmd()", b: "<b>" },
    ]);
    expect(readSeparatedValues("", csv)).toEqual([]);
    const tsv = { separator: "\t", hasHeader: false, path: "a.tsv" } as const;
    expect(plain(readSeparatedValues("1\t2\n3\t4", tsv))).toEqual([
      { "0": "1", "1": "2" },
      { "0": "3", "1": "4" },
    ]);
  });

  it("take keys of every object for columns like any other", () => {
    const [row] = readSeparatedValues("__proto__,constructor\n1,2\n", csv);
    expect([...(row ?? [])]).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  it("whose quote does not end are refused with the line", () => {
    expect(() => readSeparatedValues('a\n1\n"2\n', csv)).toThrow("a.csv:3: a quote does not end");
  });
});

function dataOf(
  rows: string,
  properties: Readonly<Record<string, unknown>>,
  revisions = ["main", "workspace"],
): PlotData {
  const gathered = revisions.map((revision) =>
    gatherPoints({
      id: "f.json",
      properties: fromPlain(properties),
      files: new Map([["f.json", parseJson(rows, "f.json")]]),
      revision,
    }),
  );
  const [first] = gathered;
  if (first === undefined) throw new Error("the rows have points");
  return { ...first, points: gathered.flatMap((one) => one?.points ?? []), title: "t", revisions };
}

const rows = '[{"x": 1, "y": 0.5, "c": "a"}, {"x": 2, "y": 0.25, "c": "b"}, {"x": 3, "y": 0.75, "c": "a"}]';

const builtIn = (name: string): PlotTemplate => ({
  name,
  content: plotTemplates.get(name) ?? new Map(),
  isBuiltIn: true,
});

/** As a built-in template is drawn. */
async function drawBuiltIn(name: string, data: PlotData): Promise<string> {
  return vegaPlots.render(
    exactJson(planDrawing({ kind: "vega", id: "p", template: builtIn(name), data }) ?? null),
  );
}

async function draw(template: Value, data: PlotData): Promise<string> {
  if (!(template instanceof Map)) throw new Error("a template is a mapping");
  return vegaPlots.render(exactJson(fillTemplate(template, data, "test")));
}

describe("templates", () => {
  it.each([...plotTemplates.keys()])(
    "%s draws an SVG that holds its title and revisions and no anchor",
    async (name) => {
      const isClasses = name.startsWith("confusion") || name === "scatter_jitter";
      const svg = await drawBuiltIn(name, dataOf(rows, isClasses ? { x: "c", y: "c" } : { x: "x", y: "y" }));
      expect(svg).toMatch(/^<svg[^>]*>/);
      for (const word of [">t<", ">main<", ">workspace<"]) expect(svg).toContain(word);
      expect(svg).not.toContain("DVC_METRIC");
      expect(svg).not.toContain("NaN");
    },
  );

  it("show fields with dots, brackets and quotes", async () => {
    const odd = `[{"a.b[0]'\\"": 1, "y": 2}, {"a.b[0]'\\"": 2, "y": 3}]`;
    const svg = await drawBuiltIn("linear", dataOf(odd, { x: `a.b[0]'"`, y: "y" }));
    expect(svg).toContain("a.b[0]");
  });

  it("show hostile text as text", async () => {
    const evil = "</text><script>alert(1)</script><image href=x onerror=alert(1)>";
    const data = { ...dataOf(rows, { x: "x", y: "y" }, [evil, "b"]), title: evil, xLabel: evil };
    const svg = await drawBuiltIn("simple", data);
    expect(svg).not.toMatch(/<script|<image/);
    expect(svg).toContain("&lt;script&gt;");
  });

  const custom = (more: Readonly<Record<string, unknown>>): Value =>
    fromPlain({
      data: { values: "<DVC_METRIC_DATA>" },
      mark: "point",
      encoding: { x: { field: "<DVC_METRIC_X>" } },
      ...more,
    });

  it.each([
    ["loads data", { layer: [{ data: { url: "file:///etc/passwd" }, mark: "point" }] }],
    ["loads an image", { mark: { type: "image", url: "https://example.com/a.png" } }],
    ["links somewhere", { mark: { type: "point", href: "javascript:alert(1)" } }],
    ["makes data without end", { layer: [{ data: { sequence: { start: 0, stop: 1e12 } }, mark: "point" }] }],
    ["looks up elsewhere", { transform: [{ lookup: "x", from: { data: { url: "a" }, key: "k" } }] }],
  ])("that %s is refused", async (_, more) => {
    await expect(draw(custom(more), dataOf(rows, { x: "x", y: "y" }))).rejects.toMatchObject({
      code: "plot.invalid",
    });
  });

  it.each([
    ["calls what Vega does not have", "process.exit()"],
    ["reaches for a constructor", "datum.constructor.constructor('return process')()"],
    ["is no expression", "while (true) {}"],
  ])("whose expression %s are errors", async (_, calculate) => {
    const template = custom({ transform: [{ calculate, as: "z" }] });
    await expect(draw(template, dataOf(rows, { x: "x", y: "y" }))).rejects.toMatchObject({
      code: "plot.invalid",
    });
  });

  it("without an anchor for data are refused", () => {
    expect(() =>
      fillTemplate(fromPlain({ mark: "point" }), dataOf(rows, { x: "x", y: "y" }), "mine"),
    ).toThrow('The template mine has no anchor "<DVC_METRIC_DATA>".');
  });

  it("do not look for anchors in what is filled in", () => {
    const data = { ...dataOf(rows, { x: "x", y: "y" }), title: "<DVC_METRIC_DATA>" };
    const filled = fillTemplate(
      fromPlain({ title: "<DVC_METRIC_TITLE>", d: "<DVC_METRIC_DATA>" }),
      data,
      "mine",
    );
    expect(filled.get("title")).toBe("<DVC_METRIC_DATA>");
  });
});

describe("the page", () => {
  it("loads nothing, runs nothing and escapes what others wrote", () => {
    const page = renderPlotPage("Plots", [{ id: '"><script>x</script>', problem: "<b>", images: [] }]);
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(page).not.toMatch(/<script|<b>|https?:\/\/|src="(?!data:)/);
  });

  it("says why a plot is not drawn", async () => {
    const points = Array.from({ length: 50_001 }, () => new Map<string, Value>([["x", "1"]]));
    const data: PlotData = { ...dataOf(rows, { x: "x", y: "y" }), points };
    const report: PlotReport = {
      plots: [
        { kind: "vega", id: "many", template: builtIn("simple"), data, content: new Map() },
        { kind: "vega", id: "none", template: builtIn("simple") },
      ],
      errors: [],
    };
    const files = createMemoryFileSystem({});
    const written = await writePlots(report, "page", { files, renderer: vegaPlots });
    expect(written.files).toEqual(["index.html"]);
    expect(written.problems).toEqual([
      "many: There are 50001 points; at most 50000 are drawn.",
      "none: There are no points.",
    ]);
  });
});

describe("images", () => {
  it.each([
    ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ["image/jpeg", [0xff, 0xd8, 0xff, 0xe0]],
    ["image/gif", [...new TextEncoder().encode("GIF89a")]],
    ["image/svg+xml", [...new TextEncoder().encode('<?xml version="1.0"?>\n<!-- x --><svg xmlns="a">')]],
    [undefined, [...new TextEncoder().encode("<html><svg>")]],
    [undefined, []],
  ])("are %s by their first bytes", (type, bytes) => {
    expect(imageTypeOf(Uint8Array.from(bytes))).toBe(type);
  });
});

describe("a plot in a comment", () => {
  it("is a Mermaid chart and a table of the same facts", () => {
    const data = dataOf(rows, { x: "x", y: "y" }, ["main"]);
    expect(renderPlotMarkdown({ template: builtIn("linear"), data })).toBe(`\`\`\`mermaid
---
config: { themeVariables: { xyChart: { plotColorPalette: "#0072B2, #D55E00, #009E73, #CC79A7" } } }
---
xychart-beta
    title "t: main"
    x-axis "x" ["1", "2", "3"]
    y-axis "y" 0 --> 1
    line [0.5, 0.25, 0.75]
\`\`\`

| y | Points | First | Last | Least | Greatest |
|---|--:|--:|--:|--:|--:|
| main | 3 | 0.5 | 0.75 | 0.25 | 0.75 |`);
  });

  it("is left out when its template draws no lines, and says how many points it shows", () => {
    expect(
      renderPlotMarkdown({ template: builtIn("confusion"), data: dataOf(rows, { x: "x", y: "y" }) }),
    ).toBe("");
    const many = JSON.stringify(Array.from({ length: 500 }, (_, x) => ({ x, y: x / 7 })));
    const text = renderPlotMarkdown({ template: builtIn("simple"), data: dataOf(many, { x: "x", y: "y" }) });
    expect(text).toContain("t (40 of 500 points)");
  });
});
