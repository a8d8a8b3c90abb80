/** Types of packets of version 3 of the SSH File Transfer Protocol (draft-ietf-secsh-filexfer-02, section 3). */
export const packetTypes = {
  init: 1,
  version: 2,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  setHandleStat: 10,
  openDirectory: 11,
  readDirectory: 12,
  remove: 13,
  makeDirectory: 14,
  removeDirectory: 15,
  stat: 17,
  rename: 18,
  status: 101,
  handle: 102,
  data: 103,
  name: 104,
  attributes: 105,
  extended: 200,
} as const;

/** Codes of status packets that mean more than a failure. */
export const statusCodes = { ok: 0, endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;

/** Ways to open a file. */
export const openFlags = { read: 0x01, write: 0x02, create: 0x08, truncate: 0x10 } as const;

/** Attributes of a file that a server sent. */
export interface FileAttributes {
  readonly sizeBytes: number | undefined;
  /** Type and permission bits. */
  readonly mode: number | undefined;
}

/** A field of a packet: a number is a uint32, a bigint a uint64, text and bytes are led by their length. */
export type Field = number | bigint | string | Uint8Array;

/** Joins fields to bytes. */
export function encodeFields(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map((field) => {
      if (typeof field === "number") return uint32(field);
      if (typeof field === "bigint") {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64BE(field);
        return bytes;
      }
      const bytes = Buffer.from(field);
      return Buffer.concat([uint32(bytes.length), bytes]);
    }),
  );
}

/** Attributes that set permission bits alone. */
export function encodeMode(mode: number): readonly number[] {
  return [0x04, mode];
}

/** A packet with its length in front. */
export function encodePacket(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const payload = Buffer.concat(parts);
  return Buffer.concat([uint32(payload.length + 1), Buffer.from([type]), payload]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** Reads fields from a packet's payload, one after another. A read behind its end throws a RangeError. */
export class FieldReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  uint32(): number {
    this.#at += 4;
    return this.#bytes.readUInt32BE(this.#at - 4);
  }

  bytes(): Buffer {
    const length = this.uint32();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  attributes(): FileAttributes {
    const flags = this.uint32();
    const sizeBytes = (flags & 0x01) === 0 ? undefined : this.uint32() * 2 ** 32 + this.uint32();
    if ((flags & 0x02) !== 0) this.#at += 8;
    const mode = (flags & 0x04) === 0 ? undefined : this.uint32();
    if ((flags & 0x08) !== 0) this.#at += 8;
    if (flags >>> 31 === 1) {
      for (let count = this.uint32() * 2; count > 0; count -= 1) this.bytes();
    }
    return { sizeBytes, mode };
  }
}
