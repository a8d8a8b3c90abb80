import { askRollback } from "../requests.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import type { Command } from "./command.ts";

/** `/ml rollback`. */
export const rollbackCommand: Command = {
  name: "rollback",
  usage: "rollback [model] [--to version] [--in environment]",
  description:
    "Puts the version that was there before, or the given one, back into an environment (production by default).",
  permission: "maintain",
  examples: ["/ml rollback", "/ml rollback flight-delay --to v1.1.0"],
  handle: async (event, context) => {
    const chosen = chooseModel(event, event.command.args[0]);
    if ("decision" in chosen) return toResult(chosen);
    const [model, policy] = chosen;
    const { to, in: environment = "production" } = event.command.options;
    return toResult(await askRollback({ model, policy, environment, to }, event.asker, context));
  },
};
