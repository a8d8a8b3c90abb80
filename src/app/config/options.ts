import { PawlError } from "../../errors.ts";
import type { ConfigFiles } from "../../ports/config-files.ts";
import { isPathOption, resolveConfigPath } from "../../versioning/dvc-config-path.ts";
import { parseConfigText, type ConfigSections } from "../../versioning/dvc-config-text.ts";
import {
  configLevels,
  directoryOf,
  namedSection,
  textOf,
  type ConfigLevel,
} from "../../versioning/dvc-config.ts";
import {
  dottedName,
  parseOptionName,
  setOption,
  unsetOption,
  type OptionName,
} from "../../versioning/edit-dvc-config.ts";
import { editLevel, requirePath } from "./edit-level.ts";

/** An option that is set somewhere. */
export interface OptionValue {
  /** `core.remote`, `remote.store.url`. */
  readonly name: string;
  /** Paths are absolute. */
  readonly value: string;
  /** The file: relative to the repository for its own levels, else absolute. */
  readonly origin: string;
}

/**
 * The value of `section.option` or `remote.name.option` at one level, or at the strongest that has it.
 *
 * @returns `undefined` when no level has it.
 * @throws PawlError `usage.invalid` for a name of another form; `input.invalid` when the level that was named lacks it.
 */
export async function getOption(
  files: ConfigFiles,
  text: string,
  level?: ConfigLevel,
): Promise<OptionValue | undefined> {
  const wanted = dottedName(parseOptionName(text));
  const found = (await listOptions(files, level)).findLast((option) => option.name === wanted);
  if (found === undefined && level !== undefined) throw absent(wanted, level);
  return found;
}

/** All options that are set at one level, or at all, the weakest level first; remotes first within a level. */
export async function listOptions(files: ConfigFiles, level?: ConfigLevel): Promise<readonly OptionValue[]> {
  if (level !== undefined) requirePath(files, level);
  const levels = level === undefined ? configLevels : [level];
  const listed = await Promise.all(levels.map((one) => listLevel(files, one)));
  return listed.flat();
}

/** Sets an option at a level. Relative paths start at the present directory. @throws PawlError `dvc.invalid` */
export async function setConfigOption(
  files: ConfigFiles,
  text: string,
  value: string,
  level: ConfigLevel,
): Promise<void> {
  const place = { from: files.directory, file: requirePath(files, level) };
  const name = parseOptionName(text);
  await editLevel(files, level, (sections) => setOption(sections, name, value, place));
}

/** Takes an option out of a level. @throws PawlError `input.invalid` when it is not there. */
export async function unsetConfigOption(files: ConfigFiles, text: string, level: ConfigLevel): Promise<void> {
  const name = parseOptionName(text);
  await editLevel(files, level, (sections) => {
    const without = unsetOption(sections, name);
    if (without === undefined) throw absent(dottedName(name), level);
    return without;
  });
}

function absent(name: string, level: ConfigLevel): PawlError {
  return new PawlError("input.invalid", {
    message: `${name} is not set in the configuration of the level ${level}.`,
    hint: "`pawl config --list --show-origin` lists what is set, and where.",
  });
}

async function listLevel(files: ConfigFiles, level: ConfigLevel): Promise<readonly OptionValue[]> {
  const file = files.path(level);
  const text = await files.read(level);
  if (file === undefined || text === undefined) return [];
  const isOwn = level === "repo" || level === "local";
  const origin = isOwn ? file.slice((files.root ?? "").length + 1) : file;
  const place = { directory: directoryOf(file), userHome: files.userHome };
  return flatten(parseConfigText(text, file)).map(({ name, value }) => {
    const kind = namedSection(name.section)?.kind ?? name.section;
    const isPath = isPathOption(kind, name.option);
    const shown = isPath ? resolveConfigPath(value, place.directory, place.userHome) : value;
    return { name: dottedName(name), value: shown, origin };
  });
}

function flatten(sections: ConfigSections): readonly { readonly name: OptionName; readonly value: string }[] {
  const isNamed = (section: string): boolean => namedSection(section) !== undefined;
  const order = [...sections.keys()].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  return order.flatMap((section) =>
    [...(sections.get(section) ?? [])].map(([option, value]) => ({
      name: { section, option },
      value: textOf(value),
    })),
  );
}
