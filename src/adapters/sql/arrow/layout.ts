import { Footer } from "apache-arrow/fb/footer";
import { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { MetadataVersion } from "apache-arrow/fb/metadata-version";
import { Schema } from "apache-arrow/fb/schema";
import { ByteBuffer } from "flatbuffers";
import { type ArrowColumn, checkCount, readColumns } from "./schema.ts";
import { type SourceBytes, unreadable } from "./source-file.ts";

/** Where a message is in a file. */
export interface MessagePlace {
  /** Of the metadata itself. */
  readonly position: number;
  readonly length: number;
  readonly bodyPosition: number;
  readonly bodyLength: number;
}

/** What a file holds, in the order in which it is read: a dictionary before the rows that use it. */
export interface ArrowLayout {
  readonly columns: readonly ArrowColumn[];
  readonly places: readonly MessagePlace[];
  /** Whether a dictionary may replace an earlier one: in a stream, which has one order. */
  readonly mayReplace: boolean;
}

const fileMagic = "ARROW1";
const continuation = 0xffffffff;
/** Of one message; a schema of 100,000 columns takes a tenth of it. */
const mostMetadataBytes = 2 ** 28;
const remedy = "Write it again; the writer has to be closed.";

/**
 * Finds the schema and the messages of an Arrow file: the file format by its footer, the stream format from its start to its
 * end marker. Source: Arrow columnar format 1.5, "Serialization and Interprocess Communication".
 *
 * @throws PawlError `file.unreadable` for Feather version 1, another format, a file that is cut off, and lengths that lie. A
 *   stream without its end marker counts as cut off: where it ends is not known otherwise.
 */
export function readLayout(bytes: SourceBytes): ArrowLayout {
  if (bytes.size < 8) throw unreadable(`${bytes.size} bytes are no Arrow file`);
  const start = bytes.read(0, 8);
  const text = Buffer.from(start).toString("latin1");
  if (text.startsWith(fileMagic)) return readFileFormat(bytes);
  if (text.startsWith("FEA1")) {
    throw unreadable(
      "this is Feather version 1. Write version 2: pyarrow.feather.write_feather(table, path).",
    );
  }
  const word = new DataView(start.buffer).getUint32(0, true);
  // Before 2019 streams began with the length itself.
  if (word === continuation || (word > 0 && word < Math.min(bytes.size, 2 ** 24))) return readStream(bytes);
  throw unreadable("it begins with neither ARROW1 nor a stream's first message, so this is no Arrow file");
}

/** The message at a place. */
export function readMessage(bytes: SourceBytes, place: MessagePlace): Message {
  return parseMessage(bytes.read(place.position, place.length));
}

function parseMessage(metadata: Uint8Array): Message {
  const message = Message.getRootAsMessage(new ByteBuffer(metadata));
  checkVersion(message.version());
  return message;
}

function checkVersion(version: MetadataVersion): void {
  if (version === MetadataVersion.V4 || version === MetadataVersion.V5) return;
  throw unreadable(`its metadata is of version ${version + 1}; 4 and 5 are read`);
}

function readFileFormat(bytes: SourceBytes): ArrowLayout {
  const tailBytes = 4 + fileMagic.length;
  const tail = bytes.size < 8 + tailBytes ? undefined : bytes.read(bytes.size - tailBytes, tailBytes);
  if (tail === undefined || Buffer.from(tail.subarray(4)).toString("latin1") !== fileMagic) {
    throw unreadable(`it does not end with ${fileMagic}, so it is cut off. ${remedy}`);
  }
  const length = new DataView(tail.buffer).getInt32(0, true);
  const end = bytes.size - tailBytes - length;
  if (length <= 0 || length > mostMetadataBytes || end < 8) {
    throw unreadable(`its footer says that it has ${length} bytes, in a file of ${bytes.size}`);
  }
  const footer = Footer.getRootAsFooter(new ByteBuffer(bytes.read(end, length)));
  checkVersion(footer.version());
  const schema = footer.schema() ?? noSchema();
  const blocks = [
    ...list(checkCount(footer.dictionariesLength(), length), (index) => footer.dictionaries(index)),
    ...list(checkCount(footer.recordBatchesLength(), length), (index) => footer.recordBatches(index)),
  ].map((block) => ({
    offset: Number(block.offset()),
    metadata: block.metaDataLength(),
    body: Number(block.bodyLength()),
  }));
  checkBlocks(blocks, end);
  return {
    columns: readColumns(schema, length),
    places: blocks.map((block) => placeOf(bytes, block)),
    mayReplace: false,
  };
}

interface Block {
  readonly offset: number;
  /** With the length in front of it. */
  readonly metadata: number;
  readonly body: number;
}

/** Blocks lie between the magic at the start and the footer, each on its own. */
function checkBlocks(blocks: readonly Block[], end: number): void {
  let free = 8;
  for (const { offset, metadata, body } of [...blocks].sort((one, other) => one.offset - other.offset)) {
    const isInside = offset >= free && metadata > 8 && body >= 0 && offset + metadata + body <= end;
    if (!isInside || metadata > mostMetadataBytes) {
      throw unreadable(
        `its footer names ${metadata} and ${body} bytes at ${offset}, which lie in another part`,
      );
    }
    free = offset + metadata + body;
  }
}

function placeOf(bytes: SourceBytes, { offset, metadata, body }: Block): MessagePlace {
  const frame = readFrame(bytes, offset);
  if (frame === undefined || frame.position + frame.length > offset + metadata) {
    throw unreadable(`there is no message at ${offset}, where its footer has one`);
  }
  return { ...frame, bodyPosition: offset + metadata, bodyLength: body };
}

function readStream(bytes: SourceBytes): ArrowLayout {
  const first = readFrame(bytes, 0) ?? noSchema();
  const message = parseMessage(bytes.read(first.position, first.length));
  if (message.headerType() !== MessageHeader.Schema) return noSchema();
  // The generated code fills and returns what it is given.
  const schema = (message.header(new Schema()) as Schema | null) ?? noSchema();
  const columns = readColumns(schema, first.length);
  const places: MessagePlace[] = [];
  let position = first.position + first.length;
  for (let frame = readFrame(bytes, position); frame !== undefined; frame = readFrame(bytes, position)) {
    const bodyLength = Number(parseMessage(bytes.read(frame.position, frame.length)).bodyLength());
    const bodyPosition = frame.position + frame.length;
    if (bodyLength < 0 || bodyPosition + bodyLength > bytes.size) {
      throw unreadable(
        `a message at ${position} says that ${bodyLength} bytes follow; the file ends before. ${remedy}`,
      );
    }
    places.push({ ...frame, bodyPosition, bodyLength });
    position = bodyPosition + bodyLength;
  }
  return { columns, places, mayReplace: true };
}

/** The metadata of the message that begins at a position; `undefined` for the end marker. */
function readFrame(
  bytes: SourceBytes,
  position: number,
): { readonly position: number; readonly length: number } | undefined {
  const wordAt = (at: number): number => {
    if (at + 4 > bytes.size)
      throw unreadable(`it ends at byte ${bytes.size} without an end marker. ${remedy}`);
    return new DataView(bytes.read(at, 4).buffer).getUint32(0, true);
  };
  const first = wordAt(position);
  const start = position + (first === continuation ? 8 : 4);
  const length = first === continuation ? wordAt(position + 4) : first;
  if (length === 0) return undefined;
  if (length > mostMetadataBytes || start + length > bytes.size) {
    throw unreadable(`a message at ${position} says that it has ${length} bytes of metadata`);
  }
  return { position: start, length };
}

function list<Item>(count: number, at: (index: number) => Item | null): readonly Item[] {
  return Array.from({ length: count }, (_, index) => at(index)).filter((item) => item !== null);
}

function noSchema(): never {
  throw unreadable("it has no schema");
}
