import { relative } from "node:path";
import type { Command } from "commander";
import { mergeTrackedFile } from "../app/merge-tracked-file.ts";
import { createFileSystem } from "../runtime/compose.ts";
import { createCommandLog } from "./command-log.ts";

interface MergeDriverOptions {
  readonly ancestor: string;
  readonly our: string;
  readonly their: string;
  readonly path?: string;
}

/** Adds `pawl git-hook merge-driver`: what git calls, with the flags of `dvc git-hook`. */
export function addGitHookCommand(program: Command): void {
  program
    .command("git-hook")
    .description("commands that git runs; `pawl install` sets them up")
    .command("merge-driver")
    .description("merge dvc.lock stage by stage, or a .dvc file; the result replaces --our")
    .requiredOption("--ancestor <file>", "common ancestor")
    .requiredOption("--our <file>", "this side; replaced by the result")
    .requiredOption("--their <file>", "the other side")
    .option("--path <path>", "path of the file in the repository")
    .action(async (_: unknown, command: Command) => {
      const { ancestor, our, their, path } = command.optsWithGlobals<MergeDriverOptions>();
      const files = await createFileSystem(process.cwd());
      const { openTrees } = await import("../runtime/open-trees.ts");
      const inside = (file: string): string => relative(process.cwd(), file);
      await mergeTrackedFile(
        {
          versions: { base: inside(ancestor), ours: inside(our), theirs: inside(their) },
          ...(path === undefined ? {} : { path }),
        },
        { files, log: createCommandLog(), trees: openTrees(process.cwd(), path) },
      );
    });
}
