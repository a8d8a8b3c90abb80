import { setTimeout as sleep } from "node:timers/promises";
import { PawlError } from "../../errors.ts";
import type { GuardOptions } from "../../ports/run-guard.ts";

/** How often is looked again. Milliseconds. */
const everyMs = 150;

/**
 * Looks again and again until nothing is in the way.
 *
 * @param look says what is in the way as part of a sentence, `undefined` when nothing is, `again` to look at once.
 * @throws PawlError `pipeline.busy` after the time of the options, `stage.interrupted`.
 */
export async function waitUntil(
  options: GuardOptions,
  look: () => Promise<string | undefined>,
): Promise<void> {
  const end = performance.now() + options.timeoutMs;
  let said = "";
  for (;;) {
    const reason = await look();
    if (reason === undefined) return;
    if (reason === "again") continue;
    if (performance.now() >= end) {
      const seconds = Math.round(options.timeoutMs / 1000);
      throw new PawlError("pipeline.busy", { message: `After ${seconds} s still: ${reason}.` });
    }
    if (options.signal?.aborted === true) {
      throw new PawlError("stage.interrupted", { message: `Interrupted while waiting: ${reason}.` });
    }
    if (reason !== said) options.onWait(`Waiting: ${reason}.`);
    said = reason;
    await sleep(everyMs);
  }
}
