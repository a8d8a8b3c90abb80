import type { Command } from "commander";
import { installMergeDriver } from "../app/install-merge-driver.ts";
import { createFileSystem, openGitConfig } from "../runtime/compose.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl install`: git merges dvc.lock and `.dvc` files by Pawl, as `dvc install` does for `.dvc` files. */
export function addInstallCommand(program: Command): void {
  program
    .command("install")
    .description("let git merge dvc.lock and .dvc files by pawl in this repository")
    .action(async (_: unknown, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const root = process.cwd();
      const result = await installMergeDriver(ownCommand(), {
        files: await createFileSystem(root),
        gitConfig: await openGitConfig(root),
      });
      printResult(json, { schema: "pawl.install/1", ...result }, [
        ...result.foreign.map(
          (pattern) => `.gitattributes gives ${pattern} to another driver: left as it is`,
        ),
        result.added.length > 0
          ? `git merges ${result.added.join(" and ")} by pawl; commit .gitattributes`
          : "git's settings are in place; .gitattributes did not change",
      ]);
    });
}

/** This program, as git's shell starts it. */
function ownCommand(): string {
  const quote = (text: string): string => `'${text.replaceAll("\\", "/").replaceAll("'", "'\\''")}'`;
  return [process.execPath, process.argv[1] ?? "pawl"].map(quote).join(" ");
}
