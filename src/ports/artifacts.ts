/** One file of an artifact; `path` is relative, with `/`. */
export interface ArtifactFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Artifacts of the workflow run that this process belongs to. */
export interface Artifacts {
  /**
   * Uploads files as one artifact; a second upload under the same name in a run is refused by GitHub.
   *
   * @throws PawlError `artifact.upload-failed` outside a workflow or when the service refuses.
   */
  upload(name: string, files: readonly ArtifactFile[]): Promise<{ readonly id: number | undefined }>;
}
