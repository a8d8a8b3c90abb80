import { runBotAction } from "../../bot/action.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { definition } from "./inputs.ts";

await runAction(definition, runBotAction);
