import {
  emptyLock,
  type LockEntry,
  type LockFile,
  lockedStages,
  parseLock,
  withLockEntry,
  writeLock,
} from "../../versioning/lock-file.ts";
import type { PipelineNode } from "../../versioning/pipeline-node.ts";
import { lockFileOf, type Stage } from "../../versioning/stage.ts";
import type { LoadedPipeline } from "./load-pipeline.ts";
import type { RunningPorts } from "./pipeline-ports.ts";

/** The lock files of a run: others may write to them while its stages run. */
export interface LockKeeper {
  /** What they say now; the map is the same all the time, what is in it changes. */
  readonly locks: LoadedPipeline["locks"];
  /** Reads a stage's lock file again; whether what it says of the stage changed. */
  refresh(stage: Stage): Promise<boolean>;
  /** Puts an entry into its lock file, which is replaced as a whole. */
  write(stage: Stage, entry: LockEntry): Promise<void>;
}

/** What a keeper needs to know of its run. */
export interface LockKeeperOptions {
  /** In the order that one stage at a time would have. */
  readonly plan: readonly PipelineNode[];
  /** Whether stages may end in another order. */
  readonly isParallel: boolean;
}

/**
 * Keeps lock files so that they end as those of a run one by one: DVC appends new entries in the order of its run. An
 * entry of a stage that ends out of turn is there at once, and earlier ones are put before it; the turn remembers which
 * ones were new, so that this holds when the run is killed and another goes on.
 */
export async function keepLocks(
  loaded: Pick<LoadedPipeline, "locks">,
  options: LockKeeperOptions,
  ports: Pick<RunningPorts, "files" | "turn" | "workspace">,
): Promise<LockKeeper> {
  const locks = new Map(loaded.locks);
  const place = new Map(
    options.plan.flatMap(({ stage }, index) => (stage === undefined ? [] : [[placeKey(stage), index]])),
  );
  const added = await noteAdded(locks, options, ports);
  const read = async (file: string): Promise<LockFile> => {
    const text = await ports.workspace.readText(file);
    return text === undefined ? emptyLock : parseLock(text, file);
  };
  return {
    locks,
    refresh: async (stage) => {
      const file = lockFileOf(stage.file);
      const [before, now] = [locks.get(file) ?? emptyLock, await read(file)];
      locks.set(file, now);
      return writeLock(before) !== writeLock(now);
    },
    write: (stage, entry) =>
      ports.turn.exclusively(async () => {
        const file = lockFileOf(stage.file);
        const own = place.get(placeKey(stage)) ?? 0;
        const fresh = new Set(added[file]);
        const isLater = (name: string): boolean =>
          fresh.has(name) && (place.get(placeKey({ file: stage.file, name })) ?? -1) > own;
        const lock = withLockEntry(await read(file), stage.name, entry, isLater);
        locks.set(file, lock);
        const text = writeLock(lock);
        if (text !== (await ports.workspace.readText(file))) await ports.files.write(file, text);
      }),
  };
}

function placeKey(stage: Pick<Stage, "file" | "name">): string {
  return `${stage.file}:${stage.name}`;
}

async function noteAdded(
  locks: ReadonlyMap<string, LockFile>,
  { plan, isParallel }: LockKeeperOptions,
  { turn }: Pick<RunningPorts, "turn">,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const left = new Map(Object.entries(turn.leftover?.added ?? {}));
  if (!isParallel && left.size === 0) return {};
  const stages = plan.flatMap(({ stage }) => stage ?? []);
  const byFile = Map.groupBy(stages, (stage) => lockFileOf(stage.file));
  const files = new Set([...left.keys(), ...byFile.keys()]);
  const added = Object.fromEntries(
    [...files].map((file) => {
      const known = new Set(lockedStages(locks.get(file) ?? emptyLock));
      const fresh = (byFile.get(file) ?? []).map((stage) => stage.name).filter((name) => !known.has(name));
      return [file, [...new Set([...(left.get(file) ?? []), ...fresh])]];
    }),
  );
  await turn.keep({ added });
  return added;
}
