import { Date as ArrowDate } from "apache-arrow/fb/date";
import { DateUnit } from "apache-arrow/fb/date-unit";
import { Decimal } from "apache-arrow/fb/decimal";
import { Endianness } from "apache-arrow/fb/endianness";
import type { Field } from "apache-arrow/fb/field";
import { FixedSizeBinary } from "apache-arrow/fb/fixed-size-binary";
import { FloatingPoint } from "apache-arrow/fb/floating-point";
import { Int } from "apache-arrow/fb/int";
import { Precision } from "apache-arrow/fb/precision";
import type { Schema } from "apache-arrow/fb/schema";
import { Time } from "apache-arrow/fb/time";
import { TimeUnit } from "apache-arrow/fb/time-unit";
import { Timestamp } from "apache-arrow/fb/timestamp";
import { Type } from "apache-arrow/fb/type";
import { unreadable } from "./source-file.ts";

/** How texts and bytes of any length lie in buffers. */
export type TextLayout = "32-bit offsets" | "64-bit offsets" | "views";

/** An integer. */
export interface IntegerType {
  readonly kind: "integer";
  readonly bits: 8 | 16 | 32 | 64;
  readonly isSigned: boolean;
}

/** The type of a column's values, of those that are read. */
export type ArrowType =
  | { readonly kind: "null" | "boolean" }
  | IntegerType
  | { readonly kind: "float"; readonly bits: 16 | 32 | 64 }
  | {
      readonly kind: "decimal";
      readonly bits: 32 | 64 | 128 | 256;
      readonly precision: number;
      readonly scale: number;
    }
  | { readonly kind: "date"; readonly unit: "day" | "millisecond" }
  | { readonly kind: "time"; readonly bits: 32 | 64; readonly perSecond: bigint }
  | { readonly kind: "timestamp"; readonly perSecond: bigint; readonly hasZone: boolean }
  | { readonly kind: "text" | "bytes"; readonly layout: TextLayout }
  | { readonly kind: "fixed bytes"; readonly width: number };

/** A column of a table. */
export interface ArrowColumn {
  readonly name: string;
  /** Of the values; with a dictionary, of the values in it. */
  readonly type: ArrowType;
  /** Where values are places in a dictionary. */
  readonly dictionary?: { readonly id: bigint; readonly index: IntegerType };
}

const remedy = "Write Parquet instead, or leave the column out.";
const perSecond: Readonly<Record<TimeUnit, bigint>> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
};
/** Least bytes that an entry of a list takes in metadata. */
const entryBytes = 4;

/**
 * The columns that a schema describes. `metadataBytes`: how long the metadata is that it is in.
 *
 * @throws PawlError `file.unreadable` for what is not read: nested columns, unions, intervals, extension types, wide decimals,
 *   big-endian numbers; for a table without columns, and for names that are empty or not unique (DuckDB's names know no case).
 */
export function readColumns(schema: Schema, metadataBytes: number): readonly ArrowColumn[] {
  if (schema.endianness() !== Endianness.Little) {
    throw unreadable("its numbers are big-endian. Write it on a little-endian machine.");
  }
  const count = checkCount(schema.fieldsLength(), metadataBytes);
  if (count === 0) throw unreadable("the table has no columns");
  const columns = Array.from({ length: count }, (_, index) =>
    readColumn(schema.fields(index), index, metadataBytes),
  );
  const seen = new Map<string, string>();
  for (const { name } of columns) {
    const folded = name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    const other = seen.get(folded);
    if (other !== undefined) {
      throw unreadable(
        other === name
          ? `two columns have the name ${show(name)}. Rename one.`
          : `the columns ${show(other)} and ${show(name)} differ only in case. Rename one.`,
      );
    }
    seen.set(folded, name);
  }
  return columns;
}

/** The length of a list in metadata, which its bytes have to have room for. */
export function checkCount(count: number, metadataBytes: number): number {
  if (count >= 0 && count * entryBytes <= metadataBytes) return count;
  throw unreadable(`its metadata is damaged: a list of ${count} entries in ${metadataBytes} bytes`);
}

/** A column's name for a message. */
export function show(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}

function readColumn(field: Field | null, index: number, metadataBytes: number): ArrowColumn {
  const name = field?.name() ?? "";
  if (field === null || name === "" || name.includes("\0")) {
    throw unreadable(`column ${index + 1} has no usable name. Give it one.`);
  }
  const extension = extensionOf(field, metadataBytes);
  if (extension !== undefined) {
    throw unreadable(`column ${show(name)} is of the extension type ${show(extension)}. ${remedy}`);
  }
  const type = typeOf(field);
  if (typeof type === "string")
    throw unreadable(`column ${show(name)} is ${type}, which is not read. ${remedy}`);
  const encoding = field.dictionary();
  if (encoding === null) return { name, type };
  return { name, type, dictionary: { id: encoding.id(), index: integerOf(encoding.indexType()) } };
}

function extensionOf(field: Field, metadataBytes: number): string | undefined {
  const count = checkCount(field.customMetadataLength(), metadataBytes);
  for (let index = 0; index < count; index += 1) {
    const entry = field.customMetadata(index);
    if (entry?.key() === "ARROW:extension:name") return entry.value() ?? "";
  }
  return undefined;
}

/** Types without a parameter, or with none that counts; a string is the name of what is not read. */
const plainTypes: Readonly<Partial<Record<Type, ArrowType | string>>> = {
  [Type.Null]: { kind: "null" },
  [Type.Bool]: { kind: "boolean" },
  [Type.Utf8]: { kind: "text", layout: "32-bit offsets" },
  [Type.LargeUtf8]: { kind: "text", layout: "64-bit offsets" },
  [Type.Utf8View]: { kind: "text", layout: "views" },
  [Type.Binary]: { kind: "bytes", layout: "32-bit offsets" },
  [Type.LargeBinary]: { kind: "bytes", layout: "64-bit offsets" },
  [Type.BinaryView]: { kind: "bytes", layout: "views" },
  // As DuckDB reads it from Parquet: the count of its unit.
  [Type.Duration]: { kind: "integer", bits: 64, isSigned: true },
  [Type.Interval]: "an interval",
  [Type.List]: "a list",
  [Type.LargeList]: "a list",
  [Type.FixedSizeList]: "a list",
  [Type.ListView]: "a list",
  [Type.LargeListView]: "a list",
  [Type.Struct_]: "a structure",
  [Type.Map]: "a map",
  [Type.Union]: "a union",
  [Type.RunEndEncoded]: "run-end encoded",
};

/** Types whose field says more. */
const detailedTypes: Readonly<Partial<Record<Type, (field: Field) => ArrowType | string>>> = {
  [Type.Int]: (field) => integerOf(detail(field, new Int())),
  [Type.FloatingPoint]: (field) => floatOf(detail(field, new FloatingPoint())),
  [Type.Decimal]: (field) => decimalOf(detail(field, new Decimal())),
  [Type.Date]: (field) => {
    const isDay = detail(field, new ArrowDate()).unit() === DateUnit.DAY;
    return { kind: "date", unit: isDay ? "day" : "millisecond" };
  },
  [Type.Time]: (field) => timeOf(detail(field, new Time())),
  [Type.Timestamp]: (field) => {
    const type = detail(field, new Timestamp());
    const unit = perSecond[type.unit()] ?? damaged("a timestamp's unit");
    return { kind: "timestamp", perSecond: unit, hasZone: (type.timezone() ?? "") !== "" };
  },
  [Type.FixedSizeBinary]: (field) => {
    const width = detail(field, new FixedSizeBinary()).byteWidth();
    return width > 0 ? { kind: "fixed bytes", width } : damaged("a width");
  },
};

function typeOf(field: Field): ArrowType | string {
  const type = field.typeType();
  return plainTypes[type] ?? detailedTypes[type]?.(field) ?? `of the unknown type ${String(type)}`;
}

/** What a field says about its type. */
function detail<Detail>(field: Field, into: Detail): Detail {
  // The generated code fills and returns what it is given.
  return (field.type(into) as Detail | null) ?? damaged("a type");
}

function integerOf(type: Int | null): IntegerType {
  // A dictionary's places are of 32 bits where nothing is said.
  if (type === null) return { kind: "integer", bits: 32, isSigned: true };
  const bits = type.bitWidth();
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) return damaged("an integer's width");
  return { kind: "integer", bits, isSigned: type.isSigned() };
}

function floatOf(type: FloatingPoint): ArrowType {
  const bits = { [Precision.HALF]: 16, [Precision.SINGLE]: 32, [Precision.DOUBLE]: 64 } as const;
  return { kind: "float", bits: bits[type.precision()] ?? damaged("a float's precision") };
}

function decimalOf(type: Decimal): ArrowType | string {
  const [bits, precision, scale] = [type.bitWidth(), type.precision(), type.scale()];
  if (bits !== 32 && bits !== 64 && bits !== 128 && bits !== 256) return damaged("a decimal's width");
  if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
    return `a decimal of ${precision} digits with scale ${scale} (1 to 38 digits, scale 0 to the digits)`;
  }
  return { kind: "decimal", bits, precision, scale };
}

function timeOf(type: Time): ArrowType {
  const [bits, unit] = [type.bitWidth(), perSecond[type.unit()] ?? damaged("a time's unit")];
  if ((bits !== 32 && bits !== 64) || (bits === 32) !== unit <= 1_000n) return damaged("a time's width");
  return { kind: "time", bits, perSecond: unit };
}

function damaged(what: string): never {
  throw unreadable(`its metadata is damaged: ${what} is none that there is`);
}
