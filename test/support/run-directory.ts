import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder that all files of one test run share; it is removed when the run ends. */
    readonly runDirectory: string;
  }
}

/** Makes the folder of a test run, before its first file. Gives how to remove it. */
export function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), "pawl-run-"));
  project.provide("runDirectory", directory);
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
