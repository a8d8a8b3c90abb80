import { array, assert, constantFrom, float, integer, option, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { emptyTail, planAppend } from "../../../src/runs/plan-append.ts";
import { fillGpus, readSegmentUse, sumGpuHours, type RunUse } from "../../../src/runs/run-use.ts";
import type { RunRecord } from "../../../src/runs/run-schema.ts";
import { auditRecord, runRecord } from "../../support/ledger/records.ts";

const sha256 = (text: string): string => nodeDigest.sha256(text);
const path = "segments/00000001.jsonl";

function segmentOf(records: readonly LedgerRecord[]): string {
  return planAppend(emptyTail, records.map(renderRecord), new Map(), sha256).files[path] ?? "";
}

function usesOf(records: readonly LedgerRecord[]): readonly RunUse[] {
  return readSegmentUse(path, segmentOf(records), sha256).uses;
}

/** `gpus` accelerators for `hours`, of the process that began at `startedAt`. */
function run(
  id: string,
  { gpus = 1, hours = 1, model = "a", startedAt = "2026-03-01T12:00:00Z" } = {},
): RunRecord {
  return runRecord(id, {
    startedAt,
    durationSeconds: hours * 3600,
    model: { name: model, version: null, status: "candidate", digest: null },
    hardware: { cpus: 8, memoryBytes: 1, gpus: Array.from({ length: gpus }, () => "NVIDIA L4") },
  });
}

describe("the accelerator time of runs", () => {
  it("is accelerators times hours", () => {
    const { total, byModel } = sumGpuHours(
      usesOf([run("1.1/train/a", { gpus: 2, hours: 1.5 }), run("2.1/train/b", { model: "b", hours: 0.5 })]),
    );
    expect(total).toBeCloseTo(3.5);
    expect(byModel.get("a")).toBeCloseTo(3);
    expect(byModel.get("b")).toBeCloseTo(0.5);
  });

  it("counts one process once, whatever verbs and models it recorded, and divides it among the models", () => {
    const records = ["train/a", "evaluate/a", "train/b", "evaluate/b"].map((what) =>
      run(`7.1/${what}`, { hours: 4, model: what.slice(-1) }),
    );
    const { total, byModel } = sumGpuHours(usesOf(records));
    expect(total).toBeCloseTo(4);
    expect([byModel.get("a"), byModel.get("b")]).toEqual([2, 2]);
  });

  it("counts a second attempt, another job and a later step of one run by themselves", () => {
    const records = [
      run("7.1/train/a"),
      run("7.2/train/a"),
      { ...run("7.1/evaluate/a"), trigger: { ...run("x").trigger, job: "other" } },
      run("7.1/register/a", { startedAt: "2026-03-01T14:00:00Z" }),
    ];
    expect(sumGpuHours(usesOf(records)).total).toBeCloseTo(4);
  });

  it("is 0 without runs, without accelerators and where the hardware is not known", () => {
    expect(sumGpuHours([])).toEqual({ total: 0, byModel: new Map() });
    const unknown = { ...run("2.1/train/a"), hardware: null };
    const { total } = sumGpuHours(usesOf([run("1.1/train/a", { gpus: 0 }), unknown]));
    expect(total).toBe(0);
  });

  it("of a job that was killed is that of its runner, as others say, and 0 of a runner that nobody knows", () => {
    const on = (runner: string, killed: RunRecord): RunRecord => ({
      ...killed,
      hardware: null,
      environment: { ...killed.environment, runner },
    });
    const known = run("1.1/train/a", { gpus: 4 });
    const killed = [on("gpu-1", run("2.1/train/a", { hours: 2 })), on("gone", run("3.1/train/a"))];
    const filled = fillGpus(usesOf([known, ...killed]));
    expect(filled.map(({ gpus }) => gpus)).toEqual([4, 4, null]);
    expect(sumGpuHours(filled).total).toBeCloseTo(12);
    expect(fillGpus([])).toEqual([]);
  });

  it("of a run without a model is in the sum alone", () => {
    const { total, byModel } = sumGpuHours(usesOf([{ ...run("1.1/feature/x"), model: null }]));
    expect([total, byModel.size]).toEqual([1, 0]);
  });

  it("is what the models have together, and does not depend on the order", () => {
    const use = record({
      key: string(),
      process: constantFrom("1", "2", "3"),
      model: constantFrom("a", "b", "c"),
      verb: constantFrom("train" as const, "evaluate" as const),
      state: constantFrom("done" as const),
      endedAt: constantFrom("2026-03-01T12:00:00Z"),
      seconds: float({ min: 0, max: 432_000, noNaN: true }),
      gpus: option(integer({ min: 0, max: 64 })),
      runner: constantFrom("r1", null),
    });
    assert(
      property(array(use, { maxLength: 30 }), (uses) => {
        const { total, byModel } = sumGpuHours(uses);
        const parts = [...byModel.values()].reduce((sum, hours) => sum + hours, 0);
        expect(parts).toBeCloseTo(total, 3);
        expect(sumGpuHours(uses.toReversed()).total).toBeCloseTo(total, 3);
      }),
    );
  });
});

describe("what a segment says of runs", () => {
  it("is when its newest record is from, of any kind, and its runs", () => {
    const text = segmentOf([runRecord("1"), auditRecord("promote/x", { at: "2026-03-09T00:00:00Z" })]);
    const { uses, newest } = readSegmentUse(path, text, sha256);
    expect(uses).toMatchObject([{ key: "run/1", gpus: 1, seconds: 270, model: "flight-delay" }]);
    expect(newest).toBe("2026-03-09T00:00:00Z");
  });

  it("leaves out what was changed, is no entry, or is of a later version", () => {
    const text = segmentOf([run("1"), run("2"), run("3")]).split("\n");
    const changed = text[0]?.replace('"durationSeconds":3600', '"durationSeconds":9999') ?? "";
    const { uses } = readSegmentUse(path, [changed, "{}", text[1], "\u0000", text[2]].join("\n"), sha256);
    expect(uses.map(({ key }) => key)).toEqual(["run/2", "run/3"]);
    expect(readSegmentUse(path, "", sha256)).toEqual({ uses: [], newest: undefined });
  });

  it("believes no job that it was longer than GitHub lets one be", () => {
    const [use] = usesOf([run("1", { hours: 1e9 })]);
    expect(use?.seconds).toBe(432_000);
  });

  it("answers for any text", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(readSegmentUse(path, text, sha256).uses).toEqual([]);
      }),
    );
  });
});
