import { assert, double, oneof, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHalfBits, toHalfBits } from "../../../src/adapters/model-runtime/half.ts";

const { Float16Array } = globalThis as unknown as {
  readonly Float16Array: {
    new (
      values: ArrayLike<number> | ArrayBufferLike,
    ): ArrayLike<number> & { readonly buffer: ArrayBufferLike };
  };
};

describe("halves", () => {
  it("read every pattern of bits as JavaScript's Float16Array does", () => {
    const bits = Uint16Array.from({ length: 2 ** 16 }, (_, index) => index);
    const expected = Array.from(new Float16Array(bits.buffer));
    expect(Array.from(bits, fromHalfBits)).toEqual(expected);
  });

  it("write every number as JavaScript's Float16Array does", () => {
    const numbers = oneof(double(), double({ min: -70_000, max: 70_000 }), double({ min: -1e-4, max: 1e-4 }));
    assert(
      property(numbers, (value) => {
        const expected = new Float16Array([value])[0];
        expect(fromHalfBits(toHalfBits(value))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
