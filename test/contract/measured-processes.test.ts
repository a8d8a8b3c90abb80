import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProcesses } from "../../src/adapters/process/child-process.ts";
import { startGpuSampler } from "../../src/adapters/process/gpu-sampler.ts";
import { type MeasureOptions, measureProcesses } from "../../src/adapters/process/measured-processes.ts";
import { readTreeMemory } from "../../src/adapters/process/process-memory.ts";
import { startEnergyCounter } from "../../src/adapters/process/processor-energy.ts";
import { writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const path = process.env["PATH"] ?? "";
const mebibyte = 2 ** 20;
/** No `nvidia-smi` and no counters, whatever this machine has. */
const bare = (): MeasureOptions => {
  const directory = temporaryDirectory();
  return { gpuProgram: join(directory, "none"), powercapDirectory: directory, everyMs: 10 };
};

function program(text: string): string {
  const file = join(temporaryDirectory(), "nvidia-smi");
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe("measured processes", () => {
  it("say how much memory they and what they started held at most", async () => {
    const hold = (size: number, more: string): string =>
      `const held = Buffer.alloc(${size} * 2 ** 20, 1); ${more}; setTimeout(() => held.at(0), 600)`;
    const inner = JSON.stringify(hold(100, "0"));
    const outer = hold(60, `require("node:child_process").spawn(process.execPath, ["-e", ${inner}])`);
    const request = { command: process.execPath, args: ["-e", outer], cwd: temporaryDirectory(), env: {} };
    const { exitCode, usage } = await measureProcesses(createProcesses(), bare()).run(request);
    expect(exitCode).toBe(0);
    expect(usage?.peakMemoryBytes).toBeGreaterThan(160 * mebibyte);
    expect(usage?.peakMemoryBytes).toBeLessThan(600 * mebibyte);
    expect(usage).toMatchObject({ gpu: null, gpuSeconds: null, energyWattHours: null });
  });

  it("end as they would, and their watchers with them, when they fail to start, fail or are aborted", async () => {
    const marker = join(temporaryDirectory(), "alive");
    const watcher = program(
      `while true; do echo "0, GPU-1, 10, 50.0, T4"; sleep 0.05; touch ${marker}; done`,
    );
    const processes = measureProcesses(createProcesses(), { ...bare(), gpuProgram: watcher });
    const request = { cwd: temporaryDirectory(), env: { PATH: path } };
    await expect(processes.run({ ...request, command: "no-such-program", args: [] })).rejects.toMatchObject({
      code: "process.failed",
    });
    const failed = await processes.run({ ...request, command: "sh", args: ["-c", "exit 3"] });
    expect(failed.exitCode).toBe(3);
    const abort = new AbortController();
    const aborted = processes.run({ ...request, command: "sleep", args: ["30"], signal: abort.signal });
    while (!existsSync(marker)) await new Promise((resolve) => setTimeout(resolve, 10));
    abort.abort();
    expect((await aborted).usage).toMatchObject({ gpu: "T4" });
    rmSync(marker);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(existsSync(marker)).toBe(false);
  });

  it("count the GPUs that the process may see, and what the processors used", async () => {
    const watcher = program(
      `while true; do
echo "0, GPU-a, 90, 200.00, NVIDIA H100 80GB HBM3"
echo "1, GPU-b, 0, 50.00, NVIDIA H100 80GB HBM3"
echo "2, GPU-c, 99, 300.00, NVIDIA H100 80GB HBM3"
sleep 0.05; done`,
    );
    const processes = measureProcesses(createProcesses(), { ...bare(), gpuProgram: watcher });
    const env = { PATH: path, CUDA_VISIBLE_DEVICES: "0,GPU-b" };
    const request = { command: "sleep", args: ["0.5"], cwd: temporaryDirectory(), env };
    const { usage, durationMs } = await processes.run(request);
    expect(usage?.gpu).toBe("NVIDIA H100 80GB HBM3");
    expect((usage?.gpuSeconds ?? 0) * 1000).toBeGreaterThanOrEqual(durationMs - 50);
    const wattHours = ((usage?.gpuSeconds ?? 0) * 250) / 3600;
    expect(usage?.energyWattHours).toBeCloseTo(wattHours, 6);
  });
});

describe("samples of accelerators", () => {
  async function sampled(lines: readonly string[], visible?: string) {
    const times = [0, ...lines.map((_, index) => (index + 1) * 1000), (lines.length + 1) * 1000];
    let read = 0;
    const now = (): number => times[Math.min(read++, times.length - 1)] ?? 0;
    const done = join(temporaryDirectory(), "done");
    const text = lines.map((line) => `echo '${line}'`).join("\n");
    const sampler = startGpuSampler({
      everyMs: 100,
      visible,
      program: program(`${text}\ntouch ${done}\nsleep 5`),
      now,
    });
    while (!existsSync(done) || read <= lines.length) await new Promise((resolve) => setTimeout(resolve, 5));
    return sampler.stop();
  }

  it("are taken to hold from the sample before; power changes evenly", async () => {
    const lines = ["0, GPU-a, 50, 100, A", "0, GPU-a, 0, 200, A", "0, GPU-a, 10, 100, A"];
    // Busy from 0 to 1 s and from 2 s to the end at 4 s: 100 J, then 150 J, 150 J and 100 J.
    expect(await sampled(lines)).toEqual({ names: "A", busySeconds: 3, joules: 500 });
  });

  it("without a number are not known, and other lines are passed over", async () => {
    const lines = ["Failed to initialize NVML", "", "0, GPU-a, [N/A], [Not Supported], A", "x, y, 1, 2, 3"];
    expect(await sampled(lines)).toEqual({ names: null, busySeconds: null, joules: null });
    expect(await sampled(["0, GPU-a, 9, 9, A"], "-1")).toBeUndefined();
    expect(await sampled(["0, GPU-a, 9, 9, A"], "")).toBeUndefined();
  });

  it("of several are summed, and named by how many there are", async () => {
    const lines = ["0, GPU-a, 5, [N/A], A", "1, GPU-b, 5, 100, A"];
    expect(await sampled(lines)).toEqual({ names: "2 × A", busySeconds: 6, joules: 300 });
  });
});

describe("what the kernel tells", () => {
  it("of memory counts descendants and the group, names with parentheses too, and passes over what has ended", () => {
    const directory = temporaryDirectory();
    const status = (now: number, most: number): string =>
      `Name:\tx\nVmHWM:\t${most} kB\nVmRSS:\t  ${now} kB\n`;
    writeFiles(directory, {
      "10/stat": "10 (sh) S 1 10 10",
      "10/status": status(100, 150),
      "11/stat": "11 (a) b) c) S 10 10 10",
      "11/status": status(200, 250),
      "12/stat": "12 (own group) S 11 12 12",
      "12/status": status(300, 1000),
      "13/stat": "13 (left by its parent) S 1 10 10",
      "13/status": status(1, 1),
      "14/stat": "14 (other) S 1 14 14",
      "14/status": status(9999, 9999),
      "15/stat": "15 (kernel) S 10 10 10",
      "15/status": "Name:\tkernel\n",
      meminfo: "",
    });
    mkdirSync(join(directory, "16"));
    expect(readTreeMemory(10, directory)).toBe(1000 * 1024);
    expect(readTreeMemory(14, directory)).toBe(9999 * 1024);
    expect(readTreeMemory(99, directory)).toBeUndefined();
    expect(readTreeMemory(10, join(directory, "none"))).toBeUndefined();
  });

  it("of energy counts packages once, also when a counter comes round, and nothing where it may not be read", () => {
    const directory = temporaryDirectory();
    const zone = (name: string, energy: string, kind = "package-0"): void =>
      writeFiles(directory, {
        [`${name}/name`]: `${kind}\n`,
        [`${name}/energy_uj`]: `${energy}\n`,
        [`${name}/max_energy_range_uj`]: "10000000\n",
      });
    zone("intel-rapl:0", "9000000");
    zone("intel-rapl:1", "0", "package-1");
    zone("intel-rapl:2", "0", "psys");
    zone("intel-rapl:0:0", "0", "core");
    const counter = startEnergyCounter(directory);
    zone("intel-rapl:0", "1000000");
    zone("intel-rapl:1", "3000000", "package-1");
    zone("intel-rapl:2", "9000000", "psys");
    zone("intel-rapl:0:0", "9000000", "core");
    counter.sample();
    counter.sample();
    expect(counter.joules()).toBe(5);
    zone("intel-rapl:3", "no number", "package-3");
    expect(startEnergyCounter(temporaryDirectory()).joules()).toBeNull();
  });
});
