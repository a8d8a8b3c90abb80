import { type ParsedPolicy, parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { BotContext } from "./context.ts";

/** The policy at the head of a branch; `undefined` when there is none, or it is broken: then nothing is allowed. */
export async function readPolicy(
  branch: string,
  context: Pick<BotContext, "github">,
): Promise<Policy | undefined> {
  // In full: a tag may have the name of the branch.
  return (await readAt(`refs/heads/${branch}`, context))?.policy;
}

/** A policy, and where its values are in the file. */
export type LocatedPolicy = Extract<ParsedPolicy, { readonly policy: Policy }>;

/**
 * Like {@link readPolicy} of a commit, with the places of its values.
 *
 * @param sha 40 hexadecimal digits.
 */
export async function readLocatedPolicy(
  sha: string,
  context: Pick<BotContext, "github">,
): Promise<LocatedPolicy | undefined> {
  return readAt(sha, context);
}

async function readAt(
  ref: string,
  { github }: Pick<BotContext, "github">,
): Promise<LocatedPolicy | undefined> {
  const text = await github.gitData.readFile(policyPath, ref);
  const parsed = text === undefined ? undefined : parsePolicy(text);
  return parsed?.policy === undefined ? undefined : parsed;
}
