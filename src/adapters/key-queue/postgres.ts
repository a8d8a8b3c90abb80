import { PgBoss, type JobWithMetadata } from "pg-boss";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { KeyQueue, TakenKey } from "../../ports/key-queue.ts";

/** Where the queue is. */
export interface PostgresQueueOptions {
  /** `postgres://user:password@host/database`. Never shown. */
  readonly url: string;
  /** Told of trouble that no caller is there for, such as a database that is away. */
  readonly onError: (message: string) => void;
  /** Schema that pg-boss makes and keeps its tables in. */
  readonly schema?: string;
  /** How long the keys of a process that went silent stay taken, in seconds, at least 10. */
  readonly heartbeatSeconds?: number;
}

interface Data {
  readonly attempts: number;
}
type Job = JobWithMetadata<Data>;

const name = "pawl-keys";
const pollMs = 1000;
/** Longest time that a key may be worked on. */
const expireInSeconds = 1800;
/** Takes of one key that end with a silent process; the sweep brings back what is dropped then. */
const retryLimit = 100;

/**
 * The queue in PostgreSQL by pg-boss, for several processes. Its policy `stately` allows one waiting and one active job
 * per key, by unique index. An active job has a heartbeat; a process that dies gives its keys back when that ends.
 *
 * @throws PawlError `database.unreachable`
 */
export async function openPostgresQueue(options: PostgresQueueOptions): Promise<KeyQueue> {
  const { heartbeatSeconds = 30 } = options;
  const boss = await start(options, heartbeatSeconds);
  const held = new Map<string, Job>();
  const touch = setInterval(() => {
    const jobs = [...held.values()].map(({ id, retryCount }) => ({ id, retryCount }));
    if (jobs.length > 0) boss.touch(name, jobs).catch((error: unknown) => options.onError(describe(error)));
  }, heartbeatSeconds * 300);
  const complete = async ({ handle }: TakenKey): Promise<void> => {
    const job = held.get(handle);
    held.delete(handle);
    // With the attempt: what another process took over meanwhile is not ours to end.
    if (job !== undefined) await boss.complete(name, { id: job.id, retryCount: job.retryCount });
  };
  return {
    holder: undefined,
    enqueue: async (keys) => {
      for (const key of new Set(keys)) {
        await boss.upsert(name, { attempts: 0 }, { singletonKey: key, startAfter: new Date(0) });
      }
    },
    take: async () => {
      const [job] = await boss.fetch<Data>(name, { includeMetadata: true });
      if (job === undefined) return undefined;
      held.set(job.id, job);
      return { key: job.singletonKey ?? "", attempts: job.data.attempts + job.retryCount, handle: job.id };
    },
    settle: complete,
    postpone: async (taken, { delayMs, isFailure }) => {
      const startAfter = new Date(Date.now() + delayMs);
      const data = { attempts: taken.attempts + (isFailure ? 1 : 0) };
      // First the new job, which a newer event's is left in place of, then the end of the old one.
      await boss.send(name, data, { singletonKey: taken.key, startAfter });
      await complete(taken);
    },
    nextDueInMs: async () => pollMs,
    load: () => readLoad(boss),
    check: () => requireWritable(boss),
    close: async () => {
      clearInterval(touch);
      await boss.stop({ graceful: false });
    },
  };
}

async function start(options: PostgresQueueOptions, heartbeatSeconds: number): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: options.schema ?? "pawl_queue",
    superviseIntervalSeconds: Math.max(1, Math.floor(heartbeatSeconds / 3)),
    monitorIntervalSeconds: Math.max(1, Math.floor(heartbeatSeconds / 3)),
    schedule: false,
    max: 8,
    connectionTimeoutMillis: 10_000,
  });
  boss.on("error", (error) => options.onError(describe(error)));
  try {
    await boss.start();
    await boss.createQueue(name, {
      policy: "stately",
      retryLimit,
      retryDelay: 0,
      heartbeatSeconds,
      expireInSeconds,
      deleteAfterSeconds: 3600,
    });
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw new PawlError("database.unreachable", {
      message: `The bot's queue in PostgreSQL cannot be opened: ${describe(error)}`,
    });
  }
}

async function readLoad(boss: PgBoss): ReturnType<KeyQueue["load"]> {
  const [stats] = await boss.getQueueStats(name, { force: true });
  if (stats === undefined) return { depth: 0, oldestMs: 0 };
  const depth = stats.queuedCount + stats.activeCount;
  return { depth, oldestMs: (stats.readyOldestSeconds ?? 0) * 1000 };
}

/** A server that only follows another one answers, and takes no keys. */
async function requireWritable(boss: PgBoss): Promise<void> {
  const { rows } = await boss.getDb().executeSql("SHOW transaction_read_only");
  if (z.tuple([z.object({ transaction_read_only: z.literal("off") })]).safeParse(rows).success) return;
  throw new PawlError("database.unreachable", {
    message: "The bot's queue in PostgreSQL takes no writes now",
  });
}

/** The driver's message, without what could be a password in an address. */
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/:\/\/[^\s@/]{1,200}@/g, "://***@");
}
