import type { Command } from "commander";
import { push } from "../app/push.ts";
import { openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl push`: sends data to the remote, as `dvc push`. */
export function addPushCommand(program: Command): void {
  program
    .command("push")
    .description("send data and models to the remote")
    .argument("[targets...]", "stages, .dvc files or paths (default: all)")
    .option("--run-cache", "also the records of earlier runs")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; runCache?: boolean }>();
      const ports = await openPipeline(process.cwd(), createCommandLog());
      const result = await push({ targets, runCache: options.runCache ?? false }, ports);
      const line = `${result.objects} objects (${result.bytes} bytes) and ${result.runs} run records pushed`;
      printResult(options.json, { schema: "pawl.push/1", ...result }, [line]);
    });
}
