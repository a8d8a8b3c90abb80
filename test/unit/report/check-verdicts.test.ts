import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import type { GateResult } from "../../../src/evaluation/report-schema.ts";
import { readVerdicts } from "../../../src/report/check-verdicts.ts";
import { renderCheck } from "../../../src/report/evaluation-check.ts";
import { makeReport } from "../../support/bot-world.ts";

const gate = { metric: "recall", slice: null, reasonCode: "x", reason: "y" } as const;
const gates = (...states: readonly GateResult["status"][]): readonly GateResult[] =>
  states.map((status, index) => ({ ...gate, gate: `recall ≥ 0.${index}`, status }));

it.each([
  [gates("fail", "pass"), "1 of 2 gates failed"],
  [gates("warn"), "not enough evidence for 1 of 1 gate"],
  [gates("pass", "pass"), "2 gates passed"],
  [[], "no gates"],
])("reads back what the check of a model says: %#", (given, words) => {
  const report = makeReport({ model: "delay_x-1", gates: [...given] });
  const { summary } = renderCheck(report);
  expect(readVerdicts(summary, ["delay_x-1"])).toEqual(new Map([["delay_x-1", words]]));
});

it("reads each of several models, the first headline of one, and none that is not asked for", () => {
  const summaries = ["a", "b", "c"].map(
    (model, index) =>
      renderCheck(makeReport({ model, gates: [...gates(index === 0 ? "fail" : "pass")] })).summary,
  );
  const text = [...summaries, "### ✅ a: 9 gates passed · x"].join("\n\n---\n\n");
  expect([...readVerdicts(text, ["a", "b"])]).toEqual([
    ["a", "1 of 1 gate failed"],
    ["b", "1 gate passed"],
  ]);
});

it("takes no words that are not Pawl's, in any text", () => {
  for (const line of [
    "### ✅ a: all is well",
    "### ✅ a: 1 gate passed | @all",
    "### ✅ a: 1 gate passed <b>",
    "### a",
    "### ",
    "## ✅ a: 1 gate passed",
  ]) {
    expect(readVerdicts(line, ["a"]).size).toBe(0);
  }
  assert(
    property(string({ unit: "binary" }), (noise) => {
      for (const text of [noise, `### ✅ a: ${noise}`, `### ${noise}: 1 gate passed`]) {
        for (const verdict of readVerdicts(text, ["a"]).values()) expect(verdict).toMatch(/^[\w ,]+$/);
      }
    }),
  );
});
