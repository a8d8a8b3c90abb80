import { createHash } from "node:crypto";
import type { ArtifactRecord, ArtifactShelf, JobRecord, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import { isoSeconds } from "../git/parse-objects.ts";
import type { ActionsStore } from "./actions-store.ts";
import { NumberedFiles } from "./numbered-files.ts";

const keptDays = 90;

/** Keeps artifacts: their facts in the store, their bytes as files. */
export class ArtifactFiles implements ArtifactShelf {
  readonly #context: SandboxContext;
  readonly #store: ActionsStore;
  readonly #files: NumberedFiles;

  constructor(context: SandboxContext, store: ActionsStore) {
    this.#context = context;
    this.#store = store;
    this.#files = new NumberedFiles(context.stateDirectory, "artifacts");
  }

  /** Stores an artifact of a run. Its id is the next of all artifacts of the sandbox. */
  save(
    run: RunRecord,
    job: Pick<JobRecord, "backendId">,
    artifact: { readonly name: string; readonly zip: Buffer; readonly mimeType?: string },
  ): ArtifactRecord {
    const { name, zip, mimeType = "application/zip" } = artifact;
    const id = this.#context.store.nextNumber("artifacts");
    this.#files.write(id, zip);
    const now = this.#context.now();
    return this.#store.artifacts.put(run.repositoryId, id, {
      id,
      repositoryId: run.repositoryId,
      runId: run.id,
      runBackendId: run.backendId,
      jobBackendId: job.backendId,
      name,
      sizeBytes: zip.length,
      digest: `sha256:${createHash("sha256").update(zip).digest("hex")}`,
      mimeType,
      createdAt: isoSeconds(now),
      expiresAt: isoSeconds(new Date(now.getTime() + keptDays * 86_400_000)),
    });
  }

  /** Artifacts of a run, oldest first. */
  listOfRun(runId: number): readonly ArtifactRecord[] {
    return this.#store.artifacts.all().filter((artifact) => artifact.runId === runId);
  }

  /** Deletes an artifact. */
  remove(artifact: ArtifactRecord): void {
    this.#store.artifacts.remove(artifact.repositoryId, artifact.id);
    this.#files.remove(artifact.id);
  }

  /** The artifact's bytes as they were uploaded. */
  readZip(artifact: ArtifactRecord): Buffer {
    return this.#files.read(artifact.id);
  }
}
