import type { ProcessRequest, Processes, ProcessUsage } from "../../ports/process.ts";
import { startGpuSampler } from "./gpu-sampler.ts";
import { readTreeMemory } from "./process-memory.ts";
import { startEnergyCounter } from "./processor-energy.ts";

/** How to measure. */
export interface MeasureOptions {
  /** Between samples, once a process has run for a while. Milliseconds. Default 1 000. */
  readonly everyMs?: number;
  /** Default `/proc`. */
  readonly procDirectory?: string;
  /** Default `/sys/class/powercap`. */
  readonly powercapDirectory?: string;
  /** Default `nvidia-smi`. */
  readonly gpuProgram?: string;
}

/** The first samples come sooner, so that short processes have some. Milliseconds. */
const firstWaitMs = 20;
const joulesInWattHour = 3600;

/**
 * Processes that say what they used: memory, accelerators, energy. What the machine does not tell is null; measuring never fails
 * a process. Of processes that run at once each counts the accelerators and the energy that all of them used.
 */
export function measureProcesses(processes: Processes, options: MeasureOptions = {}): Processes {
  return {
    run: async (request) => {
      const meter = startMeter(request, options);
      try {
        const result = await processes.run({
          ...request,
          onStart: (processId) => {
            meter.watch(processId);
            request.onStart?.(processId);
          },
        });
        return { ...result, usage: meter.stop() };
      } finally {
        meter.stop();
      }
    },
  };
}

interface Meter {
  watch(processId: number): void;
  /** Ends it; what was used. */
  stop(): ProcessUsage;
}

function startMeter(request: ProcessRequest, options: MeasureOptions): Meter {
  const { everyMs = 1000, procDirectory, powercapDirectory, gpuProgram } = options;
  const energy = startEnergyCounter(powercapDirectory);
  const gpus = startGpuSampler({
    everyMs: Math.max(100, everyMs),
    visible: request.env["CUDA_VISIBLE_DEVICES"],
    now: () => performance.now(),
    ...(gpuProgram === undefined ? {} : { program: gpuProgram }),
  });
  let peak: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const sample = (processId: number, waitMs: number): void => {
    const memory = readTreeMemory(processId, procDirectory);
    if (memory !== undefined) peak = Math.max(peak ?? 0, memory);
    energy.sample();
    timer = setTimeout(() => sample(processId, Math.min(everyMs, waitMs * 2)), waitMs);
    timer.unref();
  };
  let used: ProcessUsage | undefined;
  return {
    watch: (processId) => sample(processId, Math.min(everyMs, firstWaitMs)),
    stop: () => {
      clearTimeout(timer);
      if (used !== undefined) return used;
      energy.sample();
      const gpu = gpus.stop();
      const joules = [gpu?.joules, energy.joules()].filter((one) => typeof one === "number");
      used = {
        peakMemoryBytes: peak ?? null,
        gpu: gpu?.names ?? null,
        gpuSeconds: gpu?.busySeconds ?? null,
        energyWattHours:
          joules.length === 0 ? null : joules.reduce((sum, one) => sum + one, 0) / joulesInWattHour,
      };
      return used;
    },
  };
}
