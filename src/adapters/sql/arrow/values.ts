import type * as duckdbModule from "@duckdb/node-api";
import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { uint16ToFloat64 } from "apache-arrow/util/math";
import type { ColumnData } from "./batch.ts";
import type { ArrowType, IntegerType } from "./schema.ts";
import { unreadable } from "./source-file.ts";
import { textReader } from "./texts.ts";

/** DuckDB's module. */
export type DuckDb = typeof duckdbModule;

/** The value of a row that is not null. */
export type ValueReader = (row: number) => DuckDBValue;

/** The type that a column has in DuckDB: the one that it has for the same table written as Parquet by pyarrow. */
export function duckDbType(type: ArrowType, duckdb: DuckDb): DuckDBType {
  switch (type.kind) {
    case "null":
      return duckdb.INTEGER;
    case "boolean":
      return duckdb.BOOLEAN;
    case "integer":
      return integerType(type, duckdb);
    case "float":
      return type.bits === 64 ? duckdb.DOUBLE : duckdb.FLOAT;
    case "decimal":
      return duckdb.DECIMAL(type.precision, type.scale);
    case "date":
      return duckdb.DATE;
    case "time":
      return duckdb.TIME;
    case "timestamp":
      if (type.hasZone) return duckdb.TIMESTAMPTZ;
      return type.perSecond > 1_000_000n ? duckdb.TIMESTAMP_NS : duckdb.TIMESTAMP;
    case "text":
      return duckdb.VARCHAR;
    case "bytes":
    case "fixed bytes":
      return duckdb.BLOB;
    default:
      return type satisfies never;
  }
}

function integerType({ bits, isSigned }: IntegerType, duckdb: DuckDb): DuckDBType {
  const signed = { 8: duckdb.TINYINT, 16: duckdb.SMALLINT, 32: duckdb.INTEGER, 64: duckdb.BIGINT };
  const unsigned = { 8: duckdb.UTINYINT, 16: duckdb.USMALLINT, 32: duckdb.UINTEGER, 64: duckdb.UBIGINT };
  return (isSigned ? signed : unsigned)[bits];
}

/**
 * Reads the values of a column.
 *
 * @throws PawlError `file.unreadable` when its buffers are too short; the reader throws it for a value that its type has not.
 */
export function valueReader(type: ArrowType, data: ColumnData, duckdb: DuckDb): ValueReader {
  switch (type.kind) {
    case "null":
      return () => null;
    case "boolean": {
      const bits = bytesOf(data, Math.ceil(data.rows / 8));
      return (row) => (((bits[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
    }
    case "integer":
      return integerReader(type, data);
    case "float":
      return floatReader(type.bits, data);
    case "decimal":
      return decimalReader(type, data, duckdb);
    case "date":
      return dateReader(type.unit, data, duckdb);
    case "time": {
      const read = integerReader({ kind: "integer", bits: type.bits, isSigned: true }, data);
      return (row) => new duckdb.DuckDBTimeValue(microsOfDay(BigInt(read(row)), type.perSecond));
    }
    case "timestamp":
      return timestampReader(type, data, duckdb);
    case "text":
      return textReader(type.layout, data, decodeText);
    case "bytes":
      return textReader(type.layout, data, (bytes) => new duckdb.DuckDBBlobValue(bytes));
    case "fixed bytes": {
      const { width } = type;
      const bytes = bytesOf(data, data.rows * width);
      return (row) => new duckdb.DuckDBBlobValue(bytes.subarray(row * width, (row + 1) * width));
    }
    default:
      return type satisfies never;
  }
}

/** Reads integers: of 64 bits as `bigint`, else as numbers. */
export function integerReader(
  { bits, isSigned }: IntegerType,
  data: ColumnData,
): (row: number) => number | bigint {
  const bytes = bytesOf(data, (data.rows * bits) / 8);
  const arrays = {
    8: isSigned ? Int8Array : Uint8Array,
    16: isSigned ? Int16Array : Uint16Array,
    32: isSigned ? Int32Array : Uint32Array,
    64: isSigned ? BigInt64Array : BigUint64Array,
  };
  const values = new arrays[bits](bytes.buffer, bytes.byteOffset, data.rows);
  return (row) => values[row] ?? 0;
}

function floatReader(bits: 16 | 32 | 64, data: ColumnData): (row: number) => number {
  const { buffer, byteOffset } = bytesOf(data, (data.rows * bits) / 8);
  if (bits === 16) {
    const halves = new Uint16Array(buffer, byteOffset, data.rows);
    return (row) => uint16ToFloat64(halves[row] ?? 0);
  }
  const values = new (bits === 32 ? Float32Array : Float64Array)(buffer, byteOffset, data.rows);
  return (row) => values[row] ?? 0;
}

function decimalReader(
  { bits, precision, scale }: Extract<ArrowType, { kind: "decimal" }>,
  data: ColumnData,
  duckdb: DuckDb,
): ValueReader {
  const width = bits / 8;
  const bytes = bytesOf(data, data.rows * width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const limit = 10n ** BigInt(precision);
  return (row) => {
    const value = signedAt(view, row * width, width);
    if (value >= limit || value <= -limit)
      throw unreadable(`a decimal has more than its ${precision} digits`);
    return new duckdb.DuckDBDecimalValue(value, precision, scale);
  };
}

/** A little-endian two's complement integer of 4, 8, 16 or 32 bytes. */
function signedAt(view: DataView, at: number, width: number): bigint {
  if (width === 4) return BigInt(view.getInt32(at, true));
  let value = view.getBigInt64(at + width - 8, true);
  for (let part = width - 16; part >= 0; part -= 8)
    value = (value << 64n) | view.getBigUint64(at + part, true);
  return value;
}

function dateReader(unit: "day" | "millisecond", data: ColumnData, duckdb: DuckDb): ValueReader {
  const bits = unit === "day" ? 32 : 64;
  const read = integerReader({ kind: "integer", bits, isSigned: true }, data);
  if (unit === "day") return (row) => new duckdb.DuckDBDateValue(Number(read(row)));
  return (row) => {
    const value = BigInt(read(row));
    const days = value / 86_400_000n;
    if (days * 86_400_000n !== value || BigInt.asIntN(32, days) !== days) {
      throw unreadable(`a date is ${value} milliseconds, no whole days`);
    }
    return new duckdb.DuckDBDateValue(Number(days));
  };
}

function microsOfDay(value: bigint, perSecond: bigint): bigint {
  if (value < 0n || value >= 86_400n * perSecond) throw unreadable("a time of day is not within a day");
  return (value * 1_000_000n) / perSecond;
}

/** Nanoseconds stay without a zone; with one DuckDB has microseconds, rounded towards 1970 as it does with Parquet. */
function timestampReader(
  { perSecond, hasZone }: Extract<ArrowType, { kind: "timestamp" }>,
  data: ColumnData,
  duckdb: DuckDb,
): ValueReader {
  const read = integerReader({ kind: "integer", bits: 64, isSigned: true }, data);
  if (perSecond > 1_000_000n && !hasZone) {
    return (row) => new duckdb.DuckDBTimestampNanosecondsValue(BigInt(read(row)));
  }
  return (row) => {
    const micros = (BigInt(read(row)) * 1_000_000n) / perSecond;
    if (BigInt.asIntN(64, micros) !== micros) throw unreadable("a timestamp is beyond what DuckDB holds");
    return hasZone ? new duckdb.DuckDBTimestampTZValue(micros) : new duckdb.DuckDBTimestampValue(micros);
  };
}

function bytesOf({ buffers, rows }: ColumnData, length: number): Uint8Array<ArrayBuffer> {
  const [bytes = new Uint8Array(0)] = buffers;
  if (bytes.byteLength >= length) return bytes;
  throw unreadable(`${bytes.byteLength} bytes hold ${rows} values, which take ${length}`);
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable("a text is not UTF-8");
  }
}
