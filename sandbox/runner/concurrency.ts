/** A run or job that holds, or waits for, a place in a concurrency group. */
interface Member {
  readonly cancel: () => void;
  readonly admit: () => void;
}

interface Group {
  readonly running: Set<Member>;
  readonly waiting: Member[];
}

/** How a group is asked for. */
export interface ConcurrencyRequest {
  /** Group name; upper and lower case are one. */
  readonly group: string;
  readonly cancelInProgress: boolean;
  /** Cancels the one that asks, because a newer one took its place or stops it. */
  readonly cancel: () => void;
}

/**
 * Concurrency groups of one repository: one member runs, one waits. A newer one takes the place of the one that
 * waits, and with `cancelInProgress` stops the one that runs and starts when it has ended.
 */
export class ConcurrencyGroups {
  readonly #groups = new Map<string, Group>();

  /** Waits for a place, or until `signal` aborts; resolves with how to give the place back (call it in both cases). */
  async enter(request: ConcurrencyRequest, signal: AbortSignal): Promise<() => void> {
    const key = request.group.toLowerCase();
    const group = this.#groups.get(key) ?? { running: new Set(), waiting: [] };
    this.#groups.set(key, group);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const member: Member = { cancel: request.cancel, admit: () => resolve(undefined) };
    for (const older of group.waiting.splice(0)) older.cancel();
    if (request.cancelInProgress) for (const older of group.running) older.cancel();
    group.waiting.push(member);
    const leave = (): void => {
      group.running.delete(member);
      const index = group.waiting.indexOf(member);
      if (index >= 0) group.waiting.splice(index, 1);
      admitNext(group);
      if (group.running.size === 0 && group.waiting.length === 0) this.#groups.delete(key);
    };
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    admitNext(group);
    await promise;
    return leave;
  }
}

function admitNext(group: Group): void {
  if (group.running.size > 0) return;
  const next = group.waiting.shift();
  if (next === undefined) return;
  group.running.add(next);
  next.admit();
}
