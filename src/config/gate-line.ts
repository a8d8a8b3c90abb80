import { describeGate } from "../evaluation/gate-rule.ts";
import type { ParsedPolicy } from "./parse-policy.ts";
import type { Policy } from "./schema.ts";

/**
 * The line of a policy file in which a gate begins.
 *
 * @param gate the sentence of `describeGate`; two gates of the same sentence are told apart by nothing: the first counts.
 * @returns 1 for the first line; `undefined` when the model has no such gate.
 */
export function gateLine(
  parsed: Extract<ParsedPolicy, { readonly policy: Policy }>,
  model: string,
  gate: string,
): number | undefined {
  const { models } = parsed.policy;
  const gates = Object.hasOwn(models, model) ? (models[model]?.gates ?? []) : [];
  const index = gates.findIndex((candidate) => describeGate(candidate) === gate);
  return index < 0 ? undefined : parsed.locate(["models", model, "gates", index]).line;
}
