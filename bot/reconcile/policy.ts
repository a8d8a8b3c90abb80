import { type ParsedPolicy, parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { BotContext } from "./context.ts";

/** The policy at the head of a branch; `undefined` when there is none, or it is broken: then nothing is allowed. */
export async function readPolicy(
  branch: string,
  context: Pick<BotContext, "github">,
): Promise<Policy | undefined> {
  return (await readLocatedPolicy(branch, context))?.policy;
}

/** A policy, and where its values are in the file. */
export type LocatedPolicy = Extract<ParsedPolicy, { readonly policy: Policy }>;

/** Like {@link readPolicy}, with the places of its values. */
export async function readLocatedPolicy(
  branch: string,
  { github }: Pick<BotContext, "github">,
): Promise<LocatedPolicy | undefined> {
  // In full: a tag may have the name of the branch.
  const text = await github.gitData.readFile(policyPath, `refs/heads/${branch}`);
  const parsed = text === undefined ? undefined : parsePolicy(text);
  return parsed?.policy === undefined ? undefined : parsed;
}
