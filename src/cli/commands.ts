import type { Command } from "commander";
import { addAddCommand } from "./add.ts";
import { addBotCommand } from "./bot.ts";
import { addCheckoutCommand } from "./checkout.ts";
import { addDriftCommand } from "./drift.ts";
import { addEvaluateCommand } from "./evaluate.ts";
import { addMonitorCommand } from "./monitor.ts";
import { addProfileCommand } from "./profile.ts";
import { addPromoteCommand } from "./promote.ts";
import { addPullCommand } from "./pull.ts";
import { addPushCommand } from "./push.ts";
import { addRegisterCommand } from "./register.ts";
import { addReproCommand } from "./repro.ts";
import { addServeCommand } from "./serve.ts";
import { addStageCommand } from "./stage.ts";
import { addStatusCommand } from "./status.ts";
import { addValidateCommand } from "./validate.ts";

/** Every verb, in the order of the help: set-up, DVC's, models, live. */
const all: readonly ((program: Command) => void)[] = [
  addValidateCommand,
  addBotCommand,
  addStageCommand,
  addAddCommand,
  addReproCommand,
  addStatusCommand,
  addCheckoutCommand,
  addPullCommand,
  addPushCommand,
  addEvaluateCommand,
  addRegisterCommand,
  addPromoteCommand,
  addServeCommand,
  addMonitorCommand,
  addDriftCommand,
  addProfileCommand,
];

/** Adds every verb to the program. */
export function addCommands(program: Command): void {
  for (const add of all) add(program);
}
