import type { RunRecord } from "../../runner/host.ts";
import { stringAt } from "../../runner/json.ts";
import { activeMembership } from "../auth/roles.ts";
import type { SandboxContext } from "../context.ts";
import { roleNames, type RepositoryRecord, type UserRecord } from "../records.ts";
import { findIssue } from "../resources/issue-records.ts";
import { listPulls } from "../resources/pull-records.ts";

/** Whose pull requests from forks wait for an approval before their workflows run, in GitHub's words. */
export const forkApprovalPolicies = [
  "first_time_contributors_new_to_github",
  "first_time_contributors",
  "all_external_contributors",
] as const;

/** One of {@link forkApprovalPolicies}. */
export type ForkApprovalPolicy = (typeof forkApprovalPolicies)[number];

interface PolicyRecord {
  readonly policy: ForkApprovalPolicy;
}

function policies(context: SandboxContext) {
  return context.store.collection<PolicyRecord>("actions-fork-approval");
}

/** The policy of a repository. By the first, which is the default, nobody waits: no account of a sandbox is new to it. */
export function forkApprovalPolicy(context: SandboxContext, { id }: RepositoryRecord): ForkApprovalPolicy {
  return policies(context).get(id, "policy")?.policy ?? "first_time_contributors_new_to_github";
}

/** Sets the policy of a repository; runs that are there stay as they are. */
export function setForkApprovalPolicy(
  context: SandboxContext,
  { id }: RepositoryRecord,
  policy: ForkApprovalPolicy,
): void {
  policies(context).put(id, "policy", { policy });
}

function isExternal(context: SandboxContext, repository: RepositoryRecord, user: UserRecord): boolean {
  const role = roleNames.indexOf(context.roleOf(user, repository));
  const isMember = activeMembership(context.store, repository.ownerId, user.id) !== undefined;
  return role < roleNames.indexOf("write") && !isMember;
}

function hasMerged(context: SandboxContext, repository: RepositoryRecord, { id }: UserRecord): boolean {
  return listPulls(context, repository).some(
    ({ merged, number }) => merged && findIssue(context, repository, number)?.userId === id,
  );
}

/**
 * Whether a run waits for somebody with write access: its head is of a fork, and the author of the pull request or the one
 * whose change started it is external (no write access, no member of the organisation) and, by the policy
 * `first_time_contributors`, has no pull request merged in this repository.
 */
export function needsForkApproval(context: SandboxContext, run: RunRecord): boolean {
  const repository = context.repositoryById(run.repositoryId);
  if (repository === undefined || !run.isFromFork) return false;
  const policy = forkApprovalPolicy(context, repository);
  if (policy === "first_time_contributors_new_to_github") return false;
  const author = stringAt(run.payload, "pull_request", "user", "login");
  const people = [context.userById(run.actorId), context.findUser(author ?? "")];
  return people.some((user) => {
    if (user === undefined) return true;
    const isNew = policy === "all_external_contributors" || !hasMerged(context, repository, user);
    return isExternal(context, repository, user) && isNew;
  });
}
