import { nearestMatch } from "../../src/yaml/nearest-match.ts";
import { approveCommand, rejectCommand } from "./approve.ts";
import type { Command } from "./command.ts";
import { baselineCommand } from "./baseline.ts";
import { cancelCommand } from "./cancel.ts";
import { compareCommand } from "./compare.ts";
import { configCommand } from "./config.ts";
import { driftCommand } from "./drift.ts";
import { explainCommand } from "./explain.ts";
import { createHelpCommand } from "./help.ts";
import { lockCommand, unlockCommand } from "./lock.ts";
import { overrideCommand } from "./override.ts";
import { okCommand } from "./ok.ts";
import { promoteCommand } from "./promote.ts";
import { retrainCommand } from "./retrain.ts";
import { rollbackCommand } from "./rollback.ts";
import { runCommand } from "./run.ts";
import { statusCommand } from "./status.ts";

const others = [
  statusCommand,
  runCommand,
  okCommand,
  cancelCommand,
  compareCommand,
  explainCommand,
  baselineCommand,
  promoteCommand,
  approveCommand,
  rejectCommand,
  retrainCommand,
  rollbackCommand,
  driftCommand,
  lockCommand,
  unlockCommand,
  overrideCommand,
  configCommand,
] as const;

/** Every command, in the order of help. */
export const commands: readonly Command[] = [createHelpCommand(others), ...others];

/** The command of a name, or `undefined`. */
export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}

/** The command whose name is nearest, when one is near enough. */
export function nearestCommand(name: string): Command | undefined {
  const nearest = nearestMatch(
    name.slice(0, 40),
    commands.map((command) => command.name),
  );
  return nearest === undefined ? undefined : findCommand(nearest);
}
