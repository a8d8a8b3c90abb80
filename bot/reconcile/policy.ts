import { parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { BotContext } from "./context.ts";

/** The policy at the head of a branch; `undefined` when there is none, or it is broken: then nothing is allowed. */
export async function readPolicy(
  branch: string,
  { github }: Pick<BotContext, "github">,
): Promise<Policy | undefined> {
  // In full: a tag may have the name of the branch.
  const text = await github.gitData.readFile(policyPath, `refs/heads/${branch}`);
  return text === undefined ? undefined : parsePolicy(text).policy;
}
