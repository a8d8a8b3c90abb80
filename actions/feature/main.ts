import { resolve } from "node:path";
import { runAction } from "../../src/runtime/run-action.ts";
import { runFeature, toActionOutcome } from "../../src/runtime/run-stages.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs, log) => {
  const directory = resolve(inputs["working-directory"]);
  const result = await runFeature({ ...inputs, directory, log });
  return toActionOutcome(result, { "needs-training": String(result.needsTraining) });
});
