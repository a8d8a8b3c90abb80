import { execFile } from "node:child_process";
import { availableParallelism, totalmem } from "node:os";
import { promisify } from "node:util";
import type { Machine } from "../../ports/machine.ts";

/** This machine: its processors, its memory within the limit of the container, its NVIDIA GPUs. */
export function createMachine(environment: Readonly<Record<string, string | undefined>>): Machine {
  return {
    resources: async ({ withGpus }) => ({
      cpus: availableParallelism(),
      memoryBytes: memoryLimit(),
      gpus: withGpus ? await findGpus(environment["CUDA_VISIBLE_DEVICES"]) : [],
    }),
  };
}

function memoryLimit(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** What this process may see when that is said, else what the driver lists. */
async function findGpus(visible: string | undefined): Promise<readonly string[]> {
  if (visible !== undefined) return visibleGpus(visible);
  const query = ["--query-gpu=index,memory.total", "--format=csv,noheader"];
  const listed = await promisify(execFile)("nvidia-smi", query).catch(() => undefined);
  const lines = listed?.stdout.split("\n") ?? [];
  return lines.flatMap((line) => /^\s*(\d+)\s*,/.exec(line)?.[1] ?? []);
}

/**
 * The GPUs that a value of `CUDA_VISIBLE_DEVICES` names, by index or UUID. As CUDA reads it: what follows the first name that is
 * none is not seen.
 */
export function visibleGpus(visible: string): readonly string[] {
  const names = visible.split(",").map((name) => name.trim());
  const end = names.findIndex((name) => name === "" || name.startsWith("-"));
  return end === -1 ? names : names.slice(0, end);
}

/** Longest that the driver is waited for, in milliseconds: one that hangs must not hold up a run that has ended. */
const driverTimeoutMs = 10_000;

/**
 * The names of the NVIDIA GPUs that this process may see, one each, such as `NVIDIA L4`; a part of a GPU (MIG) is named `MIG`.
 *
 * @param visible value of `CUDA_VISIBLE_DEVICES`; `undefined`: all.
 * @param program the driver's tool, `nvidia-smi` by default.
 * @returns `[]` without a driver that answers within 10 seconds; 64 at most.
 */
export async function listGpuNames(
  visible: string | undefined,
  program = "nvidia-smi",
): Promise<readonly string[]> {
  const query = ["--query-gpu=index,uuid,name", "--format=csv,noheader"];
  const limits = { timeout: driverTimeoutMs, killSignal: "SIGKILL" } as const;
  const listed = await promisify(execFile)(program, query, limits).catch(() => undefined);
  if (listed === undefined) return [];
  const devices = listed.stdout.split("\n").flatMap((line) => {
    const [index = "", uuid = "", ...name] = line.split(",").map((field) => field.trim());
    return /^\d{1,4}$/.test(index) ? [{ index, uuid, name: name.join(", ").slice(0, 100) }] : [];
  });
  const wanted = visible === undefined ? devices.map(({ index }) => index) : visibleGpus(visible);
  const names = wanted.flatMap((one) => {
    const device = devices.find(({ index, uuid }) => index === one || (uuid !== "" && uuid.startsWith(one)));
    return device?.name ?? (one.startsWith("MIG-") ? "MIG" : []);
  });
  return names.slice(0, 64);
}
