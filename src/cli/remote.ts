import type { Command } from "commander";
import {
  addRemote,
  getDefaultRemote,
  listRemotes,
  modifyRemote,
  removeRemote,
  renameRemote,
  setDefaultRemote,
} from "../app/config/remotes.ts";
import { PawlError } from "../errors.ts";
import { openConfigFiles } from "../runtime/compose.ts";
import { addLevelOptions, chosenLevel, type LevelOptions } from "./config-level.ts";
import { printResult } from "./print-result.ts";

interface RemoteOptions extends LevelOptions {
  readonly json?: boolean;
  readonly default?: boolean;
  readonly force?: boolean;
  readonly unset?: boolean;
}

type Positional = string | undefined;
type Run = (options: RemoteOptions, ...names: readonly Positional[]) => Promise<void>;

/** Adds `pawl remote add|default|modify|list|remove|rename`, as `dvc remote`. */
export function addRemoteCommand(program: Command): void {
  const remote = program.command("remote").description("set up the places that data is shared through");
  const url = "s3://, ssh://, http(s)://, hf://, github-release://, remote://, or a directory";
  addOne(remote, ["add", "add a remote", "<name>", "<url>"], add)
    .option("-d, --default", "make it the default remote")
    .option("-f, --force", "replace a remote of that name")
    .addHelpText("after", `\nURL: ${url}`);
  addOne(remote, ["default", "show or set the default remote", "[name]"], standard).option(
    "-u, --unset",
    "have no default remote",
  );
  addOne(remote, ["modify", "set an option of a remote", "<name>", "<option>", "[value]"], modify).option(
    "-u, --unset",
    "take the option out",
  );
  addOne(remote, ["list", "list all remotes"], list);
  addOne(remote, ["remove", "remove a remote", "<name>"], remove);
  addOne(remote, ["rename", "give a remote another name", "<name>", "<new>"], rename);
}

function addOne(
  parent: Command,
  [verb, description, ...names]: readonly [string, string, ...string[]],
  run: Run,
): Command {
  const command = parent.command(verb).description(description);
  for (const name of names) command.argument(name);
  return addLevelOptions(command).action(async (...given: readonly unknown[]) => {
    const positional = given.slice(0, names.length).map((one) => (typeof one === "string" ? one : undefined));
    await run(command.optsWithGlobals<RemoteOptions>(), ...positional);
  });
}

async function add(options: RemoteOptions, name = "", url = ""): Promise<void> {
  const { default: isDefault = false, force: isForced = false } = options;
  const files = await openConfigFiles(process.cwd());
  await addRemote(files, { name, url, isDefault, isForced }, chosenLevel(options) ?? "repo");
  const lines = isDefault ? [`${name} is now the default remote.`] : [];
  printResult(options.json, { schema: "pawl.remote/1", name, isDefault }, lines);
}

async function standard(options: RemoteOptions, name: Positional): Promise<void> {
  const files = await openConfigFiles(process.cwd());
  const level = chosenLevel(options);
  if (name !== undefined || options.unset === true) {
    await setDefaultRemote(files, options.unset === true ? undefined : name, level ?? "repo");
    return;
  }
  const found = await getDefaultRemote(files, level);
  printResult(options.json, { schema: "pawl.remote/1", name: found ?? null }, [
    found ?? "There is no default remote.",
  ]);
  if (found === undefined) process.exitCode = 1;
}

async function modify(options: RemoteOptions, name = "", option = "", value?: string): Promise<void> {
  if (value === undefined && options.unset !== true) {
    throw new PawlError("usage.invalid", {
      message: `pawl remote modify ${name} ${option} needs a value, or --unset.`,
    });
  }
  const change = { name, option, value: options.unset === true ? undefined : value };
  await modifyRemote(await openConfigFiles(process.cwd()), change, chosenLevel(options) ?? "repo");
}

async function list(options: RemoteOptions): Promise<void> {
  const remotes = await listRemotes(await openConfigFiles(process.cwd()), chosenLevel(options));
  const lines = remotes.map(({ name, url, isDefault }) => `${name}\t${url}${isDefault ? "\t(default)" : ""}`);
  printResult(options.json, { schema: "pawl.remotes/1", remotes }, lines);
}

async function remove(options: RemoteOptions, name = ""): Promise<void> {
  await removeRemote(await openConfigFiles(process.cwd()), name, chosenLevel(options) ?? "repo");
}

async function rename(options: RemoteOptions, from = "", to = ""): Promise<void> {
  await renameRemote(await openConfigFiles(process.cwd()), { from, to }, chosenLevel(options) ?? "repo");
}
