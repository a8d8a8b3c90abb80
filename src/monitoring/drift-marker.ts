import { z } from "zod";
import { driftKinds, type DriftKind } from "./series.ts";
import { parseJson } from "../parse-json.ts";

/** What an issue is about; there is one issue a fingerprint. */
export interface Fingerprint {
  readonly model: string;
  readonly environment: string;
  readonly kind: DriftKind;
}

/** The first line of a drift issue's body. */
export interface DriftMarker extends Fingerprint {
  /** Numeric id of the repository. */
  readonly repositoryId: number;
  /** Grows by 1 with every change of the body. */
  readonly sequence: number;
}

const markerLine =
  /^<!-- pawl:drift v=1 repo=(\d+) fp=([A-Za-z0-9_-]+)\/([A-Za-z0-9_-]+)\/([a-z]+) seq=(\d+) -->$/;

/** The marker as a line. Names follow the policy's grammar, so they need no escaping. */
export function formatDriftMarker(marker: DriftMarker): string {
  const fingerprint = formatFingerprint(marker);
  return `<!-- pawl:drift v=1 repo=${marker.repositoryId} fp=${fingerprint} seq=${marker.sequence} -->`;
}

/** `model/environment/kind`. */
export function formatFingerprint(fingerprint: Fingerprint): string {
  return `${fingerprint.model}/${fingerprint.environment}/${fingerprint.kind}`;
}

/** Reads the marker from the first line of a body; `undefined` when there is none of this version. */
export function parseDriftMarker(body: string): DriftMarker | undefined {
  const match = markerLine.exec(body.split(/\r?\n/, 1)[0] ?? "");
  const kind = driftKinds.find((entry) => entry === match?.[4]);
  if (match === null || kind === undefined) return undefined;
  const [, repositoryId, model = "", environment = "", , sequence] = match;
  return { repositoryId: Number(repositoryId), model, environment, kind, sequence: Number(sequence) };
}

const recordSchema = z.strictObject({
  schema: z.literal("pawl.drift-record/1"),
  /** What Pawl wants of the issue. Differs from the state when a person closed it. */
  state: z.enum(["open", "closed"]),
  /** Version that was live when this was written. */
  version: z.string(),
  openedAt: z.iso.datetime(),
  /** The last retraining that this issue asked for. `requested` until GitHub has accepted the dispatch. */
  retrain: z
    .strictObject({
      state: z.enum(["requested", "dispatched"]),
      at: z.iso.datetime(),
      version: z.string(),
      severity: z.number().int().min(1).max(3),
      /** While `requested`: the newest dispatched run that was there before, and when that was looked up. */
      before: z.strictObject({ run: z.number().int().nonnegative(), at: z.iso.datetime() }).optional(),
    })
    .nullable(),
});

/** What Pawl must remember of an issue between runs; kept in its body. */
export type DriftRecord = z.infer<typeof recordSchema>;

/** The record as a line. `-->` cannot occur in it: every `>` is escaped. */
export function formatDriftRecord(record: DriftRecord): string {
  return `<!-- pawl:drift-record ${JSON.stringify(record).replaceAll(">", "\\u003e")} -->`;
}

/** Reads the record from a body; `undefined` when it is missing or was damaged. People can edit bodies. */
export function parseDriftRecord(body: string): DriftRecord | undefined {
  const match = /^<!-- pawl:drift-record (\{.*\}) -->$/m.exec(body.slice(0, 5000));
  return recordSchema.safeParse(parseJson(match?.[1] ?? "")).data;
}
