import { zstdCompressSync } from "node:zlib";
import {
  Binary,
  type DataType,
  Dictionary,
  Int32,
  Int8,
  LargeUtf8,
  Null,
  Utf8,
  Utf8View,
} from "apache-arrow";
import type { BatchOptions } from "./arrow-stream.ts";

/** A buffer without a byte. */
export const none = new Uint8Array(0);
/** Integers of 32 bits. */
export const numbers = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(new Int32Array(values).buffer);
const long = (...values: readonly bigint[]): Uint8Array => new Uint8Array(new BigInt64Array(values).buffer);
/** Bytes. */
export const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);
const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));

/** A compressed buffer with a length in front of it. */
export function compressed(length: bigint, content: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([long(length), content]));
}

/** An LZ4 frame of one block. */
export function lz4(block: Uint8Array, flags = 0x40): Uint8Array {
  const head = [0x04, 0x22, 0x4d, 0x18, flags, 0x40, 0x00, block.byteLength, 0, 0, 0];
  return new Uint8Array(Buffer.concat([bytes(...head), block, bytes(0, 0, 0, 0)]));
}

/** A view of 16 bytes. */
const view = (length: number, place: number, offset: number): Uint8Array => numbers(length, 0, place, offset);

/** Texts as places of 8 bits in dictionary 3. */
export const codes = new Dictionary(new Utf8(), new Int8(), 3);
/** That dictionary. */
export const words: BatchOptions = { rows: 2, buffers: [none, numbers(0, 1, 2), text("ab")], dictionary: 3 };

/** Streams of one column `x` that lie about themselves, and what is said of each. */
export const lies: readonly (readonly [
  what: string,
  type: DataType,
  batches: readonly BatchOptions[],
  reason: RegExp,
])[] = [
  [
    "more rows than bytes",
    new Int32(),
    [{ rows: 3, buffers: [none, numbers(1, 2)] }],
    /8 bytes hold 3 values/,
  ],
  ["2^40 rows", new Null(), [{ rows: 2 ** 40, buffers: [] }], /says that it has 1099511627776 rows/],
  ["rows below 0", new Int32(), [{ rows: -1, buffers: [none, none] }], /says that it has -1 rows/],
  [
    "a column of another length",
    new Int32(),
    [{ rows: 1, nodes: [[2, 0]], buffers: [none, numbers(1, 2)] }],
    /2 values in a batch of 1/,
  ],
  [
    "more columns than the table",
    new Int32(),
    [
      {
        rows: 1,
        nodes: [
          [1, 0],
          [1, 0],
        ],
        buffers: [none, numbers(1)],
      },
    ],
    /2 columns, the table 1/,
  ],
  ["too few buffers", new Int32(), [{ rows: 1, buffers: [numbers(1)] }], /1 buffers, its columns have 2/],
  [
    "too many buffers",
    new Int32(),
    [{ rows: 1, buffers: [none, numbers(1), none] }],
    /3 buffers, its columns have 2/,
  ],
  [
    "a buffer behind the body",
    new Int32(),
    [
      {
        rows: 1,
        buffers: [none, numbers(1)],
        regions: [
          [0, 0],
          [8, 4],
        ],
      },
    ],
    /4 bytes at 8, of a body of 8/,
  ],
  [
    "a buffer before the body",
    new Int32(),
    [
      {
        rows: 1,
        buffers: [none, numbers(1)],
        regions: [
          [0, 0],
          [-8, 4],
        ],
      },
    ],
    /4 bytes at -8/,
  ],
  [
    "a body behind the file",
    new Int32(),
    [{ rows: 1, buffers: [none, numbers(1)], bodyLength: 2 ** 40 }],
    /says that 1099511627776 bytes follow/,
  ],
  [
    "more nulls than rows",
    new Int32(),
    [{ rows: 1, nodes: [[1, 2]], buffers: [bytes(0), numbers(1)] }],
    /2 nulls in 1 rows/,
  ],
  [
    "nulls without marks",
    new Int32(),
    [{ rows: 1, nodes: [[1, 1]], buffers: [none, numbers(1)] }],
    /0 bytes say which of 1 rows/,
  ],
  [
    "another count of nulls than marked",
    new Int32(),
    [{ rows: 2, nodes: [[2, 0]], buffers: [bytes(1), numbers(1, 2)] }],
    /says that 0 values are null, and marks 1/,
  ],
  [
    "offsets that fall",
    new Utf8(),
    [{ rows: 2, buffers: [none, numbers(0, 2, 1), text("ab")] }],
    /offsets fall at row 1/,
  ],
  [
    "offsets below 0",
    new Utf8(),
    [{ rows: 1, buffers: [none, numbers(-1, 1), text("ab")] }],
    /lead from -1 to 1/,
  ],
  [
    "offsets behind the bytes",
    new Binary(),
    [{ rows: 1, buffers: [none, numbers(0, 9), text("ab")] }],
    /lead from 0 to 9, in 2 bytes/,
  ],
  [
    "long offsets behind the bytes",
    new LargeUtf8(),
    [{ rows: 1, buffers: [none, long(0n, 2n ** 60n), text("ab")] }],
    /in 2 bytes/,
  ],
  [
    "too few offsets",
    new Utf8(),
    [{ rows: 2, buffers: [none, numbers(0, 1), text("ab")] }],
    /8 bytes hold the offsets of 2 values/,
  ],
  [
    "a view of no buffer",
    new Utf8View(),
    [{ rows: 1, buffers: [none, view(20, 1, 0), text("x".repeat(20))], views: [1] }],
    /20 bytes at 0 of buffer 1/,
  ],
  [
    "a view behind its buffer",
    new Utf8View(),
    [{ rows: 1, buffers: [none, view(20, 0, 8), text("x".repeat(20))], views: [1] }],
    /20 bytes at 8 of buffer 0/,
  ],
  [
    "a view of a length below 0",
    new Utf8View(),
    [{ rows: 1, buffers: [none, view(-1, 0, 0)], views: [0] }],
    /-1 bytes at 0/,
  ],
  [
    "views that are counted wrong",
    new Utf8View(),
    [{ rows: 1, buffers: [none, view(1, 0, 0)], views: [5] }],
    /2 buffers, its columns have 7/,
  ],
  [
    "views below 0",
    new Utf8View(),
    [{ rows: 1, buffers: [none, view(1, 0, 0)], views: [-1] }],
    /a list of -1 entries/,
  ],
  [
    "a place behind the dictionary",
    codes,
    [words, { rows: 1, buffers: [none, bytes(2)] }],
    /is place 2 of a dictionary of 2/,
  ],
  [
    "a place below 0",
    codes,
    [words, { rows: 1, buffers: [none, bytes(255)] }],
    /is place -1 of a dictionary of 2/,
  ],
  ["no dictionary", codes, [{ rows: 1, buffers: [none, bytes(0)] }], /is place 0 of a dictionary of 0/],
  [
    "a codec without a length",
    new Int32(),
    [{ rows: 1, buffers: [none, bytes(1)], codec: 0 }],
    /no length in front/,
  ],
  [
    "a length below -1",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(-2n, none)], codec: 0 }],
    /has -2 bytes/,
  ],
  [
    "an LZ4 length that is too large",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(2n ** 30n, lz4(bytes(0)))], codec: 0 }],
    /bytes of LZ4 cannot hold 1073741824/,
  ],
  [
    "a length of 2^62",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(2n ** 62n, none)], codec: 1 }],
    /takes more than 2 GiB/,
  ],
  [
    "an LZ4 block that copies what is not there",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, lz4(bytes(0x00, 1, 0, 0)))], codec: 0 }],
    /copies from before/,
  ],
  [
    "an LZ4 block that copies from nowhere",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(5n, lz4(bytes(0x10, 1, 0, 0)))], codec: 0 }],
    /copies from before/,
  ],
  [
    "an LZ4 block that ends early",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, lz4(bytes(0xf0, 255)))], codec: 0 }],
    /ends inside/,
  ],
  [
    "an LZ4 block with more than it says",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, lz4(bytes(0x50, 1, 2, 3, 4, 5)))], codec: 0 }],
    /more than it says/,
  ],
  [
    "an LZ4 block with less than it says",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, lz4(bytes(0x30, 1, 2, 3)))], codec: 0 }],
    /holds 3 bytes, not 4/,
  ],
  [
    "an LZ4 frame with a dictionary",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, lz4(bytes(0x40, 1, 2, 3, 4), 0x41))], codec: 0 }],
    /no LZ4 frame/,
  ],
  [
    "ZSTD with more than it says",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, zstdCompressSync(Buffer.alloc(2 ** 20)))], codec: 1 }],
    /ZSTD frame of 4 bytes does not decompress/,
  ],
  [
    "ZSTD with less than it says",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(8n, zstdCompressSync(numbers(1)))], codec: 1 }],
    /holds 4 bytes, not 8/,
  ],
  [
    "ZSTD that is none",
    new Int32(),
    [{ rows: 1, buffers: [none, compressed(4n, numbers(1))], codec: 1 }],
    /does not decompress/,
  ],
];
