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

/** Everything that reports reach. */
export type OpenedReports = ReportPorts & { readonly git: GitState; readonly files: FileSystem };

/**
 * Opens the repository at `root` for reports.
 *
 * @param remote the remote to look at; default the default remote.
 */
export async function openReports(root: string, remote?: string): Promise<OpenedReports> {
  const files = await createFileSystem(root);
  const [workspace, revisions, objects, git] = await Promise.all([
    createWorkspaceView(files),
    openRevisions(files.root),
    openDataStore(files).then((store) => store.objects(remote)),
    openGitState(files.root),
  ]);
  return { files, workspace, revisions, objects, git };
}
