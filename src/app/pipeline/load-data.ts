import { emptyLock } from "../../versioning/lock-file.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";
import { type KnownData, listKnownData, loadPipeline, pipelinePath, readTracked } from "./load-pipeline.ts";

/** All data of a repository, also of one that has `.dvc` files and no pipeline. */
export async function loadData(ports: Pick<PipelinePorts, "files" | "data">): Promise<readonly KnownData[]> {
  const hasPipeline = (await ports.files.stat(pipelinePath)) !== undefined;
  if (hasPipeline) return listKnownData(await loadPipeline(ports));
  return listKnownData({ pipeline: [], lock: emptyLock, tracked: await readTracked(ports) });
}
