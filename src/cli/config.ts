import type { Command } from "commander";
import { getOption, listOptions, setConfigOption, unsetConfigOption } from "../app/config/options.ts";
import { PawlError } from "../errors.ts";
import { openConfigFiles } from "../runtime/compose.ts";
import { addLevelOptions, chosenLevel, type LevelOptions } from "./config-level.ts";
import { printResult } from "./print-result.ts";

interface ConfigOptions extends LevelOptions {
  readonly json?: boolean;
  readonly unset?: boolean;
  readonly list?: boolean;
  readonly showOrigin?: boolean;
}

/** Adds `pawl config`: reads and writes DVC's configuration, as `dvc config`. */
export function addConfigCommand(program: Command): void {
  const command = program
    .command("config")
    .description("show or set options of DVC's configuration")
    .argument("[name]", "section.option or remote.name.option")
    .argument("[value]", "set the option to it")
    .option("-u, --unset", "take the option out")
    .option("-l, --list", "list all options that are set")
    .option("--show-origin", "with the file of each");
  addLevelOptions(command).action(
    async (name: string | undefined, value: string | undefined, _: unknown, self: Command) => {
      await run(self.optsWithGlobals<ConfigOptions>(), name, value);
    },
  );
}

async function run(
  options: ConfigOptions,
  name: string | undefined,
  value: string | undefined,
): Promise<void> {
  const level = chosenLevel(options);
  const isChange = value !== undefined || options.unset === true;
  if (options.showOrigin === true && isChange) throw refuse("--show-origin goes with no change.");
  if (options.list === true && (name !== undefined || isChange)) throw refuse("--list goes with no name.");
  if (name === undefined && options.list !== true) throw refuse("Name an option, or use --list.");
  const files = await openConfigFiles(process.cwd());
  if (name !== undefined && options.unset === true) return unsetConfigOption(files, name, level ?? "repo");
  if (name !== undefined && value !== undefined) return setConfigOption(files, name, value, level ?? "repo");
  const found = name === undefined ? undefined : await getOption(files, name, level);
  const shown = name === undefined ? await listOptions(files, level) : found === undefined ? [] : [found];
  const lines = shown.map((one) => {
    const prefix = options.showOrigin === true ? `${one.origin}\t` : "";
    return `${prefix}${options.list === true ? `${one.name}=` : ""}${one.value}`;
  });
  printResult(options.json, { schema: "pawl.config/1", options: shown }, lines);
}

function refuse(message: string): PawlError {
  return new PawlError("usage.invalid", { message });
}
