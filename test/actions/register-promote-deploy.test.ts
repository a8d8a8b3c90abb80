import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { manifestSchema } from "../../src/registry/manifest-schema.ts";
import { profileSchema } from "../../src/drift/profile-schema.ts";
import {
  createFileSystem,
  createGitHub,
  createModelServers,
  openDataStore,
} from "../../src/runtime/compose.ts";
import { verifyModels } from "../../src/app/verify-models.ts";
import { openRegistry } from "../../src/runtime/open-registry.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { recordPipeline } from "../../src/runtime/record-pipeline.ts";
import { runDeploy } from "../../src/runtime/run-deploy.ts";
import { runPromote } from "../../src/runtime/run-promote.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { exampleRequest } from "../../src/serving/smoke-test.ts";
import { type HuggingFaceModels, startHuggingFaceModels } from "../support/hugging-face-models.ts";
import { makeKeyPair } from "../support/registry/signed-provenance.ts";
import { makeReport } from "../support/bot-world.ts";

const run = promisify(execFile);
const config = ".github/pawl.yml";
const repository = "acme/flights";
const mirror = 'registry: { mirror: { hugging_face: { repository: "acme/hub-{model}", license: mit } } }\n';
let hub: HuggingFaceModels;
let root: string;
let work: string;
let sandbox: SandboxGitHub;
let keys: ReturnType<typeof makeKeyPair>;

const git = async (...args: string[]): Promise<string> => {
  const identity = ["-c", "user.name=ada", "-c", "user.email=ada@example.test"];
  return (await run("git", [...identity, ...args], { cwd: work })).stdout.trim();
};
const access = () => ({ token: sandbox.adminToken, repository, apiUrl: sandbox.url });
const hubVariables = () => ({ HF_TOKEN: hub.token, HF_ENDPOINT: hub.url });
const signed = () => ({ signingKey: keys.privateKey, variables: hubVariables() });
const github = () => createGitHub({ ...access(), auth: { token: sandbox.adminToken } });

/** Commits a model as the pipeline would: bytes in cache and remote, digests in dvc.lock; the work tree has neither. */
async function commitModel(fixture: string, script: string): Promise<void> {
  const files = await createFileSystem(work);
  await mkdir(join(work, "models"), { recursive: true });
  await mkdir(join(work, "data"), { recursive: true });
  await copyFile(join(root, "fixture", fixture), join(work, "models/model.onnx"));
  await copyFile(join(root, "fixture/test.parquet"), join(work, "data/test.parquet"));
  await files.write("train.mjs", script);
  const store = await openDataStore(files);
  const [model, rows] = [
    await store.data.save("models/model.onnx"),
    await store.data.save("data/test.parquet"),
  ];
  const source = createHash("md5").update(script).digest("hex");
  const entry = (path: string, md5: string) => `    - path: ${path}\n      hash: md5\n      md5: ${md5}\n`;
  await files.write(
    "dvc.lock",
    `schema: '2.0'\nstages:\n  ingest:\n    cmd: node ingest.mjs\n    outs:\n${entry("data/test.parquet", rows.md5)}` +
      `  train:\n    cmd: node train.mjs\n    deps:\n${entry("data/test.parquet", rows.md5)}${entry("train.mjs", source)}` +
      `    outs:\n${entry("models/model.onnx", model.md5)}`,
  );
  await store.remote().push([model, rows]);
  await rm(join(work, "models"), { recursive: true });
  await rm(join(work, "data"), { recursive: true });
  await rm(join(work, ".dvc/cache"), { recursive: true });
  await git("add", ".");
  await git("commit", "--quiet", "-m", fixture);
  await git("push", "--quiet", "origin", "HEAD:refs/heads/main");
}

async function readAsset(tag: string, name: string): Promise<string> {
  const { releases } = await github();
  const asset = (await releases.findByTag(tag))?.assets.find((entry) => entry.name === name);
  return new TextDecoder().decode(await releases.downloadAsset(asset?.id ?? 0));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pawl-registry-"));
  hub = await startHuggingFaceModels();
  work = join(root, "work");
  await run(process.execPath, ["examples/flights/fixtures.mjs", join(root, "fixture")]);
  sandbox = await startSandboxGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
  await fetch(`${sandbox.url}/orgs/acme/repos`, {
    method: "POST",
    headers: { authorization: `token ${sandbox.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "flights", auto_init: false }),
  });
  await mkdir(join(work, ".github"), { recursive: true });
  await mkdir(join(work, ".dvc"), { recursive: true });
  keys = makeKeyPair();
  await writeFile(join(work, ".github/signing.pem"), keys.publicKey);
  const policy = await readFile("examples/flights/.github/pawl.yml", "utf8");
  await writeFile(
    join(work, config),
    `${policy}provenance: { keys: [.github/signing.pem] }\nruns: {}\n${mirror}`,
  );
  await writeFile(
    join(work, ".dvc/config"),
    `[core]\n    remote = store\n['remote "store"']\n    url = ${join(root, "remote")}\n`,
  );
  await writeFile(join(work, ".gitignore"), "/data\n/models\n/.dvc/cache\n");
  await writeFile(
    join(work, "dvc.yaml"),
    "stages:\n  ingest:\n    cmd: node ingest.mjs\n    frozen: true\n    outs: [data/test.parquet]\n" +
      "  train:\n    cmd: node train.mjs\n    deps: [data/test.parquet, train.mjs]\n    outs: [models/model.onnx]\n",
  );
  await git("init", "--quiet", "--initial-branch=main");
  const origin = new URL(`${sandbox.gitUrl}/${repository}.git`);
  origin.username = "ada";
  origin.password = sandbox.adminToken;
  await git("remote", "add", "origin", origin.href);
});

afterAll(async () => {
  const servers = await createModelServers(join(root, "serving"));
  await servers.stop("staging", "flight-delay");
  await sandbox.close();
  await hub.close();
  await rm(root, { recursive: true });
});

describe("from a commit to a live server, on real flights, git and HTTP", () => {
  it("registers the first version from the remote's bytes, and nothing the second time", async () => {
    await commitModel("model-v1.onnx", "// one\n");
    const warnings: string[] = [];
    const log = { warning: (message: string) => void warnings.push(message), debug: () => undefined };
    const first = await runRegister({
      ...access(),
      signingKey: keys.privateKey,
      directory: work,
      config,
      log,
    });
    expect(first.models).toMatchObject([{ decision: "registered", version: "v1.0.0" }]);
    // A mirror that cannot be written to undoes nothing, and is told.
    expect(first.mirrors).toMatchObject([{ decision: "failed", reasonCode: "mirror.token-missing" }]);
    expect(warnings).toEqual([expect.stringContaining("mirror.token-missing")]);
    await rm(join(work, "models"), { recursive: true, force: true });
    const second = await runRegister({ ...access(), ...signed(), directory: work, config });
    expect(second.models).toMatchObject([
      { decision: "unchanged", reasonCode: "unchanged", version: "v1.0.0" },
    ]);
    expect(second.mirrors).toMatchObject([{ decision: "mirrored", version: "v1.0.0" }]);
  });

  it("makes an annotated tag that git reads, and a Release whose model is the file", async () => {
    await git("fetch", "--quiet", "--tags", "origin");
    expect(await git("cat-file", "-t", "flight-delay@v1.0.0")).toBe("tag");
    expect(await git("rev-parse", "flight-delay@v1.0.0^{commit}")).toBe(await git("rev-parse", "HEAD"));
    const manifest = manifestSchema.parse(
      JSON.parse(await readAsset("flight-delay@v1.0.0", "manifest.json")),
    );
    const model = await readFile(join(root, "fixture/model-v1.onnx"));
    expect(manifest.artifact.sha256).toBe(createHash("sha256").update(model).digest("hex"));
    expect(manifest.examples.inputs).toHaveLength(5);
    expect(manifest.columns).toEqual({ id: "flight_id", timestamp: "departed_at", target: "delayed" });
    const profile = profileSchema.parse(JSON.parse(await readAsset("flight-delay@v1.0.0", "profile.json")));
    expect(Object.keys(profile.columns).sort()).toEqual(
      manifest.signature?.inputs.map((spec) => spec.name).sort(),
    );
    expect(profile.rows).toBeGreaterThan(1000);
    expect(profile.evaluation?.metrics["roc_auc"]?.value).toBeGreaterThan(0.5);
  });

  it("goes major for a model with more inputs, and compares it with the version before", async () => {
    await commitModel("model-rates.onnx", "// two\n");
    const report = await runRegister({ ...access(), ...signed(), directory: work, config });
    expect(report.models).toMatchObject([{ decision: "registered", version: "v2.0.0", level: "major" }]);
    expect(report.mirrors).toMatchObject([{ decision: "mirrored", version: "v2.0.0" }]);
    const release = await (await github()).releases.findByTag("flight-delay@v2.0.0");
    expect(release?.body).toMatch(/\| ROC AUC ↑ \| 0\.\d+ \[.*\] \| 0\.\d+ \[/);
    expect(await readAsset("flight-delay@v2.0.0", "MODEL_CARD.md")).toContain("# flight-delay v2.0.0");
  });

  it("has both versions on the Hub as they are in the Releases, by what verification says", async () => {
    const variables = hubVariables();
    const registry = await openRegistry({ directory: work, config, remote: access(), variables });
    const result = await verifyModels({ models: registry.models, depth: "all" }, registry);
    expect(result).toMatchObject({ decision: "positive", checked: { mirrored: 2 }, findings: [] });
    const card = hub.text("acme/hub-flight-delay", "v2.0.0", "README.md") ?? "";
    expect(card).toMatch(/^---\n[^]*\nlicense: mit\n[^]*\nmodel-index:\n[^]*---\n/);
    expect(card).toContain("# flight-delay v2.0.0");
    hub.models.get("acme/hub-flight-delay")?.tags.delete("v2.0.0");
    const { findings } = await verifyModels({ models: registry.models, depth: "all" }, registry);
    expect(findings).toMatchObject([{ reasonCode: "mirror.missing", tag: "flight-delay@v2.0.0" }]);
  });

  it("leaves a record of each run and each version in the ledger, once", async () => {
    const log = { warning: (message: string) => expect.fail(message), debug: () => undefined };
    const { entries, problems } = await openLedger({ github: await github(), log }).read();
    expect(problems).toEqual([]);
    const decisions = entries.flatMap(({ record }) => (record.schema === "pawl.audit/1" ? [record] : []));
    expect(decisions.map(({ key, reasonCode }) => [key, reasonCode])).toEqual([
      ["register/flight-delay@v1.0.0", "registered"],
      ["register/flight-delay@v2.0.0", "registered"],
    ]);
    const runs = entries.flatMap(({ record }) => (record.schema === "pawl.run/1" ? [record] : []));
    expect(runs.map(({ reasonCode }) => reasonCode)).toEqual(["registered", "unchanged", "registered"]);
    const last = runs.at(-1);
    expect(last).toMatchObject({
      commit: await git("rev-parse", "HEAD"),
      model: { name: "flight-delay", version: "v2.0.0", status: "registered" },
      outputs: [{ path: "models/model.onnx", kind: "model" }],
      artifacts: [{ name: "flight-delay@v2.0.0" }],
    });
    expect(last?.inputs.map(({ path, kind }) => [path, kind])).toEqual([
      ["data/test.parquet", "data"],
      ["train.mjs", "code"],
    ]);
    expect(last?.metrics.find(({ name }) => name === "roc_auc")?.value).toBeGreaterThan(0.5);
  });

  it("promotes, deploys and serves it", async () => {
    const place = { ...access(), model: "flight-delay", directory: work, config };
    const promoted = await runPromote({ ...place, environment: "staging", version: "v2.0.0" });
    expect(promoted).toMatchObject({ decision: "promoted", tag: "flight-delay#staging#1" });
    const early = await runPromote({ ...place, environment: "production", version: "v2.0.0" });
    expect(early).toMatchObject({ decision: "refused", reasonCode: "blocked.order" });
    const predictions = join(root, "predictions");
    const deployed = await runDeploy({
      ...access(),
      deploymentId: promoted.decision === "promoted" ? (promoted.deploymentId ?? 0) : 0,
      directory: work,
      config,
      servingDirectory: join(root, "serving"),
      variables: { ...process.env, PAWL_PREDICTIONS: predictions },
      log: { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} },
    });
    expect(deployed).toMatchObject({ decision: "live", version: "v2.0.0" });
    const manifest = manifestSchema.parse(
      JSON.parse(await readAsset("flight-delay@v2.0.0", "manifest.json")),
    );
    const response = await fetch(
      `${deployed.decision === "live" ? deployed.url : ""}/v2/models/flight-delay/infer`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(exampleRequest(manifest)),
      },
    );
    expect(response.status).toBe(200);
    const production = await runPromote({ ...place, environment: "production", version: "v2.0.0" });
    expect(production).toMatchObject({ decision: "promoted", tag: "flight-delay#production#2" });
    const logged = async () =>
      (await readdir(predictions, { recursive: true }).catch(() => [])).filter((path) =>
        path.endsWith(".jsonl"),
      );
    await expect.poll(logged, { timeout: 20_000 }).toHaveLength(1);
  });

  it("leaves promotions and the Deployment in the ledger too, once", async () => {
    const log = { warning: (message: string) => expect.fail(message), debug: () => undefined };
    const { entries, problems } = await openLedger({ github: await github(), log }).read();
    expect(problems).toEqual([]);
    const decisions = entries.flatMap(({ record }) => (record.schema === "pawl.audit/1" ? [record] : []));
    expect(decisions.slice(2).map(({ key, action, outcome }) => [key, action, outcome])).toEqual([
      ["promote/flight-delay#staging#1", "promote", "done"],
      [expect.stringMatching(/^deploy\/\d+$/), "deploy", "done"],
      ["promote/flight-delay#production#2", "promote", "done"],
    ]);
    expect(decisions[2]).toMatchObject({
      actor: { login: "ada" },
      environment: "staging",
      version: "v2.0.0",
    });
    expect(entries.at(-3)?.record).toMatchObject({
      verb: "deploy",
      state: "done",
      model: { version: "v2.0.0", status: "deployed" },
    });
  });

  it("records a pipeline with what dvc.lock says, and tries nothing for a fork", async () => {
    const headSha = await git("rev-parse", "HEAD");
    const report = makeReport({ model: "flight-delay", headSha });
    const evaluation = { decision: "positive", reasonCode: "gates.passed", reason: "", report } as const;
    const outcome = { headSha, changed: true, stages: [], evaluations: [evaluation] };
    const warning = (message: string): never => expect.fail(message);
    const log = { debug: () => {}, info: () => {}, warning, error: warning };
    const { token, repository: name, apiUrl } = access();
    const place = { directory: work, config, started: new Date(), log };
    const to = { token, repository: name, apiUrl };
    const read = async () => (await openLedger({ github: await github(), log }).read()).entries;
    const before = (await read()).length;
    await recordPipeline(outcome, { ...place, base: headSha, github: { ...to, token: "of-a-fork" } });
    expect(await read()).toHaveLength(before);
    await recordPipeline(outcome, { ...place, base: headSha, branch: "main", github: to });
    const added = (await read()).slice(before).map(({ record }) => record);
    expect(added).toMatchObject([
      {
        verb: "train",
        outputs: [{ path: "models/model.onnx", digest: expect.stringMatching(/^md5:/) }],
        inputs: [{ path: "data/test.parquet" }, { path: "train.mjs" }],
      },
      { verb: "evaluate", state: "done", metrics: [{ name: "roc_auc", value: 0.72 }] },
    ]);
  });
});
