import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One address before several bots. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
}

/** Hands each request to the next of `targets`, as the balancer before several processes does. */
export async function startBalancer(targets: readonly string[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const target = targets[(turn += 1) % targets.length] ?? "";
      const names = ["content-type", "x-github-event", "x-github-delivery", "x-hub-signature-256"];
      const headers = names.flatMap((name): [string, string][] => [[name, String(request.headers[name])]]);
      fetch(target, { method: "POST", headers, body: Buffer.concat(chunks) }).then(
        (answer) => response.writeHead(answer.status).end(),
        () => response.writeHead(502).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
