import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** One run of a program. */
export interface Run {
  readonly seconds: number;
  /** Processor time of the program and its children, user and system. */
  readonly processorSeconds: number;
  /** Of the largest process. */
  readonly peakBytes: number;
}

/** A program whose commands are timed. */
export interface Program {
  readonly name: "dvc" | "pawl";
  run(directory: string, args: readonly string[]): Promise<Run>;
}

/** The real dvc of the interop tests, with its state below `site`. */
export function dvcProgram(site: string): Program {
  const env = { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: site };
  const path = resolve(".cache/interop/dvc/bin/dvc");
  return { name: "dvc", run: (directory, args) => timed(path, args, directory, env) };
}

/** The built command line on Node 24. */
export function pawlProgram(bundle: string): Program {
  const node = resolve("node_modules/node/bin/node");
  return { name: "pawl", run: (directory, args) => timed(node, [bundle, ...args], directory, process.env) };
}

/** Runs a program to its end. @throws Error with its messages when it fails */
async function timed(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Run> {
  const before = childrenSeconds();
  const start = performance.now();
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [messages, peakBytes] = ["", 0];
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, 5);
  child.stdout.on("data", () => undefined);
  child.stderr.on("data", (text) => {
    messages += String(text);
  });
  const status = await new Promise((settle) => child.once("exit", settle));
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  const processorSeconds = childrenSeconds() - before;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(status)}: ${messages}`);
  return { seconds, processorSeconds, peakBytes };
}

/** Processor time of all children of this process that ended, in seconds; ticks of Linux are 10 ms. */
function childrenSeconds(): number {
  const text = readFileSync("/proc/self/stat", "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** The most memory that a running process had. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
