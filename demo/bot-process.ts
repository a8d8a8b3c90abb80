import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** The bot as its own process, from the built bundle. */
export interface BotProcess {
  /** Stays the same when the bot is started again. */
  readonly url: string;
  stop(): Promise<void>;
}

/** How the bot's process is started. */
export interface BotOptions {
  /** Pawl's own folder. */
  readonly root: string;
  /** The state folder; the bot's log goes to `bot.log` in it. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Port to listen on; 0 picks a free one. */
  readonly port: number;
}

const mostRestarts = 20;

/** Starts `dist/bot-server.js`, waits for the line that names its address, and starts it again whenever it ends. */
export async function startBot(options: BotOptions): Promise<BotProcess> {
  const first = await launch(options);
  const { url } = first;
  const again = { ...options, port: Number(new URL(url).port) };
  let child = first.child;
  let isStopping = false;
  const watch = async (): Promise<void> => {
    for (let restart = 0; restart < mostRestarts; restart += 1) {
      await ended(child);
      if (isStopping) return;
      await sleep(200);
      child = await launch(again).then(
        (next) => next.child,
        () => child,
      );
    }
  };
  const watching = watch();
  return {
    url,
    stop: async () => {
      isStopping = true;
      await end(child);
      await watching;
    },
  };
}

async function launch(options: BotOptions): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const logFile = join(options.directory, "bot.log");
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [join(options.root, "dist", "bot-server.js")], {
    cwd: options.directory,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: options.directory,
      ...options.environment,
      PORT: String(options.port),
    },
    stdio: ["ignore", "pipe", log],
  });
  closeSync(log);
  return { child, url: await firstAddress(child, logFile) };
}

async function firstAddress(child: ChildProcess, log: string): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("The bot has no standard output.");
  const exited = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`The bot ended with ${code ?? "a signal"}; see ${log}.`)));
    child.once("error", reject);
  });
  const spoken = (async () => {
    for await (const line of createInterface({ input: stdout })) {
      const match = /"url":\s*"([^"]+)"/.exec(line);
      if (match?.[1] !== undefined) return match[1];
    }
    return exited;
  })();
  return Promise.race([spoken, exited]);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await new Promise<void>((resolve) => child.once("exit", () => resolve()));
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended(child);
  clearTimeout(timer);
}
