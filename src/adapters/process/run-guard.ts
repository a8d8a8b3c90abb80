import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { writeAtomically } from "../file-system/write-atomically.ts";
import type { GuardOptions, RunGuard, RunNote, RunTurn } from "../../ports/run-guard.ts";
import { endGroup, endProcessesWith, isAlive, startOf } from "./process-identity.ts";
import { createSharedLock } from "./shared-lock.ts";
import { waitUntil } from "./wait-until.ts";

const identitySchema = z.object({ pid: z.number().int().positive(), started: z.string() });
const recordSchema = z.object({
  owner: identitySchema.extend({ cmd: z.string().default("pawl") }),
  run: z.string(),
  stages: z.array(identitySchema).default([]),
  added: z.record(z.string(), z.array(z.string())).default({}),
});

type RunRecord = z.infer<typeof recordSchema>;

/** The variable by which stages of a run are found. */
const runVariable = "PAWL_RUN";

/**
 * A guard by the file `.dvc/tmp/pawl-run.json` of the repository at `root`; DVC is kept out by its own lock files.
 *
 * @param command how others are told who holds a lock: the command line.
 */
export function createRunGuard(root: string, command: string): RunGuard {
  const folder = join(root, ".dvc", "tmp");
  return { enter: (options) => enter(root, folder, { ...options, command }) };
}

async function enter(
  root: string,
  folder: string,
  options: GuardOptions & { readonly command: string },
): Promise<RunTurn> {
  const path = join(folder, "pawl-run.json");
  const owner = { pid: process.pid, started: await startOf(process.pid), cmd: options.command };
  const first: RunRecord = { owner, run: randomUUID(), stages: [], added: {} };
  const leftover = await take(path, first, options);
  const keeper = new RecordKeeper(path, { ...first, added: leftover?.added ?? {} });
  const shared = createSharedLock({ root, folder, command: options.command, guard: options });
  return {
    leftover: leftover === undefined ? undefined : { added: leftover.added },
    keep: (note) => keeper.change((record) => ({ ...record, added: copyNote(note) })),
    started: (pid) => void keeper.startStage(pid),
    environment: { [runVariable]: first.run },
    exclusively: shared.exclusively,
    claim: shared.claim,
    settled: shared.settled,
    leave: async () => {
      await keeper.settle();
      await rm(path, { force: true });
    },
  };
}

function copyNote(note: RunNote): RunRecord["added"] {
  return Object.fromEntries(Object.entries(note.added).map(([file, names]) => [file, [...names]]));
}

/** Keeps the record on disk up to date, one change after the other. */
class RecordKeeper {
  readonly #path: string;
  #record: RunRecord;
  #written = Promise.resolve();

  constructor(path: string, record: RunRecord) {
    this.#path = path;
    this.#record = record;
  }

  async startStage(pid: number): Promise<void> {
    const started = await startOf(pid);
    if (started === "") return;
    const alive = await Promise.all(
      this.#record.stages.map(async (stage) => ((await isAlive(stage)) ? [stage] : [])),
    );
    await this.change((record) => ({ ...record, stages: [...alive.flat(), { pid, started }] }));
  }

  change(edit: (record: RunRecord) => RunRecord): Promise<void> {
    this.#record = edit(this.#record);
    this.#written = this.#written.then(() => writeAtomically(this.#path, JSON.stringify(this.#record)));
    return this.#written;
  }

  settle(): Promise<void> {
    return this.#written;
  }
}

/** Writes the record when no other run has one; the record that a crashed run left, if one did. */
async function take(path: string, record: RunRecord, options: GuardOptions): Promise<RunRecord | undefined> {
  await mkdir(dirname(path), { recursive: true });
  let leftover: RunRecord | undefined;
  await waitUntil(options, async () => {
    const isTaken = await writeFile(path, JSON.stringify(record), { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (isTaken) return undefined;
    const left = readRecord(await readFile(path, "utf8").catch(() => ""));
    if (left !== undefined && (await isAlive(left.owner))) {
      const who = `process ${left.owner.pid}: ${left.owner.cmd}`;
      return `another run (${who}) is at work in this repository`;
    }
    if (left !== undefined) await endLeftover(left);
    leftover = left ?? leftover;
    await rm(path, { force: true });
    return "again";
  });
  return leftover;
}

/** A stage may have been on its way when its run was killed: it is looked for twice. */
async function endLeftover(left: RunRecord): Promise<void> {
  for (const stage of left.stages) if (await isAlive(stage)) endGroup(stage.pid);
  await endProcessesWith(`${runVariable}=${left.run}`);
  await sleep(50);
  await endProcessesWith(`${runVariable}=${left.run}`);
}

function readRecord(text: string): RunRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
