import type { Command } from "commander";
import { reproduce } from "../app/reproduce.ts";
import { abortOnTermination, openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

interface ReproOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  readonly singleItem?: boolean;
  readonly allowMissing?: boolean;
  readonly pull?: boolean;
}

/** Adds `pawl repro`: runs the stages that are stale, as `dvc repro`. */
export function addReproCommand(program: Command): void {
  program
    .command("repro")
    .description("run the stages of dvc.yaml that are stale; restore what ran before")
    .argument("[targets...]", "stages or outputs (default: all)")
    .option("-f, --force", "run the targets and what they need even when nothing changed")
    .option("-s, --single-item", "the targets alone, without what they need")
    .option("--allow-missing", "absent data that did not change counts as current")
    .option("--pull", "take missing data and results of earlier runs from the remote")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReproOptions>();
      using termination = abortOnTermination();
      const { remote, ...local } = await openPipeline(process.cwd(), createCommandLog());
      const ports = { ...local, remote: options.pull === true ? remote : undefined };
      const result = await reproduce(
        {
          ...(targets.length === 0 ? {} : { targets }),
          ...(options.force === true ? { force: "all" as const } : {}),
          isSingle: options.singleItem ?? false,
          allowsMissing: options.allowMissing ?? false,
          signal: termination.signal,
        },
        ports,
      );
      const lines = result.stages.map((one) => `${one.stage}: ${one.state} (${one.reason})`);
      printResult(options.json, { schema: "pawl.pipeline/1", ...result }, lines);
    });
}
