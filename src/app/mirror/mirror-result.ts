import type { PawlError } from "../../errors.ts";

/** Why a mirror ended as it did, beside the codes of errors. docs/guides/mirrors.md shows this table; a test holds the two equal. */
export const mirrorReasons = {
  mirrored: "the version is there now, complete",
  present: "every version is there already",
  "not-published": "no version has a published Release yet",
  "mirror.name-taken": "the repository there holds something else than this model",
  "mirror.public": "the repository there is public, and the policy does not say `visibility: public`",
  "mirror.differs": "the tag there is on other files than those of the Release",
  "mirror.incomplete": "what was sent did not arrive whole",
} as const satisfies Record<string, string>;

/** A code of {@link mirrorReasons}. */
export type MirrorReason = keyof typeof mirrorReasons;

/** What became of a model, or of one version of it, at a mirror. A mirror that fails undoes nothing. */
export interface MirrorResult {
  readonly mirror: "hugging-face" | "mlflow";
  readonly model: string;
  /** Null: it is about the model as a whole. */
  readonly version: string | null;
  readonly decision: "mirrored" | "unchanged" | "refused" | "failed";
  readonly reasonCode: MirrorReason | PawlError["code"];
  /** One sentence with the values. */
  readonly reason: string;
  /** The next step; null when nothing is to be done. */
  readonly hint: string | null;
  /** Where it is to be seen. */
  readonly url: string | null;
}

/** What of a result is not the same for all of a model. */
export type MirrorOutcome = Omit<MirrorResult, "mirror" | "model" | "url">;

/** An error as an outcome. */
export function toFailed(version: string | null, { code, message, hint }: PawlError): MirrorOutcome {
  return { version, decision: "failed", reasonCode: code, reason: message, hint };
}

/** Whether somebody has to do something about it. */
export function needsAttention({ decision }: Pick<MirrorResult, "decision">): boolean {
  return decision === "refused" || decision === "failed";
}
