import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  subarray,
  type Arbitrary,
} from "fast-check";
import { expect, it } from "vitest";
import { digestOf } from "../../bot/events.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { readTrailer } from "../../src/registry/tag-trailers.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { makeManifest } from "../support/registry/registry-world.ts";
import { openPull, person, registerVersion } from "../support/bot-world.ts";
import { createScene, planOf, type Scene } from "../support/promotion-scene.ts";

const people = ["ada", "mia", "lea", "max", "will", "tom"] as const;
const who = constantFrom(...people);
/** How far into its writes the handling of a comment crashes; 0: not at all. */
const crash = record({ write: nat(14), when: constantFrom("before" as const, "after" as const) });

type Step =
  | {
      readonly kind: "say";
      readonly login: string;
      readonly body: string;
      readonly crash: { write: number; when: "before" | "after" };
    }
  | {
      readonly kind: "vote";
      readonly login: string;
      readonly verb: "approve" | "reject";
      readonly crash: { write: number; when: "before" | "after" };
    }
  | { readonly kind: "push" | "sweep" }
  | { readonly kind: "role"; readonly login: string; readonly role: "none" | "write" | "maintain" }
  | { readonly kind: "team"; readonly members: readonly string[] };

const step: Arbitrary<Step> = oneof(
  {
    weight: 3,
    arbitrary: record({
      kind: constant("say" as const),
      login: who,
      body: constantFrom(
        "/ml promote delay@v1.0.0 --to staging",
        "/ml promote delay@v1.1.0 --to staging",
        '/ml lock staging --reason "canary"',
        "/ml unlock staging",
        "/ml rollback delay --in staging",
      ),
      crash,
    }),
  },
  {
    weight: 10,
    arbitrary: record({
      kind: constant("vote" as const),
      login: who,
      verb: constantFrom("approve" as const, "approve" as const, "approve" as const, "reject" as const),
      crash,
    }),
  },
  { weight: 1, arbitrary: record({ kind: constantFrom("push" as const, "sweep" as const) }) },
  {
    weight: 1,
    arbitrary: record({
      kind: constant("role" as const),
      login: who,
      role: constantFrom("none" as const, "write" as const, "maintain" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ kind: constant("team" as const), members: subarray([...people]) }),
  },
);

async function handle(
  scene: Scene,
  login: string,
  body: string,
  fault: { write: number; when: "before" | "after" },
): Promise<void> {
  const { state, context } = scene;
  // Requests come from an open pull request, so that locks may too.
  const id = addComment(state, 40, body, person(state, login));
  const key = { id, digest: digestOf(body) };
  if (fault.write > 0) {
    state.fault = { write: state.writes.length + fault.write, when: fault.when };
    await reconcileComment(key, context).catch((error: unknown) => {
      if (!isFault(error)) throw error;
    });
    state.fault = undefined;
  }
  await reconcileComment(key, context);
}

async function take(scene: Scene, taken: Step): Promise<void> {
  const { state, context } = scene;
  switch (taken.kind) {
    case "say":
      return handle(scene, taken.login, taken.body, taken.crash);
    case "vote": {
      const reason = taken.verb === "reject" ? ' --reason "not yet"' : "";
      return handle(scene, taken.login, `/ml ${taken.verb} ${planOf(scene, 40)}${reason}`, taken.crash);
    }
    case "push": {
      const pull = state.pullRequests.get(12);
      if (pull !== undefined) state.pullRequests.set(12, { ...pull, headSha: fakeSha(state.nextId) });
      for (const [id, check] of state.checks)
        state.checks.set(id, { ...check, headSha: fakeSha(state.nextId) });
      return;
    }
    case "sweep":
      await reconcileRegistry(context);
      return;
    case "role":
      state.roles.set(taken.login, taken.role);
      return;
    case "team":
      state.teams.set("@acme/leads", taken.members);
      return;
    default:
      return taken satisfies never;
  }
}

const commits: Readonly<Record<string, string>> = { "v1.0.0": fakeSha(50), "v1.1.0": fakeSha(51) };

/** What holds after every step, whatever came before. */
function check({ state }: Scene): void {
  const seen = new Map<string, number>();
  for (const deployment of state.deployments.values()) {
    const { tag, version, sha256 } = deployment.payload as { tag: string; version: string; sha256: string };
    seen.set(tag, (seen.get(tag) ?? 0) + 1);
    // Exactly the planned commit and digest.
    expect(state.tags.get(tag)?.commitSha).toBe(commits[version]);
    expect(sha256).toBe(makeManifest(version, { model: "delay" }).artifact.sha256);
  }
  expect([...seen.values()].every((count) => count === 1)).toBe(true);
  for (const { name, message, commitSha } of state.tags.values()) {
    if (!name.includes("#") || readTrailer(message, "Source") === "rollback") continue;
    const approvers = readTrailer(message, "Approved-by")?.split(", ") ?? [];
    const requester = readTrailer(message, "Requested-by");
    expect(new Set(approvers).size).toBeGreaterThanOrEqual(2);
    expect(approvers).not.toContain(requester);
    // Will wrote the pull request of v1.0.0.
    if (commitSha === commits["v1.0.0"]) expect(approvers).not.toContain("will");
    const plan = readTrailer(message, "Promotion");
    for (const login of approvers) {
      const said = [...state.comments.values()].filter((comment) => comment.authorLogin === login);
      expect(said.some((comment) => comment.body.startsWith(`/ml approve ${plan}-`))).toBe(true);
    }
  }
  const dates = [...state.tags.values()].map((tag) => Date.parse(tag.taggedAt));
  expect(dates.every((date, index) => index === 0 || date > (dates[index - 1] ?? 0))).toBe(true);
}

it("any order of requests, votes, pushes, role and team changes, locks and crashes keeps the invariants", async () => {
  let promoted = 0;
  await assert(
    asyncProperty(array(step, { minLength: 14, maxLength: 30 }), async (steps) => {
      const scene = await createScene();
      openPull(scene.state, { number: 40, headSha: fakeSha(40), authorLogin: "max" });
      await registerVersion(scene.context, "v1.1.0", fakeSha(51));
      for (const taken of steps) {
        await take(scene, taken);
        check(scene);
      }
      await reconcileRegistry(scene.context);
      check(scene);
      promoted += scene.state.deployments.size;
    }),
    { numRuns: 120, seed: 20261126 },
  );
  // The walk reaches what it is about.
  expect(promoted).toBeGreaterThan(10);
  process.stdout.write(`model-based walk: ${promoted} promotions and rollbacks in 120 runs\n`);
}, 60_000);
