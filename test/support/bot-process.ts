import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";

/** The bot as a process of its own. */
export interface BotProcess {
  /** The next line of its standard output, parsed. @throws Error when it ends before */
  next(): Promise<unknown>;
  /** What it wrote to standard error until now. */
  messages(): string;
  /** Sends SIGTERM; gives exit status and signal. */
  stop(): Promise<readonly [number | null, NodeJS.Signals | null]>;
}

/** Starts `bot/main.ts`, or another entry point, with nothing in its environment but what is given and `PATH`. */
export function startBotProcess(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  entry = resolve("bot/main.ts"),
): BotProcess {
  const env = { PATH: process.env["PATH"], ...environment };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return watch(child);
}

/** Reads what a bot's process says. */
export function watch(child: ChildProcess): BotProcess {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the process has no pipes");
  let messages = "";
  stderr.on("data", (chunk: Buffer) => (messages += chunk.toString()));
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    messages: () => messages,
    next: async () => {
      const line = await lines.next();
      if (line.done === true) throw new Error(`the bot ended: ${messages}`);
      return JSON.parse(line.value) as unknown;
    },
    stop: async () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
