import type { Command } from "commander";
import { writeFile } from "node:fs/promises";
import { profileTable } from "../app/profile.ts";
import { createSql } from "../runtime/compose.ts";

interface ProfileOptions {
  readonly data: string;
  readonly columns?: string;
  readonly out?: string;
}

/** Adds `pawl profile`: `pawl.profile/1` of a table, to standard output or a file. */
export function addProfileCommand(program: Command): void {
  program
    .command("profile")
    .description("describe a table's columns for later comparison; no rows are in it")
    .requiredOption("--data <file>", "table: Parquet, CSV or JSON lines")
    .option("--columns <names>", "columns, separated by commas; default: all")
    .option("--out <file>", "write the profile here instead of to standard output")
    .action(async (_: unknown, command: Command) => {
      const { data, columns, out } = command.optsWithGlobals<ProfileOptions>();
      const sql = await createSql();
      try {
        const wanted = columns === undefined ? {} : { columns: columns.split(",") };
        const profile = JSON.stringify(await profileTable({ path: data, ...wanted }, { sql }), null, 2);
        if (out === undefined) console.log(profile);
        else await writeFile(out, `${profile}\n`);
      } finally {
        await sql.close();
      }
    });
}
