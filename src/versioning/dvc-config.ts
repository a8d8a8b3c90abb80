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
  for (const text of texts) {
    let section = "";
    let remote: Map<string, string> | undefined;
    for (const line of text.split(/\r?\n/)) {
      const trimmed = line.trim();
      if (trimmed === "" || /^[#;]/.test(trimmed)) continue;
      const [, header] = /^\[(.+)\]$/.exec(trimmed) ?? [];
      if (header !== undefined) {
        const [, name] = /^'?remote "(.+)"'?$/.exec(header) ?? [];
        section = header.toLowerCase();
        remote = name === undefined ? undefined : (remotes.get(name) ?? new Map());
        if (name !== undefined && remote !== undefined) remotes.set(name, remote);
        continue;
      }
      const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(trimmed) ?? [];
      if (key === undefined || value === undefined) continue;
      if (remote === undefined) options.set(`${section}.${key}`, unquote(value));
      else remote.set(key, unquote(value));
    }
  }
  const remote = options.get("core.remote");
  return { ...(remote === undefined ? {} : { remote }), remotes, options };
}

function unquote(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, "$2");
}
