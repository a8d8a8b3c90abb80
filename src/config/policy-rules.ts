import { problemAt } from "../yaml/check-schema.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import type { Problem } from "../yaml/problem.ts";
import type { Path, YamlDocument } from "../yaml/read-document.ts";
import { checkGates } from "./gate-rules.ts";
import { problemOfMetric } from "./metric-rules.ts";
import { checkMirrors } from "./mirror-rules.ts";
import { checkPromotion } from "./promotion-rules.ts";
import type { ModelPolicy, Policy } from "./schema.ts";

type Add = (path: Path, details: Pick<Problem, "message" | "found" | "allowed" | "suggestion">) => void;

/** Rules that tie values of a policy together; the schema has judged each value alone. */
export function checkRules(policy: Policy, document: YamlDocument): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [name, model] of Object.entries(policy.models)) {
    const add: Add = (path, details) => {
      problems.push(problemAt(document, ["models", name, ...path], details));
    };
    checkArtifact(model, add);
    checkEvaluation(model, add);
    checkGates(model, add);
    checkEnvironments(model, add);
    checkPromotion(model, add);
    checkMonitoring(model, add);
  }
  checkMirrors(policy, (path, details) => problems.push(problemAt(document, path, details)));
  return problems;
}

function checkArtifact(model: ModelPolicy, add: Add): void {
  const isInside = !/^\/|\\|(^|\/)\.\.(\/|$)/.test(model.artifact);
  if (!isInside) {
    add(["artifact"], {
      message: "must be a path inside the repository",
      found: JSON.stringify(model.artifact),
    });
  }
}

function checkEvaluation(model: ModelPolicy, add: Add): void {
  const { evaluation } = model;
  if (evaluation === undefined) return;
  if ((evaluation.data === undefined) === (evaluation.predictions === undefined)) {
    add(["evaluation"], { message: "needs either data or predictions, and not both" });
  }
  for (const [index, metric] of evaluation.metrics.entries()) {
    const problem = problemOfMetric(metric, model);
    if (problem !== undefined) add(["evaluation", "metrics", index], problem);
  }
  for (const [index, slice] of evaluation.slices.entries()) {
    const bins = typeof slice === "string" ? [] : slice.bins;
    const isIncreasing = bins.every((edge, at) => at === 0 || edge > (bins[at - 1] ?? edge));
    if (!isIncreasing) {
      add(["evaluation", "slices", index, "bins"], { message: "must increase", found: JSON.stringify(bins) });
    }
  }
}

function checkEnvironments(model: ModelPolicy, add: Add): void {
  const names = Object.keys(model.environments);
  for (const [name, environment] of Object.entries(model.environments)) {
    const { after } = environment;
    if (after === undefined) {
      if (environment.soak !== undefined) {
        add(["environments", name, "soak"], { message: "needs after: the environment to have been in" });
      }
      continue;
    }
    const path = ["environments", name, "after"];
    const suggestion = nearestMatch(after, names);
    if (!names.includes(after)) {
      add(path, {
        message: "is not an environment of this model",
        found: JSON.stringify(after),
        allowed: names.join(", "),
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    } else if (isInCycle(model, name))
      add(path, { message: "makes a cycle: no environment of it can be entered" });
  }
}

function isInCycle(model: ModelPolicy, start: string): boolean {
  let name = model.environments[start]?.after;
  for (let steps = Object.keys(model.environments).length; name !== undefined && steps > 0; steps -= 1) {
    if (name === start) return true;
    name = model.environments[name]?.after;
  }
  return false;
}

function checkMonitoring(model: ModelPolicy, add: Add): void {
  const { monitoring } = model;
  if (monitoring === undefined) return;
  const [k = 0, n = 0] = monitoring.open_after.split(" of ").map(Number);
  if (k > n) {
    add(["monitoring", "open_after"], {
      message: "asks for more windows than it looks at",
      found: JSON.stringify(monitoring.open_after),
      allowed: "k of n with k ≤ n",
    });
  }
  for (const [index, cause] of (monitoring.retrain?.on ?? []).entries()) {
    if (cause !== "schedule" && !monitoring.checks.includes(cause)) {
      add(["monitoring", "retrain", "on", index], {
        message: `needs ${cause} among monitoring.checks`,
        found: JSON.stringify(cause),
        allowed: [...monitoring.checks, "schedule"].join(", "),
      });
    }
  }
}
