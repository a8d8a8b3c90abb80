import { BodyCompressionMethod } from "apache-arrow/fb/body-compression-method";
import type { CompressionType } from "apache-arrow/fb/compression-type";
import type { RecordBatch } from "apache-arrow/fb/record-batch";
import { decompress, declaredLength } from "./compression.ts";
import type { MessagePlace } from "./layout.ts";
import { type ArrowColumn, type ArrowType, checkCount, show } from "./schema.ts";
import { type SourceBytes, unreadable } from "./source-file.ts";

/** What of a record batch is in memory at most: its rows come in one piece. */
const mostBatchBytes = 2 ** 31;
const mostBatchRows = 2 ** 28;
const smaller = "Write smaller batches: write_feather(…, chunksize=65536), or max_chunksize of write_table.";

/** One column of one batch. */
export interface ColumnData {
  readonly rows: number;
  readonly isValid: (row: number) => boolean;
  /** Without the one that says which rows are null. Each begins at a multiple of 8 bytes in memory. */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

/** A record batch and where it is. */
export interface BatchSource {
  readonly batch: RecordBatch;
  readonly place: MessagePlace;
  readonly bytes: SourceBytes;
}

/** Rows of a batch, and of each column that was asked for its values. */
export interface BatchData {
  readonly rows: number;
  readonly columns: readonly ColumnData[];
}

/**
 * Reads some columns of a record batch, no other bytes than theirs.
 *
 * @throws PawlError `file.unreadable` when counts, lengths or places do not fit the columns, or for a batch of more than 2 GiB.
 */
export function readBatch(
  source: BatchSource,
  columns: readonly ArrowColumn[],
  wanted: readonly number[],
): BatchData {
  const { batch, place } = source;
  const rows = Number(batch.length());
  if (rows < 0 || rows > mostBatchRows) {
    throw unreadable(`a record batch says that it has ${rows} rows; ${mostBatchRows} is most. ${smaller}`);
  }
  if (checkCount(batch.nodesLength(), place.length) !== columns.length) {
    throw unreadable(`a record batch has ${batch.nodesLength()} columns, the table ${columns.length}`);
  }
  const starts = placeBuffers(source, columns);
  const room = { bytes: mostBatchBytes };
  return {
    rows,
    columns: wanted.map((index) => {
      try {
        const range = { from: starts[index] ?? 0, to: starts[index + 1] ?? 0 };
        return readColumn({ ...source, index, rows, range, room });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw unreadable(`column ${show(columns[index]?.name ?? "")}: ${error.message}`);
      }
    }),
  };
}

/** The first buffer of each column, and behind them the number of all. */
function placeBuffers({ batch, place }: BatchSource, columns: readonly ArrowColumn[]): readonly number[] {
  const starts = [0];
  let views = 0;
  for (const column of columns) {
    const type = column.dictionary?.index ?? column.type;
    const more = isView(type) ? Number(batch.variadicBufferCounts(views++) ?? -1) : 0;
    starts.push((starts.at(-1) ?? 0) + buffersOf(type) + checkCount(more, place.length));
  }
  const found = checkCount(batch.buffersLength(), place.length);
  if (found === starts.at(-1) && views === checkCount(batch.variadicBufferCountsLength(), place.length)) {
    return starts;
  }
  throw unreadable(`a record batch has ${found} buffers, its columns have ${String(starts.at(-1))}`);
}

function isView(type: ArrowType): boolean {
  return "layout" in type && type.layout === "views";
}

function buffersOf(type: ArrowType): number {
  if (type.kind === "null") return 0;
  return "layout" in type && type.layout !== "views" ? 3 : 2;
}

interface ColumnSource extends BatchSource {
  readonly index: number;
  readonly rows: number;
  readonly range: { readonly from: number; readonly to: number };
  /** Bytes that the batch may still take. */
  readonly room: { bytes: number };
}

function readColumn(source: ColumnSource): ColumnData {
  const { batch, index, rows, range } = source;
  const node = batch.nodes(index);
  const [length, nulls] = [Number(node?.length()), Number(node?.nullCount())];
  if (length !== rows) throw unreadable(`it has ${length} values in a batch of ${rows} rows`);
  if (nulls < 0 || nulls > rows) throw unreadable(`it has ${nulls} nulls in ${rows} rows`);
  if (range.from === range.to) return { rows, isValid: () => false, buffers: [] };
  const [validity = new Uint8Array(0), ...buffers] = Array.from(
    { length: range.to - range.from },
    (_, place) => readBuffer(source, range.from + place),
  );
  return { rows, isValid: validityOf(validity, rows, nulls), buffers };
}

/** Which rows have a value, by a bit for each. The count of nulls has to agree. */
function validityOf(bits: Uint8Array, rows: number, nulls: number): (row: number) => boolean {
  if (bits.byteLength === 0 && nulls === 0) return () => true;
  if (bits.byteLength < Math.ceil(rows / 8)) {
    throw unreadable(`${bits.byteLength} bytes say which of ${rows} rows are null`);
  }
  const isValid = (row: number): boolean => (((bits[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
  let found = 0;
  for (let row = 0; row < rows; row += 1) if (!isValid(row)) found += 1;
  if (found !== nulls) throw unreadable(`it says that ${nulls} values are null, and marks ${found}`);
  return nulls === 0 ? () => true : isValid;
}

function readBuffer({ batch, place, bytes, room }: ColumnSource, index: number): Uint8Array<ArrayBuffer> {
  const region = batch.buffers(index);
  const [offset, length] = [Number(region?.offset()), Number(region?.length())];
  if (!(offset >= 0 && length >= 0 && offset + length <= place.bodyLength)) {
    throw unreadable(`a buffer has ${length} bytes at ${offset}, of a body of ${place.bodyLength}`);
  }
  takeRoom(room, length);
  const raw = bytes.read(place.bodyPosition + offset, length);
  const codec = codecOf(batch);
  if (codec === undefined) return raw;
  takeRoom(room, declaredLength(raw));
  return decompress(raw, codec);
}

function codecOf(batch: RecordBatch): CompressionType | undefined {
  const compression = batch.compression();
  if (compression === null) return undefined;
  if (compression.method() === BodyCompressionMethod.BUFFER) return compression.codec();
  throw unreadable("its buffers are compressed in a way that is not known");
}

function takeRoom(room: { bytes: number }, length: number): void {
  room.bytes -= length;
  if (room.bytes < 0) throw unreadable(`its record batch takes more than 2 GiB. ${smaller}`);
}
