import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gitEnvironment } from "../support/git-world.ts";
import { peer } from "./peers.ts";

/** Runs the real dvc in a repository, with its own state beside it; its standard output. @throws Error when it fails. */
export function dvc(directory: string, ...args: readonly string[]): string {
  return execFileSync(peer("dvc/bin/dvc"), args, {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...gitEnvironment(), DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: join(directory, "../site") },
  });
}
