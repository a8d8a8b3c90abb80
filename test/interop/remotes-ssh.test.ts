import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openObjectStore } from "../../src/adapters/object-store/open-object-store.ts";
import type { ObjectStore } from "../../src/ports/object-store.ts";
import {
  describeObjectStore,
  describeWritableStore,
  keyOf,
  uploadsOf,
  type ObjectStoreWorld,
} from "../contract/object-store.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import {
  cacheTransfers,
  createDvcRepository,
  expectDvcTakes,
  expectDvcTakesRuns,
  expectSameAsCache,
} from "./dvc-peer.ts";
import { startBreakingWay, startSshServer, type SshServer } from "./remote-servers.ts";

async function open(
  server: SshServer,
  change: {
    readonly folder?: string;
    readonly port?: number;
    readonly path?: string;
    readonly options?: Readonly<Record<string, string>>;
  } = {},
): Promise<ObjectStore> {
  const { folder = "/store", port = server.port, path = server.path, options = {} } = change;
  const store = await openObjectStore({
    name: "s",
    url: `ssh://${server.user}@127.0.0.1:${port}${server.directory}${folder}`,
    options: new Map(Object.entries({ keyfile: server.keyfile, ...options })),
    home: "/nowhere/.dvc",
    environment: { ...process.env, PATH: path },
  });
  onTestFinished(() => store.close());
  return store;
}

async function world(): Promise<ObjectStoreWorld> {
  return { store: await open(await startSshServer()), close: async () => undefined };
}

describeObjectStore("of an SSH server", world);
describeWritableStore("of an SSH server", world);

describe("an SSH remote", () => {
  it("is the same for dvc, data and runs, both ways", async () => {
    const server = await startSshServer();
    const options = { keyfile: server.keyfile };
    const plain = join(server.directory, "../plain");
    mkdirSync(plain);
    const url = (name: string): string => `ssh://${server.user}@127.0.0.1:${server.port}${plain}/${name}`;
    const openPlain = async (name: string): Promise<ObjectStore> => {
      const store = await openObjectStore({
        name: "s",
        url: url(name),
        options: new Map(Object.entries(options)),
        home: "/",
        environment: { ...process.env, PATH: server.path },
      });
      onTestFinished(() => store.close());
      return store;
    };
    const ours = await createDvcRepository(url("ours"), options);
    await (await openPlain("ours")).upload(cacheTransfers(ours), async () => undefined);
    await expectDvcTakes(ours);
    await expectDvcTakesRuns(ours);
    const theirs = await createDvcRepository(url("theirs"), options);
    await theirs.dvc("push", "--run-cache");
    await expectSameAsCache(theirs, await openPlain("theirs"));
  });

  it("leaves objects that cannot be written, and nothing besides", async () => {
    const server = await startSshServer();
    const store = await open(server);
    const bytes = Buffer.from("object");
    await store.upload(uploadsOf(new Map([[keyOf(bytes), bytes]])), async () => undefined);
    await store.close();
    const file = join(server.directory, "store", keyOf(bytes));
    expect((statSync(file).mode & 0o777).toString(8)).toBe("444");
    expect(readdirSync(join(server.directory, "store"))).toEqual(["files"]);
  });

  it("goes on with interrupted transfers, and shows nothing half-written", async () => {
    const server = await startSshServer();
    const bytes = randomBytes(12 * 2 ** 20);
    const key = keyOf(bytes);
    const uploads = uploadsOf(new Map([[key, bytes]]));
    const way = await startBreakingWay(server.port);
    // ssh knows the server by its port, too.
    const [trusting = "", ...rest] = server.path.split(":");
    const known = readFileSync(join(trusting, "known_hosts"), "utf8");
    writeFileSync(
      join(trusting, "known_hosts"),
      `${known}${known.replace(String(server.port), String(way.port))}`,
    );
    const path = [trusting, ...rest].join(":");
    // No connection lasts for the whole object: only who goes on comes to its end.
    way.breakAfter("up", 8 * 2 ** 20);
    const store = await open(server, { port: way.port, path });
    await store.upload(uploads, async () => undefined);
    expect(readFileSync(join(server.directory, "store", key)).equals(bytes)).toBe(true);

    const again = await open(server, { port: way.port, path, folder: "/again" });
    way.breakAfter("up", 200_000);
    await expect(again.upload(uploads, async () => undefined)).rejects.toMatchObject({
      code: "remote.failed",
    });
    way.heal();
    expect(await again.list("files/")).toEqual([]);
    expect((await again.find([key])).size).toBe(0);

    way.breakAfter("down", 5 * 2 ** 20);
    const file = join(temporaryDirectory(), "part");
    const before = way.down();
    const reading = await open(server, { port: way.port, path });
    await reading.download([{ key, file, sizeBytes: bytes.length }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(way.down() - before).toBeLessThan(bytes.length * 1.5);
  });

  it("names a wrong key of the server, a refused user, a server that is not there", async () => {
    const server = await startSshServer();
    const find = async (store: ObjectStore): Promise<unknown> => store.find([keyOf(Buffer.from("a"))]);
    const stranger = await open(server, { path: server.strangerPath });
    await expect(find(stranger)).rejects.toMatchObject({
      code: "remote.failed",
      message: expect.stringMatching(/verification failed/i),
    });
    const other = server.keyfile.replace(/user$/, "other");
    await expect(find(await open(server, { options: { keyfile: other } }))).rejects.toMatchObject({
      code: "remote.failed",
      message: expect.stringMatching(/permission denied/i),
    });
    await expect(find(await open(server, { port: 9 }))).rejects.toMatchObject({
      code: "remote.failed",
      message: expect.stringMatching(/127\.0\.0\.1:9.*(refused|closed)/i),
    });
  });
});
