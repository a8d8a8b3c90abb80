import { escapeText } from "../../src/report/escape.ts";
import type { BotContext } from "./context.ts";
import { replyOnce } from "./reply.ts";

/**
 * Brings an exclusive family of labels (all with one prefix) to one member, or to none. What a person set by hand is taken away
 * with one note that names them; what they took away is set again with one.
 */
export async function applyLabelFamily(
  number: number,
  family: { readonly prefix: string; readonly wanted: string | undefined },
  context: Pick<BotContext, "github">,
): Promise<void> {
  const { github } = context;
  const { prefix, wanted } = family;
  const labels = await github.labels.list(number);
  for (const label of labels.filter((name) => name.startsWith(prefix) && name !== wanted)) {
    await noteHandChange(number, label, context);
    await github.labels.remove(number, label);
  }
  if (wanted === undefined || labels.includes(wanted)) return;
  await noteHandRemoval(number, wanted, context);
  await github.labels.add(number, wanted);
}

/** Only what we had set counts: a label that a person set and took away again was never ours. */
async function noteHandRemoval(
  number: number,
  label: string,
  context: Pick<BotContext, "github">,
): Promise<void> {
  const { labels, members } = context.github;
  const remover = await labels.findRemover(number, label);
  if (remover?.actorType !== "User") return;
  const { login } = await members.self();
  if ((await labels.findSetter(number, label))?.actorLogin !== login) return;
  const requestKey = `unlabel:${encodeURIComponent(label)}@${remover.at}`;
  const text = `↩️ The label ${escapeText(label)} says what the bot found; ${escapeText(remover.actorLogin)} took it away by hand, and it was set again. (\`denied.state-label\`)`;
  await replyOnce(number, { requestKey, outcome: "refused", text }, context);
}

/** The note comes before the label goes: a crash between the two finds it again. */
async function noteHandChange(
  number: number,
  label: string,
  context: Pick<BotContext, "github">,
): Promise<void> {
  const { labels, members } = context.github;
  const setter = await labels.findSetter(number, label);
  const { login } = await members.self();
  if (setter === undefined || setter.actorType !== "User" || setter.actorLogin === login) return;
  // Encoded: a label may hold what ends an HTML comment.
  const requestKey = `label:${encodeURIComponent(label)}@${setter.at}`;
  const text = `↩️ The label ${escapeText(label)} says what the bot found; ${escapeText(setter.actorLogin)} set it by hand, and it was taken away. (\`denied.state-label\`)`;
  await replyOnce(number, { requestKey, outcome: "refused", text }, context);
}
