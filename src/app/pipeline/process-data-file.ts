import { PawlError } from "../../errors.ts";
import type { LockItem } from "../../versioning/data-item.ts";
import type { TrackedData } from "../../versioning/data-file.ts";
import type { PipelineNode } from "../../versioning/pipeline-node.ts";
import { changeOfOutput, type ChangeKind } from "../../versioning/staleness.ts";
import { updateDataFile } from "../../versioning/update-data-file.ts";
import { type FactPorts, lookAt } from "./gather-facts.ts";
import { ignorePath } from "./ignore-path.ts";
import type { RunningPorts } from "./pipeline-ports.ts";
import type { Processed, StageOptions } from "./process-stage.ts";
import { restoreData } from "./restore-data.ts";

/** Data of a `.dvc` file that is not what the file says. */
export interface DataChange {
  readonly data: TrackedData;
  readonly kind: ChangeKind;
}

/** Compares the data of a `.dvc` file with what the file says. */
export async function findDataChanges(
  tracked: readonly TrackedData[],
  ports: Pick<FactPorts, "seen">,
  options: { readonly allowsMissing: boolean },
): Promise<readonly DataChange[]> {
  const found = await Promise.all(
    tracked.map(async (data): Promise<readonly DataChange[]> => {
      const now = await lookAt({ path: data.target, isCached: data.isCached }, data, ports, options);
      const kind = changeOfOutput(now, { before: data, isCached: data.isCached }, options);
      return kind === undefined ? [] : [{ data, kind }];
    }),
  );
  return found.flat();
}

/**
 * Brings a `.dvc` file up to date, as `dvc repro` does: changed data goes into the cache and the file gets its new hash;
 * data that is gone comes back.
 *
 * @throws PawlError `data.missing` when it is gone and in neither cache nor remote.
 */
export async function processDataFile(
  node: PipelineNode,
  ports: RunningPorts,
  options: Pick<StageOptions, "allowsMissing" | "isUncommitted">,
): Promise<Processed> {
  await ports.turn.settled(node.makes);
  const looked = await findDataChanges(node.tracked, ports, options);
  if (looked.length === 0) return { state: "unchanged", reason: "nothing changed" };
  const reason = looked.map(({ data, kind }) => `${data.target} ${kind}`).join("; ");
  return ports.turn.claim({ name: node.address, reads: [], writes: node.makes }, async () => {
    const gone: TrackedData[] = [];
    for (const { data } of looked) {
      if ((await ports.seen.inspect(data.target)) === undefined) gone.push(data);
    }
    for (const data of gone) await bringBack(data, ports);
    ports.seen.forget(node.makes);
    if (gone.length === looked.length) return { state: "restored", reason };
    await record(node, ports, options);
    return { state: "ran", reason };
  });
}

async function bringBack(data: TrackedData, ports: Pick<RunningPorts, "data" | "remote">): Promise<void> {
  if (await restoreData(data.target, data, ports)) return;
  throw new PawlError("data.missing", {
    message: `${data.target} of ${data.file} does not exist, and it is in neither cache nor remote.`,
  });
}

async function record(
  node: PipelineNode,
  ports: RunningPorts,
  { isUncommitted }: Pick<StageOptions, "isUncommitted">,
): Promise<void> {
  const after: LockItem[] = [];
  for (const data of node.tracked) {
    const isSaved = data.isCached && !isUncommitted;
    const item = isSaved ? await ports.data.save(data.target) : await ports.data.inspect(data.target);
    after.push(item === undefined ? data : { ...item, path: data.path });
  }
  await ports.turn.exclusively(async () => {
    const text = await ports.files.readText(node.file);
    const changed = after.reduce((so, item) => updateDataFile(so, node.file, item), text);
    if (changed !== text) await ports.files.write(node.file, changed);
    for (const data of node.tracked) if (data.isCached) await ignorePath(data.target, ports);
  });
}
