import { PawlError } from "../errors.ts";
import type { ModelPolicy, Policy } from "./schema.ts";

/**
 * The models of a policy that an input asks for; all of them when it names none.
 *
 * @throws PawlError `input.invalid` with the names that there are.
 */
export function selectModels(
  policy: Policy,
  model: string | undefined,
): Readonly<Record<string, ModelPolicy>> {
  return model === undefined ? policy.models : { [model]: selectModel(policy, model) };
}

/**
 * One model of a policy.
 *
 * @throws PawlError `input.invalid` with the names that there are.
 */
export function selectModel(policy: Policy, model: string): ModelPolicy {
  const found = Object.hasOwn(policy.models, model) ? policy.models[model] : undefined;
  if (found !== undefined) return found;
  throw new PawlError("input.invalid", {
    message: `model: ${model} is no model of the policy; there are ${Object.keys(policy.models).join(", ")}.`,
  });
}
