import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import { z } from "zod";
import { peer } from "./peers.ts";

const answerSchema = z.object({ status: z.number(), stdout: z.string() });

/** dvc in one process that serves many commands: each starts without reading dvc's code again. */
export interface DvcServer extends AsyncDisposable {
  run(cwd: string, args: readonly string[]): Promise<z.infer<typeof answerSchema>>;
}

/** Starts dvc with its own notes of hashes in `site`. */
export function startDvcServer(site: string): DvcServer {
  const child = spawn(peer("dvc/bin/python"), [resolve("test/interop/python/dvc_server.py")], {
    env: { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: site, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (cwd, args) => {
      child.stdin.write(`${JSON.stringify({ cwd, args })}\n`);
      const { value } = await lines.next();
      return answerSchema.parse(JSON.parse(String(value)));
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await new Promise((done) => child.once("close", done));
    },
  };
}
