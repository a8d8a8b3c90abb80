// Loaded into the process that goes on: whoever was killed is gone for certain, so that the minute which is left to the
// holder of a turn (src/app/promotion/turn.ts) need not be waited out. Waits count as before and take five milliseconds.
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

const wait = timers.setTimeout;
timers.setTimeout = (durationMs, ...rest) => wait(Math.min(durationMs, 5), ...rest);
syncBuiltinESMExports();
