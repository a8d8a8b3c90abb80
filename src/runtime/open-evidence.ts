import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReadBaseArtifact } from "../app/evaluation/base-artifact.ts";
import type { ReadBaseArtifact } from "../app/evaluation/champion.ts";
import type { ModelEvidencePorts } from "../app/evaluation/model-evidence.ts";
import type { DiffTables } from "../app/evaluation/table-evidence.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { createSql, createWorkspaceView, openDataStore, openRevisions } from "./compose.ts";
import { type OpenedTables, openTables } from "./open-tables.ts";

/** What git and the data store of a repository say to an evaluation. */
export interface OpenedEvidence extends Pick<
  ModelEvidencePorts,
  "workspace" | "revisions" | "objects" | "openDiffTables"
> {
  readonly readBaseArtifact: ReadBaseArtifact;
  /** Removes what was put on the disk. */
  close(): Promise<void>;
}

/** Memory of the engine that compares tables, and the most that it spills to the disk. */
const [memoryBytes, spill] = [700 * 2 ** 20, "8GiB"];

/** Opens the repository at `files.root` for evidence. Remotes and engines are opened when they are needed. */
export async function openEvidence(files: FileSystem): Promise<OpenedEvidence> {
  const [workspace, revisions, store] = await Promise.all([
    createWorkspaceView(files),
    openRevisions(files.root),
    openDataStore(files),
  ]);
  let opened: Promise<OpenedTables> | undefined;
  const resolve = async (revision: string | undefined, path: string) =>
    (await (opened ??= openTables(files.root))).resolve(revision, path);
  return {
    workspace,
    revisions,
    objects: store.objects(),
    openDiffTables: async () => ({ ...(await openEngine()), resolve }),
    readBaseArtifact: createReadBaseArtifact({ resolve, readBytes: (file) => readFile(file) }),
    close: async () => (await opened)?.close(),
  };
}

async function openEngine(): Promise<Pick<DiffTables, "sql" | "close">> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-data-diff-"));
  const sql = await createSql({ memoryLimitBytes: memoryBytes, temporaryDirectory: folder });
  await sql.query(`SET max_temp_directory_size = '${spill}'`);
  return {
    sql,
    close: async () => {
      await sql.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
