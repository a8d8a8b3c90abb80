import type { BotContext } from "./context.ts";
import { keepPin, type PinState } from "./dashboard-issue.ts";

/** Pinned issues that GitHub allows a repository. */
const mostPinned = 3;

/** Why an issue was not pinned. */
const reasons: Partial<Record<PinState, string>> = {
  limit: "three issues of the repository are pinned already, as many as GitHub allows",
  denied: "the bot may not; it needs the permission issues: write",
  unavailable: "this server offers no GraphQL, and only there are pins",
};

/** What became of a wish to pin: `refused` with its reason is an answer and no error. */
export interface PinResult {
  readonly decision: "done" | "refused" | "unchanged";
  /** `dashboard.pin-` and how far the pin is. */
  readonly reasonCode: string;
  /** Only of a refusal. */
  readonly reason?: string;
}

/**
 * Pins a dashboard whose pin is `wanted`, once, and keeps what became of it. Whether it was done is read from GitHub: an issue that
 * anybody ever pinned or unpinned is left as it is, so neither a crash after the pin nor a person who took it away leads to a
 * second one. That three are pinned already, or that we may not, is kept too and not tried again.
 */
export async function pinOnce(
  number: number,
  state: PinState | undefined,
  context: Pick<BotContext, "github" | "log">,
): Promise<PinResult> {
  if (state !== "wanted") return { decision: "unchanged", reasonCode: `dashboard.pin-${state ?? "left"}` };
  const settled = await settle(number, context);
  const reasonCode = `dashboard.pin-${settled}`;
  const reason = reasons[settled];
  if (reason !== undefined) {
    context.log.info(`The dashboard #${number} was not pinned (${reasonCode}): ${reason}`);
  }
  await keepPin(number, settled, context);
  if (reason !== undefined) return { decision: "refused", reasonCode, reason };
  return { decision: settled === "pinned" ? "done" : "unchanged", reasonCode };
}

async function settle(
  number: number,
  { github }: Pick<BotContext, "github">,
): Promise<Exclude<PinState, "wanted">> {
  const found = await github.issues.readPin(number);
  if (found === undefined) return "left";
  if (found === "unavailable") return found;
  if (found.isPinned) return "pinned";
  if (found.hasHistory) return "left";
  if (found.pinnedOfRepository >= mostPinned) return "limit";
  return github.issues.pin(found.nodeId);
}
