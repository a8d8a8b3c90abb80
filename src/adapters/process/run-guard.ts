import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { temporaryBeside, writeAtomically } from "../file-system/write-atomically.ts";
import type { GuardOptions, RunGuard, RunNote, RunTurn } from "../../ports/run-guard.ts";
import { tryFlock } from "./hold-flock.ts";
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
  return {
    beside: async (guard) => {
      await mkdir(folder, { recursive: true });
      return createSharedLock({ root, folder, command, guard });
    },
    enter: (options) => enter(root, folder, { ...options, command }),
  };
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
    if (await createWhole(path, JSON.stringify(record))) return undefined;
    const busy = await explainOwner(path);
    if (busy !== undefined) return busy;
    const cleared = await clearLeftover(path);
    if (cleared === "busy") return "another run clears up after one that was killed";
    leftover = cleared ?? leftover;
    return "again";
  });
  return leftover;
}

/** Makes a file with all its content at once; false when there is one. @throws PawlError `file.write-failed` */
async function createWhole(path: string, content: string): Promise<boolean> {
  const temporary = temporaryBeside(path);
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await link(temporary, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PawlError("file.write-failed", { message: `Cannot write ${path}: ${reason}`, cause });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function readRecord(path: string): Promise<RunRecord | undefined> {
  try {
    return recordSchema.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Who has the turn; `undefined` when nobody that is alive. */
async function explainOwner(path: string): Promise<string | undefined> {
  const left = await readRecord(path);
  if (left === undefined || !(await isAlive(left.owner))) return undefined;
  return `another run (process ${left.owner.pid}: ${left.owner.cmd}) is at work in this repository`;
}

/**
 * Ends what a crashed run left and removes its record. One at a time does so, and looks again first: the record may be
 * that of a run that was faster.
 */
async function clearLeftover(path: string): Promise<RunRecord | "busy" | undefined> {
  const lock = await tryFlock(`${path}.lock`);
  if (lock === "busy") return "busy";
  try {
    if ((await explainOwner(path)) !== undefined) return undefined;
    const left = await readRecord(path);
    if (left !== undefined) await endLeftover(left);
    await rm(path, { force: true });
    return left;
  } finally {
    if (lock !== "unsupported") await lock.release();
  }
}

/** A stage may have been on its way when its run was killed: it is looked for twice. */
async function endLeftover(left: RunRecord): Promise<void> {
  for (const stage of left.stages) if (await isAlive(stage)) endGroup(stage.pid);
  await endProcessesWith(`${runVariable}=${left.run}`);
  await sleep(50);
  await endProcessesWith(`${runVariable}=${left.run}`);
}
