import { describe, expect, it } from "vitest";
import { cloudStatus, describeCloudStatus } from "../../../src/app/cloud-status.ts";
import { dataStatus } from "../../../src/app/data-status.ts";
import { diff } from "../../../src/app/diff.ts";
import { diffMetrics, showMetrics } from "../../../src/app/metrics.ts";
import { diffParams } from "../../../src/app/params-diff.ts";
import { plots, type PlotsRequest, revisionsToDiff } from "../../../src/app/plots.ts";
import { describeFailures } from "../../../src/app/reports/read-values-at.ts";
import { plotsAsValues } from "../../../src/report/plots/plot-report.ts";
import { renderDataStatus } from "../../../src/report/data-status.ts";
import { changesAsValues, metricsAsValues } from "../../../src/report/report-values.ts";
import { exactJson } from "../../../src/versioning/exact-json.ts";
import type { Value } from "../../../src/versioning/value.ts";
import { createReportWorld, type ReportWorld } from "../../support/report-world.ts";

const md5 = "0123456789abcdef0123456789abcdef";
const dvcYaml = `stages:
  train: {cmd: a, metrics: [cached.json], params: [lr]}
metrics: [plain.json]
`;
const lock = `schema: '2.0'
stages:
  train:
    cmd: a
    outs:
    - {path: cached.json, hash: md5, md5: ${md5}}
`;
const base = { "dvc.yaml": dvcYaml, "dvc.lock": lock, "params.yaml": "lr: 0.1\nother: [1]\n" };
const plain = (value: Value): unknown => JSON.parse(exactJson(value));

async function metricsDiff(world: ReportWorld, request: { a?: string; b?: string } = {}) {
  const ports = createReportWorld(world);
  const { files, warnings } = await diffMetrics(
    { a: "HEAD", b: "workspace", targets: [], all: false, ...request },
    ports,
  );
  return { files: plain(changesAsValues(files)), warnings };
}

describe("metrics", () => {
  it("come from the cache by the lock's hash, where the file itself is not there", async () => {
    const world = {
      workspace: { ...base, "plain.json": '{"a": 2}', "cached.json": '{"m": 2}' },
      commits: { HEAD: { ...base, "plain.json": '{"a": 1}' } },
      cache: { [md5]: '{"m": 1}' },
    };
    expect(await metricsDiff(world)).toEqual({
      files: {
        "cached.json": { m: { old: 1, new: 2, diff: 1 } },
        "plain.json": { a: { old: 1, new: 2, diff: 1 } },
      },
      warnings: [],
    });
  });

  it("that cannot be read are named and count as empty", async () => {
    const workspace = { ...base, "plain.json": '{"a": ' };
    const shown = await showMetrics({ targets: [] }, createReportWorld({ workspace }));
    expect(plain(metricsAsValues(shown))).toMatchObject({
      "": {
        data: {
          "cached.json": { error: { type: "FileNotFoundError" } },
          "plain.json": { error: { type: "JSONFileCorruptedError" } },
        },
      },
    });
    expect(describeFailures(shown)).toHaveLength(2);
  });

  it("of 50 MB are refused, with their size", async () => {
    const workspace = { ...base, "plain.json": `"${"x".repeat(50_000_000)}"`, "cached.json": "{}" };
    const shown = await showMetrics({ targets: [] }, createReportWorld({ workspace }));
    expect(describeFailures(shown)).toEqual([
      expect.stringMatching(/plain\.json has 50000002 bytes; reports read at most/),
    ]);
  });

  it("of the work tree are left out when they are those of the branch", async () => {
    const files = { ...base, "plain.json": '{"a": 1}', "cached.json": "{}" };
    const world = createReportWorld({ workspace: files, commits: { main: files, other: files } });
    const shown = await showMetrics({ targets: [], allBranches: true }, world);
    expect(shown.map((one) => one.name)).toEqual(["main", "other"]);
  });

  it("are not there in a repository without a commit, and an unknown revision is an error", async () => {
    expect(await metricsDiff({ workspace: base })).toEqual({ files: {}, warnings: [] });
    await expect(
      metricsDiff({ workspace: base, commits: { HEAD: base } }, { b: "gone" }),
    ).rejects.toMatchObject({
      code: "revision.unknown",
    });
  });

  it("of a revision whose dvc.yaml cannot be read are an error of that revision", async () => {
    const world = { workspace: base, commits: { HEAD: { "dvc.yaml": "stages: 1" } } };
    const { warnings } = await metricsDiff(world);
    expect(warnings[0]).toContain("HEAD: dvc.yaml:1:9");
  });

  it("with keys of every object's own change nothing but themselves", async () => {
    const world = {
      workspace: { ...base, "plain.json": '{"__proto__": {"a": 2}, "constructor": 1}', "cached.json": "{}" },
      commits: { HEAD: { ...base, "plain.json": '{"__proto__": {"a": 1}}', "cached.json": "{}" } },
    };
    const { files } = await metricsDiff(world);
    expect(files).toEqual({
      "plain.json": {
        "__proto__.a": { old: 1, new: 2, diff: 1 },
        constructor: { old: null, new: 1 },
      },
    });
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });
});

describe("parameters", () => {
  it("are those of params.yaml whole, or only what stages depend on", async () => {
    const changed = { ...base, "params.yaml": "lr: 0.2\nother: [2]\n" };
    const ports = createReportWorld({ workspace: changed, commits: { HEAD: base } });
    const request = { a: "HEAD", b: "workspace", targets: [], all: false };
    const all = await diffParams({ ...request, deps: false }, ports);
    expect(plain(changesAsValues(all.files))).toEqual({
      "params.yaml": { lr: { old: 0.1, new: 0.2, diff: 0.1 }, other: { old: "[1]", new: "[2]" } },
    });
    const deps = await diffParams({ ...request, deps: true }, ports);
    expect([...(deps.files.get("params.yaml")?.keys() ?? [])]).toEqual(["lr"]);
  });
});

describe("data", () => {
  it("that is gone from the work tree and the cache is deleted and not in cache", async () => {
    const ports = createReportWorld({ workspace: base, commits: { HEAD: base } });
    const result = await diff({ a: "HEAD", targets: [] }, ports);
    expect(result).toMatchObject({
      deleted: [{ path: "cached.json", hash: md5 }],
      "not in cache": [{ path: "cached.json", hash: md5 }],
    });
    const status = await dataStatus(
      { targets: [], granular: false, untracked: false, notInRemote: true },
      ports,
    );
    expect(status).toMatchObject({
      notInCache: ["cached.json"],
      notInRemote: ["cached.json"],
      uncommitted: { deleted: ["cached.json"] },
    });
    expect(renderDataStatus(status, { hasUnchanged: false })).toContain("        deleted: cached.json");
  });

  it("of a target that nobody knows is an error", async () => {
    const ports = createReportWorld({ workspace: base, commits: { HEAD: base } });
    await expect(diff({ a: "HEAD", targets: ["nope"] }, ports)).rejects.toMatchObject({
      code: "file.missing",
    });
  });

  it("is new to the remote, or missing in both", async () => {
    const states = (cache: ReportWorld["cache"]) =>
      cloudStatus({ targets: [] }, createReportWorld({ workspace: base, ...(cache && { cache }) }));
    expect(await states({ [md5]: "" })).toEqual({ "cached.json": "new" });
    expect(await states({})).toEqual({ "cached.json": "missing" });
    expect(describeCloudStatus({}, "store")).toEqual(["Cache and remote 'store' are in sync."]);
  });
});

async function plotsOf(files: Readonly<Record<string, string>>, request: Partial<PlotsRequest> = {}) {
  const ports = createReportWorld({ workspace: files });
  return plots({ revisions: ["workspace"], targets: [], properties: new Map(), ...request }, ports);
}

describe("plots", () => {
  it("of files that are not what they say are errors of theirs, and the others are shown", async () => {
    const report = await plotsOf({
      "dvc.yaml": "plots: [a.csv, b.png, c.exe, d.csv, e.json]\n",
      "a.csv": "x,y\n1,2\n",
      "b.png": "<html>no image</html>",
      "c.exe": "MZ",
      "d.csv": 'x,y\n1,"2\n',
      "e.json": "[]",
    });
    expect(report.errors.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      "b.png: file.unreadable",
      "c.exe: plot.invalid",
      "d.csv: file.unreadable",
    ]);
    expect(plain(plotsAsValues(report, () => ""))).toMatchObject({
      data: { "a.csv": [{ type: "vega", revisions: ["workspace"] }], "b.png": [], "e.json": [] },
    });
  });

  it("name a field or a template that is not there", async () => {
    const files = { "dvc.yaml": "plots: [{p: {y: {a.csv: nope}}}]\n", "a.csv": "x,y\n1,2\n" };
    const [error] = (await plotsOf(files)).errors;
    expect(error?.message).toBe('a.csv has no field "nope"; it has x, y.');
    const properties = new Map([["template", "../../etc/passwd"]]);
    const other = await plotsOf({ "dvc.yaml": "plots: [a.csv]\n", "a.csv": "x,y\n1,2\n" }, { properties });
    expect(other.errors[0]?.message).toContain('There is no template "../../etc/passwd"');
  });

  it("are told apart by their dvc.yaml when several define them", async () => {
    const report = await plotsOf({
      "dvc.yaml": "plots: [a.csv]\nstages: {s: {cmd: a, plots: [{a.csv: {cache: false, x: x}}]}}\n",
      "a.csv": "x,y\n1,2\n",
    });
    expect(report.plots.map((plot) => plot.id)).toEqual(["dvc.yaml::a.csv", "a.csv"]);
  });

  it("are compared with the last commit only when git has changes", async () => {
    const ports = createReportWorld({ workspace: {}, commits: { HEAD: {} } });
    expect(await revisionsToDiff([], ports)).toEqual(["HEAD", "workspace"]);
    const clean = { ...ports, git: { isDirty: async () => false } };
    expect(await revisionsToDiff([], clean)).toEqual(["workspace"]);
    expect(await revisionsToDiff(["a"], ports)).toEqual(["a", "workspace"]);
    expect(await revisionsToDiff(["a", "b"], ports)).toEqual(["a", "b"]);
  });
});
