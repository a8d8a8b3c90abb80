import { PawlError } from "../errors.ts";
import { isPathOption, resolveConfigPath } from "./dvc-config-path.ts";
import { parseConfigText, type ConfigSection, type ConfigValue } from "./dvc-config-text.ts";

/** The levels of DVC's configuration, the weakest first. */
export const configLevels = ["system", "global", "repo", "local"] as const;

/** One of {@link configLevels}. */
export type ConfigLevel = (typeof configLevels)[number];

/** The text of a configuration file and where it lies. */
export interface ConfigFile {
  /** Absolute. Relative paths in the text start at its directory. */
  readonly path: string;
  readonly text: string;
}

/** What Pawl reads of DVC's configuration. */
export interface DvcConfig {
  /** Name of the default remote. */
  readonly remote?: string;
  /** Options of each remote by its name. */
  readonly remotes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Options of the other sections, as `section.option`. */
  readonly options: ReadonlyMap<string, string>;
}

/** A remote as its store is opened. */
export interface DvcRemote {
  readonly name: string;
  readonly url: string;
  /** All its options, `url` among them. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads `.dvc/config` and its overrides.
 *
 * @param files from the weakest to the strongest. Paths in a {@link ConfigFile} come out absolute; those of a plain text
 * stay as they are.
 * @param userHome the directory of `~`.
 * @throws PawlError `dvc.invalid` with file and line.
 */
export function parseDvcConfig(files: readonly (string | ConfigFile)[], userHome = "~"): DvcConfig {
  const remotes = new Map<string, Map<string, string>>();
  const options = new Map<string, string>();
  for (const { kind, section, name, texts } of files.flatMap((file) => readSections(file, userHome))) {
    if (kind === "remote") mergeInto(remotes, name, texts);
    else for (const [option, value] of texts) options.set(`${section}.${option}`, value);
  }
  const name = options.get("core.remote")?.toLowerCase();
  return { ...(name === undefined ? {} : { remote: name }), remotes, options };
}

/**
 * A remote by its name, or the default one. `remote://other/path` stands for `path` below the remote `other`, with its
 * options where the remote has none of its own.
 *
 * @throws PawlError `remote.missing` when there is none, it has no url, or such remotes lead in a circle.
 */
export function resolveRemote(config: DvcConfig, name?: string): DvcRemote {
  const wanted = name ?? config.remote;
  if (wanted === undefined) throw new PawlError("remote.missing", { message: "No remote is configured." });
  const options = follow(config, wanted, []);
  return { name: wanted, url: options.get("url") ?? "", options };
}

function follow(config: DvcConfig, name: string, seen: readonly string[]): ReadonlyMap<string, string> {
  const chain = [...seen, name];
  if (seen.includes(name)) {
    throw new PawlError("remote.missing", { message: `The remotes ${chain.join(" → ")} lead in a circle.` });
  }
  const own = config.remotes.get(name);
  const url = own?.get("url");
  if (own === undefined || url === undefined) {
    throw new PawlError("remote.missing", { message: `The remote ${name} has no url in .dvc/config.` });
  }
  const [, base, path] = /^remote:\/\/([^/]*)\/?(.*)$/i.exec(url) ?? [];
  if (base === undefined || path === undefined) return own;
  const below = follow(config, base.toLowerCase(), chain);
  const joined = [below.get("url") ?? "", path].filter((part) => part !== "").join("/");
  return new Map([...below, ...own, ["url", joined]]);
}

/** The kind and name of a section such as `remote "store"`; `undefined` for another one. */
export function namedSection(section: string): { readonly kind: string; readonly name: string } | undefined {
  const [, kind, name] = /^\s*(remote|machine|db)\s*"(.*)"\s*$/.exec(section) ?? [];
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

/** The directory of an absolute path. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** A value as one text; the items of a list with commas between. */
export function textOf(value: ConfigValue): string {
  return typeof value === "string" ? value : value.join(",");
}

interface ReadSection {
  readonly section: string;
  /** `remote` for each remote; a plain section's own name. */
  readonly kind: string;
  readonly name: string;
  readonly texts: ReadonlyMap<string, string>;
}

function readSections(file: string | ConfigFile, userHome: string): readonly ReadSection[] {
  const { path, text } = typeof file === "string" ? { path: undefined, text: file } : file;
  const place = path === undefined ? undefined : { directory: directoryOf(path), userHome };
  return [...parseConfigText(text, path ?? ".dvc/config")].map(([section, values]) => {
    const { kind, name } = namedSection(section) ?? { kind: section, name: "" };
    return { section, kind, name, texts: readTexts(kind, values, place) };
  });
}

interface PathPlace {
  readonly directory: string;
  readonly userHome: string;
}

function readTexts(kind: string, values: ConfigSection, place: PathPlace | undefined): Map<string, string> {
  const texts = [...values].map(([option, value]): [string, string] => {
    const text = textOf(value);
    if (place === undefined || !isPathOption(kind, option)) return [option, text];
    return [option, resolveConfigPath(text, place.directory, place.userHome)];
  });
  return new Map(texts);
}

function mergeInto(
  remotes: Map<string, Map<string, string>>,
  name: string,
  texts: ReadonlyMap<string, string>,
): void {
  remotes.set(name, new Map([...(remotes.get(name) ?? []), ...texts]));
}
