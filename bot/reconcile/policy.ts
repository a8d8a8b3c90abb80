import { parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { BotContext } from "./context.ts";

/** The policy at a branch or commit; `undefined` when there is none, or it is broken: then nothing is allowed. */
export async function readPolicy(
  ref: string,
  { github }: Pick<BotContext, "github">,
): Promise<Policy | undefined> {
  const text = await github.gitData.readFile(policyPath, ref);
  return text === undefined ? undefined : parsePolicy(text).policy;
}
