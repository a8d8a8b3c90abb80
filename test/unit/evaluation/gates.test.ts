import { describe, expect, it } from "vitest";
import { describeGate, type Gate } from "../../../src/evaluation/gate-rule.ts";
import { type GateEvidence, judgeGates, overallVerdict } from "../../../src/evaluation/gates.ts";
import { compareMetricsFiles } from "../../../src/evaluation/metrics-file.ts";
import type { MetricComparison } from "../../../src/evaluation/report-schema.ts";

type Estimate = NonNullable<MetricComparison["challenger"]>;

function buildMetric(changes: Partial<MetricComparison> = {}): MetricComparison {
  return {
    metric: "roc_auc",
    direction: "higher",
    champion: { value: 0.72, interval: [0.7, 0.74] },
    challenger: { value: 0.7, interval: [0.68, 0.72] },
    difference: { value: -0.02, interval: [-0.03, -0.01] },
    verdict: "worse",
    rows: 1000,
    ...changes,
  };
}
const estimate = (value: Estimate["value"], interval: Estimate["interval"] = null): Estimate => ({
  value,
  interval,
});

function judgeOne(gate: Partial<Gate>, metric = buildMetric(), evidence: Partial<GateEvidence> = {}) {
  const [result] = judgeGates([{ metric: metric.metric, ...gate }], {
    metrics: [metric],
    slices: [],
    isFirst: () => false,
    isStrict: false,
    ...evidence,
  });
  return [result?.status, result?.reasonCode];
}

describe("a gate on a level", () => {
  it.each([
    [{ min: 0.7 }, "pass", "gate.passed"],
    [{ min: 0.71 }, "fail", "gate.below-min"],
    [{ max: 0.7 }, "pass", "gate.passed"],
    [{ max: 0.69 }, "fail", "gate.above-max"],
  ])("%j: %s", (gate, status, code) => {
    expect(judgeOne(gate)).toEqual([status, code]);
  });
});

describe("a gate on regression", () => {
  it.each([
    ["passes within its tolerance", { max_regression: 0.03 }, {}, "pass", "gate.passed"],
    ["fails beyond it", { max_regression: 0.01 }, {}, "fail", "gate.regression"],
    ["takes a share of the champion", { max_regression: "3%" }, {}, "pass", "gate.passed"],
    ["fails beyond a share of the champion", { max_regression: "2%" }, {}, "fail", "gate.regression"],
    [
      "warns beyond its tolerance when the interval includes no change",
      { max_regression: 0.01 },
      { difference: estimate(-0.02, [-0.05, 0.01]) },
      "warn",
      "gate.not-enough-evidence",
    ],
    [
      "warns without a defined interval",
      { max_regression: 0.01 },
      { difference: estimate(0.02, ["nan", "nan"]) },
      "warn",
      "gate.not-enough-evidence",
    ],
    [
      "fails beyond its tolerance when there is no interval",
      { max_regression: 0.01 },
      { difference: estimate(-0.02) },
      "fail",
      "gate.regression",
    ],
    [
      "reads a loss the other way round",
      { max_regression: 0.01 },
      { metric: "log_loss", difference: estimate(0.02, [0.015, 0.03]) },
      "fail",
      "gate.regression",
    ],
    [
      "fails without a champion's value",
      { max_regression: 1 },
      { champion: null, difference: null },
      "fail",
      "gate.not-comparable",
    ],
    [
      "fails when the difference is undefined",
      { max_regression: 1 },
      { difference: estimate("nan") },
      "fail",
      "gate.not-comparable",
    ],
    [
      "fails when relative to zero",
      { max_regression: "1%" },
      { champion: estimate(0) },
      "fail",
      "gate.relative-to-zero",
    ],
    [
      "fails without a direction",
      { max_regression: 1 },
      { metric: "m.json:x" },
      "fail",
      "gate.direction-unknown",
    ],
    [
      "takes the policy's direction",
      { max_regression: 0, direction: "lower" as const },
      { metric: "m.json:x" },
      "pass",
      "gate.passed",
    ],
  ] as const)("%s", (_, gate, ...rest) => {
    const [metric, status, code] = rest;
    expect(judgeOne(gate, buildMetric(metric as Partial<MetricComparison>))).toEqual([status, code]);
  });

  it("fails instead of warning when the policy is strict", () => {
    const doubtful = buildMetric({ difference: estimate(-0.02, [-0.05, 0.01]) });
    expect(judgeOne({ max_regression: 0.01 }, doubtful, { isStrict: true })).toEqual([
      "fail",
      "gate.not-enough-evidence",
    ]);
  });

  it("passes for a first model, whose level still counts", () => {
    expect(judgeOne({ max_regression: 0 }, buildMetric(), { isFirst: () => true })[1]).toBe(
      "gate.first-model",
    );
    expect(judgeOne({ max_regression: 0, min: 0.9 }, buildMetric(), { isFirst: () => true })).toEqual([
      "fail",
      "gate.below-min",
    ]);
  });
});

describe("a gate that cannot be judged fails", () => {
  it.each([
    ["an unknown metric", { metric: "latency_p99_ms", max: 10 }, "gate.metric-missing"],
    ["a metric without a value", { metric: "log_loss", max: 10 }, "gate.metric-missing"],
    ["an undefined value", { metric: "ks", min: 0 }, "gate.metric-undefined"],
    ["no rule", { metric: "roc_auc" }, "gate.without-rule"],
    ["slices that are not there", { metric: "roc_auc", slices: "all" as const, min: 0 }, "gate.no-slices"],
  ])("%s", (_, gate, code) => {
    const metrics = [
      buildMetric(),
      buildMetric({ metric: "log_loss", challenger: null }),
      buildMetric({ metric: "ks", challenger: estimate("nan") }),
    ];
    const [result] = judgeGates([gate], { metrics, slices: [], isFirst: () => false, isStrict: false });
    expect(result).toMatchObject({ status: "fail", reasonCode: code });
  });
});

describe("a gate on slices", () => {
  const slices = [
    { slice: "carrier=AA", rows: 500, metrics: [buildMetric()] },
    { slice: "carrier=UA", rows: 50, metrics: [buildMetric()] },
  ];
  const gate = { metric: "roc_auc", slices: "all" as const, max_regression: 0.01 };

  it("judges each slice that has enough rows", () => {
    const results = judgeGates([{ ...gate, min_rows: 200 }], {
      metrics: [],
      slices,
      isFirst: () => false,
      isStrict: false,
    });
    expect(results.map(({ slice, status }) => [slice, status])).toEqual([["carrier=AA", "fail"]]);
  });

  it("warns when no slice has enough rows", () => {
    const results = judgeGates([{ ...gate, min_rows: 1000 }], {
      metrics: [],
      slices,
      isFirst: () => false,
      isStrict: false,
    });
    expect(results.map(({ reasonCode }) => reasonCode)).toEqual(["gate.not-enough-evidence"]);
    expect(overallVerdict(results)).toBe("warn");
  });
});

describe("which slices a gate is about", () => {
  const chance = { pValue: 0.4, looks: 30 };
  const slices = [
    { slice: "carrier=AA", rows: 500, metrics: [buildMetric()] },
    { slice: "carrier=UA", rows: 500, origin: "declared" as const, metrics: [buildMetric()] },
    {
      slice: "month=3",
      rows: 500,
      origin: "found" as const,
      test: { pValue: 0.01, looks: 30 },
      metrics: [buildMetric()],
    },
    { slice: "hour=7", rows: 500, origin: "found" as const, test: chance, metrics: [buildMetric()] },
    { slice: "hour=8", rows: 500, origin: "found" as const, metrics: [buildMetric()] },
  ];
  const judged = (gate: Partial<Gate>, changes: Partial<GateEvidence> = {}) =>
    judgeGates([{ metric: "roc_auc", max_regression: 0.01, ...gate }], {
      metrics: [],
      slices,
      isFirst: () => false,
      isStrict: false,
      ...changes,
    }).map(({ slice, status, reasonCode }) => [slice, status, reasonCode]);
  const lost = (slice: string) => [slice, "fail", "gate.regression"];
  const doubt = (slice: string | null) => [slice, "warn", "gate.not-enough-evidence"];

  it("all are those that the policy declares, never those that a search found", () => {
    expect(judged({ slices: "all" })).toEqual([lost("carrier=AA"), lost("carrier=UA")]);
  });

  it("found ones fail only beyond the chance of having looked at many", () => {
    expect(judged({ slices: "found" })).toEqual([lost("month=3"), doubt("hour=7"), doubt("hour=8")]);
    expect(judged({ slices: "found" }, { confidence: 0.995 })[0]).toEqual(doubt("month=3"));
    expect(judged({ slices: "any" })).toHaveLength(5);
  });

  it("a search that finds nothing passes, declared slices that are not there fail", () => {
    expect(judged({ slices: "found" }, { slices: [] })).toEqual([[null, "pass", "gate.passed"]]);
    expect(judged({ slices: "any" }, { slices: [] })).toEqual([[null, "fail", "gate.no-slices"]]);
  });

  it("one is taken by its name, and fails when no row is in it", () => {
    expect(judged({ slices: "carrier=UA" })).toEqual([lost("carrier=UA")]);
    expect(judged({ slices: "carrier=ZZ" })).toEqual([["carrier=ZZ", "fail", "gate.slice-missing"]]);
    expect(judged({ slices: "carrier=UA", min_rows: 501 })).toEqual([doubt("carrier=UA")]);
  });
});

describe("noise between training seeds", () => {
  type Row = readonly [string, Partial<GateEvidence>, string];
  const noise = (values: readonly number[], deviation: number | "nan") => ({
    seedNoise: [{ metric: "roc_auc", values: [...values], deviation }],
  });

  it.each<Row>([
    ["turns a loss that another seed may undo into a doubt", noise([0.71, 0.72, 0.73], 0.01), "warn"],
    ["leaves a loss beyond it a failure", noise([0.72, 0.7201, 0.7199], 0.0001), "fail"],
    ["says nothing of one run", noise([0.72], "nan"), "fail"],
    [
      "says nothing of another metric",
      { seedNoise: [{ metric: "brier", values: [1, 2, 3], deviation: 1 }] },
      "fail",
    ],
  ])("%s", (_, evidence, status) => {
    expect(judgeOne({ max_regression: 0.005 }, buildMetric(), evidence)[0]).toBe(status);
  });
});

describe("a gate as a sentence", () => {
  it.each([
    [{ metric: "roc_auc", min: 0.7, max_regression: 0.002 }, "roc_auc ≥ 0.7 and Δ ≥ −0.002"],
    [{ metric: "brier_score", max_regression: "1%" }, "brier Δ ≤ +1%"],
    [{ metric: "log_loss", max_regression: 0 }, "log_loss Δ ≤ 0"],
    [
      { metric: "roc_auc", slices: "all" as const, min_rows: 200, min: 0.6 },
      "roc_auc ≥ 0.6 in each slice of ≥ 200 rows",
    ],
    [{ metric: "roc_auc", slices: "carrier=AA", min: 0.6 }, "roc_auc ≥ 0.6 in carrier=AA"],
    [{ metric: "latency_p99_ms", max_regression: "5%" }, "latency_p99_ms Δ ≤ +5%"],
    [{ metric: "m.json:size_bytes", max_regression: 5 }, "m.json:size_bytes Δ ≤ +5"],
  ])("%j", (gate, text) => {
    expect(describeGate(gate)).toBe(text);
  });
});

describe("metrics files", () => {
  it("are compared key by key, with the direction of the table or of a gate", () => {
    const base = new Map([
      ["test.roc_auc", 0.7],
      ["rows", 10],
      ["gone", 1],
    ]);
    const head = new Map([
      ["test.roc_auc", 0.71],
      ["rows", 12],
      ["fresh", 1],
    ]);
    const compared = compareMetricsFiles(
      [{ path: "m.json", base, head }],
      [{ metric: "m.json:rows", direction: "lower" }],
    );
    expect(compared.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ["m.json:test.roc_auc", "better"],
      ["m.json:rows", "worse"],
      ["m.json:fresh", "not comparable"],
      ["m.json:gone", "missing"],
    ]);
  });
});
