import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deprecate, deregister, unassign, type WithdrawalResult } from "../../../src/app/withdraw.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { readArtifactState } from "../../../src/registry/registry-state.ts";
import type { RequesterRole } from "../../../src/registry/role.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { isFault } from "../../support/github-fake/fake-writes.ts";
import { createRegistryWorld, tagNames } from "../../support/registry/registry-world.ts";

const environments = policySchema.parse({
  version: 1,
  models: {
    m: { artifact: "model.onnx", task: "regression", environments: { staging: {}, production: {} } },
  },
}).models["m"]?.environments;

type World = Awaited<ReturnType<typeof createRegistryWorld>>;

const verbs = {
  deregister: (world: World, role: RequesterRole) =>
    deregister({ ...request(role), version: "v1.0.0" }, world.ports),
  unassign: (world: World, role: RequesterRole) =>
    unassign({ ...request(role), environment: "production", environments }, world.ports),
  deprecate: (world: World, role: RequesterRole) => deprecate(request(role), world.ports),
};

function request(role: RequesterRole) {
  return { model: "m", requester: { login: "grace", role }, source: "cli" as const, requestId: "r-1" };
}

async function assign(world: World, name: string, seed: number, second: number): Promise<void> {
  const taggedAt = `2026-01-01T00:01:${String(second).padStart(2, "0")}Z`;
  await world.github.gitData.createTag({ name, message: "", commitSha: fakeSha(seed), taggedAt });
}

const stateOf = (world: World) => readArtifactState([...world.state.tags.values()], "m");

describe("deregistration", () => {
  it("writes GTO's tag on the version's commit, dated after all others, with who asked", async () => {
    const world = await createRegistryWorld(["v1.0.0", "v2.0.0"]);
    expect(await verbs.deregister(world, "maintain")).toEqual({
      decision: "withdrawn",
      reasonCode: "deregistered",
      reason: "m is deregistered by m@v1.0.0!",
      model: "m",
      tags: ["m@v1.0.0!"],
    });
    expect(world.state.tags.get("m@v1.0.0!")).toMatchObject({
      commitSha: fakeSha(1),
      message: expect.stringMatching(
        /^Deregistering artifact m version v1\.0\.0\n\nRequested-by: grace\nSource: cli\nRequest-Id: r-1$/,
      ) as unknown,
    });
    expect(stateOf(world).versions.map((entry) => entry.version)).toEqual(["v2.0.0"]);
    expect((await world.github.releases.findByTag("m@v1.0.0"))?.draft).toBe(false);
  });

  it("is done once: again it writes nothing", async () => {
    const world = await createRegistryWorld(["v1.0.0"]);
    await verbs.deregister(world, "admin");
    const writes = world.state.writes.length;
    expect(await verbs.deregister(world, "admin")).toMatchObject({
      decision: "unchanged",
      reasonCode: "already.deregistered",
    });
    expect(world.state.writes.length).toBe(writes);
  });

  it("bears a number when the plain name is taken: the version was registered anew, or a lightweight tag lies there", async () => {
    const world = await createRegistryWorld(["v1.0.0"]);
    await verbs.deregister(world, "maintain");
    const anew = { name: "m@v1.0.0#2", message: "", commitSha: fakeSha(1), taggedAt: "2026-02-01T00:00:00Z" };
    await world.github.gitData.createTag(anew);
    expect(await verbs.deregister(world, "maintain")).toMatchObject({ tags: ["m@v1.0.0!#3"] });
    const other = await createRegistryWorld(["v1.0.0"]);
    other.state.refs.set("refs/tags/m@v1.0.0!", fakeSha(1));
    expect(await verbs.deregister(other, "maintain")).toMatchObject({ tags: ["m@v1.0.0!#1"] });
  });

  it("is refused for a version that an environment holds, for one that is not there, and without maintain", async () => {
    const world = await createRegistryWorld(["v1.0.0"]);
    expect(await verbs.deregister(world, "write")).toMatchObject({ reasonCode: "denied.role" });
    await assign(world, "m#production#1", 1, 1);
    expect(await verbs.deregister(world, "maintain")).toMatchObject({
      decision: "refused",
      reasonCode: "blocked.live",
      reason: "m v1.0.0 is in production; roll back or unassign it there first",
    });
    const unknown = deregister({ ...request("admin"), version: "v9.0.0" }, world.ports);
    expect(await unknown).toMatchObject({ reasonCode: "unknown.version" });
    await expect(deregister({ ...request("admin"), version: "9; rm" }, world.ports)).rejects.toMatchObject({
      code: "registry.name-invalid",
    });
  });
});

describe("unassignment", () => {
  it("empties the environment, oldest holder first, and lets no waiting Deployment go live", async () => {
    const world = await createRegistryWorld(["v1.0.0", "v2.0.0"]);
    await assign(world, "m#production#1", 1, 1);
    await assign(world, "m#production#2", 2, 2);
    const payload = { schema: "pawl.deployment/1", model: "m", environment: "production" } as const;
    for (const [version, tag] of [
      ["v1.0.0", "m#production#1"],
      ["v2.0.0", "m#production#2"],
    ] as const) {
      await world.github.deployments.create({
        ref: `m@${version}`,
        environment: "production",
        description: "",
        payload: { ...payload, version, tag, sha256: "0".repeat(64) },
      });
    }
    expect(await verbs.unassign(world, "maintain")).toMatchObject({
      decision: "withdrawn",
      tags: ["m#production!#3", "m#production!#4"],
    });
    expect(world.state.tags.get("m#production!#3")?.commitSha).toBe(fakeSha(1));
    expect(stateOf(world).environments.get("production")?.current).toBeUndefined();
    const newest = [...world.state.statuses.values()].map((list) => list.at(-1)?.state);
    expect(newest).toEqual(["inactive", "inactive"]);
    const writes = world.state.writes.length;
    expect(await verbs.unassign(world, "maintain")).toMatchObject({ reasonCode: "already.unassigned" });
    expect(world.state.writes.length).toBe(writes);
  });

  it("takes one version out: the holder before is there again", async () => {
    const world = await createRegistryWorld(["v1.0.0", "v2.0.0"]);
    await assign(world, "m#production#1", 1, 1);
    await assign(world, "m#production#2", 2, 2);
    const version = { ...request("maintain"), environment: "production", environments, version: "v2.0.0" };
    expect(await unassign(version, world.ports)).toMatchObject({ tags: ["m#production!#3"] });
    expect(stateOf(world).environments.get("production")?.current?.version).toBe("v1.0.0");
  });

  it("needs what a promotion to the environment needs, and an environment that there is", async () => {
    const world = await createRegistryWorld(["v1.0.0"]);
    const place = { environments, version: undefined };
    const staging = { ...request("write"), ...place, environment: "staging" };
    expect(await unassign(staging, world.ports)).toMatchObject({ reasonCode: "already.unassigned" });
    expect(await verbs.unassign(world, "write")).toMatchObject({ reasonCode: "denied.role" });
    const nowhere = { ...request("admin"), ...place, environment: "__proto__" };
    expect(await unassign(nowhere, world.ports)).toMatchObject({ reasonCode: "unknown.environment" });
  });
});

describe("deprecation", () => {
  it("hides the model until the next event", async () => {
    const world = await createRegistryWorld(["v1.0.0"]);
    expect(await verbs.deprecate(world, "maintain")).toMatchObject({ tags: ["m@deprecated"] });
    expect(stateOf(world).isDeprecated).toBe(true);
    expect(await verbs.deprecate(world, "maintain")).toMatchObject({ reasonCode: "already.deprecated" });
    await assign(world, "m#staging#9", 1, 1);
    world.state.tags.set("m#staging#9", {
      ...(world.state.tags.get("m#staging#9") ?? fail()),
      taggedAt: "2026-03-01T00:00:00Z",
    });
    expect(stateOf(world).isDeprecated).toBe(false);
    expect(await verbs.deprecate(world, "maintain")).toMatchObject({ reasonCode: "blocked.live" });
  });

  it("needs maintain and a version", async () => {
    expect(await verbs.deprecate(await createRegistryWorld(["v1.0.0"]), "triage")).toMatchObject({
      reasonCode: "denied.role",
    });
    expect(await verbs.deprecate(await createRegistryWorld([]), "admin")).toMatchObject({
      reasonCode: "unknown.version",
    });
  });
});

function fail(): never {
  throw new TypeError("the tag is not there");
}

describe("every withdrawal", () => {
  const prepared = async (verb: keyof typeof verbs): Promise<World> => {
    const world = await createRegistryWorld(["v1.0.0", "v2.0.0"]);
    if (verb === "unassign") {
      await assign(world, "m#production#1", 1, 1);
      await assign(world, "m#production#2", 2, 2);
    }
    return world;
  };

  it.each(Object.keys(verbs) as (keyof typeof verbs)[])(
    "%s, at the same time by several, ends as one would and no tag is doubled",
    async (verb) => {
      const alone = await prepared(verb);
      await verbs[verb](alone, "admin");
      const world = await prepared(verb);
      const results = await Promise.all([1, 2, 3].map(() => verbs[verb](world, "admin")));
      expect(tagNames(world.state)).toEqual(tagNames(alone.state));
      const tags = results.flatMap((result: WithdrawalResult) => ("tags" in result ? result.tags : []));
      expect(new Set(tags).size).toBe(tags.length);
    },
  );

  it("after a crash before or after any write, the next run ends in the same place", async () => {
    let points = 0;
    for (const verb of Object.keys(verbs) as (keyof typeof verbs)[]) {
      const alone = await prepared(verb);
      const before = alone.state.writes.length;
      await verbs[verb](alone, "admin");
      for (let write = before + 1; write <= alone.state.writes.length; write += 1) {
        for (const when of ["before", "after"] as const) {
          const world = await prepared(verb);
          world.state.fault = { write, when };
          await expect(verbs[verb](world, "admin")).rejects.toSatisfy(isFault);
          await verbs[verb](world, "admin");
          expect([...world.state.tags]).toEqual([...alone.state.tags]);
          points += 1;
        }
      }
    }
    expect(points).toBe(8);
  });

  it("dates its tags after all others of the model, whatever they say", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("deregister", "deprecate", "unassign"),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        async (verb, seconds) => {
          const world = await createRegistryWorld(["v1.0.0", "v2.0.0"]);
          const taggedAt = new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
          const name = verb === "unassign" ? "m#production#7" : "m#staging!#7";
          await world.github.gitData.createTag({ name, message: "", commitSha: fakeSha(2), taggedAt });
          const older = [...world.state.tags.values()].map((tag) => Date.parse(tag.taggedAt));
          const result = await verbs[verb](world, "admin");
          const [written = ""] = "tags" in result ? result.tags : [];
          const at = Date.parse(world.state.tags.get(written)?.taggedAt ?? "");
          expect(at).toBeGreaterThan(Math.max(...older));
          expect(at % 1000).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
