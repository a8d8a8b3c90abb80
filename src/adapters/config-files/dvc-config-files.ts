import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { ConfigFiles } from "../../ports/config-files.ts";
import type { ConfigLevel } from "../../versioning/dvc-config.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";

/** Variables of the environment that say where configuration lies. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The files of DVC's configuration as they apply in `directory`.
 *
 * @param environment `DVC_SYSTEM_CONFIG_DIR`, `DVC_GLOBAL_CONFIG_DIR`, `XDG_CONFIG_DIRS`, `XDG_CONFIG_HOME` and `HOME` count.
 */
export async function openConfigFiles(directory: string, environment: Environment): Promise<ConfigFiles> {
  const here = resolve(directory);
  const root = await findRoot(here);
  const userHome = environment["HOME"] || homedir();
  const path = (level: ConfigLevel): string | undefined => {
    if (level === "system") return join(systemDirectory(environment), "config");
    if (level === "global") return join(globalDirectory(environment, userHome), "config");
    if (root === undefined) return undefined;
    return join(root, ".dvc", level === "repo" ? "config" : "config.local");
  };
  return {
    directory: here,
    userHome,
    root,
    path,
    read: async (level) => readIfThere(path(level)),
    write: async (level, text) => {
      const file = path(level);
      if (file === undefined) throw outside(here);
      await writeAtomically(file, text).catch((cause: unknown) => {
        throw new PawlError("file.write-failed", {
          message: `Cannot write ${file}: ${String(cause)}`,
          cause,
        });
      });
    },
  };
}

function systemDirectory(environment: Environment): string {
  const own = environment["DVC_SYSTEM_CONFIG_DIR"];
  if (own) return own;
  if (process.platform === "darwin") return "/Library/Application Support/dvc";
  const [first] = (environment["XDG_CONFIG_DIRS"] ?? "").split(":").filter((one) => one !== "");
  return join(first ?? "/etc/xdg", "dvc");
}

function globalDirectory(environment: Environment, userHome: string): string {
  const own = environment["DVC_GLOBAL_CONFIG_DIR"];
  if (own) return own;
  if (process.platform === "darwin") return join(userHome, "Library/Application Support/dvc");
  return join(environment["XDG_CONFIG_HOME"] || join(userHome, ".config"), "dvc");
}

/** The nearest directory upwards that has a `.dvc` directory. */
async function findRoot(directory: string): Promise<string | undefined> {
  for (let at = directory; ; at = dirname(at)) {
    const found = await stat(join(at, ".dvc")).catch(() => undefined);
    if (found?.isDirectory() === true) return at;
    if (dirname(at) === at) return undefined;
  }
}

async function readIfThere(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new PawlError("file.unreadable", { message: `Cannot read ${file}: ${String(cause)}`, cause });
  }
}

function outside(directory: string): PawlError {
  return new PawlError("usage.invalid", {
    message: `There is no .dvc in ${directory} or above it.`,
    hint: "Run `pawl init`, or name --global or --system.",
  });
}
