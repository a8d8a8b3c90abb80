import { type Command, InvalidArgumentError, Option } from "commander";
import { printResult } from "./print-result.ts";
import { addTransferOptions, remoteChoice, scopeOf, type TransferOptions } from "./transfer-options.ts";

interface FetchOptions extends TransferOptions {
  readonly maxSize?: number;
  readonly type?: readonly ("metrics" | "plots")[];
}

/** Adds `pawl fetch`: brings data into the cache, as `dvc fetch`. */
export function addFetchCommand(program: Command): void {
  const command = program
    .command("fetch")
    .description("bring data and models from the remote into the cache");
  addTransferOptions(command)
    .option("--max-size <bytes>", "only data of at most this size", parseSize)
    .addOption(new Option("--type <types...>", "only metrics or plots").choices(["metrics", "plots"]))
    .action(async (targets: readonly string[], _: unknown, own: Command) => {
      await run(targets, own.optsWithGlobals<FetchOptions>());
    });
}

async function run(targets: readonly string[], options: FetchOptions): Promise<void> {
  const [{ findRepository }, { openTransfers }, { fetch }, { createCommandLog }, { createTransferDisplay }] =
    await Promise.all([
      import("../runtime/find-repository.ts"),
      import("../runtime/open-pipeline.ts"),
      import("../app/fetch.ts"),
      import("./command-log.ts"),
      import("./transfer-display.ts"),
    ]);
  const { root, folder } = findRepository(process.cwd());
  const isQuiet = options.quiet ?? false;
  const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
  const display = await createTransferDisplay("fetching", isQuiet);
  const kinds = options.type?.map((type) => (type === "metrics" ? ("metric" as const) : ("plot" as const)));
  try {
    const result = await fetch(
      {
        ...scopeOf(targets, { root, folder }, options),
        runCache: options.runCache ?? false,
        onProgress: display.onProgress,
        ...(options.maxSize === undefined ? {} : { maxSizeBytes: options.maxSize }),
        ...(kinds === undefined ? {} : { kinds }),
      },
      ports,
    );
    display.stop();
    for (const path of result.missing) ports.log.warning(`In neither cache nor remote: ${path}`);
    const runs = result.runs > 0 ? [`${result.runs} run records fetched`] : [];
    const line = result.objects > 0 ? `${result.objects} objects fetched` : "Everything is up to date.";
    if (!isQuiet || options.json === true)
      printResult(options.json, { schema: "pawl.fetch/1", ...result }, [line, ...runs]);
    if (result.decision === "negative") process.exitCode = 1;
  } finally {
    display.stop();
    await ports.remote?.close();
  }
}

function parseSize(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a number of bytes.");
}
