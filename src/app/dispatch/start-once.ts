import { PawlError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { changeIntents, readIntent, type Intent, type IntentFamily, type IntentPorts } from "./intents.ts";

/** Something of GitHub Actions that is to be started by one request. */
export interface Start<T> {
  readonly family: IntentFamily;
  /** The natural key of the request, at most 900 characters: the same key asked again starts nothing. */
  readonly key: string;
  /** By what it is found once it was started: the title of a run, or the run that is started again. */
  readonly subject: string;
  /** What is there before, as a number that grows with each start; asked once, before the first attempt. */
  readonly before: () => Promise<number>;
  /** What an attempt of ours or of somebody before us started; `undefined` while GitHub shows nothing. */
  readonly find: (intent: Intent) => Promise<T | undefined>;
  readonly start: (intent: Intent) => Promise<T>;
}

/** What {@link startOnce} reaches. */
export type StartPorts = IntentPorts & { readonly clock: Pick<Clock, "now" | "sleep"> };

/**
 * Waits between looks at what somebody else wanted to start, in milliseconds; a minute together. GitHub lists a run some seconds after
 * its dispatch was accepted.
 */
const looksMs = [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000] as const;
/**
 * Age from which our own intent is taken anew before anything is started, in milliseconds: with it the longest wait before GitHub's limits
 * (30 s) and the limit of one request (20 s) are less than the minute after which we would be taken for dead.
 */
const freshMs = 8000;
/** Starters that may die one after the other before we give up. */
const mostStarters = 10;

/**
 * Starts something once, however often it is asked and wherever a process ends: the intent is written first, by
 * compare-and-swap, then it is started; what an intent of somebody else started is looked for, for a minute. Only then is
 * that one taken for dead, and of all who wait one takes its place. Only our own waiting counts, so that no two clocks have to agree.
 *
 * What GitHub lists later than that minute, or under a title that is not the subject (a workflow file without the
 * `run-name` of the templates), is started a second time.
 *
 * @throws PawlError as `start` does; when that was a refusal nothing was started and the intent is taken back.
 * `registry.contended` when ten starters in a row left nothing behind.
 */
export async function startOnce<T>(wanted: Start<T>, ports: StartPorts): Promise<T> {
  let dead: string | undefined;
  for (let starters = 0; starters < mostStarters; starters += 1) {
    const starter = crypto.randomUUID();
    const takenMs = ports.clock.now().getTime();
    const intent = await takeIntent(wanted, { starter, dead }, ports);
    const isOurs = intent.starter === starter;
    const look = (): Promise<T | undefined> => wanted.find(intent);
    const found = isOurs ? await look() : await lookAgain(look, ports);
    if (found !== undefined) return found;
    const ageMs = ports.clock.now().getTime() - takenMs;
    if (isOurs && ageMs >= 0 && ageMs < freshMs) return start(wanted, intent, ports);
    dead = intent.starter;
  }
  throw new PawlError("registry.contended", {
    message: `Somebody else starts ${wanted.subject} for ${wanted.key} all the time.`,
  });
}

/** Looks until something is there, for a minute; the first look is at once. */
export async function lookAgain<T>(
  look: () => Promise<T | undefined>,
  { clock }: Pick<StartPorts, "clock">,
): Promise<T | undefined> {
  for (const pauseMs of looksMs) {
    const found = await look();
    if (found !== undefined) return found;
    await clock.sleep(pauseMs);
  }
  return look();
}

/** The intent as it stands: ours when there was none, or only that of somebody dead. */
async function takeIntent<T>(
  { family, key, subject, before }: Start<T>,
  { starter, dead }: { readonly starter: string; readonly dead: string | undefined },
  ports: StartPorts,
): Promise<Intent> {
  const known = await readIntent(family, key, ports);
  if (known !== undefined && known.starter !== dead) return known;
  const at = ports.clock.now().toISOString();
  // What the dead one started may still come to light: it is looked for from where it began.
  const mine =
    known === undefined ? { key, subject, before: await before(), at, starter } : { ...known, starter };
  let standing = mine;
  await changeIntents(
    family,
    (intents) => {
      const other = intents.find((one) => one.key === key);
      standing = other === undefined || other.starter === dead ? mine : other;
      return standing === mine ? [...intents.filter((one) => one.key !== key), mine] : undefined;
    },
    ports,
  );
  return standing;
}

async function start<T>(wanted: Start<T>, intent: Intent, ports: StartPorts): Promise<T> {
  try {
    return await wanted.start(intent);
  } catch (error) {
    if (error instanceof PawlError && error.isRefusal) await forgetIntent(wanted.family, wanted.key, ports);
    throw error;
  }
}

/** Takes an intent back: the same key may ask for another start. */
export async function forgetIntent(family: IntentFamily, key: string, ports: IntentPorts): Promise<void> {
  await changeIntents(
    family,
    (intents) =>
      intents.some((one) => one.key === key) ? intents.filter((one) => one.key !== key) : undefined,
    ports,
  );
}
