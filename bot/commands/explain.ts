import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { isPipelineFile } from "../../src/app/pipeline/load-pipeline.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { inputKind } from "../../src/evaluation/explanation-schema.ts";
import { findChangedInputs, planAttribution } from "../../src/evaluation/changed-inputs.ts";
import type { BotContext } from "../reconcile/context.ts";
import { findReports } from "../reconcile/find-reports.ts";
import { estimateRun } from "../reconcile/run-facts.ts";
import { refusal, type RequestAnswer } from "../requests.ts";
import { costOf, renderPlanned } from "../views/explanation.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import type { Command, CommandEvent, CommandResult } from "./command.ts";
import { grammars, modelArgument } from "./grammars.ts";
import { refuseFork, refuseStale, startRun } from "./start-run.ts";

/** `/ml explain`. */
export const explainCommand: Command = {
  name: "explain",
  description:
    "Shows what changed between champion and challenger: code, parameters, data; with --run trains what tells their effects apart.",
  permission: "read",
  special: [{ use: "--run", permission: "write", matches: ({ options }) => options["run"] === "true" }],
  arguments: [modelArgument],
  options: [
    {
      name: "run",
      description:
        "Trains the combinations of old and new inputs that the run-cache does not hold, and answers with each kind's share.",
    },
    {
      name: "sha",
      description: "With --run: the head that you mean; another one is refused.",
      value: { name: "sha", grammar: grammars.sha },
    },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: [
    "/ml explain",
    "/ml explain flight-delay",
    "/ml explain --run",
    "/ml explain --run --sha 4f9c2d1",
  ],
  handle: explain,
};

async function explain(event: CommandEvent, context: BotContext): Promise<CommandResult> {
  if (event.command.options["run"] === "true") return toResult(await run(event, context));
  const found = await findReport(event, context);
  if ("decision" in found) return toResult(found);
  const estimate = await estimateRun(event.policy, context);
  const isPipelineChanged = event.pull !== undefined && (await changesPipeline(event.pull, context)) === true;
  const text = renderPlanned(found, { estimate, isPipelineChanged });
  return { outcome: "done", reasonCode: "explained", text };
}

/** Starts the run whose result `reconcileExplanation` writes into a comment. */
async function run(event: CommandEvent, context: BotContext): Promise<RequestAnswer> {
  const pull = await context.github.pullRequests.get(event.issueNumber);
  if (pull === undefined) return refusal("denied.place", "this is no pull request");
  const refused = (await refuseFork(pull, context)) ?? (await refuseStale(event, pull, context));
  if (refused !== undefined) return refused;
  const report = await findReport({ ...event, pull }, context);
  if ("decision" in report) return report;
  const named = findChangedInputs(report).map(({ kind }) => kind);
  // A report does not tell what a dvc.yaml itself changes: commands, stages.
  const isPipelineSame = (await changesPipeline(pull, context)) === false;
  const kinds = isPipelineSame ? named : [...named, "code" as const];
  // The report says what differs from the merge base; an older champion may differ in every kind.
  const isOfBase = report.champion?.commit === report.baseSha;
  const runs = planAttribution(isOfBase ? kinds : inputKind.options).length;
  if (report.outcome === "unchanged" || runs === 0) {
    const reason = `nothing has to be trained: ${report.outcome === "unchanged" ? "the model did not change" : "at most one kind of input changed, and the whole difference is its own"}`;
    return { decision: "done", reasonCode: "explained", reason, url: null };
  }
  // Reading took a while: somebody may have pushed.
  const live = await context.github.pullRequests.get(pull.number);
  if (live?.headSha !== pull.headSha)
    return refusal("stale.sha", "the head was replaced just now; ask again");
  const asked = { step: "explain", model: report.model, gpu: "", set: [], requestId: event.asker.requestId };
  const answer = await startRun({ ...asked, pull }, context);
  const estimate = await estimateRun(event.policy, context);
  const cost = estimate === undefined ? "" : `, about ${costOf(estimate, runs)}`;
  const reason = `the attribution of ${report.model} was started at ${pull.headSha.slice(0, 7)}: at most ${runs} combinations${cost}, less what the run-cache holds; its result comes into a comment`;
  return { ...answer, reason };
}

/** Whether a pull request changes a dvc.yaml; `undefined` when it may: GitHub lists a limited number of files. */
async function changesPipeline(
  { baseSha, headSha }: PullRequest,
  { github }: Pick<BotContext, "github">,
): Promise<boolean | undefined> {
  const compared = await github.gitData.compare(baseSha, headSha);
  if (compared?.files.some(isPipelineFile) === true) return true;
  return compared === undefined || compared.isCut === true ? undefined : false;
}

async function findReport(
  event: Pick<CommandEvent, "pull" | "policy" | "labels" | "command">,
  context: BotContext,
): Promise<EvaluationReport | RequestAnswer> {
  const { pull, policy } = event;
  if (pull === undefined) return refusal("denied.place", "this is no pull request");
  const chosen = chooseModel(event, event.command.args[0]);
  if ("decision" in chosen) return chosen;
  const [model] = chosen;
  const search = await findReports(pull, Object.keys(policy.models), context);
  const report = search.state === "found" ? search.reports.find((one) => one.model === model) : undefined;
  return report ?? refusal("report.none", `there is no report of ${model} for this head`);
}
