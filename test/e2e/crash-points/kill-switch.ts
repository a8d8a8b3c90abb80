import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a process is killed: its n-th write, counted from 1, was asked for and not done, or done and not answered. */
export interface CrashPoint {
  readonly write: number;
  readonly when: "before" | "after";
}

/** Stands between a process and its GitHub, and kills the process at one of its writes. */
export interface KillSwitch {
  /** `GITHUB_API_URL` of the process. */
  readonly url: string;
  /** The writes that were done since {@link KillSwitch.watch}, as `POST /repos/…`. */
  readonly writes: readonly string[];
  /** Counts anew, to the given GitHub. `kill` is called at the point; nothing is passed on or answered after that. */
  watch(github: string, point?: CrashPoint, kill?: () => void): void;
  close(): Promise<void>;
}

interface Watch {
  readonly github: string;
  readonly point: CrashPoint | undefined;
  readonly kill: () => void;
  asked: number;
  isOver: boolean;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Passes a request on; resolves once it was answered, so once its work is done. */
async function passOn(
  raw: IncomingMessage,
  body: Buffer,
  github: string,
): Promise<{ head: IncomingMessage; body: Buffer }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { host: _, ...headers } = raw.headers;
  const { method } = raw;
  ask(new URL(raw.url ?? "/", github), { method, headers, agent: false }, resolve)
    .once("error", reject)
    .end(body);
  const head = await promise;
  return { head, body: await readAll(head) };
}

/** GitHub's own addresses in its answers become the switch's, so that nothing goes past it. */
function answer(
  response: ServerResponse,
  { head, body }: { head: IncomingMessage; body: Buffer },
  move: (text: string) => string,
): void {
  const isText = /json|text/.test(head.headers["content-type"] ?? "");
  const bytes = isText ? Buffer.from(move(body.toString("utf8"))) : body;
  const headers = Object.entries(head.headers).map(([name, value]) => [
    name,
    name === "content-length" ? String(bytes.byteLength) : [value ?? ""].flat().map(move),
  ]);
  response.writeHead(head.statusCode ?? 500, Object.fromEntries(headers)).end(bytes);
}

const isRead = (method: string | undefined): boolean => method === "GET" || method === "HEAD";

/** A switch that is not watching yet. */
export async function startKillSwitch(): Promise<KillSwitch> {
  const writes: string[] = [];
  let current: Watch | undefined;
  let url = "";
  const take = async (raw: IncomingMessage, response: ServerResponse): Promise<void> => {
    const watch = current;
    const body = await readAll(raw);
    if (watch === undefined || watch.isOver) return void raw.socket.destroy();
    const { github, point } = watch;
    const number = isRead(raw.method) ? 0 : (watch.asked += 1);
    const end = (): void => {
      watch.isOver = true;
      watch.kill();
      raw.socket.destroy();
    };
    const isHit = number > 0 && number === point?.write;
    if (isHit && point?.when === "before") return end();
    const given = await passOn(raw, body, github);
    if (number > 0) writes.push(`${raw.method} ${raw.url?.replace(/\?.*/, "")}`);
    if (isHit) return end();
    if (!watch.isOver) answer(response, given, (text) => text.replaceAll(github, url));
  };
  const server = createServer((raw, response) => void take(raw, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    writes,
    watch: (github, point, kill = () => undefined) => {
      writes.length = 0;
      current = { github, point, kill, asked: 0, isOver: false };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
