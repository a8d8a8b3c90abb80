import type { ModelPolicy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { ReadBaseArtifact } from "./evaluation/champion.ts";
import { readRepositoryEvidence } from "./evaluation/repository-evidence.ts";
import { evaluate, type EvaluatedModel, type EvaluatePorts, type EvaluateResult } from "./evaluate.ts";
import type { ReportPorts } from "./reports/snapshot.ts";
import { type Bench, type CommitFiles, placeFile } from "./evaluate-run/bench.ts";

/** One side of a comparison. */
export interface ComparedRevision {
  /** As it was asked for: a branch, a tag, a commit, or a registered version such as `flight-delay@v1.2.0`. */
  readonly name: string;
  readonly commit: string;
}

/** Two revisions of one model. */
export interface CompareRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  readonly base: ComparedRevision;
  readonly head: ComparedRevision;
}

/** What a comparison reaches. */
export interface ComparePorts
  extends Omit<EvaluatePorts, "files">, Pick<ReportPorts, "revisions" | "objects"> {
  /** The work tree: its evaluation rows count. */
  readonly files: FileSystem;
  readonly head: CommitFiles;
  /** From git, cache or remote. */
  readonly readArtifact: ReadBaseArtifact;
  openBench(): Promise<Bench>;
}

/**
 * Scores the models of two revisions on the evaluation rows of the work tree and judges the gates, with the base as the
 * champion. Metrics and params files are those of the two revisions. Nothing in the work tree changes.
 *
 * @throws PawlError `data.missing` for a model that git, cache and remote do not have; and as `evaluate` says.
 */
export async function compare(request: CompareRequest, ports: ComparePorts): Promise<EvaluateResult> {
  const { model, policy, base, head } = request;
  const bench = await ports.openBench();
  const { metricsFiles, params, notes } = await readRepositoryEvidence(
    { baseSha: base.commit, gates: policy.gates },
    { ...ports, workspace: ports.head.view },
  );
  const predictions = policy.evaluation?.predictions;
  if (predictions !== undefined) await placeFile(predictions, ports.head, bench);
  const result = await evaluate(
    {
      model,
      policy,
      headSha: head.commit,
      baseSha: base.commit,
      champion: await readModel(request, base, ports),
      challenger: await readModel(request, head, ports),
      stages: [],
      isUnchanged: false,
      metricsFiles,
      params,
      sections: { notes: [...notes] },
    },
    { ...ports, files: predictions === undefined ? ports.files : bench.files },
  );
  return { ...result, report: { ...result.report, notes: notesOf(request, result.report) } };
}

async function readModel(
  { policy, model }: CompareRequest,
  revision: ComparedRevision,
  { readArtifact }: ComparePorts,
): Promise<EvaluatedModel | null> {
  const { artifact, evaluation } = policy;
  const bytes = await readArtifact(artifact, revision.commit);
  const version = versionOf(revision.name, model);
  const source = version === null ? "base" : "release";
  const predictions =
    evaluation?.predictions === undefined
      ? undefined
      : await readArtifact(evaluation.predictions, revision.commit);
  if (bytes !== undefined) {
    const own = predictions === undefined ? {} : { predictions };
    return { bytes, source, version, commit: revision.commit, ...own };
  }
  if (evaluation?.data === undefined) return null;
  throw new PawlError("data.missing", {
    message: `${artifact} of ${revision.name} (${revision.commit.slice(0, 7)}) is in neither git, cache nor remote.`,
  });
}

/** `v1.2.0` of a registered version's tag, `name@v1.2.0`; null for any other revision. */
export function versionOf(name: string, model: string): string | null {
  const [owner, version] = name.split("@");
  return owner === model && version !== undefined && /^v\d+\.\d+\.\d+/.test(version) ? version : null;
}

function notesOf({ base, head }: CompareRequest, { notes }: EvaluationReport): string[] {
  return [
    `compared by hand: ${head.name} against ${base.name}, on the rows of the work tree`,
    ...notes,
  ].slice(0, 50);
}
