import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startActions } from "../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../sandbox/github/start-sandbox-github.ts";
import { createModelServers } from "../src/runtime/compose.ts";
import { startBot } from "./bot-process.ts";
import { endLeftProcesses, remember, remembered } from "./state-directory.ts";
import { timeline } from "./timeline.ts";
import { fillToolCache } from "./tool-cache.ts";
import { type BotMode, createWorld, type World } from "./world.ts";

/** A running sandbox with runner and bot, and how to end all of it. */
export interface Stage {
  readonly world: World;
  /** Ends runner, bot, model servers and sandbox; nothing is left running. */
  close(): Promise<void>;
}

/** Folders of the machine that the runner and the servers live on. */
function runnerEnvironment(directory: string): Readonly<Record<string, string>> {
  return {
    FLIGHTS_LANDING: join(directory, "landing"),
    PAWL_PREDICTIONS: join(directory, "predictions"),
    PAWL_SERVING_DIR: join(directory, "serving"),
  };
}

async function startSandbox(directory: string, toolCache: string) {
  const environment = runnerEnvironment(directory);
  const workRoot = join(directory, "runner", "work");
  const actions = startActions({ workRoot, toolCache, environment, maxJobs: 2 });
  const options = {
    stateDirectory: join(directory, "github"),
    users: [
      { login: "ana", name: "Ana" },
      { login: "tim", name: "Tim" },
    ],
    organisations: ["acme", "pawl-ml"],
    app: { slug: "pawl" },
    modules: [actions.module],
  };
  const port = Number(remembered(directory, "port") ?? "0");
  const sandbox = await startSandboxGitHub({ ...options, port }).catch(() => startSandboxGitHub(options));
  remember(directory, "port", new URL(sandbox.url).port);
  return { actions, sandbox };
}

async function startBotFor(sandbox: SandboxGitHub, root: string, directory: string) {
  const state = join(directory, "bot");
  mkdirSync(state, { recursive: true });
  const bot = await startBot({
    root,
    directory,
    environment: {
      PAWL_APP_ID: String(sandbox.app.id),
      PAWL_PRIVATE_KEY: sandbox.app.privateKey,
      PAWL_WEBHOOK_SECRET: sandbox.app.webhookSecret,
      PAWL_GITHUB_URL: sandbox.url,
      PAWL_STATE: state,
      PORT: "0",
    },
  });
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
}

/** Sets the stage in the state folder; what an earlier, interrupted demo left running is ended first. */
export async function setStage({ root, directory, bot: mode }: StageOptions): Promise<Stage> {
  endLeftProcesses(directory, "bot-server.js");
  const toolCache = join(directory, "tools");
  fillToolCache(root, toolCache);
  const { actions, sandbox } = await startSandbox(directory, toolCache);
  const servers = await createModelServers(join(directory, "serving"));
  const bot = mode === "server" ? await startBotFor(sandbox, root, directory) : undefined;
  const close = async (): Promise<void> => {
    await bot?.stop();
    await actions.runner.stop();
    for (const environment of ["staging", "production"]) await servers.stop(environment, "flight-delay");
    await sandbox.close();
  };
  return { world: createWorld({ directory, sandbox, timeline, bot: mode }), close };
}
