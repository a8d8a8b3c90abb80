import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createModelServers } from "../../../src/adapters/model-server/model-servers.ts";
import { deploy } from "../../../src/app/deploy.ts";
import { promote } from "../../../src/app/promote.ts";
import type { Log } from "../../../src/ports/log.ts";
import type { ModelServers } from "../../../src/ports/model-servers.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { Crash, crashingPorts } from "../../support/registry/crashing-ports.ts";
import { makeFixtureRelease } from "../../support/registry/fixture-release.ts";
import { createKeyProvenance } from "../../support/registry/signed-provenance.ts";

const log: Log = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };
const environments = { staging: { promote: "manual" as const, approvals: 0, approvers: [] } };
const started: { servers: ModelServers; directory: string }[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pawl-deploy-"));
});

afterAll(async () => {
  for (const { servers } of started) await servers.stop("staging", "m");
  await rm(root, { recursive: true });
});

async function createWorld(name: string) {
  const { github } = createGitHubFake();
  const directory = join(root, name);
  const servers = createModelServers({
    directory,
    serverEntry: join(process.cwd(), "src/runtime/serve-main.ts"),
  });
  started.push({ servers, directory });
  const { signing, verifying, policy } = createKeyProvenance(github);
  const ports = { ...github, servers, log, provenance: verifying };
  const clock = { now: () => new Date("2026-01-02T00:00:00Z"), sleep: async () => undefined };
  const release = async (version: string, fixture: string, change: Partial<Manifest> = {}) => {
    const { bytes, manifest } = await makeFixtureRelease(fixture, version, change);
    const tag = { name: `m@${version}`, message: "", commitSha: fakeSha(Number(version.slice(1, 2))) };
    await github.gitData.createTag({ ...tag, taggedAt: "2026-01-01T00:00:00Z" });
    const draft = await github.releases.create(tag.name, { name: "", body: "", draft: true });
    const text = new TextEncoder().encode(JSON.stringify(manifest));
    const subjects = [{ name: "model.onnx", sha256: manifest.artifact.sha256 }];
    const signed = await signing.sign(subjects, manifest.commit);
    const bundle = new TextEncoder().encode(signed.decision === "signed" ? signed.bundle : "");
    for (const asset of [
      { name: "model.onnx", bytes },
      { name: "manifest.json", bytes: text },
      { name: "provenance.sigstore.json", bytes: bundle },
    ]) {
      await github.releases.uploadAsset(draft.id, { ...asset, contentType: "application/octet-stream" });
    }
    await github.releases.update(draft.id, { name: "", body: "", draft: false });
  };
  const assign = async (version: string): Promise<number> => {
    const target = { kind: "version", version } as const;
    const requester = { login: "mia", role: "maintain" } as const;
    const request = {
      model: "m",
      policy: { environments },
      environment: "staging",
      target,
      requester,
      source: "cli",
    } as const;
    const result = await promote(request, { ...github, clock });
    return result.decision === "promoted" ? (result.deploymentId ?? 0) : 0;
  };
  const run = (deploymentId: number, given = ports, isDeclared = true, required = true) =>
    deploy(
      {
        deploymentId,
        provenance: { ...policy, required },
        serving: async () => ({ port: 0, isDeclared, predictions: join(directory, "predictions") }),
      },
      given,
    );
  const statuses = async (id: number) =>
    (await github.deployments.listStatuses(id)).map((status) => status.state);
  return { github, servers, ports, directory, release, assign, run, statuses };
}

describe("a deployment", () => {
  let world: Awaited<ReturnType<typeof createWorld>>;
  let first = 0;
  let url = "";

  beforeAll(async () => {
    world = await createWorld("real");
    await world.release("v1.0.0", "logistic-good");
    await world.release("v2.0.0", "logistic-weak");
    const lying = { inputs: [{ x1: 1, x2: 1 }], outputs: [{ probability: 0.123 }] };
    await world.release("v3.0.0", "logistic-weak", { examples: lying });
  });

  it("starts a server that outlives it, proves it and says where it is", async () => {
    first = await world.assign("v1.0.0");
    const result = await world.run(first);
    expect(result).toMatchObject({ decision: "live", version: "v1.0.0" });
    url = result.decision === "live" ? result.url : "";
    expect(await world.statuses(first)).toEqual(["success", "in_progress"]);
    expect((await world.github.deployments.listStatuses(first))[0]?.environmentUrl).toBe(url);
    expect((await stat(join(world.directory, "staging/m.json"))).mode & 0o777).toBe(0o600);
    const server = await world.servers.current("staging", "m");
    const environment = await readFile(`/proc/${server?.pid}/environ`, "utf8").catch(() => "");
    expect(environment).not.toMatch(/TOKEN|GITHUB|INPUT_/);
  });

  it("does nothing when it is finished already", async () => {
    expect(await world.run(first)).toMatchObject({ decision: "nothing", reasonCode: "finished" });
    expect(await world.statuses(first)).toHaveLength(2);
  });

  it("reloads the running server at the same address and retires the Deployment before", async () => {
    const second = await world.assign("v2.0.0");
    expect(await world.run(second)).toMatchObject({ decision: "live", version: "v2.0.0", url });
    expect((await world.statuses(first))[0]).toBe("inactive");
    expect(await world.servers.current("staging", "m")).toMatchObject({ version: "v2.0.0", url });
  });

  it("keeps the version before when the new one does not answer as its manifest says", async () => {
    const third = await world.assign("v3.0.0");
    expect(await world.run(third)).toMatchObject({ decision: "failed", reasonCode: "failed.start" });
    expect(await world.statuses(third)).toEqual(["failure", "in_progress"]);
    expect(await world.servers.current("staging", "m")).toMatchObject({ version: "v2.0.0", url });
  });

  it("stops the server and leaves no process and no state file", async () => {
    const server = await world.servers.current("staging", "m");
    await world.servers.stop("staging", "m");
    expect(() => process.kill(server?.pid ?? 0, 0)).toThrow();
    expect(await world.servers.current("staging", "m")).toBeUndefined();
    expect(await readdir(join(world.directory, "staging"))).not.toContain("m.json");
    await world.servers.stop("staging", "m");
  });

  it("reports why a first version did not start", async () => {
    const again = await world.assign("v3.0.0");
    expect(await world.run(again)).toMatchObject({ decision: "failed", reasonCode: "failed.start" });
    expect((await world.github.deployments.listStatuses(again))[0]?.description).toContain("example 1");
  });
});

describe("a deployment that may not go live", () => {
  let world: Awaited<ReturnType<typeof createWorld>>;
  let calls: string[];
  let fake: ModelServers;

  beforeEach(async () => {
    world = await createWorld(`fake-${Math.random()}`);
    await world.release("v1.0.0", "logistic-good");
    await world.release("v2.0.0", "logistic-weak");
    calls = [];
    const outputs = (await makeFixtureRelease("logistic-good", "v1.0.0")).manifest.examples.outputs;
    fake = createFakeServers(
      calls,
      outputs.map((row) => Number(row["probability"])),
    );
  });

  it("because there is none, or its payload is not ours, or no tag stands behind it", async () => {
    const given = { ...world.ports, servers: fake };
    expect(await world.run(999, given)).toMatchObject({ reasonCode: "unknown.deployment" });
    const base = { ref: "m@v1.0.0", environment: "staging", description: "" };
    const alien = await world.github.deployments.create({ ...base, payload: { schema: "other" } });
    expect(await world.run(alien.id, given)).toMatchObject({ reasonCode: "invalid.payload" });
    const payload = {
      schema: "pawl.deployment/1",
      model: "m",
      version: "v1.0.0",
      environment: "staging",
      tag: "m#staging#9",
      sha256: "0".repeat(64),
    };
    const forged = await world.github.deployments.create({ ...base, payload });
    expect(await world.run(forged.id, given)).toMatchObject({ reasonCode: "unknown.assignment" });
    expect(calls).toEqual([]);
  });

  it.each([
    ["the model in the Release is another one", ["model.onnx"]],
    ["the Release was made anew, whole", ["model.onnx", "manifest.json", "provenance.sigstore.json"]],
  ])("because %s", async (_, replaced) => {
    const id = await world.assign("v1.0.0");
    const { releases } = world.github;
    const [own, other] = [await releases.findByTag("m@v1.0.0"), await releases.findByTag("m@v2.0.0")];
    for (const name of replaced) {
      const named = (asset: { readonly name: string }): boolean => asset.name === name;
      await releases.removeAsset(own?.assets.find(named)?.id ?? 0);
      const bytes = await releases.downloadAsset(other?.assets.find(named)?.id ?? 0);
      const said = Buffer.from(bytes).toString("latin1").replace('"version":"v2.0.0"', '"version":"v1.0.0"');
      const asset = { name, contentType: "", bytes: Buffer.from(said, "latin1") };
      await releases.uploadAsset(own?.id ?? 0, asset);
    }
    const given = { ...world.ports, servers: fake };
    expect(await world.run(id, given)).toMatchObject({ reasonCode: "invalid.release" });
    expect(calls).toEqual([]);
    expect(await world.statuses(id)).toEqual(["failure", "in_progress"]);
  });

  it("because its provenance is missing or of another model, unless the policy asks for none", async () => {
    const given = { ...world.ports, servers: fake };
    const { releases } = world.github;
    const release = await releases.findByTag("m@v1.0.0");
    const asset = release?.assets.find((entry) => entry.name === "provenance.sigstore.json");
    const other = (await releases.findByTag("m@v2.0.0"))?.assets.find((entry) => entry.name === asset?.name);
    const foreign = await releases.downloadAsset(other?.id ?? 0);
    await releases.removeAsset(asset?.id ?? 0);
    const missing = await world.run(await world.assign("v1.0.0"), given);
    expect(missing).toMatchObject({ decision: "failed", reasonCode: "refused.provenance" });
    const named = { name: asset?.name ?? "", contentType: "application/json", bytes: foreign };
    await releases.uploadAsset(release?.id ?? 0, named);
    await world.assign("v2.0.0");
    const wrong = await world.run(await world.assign("v1.0.0"), given);
    expect(wrong).toMatchObject({ reasonCode: "refused.provenance" });
    expect(wrong.reason).toContain("provenance.wrong-subject");
    expect(calls).toEqual([]);
    await world.assign("v2.0.0");
    const warnings: string[] = [];
    const log = { ...given.log, warning: (text: string) => void warnings.push(text) };
    const id = await world.assign("v1.0.0");
    expect(await world.run(id, { ...given, log }, true, false)).toMatchObject({ decision: "live" });
    expect(warnings.join()).toContain("provenance.wrong-subject");
  });

  it("because a newer assignment took its place", async () => {
    const old = await world.assign("v1.0.0");
    await world.assign("v2.0.0");
    expect(await world.run(old, { ...world.ports, servers: fake })).toMatchObject({
      reasonCode: "superseded",
    });
    expect(await world.statuses(old)).toEqual(["inactive"]);
    expect(calls).toEqual([]);
  });

  it("and converges after a crash at any write", async () => {
    const id = await world.assign("v1.0.0");
    const given = { ...world.ports, servers: fake };
    for (const crash of [1, 2].flatMap((at) => [
      { at, when: "before" as const },
      { at, when: "after" as const },
    ])) {
      const crashing = crashingPorts({ ...given, servers: undefined }, crash).ports;
      await world.run(id, { ...crashing, servers: fake }).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
    }
    expect(await world.run(id, given)).toMatchObject({ decision: "nothing", reasonCode: "finished" });
    expect((await world.statuses(id)).filter((state) => state === "success")).toHaveLength(1);
  });
});

describe("a deployment of a model that is no ONNX", () => {
  const other = { signature: null, examples: { inputs: [], outputs: [] } };

  it("is refused where the policy asks for a server, and the version before stays live", async () => {
    const world = await createWorld("refused");
    await world.release("v1.0.0", "logistic-good", other);
    const id = await world.assign("v1.0.0");
    const calls: string[] = [];
    const result = await world.run(id, { ...world.ports, servers: createFakeServers(calls, []) });
    expect(result).toMatchObject({
      decision: "failed",
      reasonCode: "unsupported.serving",
      reason: "m v1.0.0 is no ONNX model: staging cannot serve it",
    });
    expect(calls).toEqual([]);
    expect((await world.statuses(id))[0]).toBe("failure");
  });

  it("is refused beside a running server, which would go on with another version", async () => {
    const world = await createWorld("beside");
    await world.release("v1.0.0", "logistic-good", other);
    const id = await world.assign("v1.0.0");
    const servers: ModelServers = {
      ...createFakeServers([], []),
      current: async () => ({
        environment: "staging",
        model: "m",
        url: "http://127.0.0.1:1",
        version: "v0.9.0",
        sha256: "",
        pid: 1,
        startedAt: "",
        directory: "",
      }),
    };
    expect(await world.run(id, { ...world.ports, servers }, false)).toMatchObject({
      reasonCode: "unsupported.serving",
    });
  });

  it("is done with the assignment where no server is asked for", async () => {
    const world = await createWorld("assigned");
    await world.release("v1.0.0", "logistic-good", other);
    await world.release("v2.0.0", "logistic-weak", other);
    const first = await world.assign("v1.0.0");
    const calls: string[] = [];
    const given = { ...world.ports, servers: createFakeServers(calls, []) };
    expect(await world.run(first, given, false)).toEqual({
      decision: "assigned",
      reasonCode: "not-served",
      reason: "m v1.0.0 is assigned to staging; it is no ONNX model, and no server was asked for",
      model: "m",
      environment: "staging",
      version: "v1.0.0",
    });
    expect(calls).toEqual([]);
    expect(await world.statuses(first)).toEqual(["success", "in_progress"]);
    expect(await world.run(first, given, false)).toMatchObject({ reasonCode: "finished" });
    const second = await world.assign("v2.0.0");
    expect(await world.run(second, given, false)).toMatchObject({ decision: "assigned", version: "v2.0.0" });
    expect((await world.statuses(first))[0]).toBe("inactive");
  });
});

function createFakeServers(calls: string[], scores: readonly number[]): ModelServers {
  const server = { environment: "staging", model: "m", url: "http://127.0.0.1:1", version: "v1.0.0" };
  const loaded = {
    decision: "loaded" as const,
    server: { ...server, sha256: "", pid: 1, startedAt: "", directory: "" },
  };
  const record = (call: string) => async () => {
    calls.push(call);
    return loaded;
  };
  return {
    current: async () => undefined,
    start: record("start"),
    reload: record("reload"),
    restore: record("restore"),
    stop: async () => {
      calls.push("stop");
    },
    infer: async () => {
      const output = { name: "probability", shape: [2, 1], datatype: "FP32", data: scores };
      return { status: 200, body: { model_name: "m", outputs: [output] } };
    },
  };
}
