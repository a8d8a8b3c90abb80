import { describe, expect, it } from "vitest";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { person } from "../support/bot-world.ts";
import { setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { approvalPolicy, createScene, planOf, say, type Scene } from "../support/promotion-scene.ts";

/** The check on the version's commit. */
function checkOf({ state }: Scene) {
  const found = [...state.checks.values()].filter(({ name }) => name === "ml/promotion");
  expect(found.length).toBeLessThan(2);
  const [check] = found;
  if (check !== undefined) expect(check.headSha).toBe(fakeSha(50));
  return check;
}

/** Says it, and looks at what that leads to, as a worker does. */
async function sayAll(scene: Scene, login: string, body: string): Promise<void> {
  await say(scene, login, body);
  await look(scene);
}

async function look({ context }: Scene): Promise<void> {
  const { next = [] } = await reconcileRegistry(context);
  for (const key of next) await reconcile(key, context);
}

const ask = "/ml promote delay@v1.0.0 --to staging";

describe("the check ml/promotion of a promotion that waits", () => {
  it("asks for action with what is missing, counts approvals, and follows the Deployment in the end", async () => {
    const scene = await createScene();
    await sayAll(scene, "max", ask);
    expect(checkOf(scene)).toMatchObject({
      status: "completed",
      conclusion: "action_required",
      title: "delay v1.0.0 to staging waits: 0 of 2 approvals",
    });
    expect(checkOf(scene)?.summary).toContain(`/ml approve ${planOf(scene)}`);
    const writes = scene.state.writes.length;
    await look(scene);
    expect(scene.state.writes).toHaveLength(writes);
    await sayAll(scene, "mia", `/ml approve ${planOf(scene)}`);
    expect(checkOf(scene)?.title).toContain("1 of 2 approvals");
    await sayAll(scene, "ada", `/ml approve ${planOf(scene)}`);
    expect(checkOf(scene)).toMatchObject({
      status: "in_progress",
      title: "delay v1.0.0 in staging: pending",
    });
  });

  it("says what blocks it: a person's lock asks for action, a freeze ends by itself", async () => {
    const scene = await createScene();
    await sayAll(scene, "max", ask);
    const frozen = approvalPolicy.replace(
      "approvals: 2",
      'approvals: 2, freeze: [{from: "2026-01-30", until: "2026-02-20"}]',
    );
    scene.state.files.set("main:.github/pawl.yml", frozen);
    await look(scene);
    expect(checkOf(scene)).toMatchObject({ conclusion: "neutral" });
    expect(checkOf(scene)?.title).toContain("waits: blocked.freeze");
    scene.state.files.set("main:.github/pawl.yml", approvalPolicy);
    setLabel(scene.state, 12, "ml/hold", person(scene.state, "tom"));
    await look(scene);
    expect(checkOf(scene)).toMatchObject({ conclusion: "action_required" });
    expect(checkOf(scene)?.title).toContain("waits: blocked.hold");
  });

  it("is concluded when the promotion is rejected, and does not wait again", async () => {
    const scene = await createScene();
    await sayAll(scene, "max", ask);
    await sayAll(scene, "mia", `/ml reject ${planOf(scene)} --reason "not & now"`);
    for (let count = 0; count < 2; count += 1) await look(scene);
    expect(checkOf(scene)).toMatchObject({
      conclusion: "neutral",
      title: "delay v1.0.0 to staging: rejected",
    });
    expect(checkOf(scene)?.summary).toContain("not &amp; now");
  });

  it("stands before what is deployed of the same commit, and gives way to it", async () => {
    const scene = await createScene();
    await sayAll(scene, "max", "/ml promote delay@v1.0.0 --to lab");
    expect(checkOf(scene)?.title).toBe("delay v1.0.0 in lab: pending");
    await sayAll(scene, "max", ask);
    await look(scene);
    expect(checkOf(scene)?.title).toContain("to staging waits");
    await sayAll(scene, "mia", `/ml reject ${planOf(scene)} --reason "not yet"`);
    await look(scene);
    expect(checkOf(scene)?.title).toBe("delay v1.0.0 in lab: pending");
  });

  it("names how many wait for one commit", async () => {
    const scene = await createScene();
    await sayAll(scene, "max", ask);
    await sayAll(scene, "max", "/ml promote delay@v1.0.0 --to production");
    expect(checkOf(scene)).toMatchObject({ title: "2 promotions wait", conclusion: "action_required" });
  });

  it("is looked at after a label too, and after a crash before or after each write", async () => {
    for (let write = 1; write <= 6; write += 1) {
      for (const when of ["before", "after"] as const) {
        const scene = await createScene();
        setLabel(scene.state, 12, "ml/promote:staging", person(scene.state, "max"));
        const { next = [] } = await reconcilePullRequest(12, scene.context);
        expect(next).toContainEqual({ kind: "release", repository: "acme/flights" });
        scene.state.fault = { write: scene.state.writes.length + write, when };
        await look(scene).catch((error: unknown) => expect(isFault(error)).toBe(true));
        scene.state.fault = undefined;
        await look(scene);
        expect(checkOf(scene)?.conclusion).toBe("action_required");
      }
    }
  });
});
