import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { assert as assertProperty, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText } from "../../../src/report/escape.ts";
import { renderBarChart } from "../../../src/report/mermaid.ts";

/** HTML stays what it is: by itself micromark would make it harmless. */
const toHtml = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

describe("escaped text", () => {
  it("never becomes markup, a link or a second table cell, whatever it is", () => {
    assertProperty(
      property(string({ unit: "binary", maxLength: 200 }), (text) => {
        const html = toHtml(`| a | b |\n|---|---|\n| ${escapeText(text)} | end |`);
        expect(html.replaceAll(/<\/?(table|thead|tbody|tr|th|td)>/g, "")).not.toMatch(/<[a-z/!]/i);
        expect(html.match(/<td>/g)).toHaveLength(2);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "@acme/team",
    "#12",
    "GH-12",
    "https://e.vil",
    "www.e.vil",
    "![x](y)",
    "<b>",
    "`code`",
    "a|b",
    "~~x~~",
  ])("breaks %s", (text) => {
    const html = toHtml(`x ${escapeText(text)} y`);
    expect(html).toMatch(/^<p>[^<]*<\/p>$/);
    expect(html).not.toMatch(/@\w|#\d|GH-\d|www\.e/);
  });

  it.each(["<!-- pawl:reply v=1", "<img src=x onerror=y", "<pre", "<?php"])(
    "that begins with %s begins nothing, also where a line begins and something closes it",
    (text) => {
      expect(toHtml(`${escapeText(text)}\n-->\n> x`)).not.toMatch(/<(?!\/?(p|blockquote)>)/);
    },
  );

  it("drops characters that cannot be seen and cuts what is long", () => {
    expect(escapeText("a\u202Eb\u200Bc\u0000d\ne")).toBe("a b c d e");
    expect(Array.from(escapeText("x".repeat(500), 10))).toHaveLength(10);
  });
});

describe("a bar chart", () => {
  const chart = { title: "ROC AUC", labels: ["v1", "PR"], values: [0.00001234, 1234567.5], unit: "AUC" };

  it("holds plain decimals only", () => {
    const text = renderBarChart({ ...chart, values: [0.0000004, 123456789.125], line: -0.5 });
    expect(text).not.toMatch(/e[+-]?\d|NaN|\d\.[\s,\]]/);
    expect(text).toContain("bar [0.0000004, 123456789.125]");
  });

  it.each([
    ["no values", { labels: [], values: [] }],
    ["NaN", { values: [Number.NaN, 1] }],
    ["infinity", { values: [1, Infinity] }],
    ["a huge value", { values: [1, 1e300] }],
    ["a line that is NaN", { line: Number.NaN }],
  ])("is left out for %s", (_, changes) => {
    expect(renderBarChart({ ...chart, ...changes })).toBe("");
  });

  it("keeps quotes, percent signs and line ends out of its text", () => {
    const text = renderBarChart({ ...chart, title: 'a" %%\n"b', labels: ["```", ""] });
    expect(text.split("\n")).toHaveLength(10);
    expect(text).not.toMatch(/%%|a"/);
    expect(text).toContain('x-axis ["???", "?"]');
  });
});
