import { z } from "zod";
import type { Fingerprint } from "./drift-marker.ts";

const said = {
  by: z.string().max(100).describe("Login of who said it."),
  at: z.iso.datetime(),
  reason: z.string().max(300).nullable(),
  request: z.string().max(200).describe("Natural key of the request: the same one counts once."),
};

/** What people answered to the drift of one fingerprint; kept in a ref, so that the body may be lost. */
export const driftResponseSchema = z.strictObject({
  schema: z.literal("pawl.drift-response/1"),
  /** Somebody looks after it; until the issue is closed. */
  acknowledged: z.strictObject(said).nullable(),
  /** Until then it is neither reopened nor retrained for. */
  snoozed: z.strictObject({ ...said, until: z.iso.datetime() }).nullable(),
  /** How episodes ended by a person's word, newest last. */
  outcomes: z
    .array(
      z.strictObject({ ...said, outcome: z.enum(["resolved", "false-alarm"]), version: z.string().max(100) }),
    )
    .max(50),
});

/** See {@link driftResponseSchema}. */
export type DriftResponse = z.infer<typeof driftResponseSchema>;

/** Nobody has said anything. */
export const noResponse: DriftResponse = {
  schema: "pawl.drift-response/1",
  acknowledged: null,
  snoozed: null,
  outcomes: [],
};

/** Where the response to a fingerprint is kept. Names follow the policy's grammar, which is within git's. */
export function driftResponseRef({ model, environment, kind }: Fingerprint): string {
  return `refs/pawl/drift/${model}/${environment}/${kind}`;
}

/** Whether the drift is snoozed at a time (ISO 8601). */
export function isSnoozed(response: DriftResponse | undefined, at: string): boolean {
  const until = response?.snoozed?.until;
  return until !== undefined && Date.parse(at) < Date.parse(until);
}

/** Adds how an episode ended; of more than 50 the oldest go. Acknowledgement and snooze end with it. */
export function addOutcome(
  response: DriftResponse,
  outcome: DriftResponse["outcomes"][number],
): DriftResponse {
  if (response.outcomes.some(({ request }) => request === outcome.request)) return response;
  return {
    ...response,
    acknowledged: null,
    snoozed: null,
    outcomes: [...response.outcomes, outcome].slice(-50),
  };
}

/** False alarms, and all episodes that a person ended: the score of the limit. */
export function falseAlarmScore({ outcomes }: DriftResponse): {
  readonly falseAlarms: number;
  readonly ended: number;
} {
  return {
    falseAlarms: outcomes.filter(({ outcome }) => outcome === "false-alarm").length,
    ended: outcomes.length,
  };
}
