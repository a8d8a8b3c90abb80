import type { ModelPolicy } from "../config/schema.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Manifest } from "../registry/manifest-schema.ts";

/** What a model card shows. */
export interface ModelCardView {
  readonly manifest: Manifest;
  readonly policy: Pick<ModelPolicy, "description" | "owner" | "gates" | "evaluation">;
  readonly report: EvaluationReport | undefined;
}
