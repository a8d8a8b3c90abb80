import { PawlError } from "../../errors.ts";
import type { Log } from "../../ports/log.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { Revisions } from "../../ports/revisions.ts";
import { type LoadedPipeline, loadPipeline } from "../pipeline/load-pipeline.ts";
import { type DataSelection, selectData, type SelectedData } from "../pipeline/select-data.ts";
import { hasChoice, listRevisionGroups, type RevisionChoice } from "../reports/revision-groups.ts";

/** Which data, of which commits besides the work tree. */
export type DataScope = DataSelection & RevisionChoice;

/** What finding out about data reaches. */
export interface ScopePorts {
  readonly workspace: RepositoryView;
  /** Opened when other commits are asked for. */
  readonly revisions: () => Promise<Revisions>;
  readonly log: Log;
}

/**
 * The data that the work tree and the commits of a scope name, each hash once a path. A commit that cannot be read, or
 * that does not know a target, is passed over with a warning: history cannot be mended.
 *
 * @param loaded the work tree's pipelines, when they are read already.
 * @throws PawlError as `loadPipeline` and `selectData`, for the work tree.
 */
export async function collectData(
  scope: DataScope,
  ports: ScopePorts,
  loaded?: LoadedPipeline,
): Promise<readonly SelectedData[]> {
  const own = selectData(loaded ?? (await loadPipeline(ports.workspace)), scope);
  if (!hasChoice(scope)) return own;
  const revisions = await ports.revisions();
  const found = new Map(own.map((data) => [keyOf(data), data]));
  for (const { name, commit } of await listRevisionGroups(scope, revisions)) {
    const view = await revisions.view(commit);
    const past = view === undefined ? [] : await selectPast(view, { scope, name, log: ports.log });
    for (const data of past) if (!found.has(keyOf(data))) found.set(keyOf(data), data);
  }
  return [...found.values()];
}

function keyOf({ item, path, inside }: SelectedData): string {
  return `${item.hash} ${item.md5} ${path}\0${inside ?? ""}`;
}

async function selectPast(
  view: RepositoryView,
  { scope, name, log }: { readonly scope: DataScope; readonly name: string; readonly log: Log },
): Promise<readonly SelectedData[]> {
  try {
    return selectData(await loadPipeline(view), scope);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const [first = ""] = error.message.split("\n");
    log.warning(`${name.slice(0, 60)} is passed over: ${first}`);
    return [];
  }
}
