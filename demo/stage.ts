import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { startActions } from "../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../sandbox/github/start-sandbox-github.ts";
import { createModelServers } from "../src/runtime/compose.ts";
import { startBot } from "./bot-process.ts";
import { createCommands } from "./commands.ts";
import { endAll, findHelpers, findModelServers, stateVariable } from "./processes.ts";
import { remember, remembered, removeGitLocks } from "./state-directory.ts";
import { timeline } from "./timeline.ts";
import { fillToolCache } from "./tool-cache.ts";
import { type BotMode, createWorld, type World } from "./world.ts";

/** A running sandbox with runner and bot, and how to end all of it. */
export interface Stage {
  readonly world: World;
  /** Ends runner, bot, model servers and sandbox. */
  close(): Promise<void>;
}

/** Folders of the machine that the runner and the servers live on. */
function runnerEnvironment(directory: string): Readonly<Record<string, string>> {
  return {
    FLIGHTS_LANDING: join(directory, "landing"),
    PAWL_PREDICTIONS: join(directory, "predictions"),
    PAWL_SERVING_DIR: join(directory, "serving"),
    [stateVariable]: directory,
  };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The port of the last start, so that addresses stay true; 0 when there is none or another program has it by now. */
async function lastPort(directory: string, name: string): Promise<number> {
  const port = Number(remembered(directory, name) ?? "0");
  return (await isFree(port)) ? port : 0;
}

async function startSandbox(directory: string, toolCache: string) {
  const environment = runnerEnvironment(directory);
  const workRoot = join(directory, "runner", "work");
  const actions = startActions({ workRoot, toolCache, environment, maxJobs: 2 });
  const sandbox = await startSandboxGitHub({
    stateDirectory: join(directory, "github"),
    users: [
      { login: "ana", name: "Ana" },
      { login: "tim", name: "Tim" },
      { login: "eve", name: "Eve" },
    ],
    organisations: ["acme", "pawl-ml"],
    app: { slug: "pawl" },
    modules: [actions.module],
    port: await lastPort(directory, "port"),
  });
  remember(directory, "port", new URL(sandbox.url).port);
  return { actions, sandbox };
}

async function startBotFor(sandbox: SandboxGitHub, root: string, directory: string) {
  const state = join(directory, "bot");
  mkdirSync(state, { recursive: true });
  const bot = await startBot({
    root,
    directory,
    port: await lastPort(directory, "bot-port"),
    environment: {
      PAWL_APP_ID: String(sandbox.app.id),
      PAWL_PRIVATE_KEY: sandbox.app.privateKey,
      PAWL_WEBHOOK_SECRET: sandbox.app.webhookSecret,
      PAWL_GITHUB_URL: sandbox.url,
      PAWL_STATE: state,
      // What a killed sandbox or bot did not tell or hear is found by the sweep.
      PAWL_SWEEP_SECONDS: "10",
      // Weeks pass in a minute here, and this GitHub has no limits.
      PAWL_WRITES_PER_MINUTE: "6000",
      PAWL_WRITES_PER_HOUR: "60000",
      [stateVariable]: directory,
    },
  });
  remember(directory, "bot-port", new URL(bot.url).port);
  sandbox.setAppWebhook(bot.url);
  return bot;
}

/** Where the stage is set and where the bot runs. */
export interface StageOptions {
  /** Pawl's own folder. */
  readonly root: string;
  /** The state folder. */
  readonly directory: string;
  readonly bot: BotMode;
  /** Aborted when the demo ends early. */
  readonly signal: AbortSignal;
}

/** Sets the stage in the state folder; what an earlier, killed demo left running is ended first, but for model servers. */
export async function setStage({ root, directory, bot: mode, signal }: StageOptions): Promise<Stage> {
  await endAll(() => findHelpers(directory));
  removeGitLocks(directory);
  process.env[stateVariable] = directory;
  const toolCache = join(directory, "tools");
  fillToolCache(root, toolCache);
  const { actions, sandbox } = await startSandbox(directory, toolCache);
  const bot = mode === "server" ? await startBotFor(sandbox, root, directory) : undefined;
  const close = async (): Promise<void> => {
    await bot?.stop();
    await actions.runner.stop();
    await stopModelServers(directory);
    await sandbox.close();
  };
  const commands = createCommands(root, signal);
  return { world: createWorld({ directory, sandbox, timeline, bot: mode, commands }), close };
}

/** Ends the model servers in their own way: what is in the prediction log's buffer is written. */
async function stopModelServers(directory: string): Promise<void> {
  const servers = await createModelServers(join(directory, "serving"));
  for (const environment of ["staging", "production"]) await servers.stop(environment, "flight-delay");
}

/** Ends whatever of this state folder is still running: nothing is left behind, however the demo ended. */
export async function clearStage(directory: string): Promise<void> {
  await endAll(() => [...findHelpers(directory), ...findModelServers(directory)]);
}
