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
}

const intervalMs = 120;

/** Looks every 120 ms until there is a value; throws with the reason after `timeoutMs` (default 90 s). */
export async function until<Value>(wait: Wait<Value>): Promise<Value> {
  const end = Date.now() + (wait.timeoutMs ?? 90_000);
  for (;;) {
    const value = await wait.look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) break;
    await setTimeout(intervalMs);
  }
  const facts = wait.explain === undefined ? "" : `\n${await wait.explain()}`;
  throw new Error(`Waited ${wait.timeoutMs ?? 90_000} ms for ${wait.what}.${facts}`);
}
