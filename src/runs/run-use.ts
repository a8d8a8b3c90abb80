import { followChain, genesis, type Sha256 } from "./chain.ts";
import { endOf } from "./ledger-record.ts";
import { readEntries } from "./read-entries.ts";
import type { RunRecord } from "./run-schema.ts";

/** What one record says about a machine's time; of a record that is no run there is none. */
export interface RunUse {
  /** The natural key: a second record of it does not count. */
  readonly key: string;
  /**
   * One process on one machine: records that share it, such as `train` and `evaluate` of one pipeline or its several models, share
   * its time.
   */
  readonly process: string;
  readonly model: string | null;
  readonly verb: RunRecord["verb"];
  readonly state: RunRecord["state"];
  /** ISO 8601 in UTC. */
  readonly endedAt: string;
  /** 0 to 5 days. */
  readonly seconds: number;
  /** Accelerators that the machine had, 0 to 64; `null` where the record does not say, as of a job that was killed. */
  readonly gpus: number | null;
  /** Name of the machine's runner; `null` outside of a workflow. */
  readonly runner: string | null;
}

/** A segment of the ledger, as far as time on machines goes. */
export interface SegmentUse {
  readonly uses: readonly RunUse[];
  /** When the newest of its records is from, ISO 8601; `undefined` for none that can be read. */
  readonly newest: string | undefined;
}

/** GitHub ends a job after this; a record that says more is wrong. */
const longestSeconds = 5 * 86_400;

/**
 * What a segment says of runs. A line that is no entry, that was changed after it was written, or whose record this version does not
 * read says nothing; the links between lines are not checked, that is `pawl runs verify`.
 *
 * @returns no uses for an empty text.
 */
export function readSegmentUse(path: string, text: string, sha256: Sha256): SegmentUse {
  const { lines } = followChain([{ path, text }], sha256, genesis);
  const { entries } = readEntries(lines.filter(({ isIntact }) => isIntact));
  const records = entries.map(({ record }) => record);
  const uses = records.flatMap((record) => (record.schema === "pawl.run/1" ? [toUse(record)] : []));
  const newest = records
    .map(endOf)
    .reduce<string | undefined>(
      (last, at) => (last === undefined || Date.parse(at) > Date.parse(last) ? at : last),
      undefined,
    );
  return { uses, newest };
}

function toUse(record: RunRecord): RunUse {
  const { key, id, verb, state, startedAt, endedAt, durationSeconds, model, trigger, environment } = record;
  const [run = ""] = id.split("/", 1);
  return {
    key,
    process: JSON.stringify([run, trigger.job, environment.runner, startedAt]),
    model: model?.name ?? null,
    verb,
    state,
    endedAt,
    seconds: Math.min(durationSeconds, longestSeconds),
    gpus: record.hardware?.gpus.length ?? null,
    runner: environment.runner,
  };
}

/**
 * The same runs, with the accelerators of those whose record does not say: what another of them says of the same runner, the most if
 * they differ. A runner of which nothing is known keeps `null`.
 */
export function fillGpus(uses: readonly RunUse[]): readonly RunUse[] {
  const known = new Map<string, number>();
  for (const { runner, gpus } of uses) {
    if (runner !== null && gpus !== null) known.set(runner, Math.max(gpus, known.get(runner) ?? 0));
  }
  return uses.map((use) =>
    use.gpus === null && use.runner !== null ? { ...use, gpus: known.get(use.runner) ?? null } : use,
  );
}

/** Accelerator time of runs. */
export interface GpuHours {
  /** Of all runs, those without a model included. */
  readonly total: number;
  readonly byModel: ReadonlyMap<string, number>;
}

/**
 * Hours in which runs held accelerators: the number that the machine had, times the time of the process. Time that several records
 * share is counted once, by the longest of them, and divided equally among their models. That is what a machine with accelerators
 * was held for, not how busy they were.
 *
 * @returns 0 and no models for no uses; a machine without accelerators, or of which nothing is known, counts 0.
 */
export function sumGpuHours(uses: Iterable<RunUse>): GpuHours {
  const processes = new Map<string, { seconds: number; readonly models: Set<string> }>();
  for (const { process, seconds, gpus, model } of uses) {
    const known = processes.get(process) ?? { seconds: 0, models: new Set<string>() };
    known.seconds = Math.max(known.seconds, seconds * (gpus ?? 0));
    if (model !== null) known.models.add(model);
    processes.set(process, known);
  }
  let total = 0;
  const byModel = new Map<string, number>();
  for (const { seconds, models } of processes.values()) {
    const hours = seconds / 3600;
    total += hours;
    for (const model of models) byModel.set(model, (byModel.get(model) ?? 0) + hours / models.size);
  }
  return { total, byModel };
}
