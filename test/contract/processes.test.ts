import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createProcesses } from "../../src/adapters/process/child-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const env = { PATH: process.env["PATH"] ?? "" };

/** A process that has ended may stay in the table until its new parent looks. */
function isRunning(pid: number): boolean {
  const answer = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return answer.status === 0 && !answer.stdout.startsWith("Z");
}

describe("child processes", () => {
  it("give each line of both streams, also the last one without a line end", async () => {
    const lines: string[] = [];
    const result = await createProcesses().run({
      command: "sh",
      args: ["-c", "printf 'a\\nb'; echo e >&2; exit 3"],
      cwd: temporaryDirectory(),
      env,
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(result).toMatchObject({ exitCode: 3, signal: null });
    expect(lines.sort()).toEqual(["stderr e", "stdout a", "stdout b"]);
  });

  it("see the given environment only", async () => {
    const lines: string[] = [];
    await createProcesses().run({
      command: process.execPath,
      args: ["-e", "console.log(Object.keys(process.env).join())"],
      cwd: temporaryDirectory(),
      env: { ONLY: "1" },
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(["ONLY"]);
  });

  it("refuse a program that is not there", async () => {
    const running = createProcesses().run({ command: "no-such-program", args: [], cwd: "/", env });
    await expect(running).rejects.toMatchObject({ code: "process.failed" });
  });

  it("end with everything that they started when the signal aborts, even when they ignore SIGINT", async () => {
    const abort = new AbortController();
    let grandchild = 0;
    const script = "trap '' INT TERM; sleep 30 & echo $!; wait; sleep 30";
    const result = await createProcesses({ interruptMs: 50, terminateMs: 50 }).run({
      command: "sh",
      args: ["-c", script],
      cwd: temporaryDirectory(),
      env,
      signal: abort.signal,
      onLine: (line) => {
        grandchild = Number(line);
        abort.abort();
      },
    });
    expect(result).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    await sleep(20);
    expect(isRunning(grandchild)).toBe(false);
  });

  it("do not start once the signal has aborted", async () => {
    const result = await createProcesses().run({
      command: "sh",
      args: ["-c", "exit 0"],
      cwd: "/",
      env,
      signal: AbortSignal.abort(),
    });
    expect(result).toEqual({ exitCode: null, signal: "SIGINT", durationMs: 0 });
  });
});
