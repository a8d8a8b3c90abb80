import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { measuredMetrics, metricsOf } from "../../../src/evaluation/metric-table.ts";

const guide = readFileSync(new URL("../../../docs/guides/evaluation.md", import.meta.url), "utf8");
const gates = readFileSync(new URL("../../../src/evaluation/gates.ts", import.meta.url), "utf8");

/** The names in backticks of one list item. */
function namesAfter(label: string): string[] {
  const item = new RegExp(`- ${label}: ([^-]*?)\n(?=-|\n)`).exec(guide)?.[1] ?? "";
  return [...item.matchAll(/`([a-zA-Z0-9_:]+)`/g)].map((match) => match[1] ?? "");
}

describe("the evaluation guide", () => {
  it("lists the metrics of each task as the table has them", () => {
    expect(namesAfter("Binary")).toEqual(metricsOf("binary-classification"));
    expect(namesAfter("Multi-class")).toEqual(metricsOf("multiclass-classification"));
    expect(namesAfter("Regression")).toEqual(metricsOf("regression"));
    expect(namesAfter("Measured on the model")).toEqual(measuredMetrics());
  });

  it("lists every reason code of a gate", () => {
    const used = new Set([...gates.matchAll(/"(gate\.[a-z-]+)"/g)].map((match) => match[1]));
    const listed = new Set([...guide.matchAll(/`(gate\.[a-z-]+)`/g)].map((match) => match[1]));
    expect(listed).toEqual(used);
  });
});
