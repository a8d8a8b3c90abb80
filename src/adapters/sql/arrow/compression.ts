import { zstdDecompressSync } from "node:zlib";
import { CompressionType } from "apache-arrow/fb/compression-type";
import { decompressLz4 } from "./lz4-frame.ts";
import { unreadable } from "./source-file.ts";

/** Bytes of the length in front of a compressed buffer. */
const prefixBytes = 8;

/** The length that a compressed buffer says it has: in front of it, as 8 bytes. `-1`: it is not compressed after all. */
export function declaredLength(buffer: Uint8Array): number {
  if (buffer.byteLength === 0) return 0;
  if (buffer.byteLength < prefixBytes) throw unreadable("a compressed buffer has no length in front of it");
  const length = Number(new DataView(buffer.buffer, buffer.byteOffset, prefixBytes).getBigInt64(0, true));
  if (length < -1) throw unreadable(`a compressed buffer says that it has ${length} bytes`);
  return length === -1 ? buffer.byteLength - prefixBytes : length;
}

/**
 * Decompresses a buffer of a record batch, which has its length in front. `codec`: one of Arrow's.
 *
 * @throws PawlError `file.unreadable` when it does not decompress to just that length.
 */
export function decompress(buffer: Uint8Array, codec: CompressionType): Uint8Array<ArrayBuffer> {
  const length = declaredLength(buffer);
  if (length === 0) return new Uint8Array(0);
  const content = buffer.subarray(prefixBytes);
  const prefix = new DataView(buffer.buffer, buffer.byteOffset, prefixBytes);
  if (prefix.getBigInt64(0, true) === -1n) return new Uint8Array(content);
  if (codec === CompressionType.LZ4_FRAME) return decompressLz4(content, length);
  if (codec === CompressionType.ZSTD) return decompressZstd(content, length);
  throw unreadable(`the compression ${String(codec)} is not known`);
}

function decompressZstd(content: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  // Node has it since 22.15.
  if (typeof zstdDecompressSync !== "function") {
    throw unreadable(`Node.js ${process.versions.node} has no ZSTD: use 22.15 or later, or write with LZ4`);
  }
  const bytes = decodeZstd(content, length);
  if (bytes.byteLength === length) return new Uint8Array(bytes);
  throw unreadable(`a ZSTD frame holds ${bytes.byteLength} bytes, not ${length}`);
}

function decodeZstd(content: Uint8Array, length: number): Uint8Array {
  try {
    return zstdDecompressSync(content, { maxOutputLength: length });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(`a ZSTD frame of ${length} bytes does not decompress: ${reason}`);
  }
}
