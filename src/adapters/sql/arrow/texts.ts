import type { ColumnData } from "./batch.ts";
import type { TextLayout } from "./schema.ts";
import { unreadable } from "./source-file.ts";

/** Bytes of a view, and of a text that fits into it. */
const viewBytes = 16;
const mostInline = 12;

/**
 * Reads texts or bytes of any length.
 *
 * @throws PawlError `file.unreadable` for offsets that fall or lead out of the buffer; for a view the reader throws it.
 */
export function textReader<Value>(
  layout: TextLayout,
  data: ColumnData,
  decode: (bytes: Uint8Array) => Value,
): (row: number) => Value {
  if (layout === "views") return viewReader(data, decode);
  const { buffers, rows } = data;
  const [places, bytes = new Uint8Array(0)] = buffers;
  const offsets = readOffsets(layout, places ?? new Uint8Array(0), rows);
  for (let row = 0; row < rows; row += 1) {
    if ((offsets[row] ?? 0) > (offsets[row + 1] ?? 0)) throw unreadable(`its offsets fall at row ${row}`);
  }
  const [first, last] = [offsets[0] ?? 0, offsets[rows] ?? 0];
  if (first < 0 || last > bytes.byteLength) {
    throw unreadable(`its offsets lead from ${first} to ${last}, in ${bytes.byteLength} bytes`);
  }
  return (row) => decode(bytes.subarray(Number(offsets[row]), Number(offsets[row + 1])));
}

/** One offset more than rows; none is needed without rows. */
function readOffsets(
  layout: TextLayout,
  places: Uint8Array<ArrayBuffer>,
  rows: number,
): Int32Array | BigInt64Array {
  const Offsets = layout === "32-bit offsets" ? Int32Array : BigInt64Array;
  if (rows === 0) return new Offsets(1);
  if (places.byteLength < (rows + 1) * Offsets.BYTES_PER_ELEMENT) {
    throw unreadable(`${places.byteLength} bytes hold the offsets of ${rows} values`);
  }
  return new Offsets(places.buffer, places.byteOffset, rows + 1);
}

function viewReader<Value>(
  { buffers, rows }: ColumnData,
  decode: (bytes: Uint8Array) => Value,
): (row: number) => Value {
  const [views = new Uint8Array(0), ...others] = buffers;
  if (views.byteLength < rows * viewBytes) {
    throw unreadable(`${views.byteLength} bytes hold ${rows} views of ${viewBytes} bytes`);
  }
  const at = new DataView(views.buffer, views.byteOffset, views.byteLength);
  return (row) => {
    const start = row * viewBytes;
    const length = at.getInt32(start, true);
    if (length >= 0 && length <= mostInline) return decode(views.subarray(start + 4, start + 4 + length));
    const [place, offset] = [at.getInt32(start + 8, true), at.getInt32(start + 12, true)];
    const bytes = others[place];
    if (bytes === undefined || length < 0 || offset < 0 || offset + length > bytes.byteLength) {
      throw unreadable(`row ${row} is ${length} bytes at ${offset} of buffer ${place}, which are not there`);
    }
    return decode(bytes.subarray(offset, offset + length));
  };
}
