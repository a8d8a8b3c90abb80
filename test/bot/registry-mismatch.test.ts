import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { mismatchLabel, reconcileMismatches } from "../../bot/reconcile/registry-mismatch.ts";
import { createBotWorld } from "../support/bot-world.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { makeManifest } from "../support/registry/registry-world.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** `delay@v1.0.0` in production, published; nothing contradicts. */
async function createWorld() {
  const world = createBotWorld();
  const { context, state } = world;
  const { gitData, releases } = context.github;
  const tag = (name: string, second: number) =>
    gitData.createTag({
      name,
      message: "",
      commitSha: fakeSha(1),
      taggedAt: `2026-01-01T00:00:0${second}Z`,
    });
  await tag("delay@v1.0.0", 1);
  await tag("delay#production#1", 2);
  const sha256 = createHash("sha256").update("model").digest("hex");
  const base = makeManifest("v1.0.0", { model: "delay" });
  const manifest = {
    ...base,
    artifact: { ...base.artifact, sha256, sizeBytes: 5 },
    assets: [{ name: "model.onnx", sizeBytes: 5, sha256 }],
  };
  const release = await releases.create("delay@v1.0.0", { name: "delay v1.0.0", body: "", draft: false });
  const upload = (name: string, text: string) =>
    releases.uploadAsset(release.id, { name, contentType: "", bytes: bytes(text) });
  await upload("model.onnx", "model");
  await upload("manifest.json", JSON.stringify(manifest));
  const run = () => reconcileMismatches(["delay"], context);
  const rename = (name: string) =>
    state.releases.set(release.id, { ...(state.releases.get(release.id) ?? release), name });
  const issues = () => context.github.issues.list({ labels: [mismatchLabel], state: "all" });
  return { ...world, release, run, rename, issues };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

describe("contradictions in the registry", () => {
  it("are none: nothing is written", async () => {
    const writes = world.state.writes.length;
    expect(await world.run()).toBe(0);
    expect(world.state.writes.length).toBe(writes);
  });

  it("of an edited Release open one issue, which is closed when it is put right and opened again when not", async () => {
    world.rename("delay v9.0.0");
    expect(await world.run()).toBe(1);
    expect(await world.run()).toBe(0);
    const [issue] = await world.issues();
    expect(issue).toMatchObject({ state: "open", title: "Registry of delay: contradictions" });
    expect(issue?.body).toContain("`release.edited`");
    world.rename("delay v1.0.0");
    await world.run();
    expect(await world.issues()).toMatchObject([{ number: issue?.number, state: "closed" }]);
    world.rename("delay v8.0.0");
    await world.run();
    expect(await world.issues()).toMatchObject([{ number: issue?.number, state: "open" }]);
  });

  it("(edge case 27) of a deleted Release never move production: no tag, no Deployment, no status is written", async () => {
    await world.context.github.releases.remove(world.release.id);
    const writes = world.state.writes.length;
    await world.run();
    const made = world.state.writes.slice(writes).map(({ operation }) => operation);
    expect(made).toEqual(["issues.create"]);
    expect((await world.issues())[0]?.body).toContain("`release.missing`");
  });

  it("are not told of a registration that is still at work", async () => {
    await world.context.github.gitData.createTag({
      name: "delay@v1.1.0",
      message: "",
      commitSha: fakeSha(2),
      taggedAt: world.context.clock
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, "Z"),
    });
    expect(await world.run()).toBe(0);
  });

  it("of a moved tag are told, and an issue of somebody else with the marker is no bar", async () => {
    const tag = world.state.tags.get("delay@v1.0.0");
    if (tag === undefined) throw new TypeError("the tag is not there");
    world.state.tags.set(tag.name, { ...tag, commitSha: fakeSha(3) });
    await world.run();
    const [issue] = await world.issues();
    expect(issue?.body).toContain("`tag.moved`");
    world.state.issues.set(issue?.number ?? 0, { ...(issue ?? never()), authorLogin: "mallory" });
    await world.run();
    expect(await world.issues()).toHaveLength(2);
  });

  it("end in one issue after a crash before or after the write", async () => {
    for (const when of ["before", "after"] as const) {
      const fresh = await createWorld();
      fresh.rename("other");
      fresh.state.fault = { write: fresh.state.writes.length + 1, when };
      await expect(fresh.run()).rejects.toSatisfy(isFault);
      await fresh.run();
      expect(await fresh.issues()).toHaveLength(1);
    }
  });
});

function never(): never {
  throw new TypeError("unreachable");
}
