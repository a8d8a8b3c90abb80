import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { type LineageContext, lineageRunId, toLineageEvents } from "../../../src/runs/lineage-events.ts";
import type { RunRecord } from "../../../src/runs/run-schema.ts";
import { runEventSchema } from "../../support/ledger/openlineage-schema.ts";
import { runRecord } from "../../support/ledger/records.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(runEventSchema);
const sha256 = (text: string): string => nodeDigest.sha256(text);

function context(known: readonly RunRecord[] = []): LineageContext {
  const find = (id: string): RunRecord | undefined => known.find((record) => record.id === id);
  return {
    repositoryUrl: "https://github.test/acme/flights",
    producer: "https://example.test/p",
    sha256,
    find,
  };
}

describe("events of OpenLineage", () => {
  it("fit its schema whatever a run holds", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 200 });
    const digest = fc.constantFrom(null, `md5:${"1".repeat(32)}`);
    const data = fc.array(
      fc.record({
        path: hostile,
        digest,
        sizeBytes: fc.constantFrom(null, 5),
        kind: fc.constant("data" as const),
      }),
    );
    const change = fc.record({
      state: fc.constantFrom("done" as const, "negative" as const, "failed" as const, "cancelled" as const),
      ref: fc.option(hostile),
      reasonCode: fc.option(hostile),
      commit: fc.constantFrom(null, "c".repeat(40)),
      model: fc.constantFrom(null, { name: "m", version: null, status: "candidate" as const, digest: null }),
      inputs: data,
      outputs: data,
      parents: fc.subarray(["unknown", "16.1/feature"]),
    });
    const parent = runRecord("16.1/feature", { verb: "feature", model: null });
    fc.assert(
      fc.property(change, (changed) => {
        const events = toLineageEvents(runRecord("17.1/train/m", changed), context([parent]));
        for (const event of events) {
          expect(validate(JSON.parse(JSON.stringify(event))), JSON.stringify(validate.errors)).toBe(true);
        }
      }),
    );
  });

  it("say start and end, code, parent, files with versions, and the rest in a facet of ours", () => {
    const parent = runRecord("16.1/feature/m", { verb: "feature" });
    const record = runRecord("17.1/train/m", {
      parents: [parent.id],
      state: "failed",
      reasonCode: "out_of_memory",
    });
    const [start, end] = toLineageEvents(record, context([parent]));
    expect(start).toMatchObject({ eventType: "START", eventTime: record.startedAt, outputs: [] });
    expect(end).toMatchObject({
      eventType: "FAIL",
      eventTime: record.endedAt,
      run: {
        facets: {
          parent: { run: { runId: lineageRunId(parent, sha256) }, job: { name: "feature/flight-delay" } },
          errorMessage: { message: "train/flight-delay ended as failed: out_of_memory" },
          pawl_run: { id: "17.1/train/m", params: record.params, metrics: record.metrics },
        },
      },
      job: {
        namespace: "https://github.test/acme/flights",
        name: "train/flight-delay",
        facets: { sourceCodeLocation: { version: record.commit, branch: "main" } },
      },
      inputs: [
        { name: "data/train.parquet", facets: { version: { datasetVersion: `md5:${"1".repeat(32)}` } } },
      ],
      outputs: [{ name: "models/model.onnx", facets: { pawl_file: { kind: "model", sizeBytes: 500 } } }],
    });
    expect(toLineageEvents(record, context([parent]))).toEqual([start, end]);
  });

  it("end as OpenLineage ends them", () => {
    const states = ["done", "negative", "failed", "cancelled"] as const;
    const ends = states.map(
      (state) => toLineageEvents(runRecord("1.1/train/m", { state }), context())[1]["eventType"],
    );
    expect(ends).toEqual(["COMPLETE", "COMPLETE", "FAIL", "ABORT"]);
  });
});

describe("the id of a run", () => {
  it("is a UUID of version 7 with the time of the start, and another one for another run", () => {
    const startedAt = "2026-03-01T12:00:00.123Z";
    const id = lineageRunId({ id: "17.1/train/m", startedAt }, sha256);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 13).replace("-", ""), 16)).toBe(Date.parse(startedAt));
    expect(lineageRunId({ id: "17.2/train/m", startedAt }, sha256)).not.toBe(id);
  });
});
