import { askRollback } from "../requests.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import { grammars, modelArgument, reasonOption } from "./grammars.ts";
import type { Command } from "./command.ts";

/** `/ml rollback`. */
export const rollbackCommand: Command = {
  name: "rollback",
  description:
    "Puts the version that was there before, or the given one, back into an environment (production by default).",
  permission: "maintain",
  arguments: [modelArgument],
  options: [
    {
      name: "to",
      description: "Which version; the previous one by default.",
      value: { name: "version", grammar: grammars.version },
    },
    {
      name: "in",
      description: "Where; production by default.",
      value: { name: "environment", grammar: grammars.environment },
    },
    reasonOption(false),
    { name: "dry-run", description: "Shows the plan and changes nothing." },
  ],
  places: { on: ["pull request", "issue", "drift issue"] },
  examples: ["/ml rollback", "/ml rollback flight-delay --to v1.1.0"],
  handle: async (event, context) => {
    const chosen = chooseModel(event, event.command.args[0]);
    if ("decision" in chosen) return toResult(chosen);
    const [model, policy] = chosen;
    const { to, reason, in: environment = "production" } = event.command.options;
    const isDryRun = event.command.options["dry-run"] !== undefined;
    const pull = event.pull?.number;
    const request = { model, policy, environment, to, reason, pull, isDryRun };
    return toResult(await askRollback(request, event.asker, context));
  },
};
