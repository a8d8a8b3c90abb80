import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { type ChainLine, extendChain, followChain, genesis, renderLine } from "../../../src/runs/chain.ts";
import { followSoundSegments } from "../../../src/runs/sound-segment.ts";

const sha256 = (content: string | Uint8Array): string => nodeDigest.sha256(content);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const record = fc
  .record({ key: fc.string({ unit: "grapheme" }), value: fc.double() })
  .map((value) => JSON.stringify(value));

/** Lines, cut into segments of two. */
function render(lines: readonly ChainLine[]): readonly string[] {
  const texts = lines.map((line) => `${renderLine(line)}\n`);
  return Array.from({ length: Math.ceil(texts.length / 2) }, (_, index) =>
    texts.slice(index * 2, index * 2 + 2).join(""),
  );
}

function compare(texts: readonly string[]): void {
  const segments = texts.map((text, index) => ({ path: `segments/0000000${index}.jsonl`, text }));
  const { last, lines, problems } = followChain(segments, sha256, genesis);
  const found = followSoundSegments(texts.map(bytesOf), genesis, sha256);
  const hasEmptyLines = texts.some((text) => text.startsWith("\n") || text.includes("\n\n"));
  if (problems.length > 0 || hasEmptyLines) expect(found).toBeUndefined();
  else expect(found).toEqual({ last: { sequence: last.sequence, digest: last.digest }, lines: lines.length });
}

describe("followSoundSegments", () => {
  it("finds the end that the whole check finds, for any records", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 9 }), (records) =>
        compare(render(extendChain(genesis, records, sha256))),
      ),
    );
  });

  it("stands nothing that the whole check names: any character changed, any piece taken away or doubled", () => {
    const change = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 400 }),
      text: fc.constantFrom("", "0", "}", "\n", "a", "{", "}}"),
    });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 2, maxLength: 5 }),
        change,
        (records, { at, length, text }) => {
          const whole = render(extendChain(genesis, records, sha256)).join("");
          const from = at % whole.length;
          compare([whole.slice(0, from) + text + whole.slice(from + length)]);
        },
      ),
    );
  });

  it("takes a last line without its end, and no segments at all", () => {
    const [text = ""] = render(extendChain(genesis, ['{"a":1}'], sha256));
    compare([text.trimEnd()]);
    expect(followSoundSegments([], genesis, sha256)).toEqual({ last: genesis, lines: 0 });
  });

  it("asks that the first line follows the entry before", () => {
    const first = extendChain(genesis, ['{"a":1}'], sha256);
    const second = extendChain(first[0] ?? genesis, ['{"a":2}'], sha256);
    const bytes = render(second).map(bytesOf);
    expect(followSoundSegments(bytes, first[0] ?? genesis, sha256)?.last.sequence).toBe(2);
    expect(followSoundSegments(bytes, { sequence: 1, digest: "f".repeat(64) }, sha256)).toBeUndefined();
    expect(followSoundSegments(bytes, genesis, sha256)).toBeUndefined();
  });
});
