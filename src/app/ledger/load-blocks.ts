import type { CachedBlock, LedgerCache } from "../../ports/ledger-cache.ts";
import type { ClonedLedgerFiles, LedgerFile } from "../../ports/ledger-files.ts";
import type { ScratchFolder } from "../../ports/scratch-folder.ts";
import type { Sql } from "../../ports/sql.ts";
import { boundProblems, type ChainLink, genesis } from "../../runs/chain.ts";
import { cutBlocks, type SegmentBlock } from "../../runs/ledger-blocks.ts";
import type { LedgerProblem } from "../../runs/ledger-content.ts";
import { convertSql, countReadableSql } from "../../runs/ledger-sql.ts";
import { checkBlock, type CheckedBlock, type CheckPorts } from "./check-block.ts";
import { type Conversions, type Engines, startConversions } from "./conversions.ts";

/** What blocks are loaded with. */
export interface LoadPorts extends CheckPorts {
  readonly files: Pick<ClonedLedgerFiles, "save">;
  readonly engines: Engines;
  readonly folder: ScratchFolder;
  /** Without it everything is read and checked anew, and nothing is kept. */
  readonly cache?: LedgerCache | undefined;
}

/** What was found on the way. */
export interface LoadedBlocks {
  /** Of the chain. */
  readonly problems: readonly LedgerProblem[];
  /** Lines whose records no view shows. */
  readonly unreadable: number;
}

/** Blocks that wait to be converted: each lies in the folder and has some 20 MB. */
const mostWaiting = 4;

type Block = SegmentBlock<LedgerFile>;
/** Where a block comes from: the cache, or else its bytes are in the folder. */
type Source = CachedBlock | "saved";
type Loading = LoadPorts & { readonly conversions: Conversions };

interface Place {
  readonly index: number;
  readonly from: ChainLink;
  readonly block: Block;
}

/**
 * Makes of each block of segments a Parquet file in the folder, and checks the chain from the first line to the last. A block that the
 * cache has is taken from there when its bytes in the ledger and the entry before it are those that it was checked with. While
 * one block is checked the next is read and both are converted.
 */
export async function loadBlocks(segments: readonly LedgerFile[], ports: LoadPorts): Promise<LoadedBlocks> {
  const blocks = cutBlocks(segments, ports.sha256);
  const conversions = startConversions(ports.engines);
  const counts: Promise<number>[] = [];
  try {
    const problems = await load(blocks, { ...ports, conversions }, counts);
    const unreadable = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    await ports.cache?.retain(blocks.flatMap(({ key }) => key ?? []));
    return { problems: boundProblems(problems), unreadable };
  } finally {
    await Promise.allSettled(counts);
    await conversions.close();
  }
}

/** @param counts becomes for each block how many of its lines no view will show. */
async function load(
  blocks: readonly Block[],
  loading: Loading,
  counts: Promise<number>[],
): Promise<readonly LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  let from: ChainLink = genesis;
  let ahead = guarded(bring(blocks[0], 0, loading));
  try {
    for (const [index, block] of blocks.entries()) {
      const source = await ahead;
      ahead = guarded(bring(blocks[index + 1], index + 1, loading));
      await counts.at(-mostWaiting);
      const loaded = await loadBlock({ index, from, block }, source, loading);
      problems.push(...loaded.problems);
      counts.push(loaded.unreadable);
      from = loaded.last;
    }
  } finally {
    await ahead.catch(() => undefined);
  }
  return problems;
}

interface LoadedBlock {
  readonly problems: readonly LedgerProblem[];
  readonly last: ChainLink;
  /** Known when the block is converted. */
  readonly unreadable: Promise<number>;
}

async function loadBlock(place: Place, source: Source, loading: Loading): Promise<LoadedBlock> {
  const { index, from, block } = place;
  if (source !== "saved" && isSame(source.from, from)) {
    await loading.folder.write(tableOf(index), [source.rows]);
    return { problems: [], last: source.last, unreadable: Promise.resolve(0) };
  }
  if (source !== "saved") await save(block, index, loading);
  const readable = guarded(loading.conversions.add((sql) => convert(index, false, { ...loading, sql })));
  const checked = await checkBlock({ name: linesOf(index), segments: block.segments, from }, loading);
  const unreadable = guarded(finish(place, checked, readable, loading));
  return { problems: checked.problems, last: checked.last, unreadable };
}

async function bring(block: Block | undefined, index: number, loading: Loading): Promise<Source> {
  if (block === undefined) return "saved";
  const cached = block.key === undefined ? undefined : await loading.cache?.find(block.key);
  if (cached === undefined) await save(block, index, loading);
  return cached ?? "saved";
}

function save({ segments }: Block, index: number, { files, folder }: Loading): Promise<void> {
  return files.save(segments, `${folder.root}/${linesOf(index)}`);
}

function linesOf(index: number): string {
  return `${index}.jsonl`;
}

function tableOf(index: number): string {
  return `${index}.parquet`;
}

/** A failure waits until somebody asks for it. */
function guarded<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}

function isSame(one: ChainLink, other: ChainLink): boolean {
  return one.sequence === other.sequence && one.digest === other.digest;
}

/** @returns how many lines have a record that can be read. */
async function convert(
  index: number,
  hasFlags: boolean,
  { sql, folder }: Pick<LoadPorts, "folder"> & { readonly sql: Sql },
): Promise<number> {
  const table = `${folder.root}/${tableOf(index)}`;
  await sql.query(convertSql(hasFlags), [`${folder.root}/${linesOf(index)}`, table]);
  const [count] = await sql.query(countReadableSql(table));
  return Number(count?.["readable"]);
}

/**
 * Keeps a block that is sound; of another the lines are converted once more, with what is known of each.
 *
 * @param asItIs what was converted before the check was over.
 * @returns how many lines have no record that can be read.
 */
async function finish(
  { index, from, block }: Place,
  { content, lines, last }: CheckedBlock,
  asItIs: Promise<number>,
  loading: Loading,
): Promise<number> {
  const { folder, cache } = loading;
  const readable =
    content === undefined ? await asItIs : await convertFlagged({ index, content }, asItIs, loading);
  await folder.remove(linesOf(index));
  const unreadable = lines - readable;
  if (cache !== undefined && block.key !== undefined && content === undefined && unreadable === 0) {
    await cache.keep(block.key, { from, last, rows: await folder.read(tableOf(index)) });
  }
  return unreadable;
}

async function convertFlagged(
  { index, content }: { readonly index: number; readonly content: string },
  asItIs: Promise<number>,
  { folder, conversions }: Loading,
): Promise<number> {
  await asItIs.catch(() => undefined);
  await folder.write(linesOf(index), content);
  return await conversions.add((sql) => convert(index, true, { folder, sql }));
}
