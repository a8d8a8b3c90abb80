import { runBotAction } from "../../bot/action.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { action } from "./inputs.ts";

await runAction(action, runBotAction);
