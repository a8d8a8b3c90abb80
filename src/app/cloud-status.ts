import type { DataObjects } from "../ports/data-objects.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { type CachedOutput, indexRecorded, itemOf, listCachedOutputs } from "./reports/data-index.ts";
import { hasChoice, listRevisionGroups, type RevisionChoice } from "./reports/revision-groups.ts";
import { openSnapshot, type ReportPorts, workspaceName } from "./reports/snapshot.ts";

/** `new`: the remote does not have it; `deleted`: the cache does not; `missing`: neither does. */
export type CloudState = "new" | "deleted" | "missing";

/** What it reaches. */
export interface CloudPorts extends Pick<ReportPorts, "workspace" | "revisions"> {
  readonly objects: Pick<DataObjects, "readTree" | "inCache" | "inRemote">;
}

/**
 * Compares the cache with the remote, object by object. As in DVC, data that has a remote of its own is left out.
 *
 * @param request commits to look at besides the work tree, and targets: outputs, stages or `.dvc` files.
 * @returns the state of each object that is not in both, by the path that names it first; `{}` when they are in sync.
 * @throws PawlError `remote.missing`; `remote.unsupported`
 */
export async function cloudStatus(
  request: RevisionChoice & { readonly targets: readonly string[] },
  ports: CloudPorts,
): Promise<Readonly<Record<string, CloudState>>> {
  const { targets } = request;
  const objects = new Map<string, { readonly path: string; readonly item: DataItem }>();
  for (const output of await usedOutputs(request, ports)) {
    if (targets.length > 0 && !targets.includes(output.path) && !targets.includes(output.owner)) continue;
    const index = await indexRecorded([output], (item) => ports.objects.readTree(item, "anywhere"));
    for (const entry of index.entries.values()) {
      const item = itemOf(entry);
      const name = `${entry.hash} ${entry.md5}`;
      if (item !== undefined && !objects.has(name)) objects.set(name, { path: entry.path, item });
    }
  }
  const all = [...objects.values()];
  const items = all.map((one) => one.item);
  const [inCache, inRemote] = await Promise.all([
    ports.objects.inCache(items),
    ports.objects.inRemote(items),
  ]);
  return Object.fromEntries(
    all.flatMap(({ path }, index): [string, CloudState][] => {
      const state = stateOf(inCache[index] === true, inRemote[index] === true);
      return state === undefined ? [] : [[path, state]];
    }),
  );
}

/** One line for each object, or that all is well. @param remote its name */
export function describeCloudStatus(
  states: Readonly<Record<string, CloudState>>,
  remote: string,
): readonly string[] {
  const lines = Object.entries(states).map(([path, state]) => `\t${`${state}:`.padEnd(20)}${path}`);
  return lines.length > 0 ? lines : [`Cache and remote '${remote}' are in sync.`];
}

async function usedOutputs(request: RevisionChoice, ports: CloudPorts): Promise<readonly CachedOutput[]> {
  const groups = hasChoice(request) ? await listRevisionGroups(request, ports.revisions) : [];
  const outputs: CachedOutput[] = [];
  for (const revision of [workspaceName, ...groups.map((group) => group.commit)]) {
    outputs.push(...listCachedOutputs((await openSnapshot(revision, ports)).loaded));
  }
  return outputs.filter((output) => output.isPushed && output.remote === undefined);
}

function stateOf(inCache: boolean, inRemote: boolean): CloudState | undefined {
  if (inCache && inRemote) return undefined;
  if (inCache) return "new";
  return inRemote ? "deleted" : "missing";
}
