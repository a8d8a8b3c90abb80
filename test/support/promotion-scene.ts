import { digestOf } from "../../bot/events.ts";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { addComment } from "./github-fake/conversation.ts";
import { fakeSha, type FakeState } from "./github-fake/fake-state.ts";
import { commentsOf, createBotWorld, mergePull, person, registerVersion } from "./bot-world.ts";

/** Staging needs two of a team or ada; production one of all who maintain. */
export const approvalPolicy = `version: 1
models:
  delay:
    artifact: models/model.onnx
    task: binary-classification
    environments:
      staging: {approvals: 2, approvers: ["@acme/leads", "@ada"]}
      production: {approvals: 1}
      lab: {}
`;

/** A merged pull request 12 by `will` with version v1.0.0, in a repository with leads `mia` and `lea`. */
export interface Scene {
  readonly context: BotContext;
  readonly state: FakeState;
}

/** Opens {@link Scene}. */
export async function createScene(policy: string = approvalPolicy): Promise<Scene> {
  const world = createBotWorld();
  const { state } = world;
  // What people write is dated a little before the bot's clock.
  state.seconds = 31 * 86_400 - 1000;
  state.files.set("main:.github/pawl.yml", policy);
  state.users.set("lea", { id: 31, login: "lea", type: "User" });
  state.roles.set("lea", "write");
  state.users.set("max", { id: 32, login: "max", type: "User" });
  state.roles.set("max", "maintain");
  state.teams.set("@acme/leads", ["mia", "lea", "will", "max"]);
  mergePull(state, 50);
  await registerVersion(world.context, "v1.0.0", fakeSha(50));
  return world;
}

/** Says something on a pull request; gives the reply. */
export async function say(
  { context, state }: Scene,
  login: string,
  body: string,
  number = 12,
): Promise<{ readonly id: number; readonly reply: string; readonly code: string }> {
  const id = addComment(state, number, body, person(state, login));
  const { reasonCode } = await reconcileComment({ id, digest: digestOf(body) }, context);
  return { id, reply: commentsOf(state, number).at(-1) ?? "", code: reasonCode };
}

/** The name of the plan that the newest reply with one shows. */
export function planOf({ state }: Scene, number = 12): string {
  const shown = commentsOf(state, number).flatMap((body) => body.match(/p-[a-z2-7]{10}-[0-9a-f]{10}/) ?? []);
  return shown.at(-1) ?? "none";
}

/** Assignment tags, in the order in which they were made. */
export function assignmentsOf({ state }: Scene): readonly string[] {
  return [...state.tags.keys()].filter((name) => name.includes("#"));
}
