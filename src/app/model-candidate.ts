import type { ModelPolicy } from "../config/schema.ts";
import type { Profile } from "../drift/profile-schema.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { DigestMaterial, StageRecord } from "../registry/digests.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import type { ReleasedPredictions } from "./evaluation/released-predictions.ts";

/** A model at one commit of the default branch. */
export interface RegisterRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  /** 40 hexadecimal digits. */
  readonly commit: string;
}

/** What `dvc.lock` of one commit says about an artifact. */
export interface ArtifactLineage {
  /** Digest of the artifact; of a folder it ends with `.dir`. */
  readonly md5: string;
  /** What it was made of. */
  readonly material: DigestMaterial;
  /** The stages behind it, by name. */
  readonly stages: readonly StageRecord[];
}

/** Whether an artifact is a folder. */
export function isDirectory({ md5 }: Pick<ArtifactLineage, "md5">): boolean {
  return md5.endsWith(".dir");
}

/** What is known of a model by running it, or by what it answered. The same model must give the same description. */
export interface ModelDescription {
  readonly signature: Manifest["signature"];
  readonly examples: Manifest["examples"];
  readonly profile: Profile;
  /** Answers for the evaluation rows, for the Release to hold; `undefined` without `evaluation.predictions`. */
  readonly predictions: ReleasedPredictions | undefined;
  /** The comparison with the previous version; `undefined` without an evaluation in the policy. */
  readonly report: EvaluationReport | undefined;
}
