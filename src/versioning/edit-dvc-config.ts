import { PawlError } from "../errors.ts";
import { isPathOption, storedConfigPath } from "./dvc-config-path.ts";
import { checkConfig } from "./dvc-config-schema.ts";
import { directoryOf, namedSection, textOf } from "./dvc-config.ts";
import type { ConfigSections, ConfigValue } from "./dvc-config-text.ts";

/** The option that a command names. */
export interface OptionName {
  /** As the file writes it: `core`, or `remote "store"`. */
  readonly section: string;
  readonly option: string;
}

/** The order in which DVC writes sections that a file did not have before. */
const sectionOrder = [
  "core",
  "cache",
  "state",
  "index",
  "feature",
  "plots",
  "exp",
  "parsing",
  "hydra",
  "studio",
];
const namedOrder = ["remote", "machine", "db"];

/** The section of a remote. */
export function remoteSection(name: string): string {
  return `remote "${name.toLowerCase()}"`;
}

/**
 * Reads `section.option`, `remote.name.option` or `db.name.option`. Case does not count.
 *
 * @throws PawlError `usage.invalid`
 */
export function parseOptionName(text: string): OptionName {
  const [, kind, section, option] = /^(?:(remote|db)\.)?([^.]*)\.([^.]*)$/.exec(text) ?? [];
  if (section === undefined || option === undefined) {
    throw new PawlError("usage.invalid", {
      message: `${text} does not look like section.option, remote.name.option or db.name.option.`,
    });
  }
  const lower = section.toLowerCase();
  return { section: kind === undefined ? lower : `${kind} "${lower}"`, option: option.toLowerCase() };
}

/** How messages and lists write an option: `remote.store.url`. */
export function dottedName({ section, option }: OptionName): string {
  const named = namedSection(section);
  return `${named === undefined ? section : `${named.kind}.${named.name}`}.${option}`;
}

/**
 * Sections with one option set. A path is stored from the directory of the file that it goes into.
 *
 * @param place `from`: the directory that a relative path was typed in; `file`: that of the configuration. Absolute.
 */
export function setOption(
  sections: ConfigSections,
  name: OptionName,
  value: string,
  place: { readonly from: string; readonly file: string },
): ConfigSections {
  const isPath = isPathOption(namedSection(name.section)?.kind ?? name.section, name.option);
  const stored = isPath ? storedConfigPath(value, place.from, directoryOf(place.file)) : value;
  const options = new Map([...(sections.get(name.section) ?? []), [name.option, stored] as const]);
  return new Map([...sections, [name.section, options]]);
}

/** Sections without one option; `undefined` when it is not there. The section stays, be it empty. */
export function unsetOption(sections: ConfigSections, name: OptionName): ConfigSections | undefined {
  const options = new Map(sections.get(name.section));
  if (!options.delete(name.option)) return undefined;
  return new Map([...sections, [name.section, options]]);
}

/** Sections without one; the same when it is not there. */
export function withoutSection(sections: ConfigSections, section: string): ConfigSections {
  return new Map([...sections].filter(([name]) => name !== section));
}

/**
 * Sections as DVC arranges them when it writes a file: plain ones as they stood, new ones in DVC's order, then remotes,
 * machines and databases; empty plain ones are left out; paths in their shortest form.
 *
 * @param before the sections as they were read.
 * @param file the absolute path of the file.
 */
export function arrangeConfig(after: ConfigSections, before: ConfigSections, file: string): ConfigSections {
  const kept = [...before.keys()].filter((name) => after.has(name));
  const fresh = [...after.keys()].filter((name) => !before.has(name));
  const plain = [...kept, ...sectionOrder.filter((name) => fresh.includes(name)), ...fresh];
  const named = namedOrder.flatMap((kind) =>
    [...kept, ...fresh].filter((name) => namedSection(name)?.kind === kind),
  );
  const order = [...new Set([...plain.filter((name) => namedSection(name) === undefined), ...named])];
  return new Map(
    order.flatMap((name) => {
      const options = after.get(name) ?? new Map<string, ConfigValue>();
      if (options.size === 0 && namedSection(name) === undefined) return [];
      const kind = namedSection(name)?.kind ?? name;
      return [[name, new Map([...options].map(([key, value]) => [key, shortest(kind, key, value, file)]))]];
    }),
  );
}

function shortest(kind: string, option: string, value: ConfigValue, file: string): ConfigValue {
  if (!isPathOption(kind, option)) return value;
  return storedConfigPath(textOf(value), directoryOf(file), directoryOf(file));
}

/** Configurations merged, later ones over earlier ones, option by option. */
export function mergeConfigs(levels: readonly ConfigSections[]): ConfigSections {
  const merged = new Map<string, Map<string, ConfigValue>>();
  for (const [section, options] of levels.flatMap((level) => [...level])) {
    merged.set(section, new Map([...(merged.get(section) ?? []), ...options]));
  }
  return merged;
}

/** @throws PawlError `dvc.invalid` with everything that DVC would refuse in a merged configuration. */
export function requireValidConfig(merged: ConfigSections): void {
  const problems = checkConfig(merged);
  if (problems.length === 0) return;
  throw new PawlError("dvc.invalid", {
    message: problems.join("\n"),
    hint: "docs/guides/remotes.md lists the options of each kind of remote.",
  });
}
