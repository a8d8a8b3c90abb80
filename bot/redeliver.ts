import type { Clock } from "../src/ports/clock.ts";
import type { HookDeliveries, HookDelivery } from "../src/ports/github/hook-deliveries.ts";
import { isEventName } from "./events.ts";

/** GitHub keeps its log for three days; what is about to leave it is left to the full sweep. */
const lookBackMs = 3 * 24 * 3_600_000 - 600_000;
/** A delivery may still be on its way. */
const graceMs = 60_000;
/** Attempts of one event, GitHub's own included; the full sweep heals what is lost after that. */
const maxAttempts = 5;
/** Redeliveries of one sweep. */
const maxRedeliveries = 100;

/**
 * The deliveries to ask for again: the newest attempt of each event (grouped by GUID) that has no attempt with a good
 * answer, oldest event first. Events that the bot does not listen to are left out.
 */
export function planRedeliveries(log: readonly HookDelivery[], now: Date): readonly HookDelivery[] {
  const byGuid = Map.groupBy(log, ({ guid }) => guid);
  const lost = [...byGuid.values()].flatMap((attempts) => {
    const newest = attempts.reduce((a, b) => (b.deliveredAt > a.deliveredAt ? b : a));
    const isLost =
      isEventName(newest.event) &&
      !attempts.some(({ isOk }) => isOk) &&
      attempts.length < maxAttempts &&
      now.getTime() - newest.deliveredAt.getTime() >= graceMs;
    return isLost ? [newest] : [];
  });
  return lost
    .sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime() || a.id - b.id)
    .slice(0, maxRedeliveries);
}

/** Asks GitHub to deliver lost events again; gives how many. What comes twice does no harm: keys coalesce. */
export async function redeliverLost(deliveries: HookDeliveries, clock: Pick<Clock, "now">): Promise<number> {
  const now = clock.now();
  const log = await deliveries.listSince(new Date(now.getTime() - lookBackMs));
  let asked = 0;
  for (const { id } of planRedeliveries(log, now)) if (await deliveries.redeliver(id)) asked += 1;
  return asked;
}
