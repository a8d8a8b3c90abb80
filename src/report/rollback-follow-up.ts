import type { Promotion } from "../registry/promotion-document.ts";
import { escapeText } from "./escape.ts";

/** Title and body of the issue that a rollback opens. Names of people do not notify them. */
export function renderFollowUp(
  promotion: Promotion,
  tag: string,
): { readonly title: string; readonly body: string } {
  const { model, environment, evidence, request } = promotion;
  const from = evidence.from?.version ?? "nothing";
  const reason =
    request.reason === null ? "No reason was given." : `Reason: ${escapeText(request.reason, 500)}.`;
  const body = [
    `**${escapeText(model)}** in ${escapeText(environment)} went back from ${escapeText(from)} to **${escapeText(evidence.version)}** (tag ${escapeText(tag)}), asked for by ${escapeText(request.login)}. ${reason}`,
    "",
    `- [ ] Why did ${escapeText(from)} have to go?`,
    "- [ ] What would have shown it before: a gate, a slice, a check of the monitor?",
    `- [ ] Mend it, and promote a newer version, or withdraw ${escapeText(from)}.`,
  ].join("\n");
  return { title: `Rollback of ${model} in ${environment} to ${evidence.version}`, body };
}
