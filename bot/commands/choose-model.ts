import type { ModelPolicy } from "../../src/config/schema.ts";
import { modelsOf, refusal, type RequestAnswer } from "../requests.ts";
import { renderAnswer } from "../views/label-reply.ts";
import type { CommandEvent, CommandResult } from "./command.ts";

/** The model that a command names, or the only one that can be meant. */
export function chooseModel(
  event: Pick<CommandEvent, "policy" | "labels">,
  name: string | undefined,
): readonly [string, ModelPolicy] | RequestAnswer {
  const candidates = modelsOf(event.policy, name === undefined ? event.labels : [`model:${name}`]);
  const [first, ...others] = candidates;
  const known = Object.keys(event.policy.models).join(", ") || "none";
  if (first === undefined)
    return refusal("unknown.model", `there is no such model; the policy has: ${known}`);
  if (others.length > 0) return refusal("unknown.model", `name one of the models of the policy: ${known}`);
  return first;
}

/** An answer as the result of a command. */
export function toResult(answer: RequestAnswer): CommandResult {
  const isDone = answer.decision === "done";
  const isDispatched = isDone && answer.reasonCode === "dispatched";
  const outcome = isDispatched ? "dispatched" : isDone ? "done" : "refused";
  return { outcome, reasonCode: answer.reasonCode, text: renderAnswer(answer) };
}
