import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgresQueue } from "../../src/adapters/key-queue/postgres.ts";
import type { KeyQueue } from "../../src/ports/key-queue.ts";
import { describeKeyQueue, takeSoon } from "../contract/key-queue-contract.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";

let server: PostgresServer;
let count = 0;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.[Symbol.asyncDispose]());

const troubles: string[] = [];
const open = (schema: string, heartbeatSeconds = 30): Promise<KeyQueue> =>
  openPostgresQueue({
    url: server.url,
    schema,
    heartbeatSeconds,
    onError: (message) => troubles.push(message),
  });
const fresh = (): string => `queue_${(count += 1)}`;

describe("the queue in PostgreSQL", () => {
  describeKeyQueue(() => open(fresh()));

  it("is shared by processes: a key is worked on by one of them at a time", async () => {
    const schema = fresh();
    const queues = await Promise.all([open(schema), open(schema), open(schema)]);
    const [first] = queues;
    const keys = Array.from({ length: 10 }, (_, index) => `key/${index}`);
    const inWork = new Set<string>();
    const counts = new Map<string, number>();
    let overlaps = 0;
    const work = async (queue: KeyQueue): Promise<void> => {
      for (let empty = 0; empty < 20;) {
        const taken = await queue.take();
        if (taken === undefined) {
          empty += 1;
          await new Promise((resolve) => setTimeout(resolve, 10));
          continue;
        }
        if (inWork.has(taken.key)) overlaps += 1;
        inWork.add(taken.key);
        const times = (counts.get(taken.key) ?? 0) + 1;
        counts.set(taken.key, times);
        // Its own event comes while it is worked on.
        if (times < 4) await queue.enqueue([taken.key]);
        inWork.delete(taken.key);
        await queue.settle(taken);
      }
    };
    await first?.enqueue(keys);
    await Promise.all(queues.flatMap((queue) => [work(queue), work(queue)]));
    expect(overlaps).toBe(0);
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(keys.map((key) => [key, 4])));
    for (const queue of queues) await queue.close();
  });

  it("gets back what a killed process had taken, when its heartbeat ends", async () => {
    const schema = fresh();
    const queue = await open(schema, 10);
    await queue.enqueue(["a"]);
    const module = fileURLToPath(new URL("../../src/adapters/key-queue/postgres.ts", import.meta.url));
    const script = `
      const { openPostgresQueue } = await import(${JSON.stringify(module)});
      const options = ${JSON.stringify({ url: server.url, schema, heartbeatSeconds: 10 })};
      const queue = await openPostgresQueue({ ...options, onError: () => undefined });
      process.stdout.write((await queue.take()).key + "\\n");
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const taken = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim())),
    );
    child.kill("SIGKILL");
    expect(taken).toBe("a");
    expect(await queue.take()).toBeUndefined();
    const startedMs = performance.now();
    let again = await queue.take();
    while (again === undefined && performance.now() - startedMs < 60_000) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      again = await queue.take();
    }
    expect(again?.key).toBe("a");
    if (again !== undefined) await queue.settle(again);
    await queue.close();
  });

  it("keeps a key whose work takes longer than the heartbeat", async () => {
    const queue = await open(fresh(), 10);
    await queue.enqueue(["a"]);
    const taken = await takeSoon(queue);
    await new Promise((resolve) => setTimeout(resolve, 16_000));
    expect(await queue.take()).toBeUndefined();
    await queue.settle(taken);
    expect(await queue.take()).toBeUndefined();
    await queue.close();
  });

  it("says that the server is not there, and no password", async () => {
    const url = "postgres://pawl:s3cret@127.0.0.1:1/postgres";
    const failure: unknown = await openPostgresQueue({ url, onError: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "database.unreachable" });
    expect(String(failure)).not.toContain("s3cret");
  });

  it("had no trouble that nobody was told of", () => {
    expect(troubles).toEqual([]);
  });
});
