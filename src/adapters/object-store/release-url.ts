import type { RemoteSpecification } from "./remote-specification.ts";

/** A Release that a URL names. */
export interface ReleasePlace {
  /** `owner/name`. */
  readonly repository: string;
  readonly tag: string;
}

/**
 * The Release of `github-release://owner/name/tag`, or of the address of its downloads,
 * `https://github.com/owner/name/releases/download/tag`, which DVC's configuration can hold.
 *
 * @returns `undefined` when the URL is neither.
 */
export function parseReleaseUrl(url: string, serverUrl: string): ReleasePlace | undefined {
  const isOwn = /^github-release:\/\//i.test(url);
  const path = isOwn ? url.slice(17) : url.startsWith(`${serverUrl}/`) ? url.slice(serverUrl.length + 1) : "";
  const separator = isOwn ? "/" : "/releases/download/";
  const [, owner, name, rest = ""] = /^([A-Za-z0-9-]{1,39})\/([A-Za-z0-9._-]{1,100})(\/.*)$/.exec(path) ?? [];
  if (owner === undefined || !rest.startsWith(separator)) return undefined;
  const tag = decodeURIComponent(rest.slice(separator.length).replace(/\/$/, ""));
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(tag) || tag.includes("..")) return undefined;
  return { repository: `${owner}/${name}`, tag };
}

/** The web address of GitHub. */
export function githubServer(environment: RemoteSpecification["environment"]): string {
  return (environment["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/$/, "");
}
