import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { dataDiff } from "../app/data-diff.ts";
import { PawlError } from "../errors.ts";
import { renderDataDiff, renderDataDiffLines } from "../report/data-diff.ts";
import { createSql } from "../runtime/compose.ts";
import type { OpenedTables, TableVersion } from "../runtime/open-tables.ts";
import type { Tolerance } from "../tables/data-diff-sql.ts";
import { printResult } from "./print-result.ts";

interface DataDiffOptions {
  readonly before?: string;
  readonly after?: string;
  readonly key?: string[];
  readonly tolerance?: number;
  readonly relativeTolerance?: number;
  readonly memory: number;
  readonly json?: boolean;
  readonly md?: boolean;
}

/** Opens the repository that a directory is in, when revisions are asked for. */
export type OpenTables = (directory: string) => Promise<OpenedTables>;

const mebibyte = 2 ** 20;
const defaultMemoryMiB = 700;

/**
 * Adds `pawl data diff`: `[revisions…] <path>`, or `--before FILE --after FILE` without a repository.
 *
 * @param open finds tables at revisions.
 */
export function addDataDiffCommand(data: Command, open: OpenTables): void {
  data
    .command("diff")
    .description("compare two versions of a table by value: rows, cells, schema, distributions")
    .argument("[words...]", "[A [B]] PATH: revisions (default: HEAD and the work tree) and the table")
    .option("--before <file>", "earlier file, instead of a revision")
    .option("--after <file>", "later file, instead of a revision")
    .option("--key <column>", "column that identifies a row; repeat it for several", collect)
    .option("--tolerance <number>", "numbers this far apart are equal; needs --key", notNegative)
    .option("--relative-tolerance <share>", "the same, as a share of the greater number", notNegative)
    .option("--memory <MiB>", "memory of the engine; larger work goes to disk", positive, defaultMemoryMiB)
    .option("--md", "print Markdown")
    .action(async (words: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DataDiffOptions>();
      await compareVersions(words, options, open);
    });
}

async function compareVersions(
  words: readonly string[],
  options: DataDiffOptions,
  open: OpenTables,
): Promise<void> {
  const files = filesOf(words, options);
  if (files !== undefined) {
    await compareFiles(files, options);
    return;
  }
  const [path = "", from = "HEAD", to] = [words.at(-1), ...words.slice(0, -1)];
  const tables = await open(process.cwd());
  try {
    await compareFiles([await tables.resolve(from, path), await tables.resolve(to, path)], options);
  } finally {
    await tables.close();
  }
}

/** Files that are named as such; `undefined` when the words name a table in the repository. */
function filesOf(
  words: readonly string[],
  { before, after }: DataDiffOptions,
): readonly [TableVersion, TableVersion] | undefined {
  if (before !== undefined && after !== undefined && words.length === 0) {
    return [
      { file: before, name: before },
      { file: after, name: after },
    ];
  }
  if (before === undefined && after === undefined && words.length >= 1 && words.length <= 3) return undefined;
  throw new PawlError("usage.invalid", {
    message:
      "Name a table, with up to two revisions before it; or both --before FILE and --after FILE alone.",
  });
}

async function compareFiles(
  [before, after]: readonly [TableVersion, TableVersion],
  options: DataDiffOptions,
): Promise<void> {
  const spill = await mkdtemp(join(tmpdir(), "pawl-data-diff-"));
  const sql = await createSql({
    memoryLimitBytes: options.memory * mebibyte,
    temporaryDirectory: spill,
  });
  try {
    const diff = await dataDiff(
      {
        before: before.file,
        after: after.file,
        names: { before: before.name, after: after.name },
        ...(options.key === undefined ? {} : { key: options.key }),
        ...toleranceOf(options),
      },
      { sql },
    );
    if (options.md === true && options.json !== true) process.stdout.write(renderDataDiff(diff));
    else printResult(options.json, diff, renderDataDiffLines(diff));
  } finally {
    await sql.close();
    await rm(spill, { recursive: true, force: true });
  }
}

function toleranceOf(options: DataDiffOptions): { readonly tolerance?: Tolerance } {
  const { tolerance, relativeTolerance } = options;
  if (tolerance === undefined && relativeTolerance === undefined) return {};
  return { tolerance: { absolute: tolerance ?? 0, relative: relativeTolerance ?? 0 } };
}

function collect(column: string, before: string[] | undefined): string[] {
  return [...(before ?? []), column];
}

function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("a number that is not negative is expected");
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("a whole number greater than 0 is expected");
}
