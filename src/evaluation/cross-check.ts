import { failed } from "./gate-judgement.ts";
import { isFileMetric } from "./gate-rule.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import { findMetric } from "./metric-table.ts";
import type { EvaluationReport, GateResult } from "./report-schema.ts";

/**
 * What may differ between two machines that score the same model on the same rows: a GPU adds in another order, and a score
 * that crosses a threshold moves a metric. Absolute, and relative to the recomputed value.
 */
const tolerance = 1e-3;

/**
 * Compares what a run says of its model with what was computed anew, metric by metric, where both used the same rows.
 * Latency and the like depend on the machine and are left out; so are metrics that only one side has.
 *
 * @returns one failed result a metric that differs, at most ten, code `report.contradicted`; empty when they agree, or when
 * the rows are other ones.
 */
export function crossCheck(claimed: EvaluationReport, recomputed: EvaluationReport): readonly GateResult[] {
  const isSameModel = claimed.challenger?.sha256 === recomputed.challenger?.sha256;
  if (!isSameModel && claimed.challenger !== null && recomputed.challenger !== null) {
    return [toResult("challenger", "the run scored another model than the one that it left", recomputed)];
  }
  const values = new Map(claimed.metrics.map(({ metric, challenger }) => [metric, challenger?.value]));
  const isSameData = claimed.data?.digest === recomputed.data?.digest;
  const wrong = recomputed.metrics.flatMap(({ metric, challenger }) => {
    const said = values.get(metric);
    if (said === undefined || challenger === null || findMetric(metric)?.isMeasured === true) return [];
    if (!isSameData && !isFileMetric(metric)) return [];
    const [theirs, ours] = [fromJsonNumber(said), fromJsonNumber(challenger.value)];
    return isClose(theirs, ours)
      ? []
      : [toResult(metric, `the run says ${theirs}, it is ${ours}`, recomputed)];
  });
  return wrong.slice(0, 10);
}

function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}

function toResult(metric: string, reason: string, { model }: EvaluationReport): GateResult {
  const gate = `the run's own report of ${model} agrees`;
  return { gate, metric, slice: null, ...failed("report.contradicted", reason) };
}
