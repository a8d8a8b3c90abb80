import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { blockLength, cutBlocks } from "../../../src/runs/ledger-blocks.ts";

const sha256 = (text: string): string => nodeDigest.sha256(text);
const files = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `segments/${index}.jsonl`, sha: `${index}` }));

describe("cutBlocks", () => {
  it("keeps every segment in its order, and gives a key to full blocks that are behind the end", () => {
    fc.assert(
      fc.property(fc.nat({ max: 5 * blockLength }), (count) => {
        const blocks = cutBlocks(files(count), sha256);
        expect(blocks.flatMap(({ segments }) => segments)).toEqual(files(count));
        const last = blocks.at(-1);
        expect(last?.key).toBeUndefined();
        expect(last?.segments.length).toBeGreaterThanOrEqual(Math.min(count, 1));
        for (const { segments, key } of blocks.slice(0, -1)) {
          expect([segments.length, key]).toEqual([blockLength, expect.stringMatching(/^[0-9a-f]{64}$/)]);
        }
      }),
    );
  });

  it("has one block without segments for an empty ledger", () => {
    expect(cutBlocks([], sha256)).toEqual([{ segments: [], key: undefined }]);
  });

  it("gives another key to other bytes, other paths and another order", () => {
    const usual = files(blockLength + 1);
    const [first = { path: "", sha: "" }, second = { path: "", sha: "" }, ...rest] = usual;
    const keys = [
      usual,
      [{ ...first, sha: "x" }, second, ...rest],
      [{ ...first, path: "x" }, second, ...rest],
      [second, first, ...rest],
    ].map((segments) => cutBlocks(segments, sha256)[0]?.key);
    expect(new Set(keys).size).toBe(4);
    expect(cutBlocks(files(blockLength + 9), sha256)[0]?.key).toBe(keys[0]);
  });
});
