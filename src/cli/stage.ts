import type { Command } from "commander";
import { listStages } from "../app/list-stages.ts";
import { createFileSystem, createWorkspaceView } from "../runtime/compose.ts";
import { findRepository } from "../runtime/find-repository.ts";
import { valueJson } from "../versioning/value-json.ts";

interface ListOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly nameOnly?: boolean;
  readonly fail?: boolean;
  readonly recursive?: boolean;
}

/** Adds `pawl stage list`: the stages as DVC resolves them. */
export function addStageCommand(program: Command): void {
  program
    .command("stage")
    .description("look at the stages of dvc.yaml")
    .command("list")
    .description("list stages with their templates resolved")
    .argument("[targets...]", "dvc.yaml and .dvc files, stages or groups (default: dvc.yaml)")
    .option("--all", "the stages of every file in the repository")
    .option("--names-only, --name-only", "names without descriptions")
    .option("--fail", "end at the first file that cannot be read")
    .option("-R, --recursive", "the targets are folders, taken with everything below")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ListOptions>();
      const { root, folder } = findRepository(process.cwd());
      const workspace = await createWorkspaceView(await createFileSystem(root));
      const result = await listStages(
        {
          targets,
          folder,
          isAll: options.all ?? false,
          isRecursive: options.recursive ?? false,
          failsFast: options.fail ?? false,
        },
        { workspace },
      );
      for (const problem of result.skipped) console.error(problem);
      const width = Math.max(0, ...result.stages.map(({ address }) => Array.from(address).length));
      const pad = (text: string): string => text + " ".repeat(width - Array.from(text).length);
      if (options.json === true) console.log(valueJson(result.resolved));
      else {
        for (const { address, description } of result.stages) {
          console.log(options.nameOnly === true ? address : `${pad(address)}  ${description}`);
        }
      }
    });
}
