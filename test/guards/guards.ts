import { authors } from "./authors.ts";
import { deliveries } from "./deliveries.ts";
import { evidence } from "./evidence.ts";
import { foundations } from "./foundations.ts";
import type { Guard } from "./guard.ts";
import { promotion } from "./promotion.ts";

/** Every guard that is taken away, one at a time. */
export const guards: readonly Guard[] = [
  ...deliveries,
  ...authors,
  ...evidence,
  ...promotion,
  ...foundations,
];
