import { PawlError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { GarbageStore, Leftover, StoredRun } from "../ports/garbage-store.ts";
import type { DataItem } from "../versioning/data-item.ts";
import type { TreeFile } from "../versioning/data-tree.ts";
import type { GcPolicy } from "../versioning/gc-policy.ts";
import { type GcHistory, type GcRef, type GcSelection, selectRefs } from "../versioning/gc-refs.ts";
import {
  type GarbagePlan,
  objectKey,
  planGarbage,
  type RefData,
  type StoredObject,
} from "../versioning/plan-garbage.ts";

/** What to delete. */
export interface CollectRequest {
  readonly policy: GcPolicy;
  readonly selection?: GcSelection;
  /** Delete also what is needed and `elsewhere` has (DVC's `--not-in-remote`). */
  readonly notInRemote?: boolean;
  /** Only report. */
  readonly dry?: boolean;
  /** Delete although branches, tags or Releases lose data, or a directory's files are not known. */
  readonly force?: boolean;
}

/** What garbage collection needs of the world. The caller keeps other runs out of the repository meanwhile. */
export interface GarbagePorts {
  readonly clock: Pick<Clock, "now">;
  /** `git rev-parse --is-shallow-repository` */
  isShallow(): Promise<boolean>;
  readHistory(): Promise<GcHistory>;
  /** Items of dvc.lock and `.dvc` files at a ref; directories as they are. Any error ends the collection. */
  readData(ref: GcRef): Promise<readonly DataItem[]>;
  /** The files of a directory, from the cache or else the remote; `undefined` when neither has its object. */
  readTree(item: DataItem): Promise<readonly TreeFile[] | undefined>;
  /** Which of these objects another store has: for the cache the remote. */
  findElsewhere(objects: readonly Pick<DataItem, "md5" | "hash">[]): Promise<ReadonlySet<string>>;
  readonly store: GarbageStore;
}

/** What was or would be deleted from one store, and why not. */
export interface GarbageReport extends GarbagePlan {
  readonly store: string;
  readonly decision: "planned" | "removed" | "refused";
  /** Of a dry run: what the run itself would end with. */
  readonly reasonCode: "gc.done" | "gc.refs-lose-data" | "gc.directories-unknown";
  /** Directories that a kept ref needs and whose files are not known. */
  readonly unknown: readonly { readonly ref: GcRef; readonly md5: string }[];
  readonly runs: readonly StoredRun[];
  readonly leftovers: readonly Leftover[];
}

/** Temporary files may belong to a process that runs. */
const leftoverAgeMs = 24 * 60 * 60 * 1000;

/**
 * Deletes from a store what no kept ref needs, run records whose outputs are gone, and old temporary files. A refusal deletes
 * nothing. Directories go before their files, so that an interrupted run leaves no directory without them.
 *
 * @throws PawlError `gc.shallow-clone`; `usage.invalid`; what the ports throw, before anything is deleted.
 */
export async function collectGarbage(request: CollectRequest, ports: GarbagePorts): Promise<GarbageReport> {
  if (await ports.isShallow()) {
    throw new PawlError("gc.shallow-clone", {
      message: "This is a shallow clone: branches and tags whose data would be deleted may not be here.",
    });
  }
  const nowMs = ports.clock.now().getTime();
  // Before the refs are read: what another process saves in between is not in the list.
  const objects = await ports.store.listObjects();
  const { kept, givenUp } = selectRefs(
    await ports.readHistory(),
    request.selection ?? {},
    request.policy,
    nowMs,
  );
  const runs = await ports.store.listRuns();
  const reader = new NeedReader(ports);
  const keptData = [
    ...(await reader.readAll(kept)),
    ...(await reader.readRuns(newestRuns(runs, request.policy))),
  ];
  const lostData = await reader.readAll(givenUp);
  const elsewhere = request.notInRemote === true ? await ports.findElsewhere(objects) : new Set<string>();
  const plan = planGarbage(objects, keptData, lostData, elsewhere);
  const report = {
    ...plan,
    store: ports.store.label,
    unknown: keptData.flatMap((data) => data.unknown.map((md5) => ({ ref: data.ref, md5 }))),
    runs: await deadRuns(runs, objects, plan, ports),
    leftovers: (await ports.store.listLeftovers()).filter((one) => nowMs - one.changedMs > leftoverAgeMs),
  };
  const outcome = decide(request, report);
  if (outcome.decision === "removed") await removeAll(report, ports.store);
  return { ...report, ...outcome };
}

type Outcome = Pick<GarbageReport, "decision" | "reasonCode">;

function decide(request: CollectRequest, report: Pick<GarbageReport, "unknown" | "losing">): Outcome {
  const reasonCode = request.force === true ? "gc.done" : reasonOf(report);
  if (request.dry === true) return { decision: "planned", reasonCode };
  return { decision: reasonCode === "gc.done" ? "removed" : "refused", reasonCode };
}

function reasonOf({ unknown, losing }: Pick<GarbageReport, "unknown" | "losing">): Outcome["reasonCode"] {
  if (unknown.length > 0) return "gc.directories-unknown";
  return losing.length > 0 ? "gc.refs-lose-data" : "gc.done";
}

async function removeAll(
  { remove, runs, leftovers }: Pick<GarbageReport, "remove" | "runs" | "leftovers">,
  store: GarbageStore,
): Promise<void> {
  await store.removeRuns(runs.map((run) => run.name));
  const isDirectory = (object: StoredObject): boolean => object.md5.endsWith(".dir");
  await store.removeObjects(remove.filter(isDirectory));
  await store.removeObjects(remove.filter((object) => !isDirectory(object)));
  await store.removeLeftovers(leftovers.map((one) => one.path));
}

function newestRuns(runs: readonly StoredRun[], policy: GcPolicy): readonly StoredRun[] {
  const newest = policy.keep.runs?.newest ?? 0;
  return [...runs].sort((a, b) => b.changedMs - a.changedMs || (a.name < b.name ? -1 : 1)).slice(0, newest);
}

/** Records that cannot restore anything: an output is neither in the store after this run nor elsewhere. */
async function deadRuns(
  runs: readonly StoredRun[],
  objects: readonly StoredObject[],
  plan: GarbagePlan,
  ports: GarbagePorts,
): Promise<readonly StoredRun[]> {
  const there = new Set(objects.map(objectKey));
  for (const object of plan.remove) there.delete(objectKey(object));
  const absent = runs.flatMap((run) => run.outs).filter((out) => !there.has(objectKey(out)));
  const elsewhere = absent.length === 0 ? new Set<string>() : await ports.findElsewhere(absent);
  const isGone = (out: DataItem): boolean => !there.has(objectKey(out)) && !elsewhere.has(objectKey(out));
  return runs.filter((run) => run.outs.some(isGone));
}

/** Reads the data of refs; commits that several refs share, and directories, are read once. */
class NeedReader {
  readonly #ports: GarbagePorts;
  readonly #data = new Map<string, Omit<RefData, "ref">>();
  readonly #trees = new Map<string, readonly string[] | undefined>();

  constructor(ports: GarbagePorts) {
    this.#ports = ports;
  }

  async readAll(refs: readonly GcRef[]): Promise<readonly RefData[]> {
    const read: RefData[] = [];
    for (const ref of refs) {
      const key = ref.commit ?? `${ref.kind} ${ref.name}`;
      const known = this.#data.get(key) ?? (await this.#expand(await this.#ports.readData(ref)));
      this.#data.set(key, known);
      read.push({ ref, ...known });
    }
    return read;
  }

  /** The results of runs count as data of the work tree. A run whose directory is not known is not kept for it. */
  async readRuns(runs: readonly StoredRun[]): Promise<readonly RefData[]> {
    if (runs.length === 0) return [];
    const { objects } = await this.#expand(runs.flatMap((run) => run.outs));
    return [{ ref: { kind: "workspace", name: "newest runs" }, objects, unknown: [] }];
  }

  async #expand(items: readonly DataItem[]): Promise<Omit<RefData, "ref">> {
    const objects = new Set<string>();
    const unknown: string[] = [];
    for (const item of items) {
      const key = objectKey(item);
      objects.add(key);
      if (!item.md5.endsWith(".dir")) continue;
      if (!this.#trees.has(key)) this.#trees.set(key, await this.#readTree(item));
      const files = this.#trees.get(key);
      if (files === undefined) unknown.push(item.md5);
      for (const file of files ?? []) objects.add(file);
    }
    return { objects, unknown };
  }

  async #readTree(item: DataItem): Promise<readonly string[] | undefined> {
    const files = await this.#ports.readTree(item);
    return files?.map((file) => objectKey({ md5: file.md5, hash: item.hash }));
  }
}
