import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type ErrorCode, PawlError } from "../../errors.ts";
import { copyFileChecked, type CopyOutcome, type CopyTask } from "./copy-file.ts";

/** Fewer files are copied before another thread has started. */
const fewFiles = 1500;
/** How many files a thread takes at a time: a few milliseconds, after which the main one looks at signals and messages. */
const portionFiles = 64;
/** Portions that another thread has at once, so that it does not wait for the main one. */
const portionsAhead = 2;
const mostThreads = 4;

/** What a thread answers to a portion of tasks. */
export interface CopyAnswer {
  readonly outcomes: readonly CopyOutcome[];
  /** Why it stopped; what is done before is in `outcomes`. */
  readonly failure?: { readonly code: ErrorCode; readonly message: string; readonly hint: string };
}

/** How items become copies. */
export interface CopyWork<T> {
  /** Called once for each item, in order, when its turn comes: so that millions of tasks need not be held. */
  readonly taskFor: (item: T) => CopyTask;
  /** Called for each item, in no order. */
  readonly onOutcome: (item: T, outcome: CopyOutcome) => void;
}

/** Items that one thread copies before it looks for more. */
type TakePortion<T> = () => readonly T[];

/**
 * Copies many small files, with as many threads as there are processors, four at most: most of the time goes into creating
 * files, which the kernel does for one thread at a time.
 *
 * @throws PawlError the first failure, when the portions that had begun are at their end.
 */
export async function copyFiles<T>(items: readonly T[], work: CopyWork<T>): Promise<void> {
  let next = 0;
  const take: TakePortion<T> = () => {
    const from = next;
    next += portionFiles;
    return items.slice(from, next);
  };
  const others = startThreadsFor(items.length);
  const parts = [copyHere(work, take), ...others.map((thread) => copyThere(work, take, thread))];
  const ends = await Promise.allSettled(
    parts.map(async (part) => {
      try {
        await part;
      } catch (error) {
        next = items.length;
        throw error;
      }
    }),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function copyHere<T>({ taskFor, onOutcome }: CopyWork<T>, take: TakePortion<T>): Promise<void> {
  for (let portion = take(); portion.length > 0; portion = take()) {
    for (const item of portion) onOutcome(item, copyFileChecked(taskFor(item)));
    await setImmediate();
  }
}

/** Answers come in the order of the portions. */
async function copyThere<T>(
  { taskFor, onOutcome }: CopyWork<T>,
  take: TakePortion<T>,
  thread: CopyThread,
): Promise<void> {
  const asked: { readonly portion: readonly T[]; readonly answer: Promise<CopyAnswer> }[] = [];
  const ask = (): void => {
    const portion = take();
    if (portion.length > 0) asked.push({ portion, answer: thread.ask(portion.map(taskFor)) });
  };
  for (let ahead = 0; ahead < portionsAhead; ahead += 1) ask();
  for (let first = asked.shift(); first !== undefined; first = asked.shift()) {
    const { outcomes, failure } = await first.answer;
    ask();
    for (const [index, item] of first.portion.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) onOutcome(item, outcome);
    }
    if (failure !== undefined) {
      await Promise.allSettled(asked.map(({ answer }) => answer));
      throw new PawlError(failure.code, failure);
    }
  }
}

/** A thread that copies; it waits for more work, and does not keep the process. */
class CopyThread {
  readonly #worker = new Worker(threadEntry(), { resourceLimits: { maxYoungGenerationSizeMb: 2 } });
  readonly #waiting: PromiseWithResolvers<CopyAnswer>[] = [];

  constructor() {
    this.#worker.unref();
    this.#worker.on("message", (answer: CopyAnswer) => {
      this.#waiting.shift()?.resolve(answer);
      if (this.#waiting.length === 0) this.#worker.unref();
    });
    this.#worker.on("error", (error) => {
      for (const one of this.#waiting.splice(0)) one.reject(error);
    });
  }

  async ask(portion: readonly CopyTask[]): Promise<CopyAnswer> {
    const answer = Promise.withResolvers<CopyAnswer>();
    this.#waiting.push(answer);
    this.#worker.ref();
    this.#worker.postMessage(portion);
    return answer.promise;
  }
}

let threads: readonly CopyThread[] | undefined;

/** The threads beside the main one that so many files are worth; they are there as long as the process. */
export function startThreadsFor(files: number): readonly CopyThread[] {
  if (files < fewFiles) return [];
  const count = Math.min(mostThreads, availableParallelism()) - 1;
  threads ??= Array.from({ length: count }, () => new CopyThread());
  return threads;
}

/** `dist/copy-thread.js` beside the bundle or above its chunk, or the module in the source tree. */
function threadEntry(): string {
  const bundles = ["./copy-thread.js", "../copy-thread.js"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return (
    bundles.find((path) => existsSync(path)) ?? fileURLToPath(new URL("./copy-thread.ts", import.meta.url))
  );
}
