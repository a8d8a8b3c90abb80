import { beforeAll, describe, expect, it } from "vitest";
import expected from "./probe/expected.json" with { type: "json" };
import operations from "./probe/operations.json" with { type: "json" };
import { runProbe, type ProbeReport } from "./probe/run-probe.ts";

describe("the sandbox under the probe", () => {
  let report: ProbeReport;
  beforeAll(async () => {
    report = await runProbe();
  }, 60_000);

  it("gives every row the expected result, no worse and no better", () => {
    expect(Object.fromEntries(report.rows.map((row) => [`${row.group}: ${row.name}`, row.r]))).toEqual(
      expected,
    );
  });

  it("answers each operation as GitHub's OpenAPI description says", () => {
    expect(report.schema.filter((entry) => !entry.ok)).toEqual([]);
    expect(report.schema.map((entry) => entry.op).toSorted()).toEqual(operations);
  });
});
