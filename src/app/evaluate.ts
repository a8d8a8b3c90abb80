import type { ModelPolicy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import { judgeGates, overallVerdict } from "../evaluation/gates.ts";
import { keepGatedMetrics } from "../evaluation/judge-report.ts";
import { compareMetricsFiles, type MetricsFile } from "../evaluation/metrics-file.ts";
import type { EvaluationReport, MetricComparison } from "../evaluation/report-schema.ts";
import type { Clock } from "../ports/clock.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { ModelRuntime } from "../ports/model-runtime.ts";
import type { Sql } from "../ports/sql.ts";
import { sha256 } from "../registry/sha256.ts";
import { withChampionTable } from "./evaluation/champion-table.ts";
import { compareModels, type ModelComparison } from "./evaluation/compare-models.ts";

/** A model file and where it comes from. */
export interface EvaluatedModel {
  readonly bytes: Uint8Array;
  readonly source: NonNullable<EvaluationReport["champion"]>["source"];
  /** `v1.2.3` of a Release, else null. */
  readonly version: string | null;
  readonly commit: string | null;
  /** Digest of the model's file, when `bytes` are not it. */
  readonly sha256?: string;
  /** Of a champion with `evaluation.predictions`: its table of predictions. */
  readonly predictions?: Uint8Array;
  /** File name of that table, which says how to read it; by default that of the policy. */
  readonly predictionsName?: string;
}

/** Sections of the report that come from the repository and the run, and notes on them. */
export type RepositorySections = Pick<
  EvaluationReport,
  "history" | "learningCurves" | "cost" | "dataDiffs" | "lineage"
> & { readonly notes?: string[] };

/** What to evaluate. */
export interface EvaluateRequest {
  readonly model: string;
  /** From the base branch. */
  readonly policy: ModelPolicy;
  /** 40 hexadecimal digits. */
  readonly headSha: string;
  readonly baseSha: string | null;
  /** Null when the artifact was not made: only metrics files are compared. */
  readonly challenger: EvaluatedModel | null;
  /** Null for a first model. */
  readonly champion: EvaluatedModel | null;
  /** DVC metrics files at base and head. */
  readonly metricsFiles: readonly MetricsFile[];
  readonly params: EvaluationReport["params"];
  readonly stages: EvaluationReport["stages"];
  readonly sections?: RepositorySections;
  /** True when no stage was stale: nothing is scored or judged. */
  readonly isUnchanged: boolean;
}

/** What an evaluation reaches. */
export interface EvaluatePorts {
  readonly sql: Sql;
  readonly modelRuntime: ModelRuntime;
  /** The repository's work tree. */
  readonly files: Pick<FileSystem, "root" | "stat" | "readBytes" | "sha256" | "list" | "write" | "remove">;
  readonly clock: Pick<Clock, "now">;
}

/** How an evaluation ended. `negative` when a gate failed. */
export interface EvaluateResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: string;
  /** One line. */
  readonly reason: string;
  readonly report: EvaluationReport;
}

/**
 * Scores champion and challenger on the same rows, compares them with intervals and judges the policy's gates.
 * Without `evaluation` in the policy the DVC metrics files are compared instead.
 *
 * @throws PawlError `file.missing`, `file.unreadable`, `evaluation.*`, `model.*`, `metric.*` for the challenger and its
 * data. A champion that cannot be scored on these rows is `not comparable`, which fails its gates.
 */
export async function evaluate(request: EvaluateRequest, ports: EvaluatePorts): Promise<EvaluateResult> {
  const base = await startReport(request, ports);
  if (request.isUnchanged) {
    return toResult({
      ...base,
      outcome: "unchanged",
      notes: ["no stage was stale: the model did not change", ...base.notes].slice(0, 50),
    });
  }
  const scored = await score(request, ports);
  const fileMetrics = compareMetricsFiles(request.metricsFiles, request.policy.gates);
  return toResult(judge(request, base, { scored, fileMetrics }));
}

function judge(
  request: EvaluateRequest,
  base: EvaluationReport,
  evidence: {
    readonly scored: ModelComparison | undefined;
    readonly fileMetrics: readonly MetricComparison[];
  },
): EvaluationReport {
  const { scored, fileMetrics } = evidence;
  const hasNoBase = !fileMetrics.some((metric) => metric.champion !== null);
  const isFirst = scored === undefined ? hasNoBase : request.champion === null;
  const metrics = [...(scored?.metrics ?? []), ...fileMetrics];
  const slices = scored?.slices ?? [];
  const gates = judgeGates(request.policy.gates, {
    metrics,
    slices,
    isFirst: (metric) =>
      fileMetrics.includes(metric) ? metric.champion === null : request.champion === null,
    isStrict: request.policy.strict,
    confidence: base.confidence,
    seedNoise: scored?.seedNoise ?? [],
  });
  return {
    ...base,
    outcome: isFirst ? "first" : "compared",
    verdict: overallVerdict(gates),
    data: scored?.data ?? null,
    metrics: [...keepGatedMetrics(metrics, request.policy.gates, 100)],
    slices: slices.slice(0, 500).map((slice) => ({ ...slice, metrics: [...slice.metrics] })),
    gates: gates.slice(0, 1000),
    notes: [...(scored?.notes ?? []), ...base.notes].slice(0, 50),
    ...sectionsOf(scored),
  };
}

function sectionsOf(
  scored: ModelComparison | undefined,
): Pick<EvaluationReport, "comparability" | "flips" | "curves" | "importance" | "seedNoise"> {
  if (scored === undefined) return {};
  const { comparability, flips, curves, importance, seedNoise } = scored;
  return {
    ...(comparability === undefined ? {} : { comparability }),
    ...(flips === undefined ? {} : { flips }),
    ...(curves === undefined ? {} : { curves }),
    ...(importance === undefined ? {} : { importance }),
    ...(seedNoise === undefined ? {} : { seedNoise }),
  };
}

async function score(request: EvaluateRequest, ports: EvaluatePorts): Promise<ModelComparison | undefined> {
  const { evaluation, artifact, task, gates } = request.policy;
  if (evaluation === undefined) return undefined;
  const { data, predictions } = evaluation;
  const rows = data ?? predictions;
  if (rows === undefined) {
    throw new PawlError("evaluation.unsupported", {
      message: `models.${request.model}.evaluation has neither data (rows to score with the ONNX artifact) nor predictions (a table of them)`,
    });
  }
  const shared = { task, evaluation, rows, gates };
  if (predictions !== undefined) {
    const challenger = { kind: "predictions", path: predictions } as const;
    const { predictions: bytes, predictionsName: path = predictions } = request.champion ?? {};
    const table = { path, bytes };
    return withChampionTable(table, ports, (champion) =>
      compareModels({ ...shared, challenger, champion }, ports),
    );
  }
  if (request.challenger === null) {
    throw new PawlError("file.missing", { message: `${artifact} was not made by its stage` });
  }
  return compareModels(
    {
      ...shared,
      challenger: { kind: "model", bytes: request.challenger.bytes },
      champion: request.champion === null ? undefined : { kind: "model", bytes: request.champion.bytes },
    },
    ports,
  );
}

async function startReport(request: EvaluateRequest, { clock }: EvaluatePorts): Promise<EvaluationReport> {
  const { evaluation } = request.policy;
  return {
    schema: "pawl.report/1",
    model: request.model,
    task: request.policy.task,
    headSha: request.headSha,
    baseSha: request.baseSha,
    outcome: "compared",
    verdict: "pass",
    champion: await toReference(request.champion),
    challenger: await toReference(request.challenger),
    data: null,
    metrics: [],
    slices: [],
    gates: [],
    params: request.params.slice(0, 500),
    stages: request.stages.slice(0, 500),
    confidence: evaluation?.confidence ?? 0.95,
    resamples: evaluation?.resamples ?? 0,
    seed: evaluation?.seed ?? 0,
    notes: [],
    ...request.sections,
    createdAt: clock.now().toISOString(),
  };
}

async function toReference(model: EvaluatedModel | null): Promise<EvaluationReport["champion"]> {
  if (model === null) return null;
  const { source, version, commit } = model;
  return { source, version, commit, sha256: model.sha256 ?? (await sha256(model.bytes)) };
}

function toResult(report: EvaluationReport): EvaluateResult {
  const failed = report.gates.filter((gate) => gate.status === "fail");
  const [first] = failed;
  if (first === undefined) {
    const reasonCode = report.verdict === "warn" ? "evaluation.warned" : `evaluation.${report.outcome}`;
    return { decision: "positive", reasonCode, reason: `${report.model}: no gate failed`, report };
  }
  const where = first.slice === null ? "" : ` (${first.slice})`;
  return {
    decision: "negative",
    reasonCode: "evaluation.gate-failed",
    reason: `${report.model}: ${failed.length} of ${report.gates.length} gates failed; ${first.metric}${where}: ${first.reason}`,
    report,
  };
}
