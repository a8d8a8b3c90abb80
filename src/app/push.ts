import { PawlError } from "../errors.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { selectData } from "./pipeline/select-data.ts";

/** Which data to send. */
export interface PushRequest {
  /** Stages, `.dvc` files, paths; default everything. */
  readonly targets?: readonly string[];
  /** Also the run cache, so that others restore instead of running again. */
  readonly runCache: boolean;
}

/** What was sent. */
export interface PushResult {
  readonly decision: "positive";
  readonly reasonCode: "data.pushed" | "data.in-sync";
  readonly objects: number;
  readonly bytes: number;
  readonly runs: number;
}

/**
 * Sends what dvc.lock and the `.dvc` files name to the remote; what it has is not sent again.
 *
 * @throws PawlError `remote.missing`; `data.missing` when something is in neither cache nor remote; `cache.corrupt`.
 */
export async function push(
  request: PushRequest,
  ports: Pick<PipelinePorts, "workspace" | "data" | "remote">,
): Promise<PushResult> {
  if (ports.remote === undefined)
    throw new PawlError("remote.missing", { message: "No remote is configured." });
  const known = selectData(await loadPipeline(ports.workspace), request).filter((data) => data.isPushed);
  const sent = await ports.remote.push(known.filter((data) => data.isCached).map((data) => data.item));
  // Git keeps these; they go along when the cache has them, so that a restored run finds them.
  const kept = await ports.remote.push(known.filter((data) => !data.isCached).map((data) => data.item));
  if (sent.missing.length > 0) {
    const lost = new Set(sent.missing.map((item) => item.md5));
    const paths = known.filter((data) => lost.has(data.item.md5)).map((data) => data.path);
    throw new PawlError("data.missing", { message: `In neither cache nor remote: ${paths.join(", ")}.` });
  }
  const runs = request.runCache ? await ports.remote.pushRuns() : 0;
  const objects = sent.objects + kept.objects;
  const reasonCode = objects + runs > 0 ? "data.pushed" : "data.in-sync";
  return { decision: "positive", reasonCode, objects, bytes: sent.bytes + kept.bytes, runs };
}
