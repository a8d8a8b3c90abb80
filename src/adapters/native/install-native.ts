import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { extract } from "tar";
import { PawlError } from "../../errors.ts";
import { isForeign, type NativePackage, packagesOf, type Pins, type Platform } from "./native-packages.ts";

const execute = promisify(execFile);
const downloadTimeoutMs = 300_000;

/** What to install and where. */
export interface NativeInstallation {
  readonly name: NativePackage;
  readonly pins: Pins;
  readonly platform: Platform;
  /** The tool cache of the runner. */
  readonly toolCache: string;
}

/**
 * The folder of a package in the tool cache: `<tool cache>/pawl-native/<name>/<version>/<os>-<arch>`. It is usable when
 * `<folder>.complete` stands beside it, as `@actions/tool-cache` does it. Runner images fill it beforehand.
 *
 * @throws PawlError `native.unsupported` when no pin exists for the package.
 */
export function nativeFolder(request: NativeInstallation): string {
  const version = pinOf(request.name, request).version;
  const { os, arch, musl } = request.platform;
  const platform = `${os}-${arch}${musl ? "-musl" : ""}`;
  return join(request.toolCache, "pawl-native", request.name.replace("/", "-"), version, platform);
}

/** Whether the folder is complete. */
export async function isInstalled(folder: string): Promise<boolean> {
  return access(`${folder}.complete`).then(
    () => true,
    () => false,
  );
}

/**
 * Fetches the tarballs of a native package and of what it needs with `npm pack`, which honours the machine's registry and
 * proxy settings, checks each against the pinned sha512, unpacks this platform's files, and renames the whole into place.
 * Two at once are fine: the first rename wins.
 *
 * @returns the folder.
 * @throws PawlError `native.fetch-failed`, `native.digest-mismatch`, `native.unsupported`
 */
export async function installNative(request: NativeInstallation): Promise<string> {
  const folder = nativeFolder(request);
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}.partial-`);
  try {
    for (const name of packagesOf(request.name, request.platform)) await addPackage(name, temporary, request);
    await rm(join(temporary, "download"), { recursive: true, force: true });
    await rename(temporary, folder).catch(async (cause: unknown) => {
      if (!(await isInstalled(folder))) throw cause;
    });
    await writeFile(`${folder}.complete`, "");
    return folder;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function addPackage(name: string, temporary: string, request: NativeInstallation): Promise<void> {
  const pin = pinOf(name, request);
  const tarball = await download(`${name}@${pin.version}`, join(temporary, "download"));
  await verify(tarball, pin.integrity, `${name}@${pin.version}`);
  const target = join(temporary, "node_modules", name);
  await mkdir(target, { recursive: true });
  await extract({
    file: tarball,
    cwd: target,
    strip: 1,
    strict: true,
    filter: (path) => !isForeign(name, path.split("/").slice(1).join("/"), request.platform),
  });
  await rm(tarball);
}

function pinOf(name: string, request: NativeInstallation): { version: string; integrity: string } {
  const pin = request.pins[name];
  if (pin !== undefined) return pin;
  const { os, arch } = request.platform;
  throw new PawlError("native.unsupported", {
    message: `${name} is not published for ${os}-${arch}${request.platform.musl ? " (musl)" : ""}.`,
  });
}

async function download(specification: string, directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  try {
    const args = ["pack", specification, "--pack-destination", directory, "--ignore-scripts", "--silent"];
    await execute("npm", args, { cwd: directory, timeout: downloadTimeoutMs, maxBuffer: 1 << 24 });
  } catch (cause) {
    if (isMissingProgram(cause)) {
      throw new PawlError("native.fetch-failed", {
        message: `${specification} has to be fetched and npm is not on the PATH.`,
        hint: "Install Node.js with npm on the runner, or fill RUNNER_TOOL_CACHE in its image.",
        cause,
      });
    }
    throw new PawlError("native.fetch-failed", {
      message: `npm could not fetch ${specification}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
  const [file] = (await readdir(directory)).filter((entry) => entry.endsWith(".tgz"));
  if (file !== undefined) return join(directory, file);
  throw new PawlError("native.fetch-failed", { message: `npm pack ${specification} left no tarball.` });
}

function isMissingProgram(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

async function verify(file: string, integrity: string, what: string): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest("base64")}`;
  if (found === integrity) return;
  throw new PawlError("native.digest-mismatch", { message: `${what}: expected ${integrity}, got ${found}.` });
}
