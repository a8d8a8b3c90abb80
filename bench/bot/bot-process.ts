import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../scripts/build.ts";
import { start, type Child } from "./child.ts";
import type { StormWorld } from "./world.ts";

/** The bot as it is shipped, built from the source of now. */
export interface BotProgram extends Disposable {
  readonly path: string;
}

/** Builds the bundles into a directory of their own; disposing of it removes them. */
export async function buildBot(): Promise<BotProgram> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-bench-"));
  await build(directory);
  return {
    path: join(directory, "bot-server.js"),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A running bot. */
export interface BotProcess {
  readonly child: Child;
  readonly url: string;
}

/** How a bot is started. */
export interface BotStart {
  readonly program: BotProgram;
  /** Directory of its queue. */
  readonly state: string;
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a bot that looks through everything at its start and then only when it is told to. */
export async function startBot(
  { github }: Pick<StormWorld, "github">,
  { program, state, env = {} }: BotStart,
): Promise<BotProcess> {
  const { id, privateKey, webhookSecret } = github.app;
  const child = start(program.path, [], {
    PATH: process.env["PATH"],
    PAWL_APP_ID: String(id),
    PAWL_PRIVATE_KEY: privateKey,
    PAWL_WEBHOOK_SECRET: webhookSecret,
    PAWL_GITHUB_URL: github.url,
    PAWL_STATE: state,
    PAWL_WORKERS: "6",
    PAWL_WRITES_PER_MINUTE: "1000000",
    PAWL_WRITES_PER_HOUR: "1000000",
    PAWL_SWEEP_SECONDS: "86400",
    PAWL_LOG_LEVEL: process.env["PAWL_LOG_LEVEL"] ?? "silent",
    PORT: "0",
    ...env,
  });
  const { url } = await child.line<{ url: string }>();
  return { child, url };
}

/** The sum of all metrics whose name, with its labels, is `wanted`. */
export async function readMetric({ url }: Pick<BotProcess, "url">, wanted: RegExp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = text.split("\n").filter((line) => wanted.test(line));
  return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

/** Resolves when nothing is in the bot's queue. @throws Error after `seconds` */
export async function untilIdle(bot: () => BotProcess, seconds: number): Promise<void> {
  const endMs = performance.now() + seconds * 1000;
  for (let idle = 0; idle < 4;) {
    if (performance.now() > endMs) throw new Error(`the bot is not idle after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
    idle = (await readMetric(bot(), /^pawl_bot_queue_depth /)) === 0 ? idle + 1 : 0;
  }
}

/** Ends a bot as its supervisor does. */
export async function stopBot({ child }: BotProcess): Promise<void> {
  child.process.kill("SIGTERM");
  await child.ended;
}
