import { readFile, rm } from "node:fs/promises";
import { PawlError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ModelRuntime } from "../../ports/model-runtime.ts";
import { serverConfigSchema, type ServerConfig, type ServerState } from "../../serving/server-state.ts";
import { startInferenceServer, type InferenceServer } from "./inference-server.ts";
import { writePrivateFile } from "./private-file.ts";
import { readServerState } from "./server-state-file.ts";
import type { ServedModel } from "./served-model.ts";

/** What a server process is made with. */
export interface ServerProcessParts {
  readonly runtime: ModelRuntime;
  readonly clock: Clock;
}

/**
 * The life of a detached server: starts it from its configuration file, writes its state file, serves until SIGTERM,
 * SIGINT or the stop route, then writes the log, removes the state file and resolves.
 *
 * @throws PawlError `serving.warm-up-failed`, `model.unreadable`, `config.invalid`
 */
export async function runServerProcess(configPath: string, parts: ServerProcessParts): Promise<void> {
  const config = await readConfig(configPath);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const server = await start(config, parts, stop);
  await stopped;
  await server.close();
  const state = await readServerState(config.stateFile);
  if (state?.pid === process.pid) await rm(config.stateFile, { force: true });
}

async function start(
  config: ServerConfig,
  parts: ServerProcessParts,
  stop: () => void,
): Promise<InferenceServer> {
  const { environment, model, predictions, adminToken, host, port, directory } = config;
  const startedAt = parts.clock.now().toISOString();
  const writeState = async (url: string, served: ServedModel): Promise<void> => {
    const state: ServerState = {
      schema: "pawl.serving/1",
      environment,
      model,
      pid: process.pid,
      url,
      startedAt,
      adminToken,
      version: served.version ?? "",
      sha256: served.sha256,
      directory: served.source.kind === "release" ? served.source.directory : "",
    };
    await writePrivateFile(config.stateFile, `${JSON.stringify(state, null, 2)}\n`);
  };
  const server: InferenceServer = await startInferenceServer(
    {
      environment,
      model,
      predictions,
      adminToken,
      ...parts,
      source: { kind: "release", directory },
      onReplaced: async (served) => await writeState(server.url, served),
      onStop: stop,
    },
    { host, port },
  );
  await writeState(server.url, server.served);
  return server;
}

async function readConfig(path: string): Promise<ServerConfig> {
  try {
    return serverConfigSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new PawlError("config.invalid", { message: `${path} is no pawl.server-config/1.`, cause });
  }
}
