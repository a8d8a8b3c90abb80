import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
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
import { listen } from "../support/listen.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import {
  cacheTransfers,
  createDvcRepository,
  expectDvcTakes,
  expectDvcTakesRuns,
  expectSameAsCache,
} from "./dvc-peer.ts";
import { lostInACut, startBreakingWay, startS3Server, type S3Server } from "./remote-servers.ts";

function optionsOf(server: S3Server, other: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    endpointurl: server.url,
    access_key_id: server.accessKey,
    secret_access_key: server.secretKey,
    ...other,
  };
}

async function open(
  server: S3Server,
  other: Readonly<Record<string, string>> = {},
  url = "s3://data/pre fix/é",
): Promise<ObjectStore> {
  const options = new Map(Object.entries(optionsOf(server, other)));
  const store = await openObjectStore({ name: "s", url, options, home: "/nowhere/.dvc", environment: {} });
  onTestFinished(() => store.close());
  return store;
}

async function world(): Promise<ObjectStoreWorld> {
  return { store: await open(await startS3Server()), close: async () => undefined };
}

describeObjectStore("of an S3 server", world);
describeWritableStore("of an S3 server", world);

describe("an S3 remote", () => {
  it("is the same for dvc, data and runs, both ways", async () => {
    const server = await startS3Server();
    const url = "s3://data/shared";
    const ours = await createDvcRepository(url, optionsOf(server));
    const store = await open(server, {}, url);
    await store.upload(cacheTransfers(ours), async () => undefined);
    await expectDvcTakes(ours);
    await expectDvcTakesRuns(ours);
    const theirs = await createDvcRepository("s3://data/theirs", optionsOf(server));
    await theirs.dvc("push", "--run-cache");
    await expectSameAsCache(theirs, await open(server, {}, "s3://data/theirs"));
  });

  it("sends a large object in parts, and takes them back when it cannot go on", async () => {
    const server = await startS3Server();
    const bytes = randomBytes(70 * 2 ** 20);
    const objects = new Map([[keyOf(bytes), bytes]]);
    const store = await open(server, {}, "s3://data");
    await store.upload(uploadsOf(objects), async () => undefined);
    expect(readFileSync(join(server.directory, "data", keyOf(bytes))).equals(bytes)).toBe(true);
    const way = await startBreakingWay(server.port);
    way.breakAfter("up", 20 * 2 ** 20);
    const broken = await open(server, { endpointurl: `http://127.0.0.1:${way.port}` }, "s3://data/broken");
    const sent = broken.upload(uploadsOf(objects), async () => undefined);
    await expect(sent).rejects.toMatchObject({ code: "remote.failed" });
    expect(await store.list("broken/")).toEqual([]);
    way.heal();
    await broken.upload(uploadsOf(objects), async () => undefined);
    expect((await broken.find([keyOf(bytes)])).get(keyOf(bytes))).toBe(bytes.length);
  });

  it("goes on with an interrupted download, in the same run and in the next", async () => {
    const server = await startS3Server();
    const bytes = randomBytes(8 * 2 ** 20);
    const key = keyOf(bytes);
    await (await open(server)).upload(uploadsOf(new Map([[key, bytes]])), async () => undefined);
    const way = await startBreakingWay(server.port);
    const store = await open(server, { endpointurl: `http://127.0.0.1:${way.port}` });
    const file = join(temporaryDirectory(), "part");
    way.breakAfter("down", 3 * 2 ** 20);
    await store.download([{ key, file, sizeBytes: bytes.length }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(way.down()).toBeLessThan(bytes.length + way.cuts() * lostInACut);
    writeFileSync(file, bytes.subarray(0, 7 * 2 ** 20));
    const before = way.down();
    await store.download([{ key, file, sizeBytes: bytes.length }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(way.down() - before).toBeLessThan(2 ** 20 + 2 ** 17);
  });

  it("lists more objects than one page, and finds among them", async () => {
    const server = await startS3Server();
    const store = await open(server, {}, "s3://data/many");
    const objects = new Map(
      Array.from({ length: 1100 }, (_, index): [string, Buffer] => [
        `files/md5/aa/${index}`,
        Buffer.from("x"),
      ]),
    );
    await store.upload(uploadsOf(objects), async () => undefined);
    expect((await store.list("files/md5/")).length).toBe(1100);
    expect((await store.find([...objects.keys(), "files/md5/aa/none"])).size).toBe(1100);
    await store.remove([...objects.keys()]);
    expect(await store.list("")).toEqual([]);
    expect(readdirSync(join(server.directory, "data"))).not.toContain("many");
  });

  const failures: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string, RegExp]>> = {
    "a wrong secret": [{ secret_access_key: "wrong-one" }, "s3://data", /SignatureDoesNotMatch|403/],
    "a bucket that is not there": [{}, "s3://nothing-here", /no bucket nothing-here/],
    "a server that is not there": [{ endpointurl: "http://127.0.0.1:9" }, "s3://data", /127\.0\.0\.1:9/],
  };
  it.each(Object.entries(failures))("names %s, and no secret", async (_, [other, url, expected]) => {
    const store = await open(await startS3Server(), other, url);
    const key = keyOf(Buffer.from("a"));
    const sent = store.upload(uploadsOf(new Map([[key, Buffer.from("a")]])), async () => undefined);
    const error: unknown = await sent.catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "remote.failed", message: expect.stringMatching(expected) });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/wrong-one|pawl-secret-key/);
    await expect(store.find([key])).rejects.toMatchObject({ code: "remote.failed" });
  });

  it("gives up on a server that says nothing", async () => {
    const silent = await listen(createServer(() => undefined));
    onTestFinished(silent.close);
    const server = { ...(await startS3Server()), url: silent.url };
    const store = await open(server, { read_timeout: "1" });
    await expect(store.list("")).rejects.toMatchObject({
      code: "remote.failed",
      message: expect.stringContaining(silent.url),
    });
  });

  it("takes credentials from a profile of a file", async () => {
    const server = await startS3Server();
    const file = join(temporaryDirectory(), "credentials");
    writeFileSync(
      file,
      `[team]\naws_access_key_id = ${server.accessKey}\naws_secret_access_key = ${server.secretKey}\n`,
    );
    const options = new Map([
      ["endpointurl", server.url],
      ["profile", "team"],
      ["credentialpath", file],
    ]);
    const store = await openObjectStore({ name: "s", url: "s3://data", options, home: "/", environment: {} });
    onTestFinished(() => store.close());
    expect(await store.list("")).toEqual([]);
  });
});
