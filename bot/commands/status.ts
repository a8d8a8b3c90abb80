import { readModelState } from "../../src/app/promotion-facts.ts";
import { findOpenRetraining } from "../reconcile/retraining.ts";
import { modelsOf } from "../requests.ts";
import { renderStatus } from "../views/status.ts";
import { modelArgument } from "./grammars.ts";
import type { Command } from "./command.ts";

/** `/ml status`. */
export const statusCommand: Command = {
  name: "status",
  description: "Shows what each environment holds, the newest version, and open retraining.",
  permission: "read",
  arguments: [modelArgument],
  places: { on: ["pull request", "issue", "drift issue"] },
  examples: ["/ml status", "/ml status flight-delay"],
  handle: async (event, context) => {
    const [name] = event.command.args;
    const models = modelsOf(event.policy, name === undefined ? event.labels : [`model:${name}`]);
    const rows = await Promise.all(
      models.map(async ([model, policy]) => ({
        model,
        environments: Object.keys(policy.environments),
        state: await readModelState(model, context.github),
        retraining: await findOpenRetraining(model, context),
      })),
    );
    return { outcome: "done", reasonCode: "status", text: renderStatus(rows) };
  },
};
