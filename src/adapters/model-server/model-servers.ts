import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PawlError } from "../../errors.ts";
import type { LoadResult, ModelServer, ModelServers, ServeRequest } from "../../ports/model-servers.ts";
import type { ServerConfig, ServerState } from "../../serving/server-state.ts";
import { writePrivateFile } from "./private-file.ts";
import { callServer } from "./server-client.ts";
import { readServerState, stateFilePath } from "./server-state-file.ts";

/** Where servers live and what they run. */
export interface ModelServersOptions {
  /** The serving directory: state files, configurations, model files and output of the servers. */
  readonly directory: string;
  /** Absolute path of the program that a server runs; it is given the path of a `pawl.server-config/1`. */
  readonly serverEntry: string;
  /** How long a server may take to start, in milliseconds; 60 s unless told. */
  readonly startTimeoutMs?: number;
}

/** Model servers as detached processes of this machine. They outlive the job that starts them. */
export function createModelServers(options: ModelServersOptions): ModelServers {
  return new LocalModelServers(options);
}

const pollMs = 50;
const stopTimeoutMs = 5000;

class LocalModelServers implements ModelServers {
  readonly #directory: string;
  readonly #serverEntry: string;
  readonly #startTimeoutMs: number;

  constructor(options: ModelServersOptions) {
    this.#directory = resolve(options.directory);
    this.#serverEntry = options.serverEntry;
    this.#startTimeoutMs = options.startTimeoutMs ?? 60_000;
  }

  async current(environment: string, model: string): Promise<ModelServer | undefined> {
    const state = await this.#readState(environment, model);
    return state !== undefined && (await isThatServer(state)) ? toServer(state) : undefined;
  }

  async start(request: ServeRequest): Promise<LoadResult> {
    const { environment, model, port } = request;
    const directory = await this.#writeRelease(request);
    const stateFile = stateFilePath(this.#directory, environment, model);
    await rm(stateFile, { force: true });
    const config: ServerConfig = {
      schema: "pawl.server-config/1",
      environment,
      model,
      directory,
      stateFile,
      port,
      host: "127.0.0.1",
      predictions: request.predictions === null ? null : resolve(request.predictions),
      adminToken: randomBytes(32).toString("hex"),
    };
    const configPath = join(this.#directory, environment, `${model}.config.json`);
    await writePrivateFile(configPath, JSON.stringify(config));
    const outputPath = join(this.#directory, environment, `${model}.log`);
    const child = await spawnDetached(this.#serverEntry, configPath, outputPath);
    return await this.#waitUntilReady(child, request, outputPath);
  }

  async reload(server: ModelServer, request: ServeRequest): Promise<LoadResult> {
    return await this.#load(server, await this.#writeRelease(request));
  }

  async restore(server: ModelServer): Promise<LoadResult> {
    return await this.#load(server, server.directory);
  }

  async stop(environment: string, model: string): Promise<void> {
    const state = await this.#readState(environment, model);
    if (state === undefined || !(await isThatServer(state))) return;
    await callServer(state, "POST", "/pawl/stop");
    if (await waitUntilGone(state.pid)) return;
    process.kill(state.pid, "SIGKILL");
    await waitUntilGone(state.pid);
  }

  async infer(server: ModelServer, body: unknown): Promise<{ status: number; body: unknown }> {
    return await callServer(server, "POST", `/v2/models/${encodeURIComponent(server.model)}/infer`, body);
  }

  async #readState(environment: string, model: string): Promise<ServerState | undefined> {
    return await readServerState(stateFilePath(this.#directory, environment, model));
  }

  async #writeRelease(request: ServeRequest): Promise<string> {
    const { environment, model, version, manifestText, modelBytes } = request;
    const digest = createHash("sha256").update(modelBytes).digest("hex").slice(0, 12);
    const directory = join(this.#directory, environment, `${model}.versions`, `${version}-${digest}`);
    await writePrivateFile(join(directory, "model.onnx"), modelBytes);
    await writePrivateFile(join(directory, "manifest.json"), manifestText);
    return directory;
  }

  async #waitUntilReady(child: ChildProcess, request: ServeRequest, outputPath: string): Promise<LoadResult> {
    const { environment, model } = request;
    const ended = { isEnded: false };
    child.once("exit", () => (ended.isEnded = true));
    child.once("error", () => (ended.isEnded = true));
    for (let waitedMs = 0; waitedMs < this.#startTimeoutMs && !ended.isEnded; waitedMs += pollMs) {
      const state = await this.#readState(environment, model);
      if (state?.pid === child.pid && state !== undefined) {
        child.unref();
        return { decision: "loaded", server: toServer(state) };
      }
      await sleep(pollMs);
    }
    if (!ended.isEnded) child.kill("SIGKILL");
    const output = await readFile(outputPath, "utf8").catch(() => "");
    const last = output.trim().split("\n").slice(0, 5).join(" · ").slice(0, 500);
    return { decision: "refused", reason: `the server of ${model} did not start: ${last || "no output"}` };
  }

  async #load(server: ModelServer, directory: string): Promise<LoadResult> {
    const state = await this.#readState(server.environment, server.model);
    if (state === undefined) {
      throw new PawlError("serving.unavailable", { message: `No server runs ${server.model}.` });
    }
    const path = `/v2/repository/models/${encodeURIComponent(server.model)}/load`;
    const answer = await callServer(state, "POST", path, { parameters: { directory } });
    if (answer.status !== 200) return { decision: "refused", reason: readError(answer.body) };
    const now = await this.#readState(server.environment, server.model);
    return { decision: "loaded", server: toServer(now ?? state) };
  }
}

function readError(body: unknown): string {
  if (typeof body === "object" && body !== null && "error" in body) return String(body.error);
  return "the server gave no reason";
}

function toServer(state: ServerState): ModelServer {
  const { environment, model, url, version, sha256, pid, startedAt, directory } = state;
  return { environment, model, url, version, sha256, pid, startedAt, directory };
}

/** A process id may belong to another program by now: only the server itself knows the token and says the same id. */
async function isThatServer(state: ServerState): Promise<boolean> {
  try {
    const answer = await callServer(state, "GET", "/pawl/process");
    const body = answer.body;
    return typeof body === "object" && body !== null && "pid" in body && body.pid === state.pid;
  } catch {
    return false;
  }
}

/** What a server may see of our environment: no tokens, no inputs, and no tracking id by which a runner ends its orphans. */
const passedOn =
  /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|TEMP|SystemRoot|RUNNER_TOOL_CACHE|NODE_EXTRA_CA_CERTS|npm_config_(registry|proxy|https_proxy|noproxy|cafile)|(HTTPS?|NO)_PROXY)$/i;

async function spawnDetached(entry: string, configPath: string, outputPath: string): Promise<ChildProcess> {
  const output = await open(outputPath, "w", 0o600);
  try {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name)));
    return spawn(process.execPath, [entry, configPath], {
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
      env: { ...env, RUNNER_TRACKING_ID: "" },
    });
  } finally {
    await output.close();
  }
}

async function waitUntilGone(pid: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < stopTimeoutMs; waitedMs += pollMs) {
    if (!isRunning(pid)) return true;
    await sleep(pollMs);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
