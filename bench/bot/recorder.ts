import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook delivery as the sandbox made it. */
export interface Recorded {
  readonly event: string;
  readonly body: string;
}

/** A webhook address that takes every delivery and keeps it. */
export interface Recorder {
  readonly url: string;
  readonly deliveries: readonly Recorded[];
  close(): Promise<void>;
}

/** Starts a {@link Recorder} on loopback. */
export async function startRecorder(): Promise<Recorder> {
  const deliveries: Recorded[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      deliveries.push({ event: String(request.headers["x-github-event"]), body });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
