import { array, assert as assertProperty, constantFrom, double, oneof, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { ascendingOrder } from "../../../src/math/ascending-order.ts";

describe("the order of numbers", () => {
  it("is that of a stable sort", () => {
    const number = oneof(
      double({ noNaN: true }),
      constantFrom(0, -0, 1, -1, 5e-324, -5e-324, Infinity, -Infinity),
    );
    assertProperty(
      property(array(number, { maxLength: 200 }), (numbers) => {
        const expected = numbers
          .map((value, row) => ({ value, row }))
          .toSorted((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.row - b.row))
          .map(({ row }) => row);
        expect([...ascendingOrder(Float64Array.from(numbers))]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("has NaN last, whatever its bits", () => {
    const values = new Float64Array(
      new BigUint64Array([0xfff8_0000_0000_0001n, 0n, 0x7ff8_0000_0000_0000n]).buffer,
    );
    expect([...ascendingOrder(values)]).toEqual([1, 0, 2]);
  });

  it("is empty for no numbers", () => {
    expect(ascendingOrder(new Float64Array())).toEqual(new Uint32Array());
  });
});
