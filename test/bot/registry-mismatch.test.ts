import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { reconcileDeployment } from "../../bot/reconcile/deployment.ts";
import { mismatchLabel, reconcileMismatches } from "../../bot/reconcile/registry-mismatch.ts";
import { createBotWorld } from "../support/bot-world.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { makeManifest } from "../support/registry/registry-world.ts";

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");
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
  const sha256 = sha256Of("model");
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
  const run = () => reconcileMismatches(["delay"], context.github, context);
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
    expect(made).toEqual(["checks.create", "issues.create"]);
    expect((await world.issues())[0]?.body).toContain("`release.missing`");
  });

  it("(edge case 27) fail the check of the commit, over what its Deployment says, until they agree again", async () => {
    const { context } = world;
    const payload = {
      model: "delay",
      version: "v1.0.0",
      environment: "production",
      tag: "delay#production#1",
    };
    const { id } = await context.github.deployments.create({
      ref: fakeSha(1),
      environment: "production",
      description: "",
      payload: { schema: "pawl.deployment/1", ...payload, sha256: sha256Of("model") },
    });
    await context.github.deployments.createStatus(id, { state: "success", description: "" });
    const check = async (sha = fakeSha(1)) =>
      (await context.github.checks.listForCommit(sha, "ml/promotion")).map(({ title, conclusion }) => [
        title,
        conclusion,
      ]);
    await reconcileDeployment(id, context);
    expect(await check()).toEqual([["delay v1.0.0 in production: success", "success"]]);
    world.rename("delay v9.0.0");
    await world.run();
    expect(await check()).toEqual([["Registry contradicts: delay", "failure"]]);
    expect(await reconcileDeployment(id, context)).toMatchObject({ reasonCode: "contradictions" });
    expect(await check()).toEqual([["Registry contradicts: delay", "failure"]]);
    world.rename("delay v1.0.0");
    await world.run();
    expect(await check()).toEqual([["The registry agrees again", "neutral"]]);
    await reconcileDeployment(id, context);
    expect(await check()).toEqual([["delay v1.0.0 in production: success", "success"]]);
    const writes = world.state.writes.length;
    await world.run();
    await reconcileDeployment(id, context);
    expect(world.state.writes.length).toBe(writes);
  });

  it("fail no check of another model's commit, and escape what is in a name", async () => {
    const { gitData } = world.context.github;
    const other = {
      name: "other@v1.0.0",
      message: "",
      commitSha: fakeSha(2),
      taggedAt: "2026-01-01T00:00:01Z",
    };
    await gitData.createTag(other);
    world.rename("<b>@everyone</b>");
    await world.run();
    const checks = world.context.github.checks;
    expect(await checks.listForCommit(fakeSha(2), "ml/promotion")).toEqual([]);
    const [own] = await checks.listForCommit(fakeSha(1), "ml/promotion");
    expect(own).toMatchObject({ conclusion: "failure" });
    expect(own?.summary).toContain("`release.edited`");
    expect(own?.summary).not.toContain("<b>");
  });

  it("that a person has closed take the failed check back all the same when they are put right", async () => {
    world.rename("delay v9.0.0");
    await world.run();
    const [issue] = await world.issues();
    await world.context.github.issues.update(issue?.number ?? 0, { state: "closed" });
    await world.run();
    world.rename("delay v1.0.0");
    await world.run();
    const [own] = await world.context.github.checks.listForCommit(fakeSha(1), "ml/promotion");
    expect(own).toMatchObject({ conclusion: "neutral" });
    const writes = world.state.writes.length;
    await world.run();
    expect(world.state.writes.length).toBe(writes);
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

  it("end in one issue and one failed check after a crash before or after each write", async () => {
    for (const write of [1, 2]) {
      for (const when of ["before", "after"] as const) {
        const fresh = await createWorld();
        const conclusions = async () =>
          (await fresh.context.github.checks.listForCommit(fakeSha(1), "ml/promotion")).map(
            (run) => run.conclusion,
          );
        const crash = async (): Promise<void> => {
          fresh.state.fault = { write: fresh.state.writes.length + write, when };
          await expect(fresh.run()).rejects.toSatisfy(isFault);
          await fresh.run();
        };
        fresh.rename("other");
        await crash();
        expect(await fresh.issues()).toMatchObject([{ state: "open" }]);
        expect(await conclusions()).toEqual(["failure"]);
        fresh.rename("delay v1.0.0");
        await crash();
        expect(await fresh.issues()).toMatchObject([{ state: "closed" }]);
        expect(await conclusions()).toEqual(["neutral"]);
      }
    }
  });
});

function never(): never {
  throw new TypeError("unreachable");
}
