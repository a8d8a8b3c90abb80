import type { RemoteSpecification } from "./remote-specification.ts";

/** A folder of a data set repository. */
export interface HubFolder {
  /** `owner/name`. */
  readonly repository: string;
  readonly revision: string;
  /** Without `/` at its ends; `""` is the repository itself. */
  readonly folder: string;
}

const standardEndpoint = "https://huggingface.co";

/** The base URL of the Hub for a remote. */
export function hubEndpoint({
  options,
  environment,
}: Pick<RemoteSpecification, "options" | "environment">): string {
  const given = options.get("endpointurl") ?? environment["HF_ENDPOINT"];
  return (given || standardEndpoint).replace(/\/$/, "");
}

/**
 * The folder that a URL names: `hf://datasets/owner/name@revision/folder`, or the address that DVC reads it by,
 * `<endpoint>/datasets/owner/name/resolve/revision/folder`.
 *
 * @returns `undefined` when it is neither.
 */
export function parseHubUrl(url: string, endpoint: string): HubFolder | undefined {
  const isOwn = /^hf:\/\//i.test(url);
  const path = isOwn ? url.slice(5) : url.startsWith(`${endpoint}/`) ? url.slice(endpoint.length + 1) : "";
  const [kind, owner = "", second = "", ...rest] = path.split("/");
  const [name = "", given] = second.split("@");
  const isName = [owner, name].every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}$/.test(part));
  if (kind !== "datasets" || !isName) return undefined;
  if (!isOwn && rest.shift() !== "resolve") return undefined;
  const revision = decodeURIComponent((isOwn ? given : rest.shift()) ?? "main");
  const folder = rest.filter((part) => part !== "").join("/");
  return { repository: `${owner}/${name}`, revision, folder };
}
