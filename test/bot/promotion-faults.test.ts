import { afterAll, describe, expect, it } from "vitest";
import { digestOf } from "../../bot/events.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import {
  addRun,
  commentsOf,
  createBotWorld,
  makeReport,
  openPull,
  person,
  registerVersion,
} from "../support/bot-world.ts";
import { assignmentsOf, createScene, planOf, say, type Scene } from "../support/promotion-scene.ts";

/** A comment that is to be handled, in a world that is ready for it. */
interface Ready {
  readonly scene: Scene;
  readonly login: string;
  readonly body: string;
}

async function readyToApprove(): Promise<Ready> {
  const scene = await createScene();
  await say(scene, "max", "/ml promote delay@v1.0.0 --to staging");
  const plan = planOf(scene);
  await say(scene, "mia", `/ml approve ${plan}`);
  return { scene, login: "ada", body: `/ml approve ${plan}` };
}

async function readyToRollBack(): Promise<Ready> {
  const scene = await createScene();
  await say(scene, "max", "/ml promote delay@v1.0.0 --to lab");
  await registerVersion(scene.context, "v1.1.0", fakeSha(51));
  await say(scene, "max", "/ml promote delay@v1.1.0 --to lab");
  return { scene, login: "mia", body: '/ml rollback delay --in lab --reason "bad numbers"' };
}

async function readyToOverride(): Promise<Ready> {
  const scene = createBotWorld();
  openPull(scene.state);
  const gate = { gate: "roc_auc ≥ 0.90", metric: "roc_auc", slice: null, reason: "0.72" };
  const failed = { ...gate, status: "fail" as const, reasonCode: "gate.limit" };
  await addRun(scene.state, makeReport({ verdict: "fail", gates: [failed] }));
  await reconcilePullRequest(12, scene.context);
  return { scene, login: "mia", body: '/ml override roc_auc --reason "known data error"' };
}

async function readyToLock(): Promise<Ready> {
  const scene = await createScene();
  openPull(scene.state, { number: 12 });
  return { scene, login: "lea", body: '/ml lock lab --reason "canary"' };
}

async function readyToReject(): Promise<Ready> {
  const ready = await readyToApprove();
  return { ...ready, body: ready.body.replace("approve", "reject") + ' --reason "not yet"' };
}

const flows: readonly (readonly [string, () => Promise<Ready>])[] = [
  [
    "promotion",
    async () => ({ scene: await createScene(), login: "max", body: "/ml promote delay@v1.0.0 --to lab" }),
  ],
  [
    "promotion that waits",
    async () => ({ scene: await createScene(), login: "max", body: "/ml promote delay@v1.0.0 --to staging" }),
  ],
  ["last approval", readyToApprove],
  ["rejection", readyToReject],
  ["rollback", readyToRollBack],
  ["lock", readyToLock],
  ["override", readyToOverride],
];

/** What must be the same however often it crashed: everything but ids, times, and objects that no ref points to. */
function endOf({ state }: Scene): unknown {
  const documents = [...state.refs]
    .filter(([name]) => name.startsWith("refs/pawl/"))
    .map(([name, sha]) => [
      name,
      state.commits
        .get(sha)
        ?.files.get("document.json")
        ?.replaceAll(/"(at|pinnedAt)": "[^"]*"/g, '"$1": ""'),
    ]);
  return {
    documents,
    tags: assignmentsOf({ state } as Scene),
    deployments: [...state.deployments.values()].map((entry) => entry.payload),
    issues: [...state.issues.values()].map((issue) => issue.title),
    replies: commentsOf(state, 12).length,
    labels: [...(state.labels.get(12)?.keys() ?? [])],
    checks: [...state.checks.values()].map((check) => [check.name, check.conclusion]),
  };
}

let points = 0;
afterAll(() => {
  process.stdout.write(`promotion flows: ${points} crash points, every one converged\n`);
});

describe("a crash before or after each write, then the same comment again", () => {
  it.each(flows)("of a %s ends as without a crash", async (_, arrange) => {
    const prepare = async () => {
      const { scene, login, body } = await arrange();
      const id = addComment(scene.state, 12, body, person(scene.state, login));
      scene.state.writes.length = 0;
      const handle = () => reconcileComment({ id, digest: digestOf(body) }, scene.context);
      return { scene, handle };
    };
    const oracle = await prepare();
    await oracle.handle();
    const end = endOf(oracle.scene);
    const count = oracle.scene.state.writes.length;
    expect(count).toBeGreaterThan(4);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { scene, handle } = await prepare();
        scene.state.fault = { write, when };
        await expect(handle().catch((error: unknown) => isFault(error))).resolves.toBe(true);
        await handle();
        expect(endOf(scene), `${when} write ${write}`).toEqual(end);
        await handle();
        await reconcileRegistry(scene.context);
        expect(assignmentsOf(scene), `${when} write ${write}`).toEqual(assignmentsOf(oracle.scene));
        points += 1;
      }
    }
  });
});

describe("a push that lands at each step of a promotion (S7)", () => {
  const changes: readonly (readonly [string, (scene: Scene) => void])[] = [
    [
      "to the pull request",
      ({ state }) => {
        const pull = state.pullRequests.get(12);
        if (pull !== undefined) state.pullRequests.set(12, { ...pull, headSha: fakeSha(99) });
      },
    ],
    [
      "that moves the version's tag",
      ({ state }) => {
        const tag = state.tags.get("delay@v1.0.0");
        if (tag !== undefined) state.tags.set(tag.name, { ...tag, commitSha: fakeSha(98) });
      },
    ],
  ];
  it.each(changes)("%s never puts another commit live than the approved one", async (_, change) => {
    let steps = 0;
    for (let step = 1; ; step += 1) {
      const { scene, login, body } = await readyToApprove();
      const { github } = scene.context;
      let calls = 0;
      // Every call to GitHub is a step: reads are where a race begins.
      const watch = <T extends object>(port: T): T =>
        new Proxy(port, {
          get: (target, name) => {
            const member: unknown = Reflect.get(target, name);
            if (typeof member !== "function") return member;
            return (...args: unknown[]): unknown => {
              calls += 1;
              if (calls === step) change(scene);
              return Reflect.apply(member, target, args);
            };
          },
        });
      const watched = Object.fromEntries(Object.entries(github).map(([name, port]) => [name, watch(port)]));
      const context = { ...scene.context, github: watched as unknown as typeof github };
      await say({ ...scene, context }, login, body);
      await reconcileRegistry(scene.context);
      for (const tag of scene.state.tags.values()) {
        if (tag.name.includes("#")) expect(tag.commitSha, `step ${step}`).toBe(fakeSha(50));
      }
      steps = step;
      if (calls < step) break;
    }
    expect(steps).toBeGreaterThan(30);
    process.stdout.write(`S7: ${steps} steps\n`);
  });
});
