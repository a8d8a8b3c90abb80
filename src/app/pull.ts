import { PawlError } from "../errors.ts";
import type { CheckoutResult, DataStore } from "../ports/data-store.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { fetch, type FetchPorts, type FetchRequest } from "./fetch.ts";
import { type LoadedPipeline, loadPipeline } from "./pipeline/load-pipeline.ts";
import { bringData } from "./pipeline/restore-data.ts";
import { selectData, type SelectedData } from "./pipeline/select-data.ts";
import { expandPart, type PlacedItem } from "./transfer/remote-items.ts";

/** Which data to put into the work tree. */
export interface CheckoutRequest {
  /** Stages, `.dvc` files, paths; default everything. */
  readonly targets?: readonly string[];
  /** Also the data that the stages of the targets are made from. Default false. */
  readonly withDeps?: boolean;
  /** Replaces content of the work tree that is in no object of the cache. Default false. */
  readonly force?: boolean;
  /** Links files anew as `cache.type` says. Default false. */
  readonly relink?: boolean;
  /** What cannot be brought is passed over. Default false. */
  readonly allowsMissing?: boolean;
}

/** Which data to bring. */
export type PullRequest = CheckoutRequest & FetchRequest;

/** What was brought. */
export interface PullResult {
  readonly decision: "positive";
  readonly reasonCode: "data.current" | "data.restored";
  /** Paths that were put into the work tree. */
  readonly restored: readonly string[];
  /** Paths that were passed over. */
  readonly missing: readonly string[];
}

/** What checking out reaches. */
export type CheckoutPorts = Pick<FetchPorts, "workspace" | "readTree"> & { readonly data: DataStore };

/** What pulling reaches. */
export type PullPorts = CheckoutPorts & FetchPorts;

/**
 * Makes the work tree's data what the lock files and the `.dvc` files say, from the cache or else from the remote.
 *
 * @throws PawlError `data.missing` that names everything that neither has, `data.modified` that names what would be lost;
 *   the rest is in place then. `remote.*`, `stage.unknown`.
 */
export async function pull(request: PullRequest, ports: PullPorts): Promise<PullResult> {
  const loaded = await loadPipeline(ports.workspace);
  if (ports.remote !== undefined) await fetch({ ...request, isForCheckout: true }, ports, loaded);
  const where = ports.remote === undefined ? "the cache" : "cache and remote";
  return checkoutFrom({ request, where, loaded }, ports);
}

/**
 * Like {@link pull}, from the cache only.
 *
 * @throws PawlError `data.missing`, `data.modified`, `stage.unknown`
 */
export async function checkout(request: CheckoutRequest, ports: CheckoutPorts): Promise<PullResult> {
  const { workspace, data, readTree } = ports;
  const loaded = await loadPipeline(workspace);
  return checkoutFrom({ request, where: "the cache", loaded }, { workspace, data, readTree });
}

interface CheckoutWork {
  readonly request: CheckoutRequest;
  /** For the message about what is missing. */
  readonly where: string;
  readonly loaded: LoadedPipeline;
}

async function checkoutFrom(
  { request, where, loaded }: CheckoutWork,
  ports: CheckoutPorts & Partial<Pick<FetchPorts, "remote">>,
): Promise<PullResult> {
  const restored: string[] = [];
  const missing: string[] = [];
  const unsaved: string[] = [];
  const imported = new Set<string>();
  for (const data of selectData(loaded, request)) {
    const parts = await expandPart(data, ports.readTree);
    if (parts === undefined) missing.push(data.path);
    const before = missing.length;
    for (const part of parts ?? []) {
      const result = await bringOne(part, data, { request, ports });
      if (result.state === "absent") missing.push(part.path);
      else if (result.state === "unsaved") unsaved.push(...result.paths);
      else if (result.changed) restored.push(part.path);
    }
    if (missing.length > before && data.importedFrom !== undefined) imported.add(data.importedFrom);
  }
  if (unsaved.length > 0) {
    const message = `Changed in the work tree, and in no object of the cache: ${unsaved.join(", ")}.`;
    throw new PawlError("data.modified", { message });
  }
  if (missing.length > 0 && request.allowsMissing !== true) {
    throw new PawlError("data.missing", {
      message: `Not in ${where}: ${missing.join(", ")}.`,
      ...(imported.size === 0 ? {} : { hint: hintOfImports([...imported]) }),
    });
  }
  const reasonCode = restored.length > 0 ? "data.restored" : "data.current";
  return { decision: "positive", reasonCode, restored, missing };
}

function hintOfImports(repositories: readonly string[]): string {
  return `Data that \`dvc import\` took from ${repositories.join(", ")} stays there: run \`dvc pull\` for it.`;
}

interface Checkout {
  readonly request: CheckoutRequest;
  readonly ports: CheckoutPorts & Partial<Pick<FetchPorts, "remote">>;
}

async function bringOne(
  { path, item }: PlacedItem,
  { isCached }: SelectedData,
  { request, ports }: Checkout,
): Promise<CheckoutResult> {
  const now = await ports.data.inspect(path, item.hash);
  if (!isCached && now !== undefined) return { state: "done", changed: false };
  const isCurrent = now?.md5 === item.md5;
  if (!isCurrent) return bringData(path, item, { data: ports.data, remote: ports.remote }, request);
  await keepLost(path, item, ports.data);
  return request.relink === true
    ? ports.data.checkout(path, item, request)
    : { state: "done", changed: false };
}

/** The work tree has what the cache lost. */
async function keepLost(path: string, item: DataItem, data: DataStore): Promise<void> {
  if (item.hash === "md5" && !(await data.has(item))) await data.save(path);
}
