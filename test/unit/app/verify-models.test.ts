import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { tagsOnGitHub } from "../../../src/app/read-models.ts";
import { verifyModels, type VerifyPorts } from "../../../src/app/verify-models.ts";
import type { Release } from "../../../src/ports/github/releases.ts";
import { digestNotes } from "../../../src/registry/check-release.ts";
import { findingTable } from "../../../src/registry/finding.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { refuseProvenance, type ProvenanceVerdict } from "../../../src/registry/provenance.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { makeManifest } from "../../support/registry/registry-world.ts";

const notes = "**m v1.0.0**: first\n";
const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => createHash("sha256").update(text).digest("hex");

/** `m@v1.0.0` on commit 1 with a published Release, in production by a Deployment; nothing contradicts. */
async function createWorld() {
  const { github, state } = createGitHubFake();
  const sha256 = hex("model");
  const asset = { name: "model.onnx", sizeBytes: 5, sha256 };
  const base = makeManifest("v1.0.0");
  const manifest: Manifest = {
    ...base,
    artifact: { ...base.artifact, sizeBytes: 5, sha256 },
    notes: { sha256: await digestNotes(notes) },
    assets: [asset],
  };
  const tag = (name: string, second: number) =>
    github.gitData.createTag({
      name,
      message: "",
      commitSha: fakeSha(1),
      taggedAt: `2026-01-01T00:00:0${second}Z`,
    });
  await tag("m@v1.0.0", 1);
  await tag("m#production#1", 2);
  const release = await github.releases.create("m@v1.0.0", { name: "m v1.0.0", body: notes, draft: true });
  const upload = (name: string, text: string) =>
    github.releases.uploadAsset(release.id, { name, contentType: "", bytes: bytes(text) });
  await upload("model.onnx", "model");
  await upload("manifest.json", JSON.stringify(manifest));
  await github.releases.update(release.id, { name: "m v1.0.0", body: notes, draft: false });
  await github.deployments.create({
    ref: "m@v1.0.0",
    environment: "production",
    description: "",
    payload: {
      schema: "pawl.deployment/1",
      model: "m",
      version: "v1.0.0",
      environment: "production",
      tag: "m#production#1",
      sha256,
    },
  });
  const ports: VerifyPorts = {
    github,
    tags: tagsOnGitHub(github),
    clock: { now: () => new Date("2026-01-02T00:00:00Z") },
    readLockMd5: async () => "md5-v1.0.0",
  };
  const verify = (change: Partial<VerifyPorts> = {}) =>
    verifyModels({ models: ["m"], depth: "all" }, { ...ports, ...change });
  const change = (edit: (held: Release) => Partial<Release>) =>
    state.releases.set(release.id, { ...held(), ...edit(held()) });
  function held(): Release {
    return state.releases.get(release.id) ?? { ...release, assets: release.assets };
  }
  return { github, state, release, manifest, upload, verify, change, ports };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

async function codes(change: Partial<VerifyPorts> = {}): Promise<readonly string[]> {
  return (await world.verify(change)).findings.map(({ reasonCode }) => reasonCode);
}

describe("verification of the registry", () => {
  it("says when provenance does not verify, and asks with the digest of the manifest", async () => {
    const asked: string[] = [];
    const judge = (verdict: ProvenanceVerdict) => ({
      verifyProvenance: async ({ sha256 }: { readonly sha256: string }) => {
        asked.push(sha256);
        return verdict;
      },
    });
    const good = { decision: "verified", reasonCode: "verified", reason: "signed" } as const;
    expect((await world.verify(judge(good))).findings).toEqual([]);
    const bad = refuseProvenance("provenance.wrong-repository", "of repository 82");
    expect((await world.verify(judge(bad))).findings).toMatchObject([
      { reasonCode: "provenance.wrong-repository", tag: "m@v1.0.0", reason: "of repository 82" },
    ]);
    expect(new Set(asked)).toEqual(new Set([world.manifest.artifact.sha256]));
  });

  it("finds nothing when all agree, says what it looked at, and writes nothing", async () => {
    const writes = world.state.writes.length;
    expect(await world.verify()).toEqual({
      decision: "positive",
      reasonCode: "verified",
      checked: { tags: 2, releases: 1, manifests: 1, locks: 1, mirrored: null },
      findings: [],
    });
    expect(world.state.writes.length).toBe(writes);
  });

  it("looks at the tags alone without GitHub, and says so", async () => {
    const { checked } = await world.verify({ github: undefined });
    expect(checked).toEqual({ tags: 2, releases: null, manifests: 0, locks: 0, mirrored: null });
  });

  it("finds a deleted, a withdrawn and a doubled Release", async () => {
    world.change(() => ({ draft: true }));
    expect(await codes()).toEqual(["release.draft"]);
    world.change(() => ({ draft: false }));
    await world.github.releases.create("m@v1.0.0", { name: "m v1.0.0", body: "", draft: true });
    expect(await codes()).toEqual(["release.doubled"]);
    for (const id of world.state.releases.keys()) await world.github.releases.remove(id);
    expect(await codes()).toEqual(["release.missing"]);
  });

  it("finds edited notes and another title, but not other line ends", async () => {
    world.change(() => ({ body: `\r\n${notes.replaceAll("\n", "\r\n")}\r\n` }));
    expect(await codes()).toEqual([]);
    world.change(() => ({ body: `${notes}also: safe in production` }));
    expect(await codes()).toEqual(["release.edited"]);
    world.change(() => ({ body: notes, name: "m v9.0.0" }));
    expect(await codes()).toEqual(["release.edited"]);
  });

  it("finds an asset that is gone, half there, changed or too much", async () => {
    world.change(({ assets }) => ({ assets: assets.filter(({ name }) => name !== "model.onnx") }));
    expect(await codes()).toEqual(["asset.missing"]);
    await world.upload("model.onnx", "evil!");
    await world.upload("extra.bin", "x");
    await world.upload("provenance.sigstore.json", "{}");
    expect(await codes()).toEqual(["asset.changed", "asset.unexpected"]);
    world.change(({ assets }) => ({ assets: assets.map((asset) => ({ ...asset, state: "starter" })) }));
    expect(await codes()).toEqual(["manifest.missing"]);
  });

  it("reads the bytes where GitHub gives no digest", async () => {
    const forget = (text: string) =>
      world.change(({ assets }) => ({
        assets: assets.map((asset) => {
          if (asset.name === "model.onnx") world.state.assets.set(asset.id, bytes(text));
          return { ...asset, digest: null };
        }),
      }));
    forget("model");
    expect(await codes()).toEqual([]);
    forget("evil!");
    expect(await codes()).toEqual(["asset.changed"]);
  });

  it("finds a tag that was moved, by the manifest and by the assignment", async () => {
    const moved = world.state.tags.get("m@v1.0.0");
    if (moved === undefined) throw new TypeError("the tag is not there");
    world.state.tags.set("m@v1.0.0", { ...moved, commitSha: fakeSha(2) });
    expect(await codes()).toEqual(["assignment.version-missing", "tag.moved"]);
  });

  it("finds a manifest that is broken, of another version, or against dvc.lock", async () => {
    const replace = (text: string) =>
      world.change(({ assets }) => {
        const asset = assets.find(({ name }) => name === "manifest.json");
        world.state.assets.set(asset?.id ?? 0, bytes(text));
        return {};
      });
    replace("{}");
    expect(await codes()).toEqual(["manifest.invalid"]);
    replace(JSON.stringify({ ...world.manifest, version: "v2.0.0" }));
    expect(await codes()).toEqual(["manifest.differs", "release.edited"]);
    replace(
      JSON.stringify({
        ...world.manifest,
        artifact: { ...world.manifest.artifact, sha256: "f".repeat(64) },
      }),
    );
    expect(await codes()).toEqual(["manifest.differs", "deployment.differs"]);
    replace(JSON.stringify(world.manifest));
    expect(await codes({ readLockMd5: async () => "other" })).toEqual(["lock.differs"]);
    expect(await codes({ readLockMd5: async () => null })).toEqual(["lock.differs"]);
    expect(await codes({ readLockMd5: async () => undefined })).toEqual([]);
  });

  it("finds a Deployment of another model than its assignment", async () => {
    for (const deployment of world.state.deployments.values()) {
      const payload = { ...(deployment.payload as object), sha256: "f".repeat(64) };
      world.state.deployments.set(deployment.id, { ...deployment, payload });
    }
    expect(await codes()).toEqual(["deployment.differs"]);
  });

  it("reads only manifests of versions in use and of the greatest when asked so, yet sees that each Release is there", async () => {
    for (const minor of [1, 2, 3, 4]) {
      const taggedAt = `2026-01-01T00:01:0${minor}Z`;
      const name = `m@v1.${minor}.0`;
      await world.github.gitData.createTag({ name, message: "", commitSha: fakeSha(9 + minor), taggedAt });
    }
    const { checked, findings } = await verifyModels({ models: [], depth: "live" }, world.ports);
    expect(checked).toMatchObject({ releases: 1, manifests: 1 });
    expect(findings.map(({ reasonCode }) => reasonCode)).toEqual(Array(4).fill("release.missing"));
  });

  it("keeps to one model", async () => {
    await world.github.gitData.createTag({
      name: "other@v1.0.0",
      message: "",
      commitSha: fakeSha(3),
      taggedAt: "2026-01-01T00:00:00Z",
    });
    const only = (model: string) => verifyModels({ model, models: [], depth: "all" }, world.ports);
    expect((await only("m")).findings).toEqual([]);
    expect((await only("other")).findings).toMatchObject([{ reasonCode: "release.missing" }]);
  });

  it("has a next step for each finding", () => {
    for (const hint of Object.values(findingTable)) expect(hint).toMatch(/^[A-Z].{10,120}\.$/);
  });
});
