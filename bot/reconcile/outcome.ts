import type { Key } from "../key.ts";

/** What a reconciler did. Errors are thrown and tried again; these are answers. */
export interface Outcome {
  readonly decision: "done" | "unchanged" | "waiting" | "refused" | "ignored";
  readonly reasonCode: string;
  /** Keys that have to be looked at now. */
  readonly next?: readonly Key[];
  /** The key is not done: it is due again after this time, in milliseconds, and that counts as no failure. */
  readonly dueInMs?: number;
}
