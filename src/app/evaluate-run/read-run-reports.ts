import { findContradictions } from "../../evaluation/report-contradictions.ts";
import { evaluationReportSchema, type EvaluationReport } from "../../evaluation/report-schema.ts";
import { type ArtifactPorts, type ModelArtifact, readModelArtifact } from "./read-model-artifact.ts";
import { artifactNames } from "./workflow-files.ts";

/** Reports of a run's artifact. */
export type RunReports =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[] }
  | { readonly state: "none" }
  /** `reason`: what is wrong with it. */
  | { readonly state: "refused"; readonly reason: string };

const artifact: ModelArtifact<EvaluationReport> = {
  name: artifactNames.reports,
  words: { document: "report", archive: "the report's archive" },
  maxArchiveBytes: 8 * 2 ** 20,
  schema: evaluationReportSchema,
  findFault: (report) => {
    const [contradiction] = findContradictions(report);
    return contradiction === undefined ? undefined : `it contradicts itself: ${contradiction}`;
  },
};

/**
 * Reads the reports that a run uploaded. Nothing in them is believed yet but their shape: size, number and names of files,
 * schema, the model of each file, and that a report does not contradict itself.
 *
 * @param models the models of the policy; a report of another one refuses all.
 */
export async function readRunReports(
  runId: number,
  models: readonly string[],
  ports: ArtifactPorts,
): Promise<RunReports> {
  const read = await readModelArtifact({ id: runId, models }, artifact, ports);
  return read.state === "found" ? { state: "found", reports: read.documents } : read;
}
