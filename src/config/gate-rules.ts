import {
  describeGate,
  gateDirection,
  gateMetricId,
  isFileMetric,
  isSliceScope,
  lastPart,
  sliceScopes,
} from "../evaluation/gate-rule.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import { isRelativeMeaningless } from "../evaluation/metric-tasks.ts";
import { binNames, sliceColumn } from "../evaluation/slices.ts";
import type { Problem } from "../yaml/problem.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import type { Path } from "../yaml/read-document.ts";
import { problemOfMetric } from "./metric-rules.ts";
import type { EvaluationPolicy, GatePolicy, ModelPolicy } from "./schema.ts";

type Details = Pick<Problem, "message" | "found" | "allowed" | "suggestion">;
type Add = (path: Path, details: Details) => void;

/** What ties the gates of a model to each other and to its evaluation. */
export function checkGates(model: ModelPolicy, add: Add): void {
  for (const [index, gate] of model.gates.entries()) {
    const addHere: Add = (path, details) => add(["gates", index, ...path], details);
    checkMetric(gate, model, addHere);
    checkLimits(gate, addHere);
    checkSlices(gate, model.evaluation, addHere);
    checkDuplicate(gate, model.gates.slice(0, index), addHere);
  }
}

function checkMetric(gate: GatePolicy, model: ModelPolicy, add: Add): void {
  if (!isFileMetric(gate.metric)) {
    const problem = problemOfMetric(gate.metric, model);
    if (problem !== undefined) add(["metric"], problem);
    if (problem?.message === "is not a known metric") return;
  }
  if (gate.max_regression === undefined) return;
  if (gateDirection(gate) === "none") {
    add([], {
      message: `needs direction: nothing says which way ${gate.metric} is better`,
      allowed: "higher, lower",
    });
  }
  const known = findMetric(gate.metric) ?? findMetric(lastPart(gate.metric));
  if (known !== undefined && typeof gate.max_regression === "string" && isRelativeMeaningless(known)) {
    add(["max_regression"], {
      message: `is relative, and ${known.id} of a good model can be 0 or of either sign`,
      found: JSON.stringify(gate.max_regression),
      allowed: "an absolute number",
    });
  }
}

function checkLimits(gate: GatePolicy, add: Add): void {
  const { min, max, max_regression } = gate;
  if (min === undefined && max === undefined && max_regression === undefined) {
    add([], { message: "has no rule", allowed: "min, max, max_regression" });
  }
  if (min !== undefined && max !== undefined && min > max) {
    add(["min"], { message: "is greater than max", found: `${min} > ${max}` });
  }
}

function checkSlices(gate: GatePolicy, evaluation: EvaluationPolicy | undefined, add: Add): void {
  const { slices } = gate;
  if (slices === undefined) {
    if (gate.min_rows !== undefined)
      add(["min_rows"], {
        message: "needs slices: it is about rows in a slice",
        allowed: sliceScopes.join(", "),
      });
    return;
  }
  if (isFileMetric(gate.metric) || findMetric(gate.metric)?.isMeasured === true) {
    add(["slices"], { message: `has no meaning for ${gate.metric}: it is not computed on rows` });
    return;
  }
  const isDeclared = evaluation !== undefined && evaluation.slices.length > 0;
  const isSearched = evaluation !== undefined && evaluation.slice_search !== false;
  if (!isSliceScope(slices)) {
    checkNamedSlice(slices, evaluation, add);
  } else if (slices === "found" ? !isSearched : slices === "all" ? !isDeclared : !isDeclared && !isSearched) {
    const needed = { all: "evaluation.slices", found: "evaluation.slice_search", any: "evaluation.slices" };
    add(["slices"], { message: `needs ${needed[slices]}`, found: JSON.stringify(slices) });
  }
}

/** A slice is named as reports name it: `column=value`, or a bin of a column that is binned. */
function checkNamedSlice(slices: string, evaluation: EvaluationPolicy | undefined, add: Add): void {
  const names = (evaluation?.slices ?? []).flatMap(namesOf);
  const isKnown = names.some((name) => (name.endsWith("=") ? slices.startsWith(name) : slices === name));
  if (isKnown) return;
  const suggestion = nearestMatch(slices, [...sliceScopes, ...names]);
  add(["slices"], {
    message: "is no slice of evaluation.slices",
    found: JSON.stringify(slices),
    allowed: [...sliceScopes, ...names.map((name) => (name.endsWith("=") ? `${name}VALUE` : name))].join(
      ", ",
    ),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function namesOf(definition: EvaluationPolicy["slices"][number]): readonly string[] {
  const column = sliceColumn(definition);
  const missing = `${column} is missing`;
  return typeof definition === "string" ? [`${column}=`, missing] : [...binNames(definition), missing];
}

/** A rule may be there once for a metric and a place; two gates may share a place with different rules. */
function checkDuplicate(gate: GatePolicy, earlier: readonly GatePolicy[], add: Add): void {
  const twin = earlier.findIndex(
    (other) =>
      gateMetricId(other) === gateMetricId(gate) &&
      other.slices === gate.slices &&
      other.min_rows === gate.min_rows &&
      rules.some((rule) => other[rule] !== undefined && gate[rule] !== undefined),
  );
  if (twin < 0) return;
  add([], { message: `repeats a rule of gates[${twin}]`, found: describeGate(gate) });
}

const rules = ["min", "max", "max_regression"] as const;
