import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { visibleGpus } from "./machine.ts";

/** What the accelerators did. */
export interface GpuUse {
  /** Names of those that were busy; null when none was. */
  readonly names: string | null;
  /** Busy time, summed; null when the driver does not tell. */
  readonly busySeconds: number | null;
  /** Null when the driver does not tell. */
  readonly joules: number | null;
}

/** Watches accelerators until it is stopped. */
export interface GpuSampler {
  /** `undefined` when there is none, or none gave a sample. */
  stop(): GpuUse | undefined;
}

/** How to watch. */
export interface GpuSamplerOptions {
  /** Between samples, ≥ 100. Milliseconds. */
  readonly everyMs: number;
  /** What `CUDA_VISIBLE_DEVICES` is for the watched process: others are not counted. */
  readonly visible: string | undefined;
  /** The program; default `nvidia-smi` in the path. */
  readonly program?: string;
  readonly now: () => number;
}

interface Sample {
  readonly atMs: number;
  readonly isBusy: boolean | undefined;
  readonly watts: number | undefined;
}

/** An accelerator up to its last sample. */
interface Device {
  readonly name: string;
  readonly last: Sample;
  readonly busySeconds: number | undefined;
  readonly joules: number | undefined;
}

const query = "index,uuid,utilization.gpu,power.draw,name";

/**
 * Watches the NVIDIA accelerators of this machine by one `nvidia-smi` that repeats itself. An accelerator counts as busy from one
 * sample to the next when the later one says that a kernel ran; before the first sample as the first says, after the last as the
 * last. Power is taken to change evenly between samples. Whatever uses an accelerator counts.
 *
 * Source: `nvidia-smi --help-query-gpu` of driver 550: `utilization.gpu` in percent over the past sample period, `power.draw`
 * in watts.
 */
export function startGpuSampler(options: GpuSamplerOptions): GpuSampler {
  const { everyMs, visible, program = "nvidia-smi", now } = options;
  const devices = new Map<string, Device>();
  const startedMs = now();
  const args = [`--query-gpu=${query}`, "--format=csv,noheader,nounits", `--loop-ms=${everyMs}`];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  child.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => readSample(line.slice(0, 1000), { devices, visible, startedMs, atMs: now() }));
  return {
    stop: () => {
      child.kill("SIGKILL");
      child.stdout.destroy();
      lines.close();
      const endMs = now();
      return sumUp([...devices.values()].map((device) => goOn(device, { ...device.last, atMs: endMs })));
    },
  };
}

interface Watch {
  readonly devices: Map<string, Device>;
  readonly visible: string | undefined;
  readonly startedMs: number;
  readonly atMs: number;
}

function readSample(line: string, { devices, visible, startedMs, atMs }: Watch): void {
  const [index, uuid, utilization, power, ...name] = line.split(",").map((field) => field.trim());
  if (uuid === undefined || index === undefined || !/^\d{1,4}$/.test(index)) return;
  const wanted = visible === undefined ? [index] : visibleGpus(visible);
  if (!wanted.some((one) => one === index || uuid.startsWith(one))) return;
  const busy = numberOf(utilization);
  const sample = { atMs, isBusy: busy === undefined ? undefined : busy > 0, watts: numberOf(power) };
  const before: Device = devices.get(uuid) ?? {
    name: name.join(", ").slice(0, 100),
    last: { ...sample, atMs: startedMs },
    busySeconds: undefined,
    joules: undefined,
  };
  devices.set(uuid, goOn(before, sample));
}

/** The device at its next sample. */
function goOn({ name, last, busySeconds, joules }: Device, next: Sample): Device {
  const seconds = Math.max(0, next.atMs - last.atMs) / 1000;
  const busy = next.isBusy === undefined ? undefined : next.isBusy ? seconds : 0;
  const [left, right] = [last.watts ?? next.watts, next.watts ?? last.watts];
  const used = left === undefined || right === undefined ? undefined : (seconds * (left + right)) / 2;
  return { name, last: next, busySeconds: plus(busySeconds, busy), joules: plus(joules, used) };
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a + b;
}

/** The driver writes `[N/A]` and `[Not Supported]` for what it does not tell. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function sumUp(devices: readonly Device[]): GpuUse | undefined {
  if (devices.length === 0) return undefined;
  return {
    names: nameBusy(devices),
    busySeconds: devices.map((device) => device.busySeconds).reduce(plus) ?? null,
    joules: devices.map((device) => device.joules).reduce(plus) ?? null,
  };
}

function nameBusy(devices: readonly Device[]): string | null {
  const names = devices.filter(({ busySeconds }) => (busySeconds ?? 0) > 0).map(({ name }) => name);
  const counted = [...new Set(names)].map((name) => {
    const times = names.filter((one) => one === name).length;
    return times === 1 ? name : `${times} × ${name}`;
  });
  return counted.length === 0 ? null : counted.join(", ").slice(0, 500);
}
