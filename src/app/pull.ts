import { PawlError } from "../errors.ts";
import type { CheckoutResult } from "../ports/data-store.ts";
import { type KnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { bringData } from "./pipeline/restore-data.ts";
import { selectData } from "./pipeline/select-data.ts";

/** Which data to bring. */
export interface PullRequest {
  /** Stages, `.dvc` files, paths; default everything. */
  readonly targets?: readonly string[];
  /** Replaces content of the work tree that is in no object of the cache. Default false. */
  readonly force?: boolean;
  /** Links files anew as `cache.type` says. Default false. */
  readonly relink?: boolean;
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
 * @throws PawlError `data.missing` that names everything that neither has, `data.modified` that names what would be lost;
 *   the rest is in place then.
 */
export async function pull(
  request: PullRequest,
  ports: Pick<PipelinePorts, "workspace" | "data" | "remote">,
): Promise<PullResult> {
  const restored: string[] = [];
  const missing: string[] = [];
  const unsaved: string[] = [];
  for (const known of selectData(await loadPipeline(ports.workspace), request)) {
    const result = await bringOne(known, request, ports);
    if (result.state === "absent") missing.push(known.path);
    else if (result.state === "unsaved") unsaved.push(...result.paths);
    else if (result.changed) restored.push(known.path);
  }
  if (unsaved.length > 0) {
    const message = `Changed in the work tree, and in no object of the cache: ${unsaved.join(", ")}.`;
    throw new PawlError("data.modified", { message });
  }
  if (missing.length > 0) {
    const where = ports.remote === undefined ? "the cache" : "cache and remote";
    throw new PawlError("data.missing", { message: `Not in ${where}: ${missing.join(", ")}.` });
  }
  const reasonCode = restored.length > 0 ? "data.restored" : "data.current";
  return { decision: "positive", reasonCode, restored };
}

async function bringOne(
  { path, item, isCached }: KnownData,
  request: PullRequest,
  ports: Pick<PipelinePorts, "data" | "remote">,
): Promise<CheckoutResult> {
  const now = await ports.data.inspect(path, item.hash);
  if (!isCached && now !== undefined) return { state: "done", changed: false };
  if (now?.md5 !== item.md5) return bringData(path, item, ports, request);
  // The work tree has what the cache lost.
  if (item.hash === "md5" && !(await ports.data.has(item))) await ports.data.save(path);
  return request.relink === true
    ? ports.data.checkout(path, item, request)
    : { state: "done", changed: false };
}

/**
 * Like {@link pull}, from the cache only.
 *
 * @throws PawlError `data.missing`, `data.modified`
 */
export async function checkout(
  request: PullRequest,
  ports: Pick<PipelinePorts, "workspace" | "data">,
): Promise<PullResult> {
  return pull(request, { ...ports, remote: undefined });
}
