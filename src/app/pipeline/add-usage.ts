import type { ProcessUsage } from "../../ports/process.ts";

/** What two processes used, one after the other: the greater memory, the sum of the rest. What neither tells stays null. */
export function addUsage(a: ProcessUsage, b: ProcessUsage): ProcessUsage {
  return {
    peakMemoryBytes: combine(a.peakMemoryBytes, b.peakMemoryBytes, Math.max),
    gpu: a.gpu ?? b.gpu,
    gpuSeconds: combine(a.gpuSeconds, b.gpuSeconds, add),
    energyWattHours: combine(a.energyWattHours, b.energyWattHours, add),
  };
}

function combine(a: number | null, b: number | null, join: (a: number, b: number) => number): number | null {
  return a === null || b === null ? (a ?? b) : join(a, b);
}

function add(a: number, b: number): number {
  return a + b;
}
