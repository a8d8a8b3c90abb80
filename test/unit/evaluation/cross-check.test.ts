import { describe, expect, it } from "vitest";
import { crossCheck } from "../../../src/evaluation/cross-check.ts";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import { makeReport } from "../../support/bot-world.ts";

const truth = makeReport();

function saying(value: number | "nan", changes: Partial<EvaluationReport> = {}): EvaluationReport {
  const metrics = truth.metrics.map((metric) => ({ ...metric, challenger: { value, interval: null } }));
  return makeReport({ metrics, ...changes });
}

describe("what a run says against what was computed anew", () => {
  it("agrees within what another machine may change", () => {
    expect(crossCheck(saying(0.7205), truth)).toEqual([]);
    expect(crossCheck(saying("nan"), saying("nan"))).toEqual([]);
  });

  it.each([0.73, 0.71, 0.99, "nan" as const])("is contradicted when it says %s", (value) => {
    expect(crossCheck(saying(value), truth)).toMatchObject([
      { metric: "roc_auc", status: "fail", reasonCode: "report.contradicted" },
    ]);
  });

  it("is not comparable on other rows, nor for a metric that only one side has", () => {
    const other = { path: "data/test.parquet", rows: 1000, digest: "d".repeat(32) };
    expect(crossCheck(saying(0.99, { data: other }), truth)).toEqual([]);
    expect(crossCheck(makeReport({ metrics: [] }), truth)).toEqual([]);
  });

  it("is contradicted when it scored another model", () => {
    const challenger = { source: "workspace", version: null, commit: null, sha256: "9".repeat(64) } as const;
    expect(crossCheck(makeReport({ challenger }), truth)).toMatchObject([
      { metric: "challenger", reasonCode: "report.contradicted" },
    ]);
  });
});
