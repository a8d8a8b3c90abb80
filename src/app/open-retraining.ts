import type { ModelPolicy } from "../config/schema.ts";
import type { GitRepository } from "../ports/git.ts";
import type { PullRequest, PullRequests } from "../ports/github/pull-requests.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import { publishData, listResultPaths, workflowAuthor } from "./commit-lock.ts";
import { readPipeline } from "./pipeline/load-pipeline.ts";
import type { StageProgress } from "./pipeline/stage-progress.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { type ReproduceResult, type StageResult, summarize } from "./reproduce.ts";
import { feature, type ModelStagesRequest, runStages } from "./feature.ts";
import { train } from "./train.ts";

/** Which model to train again, and why. */
export interface RetrainingRequest {
  /** Name in the policy. */
  readonly model: string;
  /** From the default branch. */
  readonly policy: ModelPolicy;
  /** The drift issue that asks for it. */
  readonly issue?: number;
  /** Names the branch when there is no issue: the workflow run. */
  readonly runId: string;
  /** The branch that is trained on and that the pull request goes to. */
  readonly base: string;
  /** Told what happens to the stages. */
  readonly progress?: StageProgress;
  readonly signal?: AbortSignal;
}

/** How a retraining ended. */
export type RetrainingResult =
  | {
      readonly decision: "positive";
      readonly reasonCode: "retrain.opened" | "retrain.resumed";
      readonly branch: string;
      /** Commit that the report is about: the head of the pull request. */
      readonly headSha: string;
      /** Commit that the model is compared with. */
      readonly baseSha: string;
      readonly pullRequest: Pick<PullRequest, "number" | "url">;
      readonly stages: readonly StageResult[];
      readonly changed: true;
    }
  | {
      /** The new data gave the same results: there is nothing to propose. */
      readonly decision: "negative";
      readonly reasonCode: "retrain.no-change";
      readonly stages: readonly StageResult[];
      readonly changed: false;
    };

/** What a retraining reaches. */
export type RetrainingPorts = PipelinePorts & {
  readonly git: Pick<GitRepository, "resolve" | "commit" | "push" | "fetchBranch" | "switchTo">;
  readonly pullRequests: Pick<PullRequests, "findByBranch" | "create">;
};

/** The branch of a retraining: one for an issue, so that there is one pull request. */
export function retrainingBranch(request: Pick<RetrainingRequest, "model" | "issue" | "runId">): string {
  const end = request.issue === undefined ? `run-${request.runId}` : `issue-${request.issue}`;
  return `pawl/retrain/${request.model}/${end}`;
}

/**
 * Trains a model on new data and proposes the result: runs the policy's refresh stages by force, then the pipeline; sends
 * the data to the remote; commits to a branch; opens its pull request. What an earlier, interrupted run has done is found
 * by the branch and taken over.
 *
 * @throws PawlError as `reproduce` and `commitLock`; `github.*`.
 */
export async function openRetraining(
  request: RetrainingRequest,
  ports: RetrainingPorts,
): Promise<RetrainingResult> {
  const baseSha = (await ports.git.resolve("HEAD")) ?? "";
  const { branch, earlier } = await chooseBranch(request, ports);
  if (earlier !== undefined) return resume(request, { branch, baseSha, headSha: earlier }, ports);
  const { stages, changed } = await runRefreshed(request, ports);
  if (!changed) return { decision: "negative", reasonCode: "retrain.no-change", stages, changed };
  await publishData(ports);
  await ports.git.switchTo(branch);
  const headSha = await ports.git.commit({
    paths: await listResultPaths(ports),
    message: `feat(${request.model}): retrain on new data`,
    author: workflowAuthor,
  });
  if (headSha === undefined)
    return { decision: "negative", reasonCode: "retrain.no-change", stages, changed: false };
  if ((await ports.git.push(branch)) === "rejected") {
    // Another run was faster: its branch counts.
    const theirs = (await ports.git.fetchBranch(branch)) ?? headSha;
    return resume(request, { branch, baseSha, headSha: theirs }, ports);
  }
  const pullRequest = await findOrCreate(request, branch, ports);
  return {
    decision: "positive",
    reasonCode: "retrain.opened",
    branch,
    headSha,
    baseSha,
    pullRequest,
    stages,
    changed: true,
  };
}

/** A branch whose pull request is closed or merged is history: what is retrained now gets a branch of its own. */
async function chooseBranch(
  request: RetrainingRequest,
  ports: RetrainingPorts,
): Promise<{ readonly branch: string; readonly earlier: string | undefined }> {
  const branch = retrainingBranch(request);
  const earlier = await ports.git.fetchBranch(branch);
  const proposals = earlier === undefined ? [] : await ports.pullRequests.findByBranch(branch);
  const isHistory = proposals.length > 0 && proposals.every((one) => one.state === "closed");
  if (!isHistory) return { branch, earlier };
  const fresh = `${branch}-run-${request.runId}`;
  return { branch: fresh, earlier: await ports.git.fetchBranch(fresh) };
}

async function runRefreshed(request: RetrainingRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const pipeline = await readPipeline(ports.workspace);
  const { feature: above } = findModelStages(request.policy.artifact, pipeline);
  const refresh = request.policy.monitoring?.retrain?.refresh ?? [];
  const models = stagesOf(request);
  // A refresh stage that the model does not need would be lost below: run it first.
  const others = refresh.filter((name) => !above.some((stage) => stage.address === name));
  const first = await runStages(others, { ...models, force: others }, ports);
  const features = await feature({ ...models, force: refresh }, ports);
  const trained = await train(models, ports);
  return summarize([...first.stages, ...features.stages, ...trained.stages]);
}

function stagesOf({ policy, signal, progress }: RetrainingRequest): ModelStagesRequest {
  return {
    models: [policy],
    ...(signal === undefined ? {} : { signal }),
    ...(progress === undefined ? {} : { progress }),
  };
}

async function resume(
  request: RetrainingRequest,
  found: { readonly branch: string; readonly baseSha: string; readonly headSha: string },
  ports: RetrainingPorts,
): Promise<RetrainingResult> {
  await ports.git.switchTo(found.branch, found.headSha);
  const models = stagesOf(request);
  const features = await feature(models, ports);
  const trained = await train(models, ports);
  const pullRequest = await findOrCreate(request, found.branch, ports);
  const stages = [...features.stages, ...trained.stages];
  return {
    decision: "positive",
    reasonCode: "retrain.resumed",
    ...found,
    pullRequest,
    stages,
    changed: true,
  };
}

async function findOrCreate(
  request: RetrainingRequest,
  branch: string,
  ports: Pick<RetrainingPorts, "pullRequests">,
): Promise<PullRequest> {
  const [existing] = (await ports.pullRequests.findByBranch(branch)).filter((one) => one.state === "open");
  if (existing !== undefined) return existing;
  return ports.pullRequests.create({
    title: `Retrain ${request.model} on new data`,
    body: renderRetrainingBody(request),
    head: branch,
    base: request.base,
  });
}

/** The body of the pull request. It does not close the drift issue: monitoring does, when the live windows are good. */
export function renderRetrainingBody(
  request: Pick<RetrainingRequest, "model" | "issue" | "runId" | "policy">,
): string {
  const issue = request.issue === undefined ? "none" : String(request.issue);
  const refresh = request.policy.monitoring?.retrain?.refresh ?? [];
  const data =
    refresh.length === 0 ? "" : ` New data came from ${refresh.map((name) => `\`${name}\``).join(", ")}.`;
  const why =
    request.issue === undefined
      ? "Asked for by hand or by the schedule."
      : `Asked for by #${request.issue}, which stays open until the new version is live and its windows are good.`;
  return [
    `<!-- pawl:retrain v=1 model=${request.model} issue=${issue} -->`,
    `\`${request.model}\` was trained again with the code and parameters of the base branch.${data}`,
    "",
    why,
    "",
    "The comment below compares it with the version in use. Merge to register the new version.",
    "",
  ].join("\n");
}
