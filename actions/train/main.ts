import { resolve } from "node:path";
import { actionLog, runAction } from "../../src/runtime/run-action.ts";
import { runStages, toActionOutcome } from "../../src/runtime/run-stages.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs) => {
  const result = await runStages({
    verb: "train",
    directory: resolve(inputs["working-directory"]),
    config: inputs.config,
    model: inputs.model,
    push: inputs.push,
    log: actionLog,
  });
  return toActionOutcome(result, { changed: String(result.changed), state: "done" });
});
