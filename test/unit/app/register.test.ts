import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { cycloneDx } from "../../../src/adapters/sbom/cyclonedx.ts";
import type { ArtifactLineage, ModelDescription } from "../../../src/app/model-candidate.ts";
import { register, type RegisterPorts } from "../../../src/app/register.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { buildProfile } from "../../../src/drift/profile.ts";
import { manifestSchema } from "../../../src/registry/manifest-schema.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { Crash, crashingPorts } from "../../support/registry/crashing-ports.ts";
import { createKeyProvenance } from "../../support/registry/signed-provenance.ts";
import { tagNames } from "../../support/registry/registry-world.ts";

const policy = policySchema.parse({
  version: 1,
  models: { m: { artifact: "model.onnx", task: "regression", description: "a | b <script>" } },
}).models["m"];
if (policy === undefined) throw new TypeError("the policy has no model");

/** Models by commit: digest, what code, params and data it was made of, names of the inputs. */
interface Commit {
  readonly md5: string;
  readonly code?: string;
  readonly data?: string;
  readonly inputs?: readonly string[];
}

const stages: ArtifactLineage["stages"] = [
  {
    name: "train",
    isFrozen: false,
    deps: [
      { path: "train.py", md5: "a".repeat(32), kind: "code" },
      { path: "data/train.csv", md5: "b".repeat(32), kind: "data" },
    ],
    outs: [{ path: "model.onnx", md5: "c".repeat(32) }],
  },
];

function createWorld(commits: Readonly<Record<number, Commit>>) {
  const { github, state } = createGitHubFake();
  const at = (sha: string) => Object.entries(commits).find(([seed]) => fakeSha(Number(seed)) === sha)?.[1];
  const ports: RegisterPorts = {
    ...github,
    clock: { now: () => new Date("2026-01-02T00:00:00Z"), sleep: async () => undefined },
    provenance: createKeyProvenance(github).signing,
    readLineage: async (sha) => {
      const commit = at(sha);
      const { md5, code = "code", data = "data" } = commit ?? { md5: "" };
      return commit && { md5, material: { code, params: {}, data }, stages };
    },
    readArtifact: async (commit) => ({
      kind: "file",
      bytes: new TextEncoder().encode(`model ${at(commit)?.md5}`),
    }),
    readText: async (_, path) => (path === "requirements.txt" ? "numpy==2.1.0\n" : undefined),
    renderSbom: cycloneDx.write,
    repositoryUrl: "https://github.test/acme/flights",
    describe: async ({ request }): Promise<ModelDescription> => ({
      signature: {
        inputs: (at(request.commit)?.inputs ?? ["x"]).map((name) => ({
          name,
          datatype: "FP32",
          shape: [-1, 1],
        })),
        outputs: [{ name: "y", datatype: "FP32", shape: [-1, 1] }],
      },
      examples: { inputs: [{ x: 1 }], outputs: [{ y: 2 }] },
      profile: buildProfile({ columns: new Map([["x", [1, 2, 3]]]) }),
      report: undefined,
      predictions: undefined,
    }),
  };
  const run = (seed: number, given: RegisterPorts = ports) =>
    register({ model: "m", policy: policy ?? never(), commit: fakeSha(seed) }, given);
  return { ports, state, github, run };
}

function never(): never {
  throw new TypeError("unreachable");
}

let world: ReturnType<typeof createWorld>;
beforeEach(() => {
  world = createWorld({
    1: { md5: "one" },
    2: { md5: "two", data: "more data" },
    3: { md5: "three", data: "more data", code: "new code" },
    4: { md5: "four", inputs: ["x", "z"] },
    5: { md5: "two" },
  });
});

async function manifestOf(tag: string) {
  const release = await world.github.releases.findByTag(tag);
  const asset = release?.assets.find((entry) => entry.name === "manifest.json");
  const bytes = await world.github.releases.downloadAsset(asset?.id ?? 0);
  return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

describe("registration", () => {
  it("tags the commit and publishes a Release with every asset as its manifest says", async () => {
    const result = await world.run(1);
    expect(result).toMatchObject({
      decision: "registered",
      reasonCode: "registered",
      version: "v1.0.0",
      level: "first",
    });
    expect(world.state.tags.get("m@v1.0.0")).toMatchObject({
      commitSha: fakeSha(1),
      message: "Registering artifact m version v1.0.0",
    });
    const release = await world.github.releases.findByTag("m@v1.0.0");
    expect(release).toMatchObject({ draft: false, name: "m v1.0.0" });
    expect(release?.assets.map((asset) => asset.name)).toEqual([
      "model.onnx",
      "profile.json",
      "MODEL_CARD.md",
      "signature.json",
      "sbom.cdx.json",
      "manifest.json",
      "provenance.sigstore.json",
    ]);
    const manifest = await manifestOf("m@v1.0.0");
    expect(manifest.artifact.sha256).toBe(createHash("sha256").update("model one").digest("hex"));
    expect(manifest.assets.map(({ name, sha256 }) => `${name} sha256:${sha256}`)).toEqual(
      release?.assets.slice(0, 5).map((asset) => `${asset.name} ${String(asset.digest)}`),
    );
  });

  it("writes nothing when the artifact did not change", async () => {
    await world.run(1);
    const writes = world.state.writes.length;
    expect(await world.run(1)).toMatchObject({
      decision: "unchanged",
      reasonCode: "unchanged",
      version: "v1.0.0",
    });
    await world.run(2);
    expect(await world.run(5)).toMatchObject({ decision: "unchanged", version: "v1.0.1" });
    expect(world.state.tags.size).toBe(2);
    expect(world.state.writes.length).toBeGreaterThan(writes);
    expect(await world.run(9)).toMatchObject({ decision: "unchanged", reasonCode: "not-built" });
  });

  it("numbers by what changed, and obeys a label of the merged pull request", async () => {
    await world.run(1);
    expect(await world.run(2)).toMatchObject({ version: "v1.0.1", level: "patch" });
    expect(await world.run(3)).toMatchObject({ version: "v1.1.0", level: "minor" });
    const pull = await world.github.pullRequests.create({ title: "t", body: "", head: "h", base: "main" });
    const merged = { merged: true, mergeCommitSha: fakeSha(4), files: [] };
    world.state.pullRequests.set(pull.number, { ...pull, ...merged });
    await world.github.labels.add(pull.number, "ml/bump:minor");
    expect(await world.run(4)).toMatchObject({ version: "v1.2.0", level: "minor" });
    expect((await manifestOf("m@v1.2.0")).bump).toMatchObject({ previous: "v1.1.0" });
  });

  it("goes major when the signature breaks", async () => {
    await world.run(1);
    expect(await world.run(4)).toMatchObject({ version: "v2.0.0", level: "major" });
  });

  it("escapes what users wrote in the card", async () => {
    await world.run(1);
    const release = await world.github.releases.findByTag("m@v1.0.0");
    const card = release?.assets.find((asset) => asset.name === "MODEL_CARD.md");
    const text = new TextDecoder().decode(await world.github.releases.downloadAsset(card?.id ?? 0));
    expect(text).toContain("# m v1.0.0");
    expect(text).not.toContain("<script>");
    expect(release?.body).toContain("```mermaid");
  });

  it("sends an asset again when it is broken or half there", async () => {
    const broken = { name: "model.onnx", contentType: "", bytes: new TextEncoder().encode("model XXX") };
    const tag = { name: "m@v1.0.0", message: "", commitSha: fakeSha(1), taggedAt: "2026-01-01T00:00:00Z" };
    await world.github.gitData.createTag(tag);
    const draft = await world.github.releases.create("m@v1.0.0", { name: "", body: "", draft: true });
    await world.github.releases.uploadAsset(draft.id, broken);
    const half = await world.github.releases.uploadAsset(draft.id, { ...broken, name: "profile.json" });
    const held = (await world.github.releases.findByTag("m@v1.0.0"))?.assets ?? [];
    const starter = held.map((asset) => (asset.id === half.id ? { ...asset, state: "starter" } : asset));
    world.state.releases.set(draft.id, { ...draft, assets: starter });
    expect(await world.run(1)).toMatchObject({ reasonCode: "resumed", version: "v1.0.0" });
    const release = await world.github.releases.findByTag("m@v1.0.0");
    expect(release?.assets.map((asset) => asset.state)).toEqual(Array(7).fill("uploaded"));
    expect((await manifestOf("m@v1.0.0")).artifact.sizeBytes).toBe("model one".length);
  });

  it("never writes to an immutable Release, and says when it lacks something", async () => {
    await world.run(1);
    const release = (await world.github.releases.findByTag("m@v1.0.0")) ?? never();
    const fix = (assets: typeof release.assets) =>
      world.state.releases.set(release.id, { ...release, assets, isImmutable: true });
    fix(release.assets);
    const writes = world.state.writes.length;
    expect(await world.run(1)).toMatchObject({ decision: "unchanged" });
    fix(release.assets.filter(({ name }) => name !== "profile.json"));
    await expect(world.run(1)).rejects.toMatchObject({
      code: "registry.release-immutable",
      message: "The immutable Release m@v1.0.0 lacks profile.json.",
    });
    expect(world.state.writes.length).toBe(writes);
  });

  it("finishes the greatest version from a later commit with the same artifact", async () => {
    await world.run(1);
    const crashing = crashingPorts(world.ports, { at: 1, when: "after" });
    await expect(world.run(2, crashing.ports)).rejects.toThrow(Crash);
    expect(await world.run(5)).toMatchObject({ reasonCode: "resumed", version: "v1.0.1" });
    expect((await manifestOf("m@v1.0.1")).commit).toBe(fakeSha(2));
    expect(world.state.tags.size).toBe(2);
  });
});

describe("two registrations at the same time", () => {
  it("end with one tag and one Release", async () => {
    const results = await Promise.all([world.run(1), world.run(1), world.run(1)]);
    expect(results.every((result) => result.version === "v1.0.0")).toBe(true);
    expect(tagNames(world.state)).toEqual(["m@v1.0.0"]);
    const releases = await world.github.releases.list();
    expect(releases).toMatchObject([{ tag: "m@v1.0.0", draft: false }]);
    expect(releases[0]?.assets).toHaveLength(7);
  });

  it("of different commits end with a version each", async () => {
    await world.run(1);
    await Promise.all([world.run(2), world.run(3)]);
    expect(tagNames(world.state).sort()).toEqual(["m@v1.0.0", "m@v1.0.1", "m@v1.1.0"]);
    expect(await world.github.releases.list()).toHaveLength(3);
  });
});

describe("a version whose Release is not there yet", () => {
  it("does not make the next one major", async () => {
    await world.run(1);
    const crashing = crashingPorts(world.ports, { at: 1, when: "after" });
    await expect(world.run(2, crashing.ports)).rejects.toThrow(Crash);
    expect(await world.run(3)).toMatchObject({ version: "v1.1.0", level: "minor" });
  });
});

describe("a crash at any write of a registration", () => {
  it("converges to one tag and one complete Release at every point", async () => {
    const counting = crashingPorts(world.ports, { at: 0, when: "before" });
    await world.run(1, counting.ports);
    const total = counting.writes();
    let points = 0;
    for (let at = 1; at <= total; at += 1) {
      for (const when of ["before", "after"] as const) {
        const fresh = createWorld({ 1: { md5: "one" } });
        const crashing = crashingPorts(fresh.ports, { at, when });
        const first = await fresh.run(1, crashing.ports).catch((error: unknown) => error);
        if (first instanceof Crash) points += 1;
        await fresh.run(1);
        expect(await fresh.run(1)).toMatchObject({ decision: "unchanged", reasonCode: "unchanged" });
        expect(tagNames(fresh.state)).toEqual(["m@v1.0.0"]);
        const releases = await fresh.github.releases.list();
        expect(releases).toHaveLength(1);
        expect(releases[0]?.assets.map((asset) => asset.name).sort()).toEqual([
          "MODEL_CARD.md",
          "manifest.json",
          "model.onnx",
          "profile.json",
          "provenance.sigstore.json",
          "sbom.cdx.json",
          "signature.json",
        ]);
      }
    }
    expect(points).toBe(22);
  });
});
