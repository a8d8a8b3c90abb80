import { describe, expect, it } from "vitest";
import { expandEnvironment } from "../../../src/config/expand-environment.ts";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { renderProblems } from "../../../src/yaml/problem.ts";

const good = `version: 1
models:
  flight-delay:
    artifact: models/model.onnx
    task: binary-classification
    evaluation:
      data: data/test.parquet
      target: delayed
      id: flight_id
      slices: [carrier, {column: distance, bins: [0, 500, 1500]}]
      metrics: [roc_auc, log_loss, brier_score, {recall: {at_fpr: 0.01}}]
    gates:
      - {metric: roc_auc, min: 0.70, max_regression: 0.002}
      - {metric: latency_p99_ms, max: 10}
      - {metric: "metrics.json:test.f1", direction: higher, max_regression: 1%}
    environments:
      staging: {promote: automatic}
      production: {after: staging, approvals: 1, soak: 24h}
    monitoring:
      predictions: \${LOG}/x
      open_after: 3 of 5
      retrain: {on: [performance, schedule]}
`;

function problemsOf(text: string): string {
  return renderProblems(parsePolicy(text, "p.yml").problems ?? []);
}

describe("a policy", () => {
  it("is read with its defaults", () => {
    const { policy } = parsePolicy(good);
    expect(policy?.models["flight-delay"]?.monitoring?.window).toBe("1d");
    expect(policy?.models["flight-delay"]?.evaluation?.resamples).toBe(1000);
  });

  it("is refused with all its problems at once, each with place, finding and suggestion", () => {
    const text = good
      .replace("artifact:", "artefact:")
      .replace("binary-classification", "binary-clasification")
      .replace("approvals: 1", "approvals: -1")
      .replace("3 of 5", "often");
    expect(problemsOf(text).split("\n")).toEqual([
      expect.stringMatching(/^p\.yml:4:5: models\.flight-delay\.artifact: is missing; allowed: text/),
      expect.stringMatching(
        /^p\.yml:4:5: models\.flight-delay\.artefact: is not a known key; allowed: .*did you mean artifact\?$/,
      ),
      expect.stringMatching(
        /^p\.yml:5:11: models\.flight-delay\.task: is not allowed; found "binary-clasification"; allowed: .*did you mean binary-classification\?$/,
      ),
      expect.stringMatching(
        /^p\.yml:18:47: models\.flight-delay\.environments\.production\.approvals: .*found -1; allowed: ≥ 0$/,
      ),
      expect.stringMatching(/^p\.yml:21:19: models\.flight-delay\.monitoring\.open_after: .*found "often"/),
    ]);
  });

  it("is refused when its values do not fit together", () => {
    const text = good
      .replace("log_loss", "logloss")
      .replace("min: 0.70,", "min: 0.70, max: 0.5,")
      .replace("bins: [0, 500, 1500]", "bins: [0, 0]")
      .replace("staging: {promote: automatic}", "staging: {after: production}")
      .replace("direction: higher, max_regression: 1%", "max_regression: 1%")
      .replace("metrics.json:test.f1", "metrics.json:test.fancy")
      .replace("3 of 5", "5 of 3")
      .replace("[performance, schedule]", "[data_drift]")
      .replace("predictions: ${LOG}/x", "predictions: ${LOG}/x\n      checks: [performance]");
    expect(
      problemsOf(text)
        .split("\n")
        .map((line) => line.replace(/^p\.yml:\d+:\d+: models\.flight-delay\./, "")),
    ).toEqual([
      expect.stringMatching(/^evaluation\.slices\[1\]\.bins: must increase; found \[0,0\]$/),
      expect.stringMatching(
        /^evaluation\.metrics\[1\]: is not a known metric; found "logloss"; allowed: roc_auc, .*did you mean log_loss\?$/,
      ),
      "gates[0].min: is greater than max; found 0.7 > 0.5",
      expect.stringMatching(/^gates\[2\]: needs direction/),
      "environments.staging.after: makes a cycle: no environment of it can be entered",
      "environments.production.after: makes a cycle: no environment of it can be entered",
      expect.stringMatching(/^monitoring\.open_after: asks for more windows/),
      expect.stringMatching(/^monitoring\.retrain\.on\[0\]: needs data_drift among/),
    ]);
  });

  it.each([
    [
      "a duplicate key",
      "version: 1\nmodels: {}\nversion: 1\n",
      "3:1: version: this key is there twice in the same mapping",
    ],
    ["an alias", "version: 1\nmodels: &a {}\nruns: *a\n", "aliases are not allowed"],
    ["a merge key", "version: 1\nmodels: {}\n<<: {a: 1}\n", "merge keys are not allowed"],
    ["a tag", "version: !x 1\nmodels: {}\n", "1:10: "],
    ["several documents", "version: 1\nmodels: {}\n---\na: 1\n", "several documents"],
    ["broken syntax", "version: 1\nmodels: {a: [}\n", "2:"],
    [
      "a key that is not a name",
      "version: 1\nmodels: {a b: {artifact: x, task: regression}}\n",
      "2:10: models.a b: is not a valid name",
    ],
    ["__proto__", "version: 1\nmodels: {__proto__: 1}\n", "__proto__: this key is not allowed"],
    ["nothing", "", "1:1: "],
    [
      "not a number",
      "version: 1\nmodels: {m: {artifact: x, task: regression, gates: [{metric: mae, max: .nan}]}}\n",
      "gates[0].max: is not allowed",
    ],
  ])("is refused with %s", (_, text, message) => {
    expect(problemsOf(text)).toContain(message);
  });

  it("that is nested too deeply is refused, and a flood of problems is cut", () => {
    expect(problemsOf(`x: ${"[".repeat(20_000)}`)).toContain("nested too deeply");
    const many = `version: 1\nmodels:\n${Array.from({ length: 500 }, (_, index) => `  m${index}: {}\n`).join("")}`;
    expect(problemsOf(many).split("\n")).toHaveLength(101);
  });

  it("of more than 64 KiB is refused unread, and one with many keys takes no second", () => {
    expect(problemsOf(`# ${"x".repeat(70_000)}`)).toContain("at most 65536");
    const keys = Array.from({ length: 8_000 }, (_, index) => `a${index}:`).join("\n");
    // Processor time: a busy machine adds none.
    const started = process.threadCpuUsage();
    expect(problemsOf(keys)).toContain("is not a known key");
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});

describe("gates of a policy", () => {
  const text = (gates: readonly string[], evaluation: string): string => `version: 1
models:
  m:
    artifact: m.onnx
    task: binary-classification
    evaluation: {data: d.csv, target: y, id: i, metrics: [roc_auc]${evaluation}}
    gates:
${gates.map((gate) => `      - {${gate}}\n`).join("")}`;
  const told = (gates: readonly string[], evaluation = ""): readonly string[] =>
    problemsOf(text(gates, evaluation))
      .split("\n")
      .filter(Boolean)
      .map((line) => line.replace(/^p\.yml:(\d+:\d+): models\.m\./, "$1 "));

  it("are refused with everything that is wrong, in one go, with line and column", () => {
    const gates = [
      "metric: rocauc, min: 0.7",
      "metric: rmse, max: 3",
      "metric: demographic_parity_difference, max: 0.1",
      "metric: roc_auc, slices: all, min: 0.6",
      "metric: mcc, max_regression: 1%",
      "metric: roc_auc, max_regression: 1%",
      "metric: roc_auc, max_regression: 0.1",
      "metric: roc_auc, min: 0.5, min_rows: 10",
      "metric: size_bytes, slices: found, max: 10",
    ];
    expect(told(gates)).toEqual([
      expect.stringMatching(/^8:18 gates\[0\]\.metric: is not a known metric; .*did you mean roc_auc\?$/),
      expect.stringMatching(/^9:18 gates\[1\]\.metric: is no metric of binary-classification; found "rmse"/),
      expect.stringMatching(/^10:18 gates\[2\]\.metric: needs evaluation\.group/),
      '11:35 gates[3].slices: needs evaluation.slices; found "all"',
      expect.stringMatching(
        /^12:39 gates\[4\]\.max_regression: is relative, and mcc .*allowed: an absolute number$/,
      ),
      expect.stringMatching(/^14:9 gates\[6\]: repeats a rule of gates\[5\]; found roc_auc Δ ≥ −0\.1$/),
      expect.stringMatching(/^15:47 gates\[7\]\.min_rows: needs slices/),
      "16:38 gates[8].slices: has no meaning for size_bytes: it is not computed on rows",
    ]);
  });

  it("may share a place when their rules differ, and name one slice that is declared", () => {
    const gates = [
      "metric: roc_auc, min: 0.7",
      "metric: roc_auc, max_regression: 1%",
      "metric: roc_auc, slices: carrier=AA, min: 0.7",
      "metric: roc_auc, slices: distance 0 to 500, min: 0.7",
      "metric: roc_auc, slices: distance is missing, min: 0.7",
      "metric: roc_auc, slices: found, max_regression: 0.1",
    ];
    const slices = ", slices: [carrier, {column: distance, bins: [0, 500]}]";
    expect(told(gates, slices)).toEqual([]);
  });

  it("that name a slice must name one that is declared, and a search must be on", () => {
    const gates = [
      "metric: roc_auc, slices: airline=AA, min: 0.7",
      "metric: roc_auc, slices: found, min: 0.7",
    ];
    expect(told(gates, ", slices: [carrier], slice_search: false")).toEqual([
      '8:35 gates[0].slices: is no slice of evaluation.slices; found "airline=AA"; allowed: all, found, any, carrier=VALUE, carrier is missing',
      '9:35 gates[1].slices: needs evaluation.slice_search; found "found"',
    ]);
    expect(told(["metric: roc_auc, slices: al, min: 0.7"])[0]).toContain("did you mean all?");
  });
});

describe("a value with variables", () => {
  it("is expanded, or names every variable that is missing", () => {
    expect(expandEnvironment("${A}/x/${B}", { A: "1", B: "" })).toBe("1/x/");
    expect(() => expandEnvironment("${A}/${B}", {})).toThrow(/A, B/);
  });
});
