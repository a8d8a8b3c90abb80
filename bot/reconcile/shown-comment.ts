import { z } from "zod";
import { changeState, readState } from "../../src/app/stored-state.ts";
import type { BotContext } from "./context.ts";

const shownSchema = z.strictObject({
  comment: z.number().int().positive(),
  verdict: z.enum(["pass", "warn", "fail", "unchanged"]),
});
const commentsSchema = z.strictObject({
  schema: z.literal("pawl.comments/1"),
  /** By model. */
  slots: z.record(z.string().max(64), shownSchema),
});
type ShownComments = z.infer<typeof commentsSchema>;

/** The comment of a model as it was written last: its id, and the verdict that it shows. */
export type ShownComment = z.infer<typeof shownSchema>;

/** Where a metric comment is. */
export interface CommentPlace {
  readonly repositoryId: number;
  readonly pullRequest: number;
  /** The model. */
  readonly slot: string;
}

const refOf = (pull: number): string => `refs/pawl/comments/${pull}`;
const kept = (pull: number) => ({ ref: refOf(pull), schema: commentsSchema });

/** What was written last, or `undefined`. Who may push may move the ref: look at whose comment it names. */
export async function readShown(
  { pullRequest, slot }: CommentPlace,
  { github }: Pick<BotContext, "github">,
): Promise<ShownComment | undefined> {
  const slots = (await readState(kept(pullRequest), github))?.slots ?? {};
  return Object.hasOwn(slots, slot) ? slots[slot] : undefined;
}

/** Keeps what was written; nothing happens when it is kept already. */
export async function keepShown(
  { pullRequest, slot }: CommentPlace,
  shown: ShownComment,
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  const change = (old: ShownComments | undefined): ShownComments | undefined => {
    const slots = old?.slots ?? {};
    const before = Object.hasOwn(slots, slot) ? slots[slot] : undefined;
    if (before?.comment === shown.comment && before.verdict === shown.verdict) return undefined;
    return { schema: "pawl.comments/1", slots: { ...slots, [slot]: shown } };
  };
  const message = `comment ${shown.comment} on ${slot}: ${shown.verdict}`;
  await changeState(kept(pullRequest), { change, message }, github);
}

/** A pull request that is closed gets no metrics any more. */
export async function forgetShown(pull: number, { github }: Pick<BotContext, "github">): Promise<void> {
  const ref = refOf(pull);
  if ((await github.gitData.resolveRef(ref)) !== undefined) await github.commits.deleteRef(ref);
}
