import { hasPermission, notAccessible } from "../auth/rights.ts";
import type { SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { findNewWorkflow, haveSameWorkflows, isWorkflowPath } from "../git/workflow-files.ts";
import { ApiError } from "../http/api-error.ts";
import type { Actor } from "../records.ts";
import type { PushRequest } from "./push-rules.ts";

/** Whether the actor may change workflow files: users, and Apps with `workflows: write`. No job's token has that. */
export function mayChangeWorkflows(actor: Actor): boolean {
  return hasPermission(actor, "workflows:write");
}

/** @throws {ApiError} 403 when a path is one of the workflow files and the actor may not change those */
export function refuseWorkflowPaths(actor: Actor, paths: readonly string[]): void {
  if (!mayChangeWorkflows(actor) && paths.some(isWorkflowPath)) throw notAccessible();
}

type RefChange = Pick<PushRequest, "repository" | "before" | "after" | "actor">;

async function newWorkflowOf(context: SandboxContext, change: RefChange): Promise<string | undefined> {
  const { repository, before, after, actor } = change;
  if (mayChangeWorkflows(actor) || after === zeroSha) return undefined;
  const bases = [...(before === zeroSha ? [] : [before]), `refs/heads/${repository.defaultBranch}`];
  return findNewWorkflow(context.git(repository), after, bases);
}

/** @throws {ApiError} 403 when a ref would bring a workflow file that is new here, and the actor may not write those */
export async function refuseNewWorkflow(context: SandboxContext, change: RefChange): Promise<void> {
  if ((await newWorkflowOf(context, change)) !== undefined) throw notAccessible();
}

/** As {@link refuseNewWorkflow}, in the words that GitHub has for the update of a pull request's branch. @throws {ApiError} 403 */
export async function refuseMergedWorkflow(context: SandboxContext, change: RefChange): Promise<void> {
  const path = await newWorkflowOf(context, change);
  if (path === undefined) return;
  const what = `create or update workflow ${path} without workflows permission`;
  throw new ApiError(403, `refusing to allow a GitHub App to ${what}`);
}

/**
 * @throws {ApiError} 403 when a Release makes its tag on a commit whose workflow files are not those of the default branch,
 * and the actor may not write those
 */
export async function refuseOldWorkflows(
  context: SandboxContext,
  { repository, after, actor }: RefChange,
): Promise<void> {
  if (mayChangeWorkflows(actor)) return;
  const head = `refs/heads/${repository.defaultBranch}`;
  if (!(await haveSameWorkflows(context.git(repository), after, head))) throw notAccessible();
}
