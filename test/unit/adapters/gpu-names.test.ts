import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { listGpuNames } from "../../../src/adapters/process/machine.ts";

/** A driver's tool that answers as `nvidia-smi --query-gpu=index,uuid,name --format=csv,noheader` does. */
async function makeDriver(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pawl-gpus-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, "nvidia-smi");
  await writeFile(program, `#!/bin/sh\ncat <<'EOT'\n${lines.join("\n")}\nEOT\n`);
  await chmod(program, 0o755);
  return program;
}

const three = [
  "0, GPU-6f1c, NVIDIA H100 80GB HBM3",
  "1, GPU-a7d2, NVIDIA H100 80GB HBM3",
  "2, GPU-00ff, NVIDIA L4",
];

it.each([
  ["all that there are", undefined, ["NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3", "NVIDIA L4"]],
  ["by index", "2,0", ["NVIDIA L4", "NVIDIA H100 80GB HBM3"]],
  ["by the beginning of a UUID", "GPU-00", ["NVIDIA L4"]],
  ["none", "", []],
  ["none of what follows a -1", "0,-1,2", ["NVIDIA H100 80GB HBM3"]],
  ["a part of one", "MIG-5b0e", ["MIG"]],
  ["none that is not there", "7", []],
])("names the accelerators that a process sees: %s", async (_, visible, names) => {
  expect(await listGpuNames(visible, await makeDriver(three))).toEqual(names);
});

it("names none without a driver, whatever the environment says, and none for what it cannot read", async () => {
  expect(await listGpuNames("0,1", "/nowhere/nvidia-smi")).toEqual([]);
  expect(await listGpuNames(undefined, await makeDriver(["No devices were found", ""]))).toEqual([]);
});

it("names 64 at most, each in 100 characters", async () => {
  const many = Array.from({ length: 200 }, (_, index) => `${index}, GPU-${index}, ${"x".repeat(500)}`);
  const names = await listGpuNames(undefined, await makeDriver(many));
  expect([names.length, names[0]?.length]).toEqual([64, 100]);
});
