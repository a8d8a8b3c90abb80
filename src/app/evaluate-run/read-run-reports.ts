import { PawlError } from "../../errors.ts";
import { findContradictions } from "../../evaluation/report-contradictions.ts";
import { evaluationReportSchema, type EvaluationReport } from "../../evaluation/report-schema.ts";
import type { RunArtifact, Workflows } from "../../ports/github/workflows.ts";
import { artifactNames } from "./workflow-files.ts";
import { parseJsonBytes } from "../../parse-json.ts";

/** Unpacks an archive that somebody else packed; throws PawlError `file.unreadable` for anything odd. */
export type ReadArchive = (
  bytes: Uint8Array,
  isAllowed: (name: string) => boolean,
  limits?: { readonly maxEntryBytes?: number; readonly maxTotalBytes?: number },
) => Promise<ReadonlyMap<string, Uint8Array>>;

/** What reading an artifact reaches. */
export interface ArtifactPorts {
  readonly workflows: Pick<Workflows, "listArtifacts" | "downloadArtifact">;
  readonly readArchive: ReadArchive;
}

/** Reports of a run's artifact. */
export type RunReports =
  | { readonly state: "found"; readonly reports: readonly EvaluationReport[] }
  | { readonly state: "none" }
  /** `reason`: what is wrong with it. */
  | { readonly state: "refused"; readonly reason: string };

const maxArchiveBytes = 8 * 2 ** 20;

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
  const artifact = await findArtifact(runId, artifactNames.reports, ports);
  if (artifact === undefined) return { state: "none" };
  if (artifact.sizeBytes > maxArchiveBytes) return refuse("the report's archive is too large");
  const allowed = new Set(models.map((model) => `${model}.json`));
  try {
    const bytes = await ports.workflows.downloadArtifact(artifact.id, maxArchiveBytes);
    const files = await ports.readArchive(bytes, (name) => allowed.has(name));
    const reports = [...files].map(([name, file]) => parseReport(name, file));
    return reports.length === 0 ? refuse("the report's archive is empty") : { state: "found", reports };
  } catch (error) {
    if (error instanceof PawlError && error.code === "file.unreadable") return refuse(error.message);
    throw error;
  }
}

/** The newest live artifact of a name: a run that was run again has one of each attempt. */
export async function findArtifact(
  runId: number,
  name: string,
  { workflows }: Pick<ArtifactPorts, "workflows">,
): Promise<RunArtifact | undefined> {
  const artifacts = await workflows.listArtifacts(runId);
  const [newest] = artifacts
    .filter((candidate) => candidate.name === name && !candidate.expired)
    .sort((a, b) => b.id - a.id);
  return newest;
}

function refuse(reason: string): RunReports {
  return { state: "refused", reason };
}

function parseReport(name: string, file: Uint8Array): EvaluationReport {
  const parsed = evaluationReportSchema.safeParse(parseJsonBytes(file));
  if (!parsed.success) throw refused(name, parsed.error.issues[0]?.message ?? "wrong shape");
  if (name !== `${parsed.data.model}.json`) throw refused(name, "it is of another model");
  const [contradiction] = findContradictions(parsed.data);
  if (contradiction !== undefined) throw refused(name, `it contradicts itself: ${contradiction}`);
  return parsed.data;
}

function refused(name: string, why: string): PawlError {
  return new PawlError("file.unreadable", { message: `The report ${name} is refused: ${why}` });
}
