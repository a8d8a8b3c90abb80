import { isDeepStrictEqual } from "node:util";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";
import { DictionaryBatch } from "apache-arrow/fb/dictionary-batch";
import type { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { RecordBatch } from "apache-arrow/fb/record-batch";
import { PawlError } from "../../../errors.ts";
import { type ColumnData, readBatch } from "./batch.ts";
import { type ArrowLayout, type MessagePlace, readLayout, readMessage } from "./layout.ts";
import { type ArrowColumn, show } from "./schema.ts";
import {
  findSource,
  pathOf,
  type SourceBytes,
  type SourceFile,
  unreadable,
  withSource,
} from "./source-file.ts";
import { type DuckDb, duckDbType, integerReader, type ValueReader, valueReader } from "./values.ts";

/** Rows of one chunk of DuckDB. */
const chunkRows = 2048;

/** What a scan reads. */
interface Scanned extends ArrowLayout {
  readonly source: SourceFile;
}

/** Where a scan is: callbacks of one scan come one after the other. */
interface Scan {
  /** Of the columns that are asked for. */
  readonly wanted: readonly number[];
  nextPlace: number;
  /** Values by the dictionary's id; `null` among them. */
  readonly dictionaries: Map<bigint, DuckDBValue[]>;
  rows: number;
  nextRow: number;
  /** In the order of `wanted`; `null` for a null. */
  readers: readonly ValueReader[];
}

/**
 * Gives a connection the table function `read_arrow(path)`: Arrow's file and stream format, uncompressed or with LZ4 or ZSTD.
 * One record batch is in memory at a time, of it the columns that the statement needs. Types are those that the same table has
 * as Parquet; DuckDB's own error carries the reason why a file cannot be read.
 */
export function registerReadArrow(connection: DuckDBConnection, duckdb: DuckDb): void {
  connection.registerTableFunction(
    duckdb.DuckDBTableFunction.create({
      name: "read_arrow",
      parameterTypes: [duckdb.VARCHAR],
      supportsProjectionPushdown: true,
      bindFunction: (info) => {
        const path = pathOf(String(info.getParameter(0)));
        reporting(info, path, () => {
          const source = findSource(path);
          const bound: Scanned = { source, ...withSource(source, readLayout) };
          for (const { name, type } of bound.columns) info.addResultColumn(name, duckDbType(type, duckdb));
          info.setBindData(bound);
        });
      },
      initFunction: (info) => {
        const wanted = info.getColumnIndexes();
        info.setInitData({ wanted, nextPlace: 0, dictionaries: new Map(), rows: 0, nextRow: 0, readers: [] });
      },
      mainFunction: (info, output) => {
        // What the two functions above have set.
        const [bound, scan] = [info.bindData as Scanned, info.initData as Scan];
        reporting(info, bound.source.path, () => {
          if (scan.nextRow === scan.rows) advance(bound, scan, duckdb);
          writeChunk(scan, output);
        });
      },
    }),
  );
}

/** Runs a callback; what it throws becomes DuckDB's error. */
function reporting(info: { setError(error: string): void }, path: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    info.setError(error instanceof PawlError ? `${path}: ${reason}` : `${path} is damaged: ${reason}`);
  }
}

function writeChunk(scan: Scan, output: DuckDBDataChunk): void {
  const count = Math.min(chunkRows, scan.rows - scan.nextRow);
  output.rowCount = count;
  if (count === 0) return;
  scan.readers.forEach((read, index) => {
    const vector = output.getColumnVector(index);
    for (let row = 0; row < count; row += 1) vector.setItem(row, read(scan.nextRow + row));
    vector.flush();
  });
  scan.nextRow += count;
}

/** Goes on to the next record batch that has rows; leaves no rows at the end of the file. */
function advance(bound: Scanned, scan: Scan, duckdb: DuckDb): void {
  scan.rows = 0;
  scan.nextRow = 0;
  scan.readers = [];
  if (scan.nextPlace === bound.places.length) return;
  withSource(bound.source, (bytes) => {
    while (scan.rows === 0 && scan.nextPlace < bound.places.length) {
      const place = bound.places[scan.nextPlace];
      scan.nextPlace += 1;
      if (place !== undefined) readPlace({ bound, scan, bytes, place, duckdb });
    }
  });
}

interface PlaceRequest {
  readonly bound: Scanned;
  readonly scan: Scan;
  readonly bytes: SourceBytes;
  readonly place: MessagePlace;
  readonly duckdb: DuckDb;
}

function readPlace(request: PlaceRequest): void {
  const { bound, scan, bytes, place } = request;
  const message = readMessage(bytes, place);
  if (message.headerType() === MessageHeader.DictionaryBatch) return readDictionary(message, request);
  if (message.headerType() !== MessageHeader.RecordBatch) {
    throw unreadable(`the message at ${place.position} holds no rows`);
  }
  // The generated code fills and returns what it is given.
  const batch = message.header(new RecordBatch()) as RecordBatch | null;
  if (batch === null) throw unreadable(`the message at ${place.position} is empty`);
  const data = readBatch({ batch, place, bytes }, bound.columns, scan.wanted);
  scan.rows = data.rows;
  scan.readers = scan.wanted.map((index, at) => readerOf(bound.columns[index], data.columns[at], request));
}

/** Reads a dictionary when a column that is asked for has its values there. */
function readDictionary(message: Message, request: PlaceRequest): void {
  const { bound, scan, bytes, place } = request;
  // The generated code fills and returns what it is given.
  const dictionary = message.header(new DictionaryBatch()) as DictionaryBatch | null;
  const batch = dictionary?.data() ?? null;
  if (dictionary === null || batch === null) throw unreadable(`the dictionary at ${place.position} is empty`);
  const id = dictionary.id();
  const users = scan.wanted
    .flatMap((index) => bound.columns[index] ?? [])
    .filter((column) => column.dictionary?.id === id);
  const [user] = users;
  if (user === undefined) return;
  if (users.some((other) => !isDeepStrictEqual(other.type, user.type))) {
    throw unreadable(`columns of different types share the dictionary ${id}`);
  }
  const column = { name: user.name, type: user.type };
  const { rows, columns } = readBatch({ batch, place, bytes }, [column], [0]);
  const read = readerOf(column, columns[0], request);
  const values = startDictionary(id, dictionary.isDelta(), request);
  for (let row = 0; row < rows; row += 1) values.push(read(row));
}

/** The values before those that come: a dictionary continues one with the same id, or, in a stream, replaces it. */
function startDictionary(id: bigint, isDelta: boolean, { bound, scan }: PlaceRequest): DuckDBValue[] {
  const before = scan.dictionaries.get(id);
  if (before !== undefined && isDelta) return before;
  if (before !== undefined && !bound.mayReplace) {
    throw unreadable(`the dictionary ${id} is there twice. Write the stream format, or one dictionary.`);
  }
  const values: DuckDBValue[] = [];
  scan.dictionaries.set(id, values);
  return values;
}

function readerOf(
  column: ArrowColumn | undefined,
  data: ColumnData | undefined,
  { duckdb, scan }: Pick<PlaceRequest, "duckdb" | "scan">,
): ValueReader {
  if (column === undefined || data === undefined) throw unreadable("a column is asked for that is not there");
  return naming(column, () => {
    const read =
      column.dictionary === undefined
        ? valueReader(column.type, data, duckdb)
        : placeReader(column.dictionary, data, scan);
    const { isValid } = data;
    return (row) => (isValid(row) ? naming(column, () => read(row)) : null);
  });
}

/** Reads places in a dictionary as the values there. */
function placeReader(
  { id, index }: NonNullable<ArrowColumn["dictionary"]>,
  data: ColumnData,
  { dictionaries }: Scan,
): ValueReader {
  const values = dictionaries.get(id) ?? [];
  const read = integerReader(index, data);
  return (row) => {
    const value = values[Number(read(row))];
    if (value !== undefined) return value;
    throw unreadable(`row ${row} of a batch is place ${read(row)} of a dictionary of ${values.length}`);
  };
}

/** Puts the name of the column in front of what is wrong with it. */
function naming<Result>({ name }: ArrowColumn, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof PawlError ? unreadable(`column ${show(name)}: ${error.message}`) : error;
  }
}
