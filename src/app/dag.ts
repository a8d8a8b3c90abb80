import type { RepositoryView } from "../ports/repository-view.ts";
import { buildDag, type Dag, type DagRequest } from "../versioning/stage-dag.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";

/**
 * The graph of the repository's stages and data files.
 *
 * @throws PawlError `stage.unknown`; `dvc.invalid` and others when the pipelines cannot be read.
 */
export async function dag(request: DagRequest, view: RepositoryView): Promise<Dag> {
  return buildDag(await loadPipeline(view), request);
}
