import { z } from "zod";
import { changeState, readState } from "../../src/app/stored-state.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "./context.ts";

const approvalSchema = z.strictObject({
  schema: z.literal("pawl.fork-approval/1"),
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  by: z.string().max(100),
  at: z.iso.datetime(),
});

/** Who let which head of a fork's pull request be run. */
export type ForkApproval = z.infer<typeof approvalSchema>;

const kept = (pull: number) => ({ ref: `refs/pawl/forks/${pull}`, schema: approvalSchema });

/** The approval of the live head; one of an older head is none. */
export async function findForkApproval(
  pull: PullRequest,
  { github }: Pick<BotContext, "github">,
): Promise<ForkApproval | undefined> {
  const approval = await readState(kept(pull.number), github);
  return approval?.sha === pull.headSha ? approval : undefined;
}

/** Keeps the approval of a head; the same head is approved once. */
export async function approveFork(
  pull: PullRequest,
  { by, at }: { readonly by: string; readonly at: string },
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  const sha = pull.headSha;
  const change = (old: ForkApproval | undefined): ForkApproval | undefined =>
    old?.sha === sha ? undefined : { schema: "pawl.fork-approval/1", sha, by, at };
  await changeState(kept(pull.number), { change, message: `${by} lets ${sha} be run` }, github);
}
