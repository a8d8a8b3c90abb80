import { PawlError } from "../../errors.ts";
import type { ConfigFiles } from "../../ports/config-files.ts";
import { configLevels, textOf, type ConfigLevel } from "../../versioning/dvc-config.ts";
import type { ConfigSections } from "../../versioning/dvc-config-text.ts";
import {
  mergeConfigs,
  remoteSection,
  setOption,
  unsetOption,
  withoutSection,
} from "../../versioning/edit-dvc-config.ts";
import { editLevel, readLevels, requirePath } from "./edit-level.ts";
import { getOption, listOptions } from "./options.ts";

/** A configured remote. */
export interface ListedRemote {
  readonly name: string;
  /** Paths are absolute. */
  readonly url: string;
  readonly isDefault: boolean;
}

/** What is added. */
export interface NewRemote {
  readonly name: string;
  /** A URL, or a directory: a relative one starts at the present directory. */
  readonly url: string;
  readonly isDefault: boolean;
  /** Replaces a remote of that name. */
  readonly isForced: boolean;
}

const defaultName = { section: "core", option: "remote" };

/** Adds a remote to a level. @throws PawlError `input.invalid` when it is there and not forced. */
export async function addRemote(files: ConfigFiles, remote: NewRemote, level: ConfigLevel): Promise<void> {
  const section = remoteSection(remote.name);
  const place = { from: files.directory, file: requirePath(files, level) };
  await editLevel(files, level, (sections) => {
    if (sections.has(section) && !remote.isForced) {
      throw new PawlError("input.invalid", {
        message: `The remote ${remote.name} is there already.`,
        hint: "Replace it with --force, or choose another name.",
      });
    }
    const emptied = new Map([...sections, [section, new Map()]]);
    const added = setOption(emptied, { section, option: "url" }, remote.url, place);
    return remote.isDefault ? setOption(added, defaultName, remote.name.toLowerCase(), place) : added;
  });
}

/** Sets an option of a remote that this or a weaker level has; without a value takes it out. @throws PawlError `remote.missing` */
export async function modifyRemote(
  files: ConfigFiles,
  change: { readonly name: string; readonly option: string; readonly value: string | undefined },
  level: ConfigLevel,
): Promise<void> {
  const name = { section: remoteSection(change.name), option: change.option };
  const place = { from: files.directory, file: requirePath(files, level) };
  const weaker = mergeConfigs(await readLevels(files, level));
  await editLevel(files, level, (sections) => {
    if (!sections.has(name.section) && !weaker.has(name.section)) throw missing(change.name);
    if (change.value !== undefined) return setOption(sections, name, change.value, place);
    return unsetOption(sections, name) ?? sections;
  });
}

/** The default remote at a level or at the strongest that has one; `undefined` when there is none. */
export async function getDefaultRemote(files: ConfigFiles, level?: ConfigLevel): Promise<string | undefined> {
  if (level === undefined) return (await getOption(files, "core.remote"))?.value;
  return (await listOptions(files, level)).find((option) => option.name === "core.remote")?.value;
}

/** Makes a remote the default, or none with `undefined`. @throws PawlError `remote.missing` */
export async function setDefaultRemote(
  files: ConfigFiles,
  name: string | undefined,
  level: ConfigLevel,
): Promise<void> {
  const place = { from: files.directory, file: requirePath(files, level) };
  const weaker = mergeConfigs(await readLevels(files, level));
  await editLevel(files, level, (sections) => {
    if (name === undefined) return unsetOption(sections, defaultName) ?? sections;
    const section = remoteSection(name);
    if (!sections.has(section) && !weaker.has(section)) throw missing(name);
    return setOption(sections, defaultName, name.toLowerCase(), place);
  });
}

/** Remotes of a level, or of all, in the order in which they are configured. */
export async function listRemotes(files: ConfigFiles, level?: ConfigLevel): Promise<readonly ListedRemote[]> {
  const options = await listOptions(files, level);
  const standard = options.findLast((option) => option.name === "core.remote")?.value.toLowerCase();
  const urls = new Map<string, string>();
  for (const { name, value } of options) {
    const [, remote] = /^remote\.(.*)\.url$/.exec(name) ?? [];
    if (remote !== undefined) urls.set(remote, value);
  }
  return [...urls].map(([name, url]) => ({ name, url, isDefault: name === standard }));
}

/** Takes a remote out of a level; at this and at stronger levels it is no longer the default. @throws PawlError `remote.missing` */
export async function removeRemote(files: ConfigFiles, name: string, level: ConfigLevel): Promise<void> {
  const section = remoteSection(name);
  await editLevel(files, level, (sections) => {
    if (!sections.has(section)) throw missing(name);
    return withoutSection(sections, section);
  });
  for (const one of strongerFirst(files, level)) {
    await editLevel(files, one, (sections) =>
      isDefaultOf(sections, name) ? (unsetOption(sections, defaultName) ?? sections) : sections,
    );
  }
}

/** Gives a remote of a level another name, as the default of this and stronger levels too. @throws PawlError `remote.missing`; `input.invalid` */
export async function renameRemote(
  files: ConfigFiles,
  names: { readonly from: string; readonly to: string },
  level: ConfigLevel,
): Promise<void> {
  const [from, to] = [remoteSection(names.from), remoteSection(names.to)];
  const place = { from: files.directory, file: requirePath(files, level) };
  if (mergeConfigs(await readLevels(files)).has(to)) {
    throw new PawlError("input.invalid", { message: `The remote ${names.to} is there already.` });
  }
  const follow = (sections: ConfigSections): ConfigSections =>
    isDefaultOf(sections, names.from) ? setOption(sections, defaultName, names.to, place) : sections;
  await editLevel(files, level, (sections) => {
    const options = sections.get(from);
    if (options === undefined) throw missing(names.from);
    return follow(withoutSection(new Map([...sections, [to, options]]), from));
  });
  for (const one of strongerFirst(files, level)) {
    if (one !== level) await editLevel(files, one, follow);
  }
}

/** This level and the stronger ones, the strongest first. */
function strongerFirst(files: ConfigFiles, level: ConfigLevel): readonly ConfigLevel[] {
  const levels = configLevels.slice(configLevels.indexOf(level)).toReversed();
  return levels.filter((one) => files.path(one) !== undefined);
}

function isDefaultOf(sections: ConfigSections, name: string): boolean {
  const value = sections.get("core")?.get("remote");
  return value !== undefined && textOf(value) === name.toLowerCase();
}

function missing(name: string): PawlError {
  return new PawlError("remote.missing", {
    message: `There is no remote ${name}.`,
    hint: "`pawl remote list` lists them; `pawl remote add NAME URL` adds one.",
  });
}
