import type { Command } from "commander";
import { PawlError } from "../errors.ts";
import type { ConfigLevel } from "../versioning/dvc-config.ts";

/** Options of a command that works on one level of DVC's configuration. */
export interface LevelOptions {
  readonly system?: boolean;
  readonly global?: boolean;
  readonly project?: boolean;
  readonly local?: boolean;
}

/** Adds `--system`, `--global`, `--project` and `--local`. */
export function addLevelOptions(command: Command): Command {
  return command
    .option("--global", "the user's configuration")
    .option("--system", "the machine's configuration")
    .option("--project", "the repository's .dvc/config (default for changes)")
    .option("--local", "the repository's .dvc/config.local, which git ignores: the place for secrets");
}

/** The level that was asked for, if any. @throws PawlError `usage.invalid` for more than one. */
export function chosenLevel(options: LevelOptions): ConfigLevel | undefined {
  const levels: readonly (readonly [boolean | undefined, ConfigLevel])[] = [
    [options.system, "system"],
    [options.global, "global"],
    [options.project, "repo"],
    [options.local, "local"],
  ];
  const chosen = levels.filter(([isChosen]) => isChosen === true).map(([, level]) => level);
  if (chosen.length > 1) {
    throw new PawlError("usage.invalid", {
      message: "--system, --global, --project and --local exclude each other.",
    });
  }
  return chosen[0];
}
