import { resolve } from "node:path";
import { runAction } from "../../src/runtime/run-action.ts";
import { runTrain, toActionOutcome } from "../../src/runtime/run-stages.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs, log) => {
  const directory = resolve(inputs["working-directory"]);
  return toActionOutcome(await runTrain({ ...inputs, directory, log }), { state: "done" });
});
