import { runAction } from "../../src/runtime/run-action.ts";
import { runPipelineAction } from "../../src/runtime/run-pipeline-action.ts";
import { action } from "./inputs.ts";

await runAction(action, runPipelineAction);
