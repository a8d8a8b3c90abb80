import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installNative, isInstalled, nativeFolder } from "./install-native.ts";
import { type NativePackage, nativePins, type Platform } from "./native-packages.ts";

/** This machine. */
export const thisPlatform: Platform = {
  os: process.platform,
  arch: process.arch,
  musl: process.platform === "linux" && !hasGlibc(),
};

/**
 * Loads a package with native parts; the caller names the type of its namespace. Looks in the runner's tool cache
 * (`RUNNER_TOOL_CACHE`), then in the `node_modules` beside Pawl's own `package.json`, and else fetches it into the tool cache.
 *
 * @throws PawlError `native.fetch-failed`, `native.digest-mismatch`, `native.unsupported`
 * @example
 * const ort = await loadNative<typeof import("onnxruntime-node")>("onnxruntime-node");
 */
export async function loadNative<Module>(name: NativePackage): Promise<Module> {
  const folder = await findNative(name);
  // The packages are CommonJS; what they export is described by their own types, which the caller names.
  return createRequire(join(folder, "anchor.cjs"))(name) as Module;
}

/**
 * The folder of a native package itself, fetched when it is not there.
 *
 * @throws PawlError as {@link loadNative}.
 */
export async function nativeDirectory(name: NativePackage): Promise<string> {
  return join(await findNative(name), "node_modules", name);
}

async function findNative(name: NativePackage): Promise<string> {
  const toolCache = process.env["RUNNER_TOOL_CACHE"] ?? join(ownRoot(), ".cache", "tools");
  const installation = { name, pins: nativePins, platform: thisPlatform, toolCache };
  const folder = nativeFolder(installation);
  if (await isInstalled(folder)) return folder;
  if (existsSync(join(ownRoot(), "node_modules", name, "package.json"))) return ownRoot();
  return installNative(installation);
}

/** The folder of Pawl's `package.json`, from the source tree and from `dist/` alike. */
function ownRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 6; depth += 1) {
    const file = join(folder, "package.json");
    if (existsSync(file) && /"name":\s*"pawl"/.test(readFileSync(file, "utf8"))) return folder;
    folder = dirname(folder);
  }
  return dirname(fileURLToPath(import.meta.url));
}

/** glibc has its loader at a known place; on musl there is none of that name. */
function hasGlibc(): boolean {
  return ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux-x86-64.so.2"].some(
    (file) => existsSync(file),
  );
}
