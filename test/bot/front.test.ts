import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { generateKeyPairSync } from "node:crypto";
import { startBot, type BotServer } from "../../bot/server.ts";
import { createClock, openFileQueue } from "../../src/runtime/compose.ts";

const secret = "s".repeat(32);
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };

let directory: string;
let seen: string[];
let bot: BotServer | undefined;

async function start(hold?: Promise<void>): Promise<BotServer> {
  seen = [];
  bot = await startBot({
    app: { appId: 1, privateKey },
    secret,
    host: "127.0.0.1",
    port: 0,
    queue: await openFileQueue(join(directory, "inbox.sqlite"), createClock()),
    installations: {
      list: async () => [],
      open: async (repository) => {
        await hold;
        seen.push(repository);
        return undefined;
      },
    },
    clock: createClock(),
    log: quiet,
    sweepEveryMs: 3_600_000,
  });
  return bot;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-bot-"));
});
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const repository = { id: 1296269, full_name: "acme/flights", default_branch: "main" };
const good = JSON.stringify({ repository, pull_request: { number: 3, merged: false } });

function sign(body: string | Buffer, key: string = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}

async function post(
  body: string | Buffer,
  headers: Record<string, string> = { "x-hub-signature-256": sign(body) },
): Promise<number> {
  const response = await fetch(bot?.url ?? "", {
    method: "POST",
    body: Buffer.from(body),
    headers: { "x-github-event": "pull_request", "x-github-delivery": "d1", ...headers },
  });
  await response.text();
  return response.status;
}

/** Time in which what must not happen would have happened. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 40));
}

/** What must happen may take its time on a busy machine. */
const untilWorked = { timeout: 20_000, interval: 5 };

describe("the front", () => {
  // How soon is measured by bench/bot/front.ts, with nothing beside it.
  it("answers a signed delivery before the work is done", async () => {
    const held = Promise.withResolvers<void>();
    await start(held.promise);
    expect(await post(good)).toBe(202);
    expect(seen).toEqual([]);
    held.resolve();
    await vi.waitFor(() => expect(seen).toEqual(["1296269"]), untilWorked);
  });

  it.each<[string, Record<string, string>]>([
    ["no signature", {}],
    ["a signature by another secret", { "x-hub-signature-256": sign(good, "x".repeat(32)) }],
    ["a signature of another body", { "x-hub-signature-256": sign(`${good} `) }],
    ["a malformed signature", { "x-hub-signature-256": "sha256=abc" }],
    ["the old kind of signature", { "x-hub-signature": "sha1=00" }],
  ])("refuses %s with 401, and nothing happens", async (_, headers) => {
    await start();
    expect(await post(good, headers)).toBe(401);
    await settle();
    expect(seen).toEqual([]);
  });

  it.each([
    "null",
    "1",
    '"text"',
    "[]",
    "{}",
    "{",
    '{"repository":{"id":1,"full_name":"../..","default_branch":"m"}}',
  ])("refuses the signed body %s with 4xx, and stays up", async (body) => {
    await start();
    const status = await post(body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await post(good)).toBe(202);
  });

  it.each(["__proto__", "constructor", "star", "toString"])("drops the event %s", async (name) => {
    await start();
    expect(await post(good, { "x-hub-signature-256": sign(good), "x-github-event": name })).toBe(202);
    await settle();
    expect(seen).toEqual([]);
  });

  it("checks the signature over the raw bytes, not over text", async () => {
    await start();
    const body = Buffer.concat([Buffer.from(good), Buffer.from([0x20])]);
    const odd = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good)]);
    expect(await post(body)).toBe(202);
    expect(await post(odd, { "x-hub-signature-256": sign(odd.toString("utf8")) })).toBe(401);
  });

  it("answers 413 to a body that says it is too large, before reading it", async () => {
    const { url } = await start();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { "content-length": String(26 * 2 ** 20), "x-hub-signature-256": sign("") };
      const request = httpRequest(url, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on("error", reject);
      request.write("x");
    });
    expect(status).toBe(413);
  });

  it("answers 413 to a body that grows too large without saying so", async () => {
    const { url } = await start();
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { "transfer-encoding": "chunked", "x-hub-signature-256": sign("") };
      const request = httpRequest(url, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on("error", () => undefined);
      const chunk = Buffer.alloc(2 ** 20);
      const send = (left: number): void => {
        if (left > 0 && !request.destroyed) request.write(chunk, () => send(left - 1));
      };
      send(27);
    });
    expect(status).toBe(413);
  });

  it("answers 503 when bodies grow too large together, and takes deliveries again when they are gone", async () => {
    const { url } = await start();
    const refused = Promise.withResolvers<number | undefined>();
    const requests = Array.from({ length: 5 }, () => {
      const headers = { "transfer-encoding": "chunked", "x-hub-signature-256": sign("") };
      const request = httpRequest(url, { method: "POST", headers }, ({ statusCode }) =>
        refused.resolve(statusCode),
      );
      request.on("error", () => undefined);
      request.write(Buffer.alloc(21 * 2 ** 20));
      return request;
    });
    expect(await refused.promise).toBe(503);
    for (const request of requests) request.destroy();
    await vi.waitFor(async () => expect(await post(good)).toBe(202), untilWorked);
  });

  it("tells that it is alive and ready", async () => {
    const { url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  it("does not start without a secret of 32 characters", async () => {
    const previous = bot;
    await expect(
      startBot({
        app: { appId: 1, privateKey },
        secret: "development",
        host: "127.0.0.1",
        port: 0,
        queue: await openFileQueue(":memory:", createClock()),
        installations: { list: async () => [], open: async () => undefined },
        clock: createClock(),
        log: quiet,
        sweepEveryMs: 1000,
      }),
    ).rejects.toMatchObject({ code: "input.invalid" });
    expect(previous).toBeUndefined();
  });

  it("does what waited in the inbox when it starts again", async () => {
    const queue = await openFileQueue(join(directory, "inbox.sqlite"), createClock());
    await queue.enqueue(["pull-request/77/1"]);
    await queue.close();
    await start();
    await vi.waitFor(() => expect(seen).toEqual(["77"]), untilWorked);
  });
});
