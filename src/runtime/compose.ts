import { systemClock } from "../adapters/clock/system.ts";
import type { Clock } from "../ports/clock.ts";

/** The only place that builds adapters. Each is loaded when it is first asked for, so that a door pays for what it uses. */

/** The machine's clock. */
export function createClock(): Clock {
  return systemClock;
}
