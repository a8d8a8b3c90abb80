import type { LedgerFile } from "../../ports/ledger-files.ts";
import type { ScratchFolder } from "../../ports/scratch-folder.ts";
import { type ChainLink, followChain, type Sha256 } from "../../runs/chain.ts";
import type { LedgerProblem } from "../../runs/ledger-content.ts";
import { renderSqlLine } from "../../runs/ledger-sql.ts";
import { cutPieces, cutSegments } from "../../runs/saved-segments.ts";
import { followSoundSegments, type Sha256OfBytes, type SoundLines } from "../../runs/sound-segment.ts";

/** Segments that were saved in a file. */
export interface SavedBlock {
  /** The file's name. */
  readonly name: string;
  readonly segments: readonly LedgerFile[];
  /** The entry before the first line. */
  readonly from: ChainLink;
}

/** What a check is made with. */
export interface CheckPorts {
  readonly folder: Pick<ScratchFolder, "read" | "pieces">;
  readonly sha256: Sha256 & Sha256OfBytes;
}

/** What a check has found. */
export interface CheckedBlock extends SoundLines {
  readonly problems: readonly LedgerProblem[];
  /** The lines with what is known of them, as `renderSqlLine` writes them; `undefined` when all are sound. */
  readonly content?: string;
}

/**
 * The fast check; a block that does not stand it is looked at line by line.
 *
 * @throws PawlError `git.failed` when the file is not what git has.
 */
export async function checkBlock(block: SavedBlock, ports: CheckPorts): Promise<CheckedBlock> {
  const sound = await followPieces(block, ports);
  if (sound !== undefined) return { ...sound, problems: [] };
  const { name, segments, from } = block;
  const bytes = cutSegments(await ports.folder.read(name), segments);
  const decoder = new TextDecoder();
  const texts = segments.map(({ path }, index) => ({ path, text: decoder.decode(bytes[index]) }));
  const { lines, problems, last } = followChain(texts, ports.sha256, from);
  return { content: lines.map(renderSqlLine).join(""), lines: lines.length, last, problems };
}

/** A few segments at a time, so that the engines do not wait long for their next work. */
async function followPieces(
  { name, segments, from }: SavedBlock,
  { folder, sha256 }: CheckPorts,
): Promise<SoundLines | undefined> {
  const pieces = cutPieces(segments);
  const lengths = pieces.map(({ length }) => length);
  let found: SoundLines = { last: from, lines: 0 };
  let count = 0;
  for await (const bytes of folder.pieces(name, lengths)) {
    const next = followSoundSegments(cutSegments(bytes, pieces[count]?.segments ?? []), found.last, sha256);
    if (next === undefined) return undefined;
    found = { last: next.last, lines: found.lines + next.lines };
    count += 1;
  }
  return found;
}
