import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { build } from "../../scripts/build.ts";

/** Builds the bundles once in a test run: whoever needs them first builds, others wait. Gives their folder; copy it. */
export async function builtActions(): Promise<string> {
  const directory = inject("runDirectory");
  const [built, building] = [join(directory, "dist"), join(directory, "building")];
  while (!existsSync(built)) {
    if (!begin(building)) {
      await sleep(50);
      continue;
    }
    try {
      // Another one may have ended between the two looks.
      if (!existsSync(built)) {
        await build(join(building, "dist"));
        renameSync(join(building, "dist"), built);
      }
    } finally {
      rmSync(building, { recursive: true });
    }
  }
  return built;
}

/** Makes the folder; false when somebody else has. */
function begin(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
