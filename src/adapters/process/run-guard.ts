import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";
import type { RunGuard } from "../../ports/run-guard.ts";

const recordSchema = z.object({
  owner: z.object({ pid: z.number().int().positive(), started: z.string() }),
  stage: z.object({ pid: z.number().int().positive(), started: z.string() }).optional(),
});

type Record = z.infer<typeof recordSchema>;

/** A guard by the file `.dvc/tmp/pawl-run.json` of the repository at `root`. */
export function createRunGuard(root: string): RunGuard {
  const path = join(root, ".dvc", "tmp", "pawl-run.json");
  return {
    enter: async () => {
      const record: Record = { owner: { pid: process.pid, started: await startOf(process.pid) } };
      await mkdir(dirname(path), { recursive: true });
      await take(path, record);
      let recorded = Promise.resolve();
      return {
        started: (pid) => {
          recorded = recorded.then(() => recordStage(path, record, pid));
        },
        leave: async () => {
          await recorded;
          await rm(path, { force: true });
        },
      };
    },
  };
}

async function recordStage(path: string, record: Record, pid: number): Promise<void> {
  const started = await startOf(pid);
  if (started !== "") await writeAtomically(path, JSON.stringify({ ...record, stage: { pid, started } }));
}

async function take(path: string, record: Record): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const isTaken = await writeFile(path, JSON.stringify(record), { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (isTaken) return;
    await clearLeftover(path);
  }
  throw new PawlError("pipeline.busy", { message: `Other runs take turns at ${path}.` });
}

/** Ends what a crashed run left. @throws PawlError `pipeline.busy` when its owner is alive. */
async function clearLeftover(path: string): Promise<void> {
  const left = readRecord(await readFile(path, "utf8").catch(() => ""));
  if (left !== undefined) {
    if (await isAlive(left.owner)) {
      const message = `Another run (process ${left.owner.pid}) is at work in this repository.`;
      throw new PawlError("pipeline.busy", { message });
    }
    if (left.stage !== undefined && (await isAlive(left.stage))) endGroup(left.stage.pid);
  }
  await rm(path, { force: true });
}

function readRecord(text: string): Record | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}

/** A process id may be in use again: the time of its start tells. */
async function isAlive(known: { readonly pid: number; readonly started: string }): Promise<boolean> {
  return known.started !== "" && (await startOf(known.pid)) === known.started;
}

/** When a process started, as text to compare; `""` when there is none. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  }
  if (process.platform === "linux") return "";
  const listed = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => undefined);
  return listed?.stdout.trim() ?? "";
}
