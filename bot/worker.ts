import type { Clock } from "../src/ports/clock.ts";
import type { KeyQueue, TakenKey } from "../src/ports/key-queue.ts";
import type { Log } from "../src/ports/log.ts";
import { PawlError } from "../src/errors.ts";
import { formatKey, parseKey, type Key } from "./key.ts";
import type { Outcome } from "./reconcile/outcome.ts";

/** What a worker needs. */
export interface WorkerParts {
  readonly queue: KeyQueue;
  readonly reconcile: (key: Key) => Promise<Outcome>;
  readonly clock: Clock;
  readonly log: Log;
  /** Attempts after which a key is given up; the sweep brings it back. */
  readonly maxAttempts: number;
  /** Longest wait for GitHub's limits before a key is given up, in milliseconds. Default: as long as it takes. */
  readonly maxLimitWaitMs?: number;
  /** Told after each key that left the queue; `undefined` for one that was given up. */
  readonly onSettled?: (key: Key, outcome: Outcome | undefined) => void;
  /** Told after each attempt, with its time in milliseconds. */
  readonly onAttempt?: (
    kind: Key["kind"],
    result: Outcome["decision"] | "failed",
    durationMs: number,
  ) => void;
}

const firstDelayMs = 1000;
const longestDelayMs = 5 * 60_000;

/** How long to wait after `attempts` failures: doubling from one second to five minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
}

/** Works on one due key. `false` when none is due. Several may run at once: the queue gives no key to two of them. */
export async function workOnce(parts: WorkerParts): Promise<boolean> {
  const taken = await parts.queue.take();
  if (taken === undefined) return false;
  const key = parseKey(taken.key);
  // Left by an older release with another grammar; the sweep brings back what matters.
  if (key === undefined) await parts.queue.settle(taken);
  else await workOn(key, taken, parts);
  return true;
}

/** Works until no key is left, waiting for those that are postponed. */
export async function drain(parts: WorkerParts): Promise<void> {
  for (;;) {
    if (await workOnce(parts)) continue;
    const dueInMs = await parts.queue.nextDueInMs();
    if (dueInMs === undefined) return;
    await parts.clock.sleep(dueInMs);
  }
}

async function workOn(key: Key, taken: TakenKey, parts: WorkerParts): Promise<void> {
  const startedMs = parts.clock.now().getTime();
  const tell = (result: Outcome["decision"] | "failed"): void =>
    parts.onAttempt?.(key.kind, result, parts.clock.now().getTime() - startedMs);
  let outcome: Outcome;
  try {
    outcome = await parts.reconcile(key);
  } catch (error) {
    tell("failed");
    return fail(key, taken, { error, parts });
  }
  tell(outcome.decision);
  parts.log.info(`${formatKey(key)}: ${outcome.decision} (${outcome.reasonCode})`);
  // What follows from a key is on disk before the key is off it.
  await parts.queue.enqueue((outcome.next ?? []).map(formatKey));
  if (outcome.dueInMs !== undefined) {
    return parts.queue.postpone(taken, { delayMs: outcome.dueInMs, isFailure: false });
  }
  await parts.queue.settle(taken);
  parts.onSettled?.(key, outcome);
}

async function fail(
  key: Key,
  taken: TakenKey,
  { error, parts }: { readonly error: unknown; readonly parts: WorkerParts },
): Promise<void> {
  const { queue, clock, log, maxAttempts, onSettled } = parts;
  const what = error instanceof PawlError ? `${error.message} (${error.code})` : describeDefect(error);
  const retryAtMs = error instanceof PawlError ? error.retryAtMs : undefined;
  const limitMs = retryAtMs === undefined ? undefined : limitDelayMs(retryAtMs, clock);
  if (limitMs !== undefined && limitMs <= (parts.maxLimitWaitMs ?? Number.POSITIVE_INFINITY)) {
    // Not the key's fault: everything waits until the limit is over.
    log.info(`${formatKey(key)}: waits for GitHub's limits: ${what}`);
    return queue.postpone(taken, { delayMs: limitMs, isFailure: false });
  }
  if (limitMs === undefined && taken.attempts + 1 < maxAttempts) {
    log.warning(`${formatKey(key)}: attempt ${taken.attempts + 1} failed: ${what}`);
    return queue.postpone(taken, { delayMs: retryDelayMs(taken.attempts), isFailure: true });
  }
  log.error(`${formatKey(key)}: given up after attempt ${taken.attempts + 1}: ${what}`);
  await queue.settle(taken);
  onSettled?.(key, undefined);
}

/** At least a second, so that a wrong clock makes no tight loop. */
function limitDelayMs(retryAtMs: number, clock: Clock): number {
  return Math.max(firstDelayMs, retryAtMs - clock.now().getTime());
}

function describeDefect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
