import { parseDuration } from "../../registry/duration.ts";
import {
  acquireLock,
  findLockInTheWay,
  liveLocks,
  locksSchema,
  longestLockMs,
  releaseLock,
  type EnvironmentLock,
  type EnvironmentLocks,
  type LockAsker,
} from "../../registry/environment-lock.ts";
import { refuse, type Refusal } from "../../registry/refusal.ts";
import { locksRef } from "./promotion-refs.ts";
import { pauseBefore, type PromotionPorts } from "./ports.ts";
import { changeState, readState } from "./state-document.ts";

type LockPorts = Pick<PromotionPorts, "clock" | "commits" | "gitData" | "pullRequests">;

/** What a lock is on: an environment, or one model in it. */
export interface LockPlace {
  readonly environment: string;
  /** `null`: the whole environment. */
  readonly model: string | null;
}

/** The locks of an environment that hold now: not expired, and their pull request is open. */
export async function readLocks(
  environment: string,
  ports: Pick<LockPorts, "clock" | "gitData" | "pullRequests">,
): Promise<readonly EnvironmentLock[]> {
  const found = await readState(locksRef(environment), locksSchema, ports);
  return withoutClosed(liveLocks(found?.value, ports.clock.now()), ports);
}

/** A lock ends with its pull request, also when the event that said so was lost. */
async function withoutClosed(
  locks: readonly EnvironmentLock[],
  { pullRequests }: Pick<LockPorts, "pullRequests">,
): Promise<readonly EnvironmentLock[]> {
  const held: EnvironmentLock[] = [];
  for (const lock of locks) {
    const pull = lock.pull === null ? undefined : await pullRequests.get(lock.pull);
    if (lock.pull === null || pull?.state === "open") held.push(lock);
  }
  return held;
}

/** The lock of somebody else that stops a promotion of a model. */
export async function findBlockingLock(
  place: LockPlace & { readonly asker: LockAsker },
  ports: Pick<LockPorts, "clock" | "gitData" | "pullRequests">,
): Promise<EnvironmentLock | undefined> {
  return findLockInTheWay(await readLocks(place.environment, ports), place.model, place.asker);
}

/** What is asked for with a lock. */
export interface LockRequest extends LockPlace {
  readonly asker: LockAsker;
  readonly reason: string;
  /** A duration such as `4h`. */
  readonly ttl: string;
  /** When it was asked: asked again it is the same lock, and not a longer one. */
  readonly at: Date;
}

/** Takes or renews a lock by compare-and-swap; of two who ask at once one has it. */
export async function lock(request: LockRequest, ports: LockPorts): Promise<EnvironmentLock | Refusal> {
  const { environment, model, asker, reason, at } = request;
  const ttlMs = parseDuration(request.ttl);
  if (ttlMs === undefined || ttlMs > longestLockMs) {
    return refuse("invalid.ttl", `${request.ttl} is no duration such as 30m, 8h or 2d, at most 30d`);
  }
  const expiresAt = new Date(at.getTime() + ttlMs).toISOString();
  const wanted = { model, ...asker, reason: reason.slice(0, 500), at: at.toISOString(), expiresAt };
  const outcome = await changeLocks(environment, ports, (locks) => acquireLock(locks, wanted));
  return outcome ?? wanted;
}

/** Gives a lock back; that of somebody else only by force, whose right is checked before. */
export async function unlock(
  request: LockPlace & { readonly asker: LockAsker; readonly isForced: boolean },
  ports: LockPorts,
): Promise<"unlocked" | Refusal> {
  const { environment, model, asker, isForced } = request;
  const by = { ...asker, isForced };
  return (await changeLocks(environment, ports, (locks) => releaseLock(locks, model, by))) ?? "unlocked";
}

/** Takes away the locks of a pull request that was closed or merged. */
export async function releaseLocksOfPull(
  pull: number,
  environments: readonly string[],
  ports: LockPorts,
): Promise<void> {
  for (const environment of environments) {
    await changeLocks(environment, ports, (locks) => locks.filter((entry) => entry.pull !== pull));
  }
}

async function changeLocks(
  environment: string,
  ports: LockPorts,
  next: (locks: readonly EnvironmentLock[]) => readonly EnvironmentLock[] | Refusal,
): Promise<Refusal | undefined> {
  let refusal: Refusal | undefined;
  const before = await readState(locksRef(environment), locksSchema, ports);
  const held = new Set((await withoutClosed(before?.value.locks ?? [], ports)).map(keyOf));
  const known = new Set((before?.value.locks ?? []).map(keyOf));
  const now = ports.clock.now();
  await changeState<EnvironmentLocks>(
    locksRef(environment),
    {
      schema: locksSchema,
      message: `locks of ${environment}`,
      pause: (attempt) => pauseBefore(attempt, ports),
      change: (value) => {
        const live = liveLocks(value, now).filter(
          (entry) => !known.has(keyOf(entry)) || held.has(keyOf(entry)),
        );
        const changed = next(live);
        refusal = "decision" in changed ? changed : undefined;
        if ("decision" in changed || isSame(changed, value?.locks ?? [])) return undefined;
        return { schema: "pawl.locks/1", environment, locks: [...changed] };
      },
    },
    ports,
  );
  return refusal;
}

function keyOf({ model, pull, at, login }: EnvironmentLock): string {
  return JSON.stringify([model, pull, at, login]);
}

function isSame(a: readonly EnvironmentLock[], b: readonly EnvironmentLock[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
