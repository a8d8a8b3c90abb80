import type { Promotion } from "../../registry/promotion-document.ts";
import { renderFollowUp } from "../../report/rollback-follow-up.ts";
import type { PromotionPorts } from "./ports.ts";

/** On every issue that a rollback opens. */
const followUpLabel = "ml/follow-up";

/**
 * The issue that asks for the cause of a rollback; opened once. It is found by its author and by its first line, which names
 * the rollback; of two that a race made, the greater numbers are closed.
 */
export async function openFollowUp(promotion: Promotion, tag: string, ports: PromotionPorts): Promise<void> {
  const marker = `<!-- pawl:rollback v=1 id=${promotion.id} -->`;
  const first = await findFollowUps(marker, ports);
  if (first.length === 0) {
    const { title, body } = renderFollowUp(promotion, tag);
    const labels = [followUpLabel, `model:${promotion.model}`];
    await ports.issues.create({ title, body: `${marker}\n${body}`, labels });
  }
  const [, ...others] = first.length === 0 ? await findFollowUps(marker, ports) : first;
  for (const other of others) {
    if (other.state === "open")
      await ports.issues.update(other.number, { state: "closed", stateReason: "not_planned" });
  }
}

async function findFollowUps(
  marker: string,
  { issues, members }: PromotionPorts,
): ReturnType<PromotionPorts["issues"]["list"]> {
  const { login } = await members.self();
  const found = await issues.list({ labels: [followUpLabel], state: "all" });
  return found
    .filter((issue) => issue.authorLogin === login && issue.body.split(/\r?\n/, 1)[0] === marker)
    .sort((a, b) => a.number - b.number);
}
