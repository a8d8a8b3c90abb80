import { setTimeout } from "node:timers/promises";

/** What a demo step waits for, with what to say when it does not come. */
export interface Wait<Value> {
  /** For the message, for instance `the comment on pull request #3`. */
  readonly what: string;
  /** Looks once; `undefined` or false means not yet. Throwing ends the wait. */
  look(): Promise<Value | undefined | false>;
  readonly timeoutMs?: number;
  /** Extra facts for the message on a time-out, such as the log of a failed run. */
  explain?(): Promise<string>;
  /** Called every 4 s of waiting: does again what a crash may have swallowed, when nothing is under way. */
  nudge?(): Promise<void>;
}

const intervalMs = 120;
const nudgeEveryMs = 4000;

/** Looks every 120 ms until there is a value; throws with the reason after `timeoutMs` (default 120 s). */
export async function until<Value>(wait: Wait<Value>): Promise<Value> {
  const { timeoutMs = 120_000 } = wait;
  const end = Date.now() + timeoutMs;
  let nextNudge = Date.now() + nudgeEveryMs;
  for (;;) {
    const value = await wait.look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) break;
    await setTimeout(intervalMs);
    if (wait.nudge === undefined || Date.now() < nextNudge) continue;
    await wait.nudge();
    nextNudge = Date.now() + nudgeEveryMs;
  }
  const facts = wait.explain === undefined ? "" : `\n${await wait.explain()}`;
  throw new Error(`Waited ${timeoutMs} ms for ${wait.what}.${facts}`);
}
