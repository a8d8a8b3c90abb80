import { beforeEach, describe, expect, it } from "vitest";
import { promote, rollback, type PromoteRequest } from "../../../src/app/promote.ts";
import { resumePromotions } from "../../../src/app/promotion/resume.ts";
import { readModelState } from "../../../src/app/promotion-facts.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { Crash, crashingPorts } from "../../support/registry/crashing-ports.ts";
import { createRegistryWorld, makeManifest, tagNames } from "../../support/registry/registry-world.ts";

const environments = {
  staging: { promote: "automatic" as const, approvals: 0, approvers: [] },
  production: { promote: "manual" as const, after: "staging", approvals: 0, approvers: [] },
};
const policy = { environments };
const mia = { login: "mia", role: "maintain" } as const;
const toStaging = (version: string): PromoteRequest => ({
  model: "m",
  policy,
  environment: "staging",
  target: { kind: "version", version },
  requester: mia,
  source: "label",
});
const toProduction = (version: string): PromoteRequest => ({
  ...toStaging(version),
  environment: "production",
});

let world: Awaited<ReturnType<typeof createRegistryWorld>>;
beforeEach(async () => {
  world = await createRegistryWorld(["v1.0.0", "v1.1.0"]);
});

async function goLive(environment: string): Promise<void> {
  for (const deployment of await world.github.deployments.list(environment)) {
    await world.github.deployments.createStatus(deployment.id, { state: "success", description: "" });
  }
}

describe("promotion", () => {
  it("writes the assignment tag on the version's commit, then its Deployment", async () => {
    const result = await promote(toStaging("v1.1.0"), world.ports);
    expect(result).toMatchObject({ decision: "promoted", reasonCode: "promoted", tag: "m#staging#1" });
    expect(world.state.tags.get("m#staging#1")).toMatchObject({
      commitSha: fakeSha(2),
      message: expect.stringMatching(
        /^Assigning stage staging to artifact m version v1\.1\.0\n\nRequested-by: mia\nSource: label\nRequest-Id: own:mia:promotion:v1\.1\.0:nothing:1\nPromotion: p-[a-z2-7]{10}\nSequence: 1$/,
      ),
      taggedAt: "2026-01-02T00:00:00Z",
    });
    expect(await world.github.deployments.list("staging")).toMatchObject([
      {
        ref: "m@v1.1.0",
        payload: {
          schema: "pawl.deployment/1",
          model: "m",
          version: "v1.1.0",
          environment: "staging",
          tag: "m#staging#1",
          sha256: makeManifest("v1.1.0").artifact.sha256,
        },
      },
    ]);
  });

  it("dates each tag later than all before and counts across environments", async () => {
    await promote(toStaging("v1.0.0"), world.ports);
    await goLive("staging");
    await promote(toProduction("v1.0.0"), world.ports);
    await promote(toStaging("v1.1.0"), world.ports);
    expect(tagNames(world.state).slice(2)).toEqual(["m#staging#1", "m#production#2", "m#staging#3"]);
    expect([...world.state.tags.values()].slice(2).map((tag) => tag.taggedAt.slice(17, 19))).toEqual([
      "00",
      "01",
      "02",
    ]);
  });

  it("takes the version on the merge commit of a pull request", async () => {
    const target = { kind: "pull-request", merged: true, mergeCommitSha: fakeSha(1) } as const;
    expect(await promote({ ...toStaging(""), target }, world.ports)).toMatchObject({ version: "v1.0.0" });
  });

  const request = (change: Partial<PromoteRequest>): PromoteRequest => ({
    ...toStaging("v1.1.0"),
    ...change,
  });
  it.each([
    ["a model that the policy lacks", request({ policy: undefined }), "unknown.model"],
    ["an environment that the policy lacks", request({ environment: "moon" }), "unknown.environment"],
    ["an unknown version", toStaging("v7.0.0"), "unknown.version"],
    ["a reader", request({ requester: { login: "rob", role: "read" } }), "denied.role"],
    [
      "a writer in production",
      { ...toProduction("v1.1.0"), requester: { login: "will", role: "write" as const } },
      "denied.role",
    ],
    ["production before staging", toProduction("v1.1.0"), "blocked.order"],
    [
      "an open pull request",
      request({ target: { kind: "pull-request", merged: false, mergeCommitSha: null } }),
      "blocked.not-merged",
    ],
    [
      "a merge without a version",
      request({ target: { kind: "pull-request", merged: true, mergeCommitSha: fakeSha(9) } }),
      "waiting.registration",
    ],
    [
      "automatic where the policy says manual",
      { ...toProduction("v1.1.0"), source: "automatic" as const },
      "denied.role",
    ],
  ])("refuses %s", async (_, asked, reasonCode) => {
    expect(await promote(asked, world.ports)).toMatchObject({ decision: "refused", reasonCode });
    expect(tagNames(world.state)).toHaveLength(2);
  });

  it("refuses the same version twice, and assigns it anew after its Deployment failed", async () => {
    await promote(toStaging("v1.1.0"), world.ports);
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ reasonCode: "already.assigned" });
    const [deployment] = await world.github.deployments.list("staging");
    await world.github.deployments.createStatus(deployment?.id ?? 0, { state: "failure", description: "" });
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ tag: "m#staging#2" });
  });

  it("waits for the Release to be published", async () => {
    const release = await world.github.releases.findByTag("m@v1.1.0");
    await world.github.releases.update(release?.id ?? 0, { name: "", body: "", draft: true });
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({
      reasonCode: "waiting.registration",
    });
  });

  it("looks at the gates and the hold of the pull request behind the version", async () => {
    const pull = await world.github.pullRequests.create({ title: "t", body: "", head: "h", base: "main" });
    const merged = { merged: true, state: "closed" as const, mergeCommitSha: fakeSha(2), files: [] };
    world.state.pullRequests.set(pull.number, { ...pull, ...merged });
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ reasonCode: "unavailable.ci" });
    const check = { externalId: "pawl:1", title: "", summary: "" };
    await world.github.checks.create("ml/metrics", pull.headSha, check);
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ reasonCode: "blocked.gate" });
    await world.github.checks.create("ml/metrics", pull.headSha, { ...check, conclusion: "failure" });
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ reasonCode: "blocked.gate" });
    await world.github.checks.create("ml/metrics", pull.headSha, { ...check, conclusion: "success" });
    await world.github.labels.add(pull.number, "ml/hold");
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ reasonCode: "blocked.hold" });
    await world.github.labels.remove(pull.number, "ml/hold");
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ decision: "promoted" });
  });

  it("passes over a number that a lightweight tag took", async () => {
    world.state.refs.set("refs/tags/m#staging#1", fakeSha(1));
    expect(await promote(toStaging("v1.1.0"), world.ports)).toMatchObject({ tag: "m#staging#2" });
  });

  it("lets two at the same time end with one assignment each and dates apart", async () => {
    const [a, b] = await Promise.all([
      promote(toStaging("v1.1.0"), world.ports),
      promote(toStaging("v1.1.0"), world.ports),
    ]);
    expect([a.decision, b.decision]).toContain("promoted");
    expect(tagNames(world.state).filter((name) => name.includes("#"))).toEqual(["m#staging#1"]);
    await Promise.all([
      promote(toStaging("v1.0.0"), world.ports),
      promote(toProduction("v1.1.0"), world.ports),
    ]);
    const dates = [...world.state.tags.values()].map((tag) => tag.taggedAt);
    expect(new Set(dates).size).toBe(dates.length);
  });
});

describe("rollback", () => {
  beforeEach(async () => {
    await promote(toStaging("v1.0.0"), world.ports);
    await promote(toStaging("v1.1.0"), world.ports);
  });
  const back = {
    model: "m",
    policy,
    environment: "staging",
    requester: mia,
    requestId: "issuecomment-5",
  };

  it("assigns the version before, and the same request again finds its own tag", async () => {
    expect(await rollback(back, world.ports)).toMatchObject({ version: "v1.0.0", tag: "m#staging#3" });
    expect(await rollback(back, world.ports)).toMatchObject({ reasonCode: "resumed", tag: "m#staging#3" });
    expect(world.state.tags.size).toBe(5);
  });

  it("goes to the version that is asked for", async () => {
    expect(await rollback({ ...back, to: "v1.0.0" }, world.ports)).toMatchObject({ version: "v1.0.0" });
    expect(await rollback({ ...back, requestId: undefined, to: "v1.0.0" }, world.ports)).toMatchObject({
      reasonCode: "already.assigned",
    });
  });

  it("needs maintain and a version before", async () => {
    const will = { login: "will", role: "write" } as const;
    expect(await rollback({ ...back, requester: will }, world.ports)).toMatchObject({
      reasonCode: "denied.role",
    });
    expect(await rollback({ ...back, environment: "production" }, world.ports)).toMatchObject({
      reasonCode: "unknown.version",
    });
  });
});

describe("a crash at any write", () => {
  /** Document, decision, tag, Deployment, end: git objects and refs apart. */
  const promotionWrites = 10;
  const rollbackWrites = 11;
  const pointsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((at) =>
      (["before", "after"] as const).map((when) => ({ at, when })),
    );

  it.each(pointsOf(promotionWrites))("of promotion ($when write $at) converges", async (crash) => {
    const crashing = crashingPorts(world.ports, crash);
    await expect(promote(toStaging("v1.1.0"), crashing.ports)).rejects.toThrow(Crash);
    const again = await promote(toStaging("v1.1.0"), world.ports);
    expect(again.decision === "promoted" || again.reasonCode === "already.assigned").toBe(true);
    expect(tagNames(world.state).slice(2)).toEqual(["m#staging#1"]);
    expect(await world.github.deployments.list("staging")).toHaveLength(1);
  });

  it.each(pointsOf(rollbackWrites))("of rollback ($when write $at) converges", async (crash) => {
    await promote(toStaging("v1.0.0"), world.ports);
    await promote(toStaging("v1.1.0"), world.ports);
    // A finished one is only known by the key of its request.
    const isFinished = crash.at === rollbackWrites && crash.when === "after";
    for (const requestId of isFinished ? ["issuecomment-5"] : [undefined, "issuecomment-5"]) {
      const scene = await createRegistryWorld(["v1.0.0", "v1.1.0"]);
      await promote(toStaging("v1.0.0"), scene.ports);
      await promote(toStaging("v1.1.0"), scene.ports);
      const back = { model: "m", policy, environment: "staging", requester: mia, requestId };
      await expect(rollback(back, crashingPorts(scene.ports, crash).ports)).rejects.toThrow(Crash);
      expect(await rollback(back, scene.ports)).toMatchObject({ decision: "promoted", version: "v1.0.0" });
      expect(await scene.github.deployments.list("staging")).toHaveLength(3);
      const current = (await readModelState("m", scene.ports)).environments.get("staging")?.current;
      expect(current?.version).toBe("v1.0.0");
      expect([...scene.state.issues.values()].map((issue) => issue.title)).toEqual([
        "Rollback of m in staging to v1.0.0",
      ]);
    }
  });

  it("has no other writes than these", async () => {
    const counting = crashingPorts(world.ports, { at: 0, when: "before" });
    await promote(toStaging("v1.0.0"), counting.ports);
    expect(counting.writes()).toBe(promotionWrites);
    await promote(toStaging("v1.1.0"), world.ports);
    const back = { model: "m", policy, environment: "staging", requester: mia };
    const again = crashingPorts(world.ports, { at: 0, when: "before" });
    await rollback(back, again.ports);
    expect(again.writes()).toBe(rollbackWrites);
  });

  it.each(pointsOf(promotionWrites).slice(3, -1))(
    "($when write $at) leaves what resumePromotions completes once",
    async (crash) => {
      const crashing = crashingPorts(world.ports, crash);
      await expect(promote(toStaging("v1.1.0"), crashing.ports)).rejects.toThrow(Crash);
      const resumed = await resumePromotions({ m: policy }, world.ports);
      expect(resumed).toMatchObject([{ decision: "promoted", tag: "m#staging#1" }]);
      expect(await resumePromotions({ m: policy }, world.ports)).toEqual([]);
    },
  );
});
