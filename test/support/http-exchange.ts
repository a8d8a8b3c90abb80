import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "./listen.ts";

/** A request that has arrived whole, and its answer to be. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: Buffer;
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Starts a server on loopback that hears its requests whole and is told its own origin; what `answer` throws is a 400. */
export async function startExchanges(hub: {
  origin: string;
  answer(exchange: Exchange): void;
}): ReturnType<typeof listen> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", hub.origin);
      try {
        hub.answer({ request, response, url, body: Buffer.concat(chunks) });
      } catch (error) {
        json(response, 400, { error: String(error) });
      }
    });
  });
  const listening = await listen(server);
  hub.origin = listening.url;
  return listening;
}
