import type { ReportPorts } from "../app/reports/snapshot.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitState } from "../ports/git-state.ts";
import {
  createFileSystem,
  createWorkspaceView,
  openDataStore,
  openGitState,
  openRevisions,
} from "./compose.ts";
import { findRepository } from "./find-repository.ts";

/** Everything that reports reach. */
export type OpenedReports = ReportPorts & {
  readonly git: GitState;
  readonly files: FileSystem;
  /** The name of the default remote; undefined when there is none. */
  readonly defaultRemote: string | undefined;
};

/**
 * Opens the repository that a directory is in for reports. Paths in them are relative to its top.
 *
 * @param remote the remote to look at; default the default remote.
 */
export async function openReports(directory: string, remote?: string): Promise<OpenedReports> {
  const files = await createFileSystem(findRepository(directory).root);
  const [workspace, revisions, store, git] = await Promise.all([
    createWorkspaceView(files),
    openRevisions(files.root),
    openDataStore(files),
    openGitState(files.root),
  ]);
  const objects = store.objects(remote);
  return { files, workspace, revisions, objects, git, defaultRemote: store.defaultRemote };
}
