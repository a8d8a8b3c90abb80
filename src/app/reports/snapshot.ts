import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { Revisions } from "../../ports/revisions.ts";
import {
  type KnownData,
  listKnownData,
  loadPipeline,
  type LoadedPipeline,
} from "../pipeline/load-pipeline.ts";

/** What reports reach. */
export interface ReportPorts {
  readonly workspace: RepositoryView;
  readonly revisions: Revisions;
  readonly objects: DataObjects;
}

/** The name of the work tree among revisions. */
export const workspaceName = "workspace";

/** A repository at one revision, with what its reports need. */
export interface Snapshot {
  /** As it is shown. */
  readonly name: string;
  readonly view: RepositoryView;
  readonly loaded: LoadedPipeline;
  /** Data that the cache keeps, by path. */
  readonly data: ReadonlyMap<string, KnownData>;
}

/**
 * Opens a revision.
 *
 * @param revision `workspace`, or what git resolves.
 * @throws PawlError `revision.unknown`; `dvc.invalid` and others when its pipelines cannot be read.
 */
export async function openSnapshot(
  revision: string,
  ports: Pick<ReportPorts, "workspace" | "revisions">,
): Promise<Snapshot> {
  const view = revision === workspaceName ? ports.workspace : await ports.revisions.view(revision);
  if (view !== undefined) return readSnapshot(view, revision);
  throw new PawlError("revision.unknown", { message: `git knows no revision ${JSON.stringify(revision)}.` });
}

/** Whether anything is committed: DVC compares nothing in a repository without a commit. */
export async function hasCommits({ revisions }: Pick<ReportPorts, "revisions">): Promise<boolean> {
  return (await revisions.view("HEAD")) !== undefined;
}

async function readSnapshot(view: RepositoryView, name: string): Promise<Snapshot> {
  const loaded = await loadPipeline(view);
  const cached = listKnownData(loaded).filter((known) => known.isCached);
  return { name, view, loaded, data: new Map(cached.map((known) => [known.path, known])) };
}
