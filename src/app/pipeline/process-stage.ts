import { PawlError } from "../../errors.ts";
import type { LockItem } from "../../versioning/data-item.ts";
import { addIgnoredName } from "../../versioning/ignore-file.ts";
import type { LockEntry } from "../../versioning/lock-file.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import { isRunCacheable, runRecord } from "../../versioning/run-cache.ts";
import type { Stage } from "../../versioning/stage.ts";
import { describeChanges, findChanges, type StageFacts } from "../../versioning/staleness.ts";
import { gatherFacts, requireParams } from "./gather-facts.ts";
import { listKnownData, type LoadedPipeline, lockedEntry } from "./load-pipeline.ts";
import type { PipelinePorts, RunningPorts } from "./pipeline-ports.ts";
import { restoreData } from "./restore-data.ts";
import { restoreOutputs, restoreRun } from "./restore-run.ts";
import { runCommands } from "./run-stage.ts";

/** How to bring a stage up to date. */
export interface StageOptions {
  /** See `findChanges`. */
  readonly allowsMissing: boolean;
  /** Runs it whatever it was, frozen too, without the run cache. */
  readonly isForced: boolean;
  /** Never runs it: results that cannot be restored are an error. */
  readonly isRestoreOnly: boolean;
  readonly signal?: AbortSignal;
}

/** What happened to a stage. `entry`: what dvc.lock says of it from now on, when that changed. */
export interface ProcessedStage {
  readonly state: "ran" | "restored" | "unchanged";
  readonly reason: string;
  readonly entry?: LockEntry;
}

/**
 * Brings one stage up to date; those above it are.
 *
 * @throws PawlError `stage.not-restorable` when it would have to run and `isRestoreOnly`.
 */
export async function processStage(
  stage: Stage,
  loaded: LoadedPipeline,
  ports: RunningPorts,
  options: StageOptions,
): Promise<ProcessedStage> {
  const looked = options.isForced ? { ...stage, isFrozen: false } : stage;
  const facts = await gatherFacts(looked, loaded, ports, options);
  const changes = findChanges(looked, facts, options);
  if (changes.length === 0 && !options.isForced)
    return { state: "unchanged", reason: describeChanges(changes) };
  if (stage.isFrozen && !options.isForced) {
    const frozen = await keepFrozen(stage, facts, loaded, ports);
    if (frozen !== undefined) return frozen;
  }
  requireParams(stage, facts);
  const reason = options.isForced ? "asked for" : describeChanges(changes);
  const now = await currentInputs(stage, facts, loaded, ports);
  if (!options.isForced && !changes.some((change) => change.what === "always changed")) {
    const onlyLost = changes.every(
      (change) => change.what === "output" && change.kind !== "modified" && change.kind !== "new",
    );
    const locked = onlyLost ? facts.entry : undefined;
    if (locked !== undefined && (await restoreOutputs(stage, locked.outs, ports)))
      return { state: "restored", reason };
    const restored = await restoreRun(stage, now, ports);
    if (restored !== undefined) {
      await ignoreOutputs(stage, ports);
      return { state: "restored", reason, entry: restored };
    }
  }
  if (options.isRestoreOnly) return leaveUnrun(stage, reason);
  return { state: "ran", reason, entry: await run(stage, { now, loaded, signal: options.signal }, ports) };
}

/** A stage without outputs leaves nothing to restore. @throws PawlError `stage.not-restorable` for any other */
function leaveUnrun(stage: Stage, reason: string): ProcessedStage {
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
  stage: Stage,
  facts: StageFacts,
  loaded: LoadedPipeline,
  ports: PipelinePorts,
): Promise<ProcessedStage | undefined> {
  const isComplete = stage.outs.every((out) => facts.outs.get(out.lockPath)?.state === "present");
  const reason = "frozen: outputs are taken as they are";
  if (isComplete && stage.outs.length > 0) {
    const now = await currentInputs(stage, facts, loaded, ports);
    return { state: "restored", reason, entry: { ...now, outs: await saveOutputs(stage, ports) } };
  }
  if (facts.entry === undefined) return undefined;
  if (await restoreOutputs(stage, facts.entry.outs, ports)) return { state: "restored", reason };
  throw new PawlError("data.missing", {
    message: `The outputs of the frozen stage ${stage.name} are in neither cache nor remote.`,
    hint: `Run \`pawl push\` where they are, or make them again with \`pawl repro --force --single-item ${stage.address}\`.`,
  });
}

/** The entry that the stage will have, without its outputs. A frozen stage keeps what its lock says. */
async function currentInputs(
  stage: Stage,
  facts: StageFacts,
  loaded: LoadedPipeline,
  ports: PipelinePorts,
): Promise<Omit<LockEntry, "outs">> {
  const deps: LockItem[] = [];
  for (const { path, lockPath } of stage.deps) {
    const item = facts.deps.get(lockPath) ?? (await bringDependency(path, stage, loaded, ports));
    deps.push({ ...item, path: lockPath });
  }
  return { cmd: stage.cmd, deps, params: facts.params };
}

async function bringDependency(
  path: string,
  stage: Stage,
  loaded: LoadedPipeline,
  ports: Pick<PipelinePorts, "data" | "remote">,
): Promise<Omit<LockItem, "path">> {
  const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
  for (const data of known) {
    if ((await ports.data.inspect(data.path)) === undefined) await restoreData(data.path, data.item, ports);
  }
  const found = await ports.data.inspect(path);
  if (found !== undefined) return found;
  const where =
    known.length === 0 ? "no stage and no .dvc file makes it" : "it is in neither cache nor remote";
  throw new PawlError("data.missing", {
    message: `Stage ${stage.name} needs ${path}, which does not exist: ${where}.`,
  });
}

async function run(
  stage: Stage,
  work: {
    readonly now: Omit<LockEntry, "outs">;
    readonly loaded: LoadedPipeline;
    readonly signal: AbortSignal | undefined;
  },
  ports: RunningPorts,
): Promise<LockEntry> {
  for (const { path } of stage.deps) {
    if ((await ports.files.stat(path)) === undefined) await bringDependency(path, stage, work.loaded, ports);
  }
  for (const out of stage.outs) {
    if (!out.isPersistent) await ports.data.remove(out.path);
    else await bringPersistent(stage, out.path, work.loaded, ports);
  }
  await runCommands(stage, ports, work.signal);
  const entry = { ...work.now, outs: await saveOutputs(stage, ports) };
  await ignoreOutputs(stage, ports);
  if (isRunCacheable(stage)) await ports.runCache.save(runRecord(entry, (text) => ports.digest.sha256(text)));
  return entry;
}

/** A persistent output goes on from what it was. */
async function bringPersistent(
  stage: Stage,
  path: string,
  loaded: LoadedPipeline,
  ports: PipelinePorts,
): Promise<void> {
  if ((await ports.data.inspect(path)) !== undefined) return ports.data.unprotect(path);
  const out = stage.outs.find((candidate) => candidate.path === path);
  const item = lockedEntry(loaded, stage)?.outs.find((one) => one.path === out?.lockPath);
  if (item !== undefined && (await restoreData(path, item, ports))) await ports.data.unprotect(path);
}

async function saveOutputs(stage: Stage, ports: PipelinePorts): Promise<readonly LockItem[]> {
  const saved: LockItem[] = [];
  for (const out of stage.outs) {
    if ((await ports.files.stat(out.path)) === undefined) {
      throw new PawlError("stage.failed", {
        message: `Stage ${stage.name} ended well but did not write its output ${out.path}.`,
        hint: "Write the file, or take it out of the stage's outs in dvc.yaml.",
      });
    }
    // Metrics that git keeps go into the cache too, so that a restored run has them.
    saved.push({ ...(await ports.data.save(out.path)), path: out.lockPath });
  }
  return saved;
}

async function ignoreOutputs(
  stage: Stage,
  ports: Pick<PipelinePorts, "files" | "ignoreRules">,
): Promise<void> {
  for (const out of stage.outs) if (out.isCached) await ignorePath(out.path, ports);
}

/** Has git ignore a path, by a line in the `.gitignore` beside it, unless it does so already. */
export async function ignorePath(
  path: string,
  ports: Pick<PipelinePorts, "files" | "ignoreRules">,
): Promise<void> {
  if (await ports.ignoreRules.isIgnored(path)) return;
  const cut = path.lastIndexOf("/");
  const file = `${path.slice(0, cut + 1)}.gitignore`;
  const text = (await ports.files.stat(file)) === undefined ? undefined : await ports.files.readText(file);
  const changed = addIgnoredName(text, path.slice(cut + 1));
  if (changed !== undefined) await ports.files.write(file, changed);
}
