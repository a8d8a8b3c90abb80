import type { Command } from "commander";
import { resolve } from "node:path";
import { init } from "../app/init.ts";
import { createFileSystem, openGitWorkTree } from "../runtime/compose.ts";
import { readWorkflowTemplate } from "../runtime/workflow-template.ts";
import { printResult } from "./print-result.ts";

interface InitOptions {
  readonly json?: boolean;
  readonly scm: boolean;
  readonly subdir?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Adds `pawl init`: a repository that DVC and Pawl work in. */
export function addInitCommand(program: Command): void {
  program
    .command("init")
    .description("set up DVC's files as `dvc init`, .github/pawl.yml and the workflow; what is there stays")
    .argument("[directory]", "default: the present one", ".")
    .option("--no-scm", "without git")
    .option("--subdir", "in a folder below the top of a git work tree")
    .option("-f, --force", "replace a .dvc that is there, and lose its cache")
    .option("-q, --quiet", "print nothing")
    .action(async (directory: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<InitOptions>();
      const root = resolve(directory);
      const result = await init(
        {
          isWithoutGit: !options.scm,
          isSubdirectory: options.subdir ?? false,
          isForced: options.force ?? false,
          workflow: await readWorkflowTemplate(),
        },
        { files: await createFileSystem(root), git: await openGitWorkTree(root) },
      );
      const lines = result.written.map(
        (path) => `wrote ${path}${result.staged.includes(path) ? " and added it to git" : ""}`,
      );
      const quiet = options.quiet === true && options.json !== true;
      if (!quiet) printResult(options.json, { schema: "pawl.init/1", ...result }, lines);
    });
}
