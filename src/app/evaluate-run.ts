import type { ModelPolicy } from "../config/schema.ts";
import { crossCheck } from "../evaluation/cross-check.ts";
import { failed } from "../evaluation/gate-judgement.ts";
import { overallVerdict } from "../evaluation/gates.ts";
import type { EvaluationReport, GateResult } from "../evaluation/report-schema.ts";
import type { Verification } from "../evaluation/verification-schema.ts";
import { isModelUnchanged } from "./compare-lock.ts";
import { evaluateRepository, type EvaluateRepositoryPorts } from "./evaluate-repository.ts";
import type { EvaluateResult } from "./evaluate.ts";
import type { Bench, CommitFiles } from "./evaluate-run/bench.ts";
import type { JudgedPull } from "./evaluate-run/find-judged-pull.ts";
import { notLocked, placeModel } from "./evaluate-run/place-model.ts";
import { placeRows } from "./evaluate-run/place-rows.ts";
import type { ArtifactPorts } from "./evaluate-run/read-model-artifact.ts";
import { readRunReports, type RunReports } from "./evaluate-run/read-run-reports.ts";

/** A run of the pipeline to evaluate again, apart from it. */
export interface EvaluateRunRequest {
  readonly judged: Extract<JudgedPull, { readonly run: unknown }>;
  /** Models with their policy, from the base branch. */
  readonly models: Readonly<Record<string, ModelPolicy>>;
  /** The commit that pull request and base branch share. */
  readonly mergeBase: string;
}

/** What it reaches. */
export interface EvaluateRunPorts
  extends Omit<EvaluateRepositoryPorts, "files" | "workspace">, ArtifactPorts {
  /** The base branch as it is: its rows count. */
  readonly base: CommitFiles;
  readonly head: CommitFiles;
  /** The merge base: what the head's lock is compared with. */
  readonly before: CommitFiles;
  /** Makes an empty bench. */
  openBench(): Promise<Bench>;
}

/** Reports that were computed apart from the pull request; or that its run has nothing to evaluate. */
export type EvaluateRunResult =
  | { readonly state: "evaluated"; readonly evaluations: readonly EvaluateResult[] }
  | { readonly state: "ended"; readonly reasonCode: string; readonly reason: string };

/**
 * Evaluates what a run of the pipeline left, without running anything of the pull request: the model that the head's commit
 * names is scored again, on the rows of the base, against the champion that the registry names, by the policy of the base.
 * What the run says of itself is only compared with that: where it lies, or where its artifact is not what this program
 * writes, a failed gate says so.
 *
 * @throws PawlError as `evaluate` says; `dvc.*`, `path.refused` and `file.unreadable` for hostile files of the head.
 */
export async function evaluateRun(
  request: EvaluateRunRequest,
  ports: EvaluateRunPorts,
): Promise<EvaluateRunResult> {
  const { run, pull } = request.judged;
  const names = Object.keys(request.models);
  const claimed = await readRunReports(run.id, names, ports);
  if (claimed.state === "none") return ended("evaluation.no-report", `run ${run.id} left no report`);
  const isOfOther =
    claimed.state === "found" && claimed.reports.some(({ headSha }) => headSha !== pull.headSha);
  if (isOfOther) {
    return ended("stale.sha", `run ${run.id} reports on another commit than the head of #${pull.number}`);
  }
  const evaluations: EvaluateResult[] = [];
  for (const model of names.sort()) {
    const policy = request.models[model];
    if (policy !== undefined)
      evaluations.push(await evaluateModel({ ...request, model, policy, claimed }, ports));
  }
  return { state: "evaluated", evaluations };
}

interface ModelEvaluation extends EvaluateRunRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  readonly claimed: RunReports;
}

async function evaluateModel(request: ModelEvaluation, ports: EvaluateRunPorts): Promise<EvaluateResult> {
  const { model, policy, mergeBase } = request;
  const { run, pull } = request.judged;
  const bench = await ports.openBench();
  const isUnchanged = await isLockUnchanged(policy, ports);
  const problem = isUnchanged
    ? undefined
    : await placeModel(
        { model, artifact: policy.artifact, runId: run.id, models: Object.keys(request.models) },
        ports.head,
        bench,
        ports,
      );
  const rows = isUnchanged
    ? "none"
    : await placeRows(policy.evaluation, { ...ports, bench, baseBench: await ports.openBench() });
  const [result] = await evaluateRepository(
    {
      models: { [model]: policy },
      headSha: pull.headSha,
      baseSha: mergeBase,
      stages: [],
      isUnchanged: () => isUnchanged,
    },
    { ...ports, workspace: ports.head.view, files: bench.files },
  );
  if (result === undefined) throw new RangeError(`no result for ${model}`);
  const found = problem === undefined ? [] : [problem];
  const verification = { by: "recomputed", pullRequest: pull.number, run: run.id, rows } as const;
  return conclude({ ...request, verification }, result.report, [
    ...found,
    ...compareClaims(request, result.report),
  ]);
}

async function isLockUnchanged(
  { artifact }: ModelPolicy,
  { head, before }: EvaluateRunPorts,
): Promise<boolean> {
  if ((await head.view.readText("dvc.yaml")) === undefined) return false;
  return isModelUnchanged({ artifact, base: before.view, head: head.view });
}

function compareClaims({ claimed, model }: ModelEvaluation, report: EvaluationReport): readonly GateResult[] {
  if (claimed.state === "refused") {
    const gate = `the run's own report of ${model} can be read`;
    return [{ gate, metric: "report", slice: null, ...failed("report.refused", claimed.reason) }];
  }
  const own = claimed.state === "found" ? claimed.reports.find((entry) => entry.model === model) : undefined;
  if (own === undefined) {
    const gate = `the run reports on ${model}`;
    return [
      { gate, metric: "report", slice: null, ...failed("report.missing", `there is no ${model}.json`) },
    ];
  }
  if (report.outcome !== "unchanged") {
    return own.outcome === "unchanged"
      ? [notLocked(model, "the run says that the model did not change, and dvc.lock of the head changes it")]
      : crossCheck(own, report);
  }
  return own.outcome === "unchanged"
    ? []
    : [notLocked(model, "the run made a new model, and dvc.lock of the head does not name it")];
}

function conclude(
  { claimed, model, verification }: ModelEvaluation & { readonly verification: Verification },
  report: EvaluationReport,
  problems: readonly GateResult[],
): EvaluateResult {
  const own = claimed.state === "found" ? claimed.reports.find((entry) => entry.model === model) : undefined;
  const gates = [...problems, ...report.gates].slice(0, 1000);
  const complete: EvaluationReport = {
    ...report,
    // A model that is said to be unchanged is not judged: with a problem it has to be.
    outcome: problems.length > 0 && report.outcome === "unchanged" ? "compared" : report.outcome,
    verdict: overallVerdict(gates),
    gates,
    stages: own?.stages ?? [],
    verification,
    ...(own?.cost === undefined ? {} : { cost: own.cost }),
    ...(own?.learningCurves === undefined ? {} : { learningCurves: own.learningCurves }),
  };
  const first = gates.find((gate) => gate.status === "fail");
  const decision = first === undefined ? "positive" : "negative";
  const reasonCode =
    problems[0]?.reasonCode ??
    (first === undefined ? `evaluation.${complete.outcome}` : "evaluation.gate-failed");
  return {
    decision,
    reasonCode,
    reason: first === undefined ? `${model}: no gate failed` : `${model}: ${first.reason}`,
    report: complete,
  };
}

function ended(reasonCode: string, reason: string): EvaluateRunResult {
  return { state: "ended", reasonCode, reason };
}
