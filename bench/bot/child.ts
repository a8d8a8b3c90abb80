import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A program of this bench, and the JSON lines that it prints. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line. @throws Error when there is none any more */
  line<T>(): Promise<T>;
  readonly ended: Promise<void>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));

/** Starts a TypeScript program with this Node; it ends with this process at the latest. */
export function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      running.delete(child);
      resolve();
    });
  });
  return {
    process: child,
    ended,
    line: async <T>() => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${program} ended before its answer`);
      return JSON.parse(next.value) as T;
    },
  };
}
