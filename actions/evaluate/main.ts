import { runAction } from "../../src/runtime/run-action.ts";
import { runEvaluateAction } from "../../src/runtime/run-evaluate-action.ts";
import { action } from "./inputs.ts";

await runAction(action, runEvaluateAction);
