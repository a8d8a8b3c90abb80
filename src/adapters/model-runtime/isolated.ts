import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism, totalmem } from "node:os";
import { PawlError } from "../../errors.ts";
import type { LoadedModel, ModelRuntime, Tensor } from "../../ports/model-runtime.ts";
import type { ModelAnswer, ModelCall, ModelFacts } from "./model-process.ts";

/** What a model may take. */
export interface IsolationOptions {
  /** Absolute path of the program that the process runs. */
  readonly entry: string;
  /** Most memory that it may write to; by default 8 GiB, or two thirds of the machine's. Not held on Windows and macOS. */
  readonly memoryBytes?: number;
  /** How long a model may compute, all calls together; 15 minutes by default. Milliseconds. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 15 * 60_000;
const defaultMemoryBytes = Math.min(8 * 2 ** 30, Math.floor((totalmem() * 2) / 3));
/** What a model's process gets of the environment: no token of the job is among it. */
const environment =
  /^(PATH|HOME|TMPDIR|SYSTEMROOT|LD_LIBRARY_PATH|RUNNER_TOOL_CACHE|PAWL_EXECUTION_PROVIDER|(CUDA|NVIDIA)_\w+)$/i;

/**
 * Computes each model in a process of its own with limits of memory and time, so that one that loops or takes memory
 * without end is stopped, and this process goes on. A model that is stopped, or whose process ends, is refused.
 */
export function createIsolatedRuntime(options: IsolationOptions): ModelRuntime {
  return {
    load: async (bytes) => {
      const channel = new ModelChannel(options);
      try {
        const answer = await channel.ask({ verb: "load", bytes });
        if ("loaded" in answer) return new IsolatedModel(channel, answer.loaded);
        throw unexpected();
      } catch (error) {
        channel.close();
        throw error;
      }
    },
  };
}

class IsolatedModel implements LoadedModel {
  readonly signature: LoadedModel["signature"];
  readonly metadata: LoadedModel["metadata"];
  readonly execution: LoadedModel["execution"];
  readonly #channel: ModelChannel;

  constructor(channel: ModelChannel, { signature, metadata, execution }: ModelFacts) {
    this.#channel = channel;
    this.signature = signature;
    this.metadata = metadata;
    this.execution = execution;
  }

  async run(inputs: readonly Tensor[], outputs?: readonly string[]): Promise<readonly Tensor[]> {
    const answer = await this.#channel.ask({ verb: "run", inputs, outputs });
    if ("tensors" in answer) return answer.tensors;
    throw unexpected();
  }

  async time(
    inputs: readonly Tensor[],
    outputs: readonly string[],
    repetitions: number,
  ): Promise<Float64Array> {
    const answer = await this.#channel.ask({ verb: "time", inputs, outputs, repetitions });
    if ("times" in answer) return answer.times;
    throw unexpected();
  }

  release(): Promise<void> {
    this.#channel.close();
    return Promise.resolve();
  }
}

/** A process and the calls to it, one after the other. */
class ModelChannel {
  readonly #child: ChildProcess;
  readonly #memoryBytes: number;
  readonly #timeoutMs: number;
  #leftMs: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ entry, memoryBytes = defaultMemoryBytes, timeoutMs = defaultTimeoutMs }: IsolationOptions) {
    this.#memoryBytes = memoryBytes;
    this.#timeoutMs = timeoutMs;
    this.#leftMs = timeoutMs;
    this.#child = startLimited(entry, memoryBytes, timeoutMs);
    // An error of the process itself, such as one that cannot be started, ends the call that waits for it.
    this.#child.on("error", () => this.#child.kill("SIGKILL"));
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** @throws PawlError what the model's process threw; `model.stopped` when it ended or took too long. */
  ask(call: ModelCall): Promise<Exclude<ModelAnswer, { readonly error: unknown }>> {
    const answer = this.#last.then(() => this.#send(call));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }

  async #send(call: ModelCall): Promise<Exclude<ModelAnswer, { readonly error: unknown }>> {
    const started = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<ModelAnswer>();
    const onEnd = (code: number | null, signal: string | null): void => reject(this.#ended(code, signal));
    const onError = (cause: Error): void =>
      reject(stopped(`its process cannot be reached: ${cause.message}`, cause));
    const timer = setTimeout(() => {
      reject(stopped(`it computed longer than ${this.#timeoutMs / 1000} s`));
      this.close();
    }, this.#leftMs);
    this.#child.once("message", (message) => resolve(message as ModelAnswer));
    this.#child.once("exit", onEnd).once("error", onError);
    try {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw this.#ended(this.#child.exitCode, this.#child.signalCode);
      }
      this.#child.send(call, (error) => {
        if (error !== null) onError(error);
      });
      const answer = await promise;
      if (!("error" in answer)) return answer;
      throw new PawlError(answer.error.code, answer.error);
    } finally {
      clearTimeout(timer);
      this.#leftMs = Math.max(1, this.#leftMs - (performance.now() - started));
      this.#child.removeAllListeners("message").off("exit", onEnd).off("error", onError);
    }
  }

  #ended(code: number | null, signal: string | null): PawlError {
    const how = signal === null ? `exit status ${code}` : signal;
    const limit = `${Math.round(this.#memoryBytes / 2 ** 20)} MiB`;
    return stopped(
      `its process ended (${how}); it may take ${limit} of memory and ${this.#timeoutMs / 1000} s`,
    );
  }
}

/**
 * Starts the process by a shell that sets limits first: of memory that is written to (`ulimit -d`; on Linux all private
 * memory counts), and of processor time, so that it ends even when nobody is left to stop it.
 */
function startLimited(entry: string, memoryBytes: number, timeoutMs: number): ChildProcess {
  const program = [process.execPath, entry];
  const seconds = Math.ceil((timeoutMs / 1000 + 60) * availableParallelism());
  const script = 'ulimit -t "$1" && { ulimit -d "$2" || [ "$(uname)" != Linux ]; } && shift 2 && exec "$@"';
  const limits = [String(seconds), String(Math.ceil(memoryBytes / 1024))];
  const [command = "", ...args] =
    process.platform === "win32" ? program : ["/bin/sh", "-c", script, "sh", ...limits, ...program];
  return spawn(command, args, {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => environment.test(name))),
  });
}

function stopped(reason: string, cause?: Error): PawlError {
  return new PawlError("model.stopped", { message: `The model was stopped: ${reason}`, cause });
}

function unexpected(): PawlError {
  return stopped("its process answered something else than it was asked");
}
