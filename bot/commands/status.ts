import { readModelState } from "../../src/app/promotion-facts.ts";
import { readAllLocks, readCandidates, readWaiting } from "../reconcile/dashboard-facts.ts";
import { findOpenRetraining } from "../reconcile/retraining.ts";
import { countQueue } from "../reconcile/run-facts.ts";
import { modelsOf } from "../requests.ts";
import { renderStatus } from "../views/status.ts";
import { modelArgument } from "./grammars.ts";
import type { Command } from "./command.ts";

/** `/ml status`. */
export const statusCommand: Command = {
  name: "status",
  description:
    "Shows what each environment holds, the newest version, open pull requests and their gates, locks, promotions that wait, and the queue.",
  permission: "read",
  arguments: [modelArgument],
  places: { on: ["pull request", "issue", "drift issue"] },
  examples: ["/ml status", "/ml status flight-delay"],
  handle: async (event, context) => {
    const [name] = event.command.args;
    const models = modelsOf(event.policy, name === undefined ? event.labels : [`model:${name}`]);
    const candidates = await readCandidates(context);
    const rows = await Promise.all(
      models.map(async ([model, policy]) => ({
        model,
        environments: Object.keys(policy.environments),
        state: await readModelState(model, context.github),
        retraining: await findOpenRetraining(model, context),
        candidates: candidates.filter((candidate) => candidate.models.includes(model)),
      })),
    );
    const isMeant = (model: string | null): boolean =>
      model === null || models.some(([meant]) => meant === model);
    const environments = rows.flatMap((row) => row.environments);
    const locks = (await readAllLocks(event.policy, context)).filter(
      (lock) => isMeant(lock.model) && environments.includes(lock.environment),
    );
    const waiting = (await readWaiting(context)).waiting.filter((entry) => isMeant(entry.model));
    const text = renderStatus(rows, { locks, waiting, queue: await countQueue(context) });
    return { outcome: "done", reasonCode: "status", text };
  },
};
