import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPieces, cutSegments } from "../../../src/runs/saved-segments.ts";

interface Segment {
  readonly path: string;
  readonly sizeBytes: number;
  readonly bytes: Uint8Array;
}

const segments = fc
  .array(fc.uint8Array({ maxLength: 20 }), { maxLength: 30 })
  .map((all) =>
    all.map((bytes, index): Segment => ({ path: `segments/${index}`, sizeBytes: bytes.length, bytes })),
  );

function save(all: readonly Segment[]): Uint8Array {
  return Uint8Array.from(all.flatMap(({ bytes }) => [10, ...bytes, 10]));
}

/** Takes a file apart piece by piece, as it is read. */
function cut(file: Uint8Array, all: readonly Segment[]): readonly Uint8Array[] {
  let at = 0;
  return cutPieces(all).flatMap((piece) => {
    const bytes = file.subarray(at, at + piece.length);
    at += piece.length;
    return cutSegments(bytes, piece.segments);
  });
}

describe("a file of segments", () => {
  it("is taken apart into what was put into it, whole or in pieces", () => {
    fc.assert(
      fc.property(segments, (all) => {
        const expected = all.map(({ bytes }) => bytes);
        expect(cutSegments(save(all), all)).toEqual(expected);
        expect(cut(save(all), all)).toEqual(expected);
      }),
    );
  });

  it("is refused when anything is missing at its end or too much", () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: -40, max: 40 }), (all, change) => {
        const file = save(all);
        fc.pre(change !== 0 && (change > 0 || file.length > 0));
        const other = change > 0 ? Uint8Array.from([...file, ...save(all), 10]) : file.subarray(0, change);
        expect(() => cut(other, all)).toThrow(/^git cat-file did not give /);
        expect(() => cutSegments(other, all)).toThrow(/^git cat-file did not give /);
      }),
    );
  });

  it("is refused when git says that an object is missing", () => {
    const all = [1, 2, 3].map((index) => ({
      path: `segments/${index}`,
      sizeBytes: 47,
      bytes: new Uint8Array(47),
    }));
    const [one, , three] = all.map((segment) => save([segment]));
    const said = new TextEncoder().encode(`${"a".repeat(40)} missing\n`);
    const file = Uint8Array.from([...(one ?? []), ...said, ...(three ?? [])]);
    expect(() => cut(file, all)).toThrow("git cat-file did not give segments/2 in the ledger.");
  });
});
