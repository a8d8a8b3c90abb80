import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { peer } from "./peers.ts";

/** A server that was started. */
export interface StartedServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts MLflow's own server on a free port of loopback, with a store of its own in `directory`. */
export async function startMlflow(directory: string): Promise<StartedServer> {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const store = ["--backend-store-uri", `sqlite:///${join(directory, "mlflow.db")}`];
  const artifacts = ["--artifacts-destination", join(directory, "artifacts")];
  const where = ["--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
  // A group of its own: the server has children that have to end with it.
  const child = spawn(peer("mlflow/bin/mlflow"), ["server", ...where, ...store, ...artifacts], {
    cwd: directory,
    stdio: "ignore",
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    const ended = new Promise((done) => child.once("close", done));
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  for (let looks = 0; looks < 400; looks += 1) {
    if (child.exitCode !== null) throw new Error(`mlflow server ended with ${child.exitCode}`);
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok === true) return { url, stop };
    await new Promise((done) => setTimeout(done, 250));
  }
  await stop();
  throw new Error("mlflow server was not ready in 100 s");
}

/** A way to a server that breaks: counts calls, and cuts one. */
export interface BreakingProxy extends StartedServer {
  /** Cuts the call with this number (from 1): before the server sees it, or after, so that its answer is lost. */
  readonly cut: (number: number, when: "before" | "after") => void;
  /** Calls since the last `cut`. */
  readonly calls: () => number;
}

/** Passes calls on to `target`. From the call that is cut on nothing gets through: the client is as if it was killed. */
export async function startBreakingProxy(target: string): Promise<BreakingProxy> {
  let calls = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let cutWhen: "before" | "after" = "before";
  const server = createServer((request, response) => {
    calls += 1;
    const isLost = calls >= cutAt;
    if (isLost && (cutWhen === "before" || calls > cutAt)) {
      request.socket.destroy();
      return;
    }
    const { method, headers, url = "/" } = request;
    const onward = sendRequest(new URL(url, target), { method, headers }, (answer) => {
      if (isLost) {
        answer.resume().once("end", () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once("error", () => request.socket.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (number, when) => {
      [calls, cutAt, cutWhen] = [0, number, when];
    },
    calls: () => calls,
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
