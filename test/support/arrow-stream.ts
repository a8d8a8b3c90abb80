import {
  Message,
  BodyCompression,
  BufferRegion,
  FieldNode,
  RecordBatch,
} from "apache-arrow/ipc/metadata/message";
import { DictionaryBatch } from "apache-arrow/ipc/metadata/message";
import { type DataType, Field, Schema } from "apache-arrow";

/** One record batch as its metadata shall say it is, true or not. */
export interface BatchOptions {
  readonly rows: number;
  /** Values and nulls of each column. Default: one column of `rows` without nulls. */
  readonly nodes?: readonly (readonly [values: number, nulls: number])[];
  /** Contents of the buffers; they lie one behind the other, each from a multiple of 8 bytes. */
  readonly buffers: readonly Uint8Array[];
  /** Other places than the true ones. */
  readonly regions?: readonly (readonly [offset: number, length: number])[];
  readonly codec?: 0 | 1;
  readonly views?: readonly number[];
  /** Another length of the body than the true one. */
  readonly bodyLength?: number;
  /** The batch is a dictionary of this number. */
  readonly dictionary?: number;
}

/** An Arrow stream with one message for each batch, written by apache-arrow's own encoder. Nothing is checked. */
export function arrowStream(
  fields: Readonly<Record<string, DataType>>,
  batches: readonly BatchOptions[],
): Buffer {
  const schema = new Schema(Object.entries(fields).map(([name, type]) => new Field(name, type, true)));
  const end = Buffer.from("ffffffff00000000", "hex");
  return Buffer.concat([frame(Message.from(schema)), ...batches.map(messageOf), end]);
}

function messageOf(options: BatchOptions): Buffer {
  const { rows, nodes = [[rows, 0]], codec, views = [] } = options;
  const body = Buffer.concat(options.buffers.map(padded));
  let offset = 0;
  const trueRegions = options.buffers.map((buffer) => {
    const region = [offset, buffer.byteLength] as const;
    offset += padded(buffer).byteLength;
    return region;
  });
  const batch = new RecordBatch(
    rows,
    nodes.map(([values, nulls]) => new FieldNode(values, nulls)),
    (options.regions ?? trueRegions).map(([from, length]) => new BufferRegion(from, length)),
    codec === undefined ? null : new BodyCompression(codec),
    [...views],
  );
  const header = options.dictionary === undefined ? batch : new DictionaryBatch(batch, options.dictionary);
  return Buffer.concat([frame(Message.from(header, options.bodyLength ?? body.byteLength)), body]);
}

function frame(message: Message): Buffer {
  const metadata = padded(Message.encode(message));
  const prefix = Buffer.from("ffffffff00000000", "hex");
  prefix.writeInt32LE(metadata.byteLength, 4);
  return Buffer.concat([prefix, metadata]);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.byteLength % 8)) % 8)]);
}
