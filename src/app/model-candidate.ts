import type { ModelPolicy } from "../config/schema.ts";
import type { Profile } from "../drift/profile-schema.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { DigestMaterial } from "../registry/digests.ts";
import type { Manifest } from "../registry/manifest-schema.ts";

/** A model at one commit of the default branch. */
export interface RegisterRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  /** 40 hexadecimal digits. */
  readonly commit: string;
}

/** What `dvc.lock` of one commit says about an artifact. */
export interface ArtifactLineage {
  /** Digest of the artifact. */
  readonly md5: string;
  /** What it was made of. */
  readonly material: DigestMaterial;
}

/** What is known of a model by running it. The same model must give the same description. */
export interface ModelDescription {
  readonly signature: Manifest["signature"];
  readonly examples: Manifest["examples"];
  readonly profile: Profile;
  /** The comparison with the previous version; `undefined` without an evaluation in the policy. */
  readonly report: EvaluationReport | undefined;
}
