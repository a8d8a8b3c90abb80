import type { CachedBlock, LedgerCache } from "../../ports/ledger-cache.ts";
import type { LedgerFile, LedgerFiles } from "../../ports/ledger-files.ts";
import type { ScratchFolder } from "../../ports/scratch-folder.ts";
import type { Sql } from "../../ports/sql.ts";
import { boundProblems, type ChainLink, followChain, genesis, type Sha256 } from "../../runs/chain.ts";
import { cutBlocks, type SegmentBlock } from "../../runs/ledger-blocks.ts";
import type { LedgerProblem } from "../../runs/ledger-content.ts";
import { convertSql, countReadableSql, renderSqlLine } from "../../runs/ledger-sql.ts";
import { followSoundSegments, type Sha256OfBytes } from "../../runs/sound-segment.ts";

/** What blocks are loaded with. */
export interface LoadPorts {
  readonly files: Pick<LedgerFiles, "readBytes">;
  readonly sql: Pick<Sql, "query">;
  readonly folder: ScratchFolder;
  readonly sha256: Sha256 & Sha256OfBytes;
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

type Block = SegmentBlock<LedgerFile>;
type Source = { readonly cached: CachedBlock } | { readonly bytes: readonly Uint8Array[] };

/** Lines that wait to be converted. */
interface Checked {
  readonly content: string | readonly Uint8Array[];
  readonly lines: number;
  readonly last: ChainLink;
  readonly problems: readonly LedgerProblem[];
  readonly isSound: boolean;
}

/**
 * Makes of each block of segments a Parquet file in the folder, and checks the chain from the first line to the last. A block that the
 * cache has is taken from there when its bytes in the ledger and the entry before it are those that it was checked with. While
 * one block is checked the next is read and the one before is converted.
 */
export async function loadBlocks(segments: readonly LedgerFile[], ports: LoadPorts): Promise<LoadedBlocks> {
  const blocks = cutBlocks(segments, ports.sha256);
  const problems: LedgerProblem[] = [];
  const conversions: Promise<number>[] = [];
  let from: ChainLink = genesis;
  let ahead = open(blocks[0], ports);
  for (const [index, block] of blocks.entries()) {
    const source = await ahead;
    ahead = open(blocks[index + 1], ports);
    if ("cached" in source && isSame(source.cached.from, from)) {
      await ports.folder.write(`${index}.parquet`, [source.cached.rows]);
      from = source.cached.last;
      continue;
    }
    const bytes = "bytes" in source ? source.bytes : await ports.files.readBytes(block.segments);
    const checked = check(block, bytes, { from, sha256: ports.sha256 });
    problems.push(...checked.problems);
    conversions.push(guarded(convert({ index, from, block }, checked, ports)));
    from = checked.last;
  }
  const unreadable = (await Promise.all(conversions)).reduce((sum, count) => sum + count, 0);
  if (conversions.length > 1) await ports.cache?.retain(blocks.flatMap(({ key }) => key ?? []));
  return { problems: boundProblems(problems), unreadable };
}

/** Begins to bring a block. */
function open(block: Block | undefined, ports: LoadPorts): Promise<Source> {
  return guarded(bring(block, ports));
}

async function bring(block: Block | undefined, { cache, files }: LoadPorts): Promise<Source> {
  const cached = block?.key === undefined ? undefined : await cache?.find(block.key);
  return cached === undefined ? { bytes: await files.readBytes(block?.segments ?? []) } : { cached };
}

/** A failure waits until somebody asks for it. */
function guarded<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}

function isSame(one: ChainLink, other: ChainLink): boolean {
  return one.sequence === other.sequence && one.digest === other.digest;
}

/** The fast check; a block that does not stand it is looked at line by line. */
function check(
  { segments }: Block,
  bytes: readonly Uint8Array[],
  { from, sha256 }: { readonly from: ChainLink; readonly sha256: LoadPorts["sha256"] },
): Checked {
  const sound = followSoundSegments(bytes, from, sha256);
  if (sound !== undefined) return { ...sound, content: withNewlines(bytes), problems: [], isSound: true };
  const decoder = new TextDecoder();
  const texts = segments.map(({ path }, index) => ({ path, text: decoder.decode(bytes[index]) }));
  const { lines, problems, last } = followChain(texts, sha256, from);
  return { content: lines.map(renderSqlLine).join(""), lines: lines.length, last, problems, isSound: false };
}

const newline = new Uint8Array([10]);

/** A segment's last line may lack its end. */
function withNewlines(segments: readonly Uint8Array[]): readonly Uint8Array[] {
  return segments.flatMap((bytes) => (bytes.at(-1) === 10 ? [bytes] : [bytes, newline]));
}

interface Place {
  readonly index: number;
  readonly from: ChainLink;
  readonly block: Block;
}

/** @returns how many lines have no record that can be read. */
async function convert(
  { index, from, block }: Place,
  { content, lines, last, isSound }: Checked,
  { sql, folder, cache }: LoadPorts,
): Promise<number> {
  const [text, table] = [`${index}.jsonl`, `${index}.parquet`];
  await folder.write(text, content);
  await sql.query(convertSql(!isSound), [`${folder.root}/${text}`, `${folder.root}/${table}`]);
  await folder.remove(text);
  const [count] = await sql.query(countReadableSql, [`${folder.root}/${table}`]);
  const unreadable = lines - Number(count?.["readable"]);
  if (cache !== undefined && block.key !== undefined && isSound && unreadable === 0) {
    await cache.keep(block.key, { from, last, rows: await folder.read(table) });
  }
  return unreadable;
}
