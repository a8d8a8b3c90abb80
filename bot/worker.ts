import type { Clock } from "../src/ports/clock.ts";
import type { Log } from "../src/ports/log.ts";
import { PawlError } from "../src/errors.ts";
import type { Inbox, InboxItem } from "./inbox.ts";
import { formatKey, type Key } from "./key.ts";
import type { Outcome } from "./reconcile/outcome.ts";

/** What a worker needs. */
export interface WorkerParts {
  readonly inbox: Inbox;
  readonly reconcile: (key: Key) => Promise<Outcome>;
  readonly clock: Clock;
  readonly log: Log;
  /** Attempts after which a key is given up; the sweep brings it back. */
  readonly maxAttempts: number;
  /** Told after each key; `undefined` for a failed one. */
  readonly onSettled?: (key: Key, outcome: Outcome | undefined) => void;
}

const firstDelayMs = 1000;
const longestDelayMs = 5 * 60_000;

/** How long to wait after `attempts` failures: doubling from one second to five minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
}

/** Works on one due key. `false` when none is due. One key at a time: reconcilers need no locks. */
export async function workOnce(parts: WorkerParts): Promise<boolean> {
  const item = parts.inbox.next(parts.clock.now().getTime());
  if (item === undefined) return false;
  try {
    const outcome = await parts.reconcile(item.key);
    parts.log.info(`${formatKey(item.key)}: ${outcome.decision} (${outcome.reasonCode})`);
    parts.inbox.enqueue(outcome.next ?? [], parts.clock.now().getTime());
    parts.inbox.settle(item);
    parts.onSettled?.(item.key, outcome);
  } catch (error) {
    fail(item, error, parts);
  }
  return true;
}

/** Works until no key is left, waiting for those that are postponed. */
export async function drain(parts: WorkerParts): Promise<void> {
  for (;;) {
    if (await workOnce(parts)) continue;
    const due = parts.inbox.nextDueMs();
    if (due === undefined) return;
    await parts.clock.sleep(Math.max(0, due - parts.clock.now().getTime()));
  }
}

function fail(
  item: InboxItem,
  error: unknown,
  { inbox, clock, log, maxAttempts, onSettled }: WorkerParts,
): void {
  const what = error instanceof PawlError ? `${error.message} (${error.code})` : describeDefect(error);
  if (item.attempts + 1 < maxAttempts) {
    log.warning(`${formatKey(item.key)}: attempt ${item.attempts + 1} failed: ${what}`);
    inbox.postpone(item, clock.now().getTime() + retryDelayMs(item.attempts));
    return;
  }
  log.error(`${formatKey(item.key)}: given up after ${maxAttempts} attempts: ${what}`);
  inbox.settle(item);
  onSettled?.(item.key, undefined);
}

function describeDefect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
