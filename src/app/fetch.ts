import type { DataRemote, Transfer, TransferOptions } from "../ports/data-store.ts";
import type { DataItem } from "../versioning/data-item.ts";
import type { TreeFile } from "../versioning/data-tree.ts";
import { collectData, type DataScope, type ScopePorts } from "./transfer/collect-data.ts";
import {
  byRemote,
  expandPart,
  type RemotePorts,
  requireRemote,
  sumTransfers,
} from "./transfer/remote-items.ts";
import type { LoadedPipeline } from "./pipeline/load-pipeline.ts";
import type { SelectedData } from "./pipeline/select-data.ts";

/** Which data to bring into the cache. */
export interface FetchRequest extends DataScope, TransferOptions {
  /** Also all records of earlier runs, and their results. Default false. */
  readonly runCache?: boolean;
  /** Only data of at most this size. Bytes. */
  readonly maxSizeBytes?: number;
  /** Only data that is a metric or a plot. */
  readonly kinds?: readonly ("metric" | "plot")[];
}

/** What was brought. */
export interface FetchResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "data.current" | "data.fetched" | "data.missing";
  readonly objects: number;
  readonly bytes: number;
  readonly runs: number;
  /** Paths whose data is in neither cache nor remote. */
  readonly missing: readonly string[];
}

/** What fetching reaches. */
export type FetchPorts = ScopePorts &
  RemotePorts & {
    /** The files of a directory item, from the cache or else the remote. */
    readonly readTree: (item: DataItem) => Promise<readonly TreeFile[] | undefined>;
  };

/**
 * Brings data from the remote into the cache; the work tree stays as it is. What cache and remote lack is named in the
 * result, and the rest is there.
 *
 * @param loaded the work tree's pipelines, when they are read already.
 * @throws PawlError `remote.missing`, `remote.failed`, `cache.corrupt`, `stage.unknown`.
 */
export async function fetch(
  request: FetchRequest,
  ports: FetchPorts,
  loaded?: LoadedPipeline,
): Promise<FetchResult> {
  const wanted = (await collectData(request, ports, loaded)).filter((data) => isWanted(data, request));
  const missing: string[] = [];
  const transfers: Transfer[] = [];
  for (const [name, group] of byRemote(wanted)) {
    const remote = requireRemote(name, ports);
    const { transfer, lost } = await fetchGroup(remote, group, { request, ports });
    transfers.push(transfer);
    missing.push(...lost);
  }
  const runs = request.runCache === true ? await requireRemote(undefined, ports).pullRuns() : 0;
  const { objects, bytes } = sumTransfers(transfers);
  const isWhole = missing.length === 0;
  const found = objects + runs > 0 ? "data.fetched" : "data.current";
  return {
    decision: isWhole ? "positive" : "negative",
    reasonCode: isWhole ? found : "data.missing",
    objects,
    bytes,
    runs,
    missing,
  };
}

async function fetchGroup(
  remote: DataRemote,
  group: readonly SelectedData[],
  { request, ports }: { readonly request: FetchRequest; readonly ports: FetchPorts },
): Promise<{ readonly transfer: Transfer; readonly lost: readonly string[] }> {
  const lost = new Set<string>();
  const paths = new Map<string, string>();
  const items: DataItem[] = [];
  for (const data of group) {
    const parts = await expandPart(data, ports.readTree);
    if (parts === undefined) lost.add(data.path);
    for (const { path, item } of parts ?? []) {
      items.push(item);
      paths.set(`${item.hash} ${item.md5}`, path);
    }
  }
  const transfer = await remote.pull(items, request);
  for (const item of transfer.missing) {
    const path = paths.get(`${item.hash} ${item.md5}`);
    if (path !== undefined) lost.add(path);
  }
  return { transfer, lost: [...lost] };
}

function isWanted(data: SelectedData, { kinds, maxSizeBytes }: FetchRequest): boolean {
  const isKind = kinds === undefined || (data.kind !== "out" && kinds.includes(data.kind));
  const isSmall = maxSizeBytes === undefined || (data.item.sizeBytes ?? 0) <= maxSizeBytes;
  return data.isCached && isKind && isSmall;
}
