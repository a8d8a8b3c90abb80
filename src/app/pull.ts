import { PawlError } from "../errors.ts";
import { listKnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { restoreData } from "./pipeline/restore-data.ts";
import { selectData } from "./pipeline/select-data.ts";

/** Which data to bring. */
export interface PullRequest {
  /** Stages, `.dvc` files, paths; default everything. */
  readonly targets?: readonly string[];
}

/** What was brought. */
export interface PullResult {
  readonly decision: "positive";
  readonly reasonCode: "data.current" | "data.restored";
  /** Paths that were put into the work tree. */
  readonly restored: readonly string[];
}

/**
 * Makes the work tree's data what dvc.lock and the `.dvc` files say, from the cache or else from the remote.
 *
 * @throws PawlError `data.missing` that names everything that neither has; the rest is in place then.
 */
export async function pull(
  request: PullRequest,
  ports: Pick<PipelinePorts, "workspace" | "data" | "remote">,
): Promise<PullResult> {
  const restored: string[] = [];
  const missing: string[] = [];
  for (const { path, item, isCached } of selectData(
    listKnownData(await loadPipeline(ports.workspace)),
    request.targets,
  )) {
    const now = await ports.data.inspect(path);
    const isCurrent = now?.md5 === item.md5;
    if (isCurrent && isCached && item.hash === "md5" && !(await ports.data.has(item)))
      await ports.data.save(path);
    if (isCurrent || (!isCached && now !== undefined)) continue;
    const isBack = await restoreData(path, item, ports);
    (isBack ? restored : missing).push(path);
  }
  if (missing.length > 0) {
    const where = ports.remote === undefined ? "the cache" : "cache and remote";
    throw new PawlError("data.missing", { message: `Not in ${where}: ${missing.join(", ")}.` });
  }
  const reasonCode = restored.length > 0 ? "data.restored" : "data.current";
  return { decision: "positive", reasonCode, restored };
}

/**
 * Like {@link pull}, from the cache only.
 *
 * @throws PawlError `data.missing`
 */
export async function checkout(
  request: PullRequest,
  ports: Pick<PipelinePorts, "workspace" | "data">,
): Promise<PullResult> {
  return pull(request, { ...ports, remote: undefined });
}
