import { decompressBlock } from "lz4js";
import { unreadable } from "./source-file.ts";

const magic = 0x184d2204;
/** Flags of a frame's descriptor. */
const hasDictionary = 0x01;
const hasContentSum = 0x04;
const hasContentSize = 0x08;
const hasBlockSums = 0x10;
const blockBytes: Readonly<Record<number, number>> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };

/**
 * Decompresses one LZ4 frame that holds `size` bytes. What lz4js takes on trust is checked first: lengths, and that each copy
 * begins inside what was written. Sums are not checked, as writers of Arrow files leave them out. Source: LZ4 frame format
 * 1.6.4 and block format of lz4 1.10.
 *
 * @throws PawlError `file.unreadable`
 */
export function decompressLz4(frame: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  // A byte of a block stands for at most 255.
  if (size > frame.byteLength * 255) throw unreadable(`${frame.byteLength} bytes of LZ4 cannot hold ${size}`);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const bytes = new Uint8Array(size);
  const { flags, start } = readDescriptor(view);
  let from = start;
  let written = 0;
  for (;;) {
    need(view, from, 4);
    const word = view.getUint32(from, true);
    from += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    need(view, from, length);
    written += writeBlock({ frame, from, length, isRaw: word >>> 31 === 1 }, bytes, written);
    from += length + ((flags & hasBlockSums) === 0 ? 0 : 4);
  }
  need(view, from, (flags & hasContentSum) === 0 ? 0 : 4);
  if (written !== size) throw unreadable(`an LZ4 frame holds ${written} bytes, not ${size}`);
  return bytes;
}

function readDescriptor(view: DataView): { readonly flags: number; readonly start: number } {
  need(view, 0, 7);
  const flags = view.getUint8(4);
  const block = blockBytes[(view.getUint8(5) >> 4) & 7];
  const isKnown = view.getUint32(0, true) === magic && flags >> 6 === 1 && block !== undefined;
  if (!isKnown || (flags & hasDictionary) !== 0) throw unreadable("a buffer is no LZ4 frame");
  return { flags, start: 7 + ((flags & hasContentSize) === 0 ? 0 : 8) };
}

interface Block {
  readonly frame: Uint8Array;
  readonly from: number;
  readonly length: number;
  readonly isRaw: boolean;
}

/** Writes a block behind the first `written` bytes; how many it added. */
function writeBlock({ frame, from, length, isRaw }: Block, bytes: Uint8Array, written: number): number {
  if (isRaw) {
    if (written + length > bytes.byteLength) throw unreadable("an LZ4 frame holds more than it says");
    bytes.set(frame.subarray(from, from + length), written);
    return length;
  }
  const end = checkBlock(frame.subarray(from, from + length), written);
  if (end > bytes.byteLength) throw unreadable("an LZ4 frame holds more than it says");
  decompressBlock(frame, bytes, from, length, written);
  return end - written;
}

/** Walks the sequences of a block that follows `written` bytes, without writing; the number of bytes after it. */
function checkBlock(block: Uint8Array, written: number): number {
  let at = 0;
  let end = written;
  const next = (): number => {
    const byte = block[at];
    at += 1;
    if (byte === undefined) throw unreadable("an LZ4 block ends inside a sequence");
    return byte;
  };
  const lengthOf = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255;) {
      byte = next();
      length += byte;
    }
    return length;
  };
  while (at < block.byteLength) {
    const token = next();
    const literals = lengthOf(token >> 4);
    at += literals;
    end += literals;
    if (at > block.byteLength) throw unreadable("an LZ4 block ends inside its literals");
    if (at === block.byteLength) break;
    const offset = next() | (next() << 8);
    if (offset === 0 || offset > end) throw unreadable("an LZ4 block copies from before its beginning");
    end += lengthOf(token & 15) + 4;
  }
  return end;
}

function need(view: DataView, from: number, length: number): void {
  if (from + length > view.byteLength) throw unreadable("an LZ4 frame is cut off");
}
