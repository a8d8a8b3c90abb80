import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBatches } from "../../../src/runs/tracked-batches.ts";
import { cleanModelName, cleanName, environmentAlias, uniqueNames } from "../../../src/runs/tracked-names.ts";
import { toTrackedRun } from "../../../src/runs/tracked-run.ts";
import { runRecord } from "../../support/ledger/records.ts";

const entry = { sequence: 1, digest: "e".repeat(64), segment: "segments/00000001.jsonl", isIntact: true };
const pair = fc.record({
  key: fc.string({ unit: "binary" }),
  value: fc.string({ unit: "binary", maxLength: 9000 }),
});

describe("names that MLflow takes", () => {
  it("are taken by its rule, whatever they were, and are never twice", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 50 }), (pairs) => {
        const keys = uniqueNames(pairs).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) {
          expect(key).toMatch(/^[/\p{L}\p{N}_.\- :]+$/u);
          expect(key.length).toBeLessThanOrEqual(250);
          for (const part of key.split("/")) expect(["", ".", ".."]).not.toContain(part);
        }
      }),
    );
  });

  it("stay as they are where they can", () => {
    expect(cleanName("params.yaml:train.depth")).toBe("params.yaml:train.depth");
    expect(
      uniqueNames([
        { key: "a?", value: "" },
        { key: "a!", value: "" },
      ]).map(({ key }) => key),
    ).toEqual(["a_", "a__2"]);
    expect(cleanModelName("team/flight:delay")).toBe("team.flight.delay");
    expect(["production", "latest", "V7", "eu/west"].map(environmentAlias)).toEqual([
      "production",
      "env-latest",
      "env-V7",
      "eu-west",
    ]);
  });
});

describe("batches", () => {
  it("lose nothing and keep to every limit", () => {
    const metric = fc.record({
      key: fc.string(),
      value: fc.constant(1),
      timestamp: fc.constant(1),
      step: fc.constant(0),
    });
    const run = fc.record({
      params: fc.array(pair, { maxLength: 300, size: "max" }),
      tags: fc.array(pair, { maxLength: 300, size: "max" }),
      metrics: fc.array(metric, { maxLength: 2500, size: "max" }),
    });
    fc.assert(
      fc.property(run, ({ params, tags, metrics }) => {
        const clean = { params: uniqueNames(params), tags: uniqueNames(tags), metrics };
        const batches = toBatches(clean);
        expect(batches.flatMap((batch) => batch.params)).toEqual(clean.params);
        expect(batches.flatMap((batch) => batch.tags)).toEqual(clean.tags);
        expect(batches.flatMap((batch) => batch.metrics)).toEqual(metrics);
        for (const batch of batches) {
          expect(batch.params.length).toBeLessThanOrEqual(100);
          expect(batch.tags.length).toBeLessThanOrEqual(100);
          expect(batch.params.length + batch.tags.length + batch.metrics.length).toBeLessThanOrEqual(1000);
          expect(JSON.stringify(batch).length).toBeLessThan(1_000_000);
        }
      }),
      { numRuns: 20 },
    );
    expect(toBatches({ params: [], tags: [], metrics: [] })).toEqual([]);
  });
});

describe("a run in MLflow's terms", () => {
  it("has words for numbers that JSON lacks, and a status for each state", () => {
    const metrics = [
      { name: "m", value: "nan" as const, slice: null, interval: ["-inf", "inf"] as ["-inf", "inf"] },
    ];
    const run = toTrackedRun({ ...entry, record: runRecord("1.1/train/m", { metrics }) });
    expect(run.metrics.map(({ key, value }) => [key, value])).toEqual([
      ["m", "NaN"],
      ["m.low", "-Infinity"],
      ["m.high", "Infinity"],
    ]);
    const statuses = (["done", "negative", "failed", "cancelled"] as const).map(
      (state) => toTrackedRun({ ...entry, record: runRecord("1.1/train/m", { state }) }).status,
    );
    expect(statuses).toEqual(["FINISHED", "FINISHED", "FAILED", "KILLED"]);
  });

  it("has tags only for what is known", () => {
    const record = runRecord("1.1/train/m", {
      model: null,
      commit: null,
      ref: null,
      inputs: [],
      outputs: [],
    });
    const keys = toTrackedRun({ ...entry, record }).tags.map(({ key }) => key);
    expect(keys).toContain("pawl.run");
    expect(keys).not.toContain("pawl.model");
    expect(keys).not.toContain("mlflow.source.git.commit");
  });
});
