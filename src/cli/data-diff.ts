import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { dataDiff } from "../app/data-diff.ts";
import { PawlError } from "../errors.ts";
import { renderDataDiff, renderDataDiffLines } from "../report/data-diff.ts";
import { createSql } from "../runtime/compose.ts";
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

/** One version of a table: a file of this machine, and what the report calls it. */
export interface TableVersion {
  readonly file: string;
  readonly name: string;
}

/**
 * The file that holds a table at a revision.
 *
 * @param revision a commit-ish; `undefined` is the work tree.
 * @param path relative to the repository.
 */
export type ResolveTable = (revision: string | undefined, path: string) => Promise<TableVersion>;

const mebibyte = 2 ** 20;
const defaultMemoryMiB = 700;

/**
 * Adds `pawl data diff`: `[revisions…] <path>`, or `--before FILE --after FILE` without a repository.
 *
 * @param resolveTable finds a table at a revision; without it only files can be compared.
 */
export function addDataDiffCommand(data: Command, resolveTable?: ResolveTable): void {
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
      const [before, after] = await versionsOf(words, options, resolveTable);
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
    });
}

async function versionsOf(
  words: readonly string[],
  { before, after }: DataDiffOptions,
  resolveTable: ResolveTable | undefined,
): Promise<readonly [TableVersion, TableVersion]> {
  if (before !== undefined && after !== undefined && words.length === 0) {
    return [
      { file: before, name: before },
      { file: after, name: after },
    ];
  }
  const path = words.at(-1);
  if (before !== undefined || after !== undefined || path === undefined || words.length > 3) {
    throw new PawlError("usage.invalid", {
      message:
        "Name a table, with up to two revisions before it; or both --before FILE and --after FILE alone.",
    });
  }
  if (resolveTable === undefined) {
    throw new PawlError("usage.invalid", { message: "Only --before FILE and --after FILE can be compared." });
  }
  const [from = "HEAD", to] = words.slice(0, -1);
  return [await resolveTable(from, path), await resolveTable(to, path)];
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
