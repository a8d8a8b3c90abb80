import type { BotContext } from "./context.ts";

/** Brings an exclusive family of labels (all with one prefix) to one member, or to none. */
export async function applyLabelFamily(
  number: number,
  family: { readonly prefix: string; readonly wanted: string | undefined },
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  const { prefix, wanted } = family;
  const labels = await github.labels.list(number);
  for (const label of labels.filter((name) => name.startsWith(prefix) && name !== wanted)) {
    await github.labels.remove(number, label);
  }
  if (wanted !== undefined && !labels.includes(wanted)) await github.labels.add(number, wanted);
}
