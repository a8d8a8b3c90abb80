import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { policySchema } from "../../src/config/schema.ts";
import { exportToMlflow } from "../../src/runtime/export-mlflow.ts";
import { readExportableRuns } from "../../src/runtime/export-runs.ts";
import type { LedgerRecord } from "../../src/runs/ledger-record.ts";
import { mirrorToMlflow } from "../../src/runtime/mirror-to-mlflow.ts";
import { createGitHubFake } from "../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { type LedgerClone, makeLedgerClone } from "../support/ledger/ledger-clone.ts";
import { auditRecord, runRecord } from "../support/ledger/records.ts";
import { type BreakingProxy, type StartedServer, startBreakingProxy, startMlflow } from "./mlflow-server.ts";
import { finish, output, runPython } from "./peers.ts";

const texts = z.record(z.string(), z.string());
const seenSchema = z.object({
  runs: z.array(
    z.object({
      serverId: z.string(),
      name: z.string(),
      status: z.string(),
      stage: z.string(),
      start: z.number(),
      end: z.number(),
      params: texts,
      metrics: z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()]))),
      tags: texts,
      datasets: z.array(z.tuple([z.string(), z.string()])),
    }),
  ),
  models: z.array(
    z.object({
      name: z.string(),
      tags: texts,
      aliases: texts,
      versions: z.array(
        z.object({
          number: z.number(),
          source: z.string(),
          runId: z.string(),
          status: z.string(),
          tags: texts,
        }),
      ),
    }),
  ),
});

const registered = "19.1/register/flight-delay";
const release = "https://github.test/acme/flights/releases/tag/flight-delay%40v1.0.0";
const many = Array.from({ length: 350 }, (_, index) => [`params.yaml:p${index}`, index] as const);
const hostile = "../../x y/<b>\u0000[a](http://x)💥";
const records: readonly LedgerRecord[] = [
  runRecord("17.1/train/flight-delay"),
  runRecord("18.1/evaluate/flight-delay", {
    verb: "evaluate",
    state: "negative",
    reasonCode: "gate_failed",
    startedAt: "2026-03-01T13:00:00Z",
    endedAt: "2026-03-01T13:00:30Z",
    params: Object.fromEntries(many),
    metrics: [
      { name: "roc_auc", value: 0.7, slice: "carrier=AA", interval: null },
      { name: "log_loss", value: "nan", slice: null, interval: ["-inf", "inf"] },
    ],
  }),
  runRecord(registered, {
    verb: "register",
    startedAt: "2026-03-01T14:00:00Z",
    endedAt: "2026-03-01T14:00:30Z",
    model: { name: "flight-delay", version: "v1.0.0", status: "registered", digest: null },
    artifacts: [{ name: "flight-delay@v1.0.0", uri: release, digest: null, sizeBytes: null }],
  }),
  runRecord("20.1/train/flight-delay", {
    state: "failed",
    startedAt: "2026-03-01T15:00:00Z",
    endedAt: "2026-03-01T15:00:30Z",
    params: { [hostile]: hostile, "": "", "a//b": null, "a/_/b": true },
    metrics: [{ name: hostile, value: 1, slice: "..", interval: null }],
    inputs: [{ path: hostile, digest: `sha256:${"1".repeat(64)}`, sizeBytes: null, kind: "data" }],
  }),
  auditRecord("promote/flight-delay#production#2"),
];

describe("pawl runs export --mlflow, seen by the client of MLflow 3.17.2", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-mlflow-"));
  let clone: LedgerClone;
  let mlflow: StartedServer;
  let proxy: BreakingProxy;
  beforeAll(async () => {
    clone = makeLedgerClone(root);
    clone.commit(records);
    clone.tag("flight-delay@v1.0.0", 1_770_000_000);
    clone.tag("flight-delay#staging#1", 1_770_000_010);
    clone.tag("flight-delay#latest#2", 1_770_000_020);
    mlflow = await startMlflow(join(root, "mlflow"));
    proxy = await startBreakingProxy(mlflow.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await mlflow.stop();
    rmSync(root, { recursive: true });
  });

  const main = resolve("src/cli/main.ts");
  const env = { ...process.env, GITHUB_REPOSITORY: "acme/flights", GITHUB_SERVER_URL: "https://github.test" };
  async function runExport(...args: readonly string[]): Promise<unknown> {
    const all = [main, "runs", "export", "--json", "--mlflow", mlflow.url, ...args];
    return JSON.parse(await output(process.execPath, all, { cwd: clone.root, env }));
  }
  async function look(experiment = "acme/flights"): Promise<z.infer<typeof seenSchema>> {
    return seenSchema.parse(await runPython("mlflow", "mlflow_client.py", { uri: mlflow.url, experiment }));
  }

  it("sends runs with params, metrics and their time, tags, status, links, and versions with aliases", async () => {
    expect(await runExport()).toMatchObject({
      schema: "pawl.runs-export/1",
      mlflow: {
        experiment: "acme/flights",
        runs: { created: 4, completed: 0, present: 0 },
        models: [{ model: "flight-delay", created: 1, aliasesSet: 2 }],
      },
    });
    const { runs, models } = await look();
    const [train, evaluate, register, failed] = runs;
    const end = Date.parse("2026-03-01T12:04:30Z");
    expect(train).toMatchObject({
      name: "17.1/train/flight-delay",
      status: "FINISHED",
      start: end - 270_000,
      end,
      params: { "params.yaml:train.depth": "6", "params.yaml:name": "gbm" },
      metrics: { roc_auc: [["0.74", end, 0]], "roc_auc.low": [["0.72", end, 0]] },
      datasets: [["data/train.parquet", `md5:${"1".repeat(32)}`]],
    });
    expect(train?.tags).toMatchObject({
      "mlflow.source.git.commit": "c".repeat(40),
      "mlflow.user": "ada",
      "pawl.event": "pull_request",
      "pawl.duration_seconds": "270",
      "pawl.output.models/model.onnx": `md5:${"2".repeat(32)}`,
      "pawl.model_digest": `sha256:${"a".repeat(64)}`,
    });
    expect(Object.keys(evaluate?.params ?? {})).toHaveLength(350);
    expect(evaluate?.metrics).toMatchObject({ "roc_auc/carrier_AA": [["0.7", expect.anything(), 0]] });
    expect(evaluate?.metrics["log_loss"]?.[0]?.[0]).toBe("nan");
    expect(evaluate?.tags).toMatchObject({ "pawl.state": "negative", "pawl.reason_code": "gate_failed" });
    expect(register?.tags).toMatchObject({ "pawl.artifact.flight-delay_v1.0.0": release });
    expect(failed?.status).toBe("FAILED");
    expect(Object.values(failed?.params ?? {}).toSorted()).toEqual(
      ["", hostile.replace("\u0000", "\ufffd"), "null", "true"].toSorted(),
    );
    expect(models).toEqual([
      {
        name: "flight-delay",
        tags: { "pawl.model": "flight-delay" },
        aliases: { staging: "v1.0.0", "env-latest": "v1.0.0" },
        versions: [
          {
            number: 1,
            source: "github-release://acme/flights/flight-delay%40v1.0.0",
            runId: register?.serverId,
            status: "READY",
            tags: expect.objectContaining({ "pawl.version": "v1.0.0", "pawl.release": release }),
          },
        ],
      },
    ]);
  });

  it("doubles nothing the second time, and follows what has changed since", async () => {
    const before = await look();
    const again = await runExport();
    expect(again).toMatchObject({ mlflow: { runs: { created: 0, completed: 0, present: 4 } } });
    expect(await look()).toEqual(before);
    clone.tag("flight-delay@v1.1.0", 1_770_000_030);
    clone.tag("flight-delay@v1.0.0!", 1_770_000_040);
    clone.tag("flight-delay#production#3", 1_770_000_050);
    clone.tag("flight-delay#latest!#4", 1_770_000_060);
    await runExport();
    const { models } = await look();
    expect(models[0]?.aliases).toEqual({ staging: "v1.1.0", production: "v1.1.0" });
    expect(models[0]?.versions.map(({ tags }) => [tags["pawl.version"], tags["pawl.deregistered"]])).toEqual([
      ["v1.0.0", "true"],
      ["v1.1.0", undefined],
    ]);
  });

  it("converges after a break before or after each call", async () => {
    const all = await readExportableRuns({
      directory: clone.root,
      config: "none",
      warn: () => undefined,
    });
    // Two runs keep the number of calls, and so of breaks, small.
    const entries = all.entries.filter(({ record }) => record.verb !== "evaluate" && record.state === "done");
    expect(entries).toHaveLength(2);
    const go = (experiment: string, uri = proxy.url): ReturnType<typeof exportToMlflow> =>
      exportToMlflow(entries, {
        directory: clone.root,
        config: "none",
        uri,
        repository: "acme/flights",
        experiment,
        variables: {},
      });
    proxy.cut(Number.POSITIVE_INFINITY, "before");
    await go("whole");
    const calls = proxy.calls();
    const whole = comparable((await look("whole")).runs);
    let crashes = 0;
    for (let number = 1; number <= calls; number += 1) {
      for (const when of ["before", "after"] as const) {
        const name = `cut-${number}-${when}`;
        proxy.cut(number, when);
        await expect(go(name)).rejects.toMatchObject({ code: "mlflow.unreachable" });
        await go(name, mlflow.url);
        crashes += 1;
        // A look costs seconds of Python.
        if (number % 4 === 0) expect(comparable((await look(name)).runs)).toEqual(whole);
        const second = await go(name, mlflow.url);
        expect(second.runs).toMatchObject({ created: 0, completed: 0, present: 2, doublesDeleted: 0 });
      }
    }
    process.stdout.write(`${crashes} breaks of ${calls} calls, each converged\n`);
    expect(calls).toBeGreaterThan(10);
  });

  it("is fed by register and deploy with GitHub's tags, and its failure is a warning", async () => {
    const { github } = createGitHubFake();
    const tag = async (name: string, second: number): Promise<void> => {
      const taggedAt = `2026-03-02T00:00:0${second}Z`;
      await github.gitData.createTag({ name, message: name, commitSha: fakeSha(1), taggedAt });
    };
    const warnings: string[] = [];
    const mirror = (uri: string): ReturnType<typeof mirrorToMlflow> =>
      mirrorToMlflow({
        policy: policySchema.parse({
          version: 1,
          models: {},
          registry: { mirror: { mlflow: true } },
          runs: { mlflow: { tracking_uri: "${MLFLOW_TRACKING_URI}" } },
        }),
        directory: clone.root,
        config: "none",
        repository: "acme/mirrored",
        github,
        variables: { MLFLOW_TRACKING_URI: uri },
        log: { warning: (text) => void warnings.push(text) },
      });
    await tag("mirrored@v1.0.0", 1);
    const sent = { mirror: "mlflow", model: "mirrored", decision: "mirrored", reasonCode: "mirrored" };
    expect(await mirror(mlflow.url)).toMatchObject([sent]);
    await tag("mirrored#production#1", 2);
    expect(await mirror(mlflow.url)).toMatchObject([sent]);
    const { runs, models } = await look("acme/mirrored");
    expect(runs).toHaveLength(4);
    expect(models.find(({ name }) => name === "mirrored")).toMatchObject({
      aliases: { production: "v1.0.0" },
    });
    expect(await mirror(mlflow.url)).toMatchObject([
      { ...sent, decision: "unchanged", reasonCode: "present" },
    ]);
    expect(warnings).toEqual([]);
    expect(await mirror("http://127.0.0.1:9")).toMatchObject([
      { decision: "failed", reasonCode: "mlflow.unreachable" },
    ]);
    expect(warnings).toEqual([expect.stringContaining("mlflow.unreachable")]);
  });

  it("names what is wrong with the address or the server", async () => {
    const refuse = async (...args: readonly string[]): Promise<string> => {
      const done = await finish(process.execPath, [main, "runs", "export", ...args], {
        cwd: clone.root,
        env,
      });
      expect(done.status).toBeGreaterThan(0);
      return done.stderr;
    };
    expect(await refuse("--mlflow", "http://127.0.0.1:9")).toContain("mlflow.unreachable");
    expect(await refuse("--mlflow", `${mlflow.url}/nowhere`)).toContain("mlflow.refused");
    const secret = await refuse("--mlflow", "http://me:hunter2@127.0.0.1:9");
    expect(secret).toContain("MLFLOW_TRACKING_TOKEN");
    expect(secret).not.toContain("hunter2");
    expect(await refuse("--mlflow")).toContain("runs.mlflow.tracking_uri");
    expect(await refuse()).toContain("--mlflow");
  });
});

/** Runs without what the server makes up. */
function comparable(runs: z.infer<typeof seenSchema>["runs"]): readonly unknown[] {
  return runs.filter(({ stage }) => stage === "active").map((run) => ({ ...run, serverId: "" }));
}
