import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandboxGitHub } from "../../../sandbox/github/start-sandbox-github.ts";
import { assetName, parseAssetName } from "../../../src/adapters/object-store/asset-name.ts";
import { parseHubUrl } from "../../../src/adapters/object-store/hub-url.ts";
import { openObjectStore } from "../../../src/adapters/object-store/open-object-store.ts";
import { parseReleaseUrl } from "../../../src/adapters/object-store/release-url.ts";
import { sshPlaceOf } from "../../../src/adapters/object-store/ssh-command.ts";
import type { ObjectStore } from "../../../src/ports/object-store.ts";
import { keyOf, uploadsOf } from "../../contract/object-store.ts";
import { startFileServer } from "../../support/file-server.ts";
import { startHuggingFaceServer } from "../../support/hugging-face-server.ts";
import { listen } from "../../support/listen.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface Given {
  readonly url: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

async function open({ url, options = {}, environment = {} }: Given): Promise<ObjectStore> {
  const given = new Map(Object.entries(options));
  const store = await openObjectStore({ name: "r", url, options: given, home: "/r/.dvc", environment });
  onTestFinished(() => store.close());
  return store;
}

async function messageOf(failing: Promise<unknown>): Promise<string> {
  const error: unknown = await failing.catch((failure: unknown) => failure);
  expect(error).toMatchObject({ name: "PawlError" });
  return error instanceof Error ? JSON.stringify(error, Object.getOwnPropertyNames(error)) : "";
}

const key = keyOf(Buffer.from("a"));

describe("remotes", () => {
  it.each([
    ["gs://bucket", {}, "remote.unsupported"],
    ["azure://container", {}, "remote.unsupported"],
    ["constructor://x", {}, "remote.unsupported"],
    ["s3://bucket", { regoin: "eu" }, "dvc.invalid"],
    ["s3://bucket", { jobs: "many" }, "dvc.invalid"],
    ["s3://bucket", { version_aware: "true" }, "remote.unsupported"],
    ["s3://bucket", { sse_customer_key: "secret" }, "remote.unsupported"],
    ["s3:///prefix", {}, "dvc.invalid"],
    ["hf://models/a/b", {}, "dvc.invalid"],
    ["github-release://a/b", {}, "dvc.invalid"],
    ["http://h/p", { auth: "digest" }, "remote.unsupported"],
    ["http://h/p", { auth: "basic", user: "u" }, "remote.unsupported"],
    ["ssh://h/p", { password: "secret" }, "remote.unsupported"],
    ["ssh://u:secret@h/p", {}, "remote.unsupported"],
  ])("of %s with %j are refused: %s", async (url, options, code) => {
    const error: unknown = await open({ url, options }).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain("secret ");
  });

  it("name the kinds there are", async () => {
    expect(await messageOf(open({ url: "gs://bucket" }))).toContain(
      "s3, http, https, ssh, hf, github-release",
    );
  });
});

describe("the system's ssh", () => {
  const place = (
    url: string,
    options: Readonly<Record<string, string>> = {},
  ): ReturnType<typeof sshPlaceOf> =>
    sshPlaceOf({
      name: "r",
      url,
      options: new Map(Object.entries(options)),
      home: "/r/.dvc",
      environment: { PATH: "/bin", SECRET: "x" },
    });

  it("gets fixed options, then the host", () => {
    const { command, path } = place("ssh://ada@host:2222/data sets//é/", {
      keyfile: "/k/id%h",
      timeout: "5",
    });
    expect(command.args.slice(-4)).toEqual(["-s", "--", "ada@host", "sftp"]);
    expect(command.args).toContain("BatchMode=yes");
    expect(command.args).toContain("/k/id%%h");
    expect(command.env).toEqual({ PATH: "/bin", LC_ALL: "C" });
    expect(path).toBe("/data sets/é");
  });

  it.each([
    ["ssh://-oProxyCommand=x/p", {}],
    ["ssh://-oProxyCommand=x@host/p", {}],
    ["ssh://host/../p", {}],
    ["ssh://host name/p", {}],
    ["ssh://host:22x/p", {}],
    ["ssh://host/p", { user: "-l" }],
    ["ssh://host/p", { user: "a b" }],
    ["ssh://host/p", { port: "-1" }],
    ["ssh://host/p", { keyfile: "/home/$USER/id" }],
  ])("is not started for %s with %j", (url, options) => {
    expect(() => place(url, options)).toThrow(expect.objectContaining({ code: "dvc.invalid" }));
  });
});

describe("addresses of other services", () => {
  it("are recognised in both forms", () => {
    const hub = "https://hub.example";
    const folder = { repository: "a/b", revision: "main", folder: "x/y" };
    expect(parseHubUrl("hf://datasets/a/b/x/y", hub)).toEqual(folder);
    expect(parseHubUrl("https://hub.example/datasets/a/b/resolve/main/x/y/", hub)).toEqual(folder);
    expect(parseHubUrl("hf://datasets/a/b@v1", hub)).toMatchObject({ revision: "v1", folder: "" });
    expect(parseHubUrl("https://other.example/datasets/a/b/resolve/main", hub)).toBeUndefined();
    expect(parseHubUrl("hf://datasets/../b", hub)).toBeUndefined();
    const release = { repository: "a/b", tag: "data" };
    expect(parseReleaseUrl("github-release://a/b/data", "https://github.com")).toEqual(release);
    expect(parseReleaseUrl("https://github.com/a/b/releases/download/data", "https://github.com")).toEqual(
      release,
    );
    expect(parseReleaseUrl("https://github.com/a/b", "https://github.com")).toBeUndefined();
  });

  it("give each object a name that GitHub keeps, and back", () => {
    for (const name of ["files/md5/6e/f5ae.dir", "runs/a/b/c", "a@b/ü+ .x", ".hidden/é"]) {
      expect(parseAssetName(assetName(name, 3))).toEqual({ key: name, isEmpty: false });
      expect(parseAssetName(assetName(name, 0))).toEqual({ key: name, isEmpty: true });
      expect(assetName(name, 0)).toMatch(/^[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*$/);
    }
    expect(parseAssetName("model+x.onnx")).toBeUndefined();
  });
});

describe("a web remote", () => {
  it("goes on after cuts, and after server errors", async () => {
    const server = await startFileServer();
    onTestFinished(server.close);
    const bytes = randomBytes(400_000);
    server.objects.set(key, bytes);
    const store = await open({ url: server.url });
    const file = join(temporaryDirectory(), "f");
    server.cutNext({ afterBytes: 150_000, file }, 2);
    await store.download([{ key, file }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(server.sentBytes()).toBeLessThan(1.5 * bytes.length);
    server.fail(503, 2);
    writeFileSync(file, "");
    await store.download([{ key, file }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("names a refusal at once, and keeps asking no longer than it should", async () => {
    const server = await startFileServer();
    onTestFinished(server.close);
    const store = await open({ url: `${server.url}/x?token=secret` });
    server.fail(403, 1);
    const message = await messageOf(store.find([key]));
    expect(message).toContain("403");
    expect(message).not.toContain("secret");
    expect(server.requests.length).toBe(1);
  });

  it("cannot be written", async () => {
    const store = await open({ url: "http://127.0.0.1:9/x" });
    const refused = { code: "remote.read-only" };
    await expect(store.upload([], async () => undefined)).rejects.toMatchObject(refused);
    await expect(store.remove([key])).rejects.toMatchObject(refused);
    expect(await store.list("")).toEqual([]);
  });

  it("shows its password to no other server, and follows no circle", async () => {
    const far = await startFileServer();
    onTestFinished(far.close);
    far.objects.set(key, Buffer.from("a"));
    const near = await listen(
      createServer((request, response) => {
        const isCircle = request.url?.startsWith("/circle") === true;
        const location = isCircle ? request.url : `${far.url}/${key}`;
        const isKnown = request.headers.authorization !== undefined;
        response.writeHead(isKnown ? 302 : 401, { location }).end();
      }),
    );
    onTestFinished(near.close);
    const options = { auth: "basic", user: "u", password: "p" };
    const store = await open({ url: near.url, options });
    expect(await store.find([key])).toEqual(new Map([[key, 1]]));
    expect(far.headers.map((headers) => headers.authorization)).toEqual([undefined]);
    const circle = await open({ url: `${near.url}/circle`, options });
    expect(await messageOf(circle.find([key]))).toContain("redirected more than 5 times");
  });

  it("gives up on a server that says nothing", async () => {
    const silent = await listen(createServer(() => undefined));
    onTestFinished(silent.close);
    const store = await open({ url: silent.url, options: { read_timeout: "0.05" } });
    expect(await messageOf(store.find([key]))).toContain("no byte within 50 ms");
  });
});

describe("a Hugging Face remote", () => {
  const connect = async (server: { readonly url: string; readonly token: string }, token = server.token) =>
    open({ url: "hf://datasets/acme/data/p", environment: { HF_ENDPOINT: server.url, HF_TOKEN: token } });

  it("sends many objects in one commit, large ones apart, parts of the largest side by side", async () => {
    const server = await startHuggingFaceServer();
    onTestFinished(server.close);
    const all = [Buffer.from("small"), randomBytes(3000), randomBytes(600_000)];
    const objects = new Map(all.map((bytes) => [keyOf(bytes), bytes]));
    const store = await connect(server);
    await store.upload(uploadsOf(objects), async () => undefined);
    expect(server.commits).toEqual([{ title: "Add 3 objects", operations: 3 }]);
    expect(server.uploads.length).toBe(4);
    expect([...server.files.keys()].sort()).toEqual([...objects.keys()].map((name) => `p/${name}`).sort());
  });

  it("shows nothing of an upload that broke off, and sends large objects once", async () => {
    const server = await startHuggingFaceServer();
    onTestFinished(server.close);
    const bytes = randomBytes(3000);
    const store = await connect(server);
    const uploads = uploadsOf(new Map([[keyOf(bytes), bytes]]));
    server.fail("/api/datasets/acme/data/commit", 400, 1);
    await expect(store.upload(uploads, async () => undefined)).rejects.toMatchObject({
      code: "remote.failed",
    });
    expect((await store.find([keyOf(bytes)])).size).toBe(0);
    server.fail("/api/datasets/acme/data/commit", 503, 1);
    await store.upload(uploads, async () => undefined);
    expect(server.uploads.length).toBe(1);
    expect((await store.find([keyOf(bytes)])).size).toBe(1);
  });

  it("goes on with an interrupted download at the address that it is led to", async () => {
    const server = await startHuggingFaceServer();
    onTestFinished(server.close);
    const bytes = randomBytes(200_000);
    const store = await connect(server);
    await store.upload(uploadsOf(new Map([[keyOf(bytes), bytes]])), async () => undefined);
    const file = join(temporaryDirectory(), "f");
    server.cutNext({ afterBytes: 120_000, file });
    await store.download([{ key: keyOf(bytes), file }], async () => undefined);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(server.sentBytes()).toBeLessThan(1.5 * bytes.length);
  });

  it("names a wrong token, a missing data set, a refused part, without what is secret", async () => {
    const server = await startHuggingFaceServer();
    onTestFinished(server.close);
    const wrong = await messageOf((await connect(server, "hf_wrong")).find([key]));
    expect(wrong).toContain("401");
    expect(wrong).not.toContain("hf_wrong");
    const environment = { HF_ENDPOINT: server.url, HF_TOKEN: server.token };
    const missing = await open({ url: "hf://datasets/acme/none", environment });
    expect(await messageOf(missing.find([key]))).toContain("404");
    const bytes = randomBytes(3000);
    server.fail("/storage/", 403, 1);
    const uploads = uploadsOf(new Map([[keyOf(bytes), bytes]]));
    expect(await messageOf((await connect(server)).upload(uploads, async () => undefined))).not.toContain(
      "secret",
    );
    const other = connect(server, "ghp_x");
    expect(await messageOf(other)).toContain("begin with hf_");
  });
});

describe("a remote of GitHub Releases", () => {
  it("refuses an object that is too large before anything is sent, and is no latest Release", async () => {
    const sandbox = await startSandboxGitHub({ users: [{ login: "ada" }] });
    onTestFinished(() => sandbox.close());
    const headers = { authorization: `token ${sandbox.adminToken}`, "content-type": "application/json" };
    const body = JSON.stringify({ name: "flights", auto_init: true });
    await fetch(`${sandbox.url}/user/repos`, { method: "POST", headers, body });
    const environment = { GITHUB_API_URL: sandbox.url, GITHUB_TOKEN: sandbox.adminToken };
    const url = "https://github.com/ada/flights/releases/download/store";
    const store = await open({ url, environment });
    const small = uploadsOf(new Map([[key, Buffer.from("a")]]));
    const file = join(temporaryDirectory(), "large");
    writeFileSync(file, "");
    truncateSync(file, 2 ** 31);
    const large = { key: "files/md5/aa/large", file };
    expect(await messageOf(store.upload([...small, large], async () => undefined))).toContain(
      "less than 2 GiB",
    );
    const get = (path: string): Promise<Response> =>
      fetch(`${sandbox.url}/repos/ada/flights${path}`, { headers });
    expect((await get("/releases/tags/store")).status).toBe(404);
    await store.upload(small, async () => undefined);
    expect(await (await get("/releases/tags/store")).json()).toMatchObject({
      prerelease: true,
      draft: false,
    });
    expect((await get("/releases/latest")).status).toBe(404);
    const anonymous = await open({
      url,
      environment: { GITHUB_API_URL: sandbox.url, GITHUB_TOKEN: "wrong" },
    });
    expect(await messageOf(anonymous.find([key]))).toContain("401");
  });
});
