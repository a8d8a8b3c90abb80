import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installNative, isInstalled } from "../../../src/adapters/native/install-native.ts";
import { isForeign, nativePins, type Pins } from "../../../src/adapters/native/native-packages.ts";

const platform = { os: "linux", arch: "x64", musl: false };
let folder: string;
let registry: Server;
let pins: Pins;

/** A registry of one version a package, spoken to by the real npm. */
function serveRegistry(tarballs: ReadonlyMap<string, Buffer>): Server {
  return createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? "").slice(1);
    const name = url.replace(/\/-\/.*$/, "");
    const tarball = tarballs.get(name);
    if (tarball === undefined) return response.writeHead(404).end("{}");
    if (url.includes("/-/")) return response.end(tarball);
    const { port } = registry.address() as AddressInfo;
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const dist = { tarball: `http://127.0.0.1:${port}/${name}/-/p-1.0.0.tgz`, integrity };
    const versions = { "1.0.0": { name, version: "1.0.0", dist } };
    return response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify({ name, "dist-tags": { latest: "1.0.0" }, versions }));
  });
}

function packPackage(name: string): Buffer {
  const source = join(folder, "source", name.replace("/", "-"));
  for (const os of ["linux", "win32"]) mkdirSync(join(source, "bin/napi-v6", os, "x64"), { recursive: true });
  writeFileSync(join(source, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
  writeFileSync(join(source, "index.js"), `module.exports = ${JSON.stringify(name)};`);
  for (const os of ["linux", "win32"]) writeFileSync(join(source, "bin/napi-v6", os, "x64/a.node"), os);
  const printed = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: source });
  const { filename } = Object.values(
    JSON.parse(printed.toString()) as Record<string, { filename: string }>,
  )[0] ?? {
    filename: "",
  };
  return readFileSync(join(folder, filename));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pawl-native-"));
  const names = ["onnxruntime-node", "onnxruntime-common"];
  const tarballs = new Map(names.map((name) => [name, packPackage(name)]));
  registry = serveRegistry(tarballs);
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  const { port } = registry.address() as AddressInfo;
  process.env["npm_config_registry"] = `http://127.0.0.1:${port}/`;
  process.env["npm_config_cache"] = join(folder, "npm-cache");
  pins = Object.fromEntries(
    names.map((name) => {
      const digest = createHash("sha512")
        .update(tarballs.get(name) ?? "")
        .digest("base64");
      return [name, { version: "1.0.0", integrity: `sha512-${digest}` }];
    }),
  );
});

afterEach(async () => {
  delete process.env["npm_config_registry"];
  delete process.env["npm_config_cache"];
  await new Promise((resolve) => registry.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("installing a native package", () => {
  it("fetches the pinned tarballs and keeps this platform's files", async () => {
    const request = { name: "onnxruntime-node", pins, platform, toolCache: join(folder, "tools") } as const;
    const installed = await installNative(request);
    expect(await isInstalled(installed)).toBe(true);
    const root = join(installed, "node_modules/onnxruntime-node");
    expect(existsSync(join(root, "bin/napi-v6/linux/x64/a.node"))).toBe(true);
    expect(existsSync(join(root, "bin/napi-v6/win32"))).toBe(false);
    expect(existsSync(join(installed, "node_modules/onnxruntime-common/index.js"))).toBe(true);
  });

  it("refuses other bytes than the lock file pins and leaves nothing behind", async () => {
    const forged = { ...pins, "onnxruntime-common": { version: "1.0.0", integrity: "sha512-AAAA" } };
    const toolCache = join(folder, "tools");
    const request = { name: "onnxruntime-node", pins: forged, platform, toolCache } as const;
    await expect(installNative(request)).rejects.toMatchObject({ code: "native.digest-mismatch" });
    expect(existsSync(join(toolCache, "pawl-native/onnxruntime-node/1.0.0/linux-x64"))).toBe(false);
  });

  it("says which platform has no build", async () => {
    const request = {
      name: "@duckdb/node-api",
      pins,
      platform: { ...platform, os: "aix" },
      toolCache: folder,
    } as const;
    await expect(installNative(request)).rejects.toMatchObject({ code: "native.unsupported" });
  });
});

describe("the pins of this build", () => {
  it("are those of the lock file", () => {
    const lock = readFileSync("package-lock.json", "utf8");
    for (const pin of Object.values(nativePins)) expect(lock).toContain(pin.integrity);
    expect(Object.keys(nativePins)).toContain("@duckdb/node-bindings-linux-arm64");
  });

  it("leave out other platforms' libraries only", () => {
    expect(isForeign("onnxruntime-node", "bin/napi-v6/win32/x64/onnxruntime.dll", platform)).toBe(true);
    expect(isForeign("onnxruntime-node", "bin/napi-v6/linux/x64/libonnxruntime.so.1", platform)).toBe(false);
    expect(isForeign("onnxruntime-node", "dist/index.js", platform)).toBe(false);
  });
});
