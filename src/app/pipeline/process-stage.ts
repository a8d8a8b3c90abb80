import { PawlError } from "../../errors.ts";
import type { ProcessUsage } from "../../ports/process.ts";
import type { LockItem } from "../../versioning/data-item.ts";
import type { LockEntry } from "../../versioning/lock-file.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import { isRestorable, isRunCacheable, runRecord } from "../../versioning/run-cache.ts";
import type { Stage } from "../../versioning/stage.ts";
import {
  type Change,
  describeChanges,
  findChanges,
  isInputUnchanged,
  reasonsToRun,
  type StageFacts,
} from "../../versioning/staleness.ts";
import { gatherFacts, requireParams } from "./gather-facts.ts";
import { ignoreOutputs, saveOutputs } from "./keep-outputs.ts";
import { listKnownData, type LoadedPipeline, lockedEntry } from "./load-pipeline.ts";
import type { LockKeeper } from "./lock-keeper.ts";
import type { RunningPorts } from "./pipeline-ports.ts";
import { refuseTracked } from "./refuse-tracked.ts";
import { restoreData } from "./restore-data.ts";
import { restoreOutputs, restoreRun } from "./restore-run.ts";
import { runCommands } from "./run-stage.ts";

/** How to bring a stage up to date. */
export interface StageOptions {
  /** See `findChanges`. */
  readonly allowsMissing: boolean;
  /** Runs it whatever it was, without the run cache. */
  readonly isForced: boolean;
  /** Runs it although it is frozen. */
  readonly isThawed: boolean;
  /** Never runs it: results that cannot be restored are an error. */
  readonly isRestoreOnly: boolean;
  /** Results of earlier runs are not used. */
  readonly ignoresRunCache: boolean;
  /** Nothing goes into the cache. */
  readonly isUncommitted: boolean;
  /** What `CUDA_VISIBLE_DEVICES` is for it; `[]` leaves it as it is. */
  readonly gpus: readonly string[];
  readonly signal?: AbortSignal;
}

/** What happened to a stage or a `.dvc` file. */
export interface Processed {
  readonly state: "ran" | "restored" | "unchanged";
  readonly reason: string;
  /** Of a stage that ran and was measured. */
  readonly usage?: ProcessUsage;
}

/** A stage at work. */
interface Work {
  readonly stage: Stage;
  readonly loaded: LoadedPipeline;
  readonly ports: RunningPorts;
  readonly options: StageOptions;
}

/**
 * Brings one stage up to date; those above it are. Its entry is in its lock file afterwards.
 *
 * @throws PawlError `stage.not-restorable` when it would have to run and `isRestoreOnly`; `stage.failed`, `data.missing`,
 *   `dvc.param-missing`, `pipeline.busy`.
 */
export async function processStage(
  stage: Stage,
  pipeline: { readonly loaded: LoadedPipeline; readonly keeper: LockKeeper },
  ports: RunningPorts,
  options: StageOptions,
): Promise<Processed> {
  const loaded = { ...pipeline.loaded, locks: pipeline.keeper.locks };
  const work = { stage: options.isThawed ? { ...stage, isFrozen: false } : stage, loaded, ports, options };
  const reads = [...stage.deps, ...stage.params].map(pathOf);
  const paths = { name: stage.address, reads, writes: stage.outs.map(pathOf) };
  await ports.turn.settled([...paths.reads, ...paths.writes]);
  const looked = await look(work);
  if (isCurrent(looked, options)) return { state: "unchanged", reason: describeChanges([]) };
  return ports.turn.claim(paths, async () => {
    // Until the claim was made somebody else may have run the stage.
    const isNews = await pipeline.keeper.refresh(stage);
    if (isNews) ports.seen.forget("all");
    const { facts, changes } = isNews ? await look(work) : looked;
    if (isCurrent({ changes }, options)) return { state: "unchanged", reason: describeChanges([]) };
    const { entry, ...happened } = await bringUp(work, facts, changes);
    if (entry !== undefined) await pipeline.keeper.write(stage, entry);
    return happened;
  });
}

function pathOf({ path }: { readonly path: string }): string {
  return path;
}

function isCurrent(looked: { readonly changes: readonly Change[] }, options: StageOptions): boolean {
  return looked.changes.length === 0 && !options.isForced;
}

async function look({ stage, loaded, ports, options }: Work): Promise<{
  readonly facts: StageFacts;
  readonly changes: readonly Change[];
}> {
  const facts = await gatherFacts(stage, loaded, ports, options);
  return { facts, changes: reasonsToRun(stage, findChanges(stage, facts, options)) };
}

async function bringUp(
  work: Work,
  facts: StageFacts,
  changes: readonly Change[],
): Promise<Processed & { readonly entry?: LockEntry }> {
  const { stage, options } = work;
  if (stage.isFrozen) {
    const frozen = await keepFrozen(work, facts);
    if (frozen !== undefined) return frozen;
  }
  requireParams(stage, facts);
  const stale = facts.entry === undefined ? neverRan : describeChanges(changes);
  const reason = options.isForced ? "asked for" : stale;
  const now = await currentInputs(work, facts);
  const restored = options.isForced ? undefined : await restore(work, { facts, changes, now });
  if (restored !== undefined) return { state: "restored", reason, ...restored };
  if (options.isRestoreOnly) return leaveUnrun(stage, reason);
  return { state: "ran", reason, ...(await run(work, now)) };
}

/** The reason of a stage that is in no lock. */
const neverRan = "in no dvc.lock yet";

/** Puts results in place that are known already; `undefined` when there are none. */
async function restore(
  { stage, ports, options }: Work,
  known: {
    readonly facts: StageFacts;
    readonly changes: readonly Change[];
    readonly now: Omit<LockEntry, "outs">;
  },
): Promise<{ readonly entry?: LockEntry } | undefined> {
  const { facts, changes, now } = known;
  const mayTakeLocked = isRestorable(stage) || ports.remote !== undefined;
  const locked = mayTakeLocked && isInputUnchanged(changes) ? facts.entry : undefined;
  const isKept = !options.isUncommitted;
  if (locked !== undefined && isKept) await saveUnchanged(stage, locked, ports);
  if (locked !== undefined && (await restoreOutputs(stage, locked.outs, ports))) {
    const entry = { ...now, outs: locked.outs };
    if (isRunCacheable(stage) && isKept) await keepRun(entry, ports);
    return { entry };
  }
  if (options.ignoresRunCache) return undefined;
  const entry = await restoreRun(stage, now, ports);
  if (entry === undefined) return undefined;
  await ignoreOutputs(stage, ports);
  return { entry };
}

/** Outputs that are there as the lock says, and that the cache lost, go into it again: nothing has to run for them. */
async function saveUnchanged(stage: Stage, locked: LockEntry, ports: RunningPorts): Promise<void> {
  for (const out of stage.outs.filter((one) => one.isCached || isRunCacheable(stage))) {
    const item = locked.outs.find((one) => one.path === out.lockPath);
    if (item?.hash !== "md5" || (await ports.seen.has(item))) continue;
    if ((await ports.seen.inspect(out.path))?.md5 === item.md5) await ports.data.save(out.path);
  }
}

/** A stage without outputs leaves nothing to restore. @throws PawlError `stage.not-restorable` for any other */
function leaveUnrun(stage: Stage, reason: string): Processed {
  if (stage.outs.length === 0) return { state: "unchanged", reason: "no outputs to restore" };
  throw new PawlError("stage.not-restorable", {
    message: `Stage ${stage.name} is stale (${reason}) and its results are in neither cache nor remote.`,
  });
}

/**
 * A frozen stage does not run again by itself: its lost outputs come back from cache or remote, and outputs that are there
 * count as they are.
 *
 * @returns `undefined` when it never ran and has nothing to keep.
 */
async function keepFrozen(
  work: Work,
  facts: StageFacts,
): Promise<(Processed & { readonly entry?: LockEntry }) | undefined> {
  const { stage, ports } = work;
  const isComplete = stage.outs.every((out) => facts.outs.get(out.lockPath)?.item !== undefined);
  const reason = "frozen: outputs are taken as they are";
  if (isComplete && stage.outs.length > 0) {
    requireParams(stage, facts);
    const now = await currentInputs(work, facts);
    const entry = { ...now, outs: await saveOutputs(stage, work, ports) };
    if (isRunCacheable(stage) && !work.options.isUncommitted) await keepRun(entry, ports);
    return { state: "restored", reason, entry };
  }
  if (facts.entry === undefined) return undefined;
  if (await restoreOutputs(stage, facts.entry.outs, ports)) return { state: "restored", reason };
  throw new PawlError("data.missing", {
    message: `The outputs of the frozen stage ${stage.name} are in neither cache nor remote.`,
    hint: `Run \`pawl push\` where they are, or make them again with \`pawl repro --force --single-item ${stage.address}\`.`,
  });
}

/** The entry that the stage will have, without its outputs. */
async function currentInputs(work: Work, facts: StageFacts): Promise<Omit<LockEntry, "outs">> {
  const { stage, ports } = work;
  const deps: LockItem[] = [];
  for (const { path, lockPath } of stage.deps) {
    const looked = facts.deps.get(lockPath);
    const before = facts.entry?.deps.find((item) => item.path === lockPath);
    // An entry of DVC 2 stays what it is as long as its content does.
    const isKept = looked !== undefined && looked.md5 === before?.md5;
    const now = isKept || looked?.hash === "md5" ? looked : await ports.seen.inspect(path);
    deps.push({ ...(now ?? (await bringDependency(path, work))), path: lockPath });
  }
  const params = [...facts.params].flatMap(([file, values]) =>
    values === undefined ? [] : [[file, values] as const],
  );
  return { cmd: stage.cmd, deps, params: new Map(params) };
}

async function bringDependency(
  path: string,
  { stage, loaded, ports }: Work,
): Promise<Omit<LockItem, "path">> {
  const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
  for (const data of known) {
    if ((await ports.seen.inspect(data.path)) === undefined) await restoreData(data.path, data.item, ports);
  }
  ports.seen.forget([path]);
  const found = await ports.seen.inspect(path);
  if (found !== undefined) return found;
  const where =
    known.length === 0 ? "no stage and no .dvc file makes it" : "it is in neither cache nor remote";
  throw new PawlError("data.missing", {
    message: `Stage ${stage.name} needs ${path}, which does not exist: ${where}.`,
  });
}

async function run(
  work: Work,
  now: Omit<LockEntry, "outs">,
): Promise<{ readonly entry: LockEntry; readonly usage?: ProcessUsage }> {
  const { stage, ports, options } = work;
  for (const { path } of stage.deps) {
    if ((await ports.files.stat(path)) === undefined) await bringDependency(path, work);
  }
  for (const out of stage.outs) if (out.isCached) await refuseTracked(out.path, ports);
  for (const out of stage.outs) {
    if (!out.isPersistent) await ports.data.remove(out.path);
    else await bringPersistent(out.path, work);
  }
  const usage = await runCommands(stage, ports, options).finally(() => ports.seen.forget("all"));
  const outs = await saveOutputs(stage, work, ports);
  const entry = { ...now, outs };
  await ignoreOutputs(stage, ports);
  if (isRunCacheable(stage) && !options.isUncommitted) await keepRun(entry, ports);
  return { entry, ...(usage === undefined ? {} : { usage }) };
}

/** Keeps a run in the run cache. DVC leaves a record that is there as it is: the time of its file tells which run was the newest. */
export async function keepRun(
  entry: LockEntry,
  ports: Pick<RunningPorts, "digest" | "runCache">,
): Promise<void> {
  const record = runRecord(entry, (text) => ports.digest.sha256(text));
  const known = await ports.runCache.find(record.key);
  if (!known.includes(record.text)) await ports.runCache.save(record);
}

/**
 * A persistent output goes on from what it was, where absent data counts as there; else whoever deleted it starts anew, as
 * with DVC.
 */
async function bringPersistent(path: string, { stage, loaded, ports, options }: Work): Promise<void> {
  if ((await ports.files.stat(path)) !== undefined) return ports.data.unprotect(path);
  if (!options.allowsMissing) return;
  const out = stage.outs.find((candidate) => candidate.path === path);
  const item = lockedEntry(loaded, stage)?.outs.find((one) => one.path === out?.lockPath);
  if (item !== undefined && (await restoreData(path, item, ports))) await ports.data.unprotect(path);
}
