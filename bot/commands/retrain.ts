import { askRetraining } from "../requests.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import { modelArgument } from "./grammars.ts";
import type { Command } from "./command.ts";

/** `/ml retrain`. */
export const retrainCommand: Command = {
  name: "retrain",
  description: "Starts the retraining of a model with new data; it ends in a pull request.",
  permission: "write",
  arguments: [modelArgument],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open"] },
  examples: ["/ml retrain", "/ml retrain flight-delay"],
  handle: async (event, context) => {
    const chosen = chooseModel(event, event.command.args[0]);
    if ("decision" in chosen) return toResult(chosen);
    const issue = event.pull === undefined ? event.issueNumber : undefined;
    const request = { model: chosen[0], issue, pull: event.pull?.number };
    return toResult(await askRetraining(request, event.asker, context));
  },
};
