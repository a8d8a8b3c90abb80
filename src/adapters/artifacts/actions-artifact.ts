import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { PawlError } from "../../errors.ts";
import type { ArtifactFile, Artifacts } from "../../ports/artifacts.ts";

/** Artifacts of the running workflow, by the service that `ACTIONS_RESULTS_URL` names. */
export const actionsArtifacts: Artifacts = { upload };

async function upload(
  name: string,
  files: readonly ArtifactFile[],
): Promise<{ readonly id: number | undefined }> {
  if (process.env["ACTIONS_RUNTIME_TOKEN"] === undefined) {
    throw new PawlError("artifact.upload-failed", {
      message: `Artifact ${name} cannot be uploaded: ACTIONS_RUNTIME_TOKEN is not set`,
    });
  }
  const directory = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "pawl-artifact-"));
  try {
    const paths = await writeFiles(directory, files);
    const { DefaultArtifactClient } = await import("@actions/artifact");
    const { id } = await new DefaultArtifactClient().uploadArtifact(name, paths, directory);
    return { id };
  } catch (error) {
    throw asUploadError(name, error);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function writeFiles(directory: string, files: readonly ArtifactFile[]): Promise<string[]> {
  const paths: string[] = [];
  for (const file of files) {
    const path = join(directory, file.path);
    if (relative(directory, path).startsWith("..")) {
      throw new PawlError("artifact.upload-failed", { message: `${file.path} leaves the artifact` });
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.content);
    paths.push(path);
  }
  return paths;
}

function asUploadError(name: string, error: unknown): PawlError {
  if (error instanceof PawlError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new PawlError("artifact.upload-failed", {
    message: `Artifact ${name} was not uploaded: ${reason}`,
    cause: error,
  });
}
