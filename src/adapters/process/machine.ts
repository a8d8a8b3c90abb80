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
