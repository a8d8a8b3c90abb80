import type { Command } from "commander";
import { addDataDiffCommand } from "./data-diff.ts";
import { addDataStatus } from "./data-status.ts";

/** Adds `pawl data`, the group of commands about data itself. */
export function addDataCommand(program: Command): void {
  const data = program.command("data").description("look at data under version control");
  addDataStatus(data);
  addDataDiffCommand(data, async (directory) => {
    const { openTables } = await import("../runtime/open-tables.ts");
    return openTables(directory);
  });
}
