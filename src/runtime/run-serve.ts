import { PawlError } from "../errors.ts";
import { createClock, createModelRuntime } from "./compose.ts";

/** A server of `pawl serve`. */
export interface RunningServer {
  /** Address without a slash at the end. */
  readonly url: string;
  /** Resolves when SIGINT or SIGTERM came and the server is closed. */
  readonly stopped: Promise<void>;
}

/**
 * Serves one ONNX file in this process.
 *
 * @throws PawlError `file.missing`, `model.unreadable`, `usage.invalid` for a port that is no number or taken.
 */
export async function runServe(options: {
  readonly path: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Absolute directory of the prediction log; `null` writes none. */
  readonly predictions: string | null;
}): Promise<RunningServer> {
  const { path, name, host, port, predictions } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PawlError("usage.invalid", { message: `--port takes a number from 0 to 65535, not ${port}.` });
  }
  const { startInferenceServer } = await import("../adapters/model-server/inference-server.ts");
  const parts = { runtime: await createModelRuntime(), clock: createClock() };
  const source = { kind: "file", path } as const;
  const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const server = await startInferenceServer(
    { model: name, environment: "local", source, predictions, ...parts },
    { host, port },
  );
  return { url: server.url, stopped: asked.then(() => server.close()) };
}
