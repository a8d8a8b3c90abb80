/** What Pawl reads of DVC's configuration. */
export interface DvcConfig {
  /** Name of the default remote. */
  readonly remote?: string;
  /** Options of each remote by its name. */
  readonly remotes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Options of the other sections, as `section.option`. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads `.dvc/config` and its overrides.
 *
 * @param texts from the weakest to the strongest.
 */
export function parseDvcConfig(texts: readonly string[]): DvcConfig {
  const remotes = new Map<string, Map<string, string>>();
  const options = new Map<string, string>();
  let section = "";
  let remote: Map<string, string> | undefined;
  for (const line of texts.flatMap((text) => text.split(/\r?\n/))) {
    const trimmed = line.trim();
    const [, header] = /^\[(.+)\]$/.exec(trimmed) ?? [];
    if (header !== undefined) {
      section = header.toLowerCase();
      remote = sectionOf(header, remotes);
    }
    const equals = trimmed.indexOf("=");
    if (equals < 1 || "#;[".includes(trimmed.charAt(0))) continue;
    const [key, value] = [trimmed.slice(0, equals).trimEnd(), trimmed.slice(equals + 1).trimStart()];
    if (remote === undefined) options.set(`${section}.${key}`, unquote(value));
    else remote.set(key, unquote(value));
  }
  const name = options.get("core.remote");
  return { ...(name === undefined ? {} : { remote: name }), remotes, options };
}

/** The options of the remote that a section header names; `undefined` for another section. */
function sectionOf(
  header: string,
  remotes: Map<string, Map<string, string>>,
): Map<string, string> | undefined {
  const [, name] = /^'?remote "(.+)"'?$/.exec(header) ?? [];
  if (name === undefined) return undefined;
  const options = remotes.get(name) ?? new Map<string, string>();
  remotes.set(name, options);
  return options;
}

function unquote(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, "$2");
}
