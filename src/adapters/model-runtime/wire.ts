/** One field of a protocol buffer message. Offsets are into the bytes it was read from. */
export interface WireField {
  readonly number: number;
  /** 0 a varint, 1 eight bytes, 2 a length and that many bytes, 5 four bytes. */
  readonly wireType: number;
  /** Where its key begins. */
  readonly start: number;
  /** Where its payload begins; for a varint the same as `end`. */
  readonly from: number;
  readonly end: number;
  /** The number, for a varint (exact to 2⁵³); else 0. */
  readonly value: number;
}

/**
 * The fields of a message, in their order. Payloads are not copied.
 *
 * Source: Protocol Buffers, "Encoding", https://protobuf.dev/programming-guides/encoding/.
 *
 * @throws RangeError when the message is cut or malformed.
 */
export function* fieldsOf(bytes: Uint8Array, from = 0, to = bytes.length): Generator<WireField> {
  let position = from;
  while (position < to) {
    const field = readField(bytes, position, to);
    position = field.end;
    yield field;
  }
}

function readField(bytes: Uint8Array, start: number, to: number): WireField {
  const key = readVarint(bytes, start, to);
  const number = Math.floor(key.value / 8);
  const wireType = key.value % 8;
  if (wireType === 0) {
    const { value, end } = readVarint(bytes, key.end, to);
    return { number, wireType, start, from: end, end, value };
  }
  const { from, length } = payloadOf(bytes, { wireType, at: key.end, to });
  if (from + length > to) throw new RangeError("the message is cut");
  return { number, wireType, start, from, end: from + length, value: 0 };
}

function payloadOf(
  bytes: Uint8Array,
  place: { readonly wireType: number; readonly at: number; readonly to: number },
): { readonly from: number; readonly length: number } {
  if (place.wireType === 1) return { from: place.at, length: 8 };
  if (place.wireType === 5) return { from: place.at, length: 4 };
  if (place.wireType !== 2) throw new RangeError(`wire type ${place.wireType} is not in use`);
  const { value, end } = readVarint(bytes, place.at, place.to);
  return { from: end, length: value };
}

/**
 * A varint at a position. Negative numbers come as their two's complement in 64 bits, so 2⁶³ and more.
 *
 * @throws RangeError when it is cut or longer than ten bytes.
 */
export function readVarint(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined || from + index >= to) throw new RangeError("the message is cut");
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: from + index + 1 };
  }
  throw new RangeError("a number is too long");
}

/** The varints of a repeated field's payload, packed or one by one. */
export function varintsOf(bytes: Uint8Array, field: WireField): readonly number[] {
  if (field.wireType === 0) return [field.value];
  const values: number[] = [];
  for (let position = field.from; position < field.end;) {
    const { value, end } = readVarint(bytes, position, field.end);
    values.push(value);
    position = end;
  }
  return values;
}

/** A field's payload as text; bytes that are no UTF-8 become U+FFFD. */
export function textOf(bytes: Uint8Array, field: WireField): string {
  return new TextDecoder().decode(bytes.subarray(field.from, field.end));
}

/** A field that holds bytes, as it is written. `number` from 1 to 15. */
export function encodeField(number: number, payload: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(number * 8 + 2), encodeVarint(payload.length), payload]);
}

/** A field that holds a varint, as it is written. `number` from 1 to 15. */
export function encodeNumber(number: number, value: number): Uint8Array {
  return concatBytes([Uint8Array.of(number * 8), encodeVarint(value)]);
}

function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.from([...bytes, rest]);
}

/** Pieces, one after the other. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    joined.set(piece, position);
    position += piece.length;
  }
  return joined;
}
