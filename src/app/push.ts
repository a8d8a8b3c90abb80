import { PawlError } from "../errors.ts";
import type { Transfer, TransferOptions } from "../ports/data-store.ts";
import { collectData, type DataScope, type ScopePorts } from "./transfer/collect-data.ts";
import { byRemote, type RemotePorts, requireRemote, sumTransfers } from "./transfer/remote-items.ts";

/** Which data to send. */
export interface PushRequest extends DataScope, TransferOptions {
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
 * Sends what the lock files and the `.dvc` files name to the remote; what it has is not sent again. A part of a directory
 * stands for the whole.
 *
 * @throws PawlError `remote.missing`; `data.missing` when something is in neither cache nor remote; `cache.corrupt`.
 */
export async function push(request: PushRequest, ports: ScopePorts & RemotePorts): Promise<PushResult> {
  const known = (await collectData(request, ports)).filter((data) => data.isPushed);
  const transfers: Transfer[] = [];
  const lost = new Set<string>();
  if (known.length === 0) requireRemote(undefined, ports);
  for (const [name, group] of byRemote(known)) {
    const remote = requireRemote(name, ports);
    const cached = group.filter((data) => data.isCached).map((data) => data.item);
    const sent = await remote.push(cached, request);
    for (const item of sent.missing) lost.add(item.md5);
    transfers.push(sent);
    if (!request.runCache) continue;
    // Git keeps these; they go along when the cache has them, so that a restored run finds them.
    const kept = group.filter((data) => !data.isCached).map((data) => data.item);
    transfers.push(await remote.push(kept, request));
  }
  if (lost.size > 0) {
    const paths = known.filter((data) => data.isCached && lost.has(data.item.md5)).map((data) => data.path);
    throw new PawlError("data.missing", {
      message: `In neither cache nor remote: ${[...new Set(paths)].join(", ")}.`,
    });
  }
  const runs = request.runCache ? await requireRemote(undefined, ports).pushRuns() : 0;
  const { objects, bytes } = sumTransfers(transfers);
  const reasonCode = objects + runs > 0 ? "data.pushed" : "data.in-sync";
  return { decision: "positive", reasonCode, objects, bytes, runs };
}
