import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "./child.ts";
import type { FrontLoad } from "./front-load.ts";

/** S5: signed deliveries against the front alone, from another process, at a fixed rate whatever the answers take. */
export async function benchFront(size: {
  readonly rate: number;
  readonly seconds: number;
}): Promise<FrontLoad & { readonly mostMiB: number; readonly keys: number; readonly perSecond: number }> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-front-"));
  const secret = "bench".repeat(8);
  const server = start("bench/bot/front-server.ts", [directory, secret]);
  const { url } = await server.line<{ url: string }>();
  const startedMs = performance.now();
  const generator = start("bench/bot/front-load.ts", [url, secret, String(size.rate), String(size.seconds)]);
  const load = await generator.line<FrontLoad>();
  const perSecond = Math.round(load.sent / ((performance.now() - startedMs) / 1000));
  server.process.kill("SIGTERM");
  const { mostBytes, depth } = await server.line<{ mostBytes: number; depth: number }>();
  await server.ended;
  rmSync(directory, { recursive: true, force: true });
  return { ...load, perSecond, mostMiB: Math.round(mostBytes / 2 ** 20), keys: depth };
}
