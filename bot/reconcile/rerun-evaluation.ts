import { readIntent } from "../../src/app/dispatch/intents.ts";
import { startOnce } from "../../src/app/dispatch/start-once.ts";
import { evaluationWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { refusal, type RequestAnswer } from "../requests.ts";
import type { BotContext } from "./context.ts";
import { listPullRuns } from "./run-facts.ts";

type Context = Pick<BotContext, "github" | "clock">;

/**
 * Starts the newest evaluation of the live head again, once for a request: the one apart from the pull request where there is one, else
 * the pipeline, in which stages that are current are restored. The champion is then that of now.
 *
 * @param requestId natural key of the request.
 */
export async function rerunEvaluation(
  pull: PullRequest,
  requestId: string,
  context: Context,
): Promise<RequestAnswer> {
  const { github } = context;
  const begun = await readIntent("rerun", requestId, github);
  const earlier = begun && (await github.workflows.getRun(Number(begun.subject)));
  if (earlier !== undefined) return runAgain(earlier, requestId, context);
  const runs = await listPullRuns(pull, context);
  const pipeline = await findOfHead(runs, pull, context);
  if (pipeline === undefined) {
    return refusal(
      "report.none",
      "no run of the pipeline for this head is there; push, or use /ml run evaluate",
    );
  }
  if (pipeline.status !== "completed") return going(pipeline);
  const apart = await findApart(pipeline, github);
  if (apart !== undefined && apart.status !== "completed") return going(apart);
  return runAgain(apart ?? pipeline, requestId, context);
}

async function runAgain(
  target: WorkflowRun,
  requestId: string,
  { github, clock }: Context,
): Promise<RequestAnswer> {
  const { workflows } = github;
  const outcome = await startOnce<"started" | "refused">(
    {
      family: "rerun",
      key: requestId,
      subject: String(target.id),
      before: async () => attemptsOf(target),
      find: async ({ subject, before }) => {
        const run = await workflows.getRun(Number(subject));
        return run !== undefined && attemptsOf(run) > before ? "started" : undefined;
      },
      start: ({ subject }) => workflows.rerun(Number(subject)),
    },
    { ...github, clock },
  );
  if (outcome === "refused") {
    const reason = `GitHub does not run ${target.id} again: it is too old, or has begun meanwhile`;
    return { decision: "refused", reasonCode: "unavailable.ci", reason, url: target.url };
  }
  const isApart = target.path === evaluationWorkflow.path;
  const what = isApart ? "the evaluation runs again" : "the pipeline runs again";
  return {
    decision: "done",
    reasonCode: "dispatched",
    reason: `${what}; its result comes into the comment`,
    url: target.url,
  };
}

/** How often a run was let run: one that waits for its approval has not begun its attempt. */
function attemptsOf({ attempt = 1, conclusion }: WorkflowRun): number {
  return conclusion === "action_required" ? attempt - 1 : attempt;
}

/** The newest run whose report is of the live head: it ran there, or the head only adds its results. */
async function findOfHead(
  runs: readonly WorkflowRun[],
  pull: PullRequest,
  { github }: Pick<BotContext, "github">,
): Promise<WorkflowRun | undefined> {
  const own = runs.filter((run) => run.event === "pull_request");
  const exact = own.find((run) => run.headSha === pull.headSha);
  if (exact !== undefined || own[0] === undefined) return exact;
  const compared = await github.gitData.compare(own[0].headSha, pull.headSha);
  return compared?.status === "ahead" && compared.commitShas.length === 1 ? own[0] : undefined;
}

async function findApart(
  pipeline: WorkflowRun,
  { workflows, members }: BotContext["github"],
): Promise<WorkflowRun | undefined> {
  const { id } = await members.repository();
  const title = evaluationWorkflow.titleOf(pipeline.id);
  return (await workflows.listRuns({ event: "workflow_run" })).find(
    (run) =>
      run.path === evaluationWorkflow.path && run.headRepositoryId === id && run.displayTitle === title,
  );
}

function going(run: WorkflowRun): RequestAnswer {
  const reason = `run ${run.id} is ${run.status.replace("_", " ")} already`;
  return { decision: "done", reasonCode: "already.running", reason, url: run.url };
}
