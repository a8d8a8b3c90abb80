import type { ModelPolicy } from "../../config/schema.ts";
import { findMetric, resolveMetric } from "../../evaluation/metric-table.ts";
import type { ScoredMetric } from "../../evaluation/attribute-metrics.ts";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { fromJsonNumber } from "../../math/json-number.ts";
import { evaluate, type EvaluatedModel, type EvaluatePorts } from "../evaluate.ts";
import { readRepositoryEvidence } from "../evaluation/repository-evidence.ts";
import type { PipelinePorts } from "../pipeline/pipeline-ports.ts";
import type { ReportPorts } from "../reports/snapshot.ts";
import { restorePath } from "../restore-output.ts";
import { judgedPaths } from "../bring-up-models.ts";

/** What a combination's model scored, and on what. */
export interface CombinationScore {
  readonly metrics: readonly ScoredMetric[];
  readonly data: EvaluationReport["data"];
  /** Tells rows and true values; `undefined` where only metrics files are compared. */
  readonly basis: string | undefined;
}

/** What scoring reaches. */
export interface ScorePorts extends Omit<EvaluatePorts, "files">, Pick<ReportPorts, "revisions" | "objects"> {
  /** Where the evaluation rows are. */
  readonly files: EvaluatePorts["files"];
}

/** What to score: a tree whose stages are current. */
export interface ScoreRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  readonly commit: string;
  readonly tree: Pick<PipelinePorts, "files" | "workspace" | "data" | "remote">;
}

/**
 * Scores the model of a combination by the policy: the same rows and metrics as in the report, without intervals, slices and
 * importance. What is measured and not computed from rows (latency, size) is left out: it is another thing on each run.
 *
 * @throws PawlError as `evaluate`; `data.missing` when nobody has the model.
 */
export async function scoreCombination(request: ScoreRequest, ports: ScorePorts): Promise<CombinationScore> {
  const { model, tree, commit } = request;
  const policy = withoutDetails(request.policy);
  for (const path of judgedPaths({
    ...policy,
    evaluation: { predictions: policy.evaluation?.predictions },
  })) {
    if ((await tree.files.stat(path)) === undefined) await restorePath(tree.workspace, path, tree);
  }
  const evidence = await readRepositoryEvidence(
    { baseSha: null, gates: policy.gates },
    { workspace: tree.workspace, revisions: ports.revisions, objects: ports.objects },
  );
  const rows = policy.evaluation?.predictions === undefined ? ports.files : tree.files;
  const { report } = await evaluate(
    {
      model,
      policy,
      headSha: commit,
      baseSha: null,
      challenger: await readModel(policy, commit, tree),
      champion: null,
      stages: [],
      isUnchanged: false,
      metricsFiles: evidence.metricsFiles,
      params: [],
    },
    { ...ports, files: rows },
  );
  const { comparability } = report;
  return {
    data: report.data,
    basis: comparability && `${comparability.rowsDigest} ${comparability.targetDigest}`,
    metrics: report.metrics.flatMap(({ metric, direction, challenger }) =>
      challenger === null ? [] : [{ metric, direction, value: fromJsonNumber(challenger.value) }],
    ),
  };
}

async function readModel(
  { artifact, evaluation }: ModelPolicy,
  commit: string,
  { files }: Pick<PipelinePorts, "files">,
): Promise<EvaluatedModel | null> {
  for (const path of [artifact, evaluation?.predictions]) {
    if (path === undefined || (await files.stat(path))?.kind !== "file") continue;
    return { bytes: await files.readBytes(path), source: "workspace", version: null, commit };
  }
  return null;
}

function withoutDetails(policy: ModelPolicy): ModelPolicy {
  const isMeasured = (name: string): boolean => findMetric(name)?.isMeasured === true;
  const gates = policy.gates.filter(({ metric }) => !isMeasured(metric));
  if (policy.evaluation === undefined) return { ...policy, gates };
  const { seeds: _, ...evaluation } = policy.evaluation;
  const metrics = evaluation.metrics.filter((metric) => !resolveMetric(metric).isMeasured);
  const plain = { slices: [], slice_search: false, importance: false, resamples: 0 } as const;
  return { ...policy, gates, evaluation: { ...evaluation, ...plain, slices: [], metrics } };
}
