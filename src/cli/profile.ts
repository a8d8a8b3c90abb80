import { type Command, Option } from "commander";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { predictRows } from "../app/predict-rows.ts";
import { profileTable } from "../app/profile.ts";
import type { Profile } from "../drift/profile-schema.ts";
import { PawlError } from "../errors.ts";
import type { Sample } from "../evaluation/sample.ts";
import type { Sql } from "../ports/sql.ts";
import { createFileSystem, createModelRuntime, createSql } from "../runtime/compose.ts";

interface ProfileOptions {
  readonly data: string;
  readonly columns?: string;
  readonly model?: string;
  readonly task: Sample["task"];
  readonly out?: string;
  readonly json?: boolean;
}

/** Most bytes that the engine holds; larger work spills to disk. */
const memoryLimitBytes = 2 ** 30;

/** Adds `pawl profile`: `pawl.profile/1` of a table, to standard output or a file. */
export function addProfileCommand(program: Command): void {
  program
    .command("profile")
    .description("describe a table's columns for later comparison; no rows are in it")
    .requiredOption("--data <file>", "table: Parquet, Arrow, CSV or JSON lines")
    .option("--columns <names>", "columns, separated by commas; default: all")
    .option("--model <file>", "ONNX file: the distribution of its predictions for the rows goes in too")
    .addOption(
      new Option("--task <task>", "what the model does")
        .choices(["binary-classification", "multiclass-classification", "regression"])
        .default("binary-classification"),
    )
    .option("--out <file>", "write the profile here; it is printed without this option, or with --json")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<ProfileOptions>();
      const profile = JSON.stringify(await profileFile(options), null, 2);
      if (options.out !== undefined) await writeProfile(options.out, `${profile}\n`);
      if (options.out === undefined || options.json === true) console.log(profile);
    });
}

async function profileFile(options: ProfileOptions): Promise<Profile> {
  const temporaryDirectory = await mkdtemp(join(tmpdir(), "pawl-profile-"));
  const sql = await createSql({ memoryLimitBytes, temporaryDirectory });
  try {
    const { data, columns } = options;
    const wanted = columns === undefined ? {} : { columns: columns.split(",") };
    const predictions = await predict(options, sql);
    return await profileTable(
      { path: data, ...wanted, ...(predictions === undefined ? {} : { predictions }) },
      { sql },
    );
  } finally {
    await sql.close();
    await rm(temporaryDirectory, { recursive: true, force: true });
  }
}

async function predict({ data, model, task }: ProfileOptions, sql: Sql) {
  if (model === undefined) return undefined;
  const bytes = await readFile(model).catch((cause: unknown) => {
    throw new PawlError("file.missing", { message: `--model ${model} cannot be read.`, cause });
  });
  const path = resolve(data);
  const files = await createFileSystem(dirname(path));
  const modelRuntime = await createModelRuntime();
  return predictRows({ model: bytes, path: basename(path), task }, { sql, files, modelRuntime });
}

async function writeProfile(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw new PawlError("file.write-failed", { message: `--out ${path} cannot be written.`, cause });
  });
}
