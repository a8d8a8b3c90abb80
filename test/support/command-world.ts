import { digestOf } from "../../bot/events.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import type { BotContext } from "../../bot/reconcile/context.ts";
import type { Outcome } from "../../bot/reconcile/outcome.ts";
import { formatDriftMarker, formatDriftRecord } from "../../src/monitoring/drift-marker.ts";
import { commentsOf, createBotWorld, openPull, person } from "./bot-world.ts";
import { addComment } from "./github-fake/conversation.ts";
import { nextId, nextInstant, type FakeState } from "./github-fake/fake-state.ts";
import { setLabel } from "./github-fake/conversation.ts";

/** A bot, and the repository that it serves. */
export interface CommandWorld {
  readonly context: BotContext;
  readonly state: FakeState;
}

/** A world with pull request 12 open. */
export function openCommandWorld(...changes: Parameters<typeof openPull>[1][]): CommandWorld {
  const world = createBotWorld();
  openPull(world.state, changes[0]);
  return world;
}

/** Says something on an issue or pull request, and lets the bot answer. */
export async function say(
  { context, state }: CommandWorld,
  login: string,
  body: string,
  number = 12,
): Promise<{ readonly id: number; readonly outcome: Outcome }> {
  const id = addComment(state, number, body, person(state, login));
  return { id, outcome: await reconcileComment({ id, digest: digestOf(body) }, context) };
}

/** What the bot answered on an issue or pull request, oldest first, without its marker. */
export function answersOn({ state }: CommandWorld, number = 12): readonly string[] {
  return commentsOf(state, number)
    .filter((body) => body.startsWith("<!-- pawl:reply"))
    .map((body) => body.split("\n").slice(1).join("\n"));
}

/** The reactions to a comment, in order. */
export function reactionsTo({ state }: CommandWorld, id: number): readonly string[] {
  return state.reactions.filter((entry) => entry.commentId === id).map((entry) => entry.reaction);
}

/** Opens a drift issue of `delay` in production, as the monitor writes it. */
export function openDriftIssue(state: FakeState, authorLogin = "github-actions[bot]"): number {
  const number = nextId(state);
  const marker = {
    repositoryId: state.repository.id,
    model: "delay",
    environment: "production",
    kind: "data",
    sequence: 3,
  } as const;
  const record = {
    schema: "pawl.drift-record/1",
    state: "open",
    version: "v1.0.0",
    openedAt: "2026-01-01T00:00:00.000Z",
    retrain: null,
  } as const;
  const body = `${formatDriftMarker(marker)}\n${formatDriftRecord(record)}\n\n🔴 **over**\n\n- **Retrain**: none\n\n\`/ml drift ack\`\n\n<sub>rewritten</sub>\n`;
  state.issues.set(number, {
    number,
    title: "Data drift: delay (production)",
    body,
    state: "open",
    labels: [],
    authorId: 41,
    authorLogin,
    createdAt: nextInstant(state),
    closedAt: null,
    url: `${state.repository.url}/issues/${number}`,
  });
  for (const label of ["ml/drift", "model:delay"]) setLabel(state, number, label, state.self);
  return number;
}
