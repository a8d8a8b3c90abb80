import { readIntent } from "../../src/app/dispatch/intents.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "../reconcile/context.ts";
import { readParameterKeys } from "../reconcile/parameter-keys.ts";
import { rerunEvaluation } from "../reconcile/rerun-evaluation.ts";
import { countQueue, estimateRun } from "../reconcile/run-facts.ts";
import { refusal, type RequestAnswer } from "../requests.ts";
import { renderEstimate } from "../views/estimate.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import { grammars } from "./grammars.ts";
import { refuseFork, refuseStale, startRun } from "./start-run.ts";
import type { Command, CommandEvent } from "./command.ts";

/** `/ml run`. */
export const runCommand: Command = {
  name: "run",
  description:
    "Runs the pipeline of this pull request again, as far as the step; with options as an experiment that is compared and not committed.",
  permission: "write",
  arguments: [
    {
      name: "step",
      description: "The last step to run; a stage whose inputs did not change is restored, not run.",
      grammar: { values: ["feature", "train", "evaluate"] },
      isRequired: true,
    },
  ],
  options: [
    { name: "model", description: "This model only.", value: { name: "model", grammar: grammars.model } },
    {
      name: "gpu",
      description: "A runner with the labels self-hosted, gpu and this class.",
      value: { name: "class", grammar: { pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, says: "a runner's label" } },
    },
    {
      name: "set",
      description: "Another value of a parameter that a stage of dvc.yaml names, for this run only.",
      value: {
        name: "key=value",
        grammar: {
          pattern: /^[A-Za-z_][\w.]{0,99}=[\w.+-]{1,60}$/,
          says: "key=value, the value a number, true, false or a word",
        },
      },
      isRepeatable: true,
    },
    {
      name: "sha",
      description: "The head that you mean; another one is refused.",
      value: { name: "sha", grammar: grammars.sha },
    },
    { name: "dry-run", description: "Only says what would run, how long and for how much." },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: [
    "/ml run evaluate",
    "/ml run train --model flight-delay --gpu a100 --set train.rounds=400 --dry-run",
    "/ml run feature --sha 4f9c2d1",
  ],
  handle: async (event, context) => toResult(await run(event, context)),
};

async function run(event: CommandEvent, context: BotContext): Promise<RequestAnswer> {
  const { command, policy } = event;
  const pull = await context.github.pullRequests.get(event.issueNumber);
  if (pull === undefined) return refusal("denied.place", "this is no pull request");
  const refused = (await refuseFork(pull, context)) ?? (await refuseStale(event, pull, context));
  if (refused !== undefined) return refused;
  const model = command.options["model"];
  const chosen = model === undefined ? undefined : chooseModel(event, model);
  if (chosen !== undefined && "decision" in chosen) return chosen;
  const unknown = await findUnknownParameter(command.lists["set"] ?? [], pull, context);
  if (unknown !== undefined) return unknown;
  const { waiting, working } = await countQueue(context);
  const queue = `${waiting} waiting and ${working} working before it`;
  const estimate = `${renderEstimate(await estimateRun(policy, context))}; ${queue}`;
  if (command.options["dry-run"] === "true") {
    const reason = `would run ${describe(event)} at ${pull.headSha.slice(0, 7)}: ${estimate}`;
    return { decision: "done", reasonCode: "dry-run", reason, url: null };
  }
  // Reading took a while: somebody may have pushed.
  const live = await context.github.pullRequests.get(pull.number);
  if (live?.headSha !== pull.headSha)
    return refusal("stale.sha", "the head was replaced just now; ask again");
  const answer = await start(event, pull, context);
  return answer.decision === "done" ? { ...answer, reason: `${answer.reason}; ${estimate}` } : answer;
}

function describe({ command }: CommandEvent): string {
  const { model, gpu } = command.options;
  const parts = [
    command.args[0] ?? "",
    ...(model === undefined ? [] : [`of ${model}`]),
    ...(gpu === undefined ? [] : [`on ${gpu}`]),
    ...(command.lists["set"] ?? []).map((set) => `with ${set}`),
  ];
  return parts.join(" ");
}

async function findUnknownParameter(
  sets: readonly string[],
  pull: PullRequest,
  context: BotContext,
): Promise<RequestAnswer | undefined> {
  if (sets.length === 0) return undefined;
  const known = await readParameterKeys(pull.headSha, context);
  const unknown = sets.map((set) => set.split("=")[0] ?? "").find((key) => !known.includes(key));
  if (unknown === undefined) return undefined;
  const shown = known.slice(0, 20).join(", ") || "none";
  return refusal(
    "unknown.parameter",
    `no stage of dvc.yaml names ${unknown} of params.yaml; they name: ${shown}`,
  );
}

/** What the pull request's own run can say is asked of it; the rest is a run of the workflow on the default branch. */
async function start(event: CommandEvent, pull: PullRequest, context: BotContext): Promise<RequestAnswer> {
  const { command, asker } = event;
  const { options, lists } = command;
  const step = command.args[0] ?? "evaluate";
  const isPlain =
    options["gpu"] === undefined && options["model"] === undefined && (lists["set"] ?? []).length === 0;
  const isAsked = (await readIntent("run", asker.requestId, context.github)) !== undefined;
  if (isPlain && step === "evaluate" && !isAsked) {
    const again = await rerunEvaluation(pull, asker.requestId, context);
    if (again.reasonCode !== "report.none") return again;
  }
  const asked = { step, gpu: options["gpu"] ?? "", set: lists["set"] ?? [], requestId: asker.requestId };
  const answer = await startRun({ ...asked, model: options["model"] ?? "", pull }, context);
  const reason = `${step} was started at ${pull.headSha.slice(0, 7)}; its report is in the run's summary`;
  return { ...answer, reason };
}
