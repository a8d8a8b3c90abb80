import type { Command } from "commander";
import { printResult } from "./print-result.ts";
import { addTransferOptions, remoteChoice, scopeOf, type TransferOptions } from "./transfer-options.ts";

/** Adds `pawl push`: sends data to the remote, as `dvc push`. */
export function addPushCommand(program: Command): void {
  const command = program.command("push").description("send data and models to the remote");
  addTransferOptions(command).action(async (targets: readonly string[], _: unknown, own: Command) => {
    await run(targets, own.optsWithGlobals<TransferOptions>());
  });
}

async function run(targets: readonly string[], options: TransferOptions): Promise<void> {
  const [{ findRepository }, { openTransfers }, { push }, { createCommandLog }, { createTransferDisplay }] =
    await Promise.all([
      import("../runtime/find-repository.ts"),
      import("../runtime/open-pipeline.ts"),
      import("../app/push.ts"),
      import("./command-log.ts"),
      import("./transfer-display.ts"),
    ]);
  const { root, folder } = findRepository(process.cwd());
  const isQuiet = options.quiet ?? false;
  const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
  const display = await createTransferDisplay("pushing", isQuiet);
  try {
    const result = await push(
      {
        ...scopeOf(targets, { root, folder }, options),
        runCache: options.runCache ?? false,
        onProgress: display.onProgress,
      },
      ports,
    );
    display.stop();
    const line = `${result.objects} objects (${result.bytes} bytes) and ${result.runs} run records pushed`;
    const isNothing = result.reasonCode === "data.in-sync";
    if (!isQuiet || options.json === true)
      printResult(options.json, { schema: "pawl.push/1", ...result }, [
        isNothing ? "Everything is up to date." : line,
      ]);
  } finally {
    display.stop();
    await ports.remote?.close();
  }
}
