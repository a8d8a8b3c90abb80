import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openObjectStore } from "../../src/adapters/object-store/open-object-store.ts";
import type { ObjectStore } from "../../src/ports/object-store.ts";
import { describeObjectStore, keyOf, type ObjectStoreWorld } from "../contract/object-store.ts";
import { commitAll } from "../support/git-world.ts";
import { startHuggingFaceServer } from "../support/hugging-face-server.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { cacheTransfers, createDvcRepository, expectDvcTakes, expectSameAsCache } from "./dvc-peer.ts";
import { lostInACut, startBreakingWay, startWebServer, type WebServer } from "./remote-servers.ts";

async function open(url: string, options: Readonly<Record<string, string>> = {}): Promise<ObjectStore> {
  const given = new Map(Object.entries(options));
  const store = await openObjectStore({ name: "w", url, options: given, home: "/", environment: {} });
  onTestFinished(() => store.close());
  return store;
}

function seed(server: WebServer, objects: ReadonlyMap<string, Buffer>): void {
  for (const [key, bytes] of objects) {
    mkdirSync(dirname(join(server.directory, key)), { recursive: true });
    writeFileSync(join(server.directory, key), bytes);
  }
}

describeObjectStore("of nginx", async (): Promise<ObjectStoreWorld> => {
  const server = await startWebServer();
  return {
    store: await open(`${server.url}/moved`),
    seed: async (objects) => seed(server, objects),
    isUnlisted: true,
    close: async () => undefined,
  };
});

describe("an HTTP remote", () => {
  it("reads what dvc left on a web server", async () => {
    const server = await startWebServer();
    const theirs = await createDvcRepository(join(server.directory, "store"), {});
    await theirs.dvc("push", "--run-cache");
    await expectSameAsCache(theirs, await open(`${server.url}/open/store`));
  });

  it("goes on with an interrupted download", async () => {
    const server = await startWebServer();
    const bytes = randomBytes(6 * 2 ** 20);
    const key = keyOf(bytes);
    seed(server, new Map([[key, bytes]]));
    const way = await startBreakingWay(server.port);
    way.breakAfter("down", 4 * 2 ** 20);
    const file = join(temporaryDirectory(), "part");
    const store = await open(`http://127.0.0.1:${way.port}/open`);
    await store.download([{ key, file }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(way.down()).toBeLessThan(bytes.length + way.cuts() * lostInACut);
  });

  it("sends a password where it is wanted, and names a wrong one without showing it", async () => {
    const server = await startWebServer();
    const bytes = Buffer.from("closed");
    seed(server, new Map([[keyOf(bytes), bytes]]));
    const options = { auth: "basic", user: server.user, password: server.password };
    const store = await open(`${server.url}/closed`, options);
    expect((await store.find([keyOf(bytes)])).size).toBe(1);
    const wrong = await open(`${server.url}/closed`, { ...options, password: "guess-me" });
    const error: unknown = await wrong.find([keyOf(bytes)]).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "remote.failed", message: expect.stringMatching(/401/) });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("guess-me");
  });
});

describe("a Hugging Face data set", () => {
  it("is pulled by dvc through its HTTP remote after Pawl has pushed", async () => {
    const server = await startHuggingFaceServer();
    onTestFinished(() => server.close());
    const url = `${server.url}/datasets/acme/data/resolve/main/pre`;
    const repository = await createDvcRepository(url, {
      auth: "custom",
      custom_auth_header: "Authorization",
      password: `Bearer ${server.token}`,
    });
    const large = join(repository.directory, "data/large.bin");
    writeFileSync(large, randomBytes(700_000));
    await repository.dvc("add", "data");
    commitAll(repository.directory, "a large file");
    const store = await openObjectStore({
      name: "hub",
      url,
      options: new Map([["password", `Bearer ${server.token}`]]),
      home: "/",
      environment: { HF_ENDPOINT: server.url },
    });
    onTestFinished(() => store.close());
    const transfers = cacheTransfers(repository).filter(({ key }) => key.startsWith("files/"));
    await store.upload(transfers, async () => undefined);
    expect(server.commits.length).toBe(1);
    await expectDvcTakes(repository);
  });
});
