import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rememberProcess } from "./state-directory.ts";

/** The bot as its own process, from the built bundle. */
export interface BotProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `dist/bot-server.js` and waits for the line that names its address. Its log goes to `bot.log` in the state folder. */
export async function startBot(options: {
  readonly root: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<BotProcess> {
  const log = openSync(join(options.directory, "bot.log"), "a");
  const child = spawn(process.execPath, [join(options.root, "dist", "bot-server.js")], {
    cwd: options.directory,
    env: { PATH: process.env["PATH"] ?? "", HOME: options.directory, ...options.environment },
    stdio: ["ignore", "pipe", log],
  });
  closeSync(log);
  if (child.pid !== undefined) rememberProcess(options.directory, "bot", child.pid);
  const url = await firstAddress(child, join(options.directory, "bot.log"));
  return { url, stop: () => stop(child) };
}

async function firstAddress(child: ChildProcess, log: string): Promise<string> {
  if (child.stdout === null) throw new Error("The bot has no standard output.");
  const exited = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`The bot ended with ${code ?? "a signal"}; see ${log}.`)));
    child.once("error", reject);
  });
  const spoken = (async () => {
    for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
      const match = /"url":\s*"([^"]+)"/.exec(line);
      if (match?.[1] !== undefined) return match[1];
    }
    return exited;
  })();
  return Promise.race([spoken, exited]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(timer);
}
