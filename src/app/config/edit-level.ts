import { PawlError } from "../../errors.ts";
import type { ConfigFiles } from "../../ports/config-files.ts";
import { configLevels, type ConfigLevel } from "../../versioning/dvc-config.ts";
import { parseConfigText, renderConfigText, type ConfigSections } from "../../versioning/dvc-config-text.ts";
import { arrangeConfig, mergeConfigs, requireValidConfig } from "../../versioning/edit-dvc-config.ts";

/** The sections of one level; none when its file is not there. @throws PawlError `dvc.invalid` */
export async function readLevel(files: ConfigFiles, level: ConfigLevel): Promise<ConfigSections> {
  const file = files.path(level);
  const text = await files.read(level);
  return file === undefined || text === undefined ? new Map() : parseConfigText(text, file);
}

/** The sections of all levels below one, or of all. */
export async function readLevels(
  files: ConfigFiles,
  below?: ConfigLevel,
): Promise<readonly ConfigSections[]> {
  const end = below === undefined ? configLevels.length : configLevels.indexOf(below);
  return Promise.all(configLevels.slice(0, end).map((level) => readLevel(files, level)));
}

/** The absolute path of a level's file. @throws PawlError `usage.invalid` outside a repository. */
export function requirePath(files: ConfigFiles, level: ConfigLevel): string {
  const file = files.path(level);
  if (file !== undefined) return file;
  throw new PawlError("usage.invalid", {
    message: `There is no .dvc in ${files.directory} or above it.`,
    hint: "Run `pawl init`, or name --global or --system.",
  });
}

/**
 * Changes one level's file, as DVC does: comments are not kept. A file that stays the same is not written.
 *
 * @throws PawlError `dvc.invalid` when what comes out is no valid configuration; then nothing is written.
 */
export async function editLevel(
  files: ConfigFiles,
  level: ConfigLevel,
  change: (sections: ConfigSections) => ConfigSections,
): Promise<void> {
  const file = requirePath(files, level);
  const before = await readLevel(files, level);
  const after = change(before);
  if (after === before) return;
  const arranged = arrangeConfig(after, before, file);
  requireValidConfig(mergeConfigs([...(await readLevels(files, level)), arranged]));
  await files.write(level, renderConfigText(arranged));
  requireValidConfig(mergeConfigs(await readLevels(files)));
}
