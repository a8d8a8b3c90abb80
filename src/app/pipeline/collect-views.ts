import { PawlError } from "../../errors.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { Revisions } from "../../ports/revisions.ts";
import { type KnownData, listKnownData, loadPipeline } from "./load-pipeline.ts";

/** Which moments of a repository a command is about, beside the work tree. */
export interface RevisionScope {
  readonly allBranches?: boolean;
  readonly allTags?: boolean;
  readonly allCommits?: boolean;
}

/** The work tree and the commits of a scope, each commit once, named by its first ref. */
export async function collectViews(
  scope: RevisionScope,
  ports: { readonly workspace: RepositoryView; readonly revisions: Revisions },
): Promise<readonly RepositoryView[]> {
  const named = new Map<string, string>();
  const refs = [
    ...(scope.allBranches === true ? await ports.revisions.branches() : []),
    ...(scope.allTags === true ? await ports.revisions.tags() : []),
  ];
  for (const { name, commit } of refs) if (!named.has(commit)) named.set(commit, name);
  if (scope.allCommits === true) {
    for (const commit of await ports.revisions.commits("all"))
      if (!named.has(commit)) named.set(commit, commit);
  }
  const views: RepositoryView[] = [ports.workspace];
  for (const [commit, name] of named) {
    const view = await ports.revisions.view(commit);
    if (view !== undefined) views.push({ ...view, name });
  }
  return views;
}

/**
 * The data that the work tree and the commits of a scope name, each hash once a path. A commit whose files cannot be read
 * is passed over with a warning: history cannot be mended.
 *
 * @throws PawlError as `loadPipeline`, for the work tree.
 */
export async function collectData(
  views: readonly RepositoryView[],
  warn: (message: string) => void,
): Promise<readonly KnownData[]> {
  const found = new Map<string, KnownData>();
  for (const [index, view] of views.entries()) {
    const known = index === 0 ? listKnownData(await loadPipeline(view)) : await readPast(view, warn);
    for (const data of known) {
      const key = `${data.item.hash} ${data.item.md5} ${data.path}`;
      if (!found.has(key)) found.set(key, data);
    }
  }
  return [...found.values()];
}

async function readPast(
  view: RepositoryView,
  warn: (message: string) => void,
): Promise<readonly KnownData[]> {
  try {
    return listKnownData(await loadPipeline(view));
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const [first = ""] = error.message.split("\n");
    warn(`${view.name.slice(0, 40)} is passed over: ${first}`);
    return [];
  }
}
