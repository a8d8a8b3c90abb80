import { readPipeline } from "../../src/app/pipeline/load-pipeline.ts";
import type { RepositoryView } from "../../src/ports/repository-view.ts";
import type { Pipeline } from "../../src/versioning/stage.ts";
import { isMetafile } from "../../src/versioning/metafile.ts";
import { isBelow } from "../../src/versioning/repository-path.ts";

/** A repository in memory. `files` maps paths to text. */
export function createMemoryView(files: Readonly<Record<string, string>>): RepositoryView {
  return {
    name: "memory",
    readText: async (path) => files[path],
    readBytes: async (path) => {
      const text = files[path];
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    listMetafiles: async () => Object.keys(files).filter(isMetafile).sort(),
    listFiles: async (directory) =>
      Object.keys(files)
        .filter((path) => isBelow(path, directory))
        .sort(),
  };
}

/** The stages of a dvc.yaml; `files` are those beside it. */
export async function pipelineOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Pipeline> {
  return readPipeline(createMemoryView({ "dvc.yaml": text, ...files }));
}
