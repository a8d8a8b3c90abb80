import type { Command } from "commander";
import { addAddCommand } from "./add.ts";
import { addBotCommand } from "./bot.ts";
import { addCheckoutCommand } from "./checkout.ts";
import { addDagCommand } from "./dag.ts";
import { addDataCommand } from "./data.ts";
import { addDiffCommand } from "./diff.ts";
import { addDriftCommand } from "./drift.ts";
import { addEvaluateCommand } from "./evaluate.ts";
import { addMetricsCommand } from "./metrics.ts";
import { addMonitorCommand } from "./monitor.ts";
import { addParamsCommand } from "./params.ts";
import { addPlotsCommand } from "./plots.ts";
import { addProfileCommand } from "./profile.ts";
import { addPromoteCommand } from "./promote.ts";
import { addPullCommand } from "./pull.ts";
import { addPushCommand } from "./push.ts";
import { addRegisterCommand } from "./register.ts";
import { addReproCommand } from "./repro.ts";
import { addServeCommand } from "./serve.ts";
import { addStatusCommand } from "./status.ts";
import { addValidateCommand } from "./validate.ts";

/** Every verb, in the order of the help: set-up, DVC's, models, live. */
const all: readonly ((program: Command) => void)[] = [
  addValidateCommand,
  addBotCommand,
  addAddCommand,
  addReproCommand,
  addStatusCommand,
  addCheckoutCommand,
  addPullCommand,
  addPushCommand,
  addDagCommand,
  addDiffCommand,
  addDataCommand,
  addMetricsCommand,
  addParamsCommand,
  addPlotsCommand,
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
