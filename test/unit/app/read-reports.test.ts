import { describe, expect, it } from "vitest";
import { readReports } from "../../../src/app/read-reports.ts";
import { createMemoryFileSystem } from "../../support/memory-file-system.ts";
import { readFlightsReport } from "../../support/reports/flights-report.ts";

const read = async (content: unknown, model?: string) => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const files = createMemoryFileSystem({ "r.json": text });
  return readReports({ path: "r.json", model }, { files });
};

describe("a file of reports", () => {
  it("holds one report, or one a model", async () => {
    const report = readFlightsReport();
    expect((await read(report)).reports).toEqual([report]);
    const other = { ...report, model: "other" };
    const all = { schema: "pawl.evaluate/1", verdict: "fail", reports: [report, other] };
    expect((await read(all)).reports.map(({ model }) => model)).toEqual(["flight-delay", "other"]);
    const one = await read(all, "other");
    expect(one.reports).toEqual([other]);
    expect(one.document).toEqual(all);
  });

  it.each([
    ["no JSON", "{", "file.unreadable", "it is no JSON"],
    ["another document", { schema: "pawl.drift/1" }, "file.unreadable", "pawl.report/1"],
    ["a newer version", { ...readFlightsReport(), schema: "pawl.report/2" }, "file.unreadable", "schema"],
    ["a wrong value", { ...readFlightsReport(), confidence: "high" }, "file.unreadable", "confidence"],
    ["no reports", { schema: "pawl.evaluate/1", verdict: "pass", reports: [] }, "file.unreadable", "reports"],
  ])("is refused with %s", async (_, content, code, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  it("is refused when it is not there, or has no report of the model", async () => {
    const files = createMemoryFileSystem({});
    await expect(readReports({ path: "r.json" }, { files })).rejects.toMatchObject({ code: "file.missing" });
    await expect(read(readFlightsReport(), "x")).rejects.toMatchObject({
      code: "usage.invalid",
      message: 'r.json has no report of "x"; it has "flight-delay".',
    });
  });
});
