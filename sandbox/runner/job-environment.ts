import { evaluateNode, type ExpressionScope, toText } from "./expression.ts";
import type { GateDecision, RunRecord } from "./host.ts";
import { isObject, type Json, memberAt } from "./json.ts";

/** The `environment:` of a job. */
export interface JobEnvironment {
  readonly name: string;
  /** `environment.url` as written; it may use outputs of steps, so it is evaluated when the job ends. */
  readonly url: Json | undefined;
}

/** Reads an `environment:`, its name evaluated; `undefined` when there is none or its name is "". */
export function readEnvironment(
  written: Json | undefined,
  scope: ExpressionScope,
): JobEnvironment | undefined {
  if (written === undefined || written === null) return undefined;
  const isMapping = isObject(written);
  const name = toText(evaluateNode((isMapping ? memberAt(written, "name") : written) ?? null, scope));
  return name === "" ? undefined : { name, url: isMapping ? memberAt(written, "url") : undefined };
}

/** Why a job did not pass its environment; `undefined` when it was cancelled while it waited. */
export function environmentRefusal(
  decision: Exclude<GateDecision, "approved">,
  name: string,
  { ref }: RunRecord,
): string | undefined {
  const short = ref.replace(/^refs\/(heads|tags)\//, "");
  const kind = ref.startsWith("refs/tags/") ? "Tag" : "Branch";
  const reasons = {
    rejected: `The deployment to ${name} was rejected by a reviewer.`,
    refused: `${kind} "${short}" is not allowed to deploy to ${name} due to environment protection rules.`,
    cancelled: undefined,
  } as const satisfies Readonly<Record<typeof decision, string | undefined>>;
  return reasons[decision];
}
