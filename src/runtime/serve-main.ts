import { runServerProcess } from "../adapters/model-server/server-process.ts";
import { PawlError } from "../errors.ts";
import { createClock, createModelRuntime } from "./compose.ts";

/** Entry of a detached model server: `serve-main.ts CONFIG.json`. Bundled on its own. */
try {
  const configPath = process.argv[2];
  if (configPath === undefined) {
    throw new PawlError("usage.invalid", { message: "The path of a pawl.server-config/1 is missing." });
  }
  await runServerProcess(configPath, { runtime: await createModelRuntime(), clock: createClock() });
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
