import { describe, expect, it } from "vitest";
import { appendBestEffort } from "../../../src/app/ledger/append-best-effort.ts";
import {
  recordsOfRegistration,
  type RegistrationFacts,
} from "../../../src/app/ledger/records-of-registration.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { openWriter } from "../../support/ledger/ledger-world.ts";

const commit = "c".repeat(40);
const place = describeRunPlace(new Date("2026-03-01T12:00:00Z"), new Date("2026-03-01T12:01:00Z"), commit);
const lineage = {
  md5: "2".repeat(32),
  stages: [],
  material: {
    code: [{ name: "train", cmd: "node train.mjs", deps: { "train.mjs": "3".repeat(32), lib: null } }],
    params: [
      {
        name: "train",
        params: {
          "params.yaml": { depth: { number: "6.0" }, list: [1], name: "x", a: { b: { c: true }, d: {} } },
        },
      },
    ],
    data: [
      { name: "train", deps: { "data/a.parquet": `${"4".repeat(32)}.dir` } },
      { name: "ingest", outs: { "data/a.parquet": `${"4".repeat(32)}.dir` } },
    ],
  },
};
const facts: RegistrationFacts = {
  artifact: "models/m.onnx",
  lineage,
  report: undefined,
  result: {
    decision: "registered",
    reasonCode: "registered",
    reason: "m v1.0.0: the first version",
    model: "m",
    version: "v1.0.0",
    tag: "m@v1.0.0",
    level: "first",
    releaseUrl: "https://github.test/acme/flights/releases/1",
    provenance: { how: "key" },
  },
};

describe("the records of a registration", () => {
  it("fit the schemas, with params, inputs and digests out of dvc.lock", () => {
    const [run, decision] = recordsOfRegistration(facts, place);
    for (const record of [run, decision]) expect(record && renderRecord(record).text).toContain('"m"');
    expect(run).toMatchObject({
      params: {
        "params.yaml:depth": 6,
        "params.yaml:list": "[1]",
        "params.yaml:name": "x",
        "params.yaml:a.b.c": true,
        "params.yaml:a.d": "{}",
      },
      inputs: [
        { path: "data/a.parquet", digest: `md5:${"4".repeat(32)}.dir`, kind: "data" },
        { path: "train.mjs", digest: `md5:${"3".repeat(32)}`, kind: "code" },
        { path: "lib", digest: null, kind: "code" },
      ],
      outputs: [{ path: "models/m.onnx", digest: `md5:${"2".repeat(32)}`, kind: "model" }],
      durationSeconds: 60,
    });
    expect(decision).toMatchObject({ key: "register/m@v1.0.0", action: "register", shas: { commit } });
  });

  it("say of a version without an entry that an earlier run made it, and of a failure no version", () => {
    const { model, version } = facts.result;
    const unchanged = { decision: "unchanged", reasonCode: "unchanged", reason: "", model, version } as const;
    const found = recordsOfRegistration({ ...facts, result: unchanged }, place)[1];
    expect(found).toMatchObject({ key: "register/m@v1.0.0", reasonCode: "found", shas: { commit: null } });
    const failed = {
      decision: "failed",
      reasonCode: "model.unreadable",
      reason: "",
      hint: "",
      exitStatus: 1,
      model,
      version: null,
    } as const;
    const records = recordsOfRegistration({ ...facts, result: failed, lineage: undefined }, place);
    expect(records).toMatchObject([{ state: "failed", model: { status: "failed", digest: null } }]);
    for (const record of records) renderRecord(record);
  });

  it("warn when the token may not write, and are written by the next run that may", async () => {
    const { github, state } = createGitHubFake();
    const refusing = {
      ...github.commits,
      create: () => github.commits.create({ message: "x", parent: "none", files: {} }),
    };
    const warnings: string[] = [];
    const log = { warning: (message: string) => void warnings.push(message) };
    const records = recordsOfRegistration(facts, place);
    const barred = openWriter({ ...github, commits: refusing }).ledger;
    expect(await appendBestEffort(records, barred, log)).toBe(false);
    expect(warnings[0]).toContain("register/m@v1.0.0");
    expect(warnings[0]).toContain("contents: write");
    expect(state.writes).toEqual([]);
    expect(await appendBestEffort(records, openWriter(github).ledger, log)).toBe(true);
    expect(warnings).toHaveLength(1);
  });
});
