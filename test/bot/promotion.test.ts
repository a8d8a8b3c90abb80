import { describe, expect, it } from "vitest";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { promotionPorts } from "../../bot/requests.ts";
import { readModelState } from "../../src/app/promotion-facts.ts";
import { endPromotion } from "../../src/app/promotion/carry-out.ts";
import { findStale } from "../../src/app/promotion/decide-assignment.ts";
import { promotionRef } from "../../src/app/promotion/promotion-refs.ts";
import { readState } from "../../src/app/promotion/state-document.ts";
import { promotionSchema } from "../../src/registry/promotion-document.ts";
import { setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { commentsOf, openPull, person, policyText, registerVersion } from "../support/bot-world.ts";
import {
  approvalPolicy,
  assignmentsOf,
  createScene,
  planOf,
  say,
  type Scene,
} from "../support/promotion-scene.ts";

const ask = "/ml promote delay@v1.0.0 --to staging";

async function asked(): Promise<Scene> {
  const scene = await createScene();
  const { code, reply } = await say(scene, "max", ask);
  expect(code).toBe("waiting.approval");
  expect(reply).toContain("0 of 2");
  return scene;
}

describe("a promotion that needs approvals", () => {
  it("shows its plan, counts, and executes with the last approval exactly what was planned", async () => {
    const scene = await asked();
    expect((await say(scene, "mia", `/ml approve ${planOf(scene)}`)).reply).toContain("1 of 2, by @");
    expect(assignmentsOf(scene)).toEqual([]);
    expect((await say(scene, "ada", `/ml approve ${planOf(scene)}`)).code).toBe("promoted");
    expect(assignmentsOf(scene)).toEqual(["delay#staging#1"]);
    expect(scene.state.tags.get("delay#staging#1")).toMatchObject({
      commitSha: fakeSha(50),
      message: expect.stringContaining("Approved-by: mia, ada"),
    });
    expect(scene.state.deployments.size).toBe(1);
  });

  it("is planned and not asked for by --dry-run", async () => {
    const scene = await createScene();
    const before = scene.state.refs.size;
    const { code, reply } = await say(scene, "max", `${ask} --dry-run`);
    expect(code).toBe("planned");
    expect(reply).toContain("nothing → v1.0.0");
    expect(scene.state.refs.size).toBe(before);
  });

  it.each([
    ["max", "denied.self-approval"],
    ["will", "denied.author-approval"],
    ["cora", "denied.author-approval"],
    ["otto", "denied.approver"],
    ["tom", "denied.role"],
  ])("is not approved by %s: %s", async (login, code) => {
    const scene = await asked();
    for (const name of ["cora", "otto"]) {
      scene.state.users.set(name, { id: name.charCodeAt(0), login: name, type: "User" });
      scene.state.roles.set(name, "maintain");
    }
    scene.state.teams.set("@acme/leads", ["mia", "lea", "will", "max", "cora", "tom"]);
    scene.state.authors.set("#12", ["will", "Cora"]);
    await say(scene, "max", ask);
    expect((await say(scene, login, `/ml approve ${planOf(scene)}`)).code).toBe(code);
    expect((await say(scene, login, `/ml reject ${planOf(scene)} --reason "not now"`)).code).toBe(code);
    await reconcileRegistry(scene.context);
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("counts nobody where GitHub does not tell all who wrote it", async () => {
    const scene = await asked();
    const { pullRequests } = scene.context.github;
    const cut = { ...pullRequests, listAuthors: async () => ({ logins: ["will"], isCut: true }) };
    const context = { ...scene.context, github: { ...scene.context.github, pullRequests: cut } };
    for (const login of ["mia", "ada"]) {
      const { reply } = await say({ ...scene, context }, login, `/ml approve ${planOf(scene)}`);
      expect(reply).toContain("too many commits to know all its authors");
    }
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("(edge case 24) drops approvals of who left the team, lost the role, or edited or deleted the comment, and says why", async () => {
    const scene = await asked();
    const { state } = scene;
    const first = await say(scene, "mia", `/ml approve ${planOf(scene)}`);
    state.teams.set("@acme/leads", ["lea"]);
    expect((await say(scene, "ada", `/ml approve ${planOf(scene)}`)).reply).toContain(
      "is not among the approvers",
    );
    state.teams.set("@acme/leads", ["lea", "mia"]);
    state.roles.set("mia", "triage");
    const plan = planOf(scene);
    expect((await say(scene, "ada", `/ml approve ${plan}`)).reply).toContain("has triage, write is needed");
    state.roles.set("mia", "maintain");
    const comment = state.comments.get(first.id);
    if (comment !== undefined)
      state.comments.set(first.id, { ...comment, updatedAt: "2026-03-01T00:00:00Z" });
    expect((await say(scene, "ada", `/ml approve ${plan}`)).reply).toContain("the comment was edited");
    state.comments.delete(first.id);
    expect((await say(scene, "ada", `/ml approve ${plan}`)).reply).toContain("deleted the comment");
    expect(assignmentsOf(scene)).toEqual([]);
    expect((await say(scene, "lea", `/ml approve ${plan}`)).code).toBe("promoted");
  });

  it.each([
    ["a push", (s: Scene) => movePull(s, { headSha: fakeSha(77) })],
    ["another end of the gates", (s: Scene) => renameChecks(s)],
    [
      "another policy",
      (s: Scene) =>
        void s.state.files.set(
          "main:.github/pawl.yml",
          approvalPolicy.replace("approvals: 2", "approvals: 2, soak: 1h, after: lab"),
        ),
    ],
  ])("loses its approvals with %s", async (_, change) => {
    const scene = await asked();
    const plan = planOf(scene);
    await say(scene, "mia", `/ml approve ${plan}`);
    change(scene);
    await say(scene, "ada", `/ml approve ${plan}`);
    await reconcileRegistry(scene.context);
    expect(assignmentsOf(scene)).toEqual([]);
    expect(planOf(scene)).not.toBe(plan);
    const { reply } = await say(scene, "ada", `/ml approve ${planOf(scene)}`);
    expect(reply).toContain("1 of 2");
    expect(reply).toContain("approved an earlier plan");
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("is stale when its Release gets another model", async () => {
    const scene = await asked();
    const plan = planOf(scene);
    await say(scene, "mia", `/ml approve ${plan}`);
    const [release] = scene.state.releases.values();
    const id = release?.assets.find(({ name }) => name === "manifest.json")?.id ?? 0;
    const manifest = JSON.parse(new TextDecoder().decode(scene.state.assets.get(id)));
    manifest.artifact.sha256 = "f".repeat(64);
    scene.state.assets.set(id, new TextEncoder().encode(JSON.stringify(manifest)));
    const { code, reply } = await say(scene, "ada", `/ml approve ${plan}`);
    expect(code).toBe("stale.plan");
    expect(reply).toContain("another digest");
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("is stale when the environment has another version by now", async () => {
    const scene = await asked();
    const plan = planOf(scene);
    await say(scene, "mia", `/ml approve ${plan}`);
    scene.state.files.set("main:.github/pawl.yml", approvalPolicy.replace("approvals: 2", "approvals: 0"));
    await registerVersion(scene.context, "v1.1.0", fakeSha(51));
    expect((await say(scene, "max", "/ml promote delay@v1.1.0 --to staging")).code).toBe("promoted");
    scene.state.files.set("main:.github/pawl.yml", approvalPolicy);
    expect((await say(scene, "ada", `/ml approve ${plan}`)).code).toBe("stale.plan");
    expect(assignmentsOf(scene)).toEqual(["delay#staging#1"]);
  });

  it("is stale when the version moves to another commit", async () => {
    const scene = await asked();
    const plan = planOf(scene);
    await say(scene, "mia", `/ml approve ${plan}`);
    const tag = scene.state.tags.get("delay@v1.0.0");
    if (tag !== undefined) scene.state.tags.set(tag.name, { ...tag, commitSha: fakeSha(66) });
    expect((await say(scene, "ada", `/ml approve ${plan}`)).code).toBe("stale.plan");
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("ends with a rejection, and a later approval changes nothing", async () => {
    const scene = await asked();
    const plan = planOf(scene);
    expect((await say(scene, "ada", `/ml reject ${plan} --reason "no canary yet"`)).code).toBe("rejected");
    await say(scene, "mia", `/ml approve ${plan}`);
    expect((await say(scene, "lea", `/ml approve ${plan}`)).reply).toContain("(`rejected`)");
    expect(assignmentsOf(scene)).toEqual([]);
  });

  it("expires", async () => {
    const scene = await asked();
    const later = {
      ...scene.context,
      clock: { ...scene.context.clock, now: () => new Date("2026-02-09T00:00:00Z") },
    };
    expect((await say({ ...scene, context: later }, "mia", `/ml approve ${planOf(scene)}`)).code).toBe(
      "expired",
    );
  });

  it("is known by no other id", async () => {
    const scene = await asked();
    const plan = planOf(scene);
    const other = "p-aaaaaaaaaa-0123456789";
    expect((await say(scene, "mia", `/ml approve ${other}`)).code).toBe("unknown.promotion");
    const wrong = `${plan.slice(0, 12)}-0123456789`;
    expect((await say(scene, "mia", `/ml approve ${wrong}`)).code).toBe("stale.plan");
  });

  it("is the same with rules of GitHub's environment, which the plan shows", async () => {
    const scene = await createScene();
    scene.state.protections.set("staging", { waitMinutes: 30, reviewers: ["@mia"] });
    expect((await say(scene, "max", ask)).reply).toContain("waits 30 min");
    await say(scene, "mia", `/ml approve ${planOf(scene)}`);
    await say(scene, "lea", `/ml approve ${planOf(scene)}`);
    expect(assignmentsOf(scene)).toEqual(["delay#staging#1"]);
  });
});

function movePull({ state }: Scene, change: { headSha: string }): void {
  const pull = state.pullRequests.get(12);
  if (pull !== undefined) state.pullRequests.set(12, { ...pull, ...change });
}

function renameChecks({ state }: Scene): void {
  for (const [id, check] of state.checks) state.checks.set(id, { ...check, title: "1 gate warns" });
}

describe("a decided promotion", () => {
  it("is stale when the version stands on another commit, or is not registered any more", async () => {
    const scene = await asked();
    const { github } = scene.context;
    const id = planOf(scene).slice(0, 12);
    const promotion = (await readState(promotionRef(id), promotionSchema, github))?.value;
    if (promotion === undefined) throw new TypeError(`there is no ${id}`);
    const look = async () => findStale(promotion, await readModelState("delay", github));
    expect(await look()).toBeUndefined();
    const tag = scene.state.tags.get("delay@v1.0.0");
    if (tag === undefined) throw new TypeError("there is no tag");
    scene.state.tags.set(tag.name, { ...tag, commitSha: fakeSha(66) });
    expect(await look()).toContain("the plan was for");
    scene.state.tags.delete(tag.name);
    expect(await look()).toContain("not registered any more");
  });

  it("ends once: what came second does not change how", async () => {
    const scene = await asked();
    const id = planOf(scene).slice(0, 12);
    const ports = promotionPorts(scene.context);
    const first = await endPromotion(id, { state: "rejected", reason: "no canary yet", tag: null }, ports);
    for (const state of ["promoted", "stale", "expired"] as const)
      expect(await endPromotion(id, { state, reason: "late", tag: null }, ports)).toEqual(first);
  });
});

describe("a lock", () => {
  const promoteLab = "/ml promote delay@v1.0.0 --to lab";

  it("of another pull request refuses promotions, and ends with it", async () => {
    const scene = await createScene();
    openPull(scene.state, { number: 40, headSha: fakeSha(40) });
    openPull(scene.state, { number: 41, headSha: fakeSha(41) });
    expect((await say(scene, "lea", '/ml lock lab --reason "canary"', 40)).code).toBe("locked");
    const { code, reply } = await say(scene, "max", promoteLab);
    expect(code).toBe("blocked.lock");
    expect(reply).toContain("lea holds the lock of the environment in");
    expect((await say(scene, "mia", "/ml unlock lab", 41)).code).toBe("blocked.lock");
    expect((await say(scene, "mia", "/ml unlock lab")).code).toBe("denied.state");
    openPull(scene.state, { number: 40, headSha: fakeSha(40), state: "closed" });
    await reconcilePullRequest(40, scene.context);
    expect((await say(scene, "max", promoteLab)).code).toBe("promoted");
  });

  it("goes by force with maintain, or when its time is over", async () => {
    const scene = await createScene();
    openPull(scene.state, { number: 40, headSha: fakeSha(40) });
    openPull(scene.state, { number: 41, headSha: fakeSha(41) });
    await say(scene, "lea", '/ml lock lab delay --ttl 1h --reason "canary"', 40);
    expect((await say(scene, "max", '/ml lock lab --reason "me too"')).code).toBe("denied.state");
    expect((await say(scene, "lea", "/ml unlock lab delay --force", 41)).code).toBe("denied.role");
    expect((await say(scene, "mia", "/ml unlock lab delay --force", 41)).code).toBe("unlocked");
    expect((await say(scene, "max", promoteLab)).code).toBe("promoted");
    expect((await say(scene, "lea", '/ml lock lab --ttl 40d --reason "long"', 40)).code).toBe("invalid.ttl");
  });
});

describe("a freeze", () => {
  it("refuses promotions and no rollback", async () => {
    const frozen = approvalPolicy.replace(
      "lab: {}",
      'lab: {freeze: [{from: "sat 00:00", until: "mon 08:00", zone: Europe/Berlin}]}',
    );
    const scene = await createScene();
    expect((await say(scene, "max", "/ml promote delay@v1.0.0 --to lab")).code).toBe("promoted");
    await registerVersion(scene.context, "v1.1.0", fakeSha(51));
    expect((await say(scene, "max", "/ml promote delay@v1.1.0 --to lab")).code).toBe("promoted");
    scene.state.files.set("main:.github/pawl.yml", frozen);
    await registerVersion(scene.context, "v1.2.0", fakeSha(52));
    expect((await say(scene, "max", "/ml promote delay@v1.2.0 --to lab")).code).toBe("blocked.freeze");
    expect((await say(scene, "max", '/ml rollback delay --in lab --reason "bad"')).code).toBe("promoted");
    const titles = [...scene.state.issues.values()].map((issue) => issue.title);
    expect(titles).toEqual(["Rollback of delay in lab to v1.0.0"]);
  });
});

describe("contradicting labels", () => {
  it("(edge case 12) set at once: none wins, each is answered and removed", async () => {
    const scene = await createScene(policyText);
    const { state, context } = scene;
    setLabel(state, 12, "ml/promote:staging", person(state, "mia"));
    setLabel(state, 12, "ml/promote:production", person(state, "mia"));
    await reconcilePullRequest(12, context);
    expect(assignmentsOf(scene)).toEqual([]);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual([]);
    expect(commentsOf(state, 12).filter((body) => body.includes("denied.contradiction"))).toHaveLength(2);
  });
});
