/** A remote as DVC's configuration describes it. */
export interface RemoteSpecification {
  /** For messages. */
  readonly name: string;
  readonly url: string;
  /** The options of its section, `url` among them. Paths are absolute or relative to `home`. */
  readonly options: ReadonlyMap<string, string>;
  /** The repository's `.dvc` directory; absolute. */
  readonly home: string;
  /** Variables that credentials and addresses may come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Whether an option of true or false is true. */
export function flagOption(remote: RemoteSpecification, name: string, standard: boolean): boolean {
  const value = remote.options.get(name);
  return value === undefined ? standard : value.toLowerCase() === "true";
}

/** The number of an option; `undefined` when it is not set. */
export function numberOption(remote: RemoteSpecification, name: string): number | undefined {
  const value = remote.options.get(name);
  return value === undefined ? undefined : Number(value);
}

/** How many transfers run side by side. */
export function jobsOf(remote: RemoteSpecification, standard: number): number {
  return numberOption(remote, "jobs") ?? standard;
}

/** The options of a web remote that shows a token; none without one. */
export function bearerOptions(token: string | undefined): ReadonlyMap<string, string> {
  if (token === undefined) return new Map();
  return new Map([
    ["auth", "custom"],
    ["custom_auth_header", "authorization"],
    ["password", `Bearer ${token}`],
  ]);
}
