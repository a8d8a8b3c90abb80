import { ApiError } from "./http/api-error.ts";
import type { RepositoryRecord } from "./records.ts";
import type { DocumentStore } from "./store/document-store.ts";

/** A name that a repository had; the key is `owner/name` in lower case. */
interface OldNameRecord {
  readonly repositoryId: number;
}

type Store = Pick<DocumentStore, "collection">;

function oldNames(store: Store) {
  return store.collection<OldNameRecord>("old-names");
}

function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

/** Remembers the name that a repository loses, so that it leads to the new one. */
export function keepOldName(store: Store, old: RepositoryRecord): void {
  oldNames(store).put("", keyOf(old.ownerLogin, old.name), { repositoryId: old.id });
}

/** A name that is given to a repository leads nowhere else any more. */
export function takeName(store: Store, owner: string, name: string): void {
  oldNames(store).remove("", keyOf(owner, name));
}

/** The id of the repository that had this name. */
export function idBehindOldName(store: Store, owner: string, name: string): number | undefined {
  return oldNames(store).get("", keyOf(owner, name))?.repositoryId;
}

/**
 * The answer to a request under an old name: 301 for reading, 307 for the rest, so that clients keep method and body.
 * Source: recorded answers of GitHub in octokit/fixtures, scenario `rename-repository`.
 */
export function movedPermanently(method: string, url: string): ApiError {
  const status = method === "GET" || method === "HEAD" ? 301 : 307;
  const documentation_url =
    "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects";
  const extra = { url, documentation_url };
  return new ApiError(status, "Moved Permanently", extra, { location: url });
}

/** `/repositories/7/labels` as `/repos/<owner>/<name>/labels`; other paths stay; `undefined` for an unknown id. */
export function resolveRepositoryPath(
  path: string,
  find: (id: number) => RepositoryRecord | undefined,
): string | undefined {
  const match = /^\/repositories\/(\d{1,15})(\/.*)?$/.exec(path);
  if (!match) return path;
  const found = find(Number(match[1]));
  return found && `/repos/${found.fullName}${match[2] ?? ""}`;
}
