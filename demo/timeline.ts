import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "./flights/flights-database.ts";

/** Which days of 2001 play which part. Measured: see examples/flights/README.md. */
export interface Timeline {
  /** Last day in the landing zone when the first model is trained. */
  readonly firstUntil: Day;
  readonly ordinary: { readonly from: Day; readonly to: Day };
  readonly drifted: { readonly from: Day; readonly to: Day };
  readonly mended: { readonly from: Day; readonly to: Day };
  /** A change that an honest data scientist might try and that hurts. */
  readonly harmful: {
    readonly branch: string;
    readonly title: string;
    readonly body: string;
    edit(clone: string): void;
  };
}
