import { z } from "zod";
import { refuse, type Refusal } from "./refusal.ts";

const lockSchema = z.strictObject({
  /** `null`: the whole environment. */
  model: z.string().max(64).nullable(),
  /** The pull request that it belongs to; `null`: it belongs to the person alone. */
  pull: z.number().int().positive().nullable(),
  login: z.string().min(1).max(100),
  reason: z.string().max(500),
  /** ISO 8601. */
  at: z.string(),
  expiresAt: z.string(),
});

/** One lock. */
export type EnvironmentLock = z.infer<typeof lockSchema>;

/** `pawl.locks/1`: the locks of one environment, in `refs/pawl/locks/<environment>`. */
export const locksSchema = z.strictObject({
  schema: z.literal("pawl.locks/1"),
  environment: z.string().max(64),
  locks: z.array(lockSchema).max(200),
});

/** The locks of one environment, expired ones too. */
export type EnvironmentLocks = z.infer<typeof locksSchema>;

/** The longest time that a lock may hold, in milliseconds: 30 days. */
export const longestLockMs = 30 * 86_400_000;

/** Who asks: a person, in a pull request or not. */
export interface LockAsker {
  readonly login: string;
  readonly pull: number | null;
}

/** Locks that have not expired at `now`; a date that cannot be read has expired. */
export function liveLocks(locks: EnvironmentLocks | undefined, now: Date): readonly EnvironmentLock[] {
  return (locks?.locks ?? []).filter((lock) => Date.parse(lock.expiresAt) > now.getTime());
}

/** Whether the lock is the asker's: that of their pull request, or outside of one their own. */
export function isHolder(lock: EnvironmentLock, asker: LockAsker): boolean {
  if (lock.pull !== null) return lock.pull === asker.pull;
  return lock.login.toLowerCase() === asker.login.toLowerCase();
}

/** Whether two locks, or a lock and a promotion, are about the same: an environment is about all its models. */
function overlaps(lock: EnvironmentLock, model: string | null): boolean {
  return lock.model === null || model === null || lock.model === model;
}

/** The lock that stops a promotion of `model`: of another holder, not expired. */
export function findLockInTheWay(
  locks: readonly EnvironmentLock[],
  model: string | null,
  asker: LockAsker,
): EnvironmentLock | undefined {
  return locks.find((lock) => overlaps(lock, model) && !isHolder(lock, asker));
}

/** The locks with `wanted` among them: renewed when the asker holds it; refused when another holds one in its way. */
export function acquireLock(
  locks: readonly EnvironmentLock[],
  wanted: EnvironmentLock,
): readonly EnvironmentLock[] | Refusal {
  const other = findLockInTheWay(locks, wanted.model, wanted);
  if (other !== undefined) return refuse("blocked.lock", describeLock(other));
  return [...locks.filter((lock) => lock.model !== wanted.model), wanted];
}

/** The locks without the one on `model` (`null`: that on the whole environment); another's only goes by force. */
export function releaseLock(
  locks: readonly EnvironmentLock[],
  model: string | null,
  by: LockAsker & { readonly isForced: boolean },
): readonly EnvironmentLock[] | Refusal {
  const found = locks.find((lock) => lock.model === model);
  if (found !== undefined && !by.isForced && !isHolder(found, by)) {
    return refuse("blocked.lock", `${describeLock(found)}; --force takes it away and needs maintain`);
  }
  return locks.filter((lock) => lock !== found);
}

/** One sentence: who holds it, why, and until when. */
export function describeLock({ model, pull, login, reason, expiresAt }: EnvironmentLock): string {
  const what = model === null ? "the environment" : model;
  const where = pull === null ? "" : ` in #${pull}`;
  const why = reason === "" ? "" : ` (${reason})`;
  return `@${login} holds the lock of ${what}${where} until ${expiresAt}${why}`;
}
