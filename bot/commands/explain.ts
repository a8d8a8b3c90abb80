import type { BotContext } from "../reconcile/context.ts";
import { findReports } from "../reconcile/find-reports.ts";
import { estimateRun } from "../reconcile/run-facts.ts";
import { refusal } from "../requests.ts";
import { renderExplanation } from "../views/explanation.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import { modelArgument } from "./grammars.ts";
import type { Command, CommandEvent, CommandResult } from "./command.ts";

/** `/ml explain`. */
export const explainCommand: Command = {
  name: "explain",
  description:
    "Shows what changed between champion and challenger: code, parameters, data; and what it would take to tell their effects apart.",
  permission: "read",
  arguments: [modelArgument],
  places: { on: ["pull request"], pull: ["open"] },
  examples: ["/ml explain", "/ml explain flight-delay"],
  handle: explain,
};

async function explain(event: CommandEvent, context: BotContext): Promise<CommandResult> {
  const { pull, policy } = event;
  if (pull === undefined) return toResult(refusal("denied.place", "this is no pull request"));
  const chosen = chooseModel(event, event.command.args[0]);
  if ("decision" in chosen) return toResult(chosen);
  const [model] = chosen;
  const search = await findReports(pull, Object.keys(policy.models), context);
  const report = search.state === "found" ? search.reports.find((one) => one.model === model) : undefined;
  if (report === undefined)
    return toResult(refusal("report.none", `there is no report of ${model} for this head`));
  const estimate = await estimateRun(policy, context);
  return { outcome: "done", reasonCode: "explained", text: renderExplanation(report, estimate) };
}
