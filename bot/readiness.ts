import type { KeyQueue } from "../src/ports/key-queue.ts";
import type { Log } from "../src/ports/log.ts";

/** Longest wait for the queue's store, in milliseconds: less than supervisors wait for an answer. */
const timeoutMs = 2000;

/**
 * Tells whether the queue would take keys now: `false` when its store says no, or nothing in two seconds. Those who ask at
 * the same time share one question. A change is logged once.
 */
export function createReadiness(queue: Pick<KeyQueue, "check">, log: Log): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined;
  let wasReady = true;
  const ask = async (): Promise<boolean> => {
    const problem = await findProblem(queue);
    const isReady = problem === undefined;
    if (isReady && !wasReady) log.info("the queue answers again");
    if (!isReady && wasReady) log.error(`not ready: the queue ${problem}`);
    wasReady = isReady;
    return isReady;
  };
  return () => {
    asking ??= ask().finally(() => (asking = undefined));
    return asking;
  };
}

async function findProblem(queue: Pick<KeyQueue, "check">): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not answer in ${timeoutMs} ms`), timeoutMs);
  });
  const answered = queue.check().then(
    () => undefined,
    (error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
